/* SPDX-License-Identifier: MIT
 *
 * mod.c -- moderating by command, and what the moderated are told.
 */
#include "unit/commands/desk.h"

#include <sys/stat.h>

#include <curbside/domain/alias_rules.h>
#include <curbside/domain/upkeep.h>
#include <curbside/store/handles.h>

static const char boards[] = "slug,category,title,description,mode,open,position,staff\n"
                             "consult,Confidential,Consult,Ask here.,alias,1,40,0\n";

static struct alias_rules rules;
static char seal_path[96];

/* Chance that holds every post, once it is let in. */
static enum err never_passes(void *ctx, board_id board, bool is_new)
{
    (void)ctx, (void)board, (void)is_new;
    return E_TOOFAST;
}

static void make_moderator(struct desk *d, const char *key, const char *handle)
{
    struct txn txn = TXN_NONE;

    desk_join_as(d, key, handle);
    assert_int_equal(txn_begin(&txn, d->visit.db, TXN_WRITE), OK);
    assert_int_equal(handles_set_role(d->visit.db, d->visit.who->handle, "moderator"), OK);
    assert_int_equal(txn_commit(&txn), OK);
}

static int setup(void **state)
{
    struct desk *d = desk_new();
    int made;

    snprintf(seal_path, sizeof seal_path, "%s/seal", d->dir);
    assert_int_equal(mkdir(seal_path, 0700), 0);
    rules = (struct alias_rules){true, seal_path, 10, 0, 120, 0};
    d->visit.alias = &rules;
    assert_int_equal(board_seed(&d->visit, boards, strlen(boards), &made), OK);
    make_moderator(d, "key mod", "calm-maud");
    make_moderator(d, "key peer", "calm-pia");
    desk_join_as(d, "key ann", "calm-ann");
    *state = d;
    return 0;
}

static int teardown(void **state)
{
    desk_free(*state);
    return 0;
}

static const char *line(const char *form, long long id)
{
    static char text[128];

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    snprintf(text, sizeof text, form, id);
#pragma GCC diagnostic pop
    return text;
}

static long long number_of(struct desk *d, const char *key)
{
    json_t *doc = desk_json(d);
    long long n = json_integer_value(json_object_get(doc, key));

    json_decref(doc);
    return n;
}

/* The number of a post by the caller that opens a thread. */
static long long posted(struct desk *d, const char *command)
{
    assert_int_equal(desk_run_with(d, command, "What I think of them."), 0);
    return number_of(d, "post");
}

static void a_ban_through_an_alias_answers_with_its_number_alone(void **state)
{
    struct desk *d = *state;
    long long post = posted(d, "post lounge --title T --as alias --json"), action;
    json_t *doc;

    desk_caller(d, "key mod");
    assert_int_equal(desk_run(d, line("mod ban %lld --rule kindness --json", post)), 0);
    doc = desk_json(d);
    assert_keys(doc, "action id");
    assert_string_equal(json_string_value(json_object_get(doc, "action")), "ban");
    action = json_integer_value(json_object_get(doc, "id"));
    json_decref(doc);
    /* The author, and nobody else, is told. */
    desk_caller(d, "key peer");
    assert_int_equal(desk_run(d, "whoami --json"), 0);
    doc = desk_json(d);
    assert_keys(doc, "guest handle role badges standing since");
    json_decref(doc);
    desk_caller(d, "key ann");
    assert_int_equal(desk_run(d, "whoami"), 0);
    assert_non_null(strstr(desk_out(d), "banned on 2026-11-23, by the rule kindness: Answer as"));
    assert_non_null(strstr(desk_out(d), "You are out of that thread for good."));
    assert_non_null(strstr(desk_out(d), "2026-11-24 until 2026-12-01"));
    assert_int_equal(desk_run(d, "whoami --json"), 0);
    doc = desk_json(d);
    assert_keys(doc, "guest handle role badges standing since sanctions");
    assert_keys(json_array_get(json_object_get(doc, "sanctions"), 0),
                "id severity thread rule reason day thread_until from until everywhere_from lifted "
                "acts appeal");
    json_decref(doc);
    d->now += 24 * 3600;
    assert_int_equal(desk_run_with(d, "post lounge --title U --as alias", "More."), 3);
    assert_non_null(strstr(desk_err(d), "under an alias"));
    assert_int_equal(desk_run_with(d, "post lounge --title U --as handle", "More."), 0);
    desk_caller(d, "key peer");
    assert_int_equal(desk_run(d, line("mod lift %lld --reason 'A mistake' --json", action)), 0);
    doc = desk_json(d);
    assert_keys(doc, "action id");
    json_decref(doc);
    desk_caller(d, "key ann");
    assert_int_equal(desk_run_with(d, "post lounge --title V --as alias", "More."), 0);
}

static void a_held_post_is_in_the_queue_and_its_author_is_told(void **state)
{
    struct desk *d = *state;
    long long post;
    json_t *doc, *item;

    d->visit.newcomer_posts = 6;
    d->visit.newcomer_pass = never_passes;
    assert_int_equal(desk_run_with(d, "post consult --title T --json", "What do I do?"), 0);
    doc = desk_json(d);
    assert_keys(doc, "thread post released held receipt");
    assert_true(json_is_null(json_object_get(doc, "released")));
    post = json_integer_value(json_object_get(doc, "post"));
    assert_int_equal(
        desk_run(d, line("read %lld", json_integer_value(json_object_get(doc, "thread")))), 0);
    json_decref(doc);
    assert_non_null(strstr(desk_out(d), "held for a moderator"));
    assert_int_equal(desk_run(d, "mod queue"), 3);
    desk_caller(d, "key mod");
    assert_int_equal(desk_run(d, "mod queue"), 0);
    assert_string_equal(desk_out(d), "Nothing waits.\n");
    d->now += 11 * 60; /* the release it was written for */
    assert_int_equal(desk_run(d, "mod queue --json"), 0);
    doc = desk_json(d);
    assert_keys(doc, "items next");
    item = json_array_get(json_object_get(doc, "items"), 0);
    assert_keys(item, "item kind post thread board reasons count excerpt age_hours claimed title "
                      "barred author body appeal sanctions edited reader_notes notes");
    assert_int_equal(json_integer_value(json_object_get(item, "item")), post);
    assert_string_equal(json_string_value(json_object_get(item, "kind")), "held");
    json_decref(doc);
    assert_int_equal(desk_run(d, "mod queue"), 0);
    assert_non_null(strstr(desk_out(d), "What do I do?"));
    assert_int_equal(desk_run(d, line("mod claim %lld", post)), 0);
    assert_int_equal(desk_run(d, line("mod keep %lld --json", post)), 0);
    doc = desk_json(d);
    assert_keys(doc, "action id target");
    json_decref(doc);
    assert_int_equal(desk_run(d, "mod queue"), 0);
    assert_string_equal(desk_out(d), "Nothing waits.\n");
    d->now += 11 * 60;
    assert_int_equal(forum_tick(&d->visit), OK);
    desk_caller(d, "key peer");
    assert_int_equal(
        desk_run(d, line("mod remove %lld --rule on-topic --reason Elsewhere --json", post)), 0);
    assert_int_equal(desk_run(d, line("mod restore %lld", post)), 0);
}

static bool is_in_queue(struct desk *d, const char *words)
{
    json_t *doc, *items, *item;
    bool found = false;
    size_t i;

    assert_int_equal(desk_run(d, "mod queue --json"), 0);
    doc = desk_json(d);
    items = json_object_get(doc, "items");
    json_array_foreach(items, i, item)
    {
        found = found || strcmp(json_string_value(json_object_get(item, "excerpt")), words) == 0;
    }
    json_decref(doc);
    return found;
}

/* 480 bytes are shown: of the one post the last of them begins an é, of the other it is the end. */
static void the_beginning_of_a_long_post_says_that_there_is_more(void **state)
{
    struct desk *d = *state;
    char longer[800], whole[481], shown[800];

    memset(longer, 'x', sizeof longer);
    snprintf(longer + 470, sizeof longer - 470, "words    é and more.");
    memset(whole, 'y', 480);
    whole[480] = '\0';
    d->visit.newcomer_posts = 6;
    d->visit.newcomer_pass = never_passes;
    assert_int_equal(desk_run_with(d, "post consult --title T", longer), 0);
    assert_int_equal(desk_run_with(d, "post consult --title U", whole), 0);
    d->now += 11 * 60; /* the release they were written for */
    desk_caller(d, "key mod");
    snprintf(shown, sizeof shown, "%.475s…", longer);
    assert_true(is_in_queue(d, shown));
    assert_true(is_in_queue(d, whole));
    assert_int_equal(desk_run(d, "mod queue"), 0);
    assert_non_null(strstr(desk_out(d), "words…\n"));
}

static void what_waits_for_long_is_counted_with_commas(void **state)
{
    struct desk *d = *state;

    d->visit.newcomer_posts = 6;
    d->visit.newcomer_pass = never_passes;
    assert_int_equal(desk_run_with(d, "post consult --title T", "What do I do?"), 0);
    d->now += 50 * 24 * 3600 + 3600;
    desk_caller(d, "key mod");
    assert_int_equal(desk_run(d, "mod queue"), 0);
    assert_non_null(strstr(desk_out(d), "1,200 h"));
}

static void what_was_not_let_out_does_not_read_like_any_other(void **state)
{
    struct desk *d = *state;
    long long post, thread;
    json_t *doc;

    d->visit.newcomer_posts = 6;
    d->visit.newcomer_pass = never_passes;
    assert_int_equal(desk_run_with(d, "post consult --title T --json", "What do I do?"), 0);
    doc = desk_json(d);
    post = json_integer_value(json_object_get(doc, "post"));
    thread = json_integer_value(json_object_get(doc, "thread"));
    json_decref(doc);
    d->now += 11 * 60;
    desk_caller(d, "key mod");
    assert_int_equal(desk_run(d, line("mod remove %lld --rule on-topic", post)), 0);
    desk_caller(d, "key ann");
    assert_int_equal(desk_run(d, line("read %lld", thread)), 0);
    assert_non_null(strstr(desk_out(d), "not let out; \"whoami\" says why"));
}

static void the_log_is_public_and_has_no_names(void **state)
{
    struct desk *d = *state;
    long long post = posted(d, "post lounge --title T --as handle --json");
    json_t *doc, *row;

    desk_caller(d, "key mod");
    assert_int_equal(desk_run(d, line("mod warn %lld --rule kindness", post)), 0);
    assert_int_equal(desk_run(d, line("mod remove %lld --rule kindness --reason Unkind", post)), 0);
    assert_int_equal(desk_run(d, line("mod ban %lld --everywhere doxxing --rule no-names", post)),
                     0);
    assert_non_null(strstr(desk_out(d), "Everywhere only once another moderator agrees"));
    assert_int_equal(desk_run(d, "modlog"), 0);
    assert_non_null(strstr(desk_out(d), "ask for a ban everywhere for a"));
    assert_null(strstr(desk_out(d), "ask-out"));
    desk_caller(d, NULL);
    assert_int_equal(desk_run(d, "modlog --json --limit 2"), 0);
    doc = desk_json(d);
    assert_keys(doc, "actions next appeals");
    assert_int_equal(json_array_size(json_object_get(doc, "actions")), 2);
    row = json_array_get(json_object_get(doc, "actions"), 0);
    assert_keys(row, "id action target board rule reason day");
    assert_string_equal(json_string_value(json_object_get(row, "day")), "2026-11-23");
    json_decref(doc);
    assert_int_equal(desk_run(d, "modlog"), 0);
    assert_non_null(strstr(desk_out(d), "remove post/"));
    assert_non_null(strstr(desk_out(d), "(action "));
    assert_non_null(strstr(desk_out(d), "2026-11-19  in the week from that day: warn, kindness"));
    assert_null(strstr(desk_out(d), "calm-"));
}

static void a_flag_comes_into_the_queue_and_leads_to_nobody(void **state)
{
    struct desk *d = *state;
    long long post = posted(d, "post lounge --title T --as handle --json");
    json_t *doc, *item;

    assert_int_equal(desk_run(d, line("flag %lld --reason unkind", post)), 3); /* her own */
    desk_join_as(d, "key bob", "calm-bob");
    assert_int_equal(desk_run(d, line("flag %lld", post)), 2);
    assert_int_equal(desk_run(d, line("flag %lld --reason rude", post)), 2);
    assert_non_null(strstr(desk_err(d), "usage: flag POST|report/NUMBER --reason CODE"));
    assert_int_equal(desk_run(d, line("flag %lld --reason self-harm --json", post)), 0);
    assert_non_null(strstr(desk_err(d), "988"));
    doc = desk_json(d);
    assert_keys(doc, "flag");
    json_decref(doc);
    assert_int_equal(desk_run(d, line("flag %lld --reason spam", post)), 1);
    desk_caller(d, "key mod");
    assert_int_equal(desk_run(d, line("mod note %lld --note 'Look twice'", post)), 0);
    assert_int_equal(desk_run(d, "mod queue --json"), 0);
    assert_null(strstr(desk_out(d), "calm-bob"));
    doc = desk_json(d);
    item = json_array_get(json_object_get(doc, "items"), 0);
    assert_string_equal(json_string_value(json_object_get(item, "kind")), "flags");
    assert_string_equal(json_string_value(json_array_get(json_object_get(item, "reasons"), 0)),
                        "self-harm");
    assert_int_equal(json_integer_value(json_object_get(item, "count")), 1);
    item = json_array_get(json_object_get(item, "notes"), 0);
    assert_string_equal(json_string_value(json_object_get(item, "text")), "Look twice");
    json_decref(doc);
    assert_int_equal(desk_run(d, "mod queue"), 0);
    assert_non_null(strstr(desk_out(d), "calm-maud: Look twice"));
    assert_int_equal(desk_run(d, line("mod keep %lld", post)), 0);
    assert_int_equal(desk_run(d, "mod queue"), 0);
    assert_string_equal(desk_out(d), "Nothing waits.\n");
    desk_caller(d, "key bob");
    assert_int_equal(desk_run(d, "whoami"), 0);
    assert_non_null(strstr(desk_out(d), line("You flagged post/%lld, #1 of \"T\": a", post)));
    assert_non_null(strstr(desk_out(d), "stands."));
    assert_int_equal(desk_run(d, "whoami --json"), 0);
    doc = desk_json(d);
    item = json_array_get(json_object_get(doc, "flags"), 0);
    assert_keys(item, "post report outcome thread no rule");
    assert_string_equal(json_string_value(json_object_get(item, "outcome")), "stands");
    json_decref(doc);
}

static void threads_are_locked_and_pinned_and_back(void **state)
{
    struct desk *d = *state;
    long long thread = desk_thread(d, "lounge", "T", "Body");
    json_t *doc;

    assert_int_equal(desk_run(d, line("mod lock %lld", thread)), 3);
    desk_caller(d, "key mod");
    assert_int_equal(desk_run(d, line("mod lock %lld --reason 'Said enough' --json", thread)), 0);
    doc = desk_json(d);
    assert_keys(doc, "action id target");
    json_decref(doc);
    assert_int_equal(desk_run(d, line("mod lock thread/%lld", thread)), 1);
    assert_int_equal(desk_run_with(d, line("reply %lld", thread), "More."), 3);
    assert_int_equal(desk_run(d, line("mod pin %lld", thread)), 0);
    assert_int_equal(desk_run(d, "threads lounge"), 0);
    assert_non_null(strstr(desk_out(d), "(pinned) (locked) T"));
    assert_int_equal(desk_run(d, line("mod unlock %lld", thread)), 0);
    assert_int_equal(desk_run(d, line("mod unpin %lld", thread)), 0);
    assert_int_equal(desk_run_with(d, line("reply %lld", thread), "More."), 0);
    assert_int_equal(desk_run(d, "mod lock 5"), 1);
    assert_int_equal(desk_run(d, "modlog"), 0);
    assert_non_null(strstr(desk_out(d), "lock thread/"));
    assert_non_null(strstr(desk_out(d), "Said enough"));
}

static void wrong_words_get_the_one_right_line(void **state)
{
    struct desk *d = *state;

    desk_caller(d, "key mod");
    assert_int_equal(desk_run(d, "mod"), 2);
    assert_non_null(strstr(desk_err(d), "\"mod\" needs another word.\n"));
    assert_int_equal(desk_run(d, "mod dance"), 2);
    assert_int_equal(desk_run(d, "mod ban"), 2);
    assert_non_null(strstr(desk_err(d), "usage: mod ban POST --rule RULE"));
    assert_int_equal(desk_run(d, "mod ban 5"), 2);
    assert_int_equal(desk_run(d, "mod ban 5 --rule nonsense"), 2);
    assert_int_equal(desk_run(d, "mod warn 5 --rule kindness --everywhere threat"), 2);
    assert_int_equal(desk_run(d, "mod ban 5 --rule kindness --everywhere spite"), 2);
    assert_int_equal(desk_run(d, "mod ban 5 --rule kindness"), 1);
    assert_int_equal(desk_run(d, "mod lift 5"), 1);
    desk_caller(d, "key ann");
    assert_int_equal(desk_run(d, "mod ban 5 --rule kindness"), 3);
    desk_caller(d, NULL);
    assert_int_equal(desk_run(d, "mod ban 5 --rule kindness"), 3);
}

#define T(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(a_ban_through_an_alias_answers_with_its_number_alone),
        T(a_held_post_is_in_the_queue_and_its_author_is_told),
        T(the_beginning_of_a_long_post_says_that_there_is_more),
        T(what_waits_for_long_is_counted_with_commas),
        T(what_was_not_let_out_does_not_read_like_any_other),
        T(the_log_is_public_and_has_no_names),
        T(a_flag_comes_into_the_queue_and_leads_to_nobody),
        T(threads_are_locked_and_pinned_and_back),
        T(wrong_words_get_the_one_right_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

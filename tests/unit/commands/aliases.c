/* SPDX-License-Identifier: MIT
 *
 * aliases.c -- commands where aliases are open: changes that wait, and threads closed to new ones.
 */
#include "unit/commands/desk.h"

#include <sys/stat.h>

#include <curbside/domain/alias_rules.h>
#include <curbside/domain/upkeep.h>

static const char boards[] = "slug,category,title,description,mode,open,position,staff\n"
                             "consult,Confidential,Consult,Ask here.,alias,1,40,0\n";

static struct alias_rules rules;
static char seal_path[96];

static int setup(void **state)
{
    struct desk *d = desk_new();
    int made;

    snprintf(seal_path, sizeof seal_path, "%s/seal", d->dir);
    assert_int_equal(mkdir(seal_path, 0700), 0);
    rules = (struct alias_rules){true, seal_path, 10, 60, 120, 0};
    d->visit.alias = &rules;
    assert_int_equal(board_seed(&d->visit, boards, strlen(boards), &made), OK);
    *state = d;
    return 0;
}

static int teardown(void **state)
{
    desk_free(*state);
    return 0;
}

static void tick(struct desk *d)
{
    d->now += 10 * 60;
    assert_int_equal(forum_tick(&d->visit), OK);
}

/* A thread by the caller that is out. */
static void started(struct desk *d, long long *ret_thread, long long *ret_post)
{
    assert_int_equal(desk_run_with(d, "post consult --title T --json", "What do I do?"), 0);
    json_t *doc = desk_json(d);
    *ret_thread = json_integer_value(json_object_get(doc, "thread"));
    *ret_post = json_integer_value(json_object_get(doc, "post"));
    json_decref(doc);
    tick(d);
}

static const char *line(const char *form, long long id)
{
    static char text[96];

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    snprintf(text, sizeof text, form, id);
#pragma GCC diagnostic pop
    return text;
}

static void what_waits_is_bookmarked_once_it_is_out(void **state)
{
    struct desk *d = *state;
    long long post;
    json_t *doc;

    desk_join_as(d, "key of ann", "ann-arbor");
    assert_int_equal(desk_run_with(d, "post consult --title T --json", "What do I do?"), 0);
    doc = desk_json(d);
    post = json_integer_value(json_object_get(doc, "post"));
    json_decref(doc);
    assert_int_equal(desk_run(d, line("bookmark post/%lld", post)), 1);
    assert_string_equal(desk_err(d),
                        "curbside: It is not out yet; it can be bookmarked once it is.\n");
    tick(d);
    assert_int_equal(desk_run(d, line("bookmark post/%lld", post)), 0);
}

static void an_edit_says_when_others_see_it(void **state)
{
    struct desk *d = *state;
    long long thread, post;

    desk_join_as(d, "key of ann", "ann-arbor");
    started(d, &thread, &post);
    assert_int_equal(desk_run_with(d, line("edit %lld --json", post), "Other words."), 0);
    assert_non_null(strstr(desk_out(d), "\"released\":\"2026-11-23T10:20:00Z\""));
    assert_int_equal(desk_run(d, line("read %lld", thread)), 0);
    assert_non_null(strstr(desk_out(d), "Other words."));
    assert_non_null(strstr(desk_out(d), "(changed at 2026-11-23 10:20 UTC; until then"));
    desk_caller(d, NULL);
    assert_int_equal(desk_run(d, line("read %lld", thread)), 0);
    assert_null(strstr(desk_out(d), "Other words."));
    tick(d);
    assert_int_equal(desk_run(d, line("read %lld", thread)), 0);
    assert_non_null(strstr(desk_out(d), "Other words."));
}

static void a_deletion_waits_and_now_does_not(void **state)
{
    struct desk *d = *state;
    long long thread, post;

    desk_join_as(d, "key of ann", "ann-arbor");
    started(d, &thread, &post);
    assert_int_equal(desk_run(d, line("delete %lld", post)), 0);
    assert_non_null(strstr(desk_out(d), "with the next release"));
    assert_int_equal(desk_run(d, line("read %lld", thread)), 0);
    assert_non_null(strstr(desk_out(d), "(gone at 2026-11-23 10:20 UTC"));
    assert_int_equal(desk_run(d, line("delete %lld --now", post)), 0);
    assert_null(strstr(desk_out(d), "release"));
    desk_caller(d, NULL);
    assert_int_equal(desk_run(d, line("read %lld", thread)), 0);
    assert_null(strstr(desk_out(d), "What do I do?"));
}

static void a_thread_is_closed_to_new_aliases_by_who_opened_it(void **state)
{
    struct desk *d = *state;
    long long thread, post;

    desk_join_as(d, "key of ann", "ann-arbor");
    started(d, &thread, &post);
    assert_int_equal(desk_run(d, line("aliases %lld closed --json", thread)), 0);
    assert_non_null(strstr(desk_out(d), "\"aliases\":\"open\""));
    assert_non_null(strstr(desk_out(d), "\"next\":\"closed\""));
    tick(d);
    desk_join_as(d, "key of bob", "bob-cat-12");
    assert_int_equal(desk_run(d, line("aliases %lld", thread)), 0);
    assert_non_null(strstr(desk_out(d), "closed to new aliases"));
    assert_int_equal(desk_run(d, line("aliases %lld open", thread)), 3);
    assert_int_equal(desk_run(d, line("aliases %lld ajar", thread)), 2);
    assert_int_equal(desk_run_with(d, line("reply %lld", thread), "Me too."), 3);
    assert_non_null(strstr(desk_err(d), "takes no new aliases"));
    assert_int_equal(desk_run(d, "aliases 5"), 1);
}

static void a_thread_that_is_not_out_says_so(void **state)
{
    struct desk *d = *state;
    long long thread;
    json_t *doc;

    desk_join_as(d, "key of ann", "ann-arbor");
    assert_int_equal(desk_run_with(d, "post consult --title T --json", "It waits."), 0);
    doc = desk_json(d);
    thread = json_integer_value(json_object_get(doc, "thread"));
    json_decref(doc);
    assert_int_equal(desk_run(d, line("aliases %lld closed", thread)), 1);
    assert_non_null(strstr(desk_err(d), "not out yet"));
    assert_int_equal(desk_run(d, line("aliases %lld", thread)), 1);
    assert_non_null(strstr(desk_err(d), "not out yet"));
    desk_join_as(d, "key of bob", "bob-cat-12"); /* who must not learn that it is there */
    assert_int_equal(desk_run(d, line("aliases %lld", thread)), 1);
    assert_null(strstr(desk_err(d), "not out yet"));
}

static void nobody_is_shown_by_their_handle_because_a_thread_was_closed(void **state)
{
    struct desk *d = *state;
    long long thread;

    desk_join_as(d, "key of ann", "ann-arbor");
    thread = desk_thread(d, "lounge", "Ask", "Text");
    assert_int_equal(desk_run(d, line("aliases %lld closed", thread)), 0);
    desk_join_as(d, "key of bob", "bob-cat-12");
    assert_int_equal(desk_run_with(d, line("reply %lld", thread), "Me too."), 3);
    assert_non_null(strstr(desk_err(d), "takes no new aliases"));
    assert_int_equal(desk_run_with(d, line("reply %lld --as handle", thread), "Me too."), 0);
    assert_non_null(strstr(desk_out(d), "bob-cat-12"));
}

static void nobody_is_shown_by_their_handle_because_aliases_were_closed(void **state)
{
    struct desk *d = *state;
    long long thread, post;

    desk_join_as(d, "key of ann", "ann-arbor");
    started(d, &thread, &post);
    thread = desk_thread(d, "lounge", "As an alias", "Text");
    rules.open = false;
    assert_int_equal(desk_run_with(d, "post lounge --title T", "Mine."), 3);
    assert_non_null(strstr(desk_err(d), "--as handle"));
    assert_int_equal(desk_run_with(d, line("reply %lld", thread), "Me again."), 3);
    assert_non_null(strstr(desk_err(d), "Aliases are closed here"));
    assert_null(strstr(desk_err(d), "--as handle")); /* there it is the alias, and stays so */
    thread = desk_thread(d, "lounge --as handle", "Under the handle", "Text");
    assert_int_equal(desk_run_with(d, line("reply %lld", thread), "Known by it here."), 0);
    assert_non_null(strstr(desk_out(d), "ann-arbor"));
}

static void who_was_an_alias_can_still_tell_and_change_it_when_they_are_closed(void **state)
{
    struct desk *d = *state;
    long long post;
    json_t *doc;

    desk_join_as(d, "key of ann", "ann-arbor");
    assert_int_equal(desk_run_with(d, "post lounge --title T --json", "A slip."), 0);
    doc = desk_json(d);
    post = json_integer_value(json_object_get(doc, "post"));
    json_decref(doc);
    rules.open = false;
    assert_int_equal(desk_run_with(d, line("edit %lld", post), "No slip."), 0);
    desk_join_as(d, "key of bob", "bob-cat-12");
    assert_int_equal(desk_run_with(d, line("edit %lld", post), "Not mine."), 3);
    desk_caller(d, "key of ann");
    assert_int_equal(desk_run(d, line("delete %lld", post)), 0);
}

static void an_export_holds_aliases_only_when_asked_for(void **state)
{
    struct desk *d = *state;
    long long thread, post;
    json_t *doc, *row;

    desk_join_as(d, "key of ann", "ann-arbor");
    started(d, &thread, &post);
    desk_thread(d, "lounge --as handle", "Under the handle", "Public words");
    assert_int_equal(desk_run_with(d, "post consult --title W --json", "It waits."), 0);
    assert_int_equal(desk_run(d, "export"), 0);
    doc = desk_json(d);
    assert_keys(
        doc, "handle role joined quiet aliases keys hidden following bookmarks read drafts posts");
    assert_int_equal(json_array_size(json_object_get(doc, "posts")), 1);
    row = json_array_get(json_object_get(doc, "posts"), 0);
    assert_keys(row, "post thread no board title author created edited state body");
    assert_string_equal(json_string_value(json_object_get(row, "body")), "Public words");
    json_decref(doc);
    assert_null(strstr(desk_out(d), "What do I do?"));
    assert_int_equal(desk_run(d, "export --with-aliases --json"), 0);
    doc = desk_json(d);
    assert_int_equal(json_array_size(json_object_get(doc, "alias_posts")), 2);
    row = json_array_get(json_object_get(doc, "alias_posts"), 0);
    assert_keys(row, "post thread no board title author created edited state body receipt");
    assert_int_equal(json_integer_value(json_object_get(row, "post")), post);
    row = json_array_get(json_object_get(doc, "alias_posts"), 1);
    assert_string_equal(json_string_value(json_object_get(row, "state")), "waiting");
    json_decref(doc);
    desk_caller(d, NULL);
    assert_int_equal(desk_run(d, "export"), 3);
}

static void what_nobody_can_tell_any_more_is_not_exported(void **state)
{
    struct desk *d = *state;
    long long thread, post;

    desk_join_as(d, "key of ann", "ann-arbor");
    started(d, &thread, &post);
    d->now += (int64_t)200 * 86400;
    tick(d);
    assert_int_equal(desk_run(d, "export --with-aliases"), 0);
    assert_null(strstr(desk_out(d), "What do I do?"));
    assert_non_null(strstr(desk_out(d), "nobody can tell any more whose they are"));
}

static void mine_shows_alias_rows_to_their_author_alone(void **state)
{
    struct desk *d = *state;
    long long thread, post;

    desk_join_as(d, "key of ann", "ann-arbor");
    started(d, &thread, &post);
    assert_int_equal(desk_run_with(d, line("edit %lld", post), "Other words."), 0);
    assert_int_equal(desk_run_with(d, line("reply %lld", thread), "It waits."), 0);
    assert_int_equal(desk_run(d, line("aliases %lld closed", thread)), 0);
    assert_int_equal(desk_run(d, "mine"), 0);
    assert_non_null(strstr(desk_out(d), line("%lld", post)));
    assert_non_null(strstr(desk_out(d), "waiting"));
    assert_non_null(strstr(desk_out(d), "the alias and a tag"));
    assert_non_null(strstr(desk_out(d), "whether your thread lets new aliases in"));
    desk_join_as(d, "key of bob", "bob-cat-12");
    assert_int_equal(desk_run(d, "mine"), 0);
    assert_null(strstr(desk_out(d), line("%lld", post)));
    assert_null(strstr(desk_out(d), "waiting"));
}

static void the_quiet_view_is_turned_on_and_off(void **state)
{
    struct desk *d = *state;
    long long thread;

    desk_join_as(d, "key of ann", "ann-arbor");
    thread = desk_thread(d, "lounge --as handle", "Hello", "Loud words");
    desk_join_as(d, "key of bob", "bob-cat-12");
    assert_int_equal(desk_run(d, "quiet --json"), 0);
    assert_string_equal(desk_out(d), "{\"quiet\":false}\n");
    assert_int_equal(desk_run(d, "quiet on"), 0);
    assert_int_equal(desk_run(d, line("read %lld", thread)), 0);
    assert_null(strstr(desk_out(d), "Loud words"));
    assert_non_null(strstr(desk_out(d), "left out by the quiet view"));
    assert_int_equal(desk_run(d, "quiet off"), 0);
    assert_int_equal(desk_run(d, line("read %lld", thread)), 0);
    assert_non_null(strstr(desk_out(d), "Loud words"));
    assert_int_equal(desk_run(d, "quiet perhaps"), 2);
    desk_caller(d, NULL);
    assert_int_equal(desk_run(d, "quiet on"), 3);
}

static void who_leaves_may_have_the_words_erased(void **state)
{
    struct desk *d = *state;
    long long thread, post;

    desk_join_as(d, "key of ann", "ann-arbor");
    started(d, &thread, &post);
    assert_int_equal(desk_run_with(d, "leave --erase", "somebody-else"), 1);
    assert_int_equal(desk_run_with(d, "leave --erase", "ann-arbor"), 0);
    assert_non_null(strstr(desk_out(d), "a random day of its own"));
    assert_int_equal(desk_run(d, line("read %lld", thread)), 0);
    assert_non_null(strstr(desk_out(d), "What do I do?"));
    for (int i = 0; i < 31; i++) {
        d->now += 86400;
        tick(d);
    }
    assert_int_equal(desk_run(d, line("read %lld", thread)), 0);
    assert_null(strstr(desk_out(d), "What do I do?"));
}

#define C(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        C(what_waits_is_bookmarked_once_it_is_out),
        C(an_edit_says_when_others_see_it),
        C(a_deletion_waits_and_now_does_not),
        C(a_thread_is_closed_to_new_aliases_by_who_opened_it),
        C(nobody_is_shown_by_their_handle_because_a_thread_was_closed),
        C(a_thread_that_is_not_out_says_so),
        C(nobody_is_shown_by_their_handle_because_aliases_were_closed),
        C(who_was_an_alias_can_still_tell_and_change_it_when_they_are_closed),
        C(an_export_holds_aliases_only_when_asked_for),
        C(what_nobody_can_tell_any_more_is_not_exported),
        C(mine_shows_alias_rows_to_their_author_alone),
        C(the_quiet_view_is_turned_on_and_off),
        C(who_leaves_may_have_the_words_erased),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

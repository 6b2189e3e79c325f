/* SPDX-License-Identifier: MIT
 *
 * json.c -- the documents of --json have exactly the keys of the contract.
 */
#include <curbside/domain/draft.h>

#include "desk.h"

static json_t *first(json_t *doc, const char *list)
{
    json_t *rows = json_object_get(doc, list);

    assert_true(json_is_array(rows));
    assert_true(json_array_size(rows) > 0);
    return json_array_get(rows, 0);
}

static void help_lists_every_command(void **state)
{
    struct desk *d = *state;
    json_t *doc;

    assert_int_equal(desk_run(d, "help --json"), 0);
    doc = desk_json(d);
    assert_true(json_is_array(doc));
    assert_true(json_array_size(doc) >= 14);
    assert_keys(json_array_get(doc, 0), "name summary usage");
    json_decref(doc);
}

static void version_names_what_it_is_built_on(void **state)
{
    struct desk *d = *state;
    json_t *doc;

    assert_int_equal(desk_run(d, "version --json"), 0);
    doc = desk_json(d);
    assert_keys(doc, "version schema sqlite libssh");
    assert_int_equal(json_integer_value(json_object_get(doc, "schema")), 1);
    json_decref(doc);
}

static void join_gives_handle_and_recovery_code(void **state)
{
    struct desk *d = *state;
    json_t *doc;

    desk_caller(d, "key of ann");
    assert_int_equal(desk_run(d, "join --json"), 0);
    doc = desk_json(d);
    assert_keys(doc, "handle recovery_code");
    assert_string_equal(json_string_value(json_object_get(doc, "handle")), d->visit.who->name);
    assert_int_equal(strlen(json_string_value(json_object_get(doc, "recovery_code"))),
                     RECOVERY_CODE_SIZE - 1);
    json_decref(doc);
}

static void whoami_says_guest_or_member(void **state)
{
    struct desk *d = *state;
    json_t *doc;

    assert_int_equal(desk_run(d, "whoami --json"), 0);
    doc = desk_json(d);
    assert_keys(doc, "guest handle role badges standing since");
    assert_true(json_is_true(json_object_get(doc, "guest")));
    assert_true(json_is_null(json_object_get(doc, "handle")));
    assert_true(json_is_null(json_object_get(doc, "since")));
    json_decref(doc);
    desk_join_as(d, "key of ann", "ann-arbor");
    assert_int_equal(desk_run(d, "whoami --json"), 0);
    doc = desk_json(d);
    assert_true(json_is_false(json_object_get(doc, "guest")));
    assert_string_equal(json_string_value(json_object_get(doc, "handle")), "ann-arbor");
    assert_string_equal(json_string_value(json_object_get(doc, "role")), "member");
    assert_string_equal(json_string_value(json_object_get(doc, "since")), "2026-10-01T00:00:00Z");
    json_decref(doc);
}

static void boards_threads_and_read_have_the_keys_of_the_contract(void **state)
{
    struct desk *d = *state;
    char line[80];
    json_t *doc, *post;

    desk_join_as(d, "key of ann", "ann-arbor");
    long long id = desk_thread(d, "lounge", "Good morning", "Coffee?\n");

    assert_int_equal(desk_run(d, "boards --json"), 0);
    doc = desk_json(d);
    assert_keys(doc, "boards");
    assert_keys(first(doc, "boards"), "slug title category description mode threads posts unread");
    json_decref(doc);

    assert_int_equal(desk_run(d, "threads lounge --json"), 0);
    doc = desk_json(d);
    assert_keys(doc, "threads next");
    assert_true(json_is_null(json_object_get(doc, "next")));
    assert_keys(first(doc, "threads"), "id board title author author_kind posts helpful tags "
                                       "created active unread pinned locked");
    json_decref(doc);

    snprintf(line, sizeof line, "read thread/%lld --json", id);
    assert_int_equal(desk_run(d, line), 0);
    doc = desk_json(d);
    assert_keys(doc, "id board title tags locked posts next");
    assert_int_equal(json_integer_value(json_object_get(doc, "id")), id);
    post = first(doc, "posts");
    assert_keys(post, "id no author author_kind op you badges body created edited helpful state "
                      "reply_to");
    assert_string_equal(json_string_value(json_object_get(post, "created")),
                        "2026-11-23T10:04:00Z");
    assert_true(json_is_null(json_object_get(post, "edited")));
    assert_true(json_is_null(json_object_get(post, "reply_to")));
    assert_true(json_is_true(json_object_get(post, "you")));
    assert_true(json_is_true(json_object_get(post, "op")));
    assert_string_equal(json_string_value(json_object_get(post, "state")), "visible");
    assert_string_equal(json_string_value(json_object_get(post, "author_kind")), "handle");
    json_decref(doc);
}

static void post_and_reply_answer_with_numbers_and_the_time_of_release(void **state)
{
    struct desk *d = *state;
    char line[80];
    json_t *doc;

    desk_join_as(d, "key of ann", "ann-arbor");
    assert_int_equal(desk_run_with(d, "post lounge --title T --json", "body"), 0);
    doc = desk_json(d);
    assert_keys(doc, "thread post released");
    snprintf(line, sizeof line, "reply %lld --to 1 --json",
             (long long)json_integer_value(json_object_get(doc, "thread")));
    json_decref(doc);
    assert_int_equal(desk_run_with(d, line, "answer"), 0);
    doc = desk_json(d);
    assert_keys(doc, "thread post no released");
    assert_int_equal(json_integer_value(json_object_get(doc, "no")), 2);
    assert_string_equal(json_string_value(json_object_get(doc, "released")),
                        "2026-11-23T10:04:00Z");
    json_decref(doc);
}

static void lists_page_by_cursor_without_gap_or_repeat(void **state)
{
    struct desk *d = *state;
    char line[256], title[32], seen[8][32];
    const char *next;
    int n = 0;

    desk_join_as(d, "key of ann", "ann-arbor");
    for (int i = 0; i < 5; i++) {
        d->now += 60;
        snprintf(title, sizeof title, "Thread %d", i);
        desk_thread(d, "lounge", title, "x");
    }
    strcpy(line, "threads lounge --sort new --limit 2 --json");
    for (int page = 0; page < 3; page++) {
        assert_int_equal(desk_run(d, line), 0);
        json_t *doc = desk_json(d), *rows = json_object_get(doc, "threads");
        for (size_t i = 0; i < json_array_size(rows); i++)
            snprintf(seen[n++], 32, "%s",
                     json_string_value(json_object_get(json_array_get(rows, i), "title")));
        next = json_string_value(json_object_get(doc, "next"));
        assert_true((next != NULL) == (page < 2));
        if (next)
            snprintf(line, sizeof line, "threads lounge --sort new --limit 2 --json --after '%s'",
                     next);
        json_decref(doc);
    }
    assert_int_equal(n, 5);
    for (int i = 0; i < 5; i++) {
        snprintf(title, sizeof title, "Thread %d", 4 - i);
        assert_string_equal(seen[i], title);
    }
}

static void read_goes_on_from_a_number(void **state)
{
    struct desk *d = *state;
    char line[80];
    json_t *doc;

    desk_join_as(d, "key of ann", "ann-arbor");
    long long id = desk_thread(d, "lounge", "T", "one");
    snprintf(line, sizeof line, "reply %lld", id);
    assert_int_equal(desk_run_with(d, line, "two"), 0);
    snprintf(line, sizeof line, "read %lld --from 2 --json", id);
    assert_int_equal(desk_run(d, line), 0);
    doc = desk_json(d);
    assert_int_equal(json_array_size(json_object_get(doc, "posts")), 1);
    assert_int_equal(json_integer_value(json_object_get(first(doc, "posts"), "no")), 2);
    json_decref(doc);
}

static void drafts_and_mine_are_documents(void **state)
{
    struct desk *d = *state;
    json_t *doc;

    desk_join_as(d, "key of ann", "ann-arbor");
    assert_int_equal(desk_run(d, "drafts --json"), 0);
    doc = desk_json(d);
    assert_keys(doc, "drafts next");
    json_decref(doc);
    assert_int_equal(desk_run(d, "mine --json"), 0);
    doc = desk_json(d);
    assert_keys(doc, "rows");
    assert_keys(first(doc, "rows"), "table fields");
    assert_keys(first(first(doc, "rows"), "fields"), "name value note");
    json_decref(doc);
}

static void a_draft_is_told_by_its_authors_own_words(void **state)
{
    static const char body[] = "> #1 ann-arbor:\n> their words\n\nmy words\nmore of them";
    struct desk *d = *state;
    struct draft draft;
    json_t *doc;

    desk_join_as(d, "key of ann", "ann-arbor");
    draft_init(&draft, d->visit.random);
    draft.thread.v = 4711;
    draft.reply_to = 1;
    draft.body = body;
    draft.body_n = sizeof body - 1;
    assert_int_equal(draft_save(&d->visit, &draft), OK);
    assert_int_equal(desk_run(d, "drafts --json"), 0);
    doc = desk_json(d);
    assert_string_equal(json_string_value(json_object_get(first(doc, "drafts"), "first_words")),
                        "my words");
    assert_true(json_is_null(json_object_get(first(doc, "drafts"), "edit")));
    json_decref(doc);
}

static void drafts_come_in_pages(void **state)
{
    struct desk *d = *state;
    char first_words[] = "words 0", next[64];
    struct draft draft;
    json_t *doc;

    desk_join_as(d, "key of ann", "ann-arbor");
    for (int i = 0; i < 3; i++) {
        draft_init(&draft, d->visit.random);
        draft.thread.v = 4711 + i;
        first_words[6] = (char)('0' + i);
        draft.body = first_words;
        draft.body_n = sizeof first_words - 1;
        assert_int_equal(draft_save(&d->visit, &draft), OK);
        d->now += 60;
    }
    assert_int_equal(desk_run(d, "drafts --limit 2 --json"), 0);
    doc = desk_json(d);
    assert_int_equal(json_array_size(json_object_get(doc, "drafts")), 2);
    snprintf(next, sizeof next, "drafts --json --after %s",
             json_string_value(json_object_get(doc, "next")));
    json_decref(doc);
    assert_int_equal(desk_run(d, next), 0);
    doc = desk_json(d);
    assert_int_equal(json_array_size(json_object_get(doc, "drafts")), 1);
    assert_string_equal(json_string_value(json_object_get(first(doc, "drafts"), "first_words")),
                        "words 0");
    assert_true(json_is_null(json_object_get(doc, "next")));
    json_decref(doc);
    assert_int_equal(desk_run(d, "drafts --limit 2"), 0);
    assert_non_null(strstr(desk_out(d), "More: drafts --limit 2 --after "));
    assert_int_equal(desk_run(d, "drafts --after 0"), 2);
    assert_int_equal(desk_run(d, "drafts --limit 0"), 2);
}

static int setup(void **state)
{
    *state = desk_new();
    return 0;
}

static int teardown(void **state)
{
    desk_free(*state);
    return 0;
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(help_lists_every_command),
        T(version_names_what_it_is_built_on),
        T(join_gives_handle_and_recovery_code),
        T(whoami_says_guest_or_member),
        T(boards_threads_and_read_have_the_keys_of_the_contract),
        T(post_and_reply_answer_with_numbers_and_the_time_of_release),
        T(lists_page_by_cursor_without_gap_or_repeat),
        T(read_goes_on_from_a_number),
        T(drafts_and_mine_are_documents),
        T(drafts_come_in_pages),
        T(a_draft_is_told_by_its_authors_own_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

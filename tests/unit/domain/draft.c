/* SPDX-License-Identifier: MIT
 *
 * draft.c -- drafts survive, stay private, and leave nothing that joins two of them.
 */
#include "visitor.h"

#include <sqlite3.h>

#include <curbside/domain/draft.h>
#include <curbside/domain/state.h>

static int64_t number(struct visit_board *b, const char *sql)
{
    sqlite3 *conn;
    sqlite3_stmt *stmt;

    assert_int_equal(sqlite3_open(data_folder_path(&b->folder, "db/board.db"), &conn), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(conn, sql, -1, &stmt, NULL), SQLITE_OK);
    int64_t value = sqlite3_step(stmt) == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : -1;
    sqlite3_finalize(stmt);
    sqlite3_close(conn);
    return value;
}

static struct draft reply_to(struct visit *v, int64_t thread, const char *body)
{
    struct draft d;

    draft_init(&d, v->random);
    d.title = d.tags = NULL;
    d.thread.v = thread;
    d.reply_to = 3;
    d.body = body;
    d.body_n = strlen(body);
    return d;
}

static int count(struct visit *v)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct draft_page page;

    assert_int_equal(draft_list(&a, v, &page), OK);
    return page.n;
}

static void draft_comes_back_as_it_was_typed(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", NULL);
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct draft d, back;

    draft_init(&d, v.random);
    d.board.v = 4;
    d.face = FACE_HANDLE;
    d.title = "A title";
    d.tags = "one two";
    d.body = "with a \0 byte";
    d.body_n = 13;
    assert_int_equal(draft_save(&v, &d), OK);
    assert_int_not_equal(d.number, 0);
    assert_int_equal(state_save(&v), OK);
    account_close(&v);
    v = visit_as(b, "key one");
    assert_int_equal(draft_find(&a, &v, (board_id){4}, (thread_id){0}, &back), OK);
    assert_int_equal(back.number, d.number);
    assert_int_equal(back.board.v, 4);
    assert_int_equal(back.face, FACE_HANDLE);
    assert_string_equal(back.title, "A title");
    assert_string_equal(back.tags, "one two");
    assert_int_equal(back.body_n, 13);
    assert_memory_equal(back.body, d.body, 13);
    assert_memory_equal(back.token, d.token, sizeof d.token);
    assert_int_equal(back.updated, VISIT_START_S);
    assert_int_equal(draft_find(&a, &v, (board_id){5}, (thread_id){0}, &back), E_NOTFOUND);
    assert_int_equal(draft_find(&a, &v, (board_id){4}, (thread_id){9}, &back), E_NOTFOUND);
    account_close(&v);
}

static void draft_survives_a_kill_that_saved_no_state(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", NULL);
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct draft d = reply_to(&v, 8, "half a sentence"), back;

    assert_int_equal(draft_save(&v, &d), OK);
    account_close(&v); /* without state_save() */
    b->now_s += 20 * 86400;
    v = visit_as(b, "key one");
    assert_int_equal(draft_find(&a, &v, (board_id){0}, (thread_id){8}, &back), OK);
    assert_string_equal(back.body, "half a sentence");
    assert_int_equal(back.reply_to, 3);
    account_close(&v);
}

static void nobody_else_sees_a_draft(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", NULL), w = visit_joined(b, "key two", NULL);
    struct visit guest = visit_as(b, NULL);
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct draft d = reply_to(&v, 8, "mine");
    struct draft_page page;

    assert_int_equal(draft_save(&v, &d), OK);
    assert_int_equal(count(&w), 0);
    assert_int_equal(draft_get(&a, &w, d.number, &d), E_NOTFOUND);
    assert_int_equal(draft_list(&a, &guest, &page), E_GUEST);
    assert_int_equal(draft_save(&guest, &d), E_GUEST);
    account_close(&v);
    account_close(&w);
    account_close(&guest);
}

static void saving_again_changes_the_same_draft(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", NULL);
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct draft d = reply_to(&v, 8, "one"), back;

    assert_int_equal(draft_save(&v, &d), OK);
    uint32_t before = d.number;
    d.body = "one two";
    d.body_n = 7;
    assert_int_equal(draft_save(&v, &d), OK);
    assert_int_equal(d.number, before);
    assert_int_equal(number(b, "SELECT count(*) FROM draft"), 1);
    assert_int_equal(draft_get(&a, &v, before, &back), OK);
    assert_string_equal(back.body, "one two");
    account_close(&v);
}

static void posted_draft_is_gone_and_its_name_never_comes_again(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", NULL);
    uint32_t seen[60];

    for (int i = 0; i < 60; i++) {
        struct draft d = reply_to(&v, 8, "words");
        assert_int_equal(draft_save(&v, &d), OK);
        for (int j = 0; j < i; j++)
            assert_int_not_equal(d.number, seen[j]);
        seen[i] = d.number;
        assert_int_equal(draft_clear(&v, d.number), OK);
        assert_int_equal(draft_clear(&v, d.number), OK);
    }
    assert_int_equal(number(b, "SELECT count(*) FROM draft"), 0);
    assert_int_equal(count(&v), 0);
    account_close(&v);
}

static void draft_cleared_elsewhere_lives_on_under_a_new_name(void **state)
{
    struct visit_board *b = *state;
    struct visit one = visit_joined(b, "key one", NULL), two = visit_as(b, "key one");
    struct draft d = reply_to(&one, 8, "words");

    assert_int_equal(draft_save(&one, &d), OK);
    uint32_t before = d.number;
    assert_int_equal(count(&two), 1);
    assert_int_equal(draft_clear(&two, d.number), OK);
    assert_int_equal(draft_save(&one, &d), OK);
    assert_int_not_equal(d.number, before);
    assert_int_equal(count(&two), 1);
    account_close(&one);
    account_close(&two);
}

static void set_body(struct draft *d, const char *body)
{
    d->body = body;
    d->body_n = strlen(body);
}

/* Nothing lost, nothing garbled: each session keeps what it typed, whole. */
static void two_sessions_on_one_draft_end_with_both_texts(void **state)
{
    struct visit_board *b = *state;
    struct visit one = visit_joined(b, "key one", NULL), two = visit_as(b, "key one");
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct draft d = reply_to(&one, 8, "begun"), e, back;

    assert_int_equal(draft_save(&one, &d), OK);
    assert_int_equal(draft_find(&a, &two, (board_id){0}, (thread_id){8}, &e), OK);
    set_body(&d, "begun, and gone on with here");
    assert_int_equal(draft_save(&one, &d), OK);
    set_body(&e, "begun, and gone on with there");
    assert_int_equal(draft_save(&two, &e), OK);
    assert_false(d.apart);
    assert_true(e.apart);
    assert_int_not_equal(d.number, e.number);
    assert_memory_equal(d.token, e.token, sizeof d.token); /* one post, unless it is said twice */
    assert_int_equal(count(&one), 2);
    assert_int_equal(draft_get(&a, &two, d.number, &back), OK);
    assert_string_equal(back.body, d.body);
    assert_int_equal(draft_get(&a, &one, e.number, &back), OK);
    assert_string_equal(back.body, e.body);
    /* From here on they are two drafts like any others. */
    assert_int_equal(draft_save(&one, &d), OK);
    assert_int_equal(draft_save(&two, &e), OK);
    assert_int_equal(count(&two), 2);
    account_close(&one);
    account_close(&two);
}

static void what_is_typed_after_the_other_session_posted_is_a_draft_that_knows_of_it(void **state)
{
    struct visit_board *b = *state;
    struct visit one = visit_joined(b, "key one", NULL), two = visit_as(b, "key one");
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct draft d = reply_to(&one, 8, "words"), e;

    assert_int_equal(draft_save(&one, &d), OK);
    assert_int_equal(draft_find(&a, &two, (board_id){0}, (thread_id){8}, &e), OK);
    assert_int_equal(draft_drop(&one, &d), OK);
    assert_int_equal(draft_save(&two, &e), OK);
    assert_true(e.apart);
    assert_memory_equal(d.token, e.token, sizeof d.token);
    account_close(&one);
    account_close(&two);
}

static void dropping_a_draft_spares_what_another_session_made_of_it(void **state)
{
    struct visit_board *b = *state;
    struct visit one = visit_joined(b, "key one", NULL), two = visit_as(b, "key one");
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct draft d = reply_to(&one, 8, "words"), e;
    struct draft never = reply_to(&one, 9, "words");

    assert_int_equal(draft_save(&one, &d), OK);
    assert_int_equal(draft_find(&a, &two, (board_id){0}, (thread_id){8}, &e), OK);
    set_body(&e, "words and more");
    assert_int_equal(draft_save(&two, &e), OK);
    assert_int_equal(draft_drop(&one, &d), E_STALE);
    assert_int_equal(count(&one), 1);
    assert_int_equal(draft_drop(&two, &e), OK);
    assert_int_equal(draft_drop(&two, &e), OK);
    assert_int_equal(count(&two), 0);
    assert_int_equal(draft_drop(&one, &never), OK);
    account_close(&one);
    account_close(&two);
}

static void draft_of_an_edit_is_found_by_its_post_alone(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", NULL);
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct draft d = reply_to(&v, 8, "another text"), back;

    d.edit.v = 4711;
    d.kept = "email\ta@example.org\n";
    post_edit_base(&(struct post_text){.body = "the text", .n = 8}, d.base);
    assert_int_equal(draft_save(&v, &d), OK);
    assert_int_equal(draft_find(&a, &v, (board_id){0}, (thread_id){8}, &back), E_NOTFOUND);
    assert_int_equal(draft_find_edit(&a, &v, (post_id){4712}, &back), E_NOTFOUND);
    assert_int_equal(draft_find_edit(&a, &v, (post_id){4711}, &back), OK);
    assert_string_equal(back.body, "another text");
    assert_string_equal(back.kept, d.kept);
    assert_memory_equal(back.base, d.base, sizeof d.base);
    account_close(&v);
}

static void two_sessions_fill_different_slots(void **state)
{
    struct visit_board *b = *state;
    struct visit one = visit_joined(b, "key one", NULL), two = visit_as(b, "key one");

    for (int i = 0; i < 10; i++) {
        struct draft d = reply_to(&one, 100 + i, "one"), e = reply_to(&two, 200 + i, "two");
        assert_int_equal(draft_save(&one, &d), OK);
        assert_int_equal(draft_save(&two, &e), OK);
    }
    assert_int_equal(count(&one), 20);
    assert_int_equal(count(&two), 20);
    account_close(&one);
    account_close(&two);
}

static void thirty_third_draft_is_refused_until_one_is_cleared(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", NULL);
    struct draft d = {0};

    for (int i = 0; i < DRAFT_SLOTS; i++) {
        d = reply_to(&v, 100 + i, "words");
        assert_int_equal(draft_save(&v, &d), OK);
    }
    struct draft more = reply_to(&v, 99, "words");
    assert_int_equal(draft_save(&v, &more), E_DRAFTS_FULL);
    assert_int_equal(more.number, 0);
    assert_int_equal(draft_save(&v, &d), OK);
    assert_int_equal(draft_clear(&v, d.number), OK);
    assert_int_equal(draft_save(&v, &more), OK);
    account_close(&v);
}

static void newest_draft_comes_first(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", NULL);
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct draft one = reply_to(&v, 8, "one"), two = reply_to(&v, 9, "two");
    struct draft_page page;

    assert_int_equal(draft_save(&v, &one), OK);
    b->now_s += 5;
    assert_int_equal(draft_save(&v, &two), OK);
    b->now_s += 5;
    assert_int_equal(draft_save(&v, &one), OK);
    assert_int_equal(draft_list(&a, &v, &page), OK);
    assert_int_equal(page.n, 2);
    assert_string_equal(page.rows[0].body, "one");
    account_close(&v);
}

static void draft_tells_little_by_its_size(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", NULL);
    struct draft d = reply_to(&v, 8, "");

    assert_int_equal(draft_save(&v, &d), OK);
    assert_int_equal(number(b, "SELECT length(box) FROM draft"), 4 * 1024 + SEAL_EXTRA);
    static char long_body[3000];
    memset(long_body, 'x', sizeof long_body - 1);
    d.body = long_body;
    d.body_n = strlen(long_body);
    assert_int_equal(draft_save(&v, &d), OK);
    assert_int_equal(number(b, "SELECT length(box) FROM draft"), 4 * 1024 + SEAL_EXTRA);
    account_close(&v);
}

static void text_too_long_to_post_is_still_kept_up_to_a_bound(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", NULL);
    struct draft d = reply_to(&v, 8, "");
    char *body = calloc(1, DRAFT_BODY_BYTES + 1), *title = calloc(1, DRAFT_TITLE_BYTES + 2);
    char kept[DRAFT_KEPT_BYTES + 1] = {0};
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct draft back;

    memset(body, 'x', DRAFT_BODY_BYTES);
    memset(title, 't', DRAFT_TITLE_BYTES);
    d.body = body;
    d.body_n = DRAFT_BODY_BYTES;
    d.title = title;
    memset(kept, 'k', DRAFT_KEPT_BYTES);
    d.kept = kept;
    assert_int_equal(draft_save(&v, &d), OK);
    assert_int_equal(draft_get(&a, &v, d.number, &back), OK);
    assert_int_equal(back.body_n, DRAFT_BODY_BYTES);
    d.body_n++;
    assert_int_equal(draft_save(&v, &d), E_BODY_LONG);
    d.body_n--;
    title[DRAFT_TITLE_BYTES] = 't';
    assert_int_equal(draft_save(&v, &d), E_TITLE_LONG);
    free(body);
    free(title);
    account_close(&v);
}

static void damaged_draft_is_left_out(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", NULL);
    struct draft one = reply_to(&v, 8, "one"), two = reply_to(&v, 9, "two");

    assert_int_equal(draft_save(&v, &one), OK);
    assert_int_equal(number(b, "UPDATE draft SET box = zeroblob(500)"), -1);
    assert_int_equal(draft_save(&v, &two), OK);
    assert_int_equal(count(&v), 1);
    account_close(&v);
}

/* A thief who can write must not hand one draft's text to another slot. */
static void swapped_rows_are_noticed(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", NULL);
    struct draft one = reply_to(&v, 8, "one"), two = reply_to(&v, 9, "two");

    assert_int_equal(draft_save(&v, &one), OK);
    assert_int_equal(draft_save(&v, &two), OK);
    assert_int_equal(number(b, "UPDATE draft SET box = (SELECT max(box) FROM draft)"), -1);
    assert_int_equal(count(&v), 1);
    account_close(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        VISIT_CASE(draft_comes_back_as_it_was_typed),
        VISIT_CASE(draft_survives_a_kill_that_saved_no_state),
        VISIT_CASE(nobody_else_sees_a_draft),
        VISIT_CASE(saving_again_changes_the_same_draft),
        VISIT_CASE(posted_draft_is_gone_and_its_name_never_comes_again),
        VISIT_CASE(draft_cleared_elsewhere_lives_on_under_a_new_name),
        VISIT_CASE(two_sessions_on_one_draft_end_with_both_texts),
        VISIT_CASE(what_is_typed_after_the_other_session_posted_is_a_draft_that_knows_of_it),
        VISIT_CASE(dropping_a_draft_spares_what_another_session_made_of_it),
        VISIT_CASE(draft_of_an_edit_is_found_by_its_post_alone),
        VISIT_CASE(two_sessions_fill_different_slots),
        VISIT_CASE(thirty_third_draft_is_refused_until_one_is_cleared),
        VISIT_CASE(newest_draft_comes_first),
        VISIT_CASE(draft_tells_little_by_its_size),
        VISIT_CASE(text_too_long_to_post_is_still_kept_up_to_a_bound),
        VISIT_CASE(damaged_draft_is_left_out),
        VISIT_CASE(swapped_rows_are_noticed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

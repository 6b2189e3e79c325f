/* SPDX-License-Identifier: MIT
 *
 * state.c -- the sealed record: marks, merging, its stored form, its row.
 */
#include "visitor.h"

#include <sqlite3.h>

#include <curbside/domain/state.h>
#include <curbside/domain/thread.h>

#include "state_record.h"

static const thread_id A = {5}, B = {999999999};

/* ---- marks ---- */

static void marks_join_where_they_touch_or_overlap(void **state)
{
    struct state *s = state_new(0);

    (void)state;
    marks_add(s, A, 1, 3);
    marks_add(s, A, 7, 9);
    assert_int_equal(marks_count(s, A, 100), 6);
    assert_int_equal(s->n_marks, 2);
    marks_add(s, A, 4, 4);
    assert_int_equal(s->n_marks, 2);
    marks_add(s, A, 5, 6);
    assert_int_equal(s->n_marks, 1);
    assert_int_equal(marks_count(s, A, 100), 9);
    marks_add(s, A, 2, 20);
    assert_int_equal(marks_count(s, A, 100), 20);
    assert_int_equal(s->n_marks, 1);
    state_free(s);
}

static struct state *stored_and_read(const struct state *s)
{
    AUTO_STR struct str form = STR_INIT;
    struct state *back = state_new(0);

    assert_int_equal(state_format(s, &form), OK);
    assert_int_equal(state_parse(back, (const uint8_t *)form.s, form.n), OK);
    return back;
}

/* Else the record would say which posts are its owner's. */
static void own_posts_are_not_stored_before_they_are_read(void **state)
{
    struct state *s = state_new(0), *back;

    (void)state;
    marks_add(s, A, 1, 6);
    s->dirty = false;
    marks_add_quietly(s, A, 9, 9);
    marks_add_quietly(s, B, 4, 4);
    assert_false(state_is_dirty(s));
    assert_true(marks_has(s, A, 9) && marks_has(s, B, 4));
    back = stored_and_read(s);
    assert_int_equal(marks_count(back, A, 100), 6);
    assert_int_equal(marks_count(back, B, 100), 0);
    state_free(back);
    /* No hole where all around is read, either. */
    marks_add(s, A, 7, 10);
    assert_true(state_is_dirty(s));
    back = stored_and_read(s);
    assert_int_equal(marks_count(back, A, 100), 10);
    state_free(back);
    state_free(s);
}

static void own_posts_that_are_not_stored_are_looked_for_again(void **state)
{
    struct state *s = state_new(0), *later = state_new(0), *back;

    (void)state;
    state_own_hour_set(s, 100);
    back = stored_and_read(s);
    state_own_hour_set(back, 200);
    marks_add_quietly(back, A, 2, 2);
    state_free(later);
    later = stored_and_read(back);
    assert_int_equal(state_own_hour(later), 100);
    marks_add(back, A, 1, 2);
    state_free(later);
    later = stored_and_read(back);
    assert_int_equal(state_own_hour(later), 200);
    state_free(later);
    state_free(back);
    state_free(s);
}

static void marks_are_told_apart_by_thread_and_number(void **state)
{
    struct state *s = state_new(0);

    (void)state;
    marks_add(s, B, 2, 4);
    marks_add(s, A, 1, 1);
    assert_true(marks_has(s, A, 1));
    assert_false(marks_has(s, A, 2));
    assert_false(marks_has(s, B, 1));
    assert_true(marks_has(s, B, 2));
    assert_true(marks_has(s, B, 4));
    assert_false(marks_has(s, B, 5));
    assert_false(marks_has(s, (thread_id){6}, 1));
    assert_int_equal(marks_count(s, B, 3), 2);
    assert_int_equal(marks_first_unread(s, A), 2);
    assert_int_equal(marks_first_unread(s, B), 1);
    assert_int_equal(marks_first_unread(s, (thread_id){6}), 1);
    state_free(s);
}

static void marks_out_of_range_are_brought_into_it(void **state)
{
    struct state *s = state_new(0);

    (void)state;
    marks_add(s, A, 5, 4);
    marks_add(s, A, -3, 0);
    assert_false(state_is_dirty(s));
    marks_add(s, A, -3, 2);
    assert_int_equal(marks_count(s, A, 10), 2);
    marks_add(s, A, 1, INT32_MAX);
    assert_int_equal(marks_count(s, A, INT32_MAX), STATE_NO_MAX);
    state_free(s);
}

static void what_was_read_already_needs_no_saving(void **state)
{
    struct state *s = state_new(0);

    (void)state;
    marks_add(s, A, 1, 9);
    assert_true(state_is_dirty(s));
    s->dirty = false;
    marks_add(s, A, 3, 7);
    assert_false(state_is_dirty(s));
    marks_add(s, A, 3, 10);
    assert_true(state_is_dirty(s));
    state_free(s);
}

/* Never is a post taken for read that was not shown. */
static void of_too_many_ranges_the_shortest_is_unread_again(void **state)
{
    struct state *s = state_new(0);
    int last = 2 + STATE_RANGES * 10;

    (void)state;
    for (int i = 0; i < STATE_RANGES; i++)
        marks_add(s, A, 1 + i * 10, i == 7 ? 1 + i * 10 : 2 + i * 10);
    assert_int_equal(marks_count(s, A, last), 2 * STATE_RANGES - 1);
    marks_add(s, A, last, last);
    assert_int_equal(s->n_marks, STATE_RANGES);
    assert_true(marks_has(s, A, last));
    assert_false(marks_has(s, A, 71));
    assert_int_equal(marks_count(s, A, last), 2 * STATE_RANGES - 1);
    state_free(s);
}

/* As by jumping: the record holds them too. */
static void every_other_post_of_a_full_thread_is_exactly_that(void **state)
{
    AUTO_STR struct str form = STR_INIT;
    struct state *s = state_new(0), *read = state_new(0);

    (void)state;
    for (int no = 1; no <= THREAD_POSTS; no += 2)
        marks_add(s, A, no, no);
    assert_int_equal(marks_count(s, A, THREAD_POSTS), THREAD_POSTS / 2);
    assert_int_equal(state_format(s, &form), OK);
    assert_int_equal(state_parse(read, (const uint8_t *)form.s, form.n), OK);
    assert_int_equal(marks_count(read, A, THREAD_POSTS), THREAD_POSTS / 2);
    assert_false(marks_has(read, A, 2));
    state_free(s);
    state_free(read);
}

static void threads_not_looked_at_for_longest_are_forgotten(void **state)
{
    struct state *s = state_new(86400);

    (void)state;
    for (int i = 1; i <= STATE_MARKS; i++) {
        s->today = i <= STATE_MARKS / 2 ? 1 : 2;
        marks_add(s, (thread_id){i}, 1, 1);
    }
    assert_int_equal(s->n_marks, STATE_MARKS);
    for (uint8_t i = 0; i < STATE_KEYS; i++) {
        uint8_t locator[STATE_LOCATOR_BYTES] = {i};
        char label[STATE_KEY_LABEL] = "";

        memset(label, 'x', sizeof label - 1);
        assert_int_equal(state_key_add(s, locator), OK);
        state_key_label(s, locator, label);
    }
    assert_int_equal(state_key_add(s, (const uint8_t *)"a locator of thirty-two bytes..."),
                     E_KEYS_FULL);
    s->today = 3;
    marks_add(s, (thread_id){1}, 2, 2); /* an old one, looked at again */
    marks_add(s, B, 1, 1);              /* one too many */
    assert_int_equal(s->n_marks, STATE_MARKS / 8 * 7);
    assert_true(marks_has(s, B, 1));
    assert_true(marks_has(s, (thread_id){1}, 1));
    assert_true(marks_has(s, (thread_id){1}, 2));
    assert_false(marks_has(s, (thread_id){2}, 1));
    assert_true(marks_has(s, (thread_id){STATE_MARKS}, 1));
    state_free(s);
}

static void of_too_many_marks_the_shortest_are_forgotten(void **state)
{
    struct state *s = state_new(86400);
    int kept = 0;

    (void)state;
    for (int i = 1; i <= STATE_MARKS; i++) {
        s->today = i <= STATE_MARKS / 2 ? 1 : 2;
        marks_add(s, (thread_id){i}, 1, i <= STATE_MARKS / 2 ? 10 : 1);
    }
    s->today = 3;
    marks_add(s, B, 1, 1);
    assert_int_equal(s->n_marks, STATE_MARKS / 8 * 7);
    assert_true(marks_has(s, B, 1)); /* of today */
    for (int i = 1; i <= STATE_MARKS / 2; i++)
        kept += marks_has(s, (thread_id){i}, 10);
    assert_int_equal(kept, STATE_MARKS / 2); /* though these were looked at longer ago */
    state_free(s);
}

static void walking_names_each_thread_once(void **state)
{
    struct state *s = state_new(0);
    thread_id thread;
    size_t at = 0;

    (void)state;
    marks_add(s, B, 1, 1);
    marks_add(s, A, 1, 1);
    marks_add(s, A, 5, 5);
    assert_true(marks_next(s, &at, &thread));
    assert_int_equal(thread.v, A.v);
    assert_true(marks_next(s, &at, &thread));
    assert_int_equal(thread.v, B.v);
    assert_false(marks_next(s, &at, &thread));
    state_free(s);
}

/* ---- the stored form ---- */

static struct state *sample(void)
{
    struct state *s = state_new(20000 * 86400L);

    marks_add(s, A, 1, 300);
    marks_add(s, A, 400, 400);
    marks_add(s, B, STATE_NO_MAX, STATE_NO_MAX);
    state_draft_add(s, 7);
    state_draft_add(s, UINT32_MAX);
    state_draft_day_set(s, 20000);
    return s;
}

static void stored_form_comes_back_the_same(void **state)
{
    struct state *s = sample(), *back = state_new(0);
    AUTO_STR struct str one = STR_INIT, two = STR_INIT;

    (void)state;
    assert_int_equal(state_format(s, &one), OK);
    assert_int_equal(state_parse(back, (const uint8_t *)one.s, one.n), OK);
    assert_int_equal(state_format(back, &two), OK);
    assert_int_equal(one.n, two.n);
    assert_memory_equal(one.s, two.s, one.n);
    assert_true(marks_has(back, A, 300));
    assert_false(marks_has(back, A, 301));
    state_free(s);
    state_free(back);
}

static void truncated_form_is_corrupt_and_changes_nothing(void **state)
{
    struct state *s = sample(), *back = state_new(0);
    AUTO_STR struct str form = STR_INIT;

    (void)state;
    assert_int_equal(state_format(s, &form), OK);
    for (size_t n = 0; n < form.n; n++)
        assert_int_equal(state_parse(back, (const uint8_t *)form.s, n), E_CORRUPT);
    assert_int_equal(back->n_marks, 0);
    assert_int_equal(back->n_drafts, 0);
    state_free(s);
    state_free(back);
}

static enum err parse(const char *bytes, size_t n)
{
    struct state *s = state_new(0);
    enum err err = state_parse(s, (const uint8_t *)bytes, n);

    state_free(s);
    return err;
}
#define PARSE(literal) parse(literal, sizeof literal - 1)

/* marks of thread 5; mutes that are out of order; a field of a later version */
static const char one_bad[] = "CBS\1\1\0\5\0\0\0\5\1\1\0\0"
                              "\4\0\6\0\0\0\0\1b\0\1a"
                              "\xc8\0\3\0\0\0new\0\0";

static void one_bad_field_costs_no_other(void **state)
{
    struct state *s = state_new(0);
    AUTO_STR struct str form = STR_INIT;

    (void)state;
    assert_int_equal(state_parse(s, (const uint8_t *)one_bad, sizeof one_bad - 1), E_CORRUPT);
    assert_int_equal(s->n_marks, 0);
    assert_int_equal(state_parse_rest(s, (const uint8_t *)one_bad, sizeof one_bad - 1), OK);
    assert_true(marks_has(s, (thread_id){5}, 1));
    assert_int_equal(s->n_mutes, 0);
    assert_true(state_was_lost(s));
    assert_true(state_is_dirty(s)); /* it is written again, readable */
    assert_int_equal(state_format(s, &form), OK);
    assert_non_null(memmem(form.s, form.n, "\xc8\0\3\0\0\0new", 9));
    assert_int_equal(parse(form.s, form.n), OK);
    state_free(s);
}

static void before_a_broken_frame_all_stays(void **state)
{
    struct state *s = state_new(0);

    (void)state;
    assert_int_equal(state_parse_rest(s, (const uint8_t *)one_bad, 20), OK);
    assert_true(marks_has(s, (thread_id){5}, 1));
    assert_int_equal(state_parse_rest(s, (const uint8_t *)"XBS\1", 4), E_CORRUPT);
    assert_int_equal(state_parse_rest(s, (const uint8_t *)"CBS\2", 4), E_NEWER);
    state_free(s);
}

static void what_was_told_only_grows(void **state)
{
    struct state *s = state_new(0), *other = state_new(0);
    AUTO_STR struct str form = STR_INIT;
    uint32_t week, n;

    (void)state;
    state_told_set(s, 2944, 2);
    state_told_set(s, 2944, 1);
    state_told_set(s, 2900, 9);
    state_told(s, &week, &n);
    assert_int_equal(week, 2944);
    assert_int_equal(n, 2);
    state_told_set(other, 2945, 1);
    assert_int_equal(state_format(s, &form), OK);
    assert_int_equal(state_parse(other, (const uint8_t *)form.s, form.n), OK);
    state_told(other, &week, &n);
    assert_int_equal(week, 2945);
    assert_int_equal(n, 1);
    str_clear(&form);
    assert_int_equal(state_format(other, &form), OK);
    assert_int_equal(state_parse(s, (const uint8_t *)form.s, form.n), OK);
    state_told(s, &week, &n);
    assert_int_equal(week, 2945);
    state_free(s);
    state_free(other);
}

static void what_was_seen_of_schools_merges_to_the_later(void **state)
{
    struct state *s = state_new(0), *other = state_new(0);
    AUTO_STR struct str form = STR_INIT;

    (void)state;
    state_school_set(s, &(struct state_school){"yale", 20000, 6});
    state_school_set(s, &(struct state_school){"drexel", 20010, 3});
    state_school_set(s, &(struct state_school){"", 20010, 3}); /* is none */
    state_school_set(other, &(struct state_school){"yale", 20014, 3});
    assert_int_equal(state_format(s, &form), OK);
    assert_int_equal(state_parse(other, (const uint8_t *)form.s, form.n), OK);
    assert_int_equal(state_school_find(other, "yale")->day, 20014);
    assert_int_equal(state_school_find(other, "yale")->reports, 6);
    assert_int_equal(state_school_find(other, "drexel")->day, 20010);
    assert_null(state_school_find(other, "uams"));
    state_school_forget(other, "drexel");
    state_school_forget(other, "uams");
    assert_null(state_school_find(other, "drexel"));
    for (int i = 0; i < 2 * STATE_SCHOOLS; i++) {
        struct state_school one = {"", 1, 1};

        snprintf(one.slug, sizeof one.slug, "school-%d", i);
        state_school_set(other, &one);
    }
    str_clear(&form);
    assert_int_equal(state_format(other, &form), OK);
    assert_int_equal(state_parse(s, (const uint8_t *)form.s, form.n), OK);
    assert_int_equal(state_school_find(s, "yale")->day, 20014);
    state_free(s);
    state_free(other);
}

static void forms_nobody_would_write_are_corrupt(void **state)
{
    (void)state;
    assert_int_equal(PARSE("CBS\1\0\0"), OK);
    assert_int_equal(PARSE("CBS\1\0\0\0\0\0"), OK);      /* padding */
    assert_int_equal(PARSE("CBS\1\0\0\0\1"), E_CORRUPT); /* something in the padding */
    assert_int_equal(PARSE("CBS\2\0\0"), E_NEWER);
    assert_int_equal(PARSE("XBS\1\0\0"), E_CORRUPT);
    /* marks: thread 5, day 1, one range 1..1 */
    assert_int_equal(PARSE("CBS\1\1\0\5\0\0\0\5\1\1\0\0\0\0"), OK);
    assert_int_equal(PARSE("CBS\1\1\0\5\0\0\0\0\1\1\0\0\0\0"), E_CORRUPT);     /* thread 0 */
    assert_int_equal(PARSE("CBS\1\1\0\3\0\0\0\5\1\0\0\0"), E_CORRUPT);         /* no range */
    assert_int_equal(PARSE("CBS\1\1\0\7\0\0\0\5\1\2\0\0\0\0\0\0"), E_CORRUPT); /* touching */
    assert_int_equal(PARSE("CBS\1\1\0\6\0\0\0\x85\0\1\1\0\0\0\0"),
                     E_CORRUPT); /* longer than needed */
    assert_int_equal(PARSE("CBS\1\1\0\xff\xff\xff\xff\0\0"),
                     E_CORRUPT); /* a length beyond the end */
    /* fields in order, each once */
    assert_int_equal(PARSE("CBS\1\2\0\1\0\0\0\0\1\0\0\0\0\0\0\0"), E_CORRUPT);
    assert_int_equal(PARSE("CBS\1\2\0\1\0\0\0\0\2\0\1\0\0\0\0\0\0"), E_CORRUPT);
    /* drafts: the same number twice */
    assert_int_equal(PARSE("CBS\1\2\0\3\0\0\0\0\7\7\0\0"), E_CORRUPT);
    /* keys: locator, number, edition, label */
#define LOCATOR "0123456789abcdef0123456789abcdef"
    assert_int_equal(PARSE("CBS\1\3\0\x24\0\0\0" LOCATOR "\1\0\1L\0\0"), OK);
    assert_int_equal(PARSE("CBS\1\3\0\x24\0\0\0" LOCATOR "\1\0\2L\0\0"), E_CORRUPT);
    assert_int_equal(PARSE("CBS\1\3\0\x24\0\0\0" LOCATOR "\0\0\1L\0\0"), E_CORRUPT);
    assert_int_equal(PARSE("CBS\1\3\0\x24\0\0\0" LOCATOR "\1\0\1\0\0\0"), E_CORRUPT);
    /* schools: in order, the slug as long as is said */
    assert_int_equal(PARSE("CBS\1\x11\0\x8\0\0\0\1a\1\1\1b\1\1\0\0"), OK);
    assert_int_equal(PARSE("CBS\1\x11\0\x8\0\0\0\1b\1\1\1a\1\1\0\0"), E_CORRUPT);
    assert_int_equal(PARSE("CBS\1\x11\0\4\0\0\0\0\1\1\1\0\0"), E_CORRUPT);
    assert_int_equal(PARSE("CBS\1\x11\0\4\0\0\0\2a\0\1\0\0"), E_CORRUPT);
    assert_int_equal(PARSE("CBS\1\x11\0\3\0\0\0\5ab\0\0"), E_CORRUPT);
    /* mutes: in order */
    assert_int_equal(PARSE("CBS\1\4\0\6\0\0\0\0\1a\0\1b\0\0"), OK);
    assert_int_equal(PARSE("CBS\1\4\0\6\0\0\0\0\1b\0\1a\0\0"), E_CORRUPT);
    assert_int_equal(PARSE("CBS\1\4\0\6\0\0\0\0\1a\0\1a\0\0"), E_CORRUPT);
    assert_int_equal(PARSE("CBS\1\4\0\3\0\0\0\0\2a\0\0"), E_CORRUPT);
    assert_int_equal(PARSE("CBS\1\3\0\x10\0\0\0"
                           "0123456789abcdef\0\0"),
                     E_CORRUPT);
    assert_int_equal(PARSE("CBS\1\3\0\x46\0\0\0" LOCATOR "\1\0\0" LOCATOR "\2\0\0\0\0"), E_CORRUPT);
}

static void fields_of_a_later_version_survive(void **state)
{
    static const char later[] = "CBS\1\x70\0\4\0\0\0abcd\x79\0\1\0\0\0z\0";
    struct state *s = state_new(0);
    AUTO_STR struct str form = STR_INIT;

    (void)state;
    marks_add(s, A, 1, 1);
    assert_int_equal(state_parse(s, (const uint8_t *)later, sizeof later), OK);
    assert_int_equal(state_parse(s, (const uint8_t *)later, sizeof later), OK);
    assert_int_equal(state_format(s, &form), OK);
    assert_non_null(memmem(form.s, form.n, "\x70\0\4\0\0\0abcd\x79\0\1\0\0\0z\0\0", 19));
    state_free(s);
}

static void fullest_state_fits_the_largest_bucket(void **state)
{
    struct state *s = state_new(40000 * 86400L);
    AUTO_STR struct str form = STR_INIT;

    (void)state;
    for (int i = 1; i <= STATE_MARKS; i++) {
        int no = 900000 - i % 7;
        marks_add(s, (thread_id){(int64_t)i * 61000}, no, no + 70000);
    }
    assert_int_equal(s->n_marks, STATE_MARKS);
    for (uint8_t i = 0; i < STATE_KEYS; i++) {
        uint8_t locator[STATE_LOCATOR_BYTES] = {i};
        char label[STATE_KEY_LABEL] = "";

        memset(label, 'x', sizeof label - 1);
        assert_int_equal(state_key_add(s, locator), OK);
        state_key_label(s, locator, label);
    }
    assert_int_equal(state_key_add(s, (const uint8_t *)"a locator of thirty-two bytes..."),
                     E_KEYS_FULL);
    for (int i = 0; i < STATE_MUTES; i++) {
        char name[STATE_MUTE_NAME];

        snprintf(name, sizeof name, "~%030d", i);
        assert_int_equal(state_mute_add(s, (thread_id){900000000}, name), OK);
    }
    assert_int_equal(state_mute_add(s, (thread_id){900000000}, "~one-more"), E_MUTES_FULL);
    assert_int_equal(state_format(s, &form), OK);
    assert_true(form.n <= STATE_BYTES - 4096);
    state_free(s);
}

/* ---- its row ---- */

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

static void joining_and_reading_nothing_writes_no_state(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", NULL);

    assert_int_equal(state_save(&v), OK);
    assert_int_equal(number(b, "SELECT count(*) FROM state"), 0);
    account_close(&v);
}

static void saved_marks_are_there_at_the_next_login(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", NULL), w = visit_joined(b, "key two", NULL);

    marks_add(v.state, A, 1, 12);
    assert_int_equal(state_save(&v), OK);
    assert_false(state_is_dirty(v.state));
    account_close(&v);
    account_close(&w);
    v = visit_as(b, "key one");
    w = visit_as(b, "key two");
    assert_int_equal(marks_count(v.state, A, 100), 12);
    assert_int_equal(marks_count(w.state, A, 100), 0);
    account_close(&v);
    account_close(&w);
}

static void two_sessions_of_one_account_merge(void **state)
{
    struct visit_board *b = *state;
    struct visit one = visit_joined(b, "key one", NULL), two = visit_as(b, "key one");

    marks_add(one.state, A, 1, 5);
    marks_add(two.state, A, 4, 9);
    marks_add(two.state, B, 1, 1);
    state_draft_add(one.state, 11);
    state_draft_add(two.state, 12);
    assert_int_equal(state_save(&one), OK);
    assert_int_equal(state_save(&two), OK);
    account_close(&one);
    account_close(&two);
    one = visit_as(b, "key one");
    assert_int_equal(marks_count(one.state, A, 100), 9);
    assert_true(marks_has(one.state, B, 1));
    assert_int_equal(one.state->n_drafts, 2);
    account_close(&one);
}

static void cleared_draft_does_not_come_back_by_a_merge(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", NULL);

    state_draft_add(v.state, 11);
    assert_int_equal(state_save(&v), OK);
    state_draft_remove(v.state, 11);
    assert_int_equal(state_save(&v), OK);
    assert_int_equal(v.state->n_drafts, 0);
    account_close(&v);
    v = visit_as(b, "key one");
    assert_int_equal(v.state->n_drafts, 0);
    account_close(&v);
}

static void mutes_merge_and_removed_ones_stay_away(void **state)
{
    struct visit_board *b = *state;
    struct visit one = visit_joined(b, "key one", NULL), two = visit_as(b, "key one");
    const struct state_mute *mutes;
    size_t n;

    assert_int_equal(state_mute_add(one.state, (thread_id){0}, "calm-cat"), OK);
    assert_int_equal(state_mute_add(one.state, A, "~amber-heron"), OK);
    assert_int_equal(state_save(&one), OK);
    assert_int_equal(state_mute_add(two.state, (thread_id){0}, "bold-bat"), OK);
    assert_int_equal(state_save(&two), OK);
    state_mute_remove(one.state, (thread_id){0}, "calm-cat");
    assert_int_equal(state_save(&one), OK);
    mutes = state_mutes(one.state, &n);
    assert_int_equal(n, 2);
    assert_string_equal(mutes[0].name, "bold-bat");
    assert_string_equal(mutes[1].name, "~amber-heron");
    account_close(&one);
    account_close(&two);
    one = visit_as(b, "key one");
    IGNORE(state_mutes(one.state, &n)); /* only how many */
    assert_int_equal(n, 2);
    account_close(&one);
}

static void record_tells_nothing_by_its_size(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", NULL);

    marks_add(v.state, A, 1, 1);
    assert_int_equal(state_save(&v), OK);
    assert_int_equal(number(b, "SELECT length(box) FROM state"), 16 * 1024 + SEAL_EXTRA);
    for (int i = 1; i <= 1000; i++)
        marks_add(v.state, (thread_id){i * 7}, 1, i);
    assert_int_equal(state_save(&v), OK);
    assert_int_equal(number(b, "SELECT length(box) FROM state"), 16 * 1024 + SEAL_EXTRA);
    for (int i = 1; i <= 8000; i++)
        marks_add(v.state, (thread_id){i * 7}, 1, i);
    assert_int_equal(state_save(&v), OK);
    assert_int_equal(number(b, "SELECT length(box) FROM state"), 64 * 1024 + SEAL_EXTRA);
    account_close(&v);
}

static void failed_save_can_be_tried_again(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", NULL);

    marks_add(v.state, A, 1, 1);
    assert_int_equal(number(b, "PRAGMA user_version = 1000"), -1);
    assert_int_equal(state_save(&v), E_NEWER);
    assert_true(state_is_dirty(v.state));
    assert_int_equal(number(b, "PRAGMA user_version = 1"), -1);
    assert_int_equal(state_save(&v), OK);
    assert_false(state_is_dirty(v.state));
    account_close(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_join_where_they_touch_or_overlap),
        cmocka_unit_test(own_posts_are_not_stored_before_they_are_read),
        cmocka_unit_test(own_posts_that_are_not_stored_are_looked_for_again),
        cmocka_unit_test(marks_are_told_apart_by_thread_and_number),
        cmocka_unit_test(marks_out_of_range_are_brought_into_it),
        cmocka_unit_test(what_was_read_already_needs_no_saving),
        cmocka_unit_test(every_other_post_of_a_full_thread_is_exactly_that),
        cmocka_unit_test(of_too_many_ranges_the_shortest_is_unread_again),
        cmocka_unit_test(threads_not_looked_at_for_longest_are_forgotten),
        cmocka_unit_test(of_too_many_marks_the_shortest_are_forgotten),
        cmocka_unit_test(walking_names_each_thread_once),
        cmocka_unit_test(stored_form_comes_back_the_same),
        cmocka_unit_test(truncated_form_is_corrupt_and_changes_nothing),
        cmocka_unit_test(forms_nobody_would_write_are_corrupt),
        cmocka_unit_test(one_bad_field_costs_no_other),
        cmocka_unit_test(before_a_broken_frame_all_stays),
        cmocka_unit_test(what_was_told_only_grows),
        cmocka_unit_test(what_was_seen_of_schools_merges_to_the_later),
        cmocka_unit_test(fields_of_a_later_version_survive),
        cmocka_unit_test(fullest_state_fits_the_largest_bucket),
        VISIT_CASE(joining_and_reading_nothing_writes_no_state),
        VISIT_CASE(saved_marks_are_there_at_the_next_login),
        VISIT_CASE(two_sessions_of_one_account_merge),
        VISIT_CASE(cleared_draft_does_not_come_back_by_a_merge),
        VISIT_CASE(mutes_merge_and_removed_ones_stay_away),
        VISIT_CASE(record_tells_nothing_by_its_size),
        VISIT_CASE(failed_save_can_be_tried_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

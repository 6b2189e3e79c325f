/* SPDX-License-Identifier: MIT
 *
 * thread.c -- lists of threads, what is unread in them, and addresses.
 */
#include "unit/domain/forum_fixture.h"

#include <curbside/store/threads.h>

/* `n` threads named "0", "1", ..., each a minute younger. */
static void threads_make(struct forum *f, struct member *m, int n, thread_id *ret)
{
    for (int i = 0; i < n; i++) {
        char title[16];

        snprintf(title, sizeof title, "%d", i);
        ret[i] = must_start(f, m, title);
        f->now += 60;
    }
}

static void thread_set(struct forum *f, const char *column, thread_id id)
{
    char sql[128];

    snprintf(sql, sizeof sql, "UPDATE thread SET %s = 1 WHERE id = %lld", column, (long long)id.v);
    forum_sql(f, sql);
}

/* Walk a query to its end in pages of `limit`; titles joined by spaces. */
static const char *walk(struct forum *f, struct visit *v, struct thread_query query, int limit)
{
    AUTO_ARENA struct arena pages = ARENA_INIT;
    struct str titles = STR_INIT;
    struct thread_page page;
    const char *copy;

    query.limit = limit;
    do {
        assert_int_equal(thread_list(&pages, v, &query, &page), OK);
        assert_true(page.n <= limit);
        assert_true(page.n > 0 || !query.after); /* no empty page at the end */
        for (int i = 0; i < page.n; i++)
            str_printf(&titles, "%s%s", titles.n ? " " : "", page.rows[i].title);
        query.after = page.next;
    } while (page.next);
    copy = arena_strdup(&f->a, str_cstr(&titles));
    str_done(&titles);
    return copy;
}

static void nobody_is_led_to_a_thread_whose_beginning_is_gone(void **state)
{
    struct forum *f = *state;
    const struct thread_query all = {.sort = THREADS_ACTIVE};
    const struct thread_query here = {.board = f->board, .sort = THREADS_ACTIVE};
    thread_id threads[3];
    struct member m;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    threads_make(f, &m, 3, threads);
    must_reply(&m, threads[1], "An answer stays.");
    forum_sql(f, "UPDATE post SET state = 'deleted', body = ''"
                 " WHERE no = 1 AND thread_id = (SELECT id FROM thread WHERE title = '1')");
    assert_string_equal(walk(f, &m.v, all, 10), "2 0");
    assert_string_equal(walk(f, &m.v, here, 10), "1 2 0");
    forum_sql(f, "UPDATE post SET state = 'removed'"
                 " WHERE no = 1 AND thread_id = (SELECT id FROM thread WHERE title = '2')");
    assert_string_equal(walk(f, &m.v, all, 1), "0");
    member_done(&m);
}

static void pages_of_any_size_make_the_same_list(void **state)
{
    struct forum *f = *state;
    struct thread_query query = {.board = f->board, .sort = THREADS_ACTIVE};
    thread_id threads[9];
    struct member m;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    threads_make(f, &m, 9, threads);
    must_reply(&m, threads[3], "up");
    for (int limit = 1; limit <= 12; limit++) {
        query.sort = THREADS_ACTIVE;
        assert_string_equal(walk(f, &m.v, query, limit), "3 8 7 6 5 4 2 1 0");
        query.sort = THREADS_HELPFUL;
        assert_string_equal(walk(f, &m.v, query, limit), "3 8 7 6 5 4 2 1 0");
        query.sort = THREADS_NEW;
        assert_string_equal(walk(f, &m.v, query, limit), "8 7 6 5 4 3 2 1 0");
    }
    member_done(&m);
}

static void threads_of_the_same_second_are_all_listed(void **state)
{
    struct forum *f = *state;
    struct thread_query query = {.board = f->board, .limit = 3};
    struct thread_page page;
    struct member m;
    int n = 0;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    for (int i = 0; i < 20; i++)
        must_start(f, &m, "Title");
    do {
        assert_int_equal(thread_list(&f->a, &m.v, &query, &page), OK);
        n += page.n;
        query.after = page.next;
    } while (page.next);
    assert_int_equal(n, 20);
    member_done(&m);
}

static void a_cursor_stays_right_while_others_post(void **state)
{
    struct forum *f = *state;
    struct thread_query query = {.board = f->board, .limit = 2};
    struct thread_page page;
    thread_id threads[6];
    struct member m;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    threads_make(f, &m, 6, threads);
    assert_int_equal(thread_list(&f->a, &m.v, &query, &page), OK);
    assert_string_equal(page.rows[1].title, "4");
    must_reply(&m, threads[0], "moves to the top");
    must_start(f, &m, "6");
    query.after = page.next;
    assert_string_equal(walk(f, &m.v, query, 2), "3 2 1");
    member_done(&m);
}

static void pinned_threads_come_first_and_once(void **state)
{
    struct forum *f = *state;
    struct thread_query query = {.board = f->board};
    thread_id threads[6];
    struct member m;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    threads_make(f, &m, 6, threads);
    thread_set(f, "pinned", threads[1]);
    thread_set(f, "pinned", threads[2]);
    for (int limit = 1; limit <= 7; limit++) {
        assert_string_equal(walk(f, &m.v, query, limit), "2 1 5 4 3 0");
        query.sort = THREADS_NEW;
        assert_string_equal(walk(f, &m.v, query, limit), "2 1 5 4 3 0");
        query.sort = THREADS_ACTIVE;
    }
    query.board.v = 0;
    assert_string_equal(walk(f, &m.v, query, 4), "5 4 3 2 1 0");
    member_done(&m);
}

static void lists_by_tag_hold_the_tagged_threads(void **state)
{
    struct forum *f = *state;
    const char *tags[] = {"Anki"};
    struct thread_query query = {.board = f->board, .tag = "#ANKI"};
    struct member m;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    for (int i = 0; i < 10; i++) {
        char title[16];
        struct submission s = thread_of(f->board, title, "Body");

        snprintf(title, sizeof title, "%d", i);
        s.tags = tags;
        s.n_tags = i % 3 == 0;
        must_submit(&m, &s);
        f->now += 60;
    }
    for (int limit = 1; limit <= 5; limit++) {
        query.board = f->board;
        assert_string_equal(walk(f, &m.v, query, limit), "9 6 3 0");
        query.board.v = 0;
        assert_string_equal(walk(f, &m.v, query, limit), "9 6 3 0");
    }
    query.tag = "nothing";
    assert_string_equal(walk(f, &m.v, query, 3), "");
    member_done(&m);
}

static void a_list_refuses_what_it_cannot_answer(void **state)
{
    struct forum *f = *state;
    board_id shut = forum_board(f, "shut", "either", false, false);
    struct thread_query query = {.board = f->board, .limit = 1};
    struct thread_page page;
    thread_id threads[3];
    struct member m;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    threads_make(f, &m, 3, threads);
    assert_int_equal(thread_list(&f->a, &m.v, &query, &page), OK);
    query.after = page.next;
    query.sort = THREADS_NEW;
    assert_int_equal(thread_list(&f->a, &m.v, &query, &page), E_CURSOR_INVALID);
    query.sort = THREADS_ACTIVE;
    query.tag = "anki";
    assert_int_equal(thread_list(&f->a, &m.v, &query, &page), E_CURSOR_INVALID);
    query.after = NULL;
    query.tag = "not a tag";
    assert_int_equal(thread_list(&f->a, &m.v, &query, &page), E_TAG_INVALID);
    query = (struct thread_query){.board = shut, .limit = 1};
    assert_int_equal(thread_list(&f->a, &m.v, &query, &page), E_NOTFOUND);
    query.board.v = 4711;
    assert_int_equal(thread_list(&f->a, &m.v, &query, &page), E_NOTFOUND);
    query = (struct thread_query){.sort = THREADS_NEW, .limit = 1};
    assert_int_equal(thread_list(&f->a, &m.v, &query, &page), E_USAGE);
    member_done(&m);
}

static void limits_are_brought_into_range(void **state)
{
    struct forum *f = *state;
    struct thread_query query = {.board = f->board, .limit = -5};
    struct thread_page page;
    struct post_page posts;
    thread_id threads[3];
    struct member m;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    threads_make(f, &m, 3, threads);
    assert_int_equal(thread_list(&f->a, &m.v, &query, &page), OK);
    assert_int_equal(page.n, 1);
    query.limit = INT32_MAX;
    assert_int_equal(thread_list(&f->a, &m.v, &query, &page), OK);
    assert_int_equal(page.n, 3);
    assert_int_equal(post_list(&f->a, &m.v, threads[0], -7, 0, &posts), OK);
    assert_int_equal(posts.n, 1);
    assert_int_equal(post_list(&f->a, &m.v, threads[0], INT32_MAX, INT32_MAX, &posts), OK);
    assert_int_equal(posts.n, 0);
    assert_int_equal(posts.next_no, 0);
    member_done(&m);
}

static void threads_of_closed_boards_are_not_found(void **state)
{
    struct forum *f = *state;
    struct thread_query query = {.limit = 10};
    struct thread_page page;
    struct thread_row row;
    struct post_page posts;
    struct post post;
    struct member m;
    char address[32];
    thread_id thread;
    int64_t total;
    int no;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    thread = must_start(f, &m, "Title");
    forum_sql(f, "UPDATE board SET open = 0");
    assert_int_equal(thread_get(&f->a, &m.v, thread, &row), E_NOTFOUND);
    assert_int_equal(post_list(&f->a, &m.v, thread, 1, 10, &posts), E_NOTFOUND);
    assert_int_equal(post_get(&f->a, &m.v, thread, 1, &post), E_NOTFOUND);
    snprintf(address, sizeof address, "thread/%lld", (long long)thread.v);
    assert_int_equal(thread_resolve(&m.v, address, &thread, &no), E_NOTFOUND);
    assert_int_equal(thread_list(&f->a, &m.v, &query, &page), OK);
    assert_int_equal(page.n, 0);
    assert_int_equal(unread_total(&m.v, &total), OK);
    assert_int_equal(total, 0);
    member_done(&m);
}

static void a_thread_that_holds_an_alias_post_shows_hours(void **state)
{
    struct forum *f = *state;
    struct thread_row row;
    struct post post;
    struct member m;
    thread_id thread;

    f->now += 1234;
    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    thread = must_start(f, &m, "Title");
    thread_set(f, "has_alias", thread);
    assert_int_equal(thread_get(&f->a, &m.v, thread, &row), OK);
    assert_int_equal(row.created, T0);
    assert_int_equal(row.active, T0);
    assert_int_equal(post_get(&f->a, &m.v, thread, 1, &post), OK);
    assert_int_equal(post.created, T0);
    member_done(&m);
}

/* ---- unread ---- */

static void assert_unread(struct forum *f, struct member *m, thread_id thread, int64_t expected)
{
    struct thread_row row;

    assert_int_equal(thread_get(&f->a, &m->v, thread, &row), OK);
    assert_int_equal(row.unread, expected);
}

static void unread_is_what_came_since_the_first_day_and_is_not_marked(void **state)
{
    struct forum *f = *state;
    struct member old, new, guest;
    struct post_page posts;
    struct thread_page page;
    thread_id before, spanning, after;
    int64_t total;

    member_init(f, &old, "amber-wren-1", ROLE_MEMBER);
    before = must_start(f, &old, "Before");
    spanning = must_start(f, &old, "Spanning");
    must_reply(&old, spanning, "2, before");
    f->now += 3 * DAY;
    member_init(f, &new, "calm-heron-2", ROLE_MEMBER);
    member_init(f, &guest, "", ROLE_GUEST);
    f->now += DAY;
    must_reply(&old, spanning, "3");
    must_reply(&old, spanning, "4");
    after = must_start(f, &old, "After");

    assert_unread(f, &new, before, 0);
    assert_unread(f, &new, spanning, 2);
    assert_unread(f, &new, after, 1);
    assert_unread(f, &guest, spanning, 0);
    assert_unread(f, &old, spanning, 0); /* their own */
    assert_int_equal(unread_total(&new.v, &total), OK);
    assert_int_equal(total, 3);
    assert_int_equal(unread_total(&guest.v, &total), OK);
    assert_int_equal(total, 0);

    assert_int_equal(post_list(&f->a, &new.v, spanning, 1, 10, &posts), OK);
    assert_false(posts.rows[1].unread);
    assert_true(posts.rows[2].unread);
    post_mark_read(&new.v, spanning, 1, 3);
    assert_unread(f, &new, spanning, 1);
    post_mark_read(&new.v, spanning, 4, 4);
    assert_unread(f, &new, spanning, 0);
    assert_int_equal(unread_list(&f->a, &new.v, (board_id){0}, NULL, 10, &page), OK);
    assert_int_equal(page.n, 1);
    assert_int_equal(page.rows[0].id.v, after.v);
    assert_string_equal(page.rows[0].board_slug, "lobby");
    member_done(&old);
    member_done(&new);
}

static void reading_out_of_order_leaves_the_gap_unread(void **state)
{
    struct forum *f = *state;
    struct member writer, reader;
    thread_id thread;

    member_init(f, &writer, "amber-wren-1", ROLE_MEMBER);
    member_init(f, &reader, "calm-heron-2", ROLE_MEMBER);
    thread = must_start(f, &writer, "Title");
    for (int i = 2; i <= 9; i++)
        must_reply(&writer, thread, "more");
    post_mark_read(&reader.v, thread, 1, 2);
    post_mark_read(&reader.v, thread, 7, 8);
    assert_unread(f, &reader, thread, 5);
    post_mark_read(&reader.v, thread, 9, 3); /* nonsense changes nothing */
    post_mark_read(&reader.v, thread, 0, 9);
    assert_unread(f, &reader, thread, 5);
    member_done(&writer);
    member_done(&reader);
}

static void unread_threads_are_listed_up_to_the_limit(void **state)
{
    struct forum *f = *state;
    struct member writer, reader;
    struct thread_page page;
    struct thread_record record;

    member_init(f, &writer, "amber-wren-1", ROLE_MEMBER);
    member_init(f, &reader, "calm-heron-2", ROLE_MEMBER);
    for (int i = 0; i < 600; i++) { /* more than are read at a time */
        must_start(f, &writer, "Title");
        f->now += i % 2;
    }
    assert_int_equal(unread_list(&f->a, &reader.v, (board_id){0}, NULL, 7, &page), OK);
    assert_int_equal(page.n, 7);
    assert_int_equal(threads_get(&f->a, f->db, page.rows[6].id, &record), OK);
    assert_int_equal(unread_total(&reader.v, &record.posts), OK);
    assert_int_equal(record.posts, 600);
    member_done(&writer);
    member_done(&reader);
}

/* ---- addresses, words ---- */

static void addresses_lead_to_threads_and_posts(void **state)
{
    struct forum *f = *state;
    struct submission s;
    struct submitted first, second;
    struct member m;
    char address[40];
    thread_id thread;
    int no;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    s = thread_of(f->board, "Title", "Body");
    first = must_submit(&m, &s);
    s = reply_of(first.thread, "Reply");
    second = must_submit(&m, &s);
    snprintf(address, sizeof address, "thread/%lld", (long long)first.thread.v);
    assert_int_equal(thread_resolve(&m.v, address, &thread, &no), OK);
    assert_int_equal(thread.v, first.thread.v);
    assert_int_equal(no, 1);
    assert_int_equal(thread_resolve(&m.v, address + strlen("thread/"), &thread, &no), OK);
    assert_int_equal(no, 1);
    snprintf(address, sizeof address, "post/%lld", (long long)second.post.v);
    assert_int_equal(thread_resolve(&m.v, address, &thread, &no), OK);
    assert_int_equal(thread.v, first.thread.v);
    assert_int_equal(no, 2);
    assert_int_equal(thread_resolve(&m.v, address + strlen("post/"), &thread, &no), OK);
    assert_int_equal(no, 2);
    snprintf(address, sizeof address, "thread/%lld", (long long)second.post.v);
    assert_int_equal(thread_resolve(&m.v, address, &thread, &no), E_NOTFOUND);
    member_done(&m);
}

static void hostile_addresses_are_not_found(void **state)
{
    static const char *const cases[] = {
        "",          "0",          "-1",        "1000000000", "99999999999999999999999",
        "thread/",   "thread/x",   "/1",        "thread//1",  "thread/1/2",
        "post/0x10", "board/1",    " 1",        "1 ",         "thread/ 1",
        "1;2",       "thread/1e3", "THREAD/12", "\xff",       "post/999999999",
    };
    struct forum *f = *state;
    struct visit v = forum_visit(f);
    thread_id thread = {77};
    int no = 88;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(thread_resolve(&v, cases[i], &thread, &no), E_NOTFOUND);
    assert_int_equal(thread.v, 77);
    assert_int_equal(no, 88);
}

static void tags_are_folded_and_bounded(void **state)
{
    static const struct {
        const char *typed, *stored;
    } cases[] = {
        {"Step-2", "step-2"},
        {"#anki", "anki"},
        {" spaced ", "spaced"},
        {"ÄRZTE", "ärzte"},
        {"ΣΟΦΌΣ", "σοφόσ"},
        {"МЕДИЦИНА", "медицина"},
        {"医学", "医学"},
        {"हिन्दी", "हिन्दी"},
        {"2026", "2026"},
        {"aaaaaaaaaabbbbbbbbbbccccccccccdd", "aaaaaaaaaabbbbbbbbbbccccccccccdd"},
    };
    static const char *const bad[] = {"",
                                      "#",
                                      "##a",
                                      "-",
                                      "--",
                                      "a b",
                                      "a_b",
                                      "a/b",
                                      "a.b",
                                      "😀",
                                      "\xff",
                                      "~quiet",
                                      "a,b",
                                      "a\nb",
                                      "a'b",
                                      "½",
                                      "aaaaaaaaaabbbbbbbbbbccccccccccddd"};
    AUTO_ARENA struct arena a = ARENA_INIT;
    const char *tag;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(tag_parse(&a, cases[i].typed, &tag), OK);
        assert_string_equal(tag, cases[i].stored);
        assert_int_equal(tag_parse(&a, tag, &tag), OK); /* again changes nothing */
        assert_string_equal(tag, cases[i].stored);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_not_equal(tag_parse(&a, bad[i], &tag), OK);
}

static void sorts_have_names(void **state)
{
    enum thread_sort sort;

    (void)state;
    assert_int_equal(thread_sort_parse("active", &sort), OK);
    assert_int_equal(sort, THREADS_ACTIVE);
    assert_int_equal(thread_sort_parse("new", &sort), OK);
    assert_int_equal(sort, THREADS_NEW);
    assert_int_equal(thread_sort_parse("helpful", &sort), OK);
    assert_int_equal(sort, THREADS_HELPFUL);
    assert_int_equal(thread_sort_parse("worst", &sort), E_USAGE);
}

static void a_locked_thread_takes_no_reply(void **state)
{
    struct forum *f = *state;
    struct submission s;
    struct thread_row row;
    struct submitted done;
    struct board board;
    struct member m;
    thread_id thread;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    thread = must_start(f, &m, "Title");
    thread_set(f, "locked", thread);
    s = reply_of(thread, "Reply");
    assert_int_equal(post_check(&m.v, &s), E_LOCKED);
    assert_int_equal(post_submit(&m.v, &s, &done), E_LOCKED);
    assert_int_equal(thread_get(&f->a, &m.v, thread, &row), OK);
    assert_true(row.locked);
    assert_int_equal(board_get(&f->a, &m.v, f->board, &board), OK);
    assert_int_equal(thread_can_reply(&m.v, &board, &row), E_LOCKED);
    row.locked = false;
    assert_int_equal(thread_can_reply(&m.v, &board, &row), OK);
    row.posts = THREAD_POSTS;
    assert_int_equal(thread_can_reply(&m.v, &board, &row), E_THREAD_FULL);
    member_done(&m);
}

static void a_full_thread_takes_no_reply(void **state)
{
    struct forum *f = *state;
    struct submission s;
    struct submitted done;
    struct member m;
    thread_id thread;
    char sql[64];

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    thread = must_start(f, &m, "Title");
    snprintf(sql, sizeof sql, "UPDATE thread SET posts = %d", THREAD_POSTS);
    forum_sql(f, sql);
    s = reply_of(thread, "Reply");
    assert_int_equal(post_submit(&m.v, &s, &done), E_THREAD_FULL);
    member_done(&m);
}

static void long_threads_come_in_parts(void **state)
{
    struct forum *f = *state;
    struct post_page page;
    struct member m;
    thread_id thread;
    int seen = 0, from = 1;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    thread = must_start(f, &m, "Title");
    for (int i = 2; i <= 25; i++)
        must_reply(&m, thread, "more");
    do {
        assert_int_equal(post_list(&f->a, &m.v, thread, from, 10, &page), OK);
        for (int i = 0; i < page.n; i++)
            assert_int_equal(page.rows[i].no, ++seen);
        from = page.next_no;
    } while (from > 0);
    assert_int_equal(seen, 25);
    member_done(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FORUM_TEST(pages_of_any_size_make_the_same_list),
        FORUM_TEST(nobody_is_led_to_a_thread_whose_beginning_is_gone),
        FORUM_TEST(threads_of_the_same_second_are_all_listed),
        FORUM_TEST(a_cursor_stays_right_while_others_post),
        FORUM_TEST(pinned_threads_come_first_and_once),
        FORUM_TEST(lists_by_tag_hold_the_tagged_threads),
        FORUM_TEST(a_list_refuses_what_it_cannot_answer),
        FORUM_TEST(limits_are_brought_into_range),
        FORUM_TEST(threads_of_closed_boards_are_not_found),
        FORUM_TEST(a_thread_that_holds_an_alias_post_shows_hours),
        FORUM_TEST(unread_is_what_came_since_the_first_day_and_is_not_marked),
        FORUM_TEST(reading_out_of_order_leaves_the_gap_unread),
        FORUM_TEST(unread_threads_are_listed_up_to_the_limit),
        FORUM_TEST(addresses_lead_to_threads_and_posts),
        FORUM_TEST(hostile_addresses_are_not_found),
        cmocka_unit_test(tags_are_folded_and_bounded),
        cmocka_unit_test(sorts_have_names),
        FORUM_TEST(a_locked_thread_takes_no_reply),
        FORUM_TEST(a_full_thread_takes_no_reply),
        FORUM_TEST(long_threads_come_in_parts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

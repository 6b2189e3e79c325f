/* SPDX-License-Identifier: MIT
 *
 * inbox_pages.c -- however an inbox is cut into pages, they are those of the whole: mentions in
 * threads that went on, followed threads, tags and boards, in any mixture.
 */
#include "unit/domain/forum_fixture.h"

#include <curbside/domain/follow.h>
#include <curbside/domain/inbox.h>
#include <curbside/domain/unread.h>

#include "dice.h"

enum {
    INBOXES = 8,
    THREADS = INBOX_MAX - 20,
    MINUTE_S = 60,
    APART_S = 5 * 60 * MINUTE_S,
};

static struct dice dice;

static int draw(int below)
{
    uint32_t drawn;

    dice_fill(&dice, &drawn, sizeof drawn);
    return (int)(drawn % (uint32_t)below);
}

/* With one to three posts, some hours apart, so that a mention may be older than what came last;
 * some are not shown. */
static void thread_add(struct str *sql, const struct forum *f, int id, board_id board,
                       int64_t handle)
{
    int64_t time = f->now + MINUTE_S * draw(60 * 24 * 20);
    int posts = 1 + draw(3);

    str_printf(sql,
               "INSERT INTO thread (id, board_id, title, posts, created_at, active_at)"
               " VALUES (%d, %lld, 'Title', %d, %lld, %lld);",
               id, (long long)board.v, posts, (long long)time,
               (long long)time + (posts - 1) * APART_S);
    for (int no = 1; no <= posts; no++)
        str_printf(sql,
                   "INSERT INTO post (id, thread_id, no, created_at, body, author_gone)"
                   " VALUES (%d, %d, %d, %lld, 'Hello', 1);",
                   id * 10 + no, id, no, (long long)time + (no - 1) * APART_S);
    if (draw(3) == 0)
        str_printf(sql,
                   "INSERT INTO addressed (thread_id, no, handle_id, reply, created_at)"
                   " SELECT thread_id, no, %lld, %d, created_at FROM post"
                   "  WHERE thread_id = %d AND no = %d;",
                   (long long)handle, draw(2), id, 1 + draw(posts));
    if (draw(5) == 0)
        str_printf(sql, "UPDATE post SET state = 'removed' WHERE thread_id = %d AND no = %d;", id,
                   1 + draw(posts));
    if (draw(3) == 0)
        str_printf(sql, "INSERT INTO thread_tag VALUES (%d, 0, 'retake', 'retake');", id);
}

static void threads_make(struct forum *f, struct member *m)
{
    board_id other = forum_board(f, "other", "either", true, false);
    AUTO_STR struct str sql = STR_INIT;

    str_add(&sql, "BEGIN;");
    for (int id = 1; id <= THREADS; id++)
        thread_add(&sql, f, id, draw(3) ? f->board : other, m->who.handle.v);
    str_add(&sql, "INSERT INTO arrival (board_id, span, start, posts)"
                  " SELECT t.board_id, s.span, h - h % s.span, count(*)"
                  "  FROM (SELECT thread_id, created_at / 3600 AS h FROM post) AS p"
                  "  JOIN thread AS t ON t.id = p.thread_id,"
                  "       (SELECT 1 AS span UNION ALL SELECT 24 UNION ALL SELECT 768) AS s"
                  " GROUP BY 1, 2, 3; COMMIT");
    forum_sql(f, str_cstr(&sql));
    f->now += 30 * INT64_C(86400);
}

static void follow(struct forum *f, struct member *m, const char *address)
{
    const char *stored;

    assert_int_equal(follow_add(&f->a, &m->v, address, &stored), OK);
}

static void reader_make(struct forum *f, struct member *m)
{
    follow(f, m, "tag/retake");
    if (draw(2))
        follow(f, m, "board/other");
    for (int id = 1; id <= THREADS; id++) {
        char address[32];

        snprintf(address, sizeof address, "thread/%d", id);
        if (draw(4) == 0)
            follow(f, m, address);
        if (draw(4) == 0)
            post_mark_read(&m->v, (thread_id){id}, 1, 1 + draw(3));
    }
}

static void assert_same_row(const struct inbox_row *one, const struct inbox_row *other)
{
    assert_int_equal(one->thread.id.v, other->thread.id.v);
    assert_int_equal(one->time, other->time);
    assert_int_equal(one->kind, other->kind);
    assert_int_equal(one->no, other->no);
    assert_int_equal(one->unread, other->unread);
}

static void assert_pages_are_of(struct forum *f, struct member *m, const struct inbox_page *whole,
                                int limit)
{
    const char *after = NULL;
    int at = 0;

    do {
        struct inbox_page page;

        assert_int_equal(inbox_list(&f->a, &m->v, after, limit, &page), OK);
        for (int i = 0; i < page.n; i++, at++) {
            assert_true(at < whole->n);
            assert_same_row(&page.rows[i], &whole->rows[at]);
        }
        after = page.next;
    } while (after);
    assert_int_equal(at, whole->n);
}

/* What is unread among the newest rows of the whole stands first at a glance. */
static void assert_glance_is_of(struct forum *f, struct member *m, const struct inbox_page *whole)
{
    struct inbox_page glance;
    int at = 0;

    assert_int_equal(inbox_newest(&f->a, &m->v, 3, &glance), OK);
    for (int i = 0; i < whole->n && at < glance.n; i++)
        if (whole->rows[i].unread > 0)
            assert_int_equal(whole->rows[i].thread.id.v, glance.rows[at++].thread.id.v);
    assert_int_equal(at, glance.n);
}

static void pages_of_any_size_are_those_of_the_whole(void **state)
{
    static const int limits[] = {1, 4, 50};
    int kinds[INBOX_BOARD + 1] = {0};
    struct inbox_page whole;
    struct member ann;

    for (int i = 0; i < INBOXES; i++) {
        struct forum *f;

        if (i > 0)
            assert_int_equal(forum_setup(state), 0);
        f = *state;
        member_init(f, &ann, "amber-wren-1", ROLE_MEMBER);
        threads_make(f, &ann);
        reader_make(f, &ann);
        assert_int_equal(inbox_list(&f->a, &ann.v, NULL, INBOX_MAX, &whole), OK);
        assert_null(whole.next);
        assert_in_range(whole.n, THREADS / 4, THREADS);
        for (int r = 0; r < whole.n; r++)
            kinds[whole.rows[r].kind]++;
        for (size_t l = 0; l < sizeof limits / sizeof *limits; l++)
            assert_pages_are_of(f, &ann, &whole, limits[l]);
        assert_glance_is_of(f, &ann, &whole);
        member_done(&ann);
        if (i < INBOXES - 1)
            assert_int_equal(forum_teardown(state), 0);
    }
    for (int kind = 0; kind <= INBOX_BOARD; kind++)
        assert_true(kinds[kind] > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(pages_of_any_size_are_those_of_the_whole, forum_setup,
                                        forum_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

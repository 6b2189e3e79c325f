/* SPDX-License-Identifier: MIT
 *
 * inbox_followed.c -- threads and tags that are followed, where they are few among many, too many
 * to be written down, or not there any more.
 */
#include "unit/domain/forum_fixture.h"

#include <curbside/domain/follow.h>
#include <curbside/domain/inbox.h>

enum {
    EACH_S = 60, /* from one thread to the next */
};

/* With one post each, one after the other from id 1 on; all of them are over. */
static void threads_make(struct forum *f, int n)
{
    char sql[1200];

    snprintf(sql, sizeof sql,
             "WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
             " INSERT INTO thread (id, board_id, title, posts, created_at, active_at)"
             " SELECT i, %lld, 'Title', 1, %lld + i * %d, %lld + i * %d FROM n;"
             "INSERT INTO post (id, thread_id, no, created_at, body, author_gone)"
             " SELECT id, id, 1, created_at, 'Hello', 1 FROM thread;"
             "INSERT INTO arrival (board_id, span, start, posts)"
             " SELECT board_id, s.span, h - h %% s.span, count(*)"
             "  FROM (SELECT board_id, created_at / 3600 AS h FROM thread),"
             "       (SELECT 1 AS span UNION ALL SELECT 24 UNION ALL SELECT 768) AS s"
             " GROUP BY 1, 2, 3",
             n, (long long)f->board.v, (long long)f->now, EACH_S, (long long)f->now, EACH_S);
    forum_sql(f, sql);
    f->now += (n + 1) * EACH_S;
}

static void follow(struct forum *f, struct member *m, const char *address)
{
    const char *stored;

    assert_int_equal(follow_add(&f->a, &m->v, address, &stored), OK);
}

struct found {
    int n;
    int kinds[INBOX_BOARD + 1];
};

static struct found walk_inbox(struct member *m)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct found found = {0};
    const char *after = NULL;

    do {
        struct inbox_page page;

        assert_int_equal(inbox_list(&a, &m->v, after, INBOX_MAX, &page), OK);
        for (int i = 0; i < page.n; i++)
            found.kinds[page.rows[i].kind]++;
        found.n += page.n;
        after = page.next;
    } while (after);
    return found;
}

/* Older than what is walked down to for so few. */
static void a_thread_is_found_behind_many_others(void **state)
{
    struct forum *f = *state;
    struct inbox_page page;
    struct member ann;

    member_init(f, &ann, "amber-wren-1", ROLE_MEMBER);
    threads_make(f, 1200);
    follow(f, &ann, "thread/7");
    assert_int_equal(inbox_list(&f->a, &ann.v, NULL, 20, &page), OK);
    assert_int_equal(page.n, 1);
    assert_int_equal(page.rows[0].thread.id.v, 7);
    assert_int_equal(page.rows[0].kind, INBOX_THREAD);
    assert_int_equal(inbox_newest(&f->a, &ann.v, 1, &page), OK);
    assert_int_equal(page.n, 1);
    member_done(&ann);
}

/* More than are written down, among them one that is followed by itself; and one by another tag. */
static void a_tag_of_thousands_of_threads_is_read_to_its_end(void **state)
{
    struct forum *f = *state;
    struct member ann;
    struct found found;

    member_init(f, &ann, "amber-wren-1", ROLE_MEMBER);
    threads_make(f, 5000);
    forum_sql(f, "INSERT INTO thread_tag SELECT id, 0, 'texas', 'texas' FROM thread"
                 " WHERE id BETWEEN 401 AND 4800;"
                 "INSERT INTO thread_tag VALUES (3, 0, 'retake', 'retake')");
    follow(f, &ann, "tag/texas");
    follow(f, &ann, "tag/retake");
    follow(f, &ann, "thread/4000");
    follow(f, &ann, "thread/7");
    found = walk_inbox(&ann);
    assert_int_equal(found.n, 4402);
    assert_int_equal(found.kinds[INBOX_THREAD], 2);
    assert_int_equal(found.kinds[INBOX_TAG], 4400);
    member_done(&ann);
}

/* Its posts are read where they are now. */
static void a_thread_that_was_merged_into_another_is_there_no_more(void **state)
{
    struct forum *f = *state;
    struct member ann;

    member_init(f, &ann, "amber-wren-1", ROLE_MEMBER);
    threads_make(f, 4);
    forum_sql(f, "INSERT INTO thread_tag SELECT id, 0, 'texas', 'texas' FROM thread");
    follow(f, &ann, "thread/1");
    follow(f, &ann, "tag/texas");
    assert_int_equal(walk_inbox(&ann).n, 4);
    forum_sql(f, "UPDATE thread SET moved_to = 3 WHERE id IN (1, 2)");
    assert_int_equal(walk_inbox(&ann).n, 2);
    member_done(&ann);
}

#define followed_unit_test(name) cmocka_unit_test_setup_teardown(name, forum_setup, forum_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        followed_unit_test(a_thread_is_found_behind_many_others),
        followed_unit_test(a_tag_of_thousands_of_threads_is_read_to_its_end),
        followed_unit_test(a_thread_that_was_merged_into_another_is_there_no_more),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

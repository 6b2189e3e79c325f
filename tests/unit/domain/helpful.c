/* SPDX-License-Identifier: MIT
 *
 * helpful.c -- helpful marks: counted once, by nobody, and on alias boards with the tick.
 */
#include "unit/domain/forum_fixture.h"

#include <sys/stat.h>

#include <curbside/domain/alias_rules.h>
#include <curbside/domain/edit.h>
#include <curbside/domain/helpful.h>
#include <curbside/domain/mine.h>
#include <curbside/domain/upkeep.h>

#include "helpful_rows.h"
#include "who_secret.h"

#define MINUTE 60

struct town {
    struct forum *f;
    struct alias_rules rules;
    char seal[96];
    board_id vent; /* aliases only */
    struct member ann, bob, cat, guest;
};

static struct town town;

static void town_member(struct member *m, const char *name)
{
    member_init(town.f, m, name, ROLE_MEMBER);
    m->who.secret = secret_new(sizeof *m->who.secret);
    assert_non_null(m->who.secret);
    memset(m->who.secret, 0, sizeof *m->who.secret);
    hash_keyed(NULL, name, strlen(name), m->who.secret->root.b, sizeof m->who.secret->root.b);
    m->v.alias = &town.rules;
}

static int town_setup(void **state)
{
    assert_int_equal(forum_setup(state), 0);
    town = (struct town){.f = *state};
    snprintf(town.seal, sizeof town.seal, "%s/seal", town.f->dir);
    assert_int_equal(mkdir(town.seal, 0700), 0);
    town.rules = (struct alias_rules){true, town.seal, 10, 60, 120, 0};
    town.vent = forum_board(town.f, "vent", "alias", true, false);
    town_member(&town.ann, "amber-wren-1");
    town_member(&town.bob, "lucid-ibex-2");
    town_member(&town.cat, "calm-otter-3");
    member_init(town.f, &town.guest, "", ROLE_GUEST);
    return 0;
}

static int town_teardown(void **state)
{
    struct member *all[] = {&town.ann, &town.bob, &town.cat};

    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        secret_free(all[i]->who.secret);
        member_done(all[i]);
    }
    return forum_teardown(state);
}

static void tick(void)
{
    struct visit v = forum_visit(town.f);

    v.alias = &town.rules;
    assert_int_equal(forum_tick(&v), OK);
}

static void assert_whole(void)
{
    struct visit v = forum_visit(town.f);
    struct check_report report;

    assert_int_equal(forum_check(&town.f->a, &v, &report), OK);
    assert_int_equal(report.violations, 0);
}

static struct submitted start(struct member *m, board_id board, enum face face, const char *title)
{
    struct submission s = thread_of(board, title, "The first post.");

    s.face = face;
    return must_submit(m, &s);
}

static struct helpful_answer mark(struct member *m, post_id post, bool on)
{
    struct helpful_answer answer;

    assert_int_equal(helpful_set(&m->v, post, on, &answer), OK);
    return answer;
}

static struct post seen_by(struct member *m, thread_id thread)
{
    struct post post;

    assert_int_equal(post_get(&town.f->a, &m->v, thread, 1, &post), OK);
    return post;
}

static void every_account_counts_once_and_can_take_it_back(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE, "Title");

    (void)state;
    assert_int_equal(mark(&town.bob, made.post, true).count, 1);
    assert_int_equal(mark(&town.bob, made.post, true).count, 1);
    assert_int_equal(mark(&town.cat, made.post, true).count, 2);
    assert_int_equal(seen_by(&town.guest, made.thread).helpful, 2);
    assert_true(seen_by(&town.bob, made.thread).marked);
    assert_false(seen_by(&town.ann, made.thread).marked);
    assert_false(seen_by(&town.guest, made.thread).marked);
    assert_int_equal(mark(&town.bob, made.post, false).count, 1);
    assert_int_equal(mark(&town.bob, made.post, false).count, 1);
    assert_false(seen_by(&town.bob, made.thread).marked);
    assert_whole();
}

static void nobody_marks_their_own_post_under_any_face(void **state)
{
    struct submitted handle = start(&town.ann, town.f->board, FACE_HANDLE, "One");
    struct submitted alias = start(&town.ann, town.f->board, FACE_ALIAS, "Two");
    struct helpful_answer answer;

    (void)state;
    assert_int_equal(helpful_set(&town.ann.v, handle.post, true, &answer), E_OWN_POST);
    assert_int_equal(helpful_set(&town.ann.v, alias.post, true, &answer), E_OWN_POST);
    assert_int_equal(helpful_set(&town.guest.v, alias.post, true, &answer), E_GUEST);
    assert_int_equal(mark(&town.bob, alias.post, true).count, 1);
}

static void what_is_not_shown_cannot_be_marked(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE, "Title");
    struct submitted waiting = start(&town.ann, town.vent, FACE_ALIAS, "Waiting");
    struct helpful_answer answer;

    (void)state;
    assert_int_equal(helpful_set(&town.bob.v, (post_id){123456789}, true, &answer), E_NOTFOUND);
    assert_int_equal(helpful_set(&town.bob.v, waiting.post, true, &answer), E_NOTFOUND);
    forum_sql(town.f, "UPDATE post SET state = 'removed'");
    assert_int_equal(helpful_set(&town.bob.v, made.post, true, &answer), E_NOTFOUND);
    forum_sql(town.f, "UPDATE post SET state = 'visible'; UPDATE board SET open = 0");
    assert_int_equal(helpful_set(&town.bob.v, made.post, true, &answer), E_NOTFOUND);
}

static void tokens_of_one_account_have_nothing_in_common(void **state)
{
    struct helpful_row one, two, other, again;

    (void)state;
    helpful_row_of(&town.bob.v, (post_id){1}, &one);
    helpful_row_of(&town.bob.v, (post_id){2}, &two);
    helpful_row_of(&town.cat.v, (post_id){1}, &other);
    helpful_row_of(&town.bob.v, (post_id){1}, &again);
    assert_memory_not_equal(one.token, two.token, sizeof one.token);
    assert_memory_not_equal(one.token, other.token, sizeof one.token);
    assert_memory_equal(one.token, again.token, sizeof one.token);
}

static void on_alias_boards_counts_move_only_with_the_release(void **state)
{
    struct submitted made;
    struct helpful_answer answer;

    (void)state;
    made = start(&town.ann, town.vent, FACE_ALIAS, "Title");
    town.f->now += 10 * MINUTE;
    tick();
    town.f->now += MINUTE; /* into the next interval */
    answer = mark(&town.bob, made.post, true);
    assert_true(answer.waits);
    assert_int_equal(answer.count, 0);
    assert_true(seen_by(&town.bob, made.thread).marked); /* they know what they did */
    town.f->now += 2 * MINUTE;
    tick(); /* the keeper's minute is no release */
    assert_int_equal(seen_by(&town.cat, made.thread).helpful, 0);
    mark(&town.cat, made.post, true);
    mark(&town.cat, made.post, false); /* gone without ever having counted */
    town.f->now += 8 * MINUTE;
    tick();
    assert_int_equal(seen_by(&town.cat, made.thread).helpful, 1);
    assert_false(seen_by(&town.cat, made.thread).marked);
    answer = mark(&town.bob, made.post, false);
    assert_true(answer.waits);
    assert_int_equal(answer.count, 1);
    assert_false(seen_by(&town.bob, made.thread).marked);
    town.f->now += 10 * MINUTE;
    tick();
    assert_int_equal(seen_by(&town.cat, made.thread).helpful, 0);
    assert_whole();
}

/* The next release would tell who was there when it was given. */
static void a_mark_waits_for_a_drawn_time_as_a_post_does(void **state)
{
    enum {
        POSTS = 12,
    };
    struct submitted made[POSTS];
    int64_t counted = 0;

    (void)state;
    for (int i = 0; i < POSTS; i++)
        made[i] = start(&town.ann, town.vent, FACE_ALIAS, "Title");
    town.f->now += 10 * MINUTE;
    tick();
    town.rules.spread_minutes = 120;
    for (int i = 0; i < POSTS; i++)
        mark(&town.bob, made[i].post, true);
    town.f->now += 10 * MINUTE;
    tick();
    for (int i = 0; i < POSTS; i++)
        counted += seen_by(&town.cat, made[i].thread).helpful;
    assert_true(counted < POSTS);
    town.f->now += 130 * MINUTE;
    tick();
    for (int i = 0; i < POSTS; i++)
        assert_int_equal(seen_by(&town.cat, made[i].thread).helpful, 1);
}

static void without_releases_a_mark_counts_at_once_there_too(void **state)
{
    struct submitted made;

    (void)state;
    town.rules.release_minutes = 0;
    made = start(&town.ann, town.vent, FACE_ALIAS, "Title");
    assert_int_equal(mark(&town.bob, made.post, true).count, 1);
}

static void a_deleted_post_takes_its_marks_along(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE, "Title");
    struct submission s = reply_of(made.thread, "A reply.");
    struct submitted reply = must_submit(&town.cat, &s);
    struct thread_row thread;

    (void)state;
    mark(&town.bob, made.post, true);
    mark(&town.bob, reply.post, true);
    assert_int_equal(post_delete(&town.cat.v, reply.post), OK);
    assert_int_equal(thread_get(&town.f->a, &town.bob.v, made.thread, &thread), OK);
    assert_int_equal(thread.helpful, 1);
    assert_whole();
}

static enum err count_marks(void *ctx, const struct mine_row *row)
{
    if (strcmp(row->table, "helpful") == 0)
        (*(int *)ctx)++;
    return OK;
}

static int marks_of(struct member *m)
{
    int n = 0;

    assert_int_equal(mine_walk(&town.f->a, &m->v, count_marks, &n), OK);
    return n;
}

static void an_account_is_shown_its_own_marks(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE, "Title");

        mark(&town.bob, made.post, true);
        if (i > 0)
            mark(&town.cat, made.post, true);
    }
    assert_int_equal(marks_of(&town.ann), 0);
    assert_int_equal(marks_of(&town.bob), 3);
    assert_int_equal(marks_of(&town.cat), 2);
}

/* ---- the list ---- */

static void sorted_by_helpful_the_pages_fit_together(void **state)
{
    thread_id order[7];
    struct thread_query query = {.board = town.f->board, .sort = THREADS_HELPFUL, .limit = 2};
    struct thread_page page;
    int n = 0;

    (void)state;
    for (int i = 0; i < 7; i++) {
        struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE, "Title");

        town.f->now += MINUTE;
        order[i] = made.thread;
        if (i == 1 || i == 3)
            mark(&town.bob, made.post, true);
        if (i == 3)
            mark(&town.cat, made.post, true);
    }
    const thread_id want[] = {order[3], order[1], order[6], order[5], order[4], order[2], order[0]};
    do {
        assert_int_equal(thread_list(&town.f->a, &town.bob.v, &query, &page), OK);
        for (int i = 0; i < page.n; i++)
            assert_int_equal(page.rows[i].id.v, want[n++].v);
        query.after = page.next;
    } while (page.next);
    assert_int_equal(n, 7);
    assert_int_equal(page.rows[0].helpful, 0);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, town_setup, town_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(every_account_counts_once_and_can_take_it_back),
        CASE(nobody_marks_their_own_post_under_any_face),
        CASE(what_is_not_shown_cannot_be_marked),
        CASE(tokens_of_one_account_have_nothing_in_common),
        CASE(on_alias_boards_counts_move_only_with_the_release),
        CASE(a_mark_waits_for_a_drawn_time_as_a_post_does),
        CASE(without_releases_a_mark_counts_at_once_there_too),
        CASE(a_deleted_post_takes_its_marks_along),
        CASE(an_account_is_shown_its_own_marks),
        CASE(sorted_by_helpful_the_pages_fit_together),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

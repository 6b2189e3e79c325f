/* SPDX-License-Identifier: MIT
 *
 * town_fixture.h -- the forum of forum_fixture.h with aliases open: a board that takes nothing
 * else, members with roots of their own, and a keeper's tick. Included by one test program each.
 */
#ifndef CURBSIDE_TESTS_TOWN_FIXTURE_H
#define CURBSIDE_TESTS_TOWN_FIXTURE_H

#include "unit/domain/forum_fixture.h"

#include <sys/stat.h>

#include <curbside/domain/alias_rules.h>
#include <curbside/domain/upkeep.h>

#include "who_secret.h"

#define MINUTE 60
#define HOUR   INT64_C(3600)

/* An account of one's own: a root nobody else has. */
__attribute__((unused)) static struct who_secret *who_secret_of(const char *text)
{
    struct who_secret *secret = secret_new(sizeof *secret);

    assert_non_null(secret);
    memset(secret, 0, sizeof *secret);
    hash_keyed(NULL, text, strlen(text), secret->root.b, sizeof secret->root.b);
    return secret;
}

struct town {
    struct forum *f;
    struct alias_rules rules;
    char seal[96];
    board_id vent; /* aliases only */
    struct member ann, bob, guest;
};

static struct town town;

/* Members here may be aliases. */
__attribute__((unused)) static void town_member(struct town *t, struct member *m, const char *name)
{
    static uint8_t seeds;
    static char roots[8][40];

    member_init(t->f, m, name, ROLE_MEMBER);
    snprintf(roots[seeds % 8], sizeof roots[0], "root of %s %d", name, seeds);
    m->who.secret = who_secret_of(roots[seeds++ % 8]);
    m->v.alias = &t->rules;
}

__attribute__((unused)) static int town_setup(void **state)
{
    assert_int_equal(forum_setup(state), 0);
    town = (struct town){.f = *state};
    snprintf(town.seal, sizeof town.seal, "%s/seal", town.f->dir);
    assert_int_equal(mkdir(town.seal, 0700), 0);
    town.rules = (struct alias_rules){true, town.seal, 10, 60, 120, 0};
    town.vent = forum_board(town.f, "vent", "alias", true, false);
    town_member(&town, &town.ann, "amber-wren-1");
    town_member(&town, &town.bob, "lucid-ibex-2");
    member_init(town.f, &town.guest, "", ROLE_GUEST);
    town.guest.v.alias = &town.rules;
    return 0;
}

__attribute__((unused)) static void town_member_done(struct member *m)
{
    secret_free(m->who.secret);
    member_done(m);
}

__attribute__((unused)) static int town_teardown(void **state)
{
    town_member_done(&town.ann);
    town_member_done(&town.bob);
    return forum_teardown(state);
}

__attribute__((unused)) static void tick(void)
{
    struct visit v = forum_visit(town.f);

    v.alias = &town.rules;
    assert_int_equal(forum_tick(&v), OK);
}

/* Everything holds together, whatever waits. */
__attribute__((unused)) static void assert_whole(void)
{
    struct visit v = forum_visit(town.f);
    struct check_report report;

    assert_int_equal(forum_check(&town.f->a, &v, &report), OK);
    assert_int_equal(report.violations, 0);
}

__attribute__((unused)) static struct face_offer offer_of(struct member *m, board_id board,
                                                          thread_id thread, enum face wish)
{
    struct face_offer offer;

    assert_int_equal(post_offer(&town.f->a, &m->v, board, thread, wish, NULL, &offer), OK);
    return offer;
}

__attribute__((unused)) static struct post post_at(struct member *m, thread_id thread, int no)
{
    struct post post;

    assert_int_equal(post_get(&town.f->a, &m->v, thread, no, &post), OK);
    return post;
}

__attribute__((unused)) static struct submitted start(struct member *m, board_id board,
                                                      enum face face)
{
    struct submission s = thread_of(board, "Title", "The first post.");

    s.face = face;
    return must_submit(m, &s);
}

__attribute__((unused)) static struct submitted reply(struct member *m, thread_id thread,
                                                      const char *body)
{
    struct submission s = reply_of(thread, body);

    return must_submit(m, &s);
}

#define T(test) cmocka_unit_test_setup_teardown(test, town_setup, town_teardown)

#endif

/* SPDX-License-Identifier: MIT
 *
 * guide.c -- guide pages: who writes them, and what they hold.
 */
#include "unit/domain/forum_fixture.h"

#include <curbside/domain/guide.h>
#include <curbside/domain/undo.h>

static enum err set(struct member *m, board_id board, const char *body)
{
    action_id id;

    return guide_set(&m->v, board, body, strlen(body), &id);
}

static void everybody_reads_it_and_moderators_write_it(void **state)
{
    struct forum *f = *state;
    struct member m, mod, guest;
    struct guide guide;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    member_init(f, &mod, "lucid-ibex-2", ROLE_MODERATOR);
    member_init(f, &guest, "", ROLE_GUEST);
    assert_int_equal(guide_get(&f->a, &guest.v, f->board, &guide), OK);
    assert_string_equal(guide.body, "");
    assert_int_equal(guide.edited, 0);
    assert_int_equal(set(&guest, f->board, "Mine."), E_GUEST);
    assert_int_equal(set(&m, f->board, "Mine."), E_DENIED);
    assert_int_equal(set(&mod, f->board, "Read\x07 first."), OK);
    assert_int_equal(guide_get(&f->a, &guest.v, f->board, &guide), OK);
    assert_string_equal(guide.body, "Read first.");
    assert_int_equal(guide.edited, time_floor_day(T0));
    assert_int_equal(set(&mod, f->board, " \n"), OK);
    assert_int_equal(guide_get(&f->a, &guest.v, f->board, &guide), OK);
    assert_string_equal(guide.body, "");
    member_done(&m);
    member_done(&mod);
}

static void what_does_not_fit_or_is_not_there_is_refused(void **state)
{
    struct forum *f = *state;
    static char large[GUIDE_BYTES + 1];
    struct member mod;
    struct guide guide;
    action_id id;

    member_init(f, &mod, "lucid-ibex-2", ROLE_MODERATOR);
    memset(large, 'x', sizeof large);
    assert_int_equal(guide_set(&mod.v, f->board, large, sizeof large, &id), E_BODY_LONG);
    assert_int_equal(guide_set(&mod.v, f->board, large, sizeof large - 1, &id), OK);
    assert_int_equal(set(&mod, f->board, "\xff"), E_NOT_UTF8);
    assert_int_equal(set(&mod, (board_id){999}, "x"), E_NOTFOUND);
    forum_sql(f, "UPDATE board SET open = 0");
    assert_int_equal(set(&mod, f->board, "x"), E_NOTFOUND);
    assert_int_equal(guide_get(&f->a, &mod.v, f->board, &guide), E_NOTFOUND);
    member_done(&mod);
}

static void a_guide_is_taken_back_while_nobody_wrote_it_anew(void **state)
{
    struct forum *f = *state;
    struct member mod;
    struct guide guide;
    action_id one, two, id;

    member_init(f, &mod, "lucid-ibex-2", ROLE_MODERATOR);
    assert_int_equal(guide_set(&mod.v, f->board, "First.", 6, &one), OK);
    assert_int_equal(guide_set(&mod.v, f->board, "First.", 6, &two), E_DONE_ALREADY);
    assert_int_equal(guide_set(&mod.v, f->board, "Second.", 7, &two), OK);
    assert_int_equal(action_undo(&mod.v, one, &id), E_STALE);
    assert_int_equal(action_undo(&mod.v, two, &id), OK);
    assert_int_equal(guide_get(&f->a, &mod.v, f->board, &guide), OK);
    assert_string_equal(guide.body, "First.");
    assert_int_equal(action_undo(&mod.v, one, &id), OK);
    assert_int_equal(guide_get(&f->a, &mod.v, f->board, &guide), OK);
    assert_string_equal(guide.body, "");
    member_done(&mod);
}

static void a_filter_that_rejects_rejects_guides_as_well(void **state)
{
    struct forum *f = *state;
    struct member mod;
    action_id id;

    member_init(f, &mod, "lucid-ibex-2", ROLE_MODERATOR);
    forum_sql(f, "INSERT INTO filter (id, kind, action, text, state, hits, looked, tried)"
                 " VALUES (1, 'word', 'reject', 'casino', 'on', 0, 0, 0)");
    assert_int_equal(guide_set(&mod.v, f->board, "A ca**si**no.", 13, &id), E_FILTERED);
    assert_int_equal(guide_set(&mod.v, f->board, "A library.", 10, &id), OK);
    member_done(&mod);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FORUM_TEST(everybody_reads_it_and_moderators_write_it),
        FORUM_TEST(what_does_not_fit_or_is_not_there_is_refused),
        FORUM_TEST(a_guide_is_taken_back_while_nobody_wrote_it_anew),
        FORUM_TEST(a_filter_that_rejects_rejects_guides_as_well),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

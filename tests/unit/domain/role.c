/* SPDX-License-Identifier: MIT
 *
 * role.c -- roles are given and taken, and there is always a sysop.
 */
#include "unit/domain/staff_fixture.h"

#include <curbside/domain/audit.h>
#include <curbside/domain/decide.h>
#include <curbside/domain/flag.h>
#include <curbside/domain/modlog.h>
#include <curbside/domain/permission.h>
#include <curbside/domain/role.h>
#include <curbside/domain/undo.h>

static void only_a_sysop_gives_and_takes_roles(void **state)
{
    action_id id;

    (void)state;
    assert_int_equal(role_give(&town.guest.v, "lucid-ibex-2", ROLE_SYSOP, &id), E_GUEST);
    assert_int_equal(role_give(&town.ann.v, "amber-wren-1", ROLE_SYSOP, &id), E_DENIED);
    assert_int_equal(role_give(&town.mod.v, "calm-mod-3", ROLE_SYSOP, &id), E_DENIED);
    assert_int_equal(role_give(&town.sysop.v, "nobody-9", ROLE_SYSOP, &id), E_NOTFOUND);
    assert_int_equal(role_give(&town.sysop.v, "lucid-ibex-2", ROLE_MODERATOR, &id), OK);
    assert_int_equal(role_give(&town.sysop.v, "lucid-ibex-2", ROLE_MODERATOR, &id), E_DONE_ALREADY);
    assert_int_equal(permission_require(&town.bob.v, MAY_DECIDE), E_DENIED); /* as they came */
    town.bob.who.role = ROLE_MODERATOR;
    assert_int_equal(permission_require(&town.bob.v, MAY_DECIDE), OK);
    assert_int_equal(role_give(&town.sysop.v, "lucid-ibex-2", ROLE_MEMBER, &id), OK);
    assert_int_equal(permission_require(&town.bob.v, MAY_DECIDE), E_DENIED);
}

static void the_last_sysop_stays(void **state)
{
    action_id id;

    (void)state;
    assert_int_equal(role_give(&town.sysop.v, "calm-sysop-5", ROLE_MEMBER, &id), E_LAST_SYSOP);
    assert_int_equal(role_require_not_last(&town.sysop.v), E_LAST_SYSOP);
    assert_int_equal(role_require_not_last(&town.mod.v), OK);
    assert_int_equal(role_give(&town.sysop.v, "calm-mod-3", ROLE_SYSOP, &id), OK);
    assert_int_equal(role_require_not_last(&town.sysop.v), OK);
    assert_int_equal(role_give(&town.sysop.v, "calm-sysop-5", ROLE_MEMBER, &id), OK);
    assert_int_equal(role_give(&town.sysop.v, "calm-mod-3", ROLE_MEMBER, &id), E_DENIED);
}

static void whoever_loses_the_role_loses_their_claims(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);
    action_id id;

    (void)state;
    assert_int_equal(flag_add(&town.bob.v, made.post, FLAG_UNKIND, NULL), OK);
    assert_int_equal(item_claim(&town.mod.v, made.post.v), OK);
    assert_int_equal(post_keep(&town.peer.v, made.post, &id), E_CLAIMED);
    assert_int_equal(role_give(&town.sysop.v, "calm-mod-3", ROLE_MEMBER, &id), OK);
    assert_int_equal(post_keep(&town.peer.v, made.post, &id), OK);
}

static enum err find_role(void *ctx, const struct audit_row *row)
{
    const char **on = ctx;

    if (strcmp(row->action, "role") == 0)
        *on = arena_strdup(&town.f->a, row->on);
    return OK;
}

static void the_public_log_has_no_name_and_the_record_has(void **state)
{
    struct modlog_page log;
    const char *on = NULL;
    action_id id;

    (void)state;
    assert_int_equal(role_give(&town.sysop.v, "lucid-ibex-2", ROLE_MODERATOR, &id), OK);
    assert_int_equal(modlog_list(&town.f->a, &town.guest.v, NULL, 10, &log), OK);
    assert_int_equal(log.n, 1);
    assert_string_equal(log.rows[0].action, "role");
    assert_string_equal(log.rows[0].reason, "moderator");
    assert_null(log.rows[0].target);
    assert_int_equal(audit_walk(&town.sysop.v, find_role, &on), OK);
    assert_string_equal(on, "lucid-ibex-2");
}

static void a_role_is_given_back_where_nobody_changed_it_since(void **state)
{
    action_id given, taken, id;

    (void)state;
    assert_int_equal(role_give(&town.sysop.v, "lucid-ibex-2", ROLE_MODERATOR, &given), OK);
    assert_int_equal(role_give(&town.sysop.v, "lucid-ibex-2", ROLE_SYSOP, &taken), OK);
    assert_int_equal(action_undo(&town.sysop.v, given, &id), E_STALE);
    assert_int_equal(action_undo(&town.mod.v, taken, &id), E_DENIED);
    assert_int_equal(action_undo(&town.sysop.v, taken, &id), OK);
    assert_int_equal(action_undo(&town.sysop.v, given, &id), OK);
    town.bob.who.role = ROLE_MODERATOR;
    assert_int_equal(permission_require(&town.bob.v, MAY_DECIDE), E_DENIED);
    assert_int_equal(role_give(&town.sysop.v, "lucid-ibex-2", ROLE_SYSOP, &given), OK);
    assert_int_equal(role_give(&town.sysop.v, "calm-sysop-5", ROLE_MEMBER, &taken), OK);
    town.bob.who.role = ROLE_SYSOP;
    assert_int_equal(action_undo(&town.bob.v, given, &id), E_LAST_SYSOP);
}

static void staff_is_listed_for_sysops(void **state)
{
    struct staff_page page;

    (void)state;
    assert_int_equal(staff_list(&town.f->a, &town.mod.v, &page), E_DENIED);
    assert_int_equal(staff_list(&town.f->a, &town.sysop.v, &page), OK);
    assert_int_equal(page.n, 3);
    assert_string_equal(page.rows[0].handle, "calm-sysop-5");
    assert_int_equal(page.rows[1].role, ROLE_MODERATOR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TOWN_TEST(only_a_sysop_gives_and_takes_roles),
        TOWN_TEST(the_last_sysop_stays),
        TOWN_TEST(whoever_loses_the_role_loses_their_claims),
        TOWN_TEST(the_public_log_has_no_name_and_the_record_has),
        TOWN_TEST(a_role_is_given_back_where_nobody_changed_it_since),
        TOWN_TEST(staff_is_listed_for_sysops),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

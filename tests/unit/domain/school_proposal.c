/* SPDX-License-Identifier: MIT
 *
 * school_proposal.c -- schools that are missed: proposed, decided on, and told of.
 */
#include "report_fixture.h"

#include <curbside/domain/decide.h>
#include <curbside/domain/queue.h>
#include <curbside/domain/school_proposal.h>
#include <curbside/domain/undo.h>

#include <sodium.h>

#include "school_proposal_rows.h"

/* As if it had been proposed before a school of this name was in the list. */
static void proposal_rename(struct forum *f, const struct visit *v, school_proposal_id id,
                            const char *name)
{
    uint8_t token[TAG_BYTES];
    char hex[2 * TAG_BYTES + 1], *sql;

    school_proposal_token(v, name, token);
    sodium_bin2hex(hex, sizeof hex, token, sizeof token);
    sql = arena_printf(&f->a,
                       "UPDATE school_proposal SET name = '%s', token = x'%s' WHERE id = %lld",
                       name, hex, (long long)id.v);
    assert_non_null(sql);
    forum_sql(f, sql);
}

static void an_unknown_school_is_proposed_and_waits_for_a_moderator(void **state)
{
    static const char waiting[] = "SELECT count(*) FROM school_proposal WHERE state = 'waiting'";
    struct forum *f = *state;
    struct member one, two, mod;
    school_proposal_id id, again;
    action_id action;

    person_init(f, &one, 1, 40);
    person_init(f, &two, 2, 40);
    person_init(f, &mod, 3, 40);
    forum_sql(f, "UPDATE handle SET role = 'moderator' WHERE name = 'person-3'");
    mod.who.role = ROLE_MODERATOR;
    assert_int_equal(school_propose(&one.v, "SKMC", "Philadelphia", &id), E_IN_USE);
    assert_int_equal(school_propose(&one.v, "  ", "Springfield", &id), E_TITLE_EMPTY);
    assert_int_equal(school_propose(&one.v, "Arkham\xff", "Springfield", &id), E_NOT_UTF8);
    assert_int_equal(school_propose(&one.v, "Call 555-867-5309", "Springfield", &id), E_BLOCKED);
    forum_sql(f, "INSERT INTO filter (id, kind, action, text, state, hits, looked, tried)"
                 " VALUES (1, 'word', 'reject', 'casino', 'on', 0, 0, 0)");
    assert_int_equal(school_propose(&one.v, "Casino Medical", "Springfield", &id), E_FILTERED);
    assert_int_equal(school_propose(&one.v, "Hogwarts Medical", "Scotland", &id), OK);
    assert_int_equal(school_propose(&one.v, "hogwarts, medical", "x", &again), E_DONE_ALREADY);
    assert_int_equal(school_propose(&two.v, "Hogwarts Medical", "Scotland", &again), OK);
    assert_int_equal(count_of(f, waiting), 2);
    assert_int_equal(school_proposal_accept(&one.v, id, NULL, &action), E_DENIED);
    assert_int_equal(school_proposal_refuse(&mod.v, id, "No such school.", &action), OK);
    assert_int_equal(school_proposal_accept(&mod.v, id, NULL, &action), E_DONE_ALREADY);
    assert_int_equal(school_proposal_accept(&mod.v, again, NULL, &action), E_DONE_ALREADY);
    assert_int_equal(count_of(f, waiting), 0);
    assert_int_equal(action_undo(&mod.v, action, &action), OK);
    assert_int_equal(count_of(f, waiting), 2);
    assert_int_equal(school_proposal_accept(&mod.v, again, NULL, &action), OK);
    assert_int_equal(count_of(f, waiting), 0);
    person_done(&one);
    person_done(&two);
    person_done(&mod);
}

static struct queue_page queue_now(struct forum *f, struct member *m)
{
    const struct queue_query all = {.limit = 20};
    struct queue_page page;
    int n;

    assert_int_equal(queue_list(&f->a, &m->v, &all, &page), OK);
    assert_int_equal(queue_count(&m->v, &n), OK);
    assert_int_equal(n, page.n);
    return page;
}

/* One item, one decision; two schools of a name in two towns stay two. Who comes today is not
 * counted before the day is over, and is told with the others. */
static void a_school_that_several_miss_waits_once(void **state)
{
    struct forum *f = *state;
    struct member one, two, three, mod;
    school_proposal_id id, again, other, late;
    struct own_proposal own;
    struct queue_page page;
    action_id action;

    person_init(f, &one, 1, 40);
    person_init(f, &two, 2, 40);
    person_init(f, &three, 4, 40);
    person_init(f, &mod, 3, 40);
    forum_sql(f, "UPDATE handle SET role = 'moderator' WHERE name = 'person-3'");
    mod.who.role = ROLE_MODERATOR;
    assert_int_equal(school_propose(&one.v, "Hogwarts Medical", "Nowhere, PA", &id), OK);
    f->now += DAY;
    assert_int_equal(school_propose(&two.v, "hogwarts medical", "nowhere PA", &again), OK);
    assert_int_equal(school_propose(&two.v, "Hogwarts Medical", "Nowhere, MA", &other),
                     E_DONE_ALREADY);
    assert_int_equal(school_propose(&three.v, "Hogwarts Medical", "Nowhere, MA", &other), OK);
    f->now += DAY;
    page = queue_now(f, &mod);
    assert_int_equal(page.n, 2);
    assert_int_equal(page.rows[0].count, 2);
    assert_string_equal(page.rows[0].author.name, "proposed by 2");
    assert_string_equal(page.rows[1].excerpt, "Nowhere, MA");
    assert_int_equal(school_propose(&mod.v, "Hogwarts Medical", "Nowhere PA", &late), OK);
    page = queue_now(f, &mod);
    assert_int_equal(page.rows[0].count, 2);
    assert_int_equal(item_keep(&mod.v, page.rows[0].item, &action), OK);
    assert_int_equal(queue_now(f, &mod).n, 1);
    assert_int_equal(school_proposal_get_own(&f->a, &two.v, again, &own), OK);
    assert_int_equal(own.fate, PROPOSAL_ACCEPTED);
    assert_int_equal(school_proposal_get_own(&f->a, &mod.v, late, &own), OK);
    assert_int_equal(own.fate, PROPOSAL_ACCEPTED);
    assert_int_equal(school_proposal_get_own(&f->a, &three.v, other, &own), OK);
    assert_int_equal(own.fate, PROPOSAL_WAITS);
    assert_int_equal(action_undo(&mod.v, action, &action), OK);
    assert_int_equal(queue_now(f, &mod).rows[0].count, 2);
    person_done(&one);
    person_done(&two);
    person_done(&three);
    person_done(&mod);
}

static void what_became_of_a_proposal_only_its_proposer_is_told(void **state)
{
    struct forum *f = *state;
    char address[PROPOSAL_ADDRESS_SIZE];
    struct own_proposals list;
    struct own_proposal own;
    struct member one, two, mod;
    school_proposal_id id, other, parsed;
    action_id action;

    person_init(f, &one, 1, 40);
    person_init(f, &two, 2, 40);
    person_init(f, &mod, 3, 40);
    forum_sql(f, "UPDATE handle SET role = 'moderator' WHERE name = 'person-3'");
    mod.who.role = ROLE_MODERATOR;
    assert_int_equal(school_propose(&one.v, "Hogwarts Medical", "Scotland", &id), OK);
    f->now += DAY;
    assert_int_equal(school_propose(&one.v, "Miskatonic", "MA", &other), OK);
    assert_int_equal(school_proposal_list_own(&f->a, &two.v, &list), OK);
    assert_int_equal(list.n, 0);
    assert_int_equal(school_proposal_get_own(&f->a, &two.v, id, &own), E_NOTFOUND);
    assert_int_equal(school_proposal_refuse(&mod.v, id, "No such school.", &action), OK);
    assert_int_equal(school_proposal_list_own(&f->a, &one.v, &list), OK);
    assert_int_equal(list.n, 2);
    assert_string_equal(list.rows[0].name, "Miskatonic");
    assert_int_equal(list.rows[0].fate, PROPOSAL_WAITS);
    assert_null(list.rows[0].reason);
    assert_int_equal(list.rows[1].fate, PROPOSAL_REFUSED);
    assert_string_equal(list.rows[1].reason, "No such school.");
    assert_int_equal(action_undo(&mod.v, action, &action), OK);
    school_proposal_address(id, address);
    assert_int_equal(school_proposal_parse_address(address, &parsed), OK);
    assert_int_equal(school_proposal_get_own(&f->a, &one.v, parsed, &own), OK);
    assert_int_equal(own.fate, PROPOSAL_WAITS);
    assert_null(own.reason);
    assert_null(own.slug);
    assert_int_equal(school_proposal_parse_address("yale", &parsed), E_NOTFOUND);
    assert_int_equal(school_proposal_parse_address("proposal/12x", &parsed), E_NOTFOUND);
    /* The list of a later binary has it. */
    proposal_rename(f, &one.v, other, "Yale");
    assert_int_equal(school_proposal_get_own(&f->a, &one.v, other, &own), OK);
    assert_string_equal(own.slug, "yale");
    person_done(&one);
    person_done(&two);
    person_done(&mod);
}

static void an_account_has_few_proposals_that_wait(void **state)
{
    static const char *const names[] = {"Hogwarts", "Durmstrang", "Beauxbatons", "Ilvermorny"};
    struct forum *f = *state;
    struct member one, two;
    school_proposal_id id;

    person_init(f, &one, 1, 40);
    person_init(f, &two, 2, 40);
    for (int i = 0; i < PROPOSALS_WAITING_MINE; i++)
        assert_int_equal(school_propose(&one.v, names[i], "Far away", &id), OK);
    assert_int_equal(school_propose(&one.v, names[0], "Far away", &id), E_DONE_ALREADY);
    assert_int_equal(school_propose(&one.v, names[3], "Far away", &id), E_PROPOSALS_MINE);
    assert_int_equal(school_propose(&two.v, names[3], "Far away", &id), OK);
    person_done(&one);
    person_done(&two);
}

/* Put back by undo, behind as many as may wait. */
static void a_proposal_behind_all_others_is_decided(void **state)
{
    struct forum *f = *state;
    struct own_proposal own;
    struct member one, mod;
    school_proposal_id id;
    action_id action;

    person_init(f, &one, 1, 40);
    person_init(f, &mod, 3, 40);
    forum_sql(f, "UPDATE handle SET role = 'moderator' WHERE name = 'person-3'");
    mod.who.role = ROLE_MODERATOR;
    assert_int_equal(school_propose(&one.v, "Hogwarts Medical", "Scotland", &id), OK);
    forum_sql(f, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)"
                 " INSERT INTO school_proposal (id, token, name, place, day, state)"
                 " SELECT i, randomblob(16), 'School ' || i, 'Far away', 0, 'waiting' FROM n");
    assert_int_equal(school_proposal_refuse(&mod.v, id, "No such school.", &action), OK);
    assert_int_equal(school_proposal_get_own(&f->a, &one.v, id, &own), OK);
    assert_int_equal(own.fate, PROPOSAL_REFUSED);
    assert_int_equal(school_proposal_accept(&mod.v, id, NULL, &action), E_DONE_ALREADY);
    person_done(&one);
    person_done(&mod);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FORUM_TEST(an_unknown_school_is_proposed_and_waits_for_a_moderator),
        FORUM_TEST(a_school_that_several_miss_waits_once),
        FORUM_TEST(what_became_of_a_proposal_only_its_proposer_is_told),
        FORUM_TEST(an_account_has_few_proposals_that_wait),
        FORUM_TEST(a_proposal_behind_all_others_is_decided),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

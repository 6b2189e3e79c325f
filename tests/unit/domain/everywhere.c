/* SPDX-License-Identifier: MIT
 *
 * everywhere.c -- a ban that is to be everywhere waits for a second moderator.
 */
#include "unit/domain/staff_fixture.h"

#include <curbside/domain/appeal.h>
#include <curbside/domain/queue.h>
#include <curbside/domain/undo.h>

static struct queue_page queue_of(struct member *m)
{
    struct queue_page page;

    assert_int_equal(queue_list(&town.f->a, &m->v, &(struct queue_query){.limit = 20}, &page), OK);
    return page;
}

/* The second moderator need not be told of it outside the board. */
static void what_is_asked_for_everywhere_waits_in_the_queue_for_another(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_ALIAS);
    const struct sanction_order order = {
        .severity = SEVERITY_BAN, .rule = "no-names", .out = OUT_DOXXING};
    action_id ban, declined, agreed, id;
    struct sanction_page told;
    struct queue_page queue;
    int n;

    (void)state;
    assert_int_equal(sanction_through_post(&town.mod.v, made.post, &order, &ban), OK);
    queue = queue_of(&town.peer);
    assert_int_equal(queue.n, 1);
    assert_string_equal(queue_kind_name(queue.rows[0].kind), "everywhere");
    assert_int_equal(queue.rows[0].post.v, made.post.v);
    assert_string_equal(queue.rows[0].reasons[0], "everywhere: doxxing");
    assert_true(queue_of(&town.mod).rows[0].by_me);
    assert_int_equal(queue_count(&town.peer.v, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(item_remove(&town.mod.v, queue.rows[0].item, NULL, NULL, &id), E_SAME_PERSON);
    assert_int_equal(item_keep(&town.ann.v, queue.rows[0].item, &id), E_DENIED);
    assert_int_equal(item_keep(&town.peer.v, queue.rows[0].item, &declined), OK);
    assert_int_equal(queue_of(&town.peer).n, 0);
    assert_int_equal(queue_still_waits(&town.peer.v, queue.rows[0].item), E_DONE_ALREADY);
    assert_int_equal(action_undo(&town.peer.v, declined, &id), OK);
    assert_int_equal(item_remove(&town.peer.v, queue.rows[0].item, NULL, NULL, &agreed), OK);
    assert_int_equal(queue_of(&town.peer).n, 0);
    later(2 * MINUTE);
    assert_int_equal(sanction_list_mine(&town.f->a, &town.ann.v, &told), OK);
    assert_true(told.rows[0].out_from > 0);
    assert_int_equal(action_undo(&town.peer.v, agreed, &id), OK);
    assert_int_equal(queue_of(&town.peer).n, 0); /* the ban went with the word */
}

/* They said themselves that it is to be everywhere. */
static void whoever_agreed_decides_on_no_appeal_against_it(void **state)
{
    static const char words[] = "I meant the exam, not the person.";
    struct submitted made = start(&town.ann, town.f->board, FACE_ALIAS);
    const struct sanction_order order = {
        .severity = SEVERITY_BAN, .rule = "no-names", .out = OUT_DOXXING};
    action_id ban, agreed, id;

    (void)state;
    assert_int_equal(sanction_through_post(&town.mod.v, made.post, &order, &ban), OK);
    assert_int_equal(sanction_through_post(&town.peer.v, made.post, &order, &agreed), OK);
    assert_int_equal(appeal_make(&town.ann.v, ban, words, sizeof words - 1), OK);
    later(DAY);
    assert_true(queue_of(&town.peer).rows[0].by_me);
    assert_false(queue_of(&town.sysop).rows[0].by_me);
    assert_int_equal(appeal_decide(&town.peer.v, ban, false, NULL, &id), E_SAME_PERSON);
    assert_int_equal(appeal_decide(&town.mod.v, ban, false, NULL, &id), E_SAME_PERSON);
    assert_int_equal(appeal_decide(&town.sysop.v, ban, false, NULL, &id), OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TOWN_TEST(what_is_asked_for_everywhere_waits_in_the_queue_for_another),
        TOWN_TEST(whoever_agreed_decides_on_no_appeal_against_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT
 *
 * report_flag.c -- interview reports that are out, before moderators: flagged, or with other words.
 */
#include "report_fixture.h"

#include <curbside/domain/queue.h>
#include <curbside/domain/undo.h>

static int waiting_items(struct forum *f, struct member *mod, struct queue_item *ret)
{
    const struct queue_query query = {.limit = 20};
    struct queue_page page;
    int n;

    assert_int_equal(queue_list(&f->a, &mod->v, &query, &page), OK);
    assert_int_equal(queue_count(&mod->v, &n), OK);
    assert_int_equal(n, page.n);
    *ret = page.n > 0 ? page.rows[0] : (struct queue_item){0};
    return page.n;
}

/* Three reports that are out, of people of whom the last moderates. */
static void three_are_out(struct forum *f, struct member people[static 3], report_id ids[static 3])
{
    for (int i = 0; i < 3; i++) {
        person_init(f, &people[i], i, 40);
        assert_int_equal(hand_in(f, &people[i], i, &ids[i]), OK);
    }
    count_all(f);
    f->now += DAY;
    assert_int_equal(interview_tick(&people[0].v), OK);
    forum_sql(f, "UPDATE handle SET role = 'moderator' WHERE name = 'person-2'");
    people[2].who.role = ROLE_MODERATOR;
}

static int listed(struct forum *f, struct member *m)
{
    struct report_page page;

    assert_int_equal(report_list(&f->a, &m->v, "jefferson-kimmel", NULL, 20, &page), OK);
    return page.n;
}

static void flagged_report_is_looked_at_and_removed_with_all_it_said(void **state)
{
    struct forum *f = *state;
    struct member people[3], *mod = &people[2];
    struct queue_item item;
    report_id ids[3];
    action_id removal, undone;

    three_are_out(f, people, ids);
    assert_int_equal(waiting_items(f, mod, &item), 0);
    assert_int_equal(report_flag(&people[0].v, ids[0], FLAG_DOXXING, NULL), E_OWN_POST);
    assert_int_equal(report_flag(&people[0].v, (report_id){1}, FLAG_DOXXING, NULL), E_NOTFOUND);
    assert_int_equal(report_flag(&people[1].v, ids[0], FLAG_DOXXING, "a phone number"), OK);
    assert_int_equal(report_flag(&people[1].v, ids[0], FLAG_SPAM, NULL), E_DONE_ALREADY);
    assert_int_equal(waiting_items(f, mod, &item), 1);
    assert_int_equal(item.kind, QUEUE_REPORT);
    assert_int_equal(item.count, 1);
    assert_string_equal(item.reasons[0], "doxxing");
    assert_string_equal(item.notes[0], "a phone number");
    assert_non_null(strstr(item.body, "A fine day."));
    assert_int_equal(item_remove(&people[0].v, item.item, "no-names", NULL, &removal), E_DENIED);
    assert_int_equal(item_remove(&mod->v, item.item, "no-names", NULL, &removal), OK);
    assert_int_equal(waiting_items(f, mod, &item), 0);
    assert_int_equal(listed(f, mod), 2);
    assert_int_equal(count_of(f, "SELECT count(*) FROM report WHERE state = 'removed'"
                                 " AND shown = 0"),
                     1);
    assert_int_equal(count_of(f, "SELECT count(*) FROM sighting_due"), 1);
    assert_int_equal(action_undo(&mod->v, removal, &undone), OK);
    assert_int_equal(listed(f, mod), 3);
    assert_int_equal(waiting_items(f, mod, &item), 1);
    for (int i = 0; i < 3; i++)
        person_done(&people[i]);
}

/* Kept it is as it was, and any may be removed without a flag; nobody decides on their own. */
static void flagged_report_is_kept_and_any_that_is_out_may_be_removed(void **state)
{
    struct forum *f = *state;
    struct member people[3], *mod = &people[2];
    struct queue_item item;
    report_id ids[3];
    action_id id;

    three_are_out(f, people, ids);
    assert_int_equal(report_flag(&people[1].v, ids[0], FLAG_SPAM, NULL), OK);
    assert_int_equal(waiting_items(f, mod, &item), 1);
    assert_int_equal(item_keep(&mod->v, item.item, &id), OK);
    assert_int_equal(waiting_items(f, mod, &item), 0);
    assert_int_equal(listed(f, mod), 3);
    assert_int_equal(item_keep(&mod->v, queue_item_of_report(ids[0]), &id), E_NOTFOUND);
    assert_int_equal(action_undo(&mod->v, id, &id), OK);
    assert_int_equal(waiting_items(f, mod, &item), 1);
    assert_int_equal(item_remove(&mod->v, queue_item_of_report(ids[2]), "no-names", NULL, &id),
                     E_OWN_CASE);
    assert_int_equal(item_remove(&mod->v, queue_item_of_report(ids[1]), "no-names", NULL, &id), OK);
    assert_int_equal(listed(f, mod), 2);
    for (int i = 0; i < 3; i++)
        person_done(&people[i]);
}

static void other_words_of_a_new_account_are_looked_at_before_they_show(void **state)
{
    struct forum *f = *state;
    struct member people[3], *mod = &people[2];
    struct interview_fault fault;
    struct interview_form form;
    struct queue_item item;
    report_id ids[3], id;

    three_are_out(f, people, ids);
    fill(&f->a, &form, 9); /* another answer, no other words */
    assert_int_equal(
        report_amend(&people[0].v, "jefferson-kimmel", &form, OVERRIDE_NONE, &fault, &id), OK);
    f->now += DAY;
    assert_int_equal(waiting_items(f, mod, &item), 0);
    form.texts[FIELD_COMMENTS] = "Other words.";
    assert_int_equal(
        report_amend(&people[0].v, "jefferson-kimmel", &form, OVERRIDE_NONE, &fault, &id), OK);
    assert_int_equal(waiting_items(f, mod, &item), 0); /* not while the day can be told */
    f->now += DAY;
    assert_int_equal(interview_tick(&people[0].v), OK);
    assert_int_equal(waiting_items(f, mod, &item), 1);
    assert_int_equal(item.n_reasons, 0);
    assert_non_null(strstr(item.body, "Other words."));
    for (int i = 0; i < 3; i++)
        person_done(&people[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FORUM_TEST(flagged_report_is_looked_at_and_removed_with_all_it_said),
        FORUM_TEST(flagged_report_is_kept_and_any_that_is_out_may_be_removed),
        FORUM_TEST(other_words_of_a_new_account_are_looked_at_before_they_show),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

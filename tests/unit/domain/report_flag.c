/* SPDX-License-Identifier: MIT
 *
 * report_flag.c -- interview reports that are out, before moderators: flagged, or with other words.
 */
#include "report_fixture.h"

#include <curbside/domain/appeal.h>
#include <curbside/domain/flag.h>
#include <curbside/domain/queue.h>
#include <curbside/domain/sanction.h>
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

static void moderator_init(struct forum *f, struct member *m, int no)
{
    char sql[80];

    person_init(f, m, no, 40);
    snprintf(sql, sizeof sql, "UPDATE handle SET role = 'moderator' WHERE name = 'person-%d'", no);
    forum_sql(f, sql);
    m->who.role = ROLE_MODERATOR;
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
    assert_int_equal(report_flag(&people[1].v, ids[0], FLAG_DOXXING, "call 312-555-0142"),
                     E_WORDS_PERSON);
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

/* Somebody whose word weighs: 40 days here, and posts of five of them. */
static void standing_earn(struct forum *f, struct member *m)
{
    f->now -= 20 * DAY;
    for (int day = 0; day < 5; day++) {
        must_start(f, m, "A thread");
        f->now += DAY;
    }
    f->now += 15 * DAY;
}

/* As a post collapses: at once, and nobody can unfold it; kept, it is out again at once. */
static void an_urgent_flag_hides_a_report_until_a_moderator_has_looked(void **state)
{
    struct forum *f = *state;
    struct member people[3], *mod = &people[2];
    struct queue_item item;
    struct own_report own;
    report_id ids[3];
    action_id id, undone;

    three_are_out(f, people, ids);
    assert_int_equal(report_flag(&people[0].v, ids[1], FLAG_DOXXING, NULL), OK);
    assert_int_equal(listed(f, mod), 3); /* without standing, and nothing found in it */
    standing_earn(f, &people[1]);
    assert_int_equal(report_flag(&people[1].v, ids[0], FLAG_UNKIND, NULL), OK);
    assert_int_equal(listed(f, mod), 3);
    assert_int_equal(report_flag(&people[1].v, ids[2], FLAG_PATIENT, NULL), OK);
    assert_int_equal(listed(f, mod), 2);
    assert_int_equal(report_own(&f->a, &mod->v, "jefferson-kimmel", 2026, &own), OK);
    assert_true(own.hidden);
    f->now += 5 * DAY;
    assert_int_equal(interview_tick(&people[0].v), OK);
    assert_int_equal(listed(f, mod), 2); /* not with the next batch */
    forum_sql(f, "UPDATE handle SET role = 'moderator' WHERE name = 'person-0'");
    people[0].who.role = ROLE_MODERATOR;
    assert_int_equal(waiting_items(f, mod, &item), 3);
    assert_int_equal(item_keep(&people[0].v, queue_item_of_report(ids[2]), &id), OK);
    assert_int_equal(listed(f, mod), 3);
    assert_int_equal(action_undo(&people[0].v, id, &undone), OK);
    assert_int_equal(listed(f, mod), 2);
    assert_int_equal(waiting_items(f, mod, &item), 3);
    for (int i = 0; i < 3; i++)
        person_done(&people[i]);
}

/* A finding of the safety check gives a light flag its weight. */
static void a_light_flag_hides_a_report_in_which_the_check_finds_somebody(void **state)
{
    struct forum *f = *state;
    struct member people[3];
    report_id ids[3];

    three_are_out(f, people, ids);
    forum_sql(f, "UPDATE report SET form = replace(form, 'A fine day.', 'Ask joe@example.org.')");
    assert_int_equal(report_flag(&people[0].v, ids[1], FLAG_UNKIND, NULL), OK);
    assert_int_equal(listed(f, &people[0]), 3);
    assert_int_equal(report_flag(&people[2].v, ids[1], FLAG_DOXXING, NULL), OK);
    assert_int_equal(listed(f, &people[0]), 2);
    for (int i = 0; i < 3; i++)
        person_done(&people[i]);
}

static struct sanction_page told(struct forum *f, struct member *m)
{
    struct sanction_page page;

    assert_int_equal(sanction_list_mine(&f->a, &m->v, &page), OK);
    return page;
}

/* Its author alone is told, and may ask another moderator, who brings it back as it was. */
static void the_author_of_a_removed_report_is_told_and_appeals(void **state)
{
    static const char why[] = "Nobody is named in it.";
    struct forum *f = *state;
    struct member people[3], other, *ann = &people[0], *mod = &people[2];
    struct sanction_words words;
    struct sanction_page page;
    struct queue_item item;
    enum appeal_state stands;
    report_id ids[3];
    action_id removal, id, undone;
    const char *reason;
    bool news;

    three_are_out(f, people, ids);
    moderator_init(f, &other, 7);
    assert_int_equal(item_remove(&mod->v, queue_item_of_report(ids[0]), "no-names",
                                 "A name stands in it.", &removal),
                     OK);
    assert_int_equal(sanction_has_news(&ann->v, &news), OK);
    assert_true(news);
    page = told(f, ann);
    assert_int_equal(page.n, 1);
    assert_int_equal(page.rows[0].id.v, removal.v);
    assert_int_equal(sanction_words(&f->a, &page.rows[0], &words), OK);
    assert_non_null(strstr(words.what, "Your interview report was removed"));
    assert_non_null(strstr(words.where, "Jefferson Kimmel, 2026-27"));
    assert_non_null(strstr(words.why, "A name stands in it."));
    assert_int_equal(told(f, &people[1]).n, 0);
    assert_int_equal(appeal_make(&people[1].v, removal, why, strlen(why)), E_NOTFOUND);
    assert_int_equal(appeal_make(&ann->v, removal, why, strlen(why)), OK);
    f->now += DAY;
    assert_int_equal(waiting_items(f, &other, &item), 1);
    assert_int_equal(item.kind, QUEUE_APPEAL);
    assert_non_null(strstr(item.body, "A fine day."));
    assert_int_equal(appeal_decide(&mod->v, removal, true, NULL, &id), E_SAME_PERSON);
    assert_int_equal(appeal_decide(&other.v, removal, true, NULL, &id), OK);
    assert_int_equal(listed(f, &other), 3);
    assert_int_equal(appeal_find(&f->a, &ann->v, removal, &stands, &reason), OK);
    assert_int_equal(stands, APPEAL_GRANTED);
    assert_int_equal(told(f, ann).n, 0);
    assert_int_equal(action_undo(&other.v, id, &undone), OK);
    assert_int_equal(listed(f, &other), 2);
    assert_int_equal(told(f, ann).n, 1);
    person_done(&other);
    for (int i = 0; i < 3; i++)
        person_done(&people[i]);
}

/* Nor does taking it back make room for the next one. */
static void what_a_removed_report_said_goes_when_the_time_for_an_appeal_is_over(void **state)
{
    static const char why[] = "Nobody is named in it.";
    struct forum *f = *state;
    struct member people[3], *mod = &people[2];
    report_id ids[3], another;
    action_id first, second, id;

    three_are_out(f, people, ids);
    assert_int_equal(item_remove(&mod->v, queue_item_of_report(ids[0]), "no-names", NULL, &first),
                     OK);
    assert_int_equal(item_remove(&mod->v, queue_item_of_report(ids[1]), "no-names", NULL, &second),
                     OK);
    assert_int_equal(appeal_make(&people[1].v, second, why, strlen(why)), OK);
    f->now += REPORT_REMOVED_DAYS * DAY;
    assert_int_equal(interview_tick(&mod->v), OK);
    assert_int_equal(count_of(f, "SELECT count(*) FROM report WHERE form = ''"), 0);
    f->now += DAY;
    assert_int_equal(interview_tick(&mod->v), OK);
    assert_int_equal(count_of(f, "SELECT count(*) FROM report WHERE form = ''"), 1);
    assert_int_equal(appeal_make(&people[0].v, first, why, strlen(why)), E_NOTFOUND);
    assert_int_equal(told(f, &people[0]).n, 0);
    assert_int_equal(hand_in(f, &people[0], 5, &another), E_DENIED);
    assert_int_equal(appeal_decide(&mod->v, second, false, NULL, &id), E_SAME_PERSON);
    assert_int_equal(report_withdraw(&people[1].v, "jefferson-kimmel", 2026), OK);
    assert_int_equal(count_of(f, "SELECT count(*) FROM report WHERE form = ''"), 2);
    assert_int_equal(hand_in(f, &people[1], 5, &another), E_DENIED);
    for (int i = 0; i < 3; i++)
        person_done(&people[i]);
}

/* While an appeal waits the words stay; denied late, they go at once, and nothing is left for which
 * it could wait again. */
static void a_denial_is_not_taken_back_when_the_report_has_no_words_any_more(void **state)
{
    static const char why[] = "Nobody is named in it.";
    struct forum *f = *state;
    struct member people[3], other, *mod = &people[2];
    report_id ids[3];
    action_id removal, denial, undone;

    three_are_out(f, people, ids);
    moderator_init(f, &other, 7);
    assert_int_equal(item_remove(&mod->v, queue_item_of_report(ids[0]), "no-names", NULL, &removal),
                     OK);
    assert_int_equal(appeal_make(&people[0].v, removal, why, strlen(why)), OK);
    f->now += (REPORT_REMOVED_DAYS + 1) * DAY;
    assert_int_equal(interview_tick(&mod->v), OK);
    assert_int_equal(appeal_decide(&other.v, removal, false, NULL, &denial), OK);
    assert_int_equal(action_undo(&other.v, denial, &undone), OK);
    assert_int_equal(appeal_decide(&other.v, removal, false, NULL, &denial), OK);
    f->now += DAY;
    assert_int_equal(interview_tick(&mod->v), OK);
    assert_int_equal(count_of(f, "SELECT count(*) FROM report WHERE form = ''"), 1);
    assert_int_equal(action_undo(&other.v, denial, &undone), E_STALE);
    assert_int_equal(count_of(f, "SELECT count(*) FROM appeal WHERE state = 'denied'"), 1);
    person_done(&other);
    for (int i = 0; i < 3; i++)
        person_done(&people[i]);
}

/* What became of it, as with posts; a moderator's "it stands" settles the flags it answered. */
static void the_flagger_of_a_report_is_told_what_came_of_it(void **state)
{
    struct forum *f = *state;
    struct member people[3], *mod = &people[2];
    struct flag_outcome_page page;
    int removed, kept;
    report_id ids[3];
    action_id id;

    three_are_out(f, people, ids);
    assert_int_equal(report_flag(&people[1].v, ids[0], FLAG_SPAM, NULL), OK);
    assert_int_equal(flag_outcome_list(&f->a, &people[1].v, &page), OK);
    assert_int_equal(page.n, 1);
    assert_int_equal(page.rows[0].report.v, ids[0].v);
    assert_int_equal(page.rows[0].what, FLAG_WAITS);
    assert_string_equal(page.rows[0].title, "a report of Jefferson Kimmel, 2026-27");
    assert_int_equal(item_keep(&mod->v, queue_item_of_report(ids[0]), &id), OK);
    assert_int_equal(flag_outcome_news(&people[1].v, &removed, &kept), OK);
    assert_int_equal(removed, 0);
    assert_int_equal(kept, 1);
    assert_int_equal(item_remove(&mod->v, queue_item_of_report(ids[0]), "no-spam", NULL, &id), OK);
    assert_int_equal(flag_outcome_list(&f->a, &people[1].v, &page), OK);
    assert_int_equal(page.rows[0].what, FLAG_LED_TO_REMOVAL);
    flag_outcome_told(&people[1].v, &page);
    assert_int_equal(flag_outcome_news(&people[1].v, &removed, &kept), OK);
    assert_int_equal(removed + kept, 0);
    assert_int_equal(flag_outcome_list(&f->a, &people[0].v, &page), OK);
    assert_int_equal(page.n, 0);
    for (int i = 0; i < 3; i++)
        person_done(&people[i]);
}

static void a_flag_of_a_report_is_taken_back_until_a_moderator_has_decided(void **state)
{
    struct forum *f = *state;
    struct member people[3], *mod = &people[2];
    struct flag_outcome_page page;
    struct queue_item item;
    enum flag_code code;
    report_id ids[3];
    action_id id;

    three_are_out(f, people, ids);
    assert_int_equal(report_flag_withdraw(&people[1].v, ids[0]), E_NOTFOUND);
    assert_int_equal(report_flag(&people[1].v, ids[0], FLAG_SPAM, NULL), OK);
    assert_int_equal(report_flag_get_mine(&people[1].v, ids[0], &code), OK);
    assert_int_equal(code, FLAG_SPAM);
    assert_int_equal(report_flag_get_mine(&people[0].v, ids[0], &code), E_NOTFOUND);
    assert_int_equal(report_flag(&people[2].v, ids[0], FLAG_UNKIND, NULL), OK);
    assert_int_equal(report_flag_withdraw(&people[1].v, ids[0]), OK);
    assert_int_equal(waiting_items(f, mod, &item), 1);
    assert_string_equal(item.reasons[0], "unkind");
    assert_int_equal(report_flag_withdraw(&people[2].v, ids[0]), OK);
    assert_int_equal(waiting_items(f, mod, &item), 0);
    assert_int_equal(flag_outcome_list(&f->a, &people[1].v, &page), OK);
    assert_int_equal(page.n, 0);
    assert_int_equal(report_flag(&people[1].v, ids[0], FLAG_SPAM, NULL), OK);
    assert_int_equal(item_keep(&mod->v, queue_item_of_report(ids[0]), &id), OK);
    assert_int_equal(report_flag_withdraw(&people[1].v, ids[0]), E_FLAG_DECIDED);
    /* Words that nobody looked at, of an author without standing, are not let go by it. */
    forum_sql(f, "UPDATE report SET counts = 0");
    assert_int_equal(report_flag(&people[1].v, ids[2], FLAG_SPAM, NULL), OK);
    assert_int_equal(report_flag_withdraw(&people[1].v, ids[2]), OK);
    assert_int_equal(waiting_items(f, mod, &item), 1);
    for (int i = 0; i < 3; i++)
        person_done(&people[i]);
}

/* A session that was made by a command knows no more than the token. */
static void a_flag_made_by_command_is_found_by_its_token(void **state)
{
    struct forum *f = *state;
    struct member people[3], *mod = &people[2];
    struct flag_outcome_page page;
    report_id ids[3];
    action_id id;

    three_are_out(f, people, ids);
    assert_int_equal(report_flag(&people[1].v, ids[0], FLAG_SPAM, NULL), OK);
    state_free(people[1].v.state);
    people[1].v.state = state_new(f->now);
    assert_int_equal(item_remove(&mod->v, queue_item_of_report(ids[0]), "no-spam", NULL, &id), OK);
    assert_int_equal(flag_outcome_list(&f->a, &people[1].v, &page), OK);
    assert_int_equal(page.n, 1);
    assert_int_equal(page.rows[0].what, FLAG_LED_TO_REMOVAL);
    for (int i = 0; i < 3; i++)
        person_done(&people[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FORUM_TEST(flagged_report_is_looked_at_and_removed_with_all_it_said),
        FORUM_TEST(flagged_report_is_kept_and_any_that_is_out_may_be_removed),
        FORUM_TEST(other_words_of_a_new_account_are_looked_at_before_they_show),
        FORUM_TEST(an_urgent_flag_hides_a_report_until_a_moderator_has_looked),
        FORUM_TEST(a_light_flag_hides_a_report_in_which_the_check_finds_somebody),
        FORUM_TEST(the_author_of_a_removed_report_is_told_and_appeals),
        FORUM_TEST(what_a_removed_report_said_goes_when_the_time_for_an_appeal_is_over),
        FORUM_TEST(a_denial_is_not_taken_back_when_the_report_has_no_words_any_more),
        FORUM_TEST(the_flagger_of_a_report_is_told_what_came_of_it),
        FORUM_TEST(a_flag_of_a_report_is_taken_back_until_a_moderator_has_decided),
        FORUM_TEST(a_flag_made_by_command_is_found_by_its_token),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

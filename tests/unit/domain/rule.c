/* SPDX-License-Identifier: MIT
 *
 * rule.c -- house rules are changed, made and retired, and what was done by them stays explained.
 */
#include "unit/domain/staff_fixture.h"

#include <curbside/domain/decide.h>
#include <curbside/domain/rule_edit.h>
#include <curbside/domain/undo.h>

static const struct rule_change as_is = {.retired = RULE_AS_IS};

static struct rule rule_now(const char *name)
{
    struct rule rule;

    assert_int_equal(rule_explain(&town.f->a, &town.guest.v, name, &rule), OK);
    return rule;
}

static int in_force(void)
{
    struct rule_page page;

    assert_int_equal(rule_list(&town.f->a, &town.guest.v, &page), OK);
    return page.n;
}

static void only_sysops_change_rules(void **state)
{
    struct rule_change c = as_is;
    action_id id;
    int no;

    (void)state;
    c.title = "Other";
    assert_int_equal(rule_edit(&town.mod.v, "no-spam", &c, &id), E_DENIED);
    assert_int_equal(rule_make(&town.guest.v, "new", &c, &id), E_GUEST);
    assert_int_equal(template_add(&town.mod.v, "no-spam", "Words.", &no, &id), E_DENIED);
    assert_int_equal(rule_edit(&town.sysop.v, "nothing", &c, &id), E_RULE_UNKNOWN);
}

/* It would be refused to every moderator who picks it. */
static void a_reason_to_pick_names_nobody(void **state)
{
    struct rule_change c = as_is;
    action_id id;
    int no;

    (void)state;
    c.reason = "As amber-wren-1 does.";
    assert_int_equal(rule_edit(&town.sysop.v, "no-spam", &c, &id), E_WORDS_PERSON);
    assert_int_equal(template_add(&town.sysop.v, "no-spam", "Call 412-555-1234", &no, &id),
                     E_WORDS_PERSON);
    assert_int_equal(template_add(&town.sysop.v, "no-spam", "Too much.", &no, &id), OK);
    assert_int_equal(template_edit(&town.sysop.v, "no-spam", no, "By ~quiet-heron", &id),
                     E_WORDS_PERSON);
    assert_int_equal(template_edit(&town.sysop.v, "no-spam", no, NULL, &id), OK);
}

static void a_shipped_rule_has_other_words_until_that_is_taken_back(void **state)
{
    struct rule_change c = as_is;
    action_id one, two, id;

    (void)state;
    assert_int_equal(rule_edit(&town.sysop.v, "no-spam", &c, &id), E_DONE_ALREADY);
    c.text = "Say who pays you.";
    assert_int_equal(rule_edit(&town.sysop.v, "no-spam", &c, &one), OK);
    c.text = "Nobody sells here.";
    assert_int_equal(rule_edit(&town.sysop.v, "no-spam", &c, &two), OK);
    assert_string_equal(rule_now("no-spam").text, "Nobody sells here.");
    assert_string_equal(rule_now("no-spam").title, "No spam");
    c.text = " ";
    assert_int_equal(rule_edit(&town.sysop.v, "no-spam", &c, &id), E_WORDS_EMPTY);
    assert_int_equal(action_undo(&town.sysop.v, one, &id), E_STALE);
    assert_int_equal(action_undo(&town.sysop.v, two, &id), OK);
    assert_string_equal(rule_now("no-spam").text, "Say who pays you.");
    assert_int_equal(action_undo(&town.sysop.v, one, &id), OK);
    assert_string_equal(rule_now("no-spam").text, "Say so when you gain from what you recommend.");
}

static void nothing_is_decided_by_a_retired_rule_and_what_was_stays_explained(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);
    struct rule_change c = as_is;
    action_id retired, id;
    int before = in_force();

    (void)state;
    c.retired = 1;
    assert_int_equal(rule_edit(&town.sysop.v, "no-spam", &c, &retired), OK);
    assert_int_equal(in_force(), before - 1);
    assert_int_equal(post_remove(&town.mod.v, made.post, "no-spam", NULL, &id), E_RULE_UNKNOWN);
    assert_true(rule_now("no-spam").retired);
    assert_int_equal(action_undo(&town.sysop.v, retired, &id), OK);
    assert_int_equal(post_remove(&town.mod.v, made.post, "no-spam", NULL, &id), OK);
}

static void a_rule_that_was_made_is_retired_by_undoing_and_one_always_stands(void **state)
{
    struct rule_change c = {"Own", "Bring your own cup.", "Where is your cup?", RULE_AS_IS};
    struct rule_page page;
    action_id made, id;

    (void)state;
    assert_int_equal(rule_make(&town.sysop.v, "Bad Name", &c, &id), E_USAGE);
    assert_int_equal(rule_make(&town.sysop.v, "a-name-of-twenty-four-ch", &c, &id), E_USAGE);
    assert_int_equal(rule_make(&town.sysop.v, "no-spam", &c, &id), E_IN_USE);
    assert_int_equal(rule_make(&town.sysop.v, "cups", &as_is, &id), E_WORDS_EMPTY);
    assert_int_equal(rule_make(&town.sysop.v, "cups", &c, &made), OK);
    assert_int_equal(rule_list(&town.f->a, &town.guest.v, &page), OK);
    c = as_is;
    c.retired = 1;
    for (int i = 0; i < page.n - 1; i++)
        assert_int_equal(rule_edit(&town.sysop.v, page.rows[i].name, &c, &id), OK);
    assert_int_equal(in_force(), 1);
    assert_int_equal(rule_edit(&town.sysop.v, "cups", &c, &id), E_RULE_LAST);
    assert_int_equal(action_undo(&town.sysop.v, made, &id), E_RULE_LAST);
    c.retired = 0;
    assert_int_equal(rule_edit(&town.sysop.v, "kindness", &c, &id), OK);
    assert_int_equal(action_undo(&town.sysop.v, made, &id), OK);
    assert_true(rule_now("cups").retired);
}

static int templates(const char *rule)
{
    struct template_page page;

    assert_int_equal(template_list(&town.f->a, &town.mod.v, rule, &page), OK);
    return page.n;
}

static void reasons_are_added_changed_removed_and_taken_back(void **state)
{
    action_id added, edited, removed, id;
    int no, other;

    (void)state;
    assert_int_equal(template_add(&town.sysop.v, "kindness", " ", &no, &id), E_WORDS_EMPTY);
    assert_int_equal(template_add(&town.sysop.v, "kindness", "Softer.", &no, &added), OK);
    assert_int_equal(template_edit(&town.sysop.v, "kindness", no, "Softer.", &id), E_DONE_ALREADY);
    assert_int_equal(template_edit(&town.sysop.v, "kindness", no, "Soft.", &id), OK);
    assert_int_equal(template_edit(&town.sysop.v, "kindness", no, "Much softer.", &edited), OK);
    assert_int_equal(action_undo(&town.sysop.v, id, &id), E_STALE); /* that came later */
    assert_int_equal(template_edit(&town.sysop.v, "kindness", no, NULL, &removed), OK);
    assert_int_equal(template_edit(&town.sysop.v, "kindness", no, NULL, &id), E_NOTFOUND);
    assert_int_equal(action_undo(&town.sysop.v, edited, &id), E_STALE);
    assert_int_equal(template_add(&town.sysop.v, "kindness", "Another.", &other, &id), OK);
    assert_int_equal(other, no);
    assert_int_equal(action_undo(&town.sysop.v, removed, &id), E_STALE);
    assert_int_equal(template_edit(&town.sysop.v, "kindness", no, NULL, &id), OK);
    assert_int_equal(action_undo(&town.sysop.v, removed, &id), OK);
    assert_int_equal(action_undo(&town.sysop.v, edited, &id), OK);
    assert_int_equal(templates("kindness"), 1);
    assert_int_equal(action_undo(&town.sysop.v, added, &id), E_STALE);
    assert_int_equal(template_edit(&town.sysop.v, "kindness", no, "Softer.", &id), OK);
    assert_int_equal(action_undo(&town.sysop.v, added, &id), OK);
    assert_int_equal(templates("kindness"), 0);
    for (int i = 0; i < TEMPLATES_MAX; i++)
        assert_int_equal(template_add(&town.sysop.v, "kindness", "One.", &no, &id), OK);
    assert_int_equal(template_add(&town.sysop.v, "kindness", "One.", &no, &id), E_RULES_FULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TOWN_TEST(a_reason_to_pick_names_nobody),
        TOWN_TEST(only_sysops_change_rules),
        TOWN_TEST(a_shipped_rule_has_other_words_until_that_is_taken_back),
        TOWN_TEST(nothing_is_decided_by_a_retired_rule_and_what_was_stays_explained),
        TOWN_TEST(a_rule_that_was_made_is_retired_by_undoing_and_one_always_stands),
        TOWN_TEST(reasons_are_added_changed_removed_and_taken_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

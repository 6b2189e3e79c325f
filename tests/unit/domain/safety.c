/* SPDX-License-Identifier: MIT
 *
 * safety.c -- the safety check where texts are handed in: what stops, what is told, what is
 * counted, and that a handle and an alias are never added up.
 */
#include "unit/domain/forum_fixture.h"

#include <sys/stat.h>

#include <curbside/domain/alias_rules.h>
#include <curbside/domain/edit.h>
#include <curbside/domain/safety.h>

#include "who_secret.h"

static const struct safety_finding *find(const struct safety_report *r, const char *rule)
{
    for (int i = 0; i < r->n; i++)
        if (strcmp(r->rows[i].rule, rule) == 0)
            return &r->rows[i];
    return NULL;
}

static int64_t counted(struct forum *f, const char *rule, int64_t day)
{
    char sql[160];

    snprintf(sql, sizeof sql,
             "SELECT ifnull(sum(n), 0) FROM safety_count WHERE rule = '%s' AND day = %lld", rule,
             (long long)day);
    return forum_number(f, sql);
}

static struct safety_report look(struct forum *f, struct member *m, const struct submission *s)
{
    struct safety_report report;

    assert_int_equal(safety_check(&f->a, &m->v, s, &report), OK);
    return report;
}

static void what_stops_is_not_posted_without_a_reason_its_rule_knows(void **state)
{
    struct forum *f = *state;
    struct member m;
    struct submitted made;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    struct submission s = thread_of(f->board, "T", "MRN 4482913, call 215-555-0143");
    assert_int_equal(post_submit(&m.v, &s, &made), E_BLOCKED);
    assert_true(look(f, &m, &s).blocked);
    s.override = OVERRIDE_PUBLIC; /* good for the phone, not for the record */
    assert_int_equal(post_submit(&m.v, &s, &made), E_BLOCKED);
    s.override = OVERRIDE_EXAMPLE;
    assert_false(look(f, &m, &s).blocked);
    assert_int_equal(post_submit(&m.v, &s, &made), OK);
    member_done(&m);
}

static void a_title_is_looked_at_as_well(void **state)
{
    struct forum *f = *state;
    struct member m;
    struct submitted made;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    const struct submission s = thread_of(f->board, "MRN 4482913", "Nothing here.");
    struct safety_report report = look(f, &m, &s);
    assert_int_equal(report.n, 1);
    assert_int_equal(report.rows[0].field, SAFETY_TITLE);
    assert_string_equal(report.rows[0].find.text, "4482913");
    assert_int_equal(post_submit(&m.v, &s, &made), E_BLOCKED);
    member_done(&m);
}

static void a_warning_is_told_and_the_text_is_posted(void **state)
{
    struct forum *f = *state;
    struct member m;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    const struct submission s = thread_of(f->board, "T", "Dr. Whitcomb runs it.");
    struct safety_report report = look(f, &m, &s);
    assert_false(report.blocked);
    assert_non_null(find(&report, "name"));
    must_submit(&m, &s);
    member_done(&m);
}

static void a_text_is_looked_at_as_it_will_be_stored(void **state)
{
    struct forum *f = *state;
    struct member m;
    struct submitted made;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    const struct submission s = thread_of(f->board, "T", "call 215-\x1b[1m555-0143");
    assert_int_equal(post_submit(&m.v, &s, &made), E_BLOCKED);
    member_done(&m);
}

static void only_a_count_by_rule_and_day_is_kept(void **state)
{
    struct forum *f = *state;
    int64_t today = time_floor_day(f->now);
    struct member m;
    struct submitted made;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    const struct submission stopped = thread_of(f->board, "T", "MRN 4482913 and MRN 4482914");
    assert_int_equal(post_submit(&m.v, &stopped, &made), E_BLOCKED);
    const struct submission told = thread_of(f->board, "T", "Dr. Whitcomb runs it.");
    must_submit(&m, &told);
    must_submit(&m, &told); /* the same token: nothing happens twice */
    assert_int_equal(counted(f, "record", today), 1);
    assert_int_equal(counted(f, "name", today), 1);
    assert_int_equal(counted(f, "name", today - DAY), 0);
    assert_int_equal(counted(f, "email", today), 0);
    look(f, &m, &told);
    assert_int_equal(counted(f, "name", today), 1); /* looking is not counted */
    member_done(&m);
}

static void an_edit_is_looked_at_like_a_post(void **state)
{
    struct forum *f = *state;
    static const char text[] = "Better: MRN 4482913";
    struct member m;
    struct safety_report report;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    const struct submission s = thread_of(f->board, "T", "First.");
    post_id post = must_submit(&m, &s).post;
    assert_int_equal(post_edit_check(&f->a, &m.v, post,
                                     &(struct post_text){.body = text, .n = sizeof text - 1},
                                     OVERRIDE_NONE, &report),
                     OK);
    assert_true(report.blocked);
    assert_int_equal(post_edit(&m.v, post, text, sizeof text - 1), E_BLOCKED);
    assert_int_equal(post_edit_override(&m.v, post, text, sizeof text - 1, OVERRIDE_EXAMPLE), OK);
    assert_int_equal(post_edit(&m.v, post, text, sizeof text - 1), OK); /* nothing changes */
    member_done(&m);
}

static void facts_add_up_over_the_posts_of_a_handle(void **state)
{
    struct forum *f = *state;
    struct member m, other;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    member_init(f, &other, "lucid-ibex-2", ROLE_MEMBER);
    thread_id thread = must_start(f, &m, "T");
    must_reply(&m, thread, "I go to Drexel.");
    must_reply(&m, thread, "I'm a woman.");
    struct submission third = reply_of(thread, "My Step 2 was 247.");
    struct safety_report report = look(f, &m, &third);
    assert_int_equal(report.facts, 3);
    assert_non_null(find(&report, "identity-budget"));
    report = look(f, &other, &third);
    assert_int_equal(report.facts, 1);
    assert_null(find(&report, "identity-budget"));
    must_submit(&m, &third);
    struct submission fourth = reply_of(thread, "I'm from Ohio.");
    report = look(f, &m, &fourth);
    assert_int_equal(report.facts, 4);
    assert_non_null(find(&report, "identity-budget-4"));
    member_done(&other);
    member_done(&m);
}

/* An editor looks after every pause; what was posted before is read once. */
static void looking_again_remembers_what_was_posted_before(void **state)
{
    struct forum *f = *state;
    struct safety_memory memory = {0};
    struct safety_report report;
    struct submission s;
    struct member m;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    s = thread_of(f->board, "T", "I'm an M3 and I go to Drexel.");
    must_submit(&m, &s);
    s = thread_of(f->board, "As a woman I ask", "I'm from Ohio, and I go to Drexel.");
    for (int i = 0; i < 2; i++) {
        assert_int_equal(safety_check_on(&f->a, &m.v, &s, &memory, &report), OK);
        assert_int_equal(report.facts, 4);
        assert_non_null(find(&report, "identity-budget-4"));
        assert_int_equal(report.n_told, 2);
        assert_int_equal(report.told[0].field, SAFETY_TITLE);
        assert_string_equal(report.told[1].find.text, "Ohio");
        forum_sql(f, "DELETE FROM post");
    }
    s.body = "Nothing new: I go to Drexel.";
    s.body_n = strlen(s.body);
    assert_int_equal(safety_check_on(&f->a, &m.v, &s, &memory, &report), OK);
    assert_int_equal(report.facts, 3); /* and what the title tells */
    member_done(&m);
}

static void a_text_that_goes_nowhere_is_looked_at_for_guests_too(void **state)
{
    struct forum *f = *state;
    static const char text[] = "I'm from Ohio. MRN 4482913";
    struct member m, guest;
    struct safety_report report;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    member_init(f, &guest, "", ROLE_GUEST);
    thread_id thread = must_start(f, &m, "T");
    must_reply(&m, thread, "I go to Drexel. I'm a woman.");
    assert_int_equal(safety_check_text(&f->a, &m.v, text, sizeof text - 1, &report), OK);
    assert_int_equal(report.facts, 3);
    assert_int_equal(safety_check_text(&f->a, &guest.v, text, sizeof text - 1, &report), OK);
    assert_int_equal(report.facts, 1);
    assert_true(report.blocked);
    member_done(&m);
}

/* ---- aliases ---- */

static void a_handle_and_an_alias_are_never_added_up(void **state)
{
    struct forum *f = *state;
    char seal[96];
    struct member m;

    snprintf(seal, sizeof seal, "%s/seal", f->dir);
    assert_int_equal(mkdir(seal, 0700), 0);
    const struct alias_rules rules = {true, seal, 10, 60, 120, 0};
    board_id vent = forum_board(f, "vent", "alias", true, false);
    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    m.who.secret = secret_new(sizeof *m.who.secret);
    memset(m.who.secret, 7, sizeof *m.who.secret);
    m.v.alias = &rules;

    struct submission open = thread_of(f->board, "T", "I go to Drexel. I'm a woman.");
    open.face = FACE_HANDLE;
    thread_id thread = must_submit(&m, &open).thread;
    struct submission s = thread_of(vent, "V", "My Step 2 was 247.");
    s.face = FACE_ALIAS;
    struct safety_report report = look(f, &m, &s);
    assert_int_equal(report.facts, 1);
    must_submit(&m, &s);
    struct submission next = thread_of(vent, "W", "I'm from Ohio.");
    next.face = FACE_ALIAS;
    assert_int_equal(look(f, &m, &next).facts, 1); /* another thread, another name */
    struct submission again = reply_of(thread, "Thanks.");
    again.face = FACE_HANDLE;
    assert_int_equal(look(f, &m, &again).facts, 2);
    secret_free(m.who.secret);
    m.who.secret = NULL;
    member_done(&m);
}

static void an_alias_is_added_up_in_its_thread_waiting_posts_included(void **state)
{
    struct forum *f = *state;
    char seal[96];
    struct member m, other;

    snprintf(seal, sizeof seal, "%s/seal", f->dir);
    assert_int_equal(mkdir(seal, 0700), 0);
    const struct alias_rules rules = {true, seal, 0, 60, 120, 0};
    const struct alias_rules waiting = {true, seal, 10, 60, 120, 0};
    board_id vent = forum_board(f, "vent", "alias", true, false);
    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    member_init(f, &other, "lucid-ibex-2", ROLE_MEMBER);
    m.who.secret = secret_new(sizeof *m.who.secret);
    other.who.secret = secret_new(sizeof *other.who.secret);
    memset(m.who.secret, 7, sizeof *m.who.secret);
    memset(other.who.secret, 9, sizeof *other.who.secret);
    m.v.alias = other.v.alias = &rules;

    struct submission s = thread_of(vent, "V", "My Step 2 was 247.");
    s.face = FACE_ALIAS;
    thread_id thread = must_submit(&m, &s).thread;
    m.v.alias = &waiting;
    struct submission second = reply_of(thread, "I'm a woman.");
    second.face = FACE_ALIAS;
    assert_true(must_submit(&m, &second).waits);
    struct submission third = reply_of(thread, "I'm from Ohio.");
    third.face = FACE_ALIAS;
    assert_int_equal(look(f, &m, &third).facts, 3);
    assert_int_equal(look(f, &other, &third).facts, 1);
    secret_free(m.who.secret);
    secret_free(other.who.secret);
    m.who.secret = other.who.secret = NULL;
    member_done(&other);
    member_done(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FORUM_TEST(what_stops_is_not_posted_without_a_reason_its_rule_knows),
        FORUM_TEST(a_title_is_looked_at_as_well),
        FORUM_TEST(a_warning_is_told_and_the_text_is_posted),
        FORUM_TEST(a_text_is_looked_at_as_it_will_be_stored),
        FORUM_TEST(only_a_count_by_rule_and_day_is_kept),
        FORUM_TEST(an_edit_is_looked_at_like_a_post),
        FORUM_TEST(facts_add_up_over_the_posts_of_a_handle),
        FORUM_TEST(looking_again_remembers_what_was_posted_before),
        FORUM_TEST(a_text_that_goes_nowhere_is_looked_at_for_guests_too),
        FORUM_TEST(a_handle_and_an_alias_are_never_added_up),
        FORUM_TEST(an_alias_is_added_up_in_its_thread_waiting_posts_included),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

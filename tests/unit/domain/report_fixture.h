/* SPDX-License-Identifier: MIT
 *
 * report_fixture.h -- the forum of forum_fixture.h with people who hand in interview reports.
 * Included by one test program each.
 */
#ifndef CURBSIDE_TESTS_REPORT_FIXTURE_H
#define CURBSIDE_TESTS_REPORT_FIXTURE_H

#include "unit/domain/forum_fixture.h"

#include <curbside/base/random.h>
#include <curbside/domain/interview.h>

#include "who_secret.h"

static const struct figure_rules every_day = {
    .minimum = 5, .split_minimum = 10, .new_rows = 5, .days = UINT32_MAX};
static struct key pepper = {{9}};

/* A member with a root of their own, who joined `days` ago. */
__attribute__((unused)) static void person_init(struct forum *f, struct member *m, int no, int days)
{
    char name[HANDLE_SIZE];

    snprintf(name, sizeof name, "person-%d", no);
    member_init(f, m, name, ROLE_MEMBER);
    m->who.secret = secret_new(sizeof *m->who.secret);
    assert_non_null(m->who.secret);
    random_fill(&forum_random, &m->who.secret->root, sizeof m->who.secret->root);
    m->who.joined_day = time_floor_day(f->now) - days * DAY;
    m->v.pepper = &pepper;
    m->v.figures = &every_day;
}

__attribute__((unused)) static void person_done(struct member *m)
{
    secret_free(m->who.secret);
    member_done(m);
}

/* Fill the seven, of the day and the cycle the fixture's clock stands in. */
__attribute__((unused)) static void fill(struct arena *a, struct interview_form *f, int stress)
{
    struct interview_fault fault;
    char written[256];

    interview_form_init(f);
    snprintf(written, sizeof written,
             "cycle: 2026-27\nmonth: 2026-10\nmodality: virtual\nformat: mmi\nstress: %d\n"
             "impression: 1\nminutes: 90\nquestion: Why this school?\ncomments: A fine day.\n",
             stress);
    assert_int_equal(interview_form_parse(a, written, strlen(written), f, &fault), OK);
}

__attribute__((unused)) static enum err hand_in(struct forum *f, struct member *m, int stress,
                                                report_id *ret)
{
    struct interview_form form;
    struct interview_fault fault;

    fill(&f->a, &form, stress);
    return report_add(&m->v, "jefferson-kimmel", &form, OVERRIDE_NONE, &fault, ret);
}

/* As if its author had earned standing. */
__attribute__((unused)) static void count_all(struct forum *f)
{
    forum_sql(f, "UPDATE report SET counts = 1, state = 'accepted', until = NULL");
}

__attribute__((unused)) static int count_of(struct forum *f, const char *select)
{
    return forum_number(f, select);
}

#endif

/* SPDX-License-Identifier: MIT
 *
 * report_fields.h -- the questions of an interview report as pages of a form: which fields a page
 * has, and the answers that go into them and come out.
 */
#ifndef SCREENS_REPORT_FIELDS_H
#define SCREENS_REPORT_FIELDS_H

#include <curbside/domain/interview_form.h>
#include <curbside/ui/form.h>

enum {
    REPORT_PAGES = 4, /* what every report has; the day; how it was; words */
    REPORT_CHOICES = 18,
    REPORT_CYCLES = 8,      /* to choose from, this one and those before */
    REPORT_MONTHS = 14,     /* of a cycle, July to the second August */
    REPORT_MONTH_SIZE = 12, /* "Jul 2026" */
};

struct report_field {
    enum interview_field_id id;
    int choice; /* of a question with several answers, a toggle each; else -1 */
};

struct report_fields {
    struct form_field fields[FORM_FIELDS];
    struct report_field of[FORM_FIELDS];
    const char *choices[FORM_FIELDS][REPORT_CHOICES]; /* the first of a choice is no answer */
    char cycles[REPORT_CYCLES][INTERVIEW_CYCLE_SIZE];
    char months[REPORT_MONTHS][REPORT_MONTH_SIZE];
    int newest; /* cycle that can be chosen */
    int n;
};

/* "What every report has" */
const char *report_page_name(int page);
/* The page on which a question stands. */
int report_page_of(enum interview_field_id id);

/* The fields of a page; `cycle` is the newest that can be chosen. */
void report_fields_make(int page, int cycle, struct report_fields *ret);
/* The cycle that is chosen; where none is, or on a page that does not ask it, `otherwise`. */
int report_fields_cycle(const struct report_fields *r, const struct form *f, int otherwise);
/* "2026-27" */
const char *report_cycle_words(struct arena *a, int cycle);
/* Months have the year that they lie in of the cycle that is chosen: after each change of the form.
 */
void report_fields_follow(struct report_fields *r, const struct form *f);
/* Answers into the form. E_NOMEM. */
NODISCARD enum err report_fields_show(struct report_fields *r, struct form *f,
                                      const struct interview_form *answers);
/* And out of it; what the page leaves open is taken back. E_USAGE with *fault; texts go to `a`. */
NODISCARD enum err report_fields_take(const struct report_fields *r, struct form *f,
                                      struct arena *a, struct interview_form *answers,
                                      struct interview_fault *fault);
/* The same for keeping it half written: what cannot be is left out. E_NOMEM. */
NODISCARD enum err report_fields_take_loosely(const struct report_fields *r, struct form *f,
                                              struct arena *a, struct interview_form *answers);
/* Its place on the page, -1: it is on another. */
int report_fields_find(const struct report_fields *r, const struct interview_field *field);

/* What was answered, to be read back: "You said: Cycle: 2026-27; Month: 2026-10; ...". NULL:
 * nothing was. */
const char *report_answers_words(struct arena *a, const struct interview_form *f);

#endif

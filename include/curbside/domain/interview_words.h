/* SPDX-License-Identifier: MIT
 *
 * interview_words.h -- figures and reports in the words people read, the same by command and on
 * screens.
 *
 * Everything here is made of shown values alone. A count that is too small to show is "<5", one
 * that is withheld so that a smaller one cannot be worked out is "-"; both are drawn as the lowest
 * bar of a plot.
 */
#ifndef CURBSIDE_DOMAIN_INTERVIEW_WORDS_H
#define CURBSIDE_DOMAIN_INTERVIEW_WORDS_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/domain/interview.h>

/* What stands on every page with figures. */
extern const char interview_caution[];
extern const char interview_caution_said[]; /* the same read aloud, without signs */

/* "about 65", "<5", "-". */
const char *figure_count_words(struct arena *a, int shown);
/* "October 2026" of a month as INTERVIEW_MONTH. */
const char *figure_month_words(struct arena *a, int month);

/* "▁▃▅" of a row of numbers, of which the highest possible is `top`; 0 leaves a gap. No bar fills
 * its cell, so that plots may stand in successive rows. NULL without memory. */
const char *figure_bars(struct arena *a, const int *values, int n, int top);

/* One line of a page: "Stress  0 ▁▂▅▇▅▂ 10  median 4 (3-6)". */
struct figure_line {
    enum interview_field_id field;
    const char *label;
    const char *low, *high; /* what the ends of the plot stand for */
    const char *plot;       /* NULL: none; a sign for each bar */
    int half_from, half_to; /* between these bars lies the middle half; both 0: it is not shown */
    const char *bars;       /* how many each bar of it stands for: "2: about 5, 3: 10" */
    const char *words;      /* what the plot says, in numbers */
};

enum {
    FIGURE_LINES = 40
};

struct figure_lines {
    struct figure_line rows[FIGURE_LINES];
    int n;
};

/* `all`: also what is asked of few, and only where something of it may be shown. Without, the eight
 * lines that every page has. E_NOMEM. */
NODISCARD enum err figure_lines(struct arena *a, const struct figures *f, bool all,
                                struct figure_lines *ret);

/* What one wants to know of the day the night before, the first thing first: at most
 * FIGURE_LINES_DAY. E_NOMEM. */
enum {
    FIGURE_LINES_DAY = 6
};
NODISCARD enum err figure_lines_day(struct arena *a, const struct figures *f,
                                    struct figure_lines *ret);

/* "about 65 reports, newest October 2026", or why there are no figures. */
const char *figure_summary_words(struct arena *a, const struct school_figures *page);

/* "self-report", "corroborated by 3, disputed by 2", "self-report, called outdated by 1". */
const char *report_evidence_words(struct arena *a, const struct report *r);
/* "better than before"; "no impression" where none was said. */
const char *report_impression_words(const struct interview_form *f);
/* To who judges a report without standing. */
extern const char report_uncounted[];
/* "MD · Philadelphia PA", "MBBS · Dublin, IE". */
const char *school_place_words(struct arena *a, const struct school *s);
/* "All campuses of LECOM are counted together." *ret is NULL for a school that has no campuses and
 * is none. E_NOMEM. */
NODISCARD enum err school_pool_words(struct arena *a, const struct school *s, const char **ret);

#endif

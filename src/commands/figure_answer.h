/* SPDX-License-Identifier: MIT
 *
 * figure_answer.h -- a school's page of figures as an answer, the same in every command that gives
 * one.
 */
#ifndef CURBSIDE_COMMANDS_FIGURE_ANSWER_H
#define CURBSIDE_COMMANDS_FIGURE_ANSWER_H

#include <jansson.h>

#include <curbside/commands/command.h>
#include <curbside/domain/interview_words.h>
#include <curbside/domain/report_digest.h>

/* All that is known of a school, from the snapshot and from the reports that are out. */
struct school_answer {
    struct school_figures page;
    struct report_digest digest;
};

/* By what was typed. E_NOTFOUND E_AMBIGUOUS with their sentences, also for a cycle without a page.
 */
NODISCARD enum err school_answer_get(struct command *c, const char *typed, int cycle,
                                     struct school_answer *ret);

/* {school, shown, reports, snapshot, cycles, metrics, formats, outcomes, questions}; NULL: memory.
 */
json_t *school_answer_json(struct command *c, const struct school_answer *s);

/* Who it is, of how many reports, as of when. E_NOMEM. */
NODISCARD enum err school_answer_head(struct command *c, const struct school_answer *s);
NODISCARD enum err school_answer_figures(struct command *c, const struct school_answer *s,
                                         bool all);
void school_answer_words(struct command *c, const struct school_answer *s, int questions,
                         int wishes);
/* What one needs the night before, cut so that it stands on one screen of 24 lines. */
NODISCARD enum err school_answer_night(struct command *c, const struct school_answer *s);
/* What stands under every page. */
void school_answer_caution(struct command *c);

#endif

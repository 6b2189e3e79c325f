/* SPDX-License-Identifier: MIT
 *
 * question_rows.h -- between the files about the question bank.
 */
#ifndef DOMAIN_QUESTION_ROWS_H
#define DOMAIN_QUESTION_ROWS_H

#include <curbside/domain/questions.h>
#include <curbside/store/questions.h>

/* A row as it may be shown. */
NODISCARD enum err question_from_row(const struct visit *v, const struct question_row *row,
                                     struct question *ret);
/* A count of sightings as it may be shown; `where` names the list it stands in. */
int question_count_shown(const struct visit *v, question_id id, const char *where, int64_t count);
/* Tags by the words of a question, "ethics consent"; NULL without memory. */
const char *question_tags_of(struct arena *a, const char *words);
/* What kind a question of a report most likely is, by its words, its tags and how the interview
 * was; and is it one that should not be asked? */
struct interview_form;
const char *question_kind_guess(const char *words, const char *tags,
                                const struct interview_form *form);
bool question_is_improper(const char *words);

/* For undo.c: a merge or a "they are two", and what question_set_kind() did. E_STALE E_CORRUPT. */
struct action_row;
NODISCARD enum err undo_question(struct arena *a, struct visit *v, const struct action_row *row,
                                 const char *was);
NODISCARD enum err undo_question_kind(struct arena *a, struct visit *v,
                                      const struct action_row *row, const char *was);

#endif

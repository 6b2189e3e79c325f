/* SPDX-License-Identifier: MIT
 *
 * questions.h -- rows of the question bank: wordings, their words, where they were seen, and which
 * two may be one. Nothing here leads to a report or to who wrote it.
 */
#ifndef CURBSIDE_STORE_QUESTIONS_H
#define CURBSIDE_STORE_QUESTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/store/db.h>
#include <curbside/store/ids.h>

struct question_row {
    question_id id;
    const char *words;
    const char *text;
    const char *kind;
    const char *level;
    const char *tags;
    bool solo, improper, starter;
    bool kind_set;    /* by a moderator: starters do not change it */
    question_id root; /* itself, unless it was merged */
    question_id into; /* 0: not merged */
    int64_t seen;     /* of the whole group; for lists of a school: there */
    int64_t schools;
    int last_cycle;
};

struct question_rows {
    struct question_row *rows;
    int n;
};

/* What narrows a list; "" for anything. */
struct question_narrow {
    const char *kind, *level;
};

/* ---- wordings ---- */

/* seen, schools and last_cycle are 0 at first. E_IN_USE: the id or the words are there. */
NODISCARD enum err questions_insert(struct db *db, const struct question_row *row);
NODISCARD enum err questions_word_add(struct db *db, const char *word, question_id id);
/* What is shipped about it changed: kind (unless it was set), level, solo, improper; and it is a
 * starter now. */
NODISCARD enum err questions_set_starter(struct db *db, const struct question_row *row);
/* `set`: it is a moderator's word. */
NODISCARD enum err questions_set_kind(struct db *db, question_id id, const char *kind, bool set);
/* E_NOTFOUND. */
NODISCARD enum err questions_get(struct arena *a, struct db *db, question_id id,
                                 struct question_row *ret);
NODISCARD enum err questions_find_words(struct arena *a, struct db *db, const char *words,
                                        struct question_row *ret);
/* Roots, counted up to `limit`. */
NODISCARD enum err questions_count(struct db *db, int limit, int64_t *ret);
/* Wordings that stand under another question. */
NODISCARD enum err questions_count_merged(struct db *db, int64_t *ret);

/* ---- lists: roots alone, most seen first ---- */

/* Where to go on. Those seen, and fewer times than `least`, stand together by id alone: in how many
 * reports each of them is nobody shall read from its place. */
struct question_key {
    int64_t place; /* questions_place() of the last one */
    int64_t id;
    int64_t least;
};
int64_t questions_place(int64_t seen, int64_t least);
NODISCARD enum err questions_list(struct arena *a, struct db *db,
                                  const struct question_narrow *narrow,
                                  const struct question_key *below, int limit,
                                  struct question_rows *ret);
/* Those of a school, by how often they were seen there. */
NODISCARD enum err questions_list_school(struct arena *a, struct db *db, const char *school,
                                         const struct question_narrow *narrow,
                                         const struct question_key *below, int limit,
                                         struct question_rows *ret);
/* How often one was seen at a school; 0: never. */
NODISCARD enum err questions_seen_at(struct db *db, const char *school, question_id root,
                                     int64_t *ret);
/* Roots of questions with a word that begins so (a tag: "#ethics"), by id; at most `limit`. */
NODISCARD enum err questions_with_word(struct db *db, const char *word, int limit, int64_t *ret,
                                       int *ret_n);
/* The same with just this word, in no order: wordings, not their roots. */
NODISCARD enum err questions_sharing(struct db *db, const char *word, int limit, int64_t *ret,
                                     int *ret_n);
/* Where a group was seen. */
struct seen_at {
    const char *school;
    int64_t reports;
    int last_cycle;
};
/* Of a question, by school. */
NODISCARD enum err questions_schools(struct arena *a, struct db *db, question_id root, int limit,
                                     struct seen_at **ret, int *ret_n);

/* ---- sightings ---- */

struct sighting_row {
    question_id question;
    int cycle;
    int64_t reports;
};
/* All of a school, by question and cycle. */
NODISCARD enum err sightings_list(struct arena *a, struct db *db, const char *school,
                                  struct sighting_row **ret, int *ret_n);
/* In place of what was there; 0 reports: none. */
NODISCARD enum err sightings_set(struct db *db, const char *school, const struct sighting_row *row);
/* Count the group of this root anew. */
NODISCARD enum err questions_recount(struct db *db, question_id root);
/* The same by difference, for a question that stands for itself alone: `more` reports and `schools`
 * than before (or fewer), `last_cycle` if it is a later one. *ret_done false: it stands for others
 * or another stands for it, and nothing was changed. */
NODISCARD enum err questions_count_on(struct db *db, question_id id, int64_t more, int schools,
                                      int last_cycle, bool *ret_done);

/* Schools whose sightings are to be made anew once `day` is over. */
NODISCARD enum err sightings_due_add(struct db *db, const char *school, int64_t day);
NODISCARD enum err sightings_due_list(struct arena *a, struct db *db, int64_t before, int limit,
                                      const char ***ret, int *ret_n);
NODISCARD enum err sightings_due_remove(struct db *db, const char *school);

/* ---- merging ---- */

/* `from` is the same as `into`; both are roots. */
NODISCARD enum err questions_merge(struct db *db, question_id from, question_id into);
/* `from` stands for itself again, and for what was merged into it. */
NODISCARD enum err questions_part(struct db *db, question_id from);

struct proposal_row {
    question_id one, other; /* one.v < other.v */
    int alike;              /* percent */
    int64_t since;          /* a day */
};
/* OK also where there is one, settled or not. */
NODISCARD enum err proposals_add(struct db *db, const struct proposal_row *row);
/* Open ones, the oldest first, behind this one. */
NODISCARD enum err proposals_list(struct arena *a, struct db *db, const struct proposal_row *after,
                                  int limit, struct proposal_row **ret, int *ret_n);
NODISCARD enum err proposals_count(struct db *db, int limit, int *ret);
/* E_NOTFOUND: none is open for these two. */
NODISCARD enum err proposals_settle(struct db *db, question_id one, question_id other,
                                    bool settled);

#endif

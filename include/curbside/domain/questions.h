/* SPDX-License-Identifier: MIT
 *
 * questions.h -- the question bank: distinct questions, where they were asked, and which are one.
 *
 * It holds the starters that are shipped and every question of the reports that are out
 * (interview.h): sightings come with those texts, at least three reports of a school at a time, and
 * no sighting leads to its report. As in the figures, only reports of authors with standing count;
 * a report that begins to count does so here on the next day of a snapshot. How often a question
 * was seen, and at how many schools, is shown as other counts are: rounded to 5, and not below the
 * minimum of figures. Two wordings of one question count together once a moderator has said so.
 */
#ifndef CURBSIDE_DOMAIN_QUESTIONS_H
#define CURBSIDE_DOMAIN_QUESTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

enum question_kind {
    QUESTION_TRADITIONAL,
    QUESTION_MMI,
    QUESTION_ETHICS,
    QUESTION_BEHAVIORAL,
    QUESTION_POLICY,
    QUESTION_ROLE_PLAY,
    QUESTION_CLINICAL,
    QUESTION_RESEARCH,
    QUESTION_WHY_US,
    QUESTION_CURRENT_EVENTS,
    QUESTION_TO_ASK, /* by the applicant */
    QUESTION_KINDS,
    QUESTION_ANY_KIND = -1,
};

enum question_level {
    QUESTION_MEDICAL_SCHOOL,
    QUESTION_RESIDENCY,
    QUESTION_FELLOWSHIP,
    QUESTION_LEVELS,
    QUESTION_ANY_LEVEL = -1,
};

/* "role-play", "medical-school": by command, and in the file. */
const char *question_kind_name(enum question_kind kind);
const char *question_level_name(enum question_level level);
/* E_USAGE. */
NODISCARD enum err question_kind_parse(const char *name, enum question_kind *ret);
NODISCARD enum err question_level_parse(const char *name, enum question_level *ret);

struct question {
    question_id id;
    const char *text;
    enum question_kind kind;
    enum question_level level;
    const char *tags; /* "ethics consent"; "" */
    bool solo;        /* can be practiced alone */
    bool improper;    /* should not be asked */
    bool starter;
    int seen;       /* in about so many reports, of a school where one was asked for; SHOWN_FEW: too
                       few to show; 0: in none yet */
    int schools;    /* at about so many schools; SHOWN_FEW with `seen` */
    int last_cycle; /* 0: none */
};

struct question_query {
    const char *school; /* slug; NULL: all */
    enum question_kind kind;
    enum question_level level;
    const char *tag;   /* NULL: any */
    const char *text;  /* words, each may be cut short; NULL or "": any */
    const char *after; /* cursor; NULL: from the first */
    int limit;         /* brought into 1..QUESTION_LIST_MAX */
};

enum {
    QUESTION_LIST_MAX = 1000,
    QUESTION_LOOK = 4000, /* questions with one word, of which a search is made */
};

struct question_page {
    struct question *rows; /* seen most first; those seen too few times to show by id alone */
    int n;
    const char *next; /* cursor; NULL at the end */
};

/* E_NOTFOUND: no such school. E_CURSOR_INVALID. */
NODISCARD enum err question_list(struct arena *a, struct visit *v,
                                 const struct question_query *query, struct question_page *ret);
/* `limit` of the first QUESTION_LIST_MAX, drawn at random; `after` does not count. */
NODISCARD enum err question_draw(struct arena *a, struct visit *v,
                                 const struct question_query *query, struct question_page *ret);
/* The question that stands for this one. E_NOTFOUND. */
NODISCARD enum err question_get(struct arena *a, struct visit *v, question_id id,
                                struct question *ret);
/* At most QUESTION_COUNT_MAX: beyond, "over" so many. */
enum {
    QUESTION_COUNT_MAX = 2001
};
NODISCARD enum err question_count(struct visit *v, int64_t *ret);

/* Where it was seen, the most shown reports first, of as many the newest, then by name; counts as
 * in `seen`. */
struct question_place {
    const char *school; /* its short name */
    const char *slug;
    int seen;
    int last_cycle;
};
NODISCARD enum err question_places(struct arena *a, struct visit *v, question_id id, int limit,
                                   struct question_place **ret, int *ret_n);

/* "mmi · medical school · about 15 reports at about 5 schools, last 2026-27". */
const char *question_about_words(struct arena *a, const struct question *q);
/* The same without its kind and level: "about 15 reports, last 2026-27". */
const char *question_seen_words(struct arena *a, const struct question *q);

/* ---- which are one (moderators) ---- */

enum {
    QUESTIONS_ALIKE = 60, /* percent, from which two are proposed for merging */
};

/* How alike two wordings are, in percent: the share of runs of three letters that they have in
 * common. Both are words as text/terms.h makes them. */
int questions_alike(const char *words, const char *others);

/*
 * `from` is `into` in other words: it counts there from now on. Both may be any wording of their
 * group. `reason` as typed, NULL: none. E_GUEST E_DENIED. E_NOTFOUND: one is not there.
 * E_DONE_ALREADY: they are one.
 */
NODISCARD enum err question_merge(struct visit *v, question_id from, question_id into,
                                  const char *reason, action_id *ret_id);
/* They are two; it is not asked again. As above; E_NOTFOUND: it was not asked. Both are taken back
 * by action_undo() (undo.h): then it is asked again. */
NODISCARD enum err question_keep_apart(struct visit *v, question_id one, question_id other,
                                       const char *reason, action_id *ret_id);

/* ---- what kind one is (moderators) ---- */

/*
 * The kind of a report's question is guessed from its words, of a starter it is shipped; this is
 * the moderator's word, which stays. Of any wording its group. `reason` as typed, NULL: none.
 * E_GUEST E_DENIED. E_NOTFOUND. E_DONE_ALREADY: it is of that kind. Taken back by action_undo()
 * (undo.h).
 */
NODISCARD enum err question_set_kind(struct visit *v, question_id id, enum question_kind kind,
                                     const char *reason, action_id *ret_id);

/* ---- by the clock ---- */

/* Put in the starters that are shipped, as often as they change. */
NODISCARD enum err question_seed(struct visit *v);
/* Sightings of the schools whose texts changed. Cheap when nothing is due. */
NODISCARD enum err question_tick(struct visit *v);

#endif

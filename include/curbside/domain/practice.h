/* SPDX-License-Identifier: MIT
 *
 * practice.h -- practicing with the question bank: how long what takes, which questions come, and
 * the account's own history of it.
 *
 * What is said or typed is kept nowhere. Of an answer the sealed state keeps the question, the day,
 * how long it took and how its author rated it; nobody else can read that, and nothing counts it.
 */
#ifndef CURBSIDE_DOMAIN_PRACTICE_H
#define CURBSIDE_DOMAIN_PRACTICE_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/questions.h>
#include <curbside/domain/state.h>
#include <curbside/domain/visit.h>

enum practice_mode {
    PRACTICE_MMI,         /* stations: two minutes to read, then five to eight to answer */
    PRACTICE_TRADITIONAL, /* two minutes each */
    PRACTICE_FREE,        /* no end; the clock counts up */
    PRACTICE_MODES,
};
const char *practice_mode_name(enum practice_mode mode); /* "mmi" "traditional" "free" */

enum {
    PRACTICE_READ_S = 2 * 60,
    PRACTICE_ANSWER_LEAST = 5, /* minutes, of a station */
    PRACTICE_ANSWER_MOST = 8,
    PRACTICE_STATIONS_LEAST = 6,
    PRACTICE_STATIONS_MOST = 10,
    PRACTICE_TRADITIONAL_S = 2 * 60,
    PRACTICE_SOFT_BELL_S = 60, /* before the end */
};

enum practice_rating {
    RATING_STRUCTURE,
    RATING_PERSPECTIVES,
    RATING_EMPATHY,
    RATING_ACTION,
    RATING_TIME,
    PRACTICE_RATINGS,
};
const char *practice_rating_name(enum practice_rating rating); /* "structure" */
/* What 1 and 4 mean: "a list of thoughts" and "an answer with a shape". */
const char *practice_rating_words(enum practice_rating rating);

struct practice_query {
    enum practice_mode mode;
    const char *school; /* slug; its questions come first. NULL: any */
    int kind, level;    /* or QUESTION_ANY_ */
    int n;              /* how many */
};

/* Questions to practice with: of the school first, then others of its level; those never practiced
 * before others, and among both those with tags that were rated low. Drawn anew each time.
 * *ret_own: so many of the first ones are of the school that was asked for.
 * E_NOTFOUND: no such school. */
NODISCARD enum err practice_choose(struct arena *a, struct visit *v,
                                   const struct practice_query *query, struct question_page *ret,
                                   int *ret_own);

struct practice_attempt {
    uint32_t number; /* of it, for paging */
    question_id question;
    const char *text; /* NULL: the question is gone */
    enum question_kind kind;
    const char *tags;
    int64_t day;
    enum practice_mode mode;
    bool typed;
    int seconds;
    int ratings[PRACTICE_RATINGS]; /* 1..4; 0: not rated */
};

/* Keep an answer. E_GUEST E_NOMEM. */
NODISCARD enum err practice_keep(struct visit *v, const struct practice_attempt *attempt);
/* Forget the whole history. E_GUEST. */
NODISCARD enum err practice_forget(struct visit *v);

struct practice_page {
    struct practice_attempt *rows; /* newest first */
    int n;
    const char *next;
};
/* E_GUEST E_CURSOR_INVALID. */
NODISCARD enum err practice_list(struct arena *a, struct visit *v, const char *after, int limit,
                                 struct practice_page *ret);

enum {
    PROGRESS_BINS = 24,
    PROGRESS_WEEKS = 12,
    PROGRESS_TAGS = 3,
};

/* Ratings along the history, the oldest bin first; of each bin the mean in tenths, 0: nothing. */
struct rating_progress {
    int bins[PROGRESS_BINS];
    int first, last; /* mean of the first and of the last quarter, in tenths; 0: nothing rated */
};

struct tag_progress {
    const char *tag;
    int mean; /* in tenths */
    int answers;
};

struct practice_progress {
    int answers;
    int questions; /* different ones */
    int n_bins;    /* used */
    struct rating_progress ratings[PRACTICE_RATINGS];
    int weeks[PROGRESS_WEEKS];               /* answers in each, the last one is this week */
    struct tag_progress weak[PROGRESS_TAGS]; /* lowest mean first, of at least three answers */
    int n_weak;
};
/* E_GUEST. */
NODISCARD enum err practice_progress(struct arena *a, struct visit *v,
                                     struct practice_progress *ret);

#endif

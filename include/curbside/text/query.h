/* SPDX-License-Identifier: MIT
 *
 * query.h -- what a person types to search, parsed; and whether a text is what they look for.
 *
 *     words            all of them, in any order and place; AND between them says the same
 *     "two words"      side by side
 *     one OR other     at least one of them; binds closer than standing side by side
 *     -word -"words"   none of these; NOT word says the same
 *     board:SLUG       on this board (several: on any of them); -board:SLUG on others
 *     tag:TAG          in threads with this tag (several: with all of them); -tag:TAG without it
 *     by:me            own posts
 *     since:D until:D  D is 2026-03-01, 2026-03, 2026 or an age: 30d, 8w, 6m, 2y; both inclusive;
 *                      alone, everything of that time
 *
 * Words are cut as terms.h cuts texts, so a typed word may stand for several, which are then looked
 * for side by side. What is a join (joins.h) is found written as one word as well, and one word
 * where a text has such a join: x-ray, "x ray" and xray find the same. A letter before digits is
 * found with what stands before it or apart: HbA1c and hb a1c. Signs that are no part of
 * this grammar part words and mean nothing.
 */
#ifndef CURBSIDE_TEXT_QUERY_H
#define CURBSIDE_TEXT_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>

enum {
    QUERY_BYTES = 1000,
    QUERY_PHRASES = 32,  /* that can be typed */
    QUERY_READINGS = 63, /* with what else stands for them: a bit each */
    QUERY_PHRASE_TERMS = 24,
    QUERY_FILTERS = 8, /* of one kind */
    QUERY_FAULT_BYTES = 160,
};

/* Words side by side. */
struct query_phrase {
    const char *const *terms;
    int n;
    bool joined; /* to the one before by OR, or as another way to write it */
};

/* The value of a filter, as typed. */
struct query_filter {
    const char *value;
    bool exclude;
    int column; /* where the filter stands in the query, in characters from 1 */
};

struct query {
    struct query_phrase must[QUERY_READINGS]; /* groups: a phrase and those joined to it */
    int n_must;
    struct query_phrase never[QUERY_READINGS];
    int n_never;
    struct query_filter boards[QUERY_FILTERS];
    int n_boards;
    struct query_filter tags[QUERY_FILTERS];
    int n_tags;
    bool mine;
    int64_t since; /* seconds; INT64_MIN: no bound */
    int64_t until; /* the first second behind; INT64_MAX: no bound */
};

/* One sentence with the place. */
struct query_fault {
    char sentence[QUERY_FAULT_BYTES];
};

/* Texts live in `a`. `now_s` is what ages are counted from. E_QUERY_INVALID: *ret_fault says what
 * and where. E_NOMEM. */
NODISCARD enum err query_parse(struct arena *a, const char *text, size_t n, int64_t now_s,
                               struct query *ret, struct query_fault *ret_fault);

/* "WHAT at column N REST": for what only others can know. */
void query_fault_set(struct query_fault *fault, int column, const char *what, const char *rest);

/* What of a query a text holds: a bit for each phrase, those of `must` first. For a thing of
 * several texts, the bits of all of them together. */
uint64_t query_look(const struct query *q, const char *text, size_t n);
/* Is a thing with these bits looked for? Filters are not asked. */
bool query_holds(const struct query *q, uint64_t found);

struct query_span {
    size_t start, end;
};
/* Where in a text the phrases of `must` stand, in order, at most `max`; returns how many. */
int query_spans(const struct query *q, const char *text, size_t n, struct query_span *ret, int max);

#endif

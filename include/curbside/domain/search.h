/* SPDX-License-Identifier: MIT
 *
 * search.h -- finding posts by their words; and the index that finds them.
 *
 * What is found is what the caller could read: posts that are visible or collapsed, on open boards,
 * out, and not of somebody the caller has hidden. The query's grammar is text/query.h's. The newest
 * come first; by relevance, the newest SEARCH_RANKED that match are ranked. Own posts (by:me) are
 * found by the caller's own session: handle posts by the handle, alias posts by recomputing their
 * tags, nothing stored says whose they are.
 */
#ifndef CURBSIDE_DOMAIN_SEARCH_H
#define CURBSIDE_DOMAIN_SEARCH_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/author.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>
#include <curbside/text/query.h>

enum {
    SEARCH_RANKED = 2000,
    SEARCH_SNIPPET_BYTES = 240,
    SEARCH_MARKS = 8, /* matches marked in one snippet */
};

enum search_sort {
    SEARCH_SORT_NEW,
    SEARCH_SORT_BEST
};

struct search_query {
    const char *text; /* as typed */
    size_t n;
    const char *board; /* a slug; as if board: stood in the text. NULL: none */
    enum search_sort sort;
    const char *after; /* a cursor of the same query; NULL: from the start */
    int limit;         /* 1..LIST_MAX */
};

struct search_hit {
    thread_id thread;
    post_id post;
    int no;
    const char *board_slug;
    const char *board_title;
    const char *title; /* of the thread */
    struct author author;
    bool you;
    int64_t created; /* already coarsened where the thread is */
    /* One line from the body around the first match, "..." where something was left out. */
    const char *snippet;
    struct query_span marks[SEARCH_MARKS]; /* the matches in it */
    int n_marks;
};

struct search_page {
    struct search_hit *rows;
    int n;
    const char
        *next;    /* cursor, NULL at the end; there may be one after fewer rows than asked for */
    bool partial; /* the index is being made: older posts may be missing */
};

/* "new", "best"; E_USAGE for another word. */
NODISCARD enum err search_sort_parse(const char *name, enum search_sort *ret);

/* E_QUERY_INVALID: *ret_fault says what and where. E_SEARCH_BROKEN. E_CURSOR_INVALID. */
NODISCARD enum err search_run(struct arena *a, struct visit *v, const struct search_query *query,
                              struct search_page *ret, struct query_fault *ret_fault);

/* ---- the index ---- */

/* Make it anew: both indexes are emptied and every post is queued. Changes nothing else; posting
 * and searching go on (but where pages of the file are damaged, that is written anew first, and
 * writers wait). search_catch_up() or the keeper does the rest. */
NODISCARD enum err search_rebuild(struct visit *v);
/* Index what is queued, in slices of a moment, but for alias posts of the present hour. `progress`
 * may be NULL. E_SEARCH_BROKEN. */
NODISCARD enum err
search_catch_up(struct visit *v, void (*progress)(void *ctx, int64_t done, int64_t of), void *ctx);
/* Is so much left to do for the index that the keeper should not rest for a minute: is it being
 * made anew, or was more taken out than one tick merges? Costs a look at a thousand rows. */
NODISCARD enum err search_is_behind(struct visit *v, bool *ret);
/* Read it whole. *ret_wrong: posts that should be in it and are not, or the other way round. */
NODISCARD enum err search_check(struct visit *v, bool *ret_whole, int64_t *ret_wrong);

#endif

/* SPDX-License-Identifier: MIT
 *
 * filters.h -- rows of filters, how often they were met, and the posts that they are tried on.
 */
#ifndef CURBSIDE_STORE_FILTERS_H
#define CURBSIDE_STORE_FILTERS_H

#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/store/db.h>
#include <curbside/store/ids.h>

struct filter_row {
    filter_id id;
    const char *kind, *text, *action;
    const char *rule;     /* NULL: none */
    const char *sentence; /* NULL: none */
    const char *state;    /* "off" "on" "deleted" */
    int64_t hits, looked; /* of the last dry run */
    int64_t tried;        /* its day */
    int64_t goes;         /* deleted: the day its text goes; 0 */
};

struct filter_rows {
    struct filter_row *rows;
    int n;
};

/* By number. Those that are not deleted, or of them those that are on; at most `limit`. */
NODISCARD enum err filters_list(struct arena *a, struct db *db, bool on_only, int limit,
                                struct filter_rows *ret);
NODISCARD enum err filters_count(struct db *db, int *ret); /* not deleted */
/* E_NOTFOUND. A deleted one is found, too. */
NODISCARD enum err filters_get(struct arena *a, struct db *db, filter_id id,
                               struct filter_row *ret);
/* `id` is given by the row after the last. */
NODISCARD enum err filters_insert(struct db *db, const struct filter_row *row, filter_id *ret_id);
NODISCARD enum err filters_set_state(struct db *db, filter_id id, const char *state, int64_t goes);
/* What a dry run found. */
NODISCARD enum err filters_set_tried(struct db *db, filter_id id, int64_t hits, int64_t looked,
                                     int64_t day);
/* The texts of those whose day is over go, and counts of days before `counts_before`. */
NODISCARD enum err filters_are_due(struct db *db, int64_t day, int64_t counts_before, bool *ret);
NODISCARD enum err filters_expire(struct db *db, int64_t day, int64_t counts_before);

/* One more text in which it was met, or was over its limit. */
NODISCARD enum err filter_days_add(struct db *db, filter_id id, int64_t day, bool over);
/* Of each filter that was met on the days from `from` on and before `before`; at most `limit`. */
struct filter_sum {
    filter_id id;
    int64_t hits, overs;
};
NODISCARD enum err filter_days_sum(struct arena *a, struct db *db, int64_t from, int64_t before,
                                   int limit, struct filter_sum **ret, int *ret_n);

/* A post as a filter sees it: of its author nothing. */
struct filter_text {
    post_id post;
    thread_id thread;
    int no;
    int64_t created_at;
    const char *title, *tags; /* of the first in a thread; else NULL */
    const char *body;
};
/* Shown posts, the newest first, below (created_at, id); INT64_MAX twice is the beginning. */
NODISCARD enum err filter_texts_list(struct arena *a, struct db *db, int64_t below_created,
                                     post_id below, int limit, struct filter_text **ret,
                                     int *ret_n);

#endif

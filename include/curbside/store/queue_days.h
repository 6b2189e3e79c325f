/* SPDX-License-Identifier: MIT
 *
 * queue_days.h -- rows of how much waited for moderators, by day.
 */
#ifndef CURBSIDE_STORE_QUEUE_DAYS_H
#define CURBSIDE_STORE_QUEUE_DAYS_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/store/db.h>

struct queue_day {
    int64_t day; /* its start, in seconds */
    int64_t waiting;
    int64_t oldest_hours;
};

NODISCARD enum err queue_days_has(struct db *db, int64_t day, bool *ret);
/* E_IN_USE: that day has one. */
NODISCARD enum err queue_days_insert(struct db *db, const struct queue_day *row);
/* From this day on, by day; at most `limit`. */
NODISCARD enum err queue_days_list(struct arena *a, struct db *db, int64_t from, int limit,
                                   struct queue_day **ret, int *ret_n);
/* Those before this day go. */
NODISCARD enum err queue_days_expire(struct db *db, int64_t before);

#endif

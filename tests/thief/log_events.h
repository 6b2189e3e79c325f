/* SPDX-License-Identifier: MIT
 *
 * log_events.h -- a write-ahead log as a list of what changed, in its order.
 */
#ifndef CURBSIDE_TESTS_THIEF_LOG_EVENTS_H
#define CURBSIDE_TESTS_THIEF_LOG_EVENTS_H

#include "loot.h"

struct log_events {
    struct log_event *at; /* to be freed */
    int n, cap;
};

/* Puts the log's commits into the image, one after another. */
void log_events_read(struct log_events *e, struct image *image);

#endif

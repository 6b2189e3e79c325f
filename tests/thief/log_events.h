/* SPDX-License-Identifier: MIT
 *
 * log_events.h -- a write-ahead log as a list of what changed, in its order.
 */
#ifndef CURBSIDE_TESTS_THIEF_LOG_EVENTS_H
#define CURBSIDE_TESTS_THIEF_LOG_EVENTS_H

#include "image.h"

/* What a commit in the log changed. */
enum log_kind {
    LOG_POST,
    LOG_WAITING,
    LOG_STATE,
    LOG_DRAFT,
    LOG_ROW /* of a table that names no post; see log_events.c */
};
struct log_event {
    enum log_kind kind;
    int64_t key; /* the post's id; the first eight bytes of a row's name */
    int commit;
};

struct log_events {
    struct log_event *at; /* to be freed */
    int n, cap;
};

/* Puts the log's commits into the image, one after another. */
void log_events_read(struct log_events *e, struct image *image);

#endif

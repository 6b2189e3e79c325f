/* SPDX-License-Identifier: MIT
 *
 * ids.h -- typed row ids, so that a thread cannot be passed where a post is meant. 0 is no row.
 *
 * Threads and posts carry random numbers below 10^9, never counted ones: a counter would tell
 * everybody the minute of an alias post.
 */
#ifndef CURBSIDE_STORE_IDS_H
#define CURBSIDE_STORE_IDS_H

#include <stdint.h>

typedef struct {
    int64_t v;
} board_id;

typedef struct {
    int64_t v;
} thread_id;

typedef struct {
    int64_t v;
} post_id;

typedef struct {
    int64_t v;
} handle_id;

#endif

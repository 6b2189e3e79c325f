/* SPDX-License-Identifier: MIT
 *
 * ids.h -- typed ids, so that they cannot be mixed. 0 is no id.
 */
#ifndef CURBSIDE_STORE_IDS_H
#define CURBSIDE_STORE_IDS_H

#include <stdint.h>

typedef struct {
    int64_t v;
} board_id;

/* Drawn at random in 1..999,999,999, never counted. */
typedef struct {
    int64_t v;
} thread_id;

typedef struct {
    int64_t v;
} post_id;

/* What a moderator did; drawn likewise. */
typedef struct {
    int64_t v;
} action_id;

/* Of the question bank; drawn likewise. */
typedef struct {
    int64_t v;
} question_id;

/* Of a school somebody misses; drawn likewise. */
typedef struct {
    int64_t v;
} school_proposal_id;

/* Of a filter; counted, for it is the sysop's own. */
typedef struct {
    int64_t v;
} filter_id;

/* Drawn at random from 63 bits. It names the public handle, never the account behind it. */
typedef struct {
    int64_t v;
} handle_id;

#endif

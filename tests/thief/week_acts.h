/* SPDX-License-Identifier: MIT
 *
 * week_acts.h -- between the plan of a week and the doing of it.
 */
#ifndef CURBSIDE_TESTS_THIEF_WEEK_ACTS_H
#define CURBSIDE_TESTS_THIEF_WEEK_ACTS_H

#include <curbside/domain/thread.h>

#include "week.h"

/* Do one planned act, by the domain's functions; what it refuses is counted. */
void week_act(struct week *w, const struct act *act);

/* One of the threads a board shows first; NULL where there is none. */
const struct thread_row *week_thread_pick(struct arena *a, struct week *w, struct visit *v,
                                          int board);
/* A row that names no post is the session's: note it, and plant the leak if there is one. */
void week_row_written(struct week *w, struct session *s, int64_t key);
/* What is neither coming and going nor reading nor writing (week_pastimes.c). */
enum err week_pastime(struct week *w, struct session *s, enum act_kind kind);

#endif

/* SPDX-License-Identifier: MIT
 *
 * thread_rows.h -- stored threads as callers see them.
 */
#ifndef CURBSIDE_SRC_DOMAIN_THREAD_ROWS_H
#define CURBSIDE_SRC_DOMAIN_THREAD_ROWS_H

#include <curbside/base/err.h>
#include <curbside/domain/thread.h>
#include <curbside/store/threads.h>

/* As the caller of `v` sees it. `board_slug` and `board_title` are left NULL. */
NODISCARD enum err thread_from_record(struct arena *a, struct visit *v,
                                      const struct thread_record *record, struct thread_row *ret);
/* A thread on an open board, as stored. E_NOTFOUND. */
NODISCARD enum err thread_record_get(struct arena *a, struct visit *v, thread_id id,
                                     struct thread_record *ret);
/* Where the posts of a merged thread are now; 0: it was not merged. */
NODISCARD enum err thread_moved_to(struct visit *v, const struct thread_record *record,
                                   thread_id *ret);
struct thread_activity thread_activity_of(const struct thread_record *record);
/* A time as a thread shows it: to the hour, once the thread holds an alias post. */
int64_t thread_time(bool has_alias, int64_t time);

#endif

/* SPDX-License-Identifier: MIT
 *
 * imports.h -- which external id became which thread or post. External ids are kept per board, so
 * that two archives may both count from 1.
 */
#ifndef CURBSIDE_STORE_IMPORTS_H
#define CURBSIDE_STORE_IMPORTS_H

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/store/db.h>
#include <curbside/store/ids.h>

/* E_NOTFOUND: not imported yet. */
NODISCARD enum err imports_find_thread(struct db *db, board_id board, const char *external,
                                       thread_id *ret);
NODISCARD enum err imports_find_post(struct db *db, board_id board, const char *external,
                                     thread_id *ret_thread, int *ret_no);
/* E_IN_USE: the board knows this id already. */
NODISCARD enum err imports_add_thread(struct db *db, board_id board, const char *external,
                                      thread_id thread);
NODISCARD enum err imports_add_post(struct db *db, board_id board, const char *external,
                                    thread_id thread, post_id post, int no);
/* The external id of a post, or of the thread for number 0; NULL for what was written here. */
NODISCARD enum err imports_get_name(struct arena *a, struct db *db, thread_id thread, int no,
                                    const char **ret);

/* Number `old` of `from` stands elsewhere now. */
NODISCARD enum err imports_place(struct db *db, thread_id from, int old, thread_id thread, int no);

#endif

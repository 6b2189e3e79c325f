/* SPDX-License-Identifier: MIT
 *
 * revisions.h -- what handle posts said before they were edited.
 */
#ifndef CURBSIDE_STORE_REVISIONS_H
#define CURBSIDE_STORE_REVISIONS_H

#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/store/db.h>
#include <curbside/store/ids.h>

struct revision_row {
    const char *body;
    const char *title; /* of its thread then, and the tags; NULL: a reply, or older than both are
                          kept */
    const char *tags;
    int64_t edited_at; /* when it was replaced */
};

/* One more, behind the others. */
NODISCARD enum err revisions_add(struct db *db, post_id post, const struct revision_row *row);
/* From the first on. */
NODISCARD enum err revisions_list(struct arena *a, struct db *db, post_id post, int limit,
                                  struct revision_row **ret, int *ret_n);
NODISCARD enum err revisions_count(struct db *db, post_id post, int *ret);
NODISCARD enum err revisions_clear(struct db *db, post_id post);

#endif

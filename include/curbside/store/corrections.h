/* SPDX-License-Identifier: MIT
 *
 * corrections.h -- rows of "disputed, see #14".
 */
#ifndef CURBSIDE_STORE_CORRECTIONS_H
#define CURBSIDE_STORE_CORRECTIONS_H

#include <curbside/base/err.h>
#include <curbside/store/db.h>
#include <curbside/store/ids.h>

/* Which number of its thread sets a post right; 0: none. */
NODISCARD enum err corrections_find(struct db *db, post_id post, int *ret_see);
/* `see` 0: none any more. */
NODISCARD enum err corrections_set(struct db *db, post_id post, int see);

#endif

/* SPDX-License-Identifier: MIT
 *
 * undos.h -- rows of how things stood before an action.
 */
#ifndef CURBSIDE_STORE_UNDOS_H
#define CURBSIDE_STORE_UNDOS_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/store/db.h>
#include <curbside/store/ids.h>

NODISCARD enum err undos_insert(struct db *db, action_id action, const char *was, int64_t goes);
/* E_NOTFOUND. */
NODISCARD enum err undos_get(struct arena *a, struct db *db, action_id action,
                             const char **ret_was);
/* OK also when it is not there. */
NODISCARD enum err undos_remove(struct db *db, action_id action);
/* Does a row go on or before `day`? And let them go. */
NODISCARD enum err undos_are_due(struct db *db, int64_t day, bool *ret);
NODISCARD enum err undos_expire(struct db *db, int64_t day);

#endif

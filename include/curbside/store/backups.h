/* SPDX-License-Identifier: MIT
 *
 * backups.h -- copies of the database that can be put in its place.
 *
 * DATA/backups/newest.db is the whole of it, but for drafts and what lasts for minutes; there is
 * one generation. DATA/backups/board-DAY.db is what is public: no wraps, no recovery codes, no
 * sealed state. Each is made by VACUUM INTO, which copies no freed text, under another name, and
 * appears whole or not at all, mode 0600.
 *
 * Never in one: seal/ and secret.key, which are no part of the database.
 */
#ifndef CURBSIDE_STORE_BACKUPS_H
#define CURBSIDE_STORE_BACKUPS_H

#include <stdint.h>

#include <curbside/base/err.h>
#include <curbside/store/db.h>

enum {
    BACKUP_DAYS_KEPT = 3, /* public copies; older ones are removed */
};

/* E_CORRUPT: the copy failed SQLite's own check, and is gone; what was there before stays. */
NODISCARD enum err backups_make(struct db *db, const char *data_dir, int64_t now_s,
                                int64_t *ret_bytes);

#endif

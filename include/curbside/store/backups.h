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

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/err.h>
#include <curbside/store/db.h>

enum {
    BACKUP_DAYS_KEPT = 3, /* public copies; older ones are removed */
};

/* E_CORRUPT: the copy failed SQLite's own check, and is gone; what was there before stays. */
NODISCARD enum err backups_make(struct db *db, const char *data_dir, int64_t now_s,
                                int64_t *ret_bytes);

/* What was put back. */
struct restored {
    int schema;    /* older than the program's: the next start upgrades it */
    int64_t posts; /* in it */
    int64_t keys;  /* that open an account; 0: it holds what is public alone */
    bool aside;    /* what was there before is DATA/backups/before-restore.db now */
};
/*
 * Put a copy of `backup`, which stays as it is, in the database's place. Nobody may serve the
 * folder. The database there, whole or not, changes places with DATA/backups/before-restore.db, so
 * that restoring that one takes it back. E_NOTFOUND: no such file. E_BUSY: it is in use, or was not
 * closed. E_CORRUPT: it is damaged or no database of curbside. E_NEWER: of a newer program.
 * E_IN_USE: somebody has the database of the folder open. Nothing was changed then.
 */
NODISCARD enum err backups_restore(const char *data_dir, const char *backup, struct restored *ret);

#endif

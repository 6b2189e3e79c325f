/* SPDX-License-Identifier: MIT
 *
 * migration.h -- the files of data/sql, compiled in; and how they are applied.
 */
#ifndef STORE_MIGRATION_H
#define STORE_MIGRATION_H

#include <curbside/base/err.h>
#include <curbside/store/db.h>

/* In order; the n-th makes schema n. Ended by a NULL name. */
struct migration {
    const char *name;
    const char *sql;
};
extern const struct migration migrations[];

/* Apply those of `list` that `db` lacks, each in one transaction together with its number. */
NODISCARD enum err migrate(struct db *db, const struct migration *list);

/* The state before an upgrade: DATA/backups/before-upgrade.db, one generation, without drafts. */
NODISCARD enum err db_snapshot(struct db *db, const char *data_dir);

#endif

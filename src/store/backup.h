/* SPDX-License-Identifier: MIT
 *
 * backup.h -- what making, upgrading and backing up share: folders, files and their companions.
 */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include <curbside/base/err.h>

/* DATA/name, mode 0700; OK when it is there. */
NODISCARD enum err db_make_dir(const char *data_dir, const char *name);
/* A database file with what SQLite keeps beside it. */
void db_remove_file(const char *path);

#endif

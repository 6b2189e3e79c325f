/* SPDX-License-Identifier: MIT
 *
 * backup.h -- a backup now, and how the database is.
 */
#ifndef CURBSIDE_DOMAIN_BACKUP_H
#define CURBSIDE_DOMAIN_BACKUP_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/err.h>
#include <curbside/domain/visit.h>

/* As store/backups.h. For processes that meet no callers: the keeper's, the operator's. Notes the
 * day, the size and that the copy was whole. */
NODISCARD enum err backup_make(struct visit *v, const char *data_dir);
/* The operator put a backup back: into the record of what was put back. */
NODISCARD enum err backup_note_restore(struct visit *v);
/* The operator had everything checked (forum_check()) and this many rules were broken. */
NODISCARD enum err backup_note_check(struct visit *v, int64_t violations);

struct health {
    int64_t bytes, pages, free_pages, wal_bytes;
    int schema;
    bool search_whole;
    int64_t checked_day; /* -1: never */
    int64_t violations;  /* found then */
    int64_t backup_day;  /* -1: never */
    int64_t backup_bytes;
};

/* E_GUEST E_DENIED. */
NODISCARD enum err health_get(struct visit *v, struct health *ret);

#endif

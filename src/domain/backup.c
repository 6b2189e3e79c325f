/* SPDX-License-Identifier: MIT
 *
 * backup.c -- backups and checks, by day, in single values.
 */
#include <curbside/domain/backup.h>

#include <string.h>

#include <curbside/domain/permission.h>
#include <curbside/store/backups.h>
#include <curbside/store/db.h>
#include <curbside/store/meta.h>

#include "action.h"
#include "search_index.h"

static const char key_backup[] = "backup";
static const char key_check[] = "check";

/* A day and a number. */
static enum err note(struct visit *v, const char *key, int64_t number)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    const int64_t values[] = {time_floor_day(clock_wall_s(v->clock)), number};

    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(meta_set(v->db, key, values, sizeof values));
    return txn_commit(&txn);
}

static enum err noted(struct visit *v, const char *key, int64_t *ret_day, int64_t *ret_number)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    int64_t values[] = {-1, 0};
    const uint8_t *bytes;
    size_t n;
    enum err err = meta_get(&a, v->db, key, &bytes, &n);

    if (err != OK && err != E_NOTFOUND)
        return err;
    if (err == OK && n == sizeof values)
        memcpy(values, bytes, n);
    *ret_day = values[0];
    *ret_number = values[1];
    return OK;
}

enum err backup_make(struct visit *v, const char *data_dir)
{
    int64_t bytes;

    TRY(backups_make(v->db, data_dir, clock_wall_s(v->clock), &bytes));
    TRY(note(v, key_backup, bytes));
    return note(v, key_check, 0); /* of the copy, which would not be there otherwise */
}

enum err backup_note_restore(struct visit *v)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    const struct action_row action = {.verb = "restore-backup"};
    action_id id;

    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(action_add(v, &action, &id));
    return txn_commit(&txn);
}

enum err backup_note_check(struct visit *v, int64_t violations)
{
    return note(v, key_check, violations);
}

enum err health_get(struct visit *v, struct health *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    enum search_state search;
    struct db_size size;
    struct health h;

    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(permission_require(v, MAY_AUDIT));
    TRY(db_size_get(v->db, &size));
    h = (struct health){.bytes = size.pages * size.page_bytes,
                        .pages = size.pages,
                        .free_pages = size.free_pages,
                        .wal_bytes = size.wal_bytes,
                        .schema = size.schema};
    TRY(search_state_get(v, &search));
    h.search_whole = search != SEARCH_BROKEN;
    TRY(noted(v, key_check, &h.checked_day, &h.violations));
    TRY(noted(v, key_backup, &h.backup_day, &h.backup_bytes));
    *ret = h;
    return txn_commit(&txn);
}

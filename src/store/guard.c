/* SPDX-License-Identifier: MIT
 *
 * guard.c -- what a session's handle may not do, whatever statement it is given.
 *
 * The record of actions has triggers that refuse changes; a statement that dropped them would come
 * past. So SQLite asks here, when it prepares a statement, for each thing the statement does. That
 * a table is made has to be allowed: a full-text index says so of itself whenever it is connected.
 */
#include <string.h>

#include <curbside/base/str.h>

#include "db_handle.h"

static bool is_guarded_pragma(const char *name)
{
    return strcmp(name, "writable_schema") == 0 || strcmp(name, "recursive_triggers") == 0 ||
           strcmp(name, "foreign_keys") == 0 || strcmp(name, "ignore_check_constraints") == 0 ||
           strcmp(name, "trusted_schema") == 0;
}

static int authorize(void *ctx, int what, const char *one, const char *other, const char *schema,
                     const char *trigger)
{
    (void)ctx, (void)schema, (void)trigger;
    switch (what) {
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
        return strcmp(one, "action") == 0 ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_PRAGMA:
        return other && is_guarded_pragma(one) ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_ATTACH:
    case SQLITE_DETACH:
    case SQLITE_ALTER_TABLE:
    case SQLITE_CREATE_INDEX:
    case SQLITE_CREATE_TRIGGER:
    case SQLITE_CREATE_VIEW:
    case SQLITE_CREATE_VTABLE:
    case SQLITE_CREATE_TEMP_TRIGGER:
    case SQLITE_CREATE_TEMP_VIEW:
    case SQLITE_DROP_INDEX:
    case SQLITE_DROP_TABLE:
    case SQLITE_DROP_TRIGGER:
    case SQLITE_DROP_TEMP_TRIGGER:
    case SQLITE_DROP_VIEW:
    case SQLITE_DROP_VTABLE:
        return SQLITE_DENY;
    default:
        return SQLITE_OK;
    }
}

void guard_set(struct db *db)
{
    sqlite3_set_authorizer(db->conn, authorize, NULL);
}

void db_guard(struct db *db)
{
    db->guarded = true;
    db_drop_statements(db);
    guard_set(db);
}

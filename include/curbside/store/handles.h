/* SPDX-License-Identifier: MIT
 *
 * handles.h -- the rows of `handle` and of names at rest.
 */
#ifndef CURBSIDE_STORE_HANDLES_H
#define CURBSIDE_STORE_HANDLES_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/store/db.h>
#include <curbside/store/ids.h>

enum {
    HANDLE_ROW_NAME = 25, /* with NUL; the CHECK of the schema allows no longer one */
    HANDLE_ROW_ROLE = 16,
};

struct handle_row {
    handle_id id;
    char name[HANDLE_ROW_NAME]; /* "" once gone */
    char skeleton[HANDLE_ROW_NAME];
    char role[HANDLE_ROW_ROLE]; /* as domain/identity.h names them */
    bool official;
    int64_t joined_quarter;
    bool gone;
};

/* E_NOTFOUND. */
NODISCARD enum err handles_get(struct db *db, handle_id id, struct handle_row *ret);
/* Whose name this is now. E_NOTFOUND. */
NODISCARD enum err handles_find(struct db *db, const char *name, handle_id *ret);
/* Is the name held by somebody, or resting after `now_s`? */
NODISCARD enum err handles_has_name(struct db *db, const char *name, int64_t now_s, bool *ret);
/* Does a handle with this skeleton speak for the board (staff or official)? */
NODISCARD enum err handles_has_staff_skeleton(struct db *db, const char *skeleton, bool *ret);
/* Moderators and sysops, sysops first, by name. */
NODISCARD enum err handles_list_staff(struct arena *a, struct db *db, int limit,
                                      struct handle_row **ret, int *ret_n);
/* Is there a moderator or a sysop? */
NODISCARD enum err handles_has_staff(struct db *db, bool *ret);
/* E_IN_USE: the name or id is taken. */
NODISCARD enum err handles_insert(struct db *db, const struct handle_row *row);
NODISCARD enum err handles_set_role(struct db *db, handle_id id, const char *role);
/* The handle's account was left: no name, no role. */
NODISCARD enum err handles_set_gone(struct db *db, handle_id id);
/* Nobody may take this name until then. */
NODISCARD enum err handles_rest(struct db *db, const char *name, int64_t until);
/* Names whose rest is over by `now_s`: are there any, and away with them. */
NODISCARD enum err handles_rest_is_due(struct db *db, int64_t now_s, bool *ret);
NODISCARD enum err handles_rest_expire(struct db *db, int64_t now_s);

struct handle_quarter {
    int64_t quarter; /* its start */
    int64_t n;
};
/* How many handles that were not left are of each quarter, the newest first. Reads every handle. */
NODISCARD enum err handles_by_quarter(struct arena *a, struct db *db, int limit,
                                      struct handle_quarter **ret, int *ret_n);

#endif

/* SPDX-License-Identifier: MIT
 *
 * sanctions.h -- rows of sanctions, and of what was lifted.
 *
 * A row is about a tag in a thread or about a handle, never about both; nothing in it says that two
 * rows are about one person.
 */
#ifndef CURBSIDE_STORE_SANCTIONS_H
#define CURBSIDE_STORE_SANCTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/crypto.h>
#include <curbside/base/err.h>
#include <curbside/store/db.h>
#include <curbside/store/ids.h>

/* Whom a sanction is about. */
struct sanction_target {
    handle_id handle; /* 0: an alias */
    thread_id thread; /* of the alias */
    uint8_t tag[TAG_BYTES];
};

struct sanction_row {
    action_id id;
    struct sanction_target target;
    const char *severity; /* "warn", "mute", "ban" */
    const char *rule;
    const char *reason;
    int64_t day;
    int64_t until;          /* 0: none said */
    const char *everywhere; /* "no", "asked", "agreed" */
    int64_t agreed_day;     /* 0: not agreed */
    int64_t goes;
    int64_t thread_created; /* of an alias's thread, also while what opens it is held; read, never
                             * written */
    bool lifted;            /* read, never written */
};

struct sanction_rows {
    struct sanction_row *rows;
    int n;
};

NODISCARD enum err sanctions_insert(struct db *db, const struct sanction_row *row);
/* E_NOTFOUND. */
NODISCARD enum err sanctions_get(struct arena *a, struct db *db, action_id id,
                                 struct sanction_row *ret);
/* Those about an alias, of everybody, in the order of their threads: for whoever looks for their
 * own. At most as many as were made in 30 days. */
NODISCARD enum err sanctions_list_alias(struct arena *a, struct db *db, int limit,
                                        struct sanction_rows *ret);
/* Those about one target, by day, from day `since` on. */
NODISCARD enum err sanctions_list_target(struct arena *a, struct db *db,
                                         const struct sanction_target *target, int64_t since,
                                         int limit, struct sanction_rows *ret);
/* Those that a second moderator has to agree to, not lifted, by (day, id), after one. */
NODISCARD enum err sanctions_list_asked(struct arena *a, struct db *db, int64_t after_day,
                                        action_id after, int limit, struct sanction_rows *ret);
/* How many, at most `limit`. */
NODISCARD enum err sanctions_count_asked(struct db *db, int limit, int *ret);
/* Is it asked for (again), or no longer? */
NODISCARD enum err sanctions_set_asked(struct db *db, action_id id, bool asked);
/* A second moderator agreed. The row stays until `goes`. */
NODISCARD enum err sanctions_agree(struct db *db, action_id id, int64_t day, int64_t goes);
/* It was taken back. OK also when it has gone. */
NODISCARD enum err sanctions_remove(struct db *db, action_id id);
/* Does a row go on or before `day`? And let them go. */
NODISCARD enum err sanctions_are_due(struct db *db, int64_t day, bool *ret);
NODISCARD enum err sanctions_expire(struct db *db, int64_t day);

/* E_IN_USE: it is lifted already. */
NODISCARD enum err lifts_insert(struct db *db, action_id sanction, int64_t day);
NODISCARD enum err lifts_remove(struct db *db, action_id sanction);
NODISCARD enum err lifts_has(struct db *db, action_id sanction, bool *ret);

#endif

/* SPDX-License-Identifier: MIT
 *
 * queue_notes.h -- rows of what moderators tell one another about an item of the queue.
 */
#ifndef CURBSIDE_STORE_QUEUE_NOTES_H
#define CURBSIDE_STORE_QUEUE_NOTES_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/store/db.h>
#include <curbside/store/ids.h>

struct queue_note_row {
    int64_t item;
    int64_t id;
    handle_id by;
    const char *by_name; /* read, never written */
    const char *body;
    int64_t goes;
};

/* E_IN_USE: the id is taken. */
NODISCARD enum err queue_notes_insert(struct db *db, const struct queue_note_row *row);
NODISCARD enum err queue_notes_list(struct arena *a, struct db *db, int64_t item, int limit,
                                    struct queue_note_row **ret, int *ret_n);
/* Of one moderator, by (item, id), after one. */
NODISCARD enum err queue_notes_list_by(struct arena *a, struct db *db, handle_id by,
                                       int64_t after_item, int64_t after, int limit,
                                       struct queue_note_row **ret, int *ret_n);
/* Does a row go on or before `day`? And let them go. */
NODISCARD enum err queue_notes_are_due(struct db *db, int64_t day, bool *ret);
NODISCARD enum err queue_notes_expire(struct db *db, int64_t day);

#endif

/* SPDX-License-Identifier: MIT
 *
 * channel_undo.c -- how a post stood before a moderator's action is kept as text of the verb's own.
 * The thief takes every number in it for a handle's. The plant keeps there whom it was about.
 */
#include "channel.h"

#include <stdlib.h>

#include "ranking.h"

static void plant(const struct week *w, sqlite3 *copy)
{
    sqlite3_stmt *set = loot_prepare(copy, "UPDATE undo SET was = was || ' ' || ?2"
                                           " WHERE action_id IN"
                                           "       (SELECT id FROM action WHERE post_id = ?1)");

    for (int i = 0; i < w->n_truths; i++) {
        sqlite3_bind_int64(set, 1, w->truths[i].id.v);
        sqlite3_bind_int64(set, 2, w->people[w->truths[i].person].handle.v);
        if (w->truths[i].face == FACE_ALIAS)
            assert_int_equal(sqlite3_step(set), SQLITE_DONE);
        sqlite3_reset(set);
    }
    sqlite3_finalize(set);
}

static bool is_handle(sqlite3_stmt *handles, int64_t id)
{
    sqlite3_bind_int64(handles, 1, id);
    bool found = sqlite3_step(handles) == SQLITE_ROW;
    sqlite3_reset(handles);
    return found;
}

static void look(struct loot *loot, void *memory, const struct look *look)
{
    sqlite3_stmt *st = loot_prepare(
        look->db, "SELECT a.post_id, u.was FROM undo AS u JOIN action AS a ON a.id = u.action_id"
                  " WHERE a.post_id NOT NULL");
    sqlite3_stmt *handles = loot_prepare(look->db, "SELECT 1 FROM handle WHERE id = ?1");

    (void)loot;
    while (sqlite3_step(st) == SQLITE_ROW) {
        const char *at = (const char *)sqlite3_column_text(st, 1);

        while (*(at += strcspn(at, "123456789"))) {
            char *end;
            long long number = strtoll(at, &end, 10);

            if (is_handle(handles, number))
                ranking_add(memory, sqlite3_column_int64(st, 0), number);
            at = end;
        }
    }
    sqlite3_finalize(st);
    sqlite3_finalize(handles);
}

static int64_t guess(struct loot *loot, void *memory, const struct seen_post *post)
{
    int64_t handle;

    (void)loot;
    return ranking_find(memory, post->id, &handle) ? handle : 0;
}

static void done(void *memory)
{
    ranking_done(memory);
}

const struct channel channel_undo = {
    .name = "undo",
    .what = "how things stood before a moderator's action",
    .memory = sizeof(struct ranking),
    .plant = plant,
    .look = look,
    .guess = guess,
    .done = done,
};

/* SPDX-License-Identifier: MIT
 *
 * channel_waits.c -- a post that waits says when it will be out, and must not say by that when it
 * was written or that its author was seen a moment before. The plant lets all wait equally long.
 */
#include "channel.h"

#include "ranking.h"

enum {
    WAIT_S = ALIAS_SPREAD_MINUTES * 60
};

static void plant(const struct week *w, sqlite3 *copy)
{
    sqlite3_stmt *st = loot_prepare(copy, "UPDATE waiting SET due_at = ?1 WHERE id = ?2");

    for (int i = 0; i < w->n_truths; i++) {
        sqlite3_bind_int64(st, 1, w->truths[i].written + WAIT_S);
        sqlite3_bind_int64(st, 2, w->truths[i].id.v);
        assert_int_equal(sqlite3_step(st), SQLITE_DONE);
        sqlite3_reset(st);
    }
    sqlite3_finalize(st);
}

static void look(struct loot *loot, void *memory, const struct look *look)
{
    sqlite3_stmt *st = loot_prepare(look->db, "SELECT id, due_at FROM waiting");

    (void)loot;
    while (sqlite3_step(st) == SQLITE_ROW)
        ranking_add(memory, sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1) - WAIT_S);
    sqlite3_finalize(st);
    st = loot_prepare(look->db, "SELECT id, created_at FROM post WHERE author_handle NOT NULL");
    while (sqlite3_step(st) == SQLITE_ROW)
        ranking_add(memory, sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1));
    sqlite3_finalize(st);
}

static int64_t guess(struct loot *loot, void *memory, const struct seen_post *post)
{
    return post->waited ? ranking_guess(memory, loot, post) : 0;
}

static void done(void *memory)
{
    ranking_done(memory);
}

const struct channel channel_waits = {
    .name = "waits",
    .what = "how long a post waits",
    .memory = sizeof(struct ranking),
    .plant = plant,
    .look = look,
    .guess = guess,
    .done = done,
};

/* SPDX-License-Identifier: MIT
 *
 * channel_decided.c -- what a decision leaves in the row of a post that waits: since when it was
 * held. That is the tick it was written for; the plant puts there the second it was written in.
 */
#include "channel.h"

#include "ranking.h"

static void plant(const struct week *w, sqlite3 *copy)
{
    sqlite3_stmt *st = loot_prepare(copy, "UPDATE waiting SET held_since = ?1 WHERE id = ?2");

    for (int i = 0; i < w->n_truths; i++) {
        sqlite3_bind_int64(st, 1, w->truths[i].written);
        sqlite3_bind_int64(st, 2, w->truths[i].id.v);
        assert_int_equal(sqlite3_step(st), SQLITE_DONE);
        sqlite3_reset(st);
    }
    sqlite3_finalize(st);
}

static void look(struct loot *loot, void *memory, const struct look *look)
{
    sqlite3_stmt *st = loot_prepare(
        look->db, "SELECT id, held_since FROM waiting WHERE held_since NOT NULL"
                  " UNION ALL"
                  " SELECT id, created_at FROM post WHERE author_handle NOT NULL");

    (void)loot;
    while (sqlite3_step(st) == SQLITE_ROW)
        ranking_add(memory, sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1));
    sqlite3_finalize(st);
}

static int64_t guess(struct loot *loot, void *memory, const struct seen_post *post)
{
    int64_t since;

    return ranking_find(memory, post->id, &since) ? ranking_guess(memory, loot, post) : 0;
}

static void done(void *memory)
{
    ranking_done(memory);
}

const struct channel channel_decided = {
    .name = "decided",
    .what = "since when a post was held that was decided on",
    .memory = sizeof(struct ranking),
    .plant = plant,
    .look = look,
    .guess = guess,
    .done = done,
};

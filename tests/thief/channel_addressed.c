/* SPDX-License-Identifier: MIT
 *
 * channel_addressed.c -- what a post answers and names is kept in rows of its own, with a time that
 * must be no finer than the post's. The plant stores the second of its writing.
 */
#include "channel.h"

#include "ranking.h"

#define HOUR INT64_C(3600)

static void plant(const struct week *w, sqlite3 *copy)
{
    sqlite3_stmt *st = loot_prepare(copy,
                                    "UPDATE addressed SET created_at = ?1 WHERE (thread_id, no)"
                                    " IN (SELECT thread_id, no FROM post WHERE id = ?2)");

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
    sqlite3_stmt *st = loot_prepare(look->db,
                                    "SELECT p.id, p.created_at FROM post AS p"
                                    " WHERE p.author_handle NOT NULL UNION ALL"
                                    " SELECT p.id, a.created_at FROM addressed AS a JOIN post AS p"
                                    "    ON p.thread_id = a.thread_id AND p.no = a.no"
                                    " WHERE p.author_alias NOT NULL");

    (void)loot;
    while (sqlite3_step(st) == SQLITE_ROW)
        ranking_add(memory, sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1));
    sqlite3_finalize(st);
}

/* Where the hour is all there is, this thief takes its middle. */
static int64_t guess(struct loot *loot, void *memory, const struct seen_post *post)
{
    int64_t at;

    if (!ranking_find(memory, post->id, &at))
        return 0;
    return ranking_next_to(memory, loot, post, at % HOUR == 0 ? at + HOUR / 2 : at, INT64_MAX);
}

static void done(void *memory)
{
    ranking_done(memory);
}

const struct channel channel_addressed = {
    .name = "addressed",
    .what = "the rows of what a post answers and names",
    .memory = sizeof(struct ranking),
    .plant = plant,
    .look = look,
    .guess = guess,
    .done = done,
    .lasts = true,
};

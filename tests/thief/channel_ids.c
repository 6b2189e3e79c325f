/* SPDX-License-Identifier: MIT
 *
 * channel_ids.c -- ids that were counted would put every alias post next to what else was written
 * in its minute. The plant counts them.
 */
#include "channel.h"

#include "ranking.h"

static void plant(const struct week *w, sqlite3 *copy)
{
    sqlite3_stmt *st = loot_prepare(copy, "UPDATE post SET id = ?1 WHERE id = ?2");

    for (int i = 0; i < w->n_truths; i++) {
        sqlite3_bind_int64(st, 1, w->truths[i].seq);
        sqlite3_bind_int64(st, 2, w->truths[i].id.v);
        assert_int_equal(sqlite3_step(st), SQLITE_DONE);
        sqlite3_reset(st);
    }
    sqlite3_finalize(st);
}

/* By place in its thread, whatever its id. */
static void look(struct loot *loot, void *memory, const struct look *look)
{
    sqlite3_stmt *st = loot_prepare(look->db, "SELECT thread_id, no, id FROM post");
    struct ranking places = {0};
    int64_t post;

    for (int i = 0; i < loot->n_posts; i++)
        if (loot->posts[i].no > 0)
            ranking_add(&places, loot->posts[i].thread << 20 | loot->posts[i].no,
                        loot->posts[i].id);
    while (sqlite3_step(st) == SQLITE_ROW)
        if (ranking_find(&places, sqlite3_column_int64(st, 0) << 20 | sqlite3_column_int64(st, 1),
                         &post))
            ranking_add(memory, post, sqlite3_column_int64(st, 2));
    sqlite3_finalize(st);
    ranking_done(&places);
}

static int64_t guess(struct loot *loot, void *memory, const struct seen_post *post)
{
    return ranking_guess(memory, loot, post);
}

static void done(void *memory)
{
    ranking_done(memory);
}

const struct channel channel_ids = {
    .name = "ids",
    .what = "the ids of posts",
    .memory = sizeof(struct ranking),
    .plant = plant,
    .look = look,
    .guess = guess,
    .done = done,
    .lasts = true,
};

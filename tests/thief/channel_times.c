/* SPDX-License-Identifier: MIT
 *
 * channel_times.c -- a stored time that is finer than the hour, or a post before and after it in
 * the thread whose times are, puts an alias post beside the handle post of the same minute. The
 * plant stores the second.
 */
#include "channel.h"

#include "ranking.h"

#define HOUR INT64_C(3600)

static void plant(const struct week *w, sqlite3 *copy)
{
    sqlite3_stmt *st = loot_prepare(copy, "UPDATE post SET created_at = ?1 WHERE id = ?2");

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
    sqlite3_stmt *st = loot_prepare(look->db, "SELECT id, created_at, edited_at FROM post");

    (void)loot;
    while (sqlite3_step(st) == SQLITE_ROW) {
        int64_t created = sqlite3_column_int64(st, 1), edited = sqlite3_column_int64(st, 2);

        /* An edit's time is as good: who edits is there. */
        if (created % HOUR == 0 && edited % HOUR != 0)
            created = edited;
        ranking_add(memory, sqlite3_column_int64(st, 0), created);
    }
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

const struct channel channel_times = {
    .name = "times",
    .what = "times of posts and edits",
    .memory = sizeof(struct ranking),
    .plant = plant,
    .look = look,
    .guess = guess,
    .done = done,
    .lasts = true,
};

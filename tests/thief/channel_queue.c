/* SPDX-License-Identifier: MIT
 *
 * channel_queue.c -- the thief is a moderator as well, and reads the queue at every copy, under the
 * moderator's own account. Since when an item waits must not say when its author was there. The
 * plant shows when they wrote under their handle last.
 */
#include "channel.h"

#include <stdlib.h>

#include "ranking.h"

#define HOUR INT64_C(3600)

/* When the author of this post wrote under their handle, the time next to it. */
static int64_t last_seen(const struct week *w, const struct truth *post)
{
    int64_t best = post->written, least = INT64_MAX;

    for (int i = 0; i < w->n_truths; i++) {
        const struct truth *t = &w->truths[i];
        int64_t away = llabs(t->written - post->written);

        if (t->person != post->person || t->face != FACE_HANDLE || away >= least)
            continue;
        least = away;
        best = t->written;
    }
    return best;
}

static void plant(const struct week *w, sqlite3 *copy)
{
    sqlite3_stmt *st;

    loot_exec(copy, "CREATE TABLE planted_queue (post INTEGER PRIMARY KEY, since INTEGER)");
    st = loot_prepare(copy, "INSERT INTO planted_queue VALUES (?1, ?2)");
    for (int i = 0; i < w->n_truths; i++) {
        sqlite3_bind_int64(st, 1, w->truths[i].id.v);
        sqlite3_bind_int64(st, 2, last_seen(w, &w->truths[i]));
        assert_int_equal(sqlite3_step(st), SQLITE_DONE);
        sqlite3_reset(st);
    }
    sqlite3_finalize(st);
}

/* Since when the queue says it waits; what is planted is there in place of it. */
static int64_t since_of(sqlite3_stmt *planted, const struct shown_item *item)
{
    int64_t since = item->since;

    if (!planted)
        return since;
    sqlite3_bind_int64(planted, 1, item->post);
    if (sqlite3_step(planted) == SQLITE_ROW)
        since = sqlite3_column_int64(planted, 0);
    sqlite3_reset(planted);
    return since;
}

static void look(struct loot *loot, void *memory, const struct look *look)
{
    sqlite3_stmt *planted = NULL;
    sqlite3_stmt *st = loot_prepare(look->db,
                                    "SELECT id, created_at FROM post WHERE author_handle NOT NULL");

    (void)loot;
    while (sqlite3_step(st) == SQLITE_ROW)
        ranking_add(memory, sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1));
    sqlite3_finalize(st);
    if (loot_number(look->db, "SELECT count(*) FROM sqlite_schema WHERE name = 'planted_queue'"))
        planted = loot_prepare(look->db, "SELECT since FROM planted_queue WHERE post = ?1");
    for (int i = 0; i < look->n_shown; i++)
        ranking_add(memory, look->shown[i].post, since_of(planted, &look->shown[i]));
    sqlite3_finalize(planted);
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

const struct channel channel_queue = {
    .name = "queue",
    .what = "since when an item waits, as a moderator sees it",
    .memory = sizeof(struct ranking),
    .plant = plant,
    .look = look,
    .guess = guess,
    .done = done,
};

/* SPDX-License-Identifier: MIT
 *
 * channel_search.c -- the shadow tables of the full-text indexes. A row of an index is named by the
 * time of its post; were it the time of indexing, or that of writing, it would be finer than the
 * post's own. The plant names rows of aliases by the second of their writing.
 */
#include "channel.h"

#include "ranking.h"

#define HOUR   INT64_C(3600)
#define ROW_OF INT64_C(1073741824) /* a row is its post's time and, below it, its id */

static void plant(const struct week *w, sqlite3 *copy)
{
    sqlite3_stmt *st = loot_prepare(
        copy, "UPDATE OR IGNORE search_alias_docsize SET id = ?1 * 1073741824 + ?2"
              " WHERE id = (SELECT created_at * 1073741824 + id FROM post WHERE id = ?2)");

    for (int i = 0; i < w->n_truths; i++) {
        sqlite3_bind_int64(st, 1, w->truths[i].written);
        sqlite3_bind_int64(st, 2, w->truths[i].id.v);
        if (w->truths[i].face == FACE_ALIAS)
            assert_int_equal(sqlite3_step(st), SQLITE_DONE);
        sqlite3_reset(st);
    }
    sqlite3_finalize(st);
}

static void look(struct loot *loot, void *memory, const struct look *look)
{
    sqlite3_stmt *st = loot_prepare(look->db, "SELECT id FROM search_named_docsize UNION ALL"
                                              " SELECT id FROM search_alias_docsize");

    (void)loot;
    while (sqlite3_step(st) == SQLITE_ROW) {
        int64_t row = sqlite3_column_int64(st, 0);

        ranking_add(memory, row % ROW_OF, row / ROW_OF);
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

const struct channel channel_search = {
    .name = "search",
    .what = "the shadow tables of the full-text indexes",
    .memory = sizeof(struct ranking),
    .plant = plant,
    .look = look,
    .guess = guess,
    .done = done,
    .lasts = true,
};

/* SPDX-License-Identifier: MIT
 *
 * channel_sanction.c -- a sanction through an alias must reach no handle that can be read. The
 * thief looks for a handle that was sanctioned on the same day, rather for the same reason. The
 * plant does to the handle what was done through its alias.
 */
#include "channel.h"

#include "ranking.h"

static void plant(const struct week *w, sqlite3 *copy)
{
    sqlite3_stmt *all = loot_prepare(copy, "SELECT s.id, a.post_id FROM sanction AS s"
                                           "  JOIN action AS a ON a.id = s.id"
                                           " WHERE s.tag NOT NULL");
    sqlite3_stmt *set = loot_prepare(
        copy, "INSERT INTO sanction (id, handle_id, severity, rule, reason, day, goes)"
              " SELECT -id, ?2, severity, rule, 'planted ' || id, day, goes"
              "   FROM sanction WHERE id = ?1");
    sqlite3_stmt *name = loot_prepare(
        copy, "UPDATE sanction SET reason = 'planted ' || id WHERE id = ?1");

    while (sqlite3_step(all) == SQLITE_ROW) {
        const struct truth *t = week_truth(w, sqlite3_column_int64(all, 1));

        if (!t)
            continue;
        sqlite3_bind_int64(set, 1, sqlite3_column_int64(all, 0));
        sqlite3_bind_int64(set, 2, w->people[t->person].handle.v);
        sqlite3_bind_int64(name, 1, sqlite3_column_int64(all, 0));
        assert_int_equal(sqlite3_step(set), SQLITE_DONE);
        assert_int_equal(sqlite3_step(name), SQLITE_DONE);
        sqlite3_reset(set);
        sqlite3_reset(name);
    }
    sqlite3_finalize(all);
    sqlite3_finalize(set);
    sqlite3_finalize(name);
}

static void look(struct loot *loot, void *memory, const struct look *look)
{
    sqlite3_stmt *st = loot_prepare(
        look->db, "SELECT p.id, h.handle_id FROM sanction AS s"
                  "  JOIN post AS p ON p.thread_id = s.thread_id AND p.author_tag = s.tag"
                  "  JOIN sanction AS h ON h.handle_id NOT NULL AND h.day = s.day"
                  " WHERE s.tag NOT NULL ORDER BY p.id, h.reason = s.reason, h.id");

    (void)loot;
    while (sqlite3_step(st) == SQLITE_ROW)
        ranking_add(memory, sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1));
    sqlite3_finalize(st);
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

const struct channel channel_sanction = {
    .name = "sanction",
    .what = "sanctions through an alias and through a handle",
    .memory = sizeof(struct ranking),
    .plant = plant,
    .look = look,
    .guess = guess,
    .done = done,
};

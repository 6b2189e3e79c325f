/* SPDX-License-Identifier: MIT
 *
 * channel_erasure.c -- jobs to erase a left account's posts come in the moment its handle goes, and
 * must not say which posts they are for. The thief looks for the id of an alias post at every place
 * of every job. The plant leaves jobs unsealed.
 */
#include "channel.h"

#include <stdlib.h>

#include "ranking.h"

enum {
    ID_BYTES = 8
};

struct memory {
    struct ranking gone;  /* handles, and the copy that showed them so first */
    struct ranking named; /* posts, and the handle that went with their job */
    int64_t last_gone;
};

static void plant(const struct week *w, sqlite3 *copy)
{
    sqlite3_stmt *st = loot_prepare(copy, "INSERT INTO erasure (name, until, box)"
                                          " VALUES (randomblob(16), 0, ?1)");

    for (int i = 0; i < w->n_truths; i++) {
        uint8_t box[1 + ID_BYTES] = {1};
        const struct truth *t = &w->truths[i];

        for (int k = 0; k < ID_BYTES; k++)
            box[1 + k] = (uint8_t)((uint64_t)t->id.v >> (8 * k));
        sqlite3_bind_blob(st, 1, box, sizeof box, SQLITE_TRANSIENT);
        if (w->people[t->person].erases)
            assert_int_equal(sqlite3_step(st), SQLITE_DONE);
        sqlite3_reset(st);
    }
    sqlite3_finalize(st);
}

/* Which handle went last, of those whose going was seen. */
static void look_at_handles(struct memory *m, const struct look *look)
{
    sqlite3_stmt *st = loot_prepare(look->db, "SELECT id FROM handle WHERE gone = 1 ORDER BY id");
    int64_t copy;

    while (sqlite3_step(st) == SQLITE_ROW) {
        int64_t handle = sqlite3_column_int64(st, 0);

        if (ranking_find(&m->gone, handle, &copy))
            continue;
        ranking_add(&m->gone, handle, look->copy);
        m->last_gone = handle;
    }
    sqlite3_finalize(st);
}

static void look_at_bytes(struct loot *loot, struct memory *m, const uint8_t *bytes, int n)
{
    int64_t before;

    for (int at = 0; at + ID_BYTES <= n; at++) {
        uint64_t id = 0;

        for (int k = 0; k < ID_BYTES; k++)
            id |= (uint64_t)bytes[at + k] << (8 * k);
        if (loot_post(loot, (int64_t)id) && !ranking_find(&m->named, (int64_t)id, &before))
            ranking_add(&m->named, (int64_t)id, m->last_gone);
    }
}

static void look(struct loot *loot, void *memory, const struct look *look)
{
    sqlite3_stmt *st = loot_prepare(look->db, "SELECT name FROM erasure UNION ALL"
                                              " SELECT box FROM erasure");
    struct memory *m = memory;

    look_at_handles(m, look);
    while (sqlite3_step(st) == SQLITE_ROW)
        look_at_bytes(loot, m, sqlite3_column_blob(st, 0), sqlite3_column_bytes(st, 0));
    sqlite3_finalize(st);
}

static int64_t guess(struct loot *loot, void *memory, const struct seen_post *post)
{
    const struct memory *m = memory;
    int64_t handle;

    (void)loot;
    return ranking_find(&m->named, post->id, &handle) ? handle : 0;
}

static void done(void *memory)
{
    struct memory *m = memory;

    ranking_done(&m->gone);
    ranking_done(&m->named);
}

const struct channel channel_erasure = {
    .name = "erasure",
    .what = "jobs to erase what a left account wrote",
    .memory = sizeof(struct memory),
    .plant = plant,
    .look = look,
    .guess = guess,
    .done = done,
};

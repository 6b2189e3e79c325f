/* SPDX-License-Identifier: MIT
 *
 * channel_notes.c -- what moderators leave beside an item of the queue: notes, and claims. Items
 * are posts by another name, which no foreign key says. The thief looks for handles' names in the
 * notes and for a claim by anybody but the staff. The plant lets a moderator who knows note it.
 */
#include "channel.h"

#include "ranking.h"

static void plant(const struct week *w, sqlite3 *copy)
{
    sqlite3_stmt *st = loot_prepare(
        copy,
        "INSERT INTO queue_note (item, id, by_handle, body, goes) VALUES (?1, ?2, ?3, ?4, 0)");

    for (int i = 0; i < w->n_truths; i++) {
        const struct person *author = &w->people[w->truths[i].person];
        char words[64];

        if (w->truths[i].face != FACE_ALIAS || author->gone)
            continue; /* who has left has no name any more */
        snprintf(words, sizeof words, "Again %s, I believe.", author->name);
        sqlite3_bind_int64(st, 1, w->truths[i].id.v);
        sqlite3_bind_int(st, 2, 999999999 - i);
        sqlite3_bind_int64(st, 3, w->people[MODERATOR].handle.v);
        sqlite3_bind_text(st, 4, words, -1, SQLITE_TRANSIENT);
        assert_int_equal(sqlite3_step(st), SQLITE_DONE);
        sqlite3_reset(st);
    }
    sqlite3_finalize(st);
}

static void look(struct loot *loot, void *memory, const struct look *look)
{
    sqlite3_stmt *st = loot_prepare(look->db,
                                    "SELECT n.item, h.id FROM queue_note AS n JOIN handle AS h"
                                    "    ON h.name NOT NULL AND instr(n.body, h.name) > 0"
                                    " UNION ALL"
                                    " SELECT c.item, c.by_handle FROM claim AS c JOIN handle AS h"
                                    "    ON h.id = c.by_handle AND h.role = 'member'");

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

const struct channel channel_notes = {
    .name = "notes",
    .what = "notes and claims beside an item of the queue",
    .memory = sizeof(struct ranking),
    .plant = plant,
    .look = look,
    .guess = guess,
    .done = done,
    .lasts = true,
};

/* SPDX-License-Identifier: MIT
 *
 * channel_house.c -- what sysops and the keeper keep, which names no post: filters and their
 * counts, rules, templates, switches, what is said to everybody, requests, the queue by day. A
 * member's name or number in it, in the copy in which a post came, would tell whose the post is.
 * The plant says to everybody who wrote last.
 */
#include "channel.h"

static const char *const tables[] = {"filter",      "filter_day", "rule",    "template", "guide",
                                     "maintenance", "broadcast",  "request", "queue_day"};

struct named {
    int64_t by_copy[COPIES_MAX]; /* the member named in it; 0: nobody */
};

static void plant(const struct week *w, sqlite3 *copy)
{
    const struct truth *last = w->n_truths > 0 ? &w->truths[w->n_truths - 1] : NULL;
    sqlite3_stmt *st;

    if (!last || w->people[last->person].gone)
        return; /* who has left has no name any more */
    st = loot_prepare(copy, "INSERT OR REPLACE INTO broadcast (one, words, until)"
                            " VALUES (1, 'Thank you, ' || ?1 || '.', 0)");
    sqlite3_bind_text(st, 1, w->people[last->person].name, -1, SQLITE_TRANSIENT);
    assert_int_equal(sqlite3_step(st), SQLITE_DONE);
    sqlite3_finalize(st);
}

/* Who is named in this column; `is_text`: by name, else by number. */
static int64_t member_in(sqlite3 *db, const char *table, const char *column, bool is_text)
{
    char sql[512];
    sqlite3_stmt *st;
    int64_t handle = 0;

    snprintf(sql, sizeof sql,
             is_text ? "SELECT h.id FROM handle AS h JOIN \"%s\" AS t"
                       "    ON instr(t.\"%s\", h.name) > 0 WHERE h.role = 'member' LIMIT 1"
                     : "SELECT h.id FROM handle AS h JOIN \"%s\" AS t"
                       "    ON t.\"%s\" = h.id WHERE h.role = 'member' LIMIT 1",
             table, column);
    st = loot_prepare(db, sql);
    if (sqlite3_step(st) == SQLITE_ROW)
        handle = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return handle;
}

static void look_at_table(struct named *n, const struct look *look, const char *table)
{
    sqlite3_stmt *st = loot_prepare(look->db, "SELECT name, type FROM pragma_table_info(?1)");

    sqlite3_bind_text(st, 1, table, -1, SQLITE_STATIC);
    while (sqlite3_step(st) == SQLITE_ROW && n->by_copy[look->copy] == 0)
        n->by_copy[look->copy] = member_in(
            look->db, table, (const char *)sqlite3_column_text(st, 0),
            strcmp((const char *)sqlite3_column_text(st, 1), "TEXT") == 0);
    sqlite3_finalize(st);
}

static void look(struct loot *loot, void *memory, const struct look *look)
{
    (void)loot;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        look_at_table(memory, look, tables[i]);
}

static int64_t guess(struct loot *loot, void *memory, const struct seen_post *post)
{
    (void)loot;
    return ((const struct named *)memory)->by_copy[post->first];
}

const struct channel channel_house = {
    .name = "house",
    .what = "members in what sysops and the keeper keep",
    .memory = sizeof(struct named),
    .plant = plant,
    .look = look,
    .guess = guess,
};

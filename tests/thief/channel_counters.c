/* SPDX-License-Identifier: MIT
 *
 * channel_counters.c -- a number beside a handle that grows when its alias writes. Every column of
 * numbers in every table that names a handle is compared from copy to copy; the plant counts what
 * an account wrote.
 */
#include "channel.h"

#include <stdlib.h>

struct count {
    int64_t handle, value;
    int copy; /* in which it grew */
};

/* The numbers of the last copy, and all that grew by more than the handle's own posts. */
struct counts {
    struct count *now, *grown;
    int n_now, n_grown, cap_now, cap_grown;
};

static void plant(const struct week *w, sqlite3 *copy)
{
    sqlite3_stmt *st;

    loot_exec(copy, "ALTER TABLE handle ADD COLUMN planted_writes INTEGER NOT NULL DEFAULT 0");
    st = loot_prepare(copy, "UPDATE handle SET planted_writes = planted_writes + 1 WHERE id = ?1");
    for (int i = 0; i < w->n_truths; i++) {
        sqlite3_bind_int64(st, 1, w->people[w->truths[i].person].handle.v);
        assert_int_equal(sqlite3_step(st), SQLITE_DONE);
        sqlite3_reset(st);
    }
    sqlite3_finalize(st);
}

static struct count *list_add(struct count **list, int *n, int *cap)
{
    if (*n == *cap) {
        *cap = *cap ? 2 * *cap : 128;
        *list = reallocarray(*list, (size_t)*cap, sizeof **list);
        assert_non_null(*list);
    }
    return &(*list)[(*n)++];
}

static void note(struct counts *c, int64_t handle, int64_t value, int64_t posts, int copy)
{
    for (int i = 0; i < c->n_now; i++) {
        if (c->now[i].handle != handle)
            continue;
        if (value - posts > c->now[i].value)
            *list_add(&c->grown, &c->n_grown, &c->cap_grown) = (struct count){handle, value, copy};
        c->now[i].value = value - posts;
        return;
    }
    *list_add(&c->now, &c->n_now, &c->cap_now) = (struct count){handle, value - posts, copy};
}

/* All numbers of a row in one sum: what grows, grows in it. */
static void columns_sum(sqlite3 *db, const char *table, const char *key, char sql[static 1024])
{
    sqlite3_stmt *st = loot_prepare(db, "SELECT name FROM pragma_table_info(?1)"
                                        " WHERE type IN ('INTEGER', 'REAL') AND name <> ?2");
    int n = snprintf(sql, 1024, "SELECT \"%s\", 0", key);

    sqlite3_bind_text(st, 1, table, -1, SQLITE_STATIC);
    sqlite3_bind_text(st, 2, key, -1, SQLITE_STATIC);
    while (sqlite3_step(st) == SQLITE_ROW)
        n += snprintf(sql + n, 1024 - (size_t)n, " + ifnull(sum(\"%s\"), 0)",
                      (const char *)sqlite3_column_text(st, 0));
    sqlite3_finalize(st);
    n += snprintf(sql + n, 1024 - (size_t)n,
                  ", (SELECT count(*) FROM post WHERE author_handle = \"%s\".\"%s\")"
                  " FROM \"%s\" WHERE \"%s\" NOT NULL GROUP BY 1",
                  table, key, table, key);
    assert_in_range(n, 1, 1023);
}

static void look(struct loot *loot, void *memory, const struct look *look)
{
    sqlite3_stmt *tables = loot_prepare(
        look->db, "SELECT m.name, c.name FROM sqlite_schema AS m,"
                  " pragma_table_info(m.name) AS c"
                  " WHERE m.type = 'table' AND m.name NOT IN ('post', 'waiting')"
                  "   AND (c.name LIKE '%handle%' OR (m.name = 'handle'"
                  "                                   AND c.name = 'id'))");
    char sql[1024];

    (void)loot;
    while (sqlite3_step(tables) == SQLITE_ROW) {
        columns_sum(look->db, (const char *)sqlite3_column_text(tables, 0),
                    (const char *)sqlite3_column_text(tables, 1), sql);
        sqlite3_stmt *st = loot_prepare(look->db, sql);
        while (sqlite3_step(st) == SQLITE_ROW)
            note(memory, sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1),
                 sqlite3_column_int64(st, 2), look->copy);
        sqlite3_finalize(st);
    }
    sqlite3_finalize(tables);
}

/* One of those whose number grew when the post came, drawn by its id. */
static int64_t guess(struct loot *loot, void *memory, const struct seen_post *post)
{
    const struct counts *c = memory;
    int64_t handle = 0;
    int same = 0;

    (void)loot;
    for (int i = 0; i < c->n_grown; i++)
        if (c->grown[i].copy == post->first && post->id % ++same == 0)
            handle = c->grown[i].handle;
    return handle;
}

static void done(void *memory)
{
    struct counts *c = memory;

    free(c->now);
    free(c->grown);
}

const struct channel channel_counters = {
    .name = "counters",
    .what = "numbers beside a handle",
    .memory = sizeof(struct counts),
    .plant = plant,
    .look = look,
    .guess = guess,
    .done = done,
};

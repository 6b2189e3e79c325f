/* SPDX-License-Identifier: MIT
 *
 * channel_counters.c -- a number beside a handle that grows when its alias writes. Every column of
 * numbers in every table that names a handle is compared from copy to copy; the plant counts what
 * an account wrote.
 */
#include "channel.h"

#include <limits.h>
#include <stdlib.h>

struct count {
    int64_t handle, value;
    int table; /* in the order of the schema; 0: the handle's own row */
    int copy;  /* in which it grew */
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

static void note(struct counts *c, const struct count *seen)
{
    for (int i = 0; i < c->n_now; i++) {
        if (c->now[i].handle != seen->handle || c->now[i].table != seen->table)
            continue;
        if (seen->value > c->now[i].value)
            *list_add(&c->grown, &c->n_grown, &c->cap_grown) = *seen;
        c->now[i].value = seen->value;
        return;
    }
    *list_add(&c->now, &c->n_now, &c->cap_now) = *seen;
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
                  "                                   AND c.name = 'id'))"
                  " ORDER BY m.name <> 'handle', m.name, c.name");
    char sql[1024];

    (void)loot;
    for (int table = 0; sqlite3_step(tables) == SQLITE_ROW; table++) {
        columns_sum(look->db, (const char *)sqlite3_column_text(tables, 0),
                    (const char *)sqlite3_column_text(tables, 1), sql);
        sqlite3_stmt *st = loot_prepare(look->db, sql);
        while (sqlite3_step(st) == SQLITE_ROW)
            note(memory,
                 &(struct count){.handle = sqlite3_column_int64(st, 0),
                                 .value = sqlite3_column_int64(st, 1) - sqlite3_column_int64(st, 2),
                                 .table = table,
                                 .copy = look->copy});
        sqlite3_finalize(st);
    }
    sqlite3_finalize(tables);
}

/* One of those whose number grew when the post came, drawn by its id: in the handles' own rows,
 * else in the first table in which one did. */
static int64_t guess(struct loot *loot, void *memory, const struct seen_post *post)
{
    const struct counts *c = memory;
    int64_t handle = 0;
    int same = 0, table = INT_MAX;

    (void)loot;
    for (int i = 0; i < c->n_grown; i++) {
        const struct count *grown = &c->grown[i];

        if (grown->copy != post->first || grown->table > table)
            continue;
        same = grown->table < table ? 1 : same + 1;
        if (post->id % same == 0)
            handle = grown->handle;
        table = grown->table;
    }
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

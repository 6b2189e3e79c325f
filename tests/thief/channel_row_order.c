/* SPDX-License-Identifier: MIT
 *
 * channel_row_order.c -- any table that names posts and whose rows lie in the order in which they
 * were written (a rowid that SQLite counts) tells the order of posts. All tables are asked, also
 * those that come later. The plant makes such a table of the submissions' tokens.
 */
#include "channel.h"

#include "ranking.h"

static void plant(const struct week *w, sqlite3 *copy)
{
    sqlite3_stmt *st;

    loot_exec(copy, "CREATE TABLE planted_token (post_id INTEGER, hash BLOB)");
    st = loot_prepare(copy, "INSERT INTO planted_token VALUES (?1, randomblob(32))");
    for (int i = 0; i < w->n_truths; i++) {
        sqlite3_bind_int64(st, 1, w->truths[i].id.v);
        assert_int_equal(sqlite3_step(st), SQLITE_DONE);
        sqlite3_reset(st);
    }
    sqlite3_finalize(st);
}

static void look_at_table(void *memory, sqlite3 *db, const char *table, const char *column)
{
    char sql[256];
    sqlite3_stmt *st;

    snprintf(sql, sizeof sql, "SELECT rowid, \"%s\" FROM \"%s\"", column, table);
    /* A table WITHOUT ROWID has no such order. */
    if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
        return;
    while (sqlite3_step(st) == SQLITE_ROW)
        ranking_add(memory, sqlite3_column_int64(st, 1), sqlite3_column_int64(st, 0));
    sqlite3_finalize(st);
}

static void look(struct loot *loot, void *memory, const struct look *look)
{
    sqlite3_stmt *st = loot_prepare(
        look->db, "SELECT m.name, c.name FROM sqlite_schema AS m,"
                  " pragma_table_info(m.name) AS c"
                  " WHERE m.type = 'table' AND c.name IN ('post_id', 'post', 'item')"
                  "   AND c.pk = 0");

    (void)loot;
    while (sqlite3_step(st) == SQLITE_ROW)
        look_at_table(memory, look->db, (const char *)sqlite3_column_text(st, 0),
                      (const char *)sqlite3_column_text(st, 1));
    sqlite3_finalize(st);
}

static int64_t guess(struct loot *loot, void *memory, const struct seen_post *post)
{
    return ranking_guess(memory, loot, post);
}

static void done(void *memory)
{
    ranking_done(memory);
}

const struct channel channel_row_order = {
    .name = "row_order",
    .what = "the order of rows in every table that names posts",
    .memory = sizeof(struct ranking),
    .plant = plant,
    .look = look,
    .guess = guess,
    .done = done,
    .lasts = true,
};

/* SPDX-License-Identifier: MIT
 *
 * channel_tokens.c -- the same token beside two posts says that they are one person's. Every short
 * blob in every table that names posts is compared; the plant gives each account one token for all
 * that it does.
 */
#include "channel.h"

#include <stdlib.h>

struct mark {
    int64_t token, post;
};

struct marks {
    struct mark *at;
    int n, cap;
};

static void plant(const struct week *w, sqlite3 *copy)
{
    sqlite3_stmt *st;

    loot_exec(copy, "CREATE TABLE planted_mark (post_id INTEGER, token BLOB,"
                    " PRIMARY KEY (token, post_id)) WITHOUT ROWID");
    st = loot_prepare(copy, "INSERT INTO planted_mark VALUES (?1, ?2)");
    for (int i = 0; i < w->n_truths; i++) {
        uint8_t token[16] = {(uint8_t)(w->truths[i].person + 1), 0x5a};

        sqlite3_bind_int64(st, 1, w->truths[i].id.v);
        sqlite3_bind_blob(st, 2, token, sizeof token, SQLITE_TRANSIENT);
        assert_int_equal(sqlite3_step(st), SQLITE_DONE);
        sqlite3_reset(st);
    }
    sqlite3_finalize(st);
}

static void mark_add(struct marks *m, int64_t token, int64_t post)
{
    if (m->n == m->cap) {
        m->cap = m->cap ? 2 * m->cap : 1024;
        m->at = reallocarray(m->at, (size_t)m->cap, sizeof *m->at);
        assert_non_null(m->at);
    }
    m->at[m->n++] = (struct mark){token, post};
}

static void look_at_column(struct marks *m, sqlite3 *db, const char *table, const char *post,
                           const char *column)
{
    char sql[512];
    sqlite3_stmt *st;

    snprintf(sql, sizeof sql,
             "SELECT \"%s\", \"%s\" FROM \"%s\" WHERE length(\"%s\") BETWEEN 8 AND 64", post,
             column, table, column);
    st = loot_prepare(db, sql);
    while (sqlite3_step(st) == SQLITE_ROW)
        mark_add(m, loot_name(sqlite3_column_blob(st, 1), sqlite3_column_bytes(st, 1)),
                 sqlite3_column_int64(st, 0));
    sqlite3_finalize(st);
}

static int by_token(const void *a, const void *b)
{
    const struct mark *x = a, *y = b;

    return x->token < y->token ? -1 : x->token > y->token;
}

static void look(struct loot *loot, void *memory, const struct look *look)
{
    struct marks *m = memory;
    sqlite3_stmt *st = loot_prepare(
        look->db, "SELECT m.name, p.name, c.name FROM sqlite_schema AS m,"
                  " pragma_table_info(m.name) AS p, pragma_table_info(m.name) AS c"
                  " WHERE m.type = 'table' AND c.type IN ('BLOB', 'ANY')"
                  "   AND (p.name IN ('post_id', 'post', 'item')"
                  "        OR (m.name IN ('post', 'waiting') AND p.name = 'id'))");

    (void)loot;
    m->n = 0; /* the last copy holds all there is */
    while (sqlite3_step(st) == SQLITE_ROW)
        look_at_column(m, look->db, (const char *)sqlite3_column_text(st, 0),
                       (const char *)sqlite3_column_text(st, 1),
                       (const char *)sqlite3_column_text(st, 2));
    sqlite3_finalize(st);
    qsort(m->at, (size_t)m->n, sizeof *m->at, by_token);
}

/* A handle post with a token that this post has as well. */
static int64_t guess(struct loot *loot, void *memory, const struct seen_post *post)
{
    const struct marks *m = memory;

    for (int i = 0; i < m->n; i++) {
        if (m->at[i].post != post->id)
            continue;
        int j = i;
        while (j > 0 && m->at[j - 1].token == m->at[i].token)
            j--;
        for (; j < m->n && m->at[j].token == m->at[i].token; j++) {
            const struct seen_post *other = loot_post(loot, m->at[j].post);
            if (other && other->handle != 0)
                return other->handle;
        }
    }
    return 0;
}

static void done(void *memory)
{
    free(((struct marks *)memory)->at);
}

const struct channel channel_tokens = {
    .name = "tokens",
    .what = "tokens, hashes and tags that come twice",
    .memory = sizeof(struct marks),
    .plant = plant,
    .look = look,
    .guess = guess,
    .done = done,
    .lasts = true,
};

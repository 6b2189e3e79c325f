/* SPDX-License-Identifier: MIT
 *
 * token_rows.c -- see the header. Kept in the order of tokens, once a copy is read.
 */
#include "token_rows.h"

#include <stdlib.h>

#include "unit.h"

struct token_row {
    int64_t token, post;
};

void token_rows_plant(const struct week *w, sqlite3 *copy, const char *insert)
{
    sqlite3_stmt *st = loot_prepare(copy, insert);

    for (int i = 0; i < w->n_truths; i++) {
        uint8_t token[16] = {(uint8_t)(w->truths[i].person + 1), 0x5a};

        sqlite3_bind_int64(st, 1, w->truths[i].id.v);
        sqlite3_bind_blob(st, 2, token, sizeof token, SQLITE_TRANSIENT);
        assert_int_equal(sqlite3_step(st), SQLITE_DONE);
        sqlite3_reset(st);
    }
    sqlite3_finalize(st);
}

static int by_token(const void *a, const void *b)
{
    const struct token_row *x = a, *y = b;

    return x->token < y->token ? -1 : x->token > y->token;
}

void token_rows_look(struct token_rows *rows, sqlite3 *db, const char *select)
{
    sqlite3_stmt *st = loot_prepare(db, select);

    rows->n = 0;
    while (sqlite3_step(st) == SQLITE_ROW) {
        if (rows->n == rows->cap) {
            rows->cap = rows->cap ? 2 * rows->cap : 1024;
            rows->at = reallocarray(rows->at, (size_t)rows->cap, sizeof *rows->at);
            assert_non_null(rows->at);
        }
        rows->at[rows->n++] = (struct token_row){
            loot_name(sqlite3_column_blob(st, 1), sqlite3_column_bytes(st, 1)),
            sqlite3_column_int64(st, 0)};
    }
    sqlite3_finalize(st);
    qsort(rows->at, (size_t)rows->n, sizeof *rows->at, by_token);
}

/* The handle that has most of the posts of the token at `i`, and how many. */
static int64_t owner(const struct token_rows *rows, struct loot *loot, int i, int *ret_times)
{
    int64_t handle = 0;
    int first = i, end = i;

    *ret_times = 0;
    while (first > 0 && rows->at[first - 1].token == rows->at[i].token)
        first--;
    while (end < rows->n && rows->at[end].token == rows->at[i].token)
        end++;
    for (int j = first; j < end; j++) {
        const struct seen_post *one = loot_post(loot, rows->at[j].post);
        int times = 0;

        for (int k = j; one && one->handle != 0 && k < end; k++) {
            const struct seen_post *other = loot_post(loot, rows->at[k].post);

            times += other && other->handle == one->handle;
        }
        if (times > *ret_times) {
            *ret_times = times;
            handle = one->handle;
        }
    }
    return handle;
}

int64_t token_rows_guess(const struct token_rows *rows, struct loot *loot,
                         const struct seen_post *post)
{
    int64_t best = 0;
    int most = 0;

    for (int i = 0; i < rows->n; i++) {
        int times = 0;
        int64_t handle = rows->at[i].post == post->id ? owner(rows, loot, i, &times) : 0;

        if (times > most) {
            most = times;
            best = handle;
        }
    }
    return best;
}

void token_rows_done(void *memory)
{
    free(((struct token_rows *)memory)->at);
}

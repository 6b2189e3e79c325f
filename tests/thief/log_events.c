/* SPDX-License-Identifier: MIT
 *
 * log_events.c -- what a write-ahead log tells in its order: after each of its commits the rows of
 * the tables that matter are compared with those before it.
 */
#include "log_events.h"

#include <stdlib.h>
#include <string.h>

#include "loot.h"
#include "unit.h"

struct rows {
    struct {
        int64_t key;
        uint64_t sum;
    } * at;
    int n, cap;
    int column; /* of the key, where there is no rowid */
};

static uint64_t sum_of(const uint8_t *bytes, size_t n)
{
    uint64_t sum = UINT64_C(14695981039346656037) + n;

    for (; n > 0; bytes += n < 8 ? n : 8, n -= n < 8 ? n : 8) {
        uint64_t word = 0;

        memcpy(&word, bytes, n < 8 ? n : 8);
        sum = (sum ^ word) * UINT64_C(1099511628211);
        sum ^= sum >> 32;
    }
    return sum;
}

static void row_add(void *ctx, const struct image *image, const struct cell *cell)
{
    struct rows *rows = ctx;
    size_t n;
    const uint8_t *name = cell->rowid ? NULL : cell_blob(cell, rows->column, &n);

    (void)image;
    if (rows->n == rows->cap) {
        rows->cap = rows->cap ? 2 * rows->cap : 256;
        rows->at = reallocarray(rows->at, (size_t)rows->cap, sizeof *rows->at);
        assert_non_null(rows->at);
    }
    rows->at[rows->n].key = name ? loot_name(name, (int)n) : cell->rowid;
    rows->at[rows->n++].sum = sum_of(cell->payload, cell->n);
}

static int by_key(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return x < y ? -1 : x > y;
}

static void rows_read(struct rows *rows, const struct image *image, uint32_t root)
{
    rows->n = 0;
    image_walk(image, root, row_add, rows);
    qsort(rows->at, (size_t)rows->n, sizeof *rows->at, by_key);
}

static void event_add(struct log_events *e, enum log_kind kind, int64_t key, int commit)
{
    if (e->n == e->cap) {
        e->cap = e->cap ? 2 * e->cap : 64;
        e->at = reallocarray(e->at, (size_t)e->cap, sizeof *e->at);
        assert_non_null(e->at);
    }
    e->at[e->n++] = (struct log_event){kind, key, commit};
}

/* What is in `now` and was not, or was another. */
static void rows_compare(struct log_events *e, enum log_kind kind, int commit,
                         const struct rows *before, const struct rows *now)
{
    for (int i = 0, j = 0; i < now->n; i++) {
        while (j < before->n && before->at[j].key < now->at[i].key)
            j++;
        if (j == before->n || before->at[j].key != now->at[i].key ||
            before->at[j].sum != now->at[i].sum)
            event_add(e, kind, now->at[i].key, commit);
    }
}

static const struct {
    const char *name;
    enum log_kind kind;
    int column; /* of the key, in a table without rowids */
} tables[] = {
    {"post", LOG_POST, 0},   {"waiting", LOG_WAITING, 0},     {"state", LOG_STATE, 0},
    {"draft", LOG_DRAFT, 0}, {"report", LOG_ROW, 0},          {"verdict", LOG_ROW, 1},
    {"appeal", LOG_ROW, 0},  {"school_proposal", LOG_ROW, 0},
};

enum {
    TABLES = sizeof tables / sizeof tables[0]
};

void log_events_read(struct log_events *e, struct image *image)
{
    struct rows before[TABLES] = {{0}}, now = {0};
    uint32_t roots[TABLES];
    size_t at = 0;

    for (int t = 0; t < TABLES; t++) {
        roots[t] = image_root(image, tables[t].name);
        before[t].column = tables[t].column;
        rows_read(&before[t], image, roots[t]);
    }
    for (int commit = 0; image_next_commit(image, &at); commit++)
        for (int t = 0; t < TABLES; t++) {
            struct rows swap;

            now.column = tables[t].column;
            rows_read(&now, image, roots[t]);
            rows_compare(e, tables[t].kind, commit, &before[t], &now);
            swap = before[t];
            before[t] = now;
            now = swap;
        }
    for (int t = 0; t < TABLES; t++)
        free(before[t].at);
    free(now.at);
}

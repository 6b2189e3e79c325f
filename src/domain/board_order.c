/* SPDX-License-Identifier: MIT
 *
 * board_order.c -- in which order boards stand.
 *
 * Boards are listed by the first of their category, then by position. A new order is written by
 * giving out the positions that there are again, each greater than the one before, so that a move
 * touches few rows and leaves the gaps that the sysop made.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curbside/base/str.h>
#include <curbside/domain/board_edit.h>
#include <curbside/store/boards.h>

#include "governing.h"

struct order {
    struct board_row *rows; /* as they stand */
    int n;
    int *at; /* the new order: indexes into rows */
};

static bool same_category(const struct order *o, int one, int other)
{
    return strcmp(o->rows[one].category, o->rows[other].category) == 0;
}

/* The first row of the category that holds row `i`, or the one behind its last. */
static int category_edge(const struct order *o, int i, int by)
{
    while (by < 0 && i > 0 && same_category(o, i - 1, i))
        i--;
    while (by > 0 && i + 1 < o->n && same_category(o, i + 1, i))
        i++;
    return by < 0 ? i : i + 1;
}

/* Rows first..mid-1 and mid..end-1 change places. */
static void blocks_swap(struct order *o, int first, int mid, int end)
{
    int k = first;

    for (int i = mid; i < end; i++)
        o->at[k++] = i;
    for (int i = first; i < mid; i++)
        o->at[k++] = i;
}

/* Past its neighbor in the category; at the category's edge, the category past the next one. */
static enum err rows_move(struct order *o, int i, int by)
{
    int other = i + (by < 0 ? -1 : 1);

    if (other < 0 || other >= o->n)
        return E_DONE_ALREADY;
    if (same_category(o, i, other))
        blocks_swap(o, by < 0 ? other : i, by < 0 ? i : other, (by < 0 ? i : other) + 1);
    else if (by < 0)
        blocks_swap(o, category_edge(o, other, -1), i, category_edge(o, i, 1));
    else
        blocks_swap(o, category_edge(o, i, -1), other, category_edge(o, other, 1));
    return OK;
}

static int by_size(const void *one, const void *other)
{
    int64_t a = *(const int64_t *)one, b = *(const int64_t *)other;

    return a < b ? -1 : a > b;
}

/* Writes what is other than it was, and notes it: "ID WAS NOW;" for each. */
static enum err order_write(struct arena *a, struct visit *v, struct order *o, struct str *was)
{
    int64_t *positions = arena_array(a, (size_t)o->n, sizeof *positions), last = INT64_MIN;

    if (!positions)
        return E_NOMEM;
    for (int i = 0; i < o->n; i++)
        positions[i] = o->rows[i].position;
    qsort(positions, (size_t)o->n, sizeof *positions, by_size);
    for (int i = 0; i < o->n; i++) {
        struct board_row row = o->rows[o->at[i]];
        int64_t before = row.position;

        last = row.position = positions[i] > last ? positions[i] : last + 1;
        if (row.position == before)
            continue;
        TRY(boards_update(v->db, &row));
        str_printf(was, "%" PRId64 " %" PRId64 " %" PRId64 ";", row.id.v, before, row.position);
    }
    return was->failed ? E_NOMEM : OK;
}

static enum err order_load(struct arena *a, struct visit *v, const char *slug, struct order *o,
                           int *ret_at)
{
    TRY(boards_list(a, v->db, true, &o->rows, &o->n));
    o->at = arena_array(a, (size_t)o->n + 1, sizeof *o->at);
    if (!o->at)
        return E_NOMEM;
    *ret_at = -1;
    for (int i = 0; i < o->n; i++) {
        o->at[i] = i;
        if (strcmp(o->rows[i].slug, slug) == 0)
            *ret_at = i;
    }
    return *ret_at < 0 ? E_NOTFOUND : OK;
}

enum err board_move(struct visit *v, const char *slug, int by, action_id *ret_id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_STR struct str was = STR_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct action_row what = {.verb = "order-boards"};
    struct order order;
    int at;

    TRY(governing_begin(&txn, v));
    TRY(order_load(&a, v, slug, &order, &at));
    TRY(rows_move(&order, at, by));
    TRY(order_write(&a, v, &order, &was));
    what.board = order.rows[at].id;
    return governing_end(&txn, v, &what, str_cstr(&was), ret_id);
}

enum err undo_order(struct arena *a, struct visit *v, const struct action_row *action,
                    const char *was)
{
    (void)action;
    while (*was) {
        struct board_row row;
        int64_t before, now;
        board_id id;
        int used = 0;

        if (sscanf(was, "%" SCNd64 " %" SCNd64 " %" SCNd64 ";%n", &id.v, &before, &now, &used) !=
                3 ||
            used == 0)
            return E_CORRUPT;
        TRY(boards_get(a, v->db, id, &row));
        if (row.position != now)
            return E_STALE;
        row.position = before;
        TRY(boards_update(v->db, &row));
        was += used;
    }
    return OK;
}

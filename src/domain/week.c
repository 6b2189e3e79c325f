/* SPDX-License-Identifier: MIT
 *
 * week.c -- how busy the boards were in the last seven days.
 */
#include <curbside/domain/week.h>

#include <stdlib.h>

#include <curbside/domain/board.h>
#include <curbside/store/arrivals.h>
#include <curbside/store/boards.h>
#include <curbside/store/db.h>

#include "board_rows.h"

/* Ties by id, so that the order stands still. */
static int compare(const void *one, const void *two)
{
    const struct board_week *a = one, *b = two;

    if (a->posts != b->posts)
        return a->posts > b->posts ? -1 : 1;
    return a->board.v < b->board.v ? -1 : a->board.v > b->board.v;
}

static enum err week_read(struct visit *v, const struct board_row *row, struct board_week *ret)
{
    int64_t today = time_floor_day(clock_wall_s(v->clock)) / ARRIVAL_HOUR_S;

    *ret = (struct board_week){.board = row->id, .title = row->title};
    TRY(arrivals_days(v->db, row->id, today - (WEEK_DAYS - 1) * ARRIVAL_DAY_HOURS, WEEK_DAYS,
                      ret->days));
    for (int i = 0; i < WEEK_DAYS; i++)
        ret->posts += ret->days[i];
    return OK;
}

enum err board_weeks(struct arena *a, struct visit *v, int limit, struct board_weeks *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    struct board_row *boards;
    struct board_week *rows;
    int n_boards, n = 0;

    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(boards_list(a, v->db, false, &boards, &n_boards));
    rows = arena_array(a, (size_t)n_boards, sizeof *rows);
    if (!rows)
        return E_NOMEM;
    for (int i = 0; i < n_boards; i++) {
        struct board board;

        board_from_row(&boards[i], &board);
        if (!board_is_open(v, &board))
            continue;
        TRY(week_read(v, &boards[i], &rows[n]));
        n += rows[n].posts > 0;
    }
    TRY(txn_commit(&txn));
    qsort(rows, (size_t)n, sizeof *rows, compare);
    *ret = (struct board_weeks){rows, n < limit ? n : limit};
    return OK;
}

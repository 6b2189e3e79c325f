/* SPDX-License-Identifier: MIT
 *
 * week.c -- how busy the boards were in the last seven days.
 */
#include <curbside/domain/week.h>

#include <stdlib.h>

#include <curbside/store/arrivals.h>
#include <curbside/store/db.h>

/* Ties by id, so that the order stands still. */
static int compare(const void *one, const void *two)
{
    const struct board_week *a = one, *b = two;

    if (a->posts != b->posts)
        return a->posts > b->posts ? -1 : 1;
    return a->board.v < b->board.v ? -1 : a->board.v > b->board.v;
}

static enum err week_read(struct visit *v, const struct board *board, struct board_week *ret)
{
    int64_t today = time_floor_day(clock_wall_s(v->clock)) / ARRIVAL_HOUR_S;

    *ret = (struct board_week){.board = board->id, .title = board->title};
    TRY(arrivals_days(v->db, board->id, today - (WEEK_DAYS - 1) * ARRIVAL_DAY_HOURS, WEEK_DAYS,
                      ret->days));
    for (int i = 0; i < WEEK_DAYS; i++)
        ret->posts += ret->days[i];
    return OK;
}

enum err board_weeks(struct arena *a, struct visit *v, const struct board_page *boards, int limit,
                     struct board_weeks *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    struct board_week *rows = arena_array(a, (size_t)boards->n, sizeof *rows);
    int n = 0;

    if (!rows)
        return E_NOMEM;
    TRY(txn_begin(&txn, v->db, TXN_READ));
    for (int i = 0; i < boards->n; i++) {
        TRY(week_read(v, &boards->rows[i], &rows[n]));
        n += rows[n].posts > 0;
    }
    TRY(txn_commit(&txn));
    qsort(rows, (size_t)n, sizeof *rows, compare);
    *ret = (struct board_weeks){rows, n < limit ? n : limit};
    return OK;
}

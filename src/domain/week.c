/* SPDX-License-Identifier: MIT
 *
 * week.c -- how busy the boards were in the last seven days.
 */
#include <curbside/domain/week.h>

#include <stdlib.h>

#include <curbside/store/arrivals.h>

/* Ties by id, so that the order stands still. */
static int compare(const void *one, const void *two)
{
    const struct board_week *a = one, *b = two;

    if (a->posts != b->posts)
        return a->posts > b->posts ? -1 : 1;
    return a->board.v < b->board.v ? -1 : a->board.v > b->board.v;
}

/* Those with posts; how many. */
static int weeks_fill(const struct board_page *boards, const int64_t *posts, struct board_week *ret)
{
    int n = 0;

    for (int i = 0; i < boards->n; i++) {
        struct board_week *w = &ret[n];

        *w = (struct board_week){.board = boards->rows[i].id, .title = boards->rows[i].title};
        for (int day = 0; day < WEEK_DAYS; day++) {
            w->days[day] = posts[i * WEEK_DAYS + day];
            w->posts += w->days[day];
        }
        n += w->posts > 0;
    }
    return n;
}

enum err board_weeks(struct arena *a, struct visit *v, const struct board_page *boards, int limit,
                     struct board_weeks *ret)
{
    int64_t today = time_floor_day(clock_wall_s(v->clock)) / ARRIVAL_HOUR_S;
    size_t n = (size_t)boards->n;
    board_id *ids = arena_array(a, n, sizeof *ids);
    int64_t *posts = arena_array(a, n * WEEK_DAYS, sizeof *posts);
    struct board_week *rows = arena_array(a, n, sizeof *rows);
    int busy;

    if (!ids || !posts || !rows)
        return E_NOMEM;
    for (int i = 0; i < boards->n; i++)
        ids[i] = boards->rows[i].id;
    TRY(arrivals_days(v->db, ids, boards->n, today - (WEEK_DAYS - 1) * ARRIVAL_DAY_HOURS, WEEK_DAYS,
                      posts));
    busy = weeks_fill(boards, posts, rows);
    qsort(rows, (size_t)busy, sizeof *rows, compare);
    *ret = (struct board_weeks){rows, busy < limit ? busy : limit};
    return OK;
}

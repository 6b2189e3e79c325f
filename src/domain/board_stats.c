/* SPDX-License-Identifier: MIT
 *
 * board_stats.c -- counting what there is, for sysops.
 */
#include <curbside/domain/board_stats.h>

#include <stdio.h>

#include <curbside/base/clock.h>
#include <curbside/domain/permission.h>
#include <curbside/domain/queue.h>
#include <curbside/store/actions.h>
#include <curbside/store/arrivals.h>
#include <curbside/store/boards.h>
#include <curbside/store/db.h>
#include <curbside/store/handles.h>
#include <curbside/store/queue_days.h>

enum {
    WEEK_DAYS = 7,
    DAY_S = 24 * 60 * 60,
    HOUR_S = 60 * 60,
};

/* Of every board, the closed ones too. */
static enum err posts_count(struct arena *a, struct visit *v, struct board_stats *s)
{
    struct board_row *boards;
    int64_t *posts;
    board_id *ids;
    int n;

    TRY(boards_list(a, v->db, true, &boards, &n));
    ids = arena_array(a, (size_t)n, sizeof *ids);
    posts = arena_array(a, (size_t)n * (size_t)s->n_days, sizeof *posts);
    if (!ids || !posts)
        return E_NOMEM;
    for (int i = 0; i < n; i++)
        ids[i] = boards[i].id;
    TRY(arrivals_days(v->db, ids, n, s->days[0].day / ARRIVAL_HOUR_S, s->n_days, posts));
    for (int i = 0; i < n * s->n_days; i++)
        s->days[i % s->n_days].posts += posts[i];
    return OK;
}

static enum err actions_count(struct arena *a, struct visit *v, struct board_stats *s)
{
    struct action_day *days;
    int n;

    TRY(actions_by_day(a, v->db, s->days[0].day, s->n_days, &days, &n));
    for (int i = 0; i < n; i++) {
        int64_t at = (days[i].day - s->days[0].day) / DAY_S;

        if (at >= 0 && at < s->n_days)
            s->days[at].actions = days[i].n;
    }
    return OK;
}

static enum err queue_days_count(struct arena *a, struct visit *v, struct board_stats *s)
{
    struct queue_day *rows;
    int n;

    TRY(queue_days_list(a, v->db, s->days[0].day, s->n_days, &rows, &n));
    for (int i = 0; i < n; i++) {
        int64_t at = (rows[i].day - s->days[0].day) / DAY_S;

        if (at < 0 || at >= s->n_days)
            continue;
        s->days[at].waiting = rows[i].waiting;
        s->days[at].oldest_hours = rows[i].oldest_hours;
    }
    return OK;
}

static int64_t rounded(int64_t n)
{
    return (n + STATS_ROUND / 2) / STATS_ROUND * STATS_ROUND;
}

static enum err members_count(struct arena *a, struct visit *v, struct board_stats *s)
{
    struct handle_quarter *quarters;
    int64_t all = 0;
    int n;

    TRY(handles_by_quarter(a, v->db, STATS_QUARTERS, &quarters, &n));
    for (int i = 0; i < n; i++) {
        s->quarters[s->n_quarters++] = (struct quarter_count){quarters[i].quarter,
                                                              rounded(quarters[i].n)};
        all += quarters[i].n;
    }
    s->members = rounded(all);
    return OK;
}

static enum err queue_look(struct arena *a, struct visit *v, struct board_stats *s)
{
    const struct queue_query query = {.limit = 1};
    struct queue_page page;

    TRY(queue_count(v, &s->waiting));
    TRY(queue_list(a, v, &query, &page));
    s->oldest_hours = page.n > 0 ? page.rows[0].age_hours : -1;
    return OK;
}

static enum err days_make(struct arena *a, struct visit *v, int weeks, struct board_stats *s)
{
    int64_t today = time_floor_day(clock_wall_s(v->clock));

    s->n_days = weeks * WEEK_DAYS;
    s->days = arena_array(a, (size_t)s->n_days, sizeof *s->days);
    if (!s->days)
        return E_NOMEM;
    for (int i = 0; i < s->n_days; i++)
        s->days[i] = (struct day_count){
            .day = today - (int64_t)(s->n_days - 1 - i) * DAY_S, .waiting = -1, .oldest_hours = -1};
    return OK;
}

enum err board_stats(struct arena *a, struct visit *v, int weeks, struct board_stats *ret)
{
    struct board_stats s = {.n_days = 0};

    TRY(role_require(v->who, permission_role(MAY_GOVERN)));
    TRY(permission_require(v, MAY_GOVERN));
    if (weeks < 1 || weeks > STATS_WEEKS_MAX)
        return E_NUMBER_INVALID;
    TRY(days_make(a, v, weeks, &s));
    TRY(posts_count(a, v, &s));
    TRY(actions_count(a, v, &s));
    TRY(queue_days_count(a, v, &s));
    TRY(members_count(a, v, &s));
    TRY(queue_look(a, v, &s));
    *ret = s;
    return OK;
}

void board_stats_week(const struct board_stats *s, int week, struct day_count *ret)
{
    *ret = (struct day_count){
        .day = s->days[week * WEEK_DAYS].day, .waiting = -1, .oldest_hours = -1};
    for (int i = 0; i < WEEK_DAYS; i++) {
        const struct day_count *day = &s->days[week * WEEK_DAYS + i];

        ret->posts += day->posts;
        ret->actions += day->actions;
        ret->waiting = day->waiting > ret->waiting ? day->waiting : ret->waiting;
        if (day->oldest_hours > ret->oldest_hours)
            ret->oldest_hours = day->oldest_hours;
    }
}

const char *quarter_words(struct arena *a, int64_t quarter)
{
    char day[TIME_RFC3339_SIZE];
    int year, month;

    time_format_rfc3339(quarter, day);
    if (sscanf(day, "%d-%d", &year, &month) != 2)
        return "";
    return arena_printf(a, "%d-Q%d", year, (month - 1) / 3 + 1);
}

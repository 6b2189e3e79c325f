/* SPDX-License-Identifier: MIT
 *
 * sysop_stats.c -- how the board does: plots with their numbers beside them.
 */
#include <string.h>

#include <curbside/domain/board_stats.h>
#include <curbside/domain/interview_words.h>

#include "context.h"
#include "figure_text.h"
#include "page.h"
#include "rows.h"

enum {
    WEEK_DAYS = 7,
    PLOT_DAYS = 14, /* of the daily plots */
};

struct state {
    struct board_stats stats;
    struct figure_lines by_week, by_day, members;
    const char *queue; /* a sentence */
    struct page page;
};

/* ---- lines of a plot and what it says ---- */

static int top_of(const int *values, int n)
{
    int top = 0;

    for (int i = 0; i < n; i++)
        top = values[i] > top ? values[i] : top;
    return top;
}

/* `from`: what it begins with, it ends now. `words` says the plot in numbers. */
static enum err line_add(struct arena *a, struct figure_lines *lines, const char *label,
                         const int *values, int n, const char *from, const char *words)
{
    struct figure_line *line = &lines->rows[lines->n];

    *line = (struct figure_line){.label = label,
                                 .low = from,
                                 .high = *from ? "now" : "",
                                 .plot = figure_bars(a, values, n, top_of(values, n)),
                                 .words = words};
    lines->n++;
    return line->plot && words ? OK : E_NOMEM;
}

/* "212 in the last 7 days, 148 in those before" */
static const char *weeks_words(struct arena *a, const int *values, int n)
{
    char now[COUNT_SIZE], before[COUNT_SIZE];

    count_format(values[n - 1], now);
    return n > 1 ? arena_printf(a, "%s in the last 7 days, %s in those before", now,
                                count_format(values[n - 2], before))
                 : arena_printf(a, "%s in the last 7 days", now);
}

static const char *days_words(struct arena *a, const int *values, int n)
{
    char now[COUNT_SIZE], top[COUNT_SIZE];

    return arena_printf(a, "%s today so far, at most %s", count_format(values[n - 1], now),
                        count_format(top_of(values, n), top));
}

/* Before the keeper first looked there is nothing to draw. */
static int known(int64_t n)
{
    return n < 0 ? 0 : (int)n;
}

static enum err add_weeks(struct arena *a, struct state *s)
{
    int posts[STATS_WEEKS], actions[STATS_WEEKS], oldest[STATS_WEEKS];
    char top[COUNT_SIZE];

    for (int i = 0; i < STATS_WEEKS; i++) {
        struct day_count week;

        board_stats_week(&s->stats, i, &week);
        posts[i] = (int)week.posts;
        actions[i] = (int)week.actions;
        oldest[i] = known(week.oldest_hours);
    }
    TRY(line_add(a, &s->by_week, "Posts", posts, STATS_WEEKS, "8w",
                 weeks_words(a, posts, STATS_WEEKS)));
    TRY(line_add(a, &s->by_week, "Actions", actions, STATS_WEEKS, "8w",
                 weeks_words(a, actions, STATS_WEEKS)));
    return line_add(a, &s->by_week, "Queue age", oldest, STATS_WEEKS, "8w",
                    arena_printf(a, "at most %s h in the last 7 days",
                                 count_format(oldest[STATS_WEEKS - 1], top)));
}

static enum err add_days(struct arena *a, struct state *s)
{
    const struct day_count *days = s->stats.days + s->stats.n_days - PLOT_DAYS;
    char now[COUNT_SIZE], top[COUNT_SIZE];
    int posts[PLOT_DAYS], actions[PLOT_DAYS], waiting[PLOT_DAYS], oldest[PLOT_DAYS];

    for (int i = 0; i < PLOT_DAYS; i++) {
        posts[i] = (int)days[i].posts;
        actions[i] = (int)days[i].actions;
        waiting[i] = known(days[i].waiting);
        oldest[i] = known(days[i].oldest_hours);
    }
    TRY(line_add(a, &s->by_day, "Posts", posts, PLOT_DAYS, "14d", days_words(a, posts, PLOT_DAYS)));
    TRY(line_add(a, &s->by_day, "Actions", actions, PLOT_DAYS, "14d",
                 days_words(a, actions, PLOT_DAYS)));
    TRY(line_add(a, &s->by_day, "Queue", waiting, PLOT_DAYS, "14d",
                 arena_printf(a, "%s waited as today began, at most %s",
                              count_format(waiting[PLOT_DAYS - 1], now),
                              count_format(top_of(waiting, PLOT_DAYS), top))));
    return line_add(a, &s->by_day, "Queue age", oldest, PLOT_DAYS, "14d",
                    arena_printf(a, "%s h as today began, at most %s h",
                                 count_format(oldest[PLOT_DAYS - 1], now),
                                 count_format(top_of(oldest, PLOT_DAYS), top)));
}

static enum err add_members(struct arena *a, struct state *s)
{
    const struct board_stats *stats = &s->stats;
    int members[STATS_QUARTERS], n = stats->n_quarters;
    char joined[COUNT_SIZE], all[COUNT_SIZE];

    if (n == 0)
        return OK;
    for (int i = 0; i < n; i++)
        members[i] = (int)stats->quarters[n - 1 - i].members;
    return line_add(a, &s->members, "Members", members, n, "",
                    arena_printf(a, "about %s joined in %s, about %s in all",
                                 count_format(members[n - 1], joined),
                                 quarter_words(a, stats->quarters[0].quarter),
                                 count_format(stats->members, all)));
}

static enum err stats_load(struct ui *ui, struct state *s)
{
    struct arena *a = ui_arena(ui);
    char waiting[COUNT_SIZE], hours[COUNT_SIZE];

    TRY(board_stats(a, visit_of(ui), STATS_WEEKS, &s->stats));
    TRY(add_weeks(a, s));
    TRY(add_days(a, s));
    TRY(add_members(a, s));
    s->queue = s->stats.oldest_hours < 0 ? "Nothing waits."
                                         : arena_printf(a, "%s wait, the oldest for %s h.",
                                                        count_format(s->stats.waiting, waiting),
                                                        count_format(s->stats.oldest_hours, hours));
    return s->queue ? OK : E_NOMEM;
}

static enum err stats_open(struct ui *ui, void *state, const void *arg)
{
    (void)arg;
    return stats_load(ui, state);
}

static void stats_close(struct ui *ui, void *state)
{
    (void)ui;
    page_done(&((struct state *)state)->page);
}

/* ---- the page ---- */

static void stats_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)ui, (void)state;
    ret->place = "Sysop › Statistics";
}

static void block_add(struct lines *l, int cols, const char *heading, const struct figure_lines *f)
{
    lines_add(l, 1, THEME_SECTION, heading);
    figure_text_lines(l, cols, false, f);
    lines_blank(l);
}

static void lay_out(const void *ctx, struct lines *l, int cols)
{
    const struct state *s = ctx;
    int width = cols - 1 < UI_TEXT_COLS ? cols - 1 : UI_TEXT_COLS;

    block_add(l, width, "By week, eight weeks", &s->by_week);
    block_add(l, width, "By day, two weeks", &s->by_day);
    if (s->members.n > 0)
        block_add(l, width, "By the quarter they joined in", &s->members);
    lines_add(l, 1, THEME_SECTION, "The queue");
    lines_wrap(l, 1, width, THEME_TEXT, s->queue);
    lines_blank(l);
    lines_wrap(
        l, 1, width, THEME_DIM,
        "Counted from what everybody can read. Of members the board keeps the quarter and no "
        "day; their number is rounded to five.");
}

static void stats_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;

    (void)ui;
    page_draw(&s->page, canvas, body, lay_out, s);
}

static bool stats_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return pager_key(&s->page.pager, ui, key) != PAGER_IGNORED;
}

static const struct key_help *const moving[] = {pager_help, NULL};

const struct screen_ops screen_sysop_stats = {
    .name = "sysop_stats",
    .about = "Statistics, for sysops",
    .min_level = 3,
    .state_size = sizeof(struct state),
    .moving = moving,
    .open = stats_open,
    .header = stats_header,
    .draw = stats_draw,
    .key = stats_key,
    .close = stats_close,
};

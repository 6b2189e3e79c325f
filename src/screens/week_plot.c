/* SPDX-License-Identifier: MIT
 *
 * week_plot.c -- a board's week in one row.
 *
 * Each board is drawn to its own busiest day: the blocks show the course of the week, the number
 * how much it was. The lowest block is a day without any post and no other.
 */
#include "week_plot.h"

#include <string.h>

#include "rows.h"

enum {
    WEEK_PLOT_COLS = 36, /* title, blocks, number */
    NARROW_LESS = 5,     /* "16,014 unread" behind a long name, also in a pane */
    NUMBER_COLS = 8,
    HEIGHTS = 7,     /* the eighth would touch the row above */
    BLOCK_BYTES = 3, /* in UTF-8 */
};

static const char *block(int64_t n, int64_t most)
{
    static const char *const blocks[HEIGHTS] = {"\u2581", "\u2582", "\u2583", "\u2584",
                                                "\u2585", "\u2586", "\u2587"};

    return blocks[n == 0 ? 0 : 1 + (n * (HEIGHTS - 1) - 1) / most];
}

int week_plot_cols(const struct board_weeks *weeks, int cols, bool narrow)
{
    if (cols + 2 < WEEK_PLOT_FROM || weeks->n == 0)
        return 0;
    return narrow ? WEEK_PLOT_COLS - NARROW_LESS : WEEK_PLOT_COLS;
}

void week_plot_draw(struct canvas *c, struct area row, const struct board_week *week)
{
    char bars[WEEK_DAYS * BLOCK_BYTES + 1] = "", count[COUNT_SIZE];
    int bars_x = row.x + row.cols - NUMBER_COLS - WEEK_DAYS;
    int64_t most = 1;

    for (int i = 0; i < WEEK_DAYS; i++)
        most = week->days[i] > most ? week->days[i] : most;
    for (int i = 0; i < WEEK_DAYS; i++)
        strcat(bars, block(week->days[i], most));
    canvas_text_fit(c, row.x, row.y, bars_x - row.x - 1, THEME_TEXT, week->title);
    canvas_text(c, bars_x, row.y, WEEK_DAYS, THEME_PLOT, bars);
    canvas_text_right(c, row.x + row.cols, row.y, NUMBER_COLS, THEME_DIM,
                      count_format(week->posts, count));
}

const char *week_plot_say(struct arena *a, const struct board_weeks *weeks)
{
    const char *said = "";
    char count[COUNT_SIZE];

    for (int i = 0; said && i < weeks->n; i++)
        said = arena_printf(a, "%s%s%s %s", said,
                            i > 0 ? ", " : "Posts this week: ", weeks->rows[i].title,
                            count_format(weeks->rows[i].posts, count));
    return said;
}

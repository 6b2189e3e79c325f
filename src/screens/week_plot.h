/* SPDX-License-Identifier: MIT
 *
 * week_plot.h -- a board's week as seven blocks of eight heights, with the number beside them.
 */
#ifndef SCREENS_WEEK_PLOT_H
#define SCREENS_WEEK_PLOT_H

#include <curbside/domain/week.h>
#include <curbside/ui/screen.h>

enum {
    WEEK_PLOT_FROM = 76, /* columns of a body that has room for it beside a list */
};

/* How wide it is at the end of a row of `cols` columns, beside a list; 0: there is no room, or no
 * board. `narrow`: what stands before it is long, and says more than the end of a title. */
int week_plot_cols(const struct board_weeks *weeks, int cols, bool narrow);
/* One board in `row`. Where the terminal has no blocks they become signs of rising weight. */
void week_plot_draw(struct canvas *c, struct area row, const struct board_week *week);
/* "Posts this week: Premed 212, MCAT 148", to be read aloud; "" for none, NULL without memory. */
const char *week_plot_say(struct arena *a, const struct board_weeks *weeks);

#endif

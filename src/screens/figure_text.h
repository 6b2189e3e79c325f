/* SPDX-License-Identifier: MIT
 *
 * figure_text.h -- figures of a school as lines of a page: label, plot, and the numbers beside it.
 */
#ifndef SCREENS_FIGURE_TEXT_H
#define SCREENS_FIGURE_TEXT_H

#include <curbside/domain/interview_words.h>
#include <curbside/ui/pager.h>

/* Every line of figures; with `numbers` also how many each bar stands for. Read aloud, a plot is
 * its numbers. */
void figure_text_lines(struct lines *lines, int cols, bool numbers,
                       const struct figure_lines *figures);
/* The plot of a figure alone, as wide as it fits, where its bars are of the same answers for every
 * school; else nothing. */
void figure_text_plot(struct lines *lines, int cols, const struct figure_line *figure);
/* What stands under every page with figures. */
void figure_text_caution(struct lines *lines, int cols);

#endif

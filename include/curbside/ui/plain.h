/* SPDX-License-Identifier: MIT
 *
 * plain.h -- plain mode: the same screens as lines of text, for a screen reader, a terminal that
 * cannot move its cursor, or no terminal at all.
 *
 * It is the ui's second back end. No screen knows which one shows it: `draw` is called either way,
 * on a canvas that is looked at or on one that is listened to. What is listened to is said in lines
 * that are never taken back: no boxes, no repaint, no cursor. A line that is typed is answered by
 * lines, then comes a prompt.
 *
 * What a screen draws becomes
 *   a list     numbered rows, a page at a time; a number opens its row. A row is said by
 *              list_source.say, else by what `draw` draws, its columns with commas between
 *   a pager    text, one item (a post) at a time, a long one in pages. A line is said by
 * lines_say(), else by its spans and what stands at the right edge a form     a prompt for each
 * field; text of many lines is typed until a line that holds only a full stop, and can be read back
 * and corrected by line a dialog   numbered choices the rest   what canvas_text() and its like
 * draw, a line for each row, in reading order the keys   commands: the hint's words, or the key
 * itself; help lists them and the header's words are a heading, said when the screen opens.
 *
 * What a screen does for it, if anything:
 *   fill list_source.say, and call lines_say(), where the picture makes no sentence: marks and
 * plots in words, with their numbers; "2 unread", not a bullet; "4 minutes ago", not "4 m" leave
 * out what is only for the eye (headings of columns, second panes) if plain_hears() give paragraphs
 * whole, by plain_paragraph(), where it wraps them itself
 */
#ifndef CURBSIDE_UI_PLAIN_H
#define CURBSIDE_UI_PLAIN_H

#include <stdbool.h>

#include <curbside/term/canvas.h>

/* Is this canvas listened to, and not looked at? */
bool plain_hears(const struct canvas *canvas);

/* In place of drawing a text in wrapped rows at x,y: say it as one paragraph. False: the canvas is
 * looked at, and nothing was done. */
bool plain_paragraph(struct canvas *canvas, int x, int y, const char *text);

#endif

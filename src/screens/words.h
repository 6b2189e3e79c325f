/* SPDX-License-Identifier: MIT
 *
 * words.h -- the board's own pages: plain words in a simple form.
 *
 * A line that begins with "# " is a heading, one that begins with four spaces is something to type
 * into a shell, anything else is a paragraph, in which **words** may be strong. It is for texts of
 * ours only: what people write is Markdown.
 */
#ifndef SCREENS_WORDS_H
#define SCREENS_WORDS_H

#include <curbside/ui/pager.h>

/* Laid out for a page of `cols` columns. A line for the shell that does not fit is broken the way a
 * shell takes it, with a backslash. */
void words_add(struct lines *l, int cols, const char *text);

#endif

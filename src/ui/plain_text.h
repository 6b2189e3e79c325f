/* SPDX-License-Identifier: MIT
 *
 * plain_text.h -- text as it may stand in a line that is read aloud.
 */
#ifndef CURBSIDE_UI_PLAIN_TEXT_H
#define CURBSIDE_UI_PLAIN_TEXT_H

#include <curbside/base/str.h>

/* Append one line of text: no control, no escape, no box drawing; signs as words. */
void plain_clean(struct str *out, const char *text, size_t n);
/* The same in lines of at most `cols` cells, each ended by a line feed. */
void plain_wrap(struct str *out, const char *text, int cols);

#endif

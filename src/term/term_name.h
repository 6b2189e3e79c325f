/* SPDX-License-Identifier: MIT
 *
 * term_name.h -- what a client's TERM tells, and which descriptions to try for it.
 */
#ifndef CURBSIDE_TERM_TERM_NAME_H
#define CURBSIDE_TERM_TERM_NAME_H

#include <curbside/term/terminal.h>

/* A name that may be looked up: short, of letters, digits and . _ + - (a path is not). */
bool term_name_is_safe(const char *term);
/* An emulator of our time, whatever this system's list says: it understands xterm's sequences. */
bool term_name_is_modern(const char *term);
/* Colors given as RGB: the numbers of a palette mean something else there. */
bool term_name_is_direct(const char *term);
enum canvas_charset term_name_charset(const char *term);
/* Understands a window title and the stack for it. */
bool term_name_has_title(const char *term);

#endif

/* SPDX-License-Identifier: MIT
 *
 * line.h -- a line between a caller and the board that can be slow, be cut, or fall silent.
 *
 * A process of its own relays TCP connections to the board's port. Callers use it by setting
 * `.port` of their `struct caller` to `line_port()`.
 */
#ifndef CURBSIDE_TESTS_LINE_H
#define CURBSIDE_TESTS_LINE_H

struct line;

/* A line to 127.0.0.1:`port`; what enters leaves `delay_ms` later, in each direction. */
struct line *line_new(int port, int delay_ms);
int line_port(const struct line *l);
/* Every connection on it is reset, as by a router that forgot it. New ones can be made. */
void line_cut(struct line *l);
void line_free(struct line *l);

#endif

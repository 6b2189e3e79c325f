/* SPDX-License-Identifier: MIT
 *
 * house_line.h -- waiting for the keeper's answers over a line to the switchboard: a session's own,
 * or the operator's.
 */
#ifndef CURBSIDE_APP_HOUSE_LINE_H
#define CURBSIDE_APP_HOUSE_LINE_H

#include <curbside/domain/house.h>
#include <curbside/ssh/bell.h>

/* For struct house, over this line. */
void house_line_listen(struct bell_line *line, uint64_t topic, bool on);
NODISCARD enum err house_line_await(struct bell_line *line, uint64_t topic, int ms,
                                    struct house_session *rows, int *ret_n, bool *ret_second);

#endif

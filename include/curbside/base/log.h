/* SPDX-License-Identifier: MIT
 *
 * log.h -- what the operator may read. One line per event on stderr.
 *
 * Never a key, address, user name, handle, TERM, title or body: only which part, what happened, and
 * numbers. The only global of the program lives behind this header.
 */
#ifndef CURBSIDE_BASE_LOG_H
#define CURBSIDE_BASE_LOG_H

#include <curbside/base/err.h>

enum log_level {
    LOG_ERROR,
    LOG_WARNING,
    LOG_NOTE
};

/* Which process speaks ("listener", "session", "keeper", ...); a string constant. */
void log_part_set(const char *part);
void log_line(enum log_level level, const char *fmt, ...) PRINTF(2, 3);

#endif

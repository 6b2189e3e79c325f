/* SPDX-License-Identifier: MIT
 *
 * log.c -- one bounded line per event, written to stderr by one write(2).
 *
 * Several processes share one stderr, so a line must leave in one piece. What the format yields is
 * not trusted to be a line: control bytes become "?", an overlong line is cut. No time stamp: the
 * journal adds its own, and a caller's exact times are nobody's business.
 */
#include <curbside/base/log.h>

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
    LINE_BYTES = 512
}; /* below PIPE_BUF, so that lines of two processes never mix */

static const char *part_name = "curbside";

static const char *const level_names[] = {
    [LOG_ERROR] = "error",
    [LOG_WARNING] = "warning",
    [LOG_NOTE] = "note",
};

void log_part_set(const char *part)
{
    part_name = part;
}

void log_line(enum log_level level, const char *fmt, ...)
{
    char line[LINE_BYTES];
    int errno_kept = errno;
    va_list ap;

    int head = snprintf(line, sizeof line, "%s: %s: ", part_name, level_names[level]);
    if (head < 0 || (size_t)head >= sizeof line - 2)
        head = 0;
    va_start(ap, fmt);
    int body = vsnprintf(line + head, sizeof line - 1 - (size_t)head, fmt, ap);
    va_end(ap);
    if (body < 0)
        line[head] = '\0';
    size_t n = strlen(line);
    for (size_t i = 0; i < n; i++) {
        if ((unsigned char)line[i] < 0x20 || line[i] == 0x7f)
            line[i] = '?';
    }
    line[n] = '\n';
    /* Nobody to tell when stderr is gone. */
    IGNORE(write(STDERR_FILENO, line, n + 1));
    errno = errno_kept;
}

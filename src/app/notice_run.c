/* SPDX-License-Identifier: MIT
 *
 * notice_run.c -- for a shell on which no screens can be shown: no terminal, or one that cannot
 * move its cursor. Everything can be done by commands, so that is what it says.
 */
#include "session.h"

static const char *const lines[] = {
    "Curbside shows its screens in a terminal, and this is none that could.",
    "With a terminal of your own, \"ssh -t HOST\" asks for one.",
    "Everything works by commands as well: ssh HOST help lists them.",
    NULL,
};

int notice_run(struct session *s)
{
    for (const char *const *line = lines; *line; line++)
        session_tell(s->link, *line);
    return 0;
}

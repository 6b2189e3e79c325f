/* SPDX-License-Identifier: MIT
 *
 * state_session.c -- what this session did, for as long as it lasts: nothing of it is stored.
 */
#include "state_record.h"

void state_wrote(struct state *s)
{
    if (s)
        s->wrote = true;
}

bool state_has_written(const struct state *s)
{
    return s->wrote;
}

void state_begin_report(struct state *s)
{
    if (s)
        s->began_report = true;
}

bool state_has_begun_report(const struct state *s)
{
    return s->began_report;
}

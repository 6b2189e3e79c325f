/* SPDX-License-Identifier: MIT
 *
 * audit_line.c -- the keys of what moderators did.
 */
#include <curbside/commands/audit_line.h>

#include <curbside/base/clock.h>

#include "json.h"

static json_t *number(int64_t n)
{
    return n != 0 ? json_integer((json_int_t)n) : json_null();
}

json_t *audit_line(const struct audit_row *row)
{
    char day[TIME_RFC3339_SIZE];

    time_format_rfc3339(row->day, day);
    day[10] = '\0'; /* the date alone */
    return json_pack("{s:I, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:s}", "id",
                     (json_int_t)row->id.v, "day", day, "action", row->action, "board",
                     json_text(row->board), "thread", number(row->thread.v), "post",
                     number(row->post.v), "about", number(row->about.v), "rule",
                     json_text(row->rule), "reason", json_text(row->reason), "on",
                     json_text(row->on), "by", row->by);
}

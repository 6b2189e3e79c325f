/* SPDX-License-Identifier: MIT
 *
 * audit.c -- the record of what moderators did, as JSON Lines.
 */
#include <stdio.h>

#include <jansson.h>

#include <curbside/base/clock.h>
#include <curbside/cli/subcommand.h>
#include <curbside/domain/audit.h>

#include "tell.h"

static json_t *number(int64_t n)
{
    return n != 0 ? json_integer((json_int_t)n) : json_null();
}

static json_t *text(const char *s)
{
    return s ? json_string(s) : json_null();
}

static enum err print_row(void *ctx, const struct audit_row *row)
{
    char day[TIME_RFC3339_SIZE];
    json_t *line;

    (void)ctx;
    time_format_rfc3339(row->day, day);
    day[10] = '\0'; /* the date alone */
    line = json_pack("{s:I, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:s}", "id",
                     (json_int_t)row->id.v, "day", day, "action", row->action, "board",
                     text(row->board), "thread", number(row->thread.v), "post", number(row->post.v),
                     "about", number(row->about.v), "rule", text(row->rule), "reason",
                     text(row->reason), "on", text(row->on), "by", row->by);
    if (!line)
        return E_NOMEM;
    int bad = json_dumpf(line, stdout, JSON_COMPACT);
    json_decref(line);
    return bad == 0 && putchar('\n') != EOF ? OK : E_IO;
}

static int audit_run(struct subcommand *s)
{
    AUTO_FOLDER struct folder folder = {0};
    int exit_status = 0;
    enum err err;

    if (tell_folder_open(s->data_dir, &folder, &exit_status) != OK)
        return exit_status;
    err = audit_walk(&folder.visit, print_row, NULL);
    return err == OK ? 0 : tell_err(err);
}

const struct subcommand_ops subcommand_audit = {
    .name = "audit",
    .summary = "Print what moderators did, with their handles, as JSON Lines",
    .usage = "audit [--data DIR]",
    .run = audit_run,
};

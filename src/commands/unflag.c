/* SPDX-License-Identifier: MIT
 *
 * unflag.c -- take back one's own flag of a post, or of an interview report.
 */
#include <curbside/domain/flag.h>
#include <curbside/domain/interview.h>

#include "json.h"
#include "page.h"
#include "submit.h"

static enum err unflagged_say(struct command *c, enum err err, const char *what, int64_t id)
{
    if (err == E_NOTFOUND)
        str_printf(&c->err, "You have not flagged %s/%lld.", what, (long long)id);
    TRY(err);
    if (c->json)
        return json_answer(c, json_pack("{s:{s:I}}", "unflag", what, (json_int_t)id));
    page_line(c, "Your flag of %s/%lld is taken back.", what, (long long)id);
    return OK;
}

static enum err unflag_run(struct command *c)
{
    report_id report;
    post_id post;

    if (report_argument(c, &report))
        return unflagged_say(c, report_flag_withdraw(c->visit, report), "report", report.v);
    TRY(post_argument(c, &post));
    return unflagged_say(c, flag_withdraw(c->visit, post), "post", post.v);
}

const struct command_ops command_unflag = {
    .name = "unflag",
    .summary = "Take back your flag of a post or a report",
    .usage = "unflag POST|report/NUMBER",
    .detail = "Until a moderator has decided. Nobody else's flags are touched; what has "
              "collapsed or is hidden stays so until a moderator has looked.",
    .min_args = 1,
    .max_args = 1,
    .needs_account = true,
    .run = unflag_run,
};

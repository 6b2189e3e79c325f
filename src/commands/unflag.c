/* SPDX-License-Identifier: MIT
 *
 * unflag.c -- take back one's own flag of a post.
 */
#include <curbside/domain/flag.h>

#include "json.h"
#include "page.h"
#include "submit.h"

static enum err unflag_run(struct command *c)
{
    post_id post;

    TRY(post_argument(c, &post));
    enum err err = flag_withdraw(c->visit, post);
    if (err == E_NOTFOUND)
        str_printf(&c->err, "You have not flagged post/%lld.", (long long)post.v);
    TRY(err);
    if (c->json)
        return json_answer(c, json_pack("{s:{s:I}}", "unflag", "post", (json_int_t)post.v));
    page_line(c, "Your flag of post/%lld is taken back.", (long long)post.v);
    return OK;
}

const struct command_ops command_unflag = {
    .name = "unflag",
    .summary = "Take back your flag of a post",
    .usage = "unflag POST",
    .detail = "Until a moderator has decided. Nobody else's flags are touched; a post that has "
              "collapsed stays so until a moderator has looked.",
    .min_args = 1,
    .max_args = 1,
    .needs_account = true,
    .run = unflag_run,
};

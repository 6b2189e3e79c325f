/* SPDX-License-Identifier: MIT
 *
 * edit.c -- another text for one's own post; it comes on standard input.
 */
#include <curbside/domain/edit.h>

#include "json.h"
#include "page.h"
#include "submit.h"

/* When others see it; 0: they do. */
static int64_t edit_due(struct command *c, post_id post)
{
    struct post_change change;

    return post_change(c->arena, c->visit, post, &change) == OK ? change.due : 0;
}

static enum err edit_run(struct command *c)
{
    AUTO_STR struct str body = STR_INIT;
    const char *before;
    int64_t due;
    post_id post;
    enum privacy_override override;
    struct safety_report report;

    TRY(override_flag(c, &override));
    TRY(post_argument(c, &post));
    /* Whoever may not edit is told before the body is read. */
    TRY(post_edit_begin(c->arena, c->visit, post, &before));
    TRY(read_body(c, &body));
    TRY(post_edit_check(c->arena, c->visit, post, body.s, body.n, override, &report));
    safety_tell(c, &report);
    TRY(safety_told(c, post_edit_override(c->visit, post, body.s, body.n, override)));
    due = edit_due(c, post);
    if (c->json)
        return changed_answer(c, post, due);
    page_line(c, "Edited post/%lld.%s", (long long)post.v,
              due ? " Others see the new text with the next release." : "");
    return OK;
}

static const struct flag flags[] = {
    {.name = "--override", .takes_value = true},
    {.name = NULL},
};

const struct command_ops command_edit = {
    .name = "edit",
    .summary = "Change one of your posts; the new body comes on standard input",
    .usage = "edit POST [--override public|mine|example]",
    .detail =
        "POST is the id in \"read --json\", or post/NUMBER. What a post under your handle said "
        "before stays for everybody to see; see \"history\". A post under an alias keeps "
        "nothing but the word \"edited\", and can be changed while its alias lives; on boards under aliases others see "
        "the new text with the next release. For --override see \"check\".",
    .flags = flags,
    .min_args = 1,
    .max_args = 1,
    .needs_account = true,
    .run = edit_run,
};

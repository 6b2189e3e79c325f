/* SPDX-License-Identifier: MIT
 *
 * edit.c -- another text for one's own post, which comes on standard input; or another title and
 * other tags for the thread it opens.
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

/* Title and tags as the flags say, where any does; else none. */
static enum err heading_flags(struct command *c, struct post_text *text, bool *ret_any)
{
    const char *title = words_value(&c->words, "--title");
    const char **tags;
    int n;

    TRY(tag_flags(c, &tags, &n));
    *ret_any = title || n > 0 || words_has(&c->words, "--no-tags");
    if (n > 0 && words_has(&c->words, "--no-tags")) {
        str_printf(&c->err, "--tag and --no-tags exclude each other.\nusage: %s", c->ops->usage);
        return E_USAGE;
    }
    if (*ret_any && !text->title)
        return E_NOT_OPENER;
    if (title)
        text->title = title;
    if (n > 0 || words_has(&c->words, "--no-tags")) {
        text->tags = tags;
        text->n_tags = n;
    }
    return OK;
}

static enum err edit_run(struct command *c)
{
    AUTO_STR struct str body = STR_INIT;
    struct post_text text;
    int64_t due;
    post_id post;
    enum privacy_override override;
    struct safety_report report;
    uint8_t base[EDIT_BASE_BYTES];
    bool heading;

    TRY(override_flag(c, &override));
    TRY(post_argument(c, &post));
    /* Whoever may not edit is told before the body is read. */
    TRY(post_edit_begin(c->arena, c->visit, post, &text));
    post_edit_base(&text, base);
    TRY(heading_flags(c, &text, &heading));
    if (!heading) {
        TRY(read_body(c, &body));
        text = (struct post_text){.body = body.s, .n = body.n};
    }
    TRY(post_edit_check(c->arena, c->visit, post, &text, override, &report));
    safety_tell(c, &report);
    TRY(safety_told(c, post_edit_text(c->visit, post, heading ? base : NULL, &text, override)));
    if (report.holds) /* of one that was not out yet: another would have been refused */
        str_printf(&c->note, "curbside: %s\n", report.holds);
    due = edit_due(c, post);
    if (c->json)
        return changed_answer(c, post, due);
    page_line(c, "Edited post/%lld.%s", (long long)post.v,
              due ? " Others see it with the next release." : "");
    return OK;
}

static const struct flag flags[] = {
    {.name = "--title", .takes_value = true},
    {.name = "--tag", .takes_value = true, .repeats = true},
    {.name = "--no-tags"},
    {.name = "--override", .takes_value = true},
    {.name = NULL},
};

const struct command_ops command_edit = {
    .name = "edit",
    .summary = "Change one of your posts; the new body comes on standard input",
    .usage = "edit POST [--title T] [--tag T]... [--no-tags] [--override public|mine|example]",
    .detail =
        "POST is the id in \"read --json\", or post/NUMBER. What a post under your handle said "
        "before stays for everybody to see; see \"history\". A post under an alias keeps "
        "nothing but the word \"edited\", and can be changed while its alias lives; on boards under aliases others see "
        "the new text with the next release. With --title, --tag or --no-tags the title and the tags "
        "of the thread that POST opens are changed, by the same rules, and its text is not: nothing "
        "is read. What is not given stays; one --tag replaces all tags. The thread keeps its "
        "address. For --override see \"check\".",
    .flags = flags,
    .min_args = 1,
    .max_args = 1,
    .needs_account = true,
    .run = edit_run,
};

/* SPDX-License-Identifier: MIT
 *
 * delete.c -- take back one's own post, or by its receipt one that nobody can tell any more.
 */
#include <string.h>

#include <curbside/domain/edit.h>

#include "json.h"
#include "page.h"
#include "submit.h"

static enum err delete_by_receipt(struct command *c, post_id post, const char *code,
                                  enum change_when when, int64_t *ret_due)
{
    if (strcmp(code, "-") == 0)
        TRY(read_input_line(c, &code));
    return post_delete_by_receipt(c->visit, post, code, when, ret_due);
}

static void tell(struct command *c, post_id post, bool later)
{
    page_line(c, "Deleted post/%lld.", (long long)post.v);
    if (later)
        page_text(c, 0, 0,
                  "Others see that with the next release, so that nobody can tell when you were "
                  "here; \"delete --now\" takes it away at once.");
}

static enum err delete_run(struct command *c)
{
    const char *code = words_value(&c->words, "--receipt");
    post_id post;

    enum change_when when = words_has(&c->words, "--now") ? CHANGE_NOW : CHANGE_AT_RELEASE;
    int64_t due;

    TRY(post_argument(c, &post));
    TRY(code ? delete_by_receipt(c, post, code, when, &due)
             : post_delete_when(c->visit, post, when, &due));
    if (c->json)
        return changed_answer(c, post, due);
    tell(c, post, due != 0);
    return OK;
}

static const struct flag flags[] = {
    {.name = "--receipt", .takes_value = true},
    {.name = "--now"},
    {.name = NULL},
};

const struct command_ops command_delete = {
    .name = "delete",
    .summary = "Delete one of your posts",
    .usage = "delete POST [--receipt CODE] [--now]",
    .detail = "Its number stays and its text goes, with everything it said before; with the first "
              "post of a thread goes the title. With the receipt of an alias post nobody is asked "
              "who they are, so guests can delete with it too; \"--receipt -\" reads it from "
              "standard input. On boards under aliases it goes with the next release, as an edit "
              "does; --now takes it away at once, for a slip that cannot wait.",
    .flags = flags,
    .min_args = 1,
    .max_args = 1,
    .run = delete_run,
};

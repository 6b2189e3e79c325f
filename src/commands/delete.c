/* SPDX-License-Identifier: MIT
 *
 * delete.c -- take back one's own post, or by its receipt one that nobody can tell any more.
 */
#include <string.h>

#include <curbside/domain/edit.h>

#include "json.h"
#include "page.h"
#include "submit.h"

static enum err delete_by_receipt(struct command *c, post_id post, const char *code)
{
    if (strcmp(code, "-") == 0)
        TRY(read_input_line(c, &code));
    return post_delete_by_receipt(c->visit, post, code);
}

static enum err delete_run(struct command *c)
{
    const char *code = words_value(&c->words, "--receipt");
    post_id post;

    TRY(post_argument(c, &post));
    TRY(code ? delete_by_receipt(c, post, code) : post_delete(c->visit, post));
    if (c->json)
        return json_answer(c, json_pack("{s:I}", "post", (json_int_t)post.v));
    page_line(c, "Deleted post/%lld.", (long long)post.v);
    return OK;
}

static const struct flag flags[] = {
    {.name = "--receipt", .takes_value = true},
    {.name = NULL},
};

const struct command_ops command_delete = {
    .name = "delete",
    .summary = "Delete one of your posts",
    .usage = "delete POST [--receipt CODE]",
    .detail = "Its number stays and its text goes, with everything it said before; with the first "
              "post of a thread goes the title. With the receipt of an alias post nobody is asked "
              "who they are, so guests can delete with it too; \"--receipt -\" reads it from "
              "standard input.",
    .flags = flags,
    .min_args = 1,
    .max_args = 1,
    .run = delete_run,
};

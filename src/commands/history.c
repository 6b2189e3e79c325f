/* SPDX-License-Identifier: MIT
 *
 * history.c -- what a post said, wording by wording.
 */
#include <string.h>

#include <curbside/domain/edit.h>
#include <curbside/text/markdown.h>

#include "json.h"
#include "page.h"
#include "submit.h"

enum {
    BODY_INDENT = 4,
};

static enum err tell_revision(struct command *c, const struct revision *r, int no, int of)
{
    int cells = c->width < PAGE_TEXT_COLS ? c->width : PAGE_TEXT_COLS;

    if (no > 1)
        page_blank(c);
    page_line(c, "%d of %d, %s", no, of, page_moment(c, r->created));
    page_blank(c);
    return markdown_plain(r->body, strlen(r->body), cells, BODY_INDENT, &c->out);
}

static enum err history_run(struct command *c)
{
    struct revision_page page;
    post_id post;
    json_t *list;

    TRY(post_argument(c, &post));
    TRY(post_history(c->arena, c->visit, post, &page));
    if (!c->json) {
        for (int i = 0; i < page.n; i++)
            TRY(tell_revision(c, &page.rows[i], i + 1, page.n));
        return OK;
    }
    list = json_array();
    for (int i = 0; i < page.n; i++)
        json_array_append_new(list, json_pack("{s:o, s:o}", "body", json_text(page.rows[i].body),
                                              "created", json_time(page.rows[i].created)));
    return json_answer(c, json_pack("{s:o}", "revisions", list));
}

const struct command_ops command_history = {
    .name = "history",
    .summary = "Show what a post said before it was edited",
    .usage = "history POST",
    .detail = "The present wording comes last. Posts under an alias keep no earlier ones.",
    .min_args = 1,
    .max_args = 1,
    .run = history_run,
};

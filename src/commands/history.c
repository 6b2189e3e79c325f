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

static const char *heading_words(struct arena *a, const struct revision *r)
{
    const char *words = r->title;

    for (int i = 0; i < r->n_tags && words; i++)
        words = arena_printf(a, "%s #%s", words, r->tags[i]);
    return words ? words : r->title;
}

static enum err tell_revision(struct command *c, const struct revision_page *page, int i)
{
    const struct revision *r = &page->rows[i];
    int cells = c->width < PAGE_TEXT_COLS ? c->width : PAGE_TEXT_COLS;

    if (i > 0)
        page_blank(c);
    page_line(c, "%d of %d, %s", i + 1, page->n, page_moment(c, r->created));
    if (page->retitled && r->title)
        page_line(c, "%s", heading_words(c->arena, r));
    page_blank(c);
    return markdown_plain(r->body, strlen(r->body), cells, BODY_INDENT, &c->out);
}

static json_t *revision_json(const struct revision *r)
{
    return json_pack("{s:o, s:o, s:o, s:o}", "body", json_text(r->body), "title",
                     json_text(r->title), "tags", json_texts(r->tags, r->n_tags), "created",
                     json_time(r->created));
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
            TRY(tell_revision(c, &page, i));
        return OK;
    }
    list = json_array();
    for (int i = 0; i < page.n; i++)
        json_array_append_new(list, revision_json(&page.rows[i]));
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

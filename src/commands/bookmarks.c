/* SPDX-License-Identifier: MIT
 *
 * bookmarks.c -- the posts that the caller has bookmarked.
 */
#include <curbside/domain/bookmark.h>

#include <string.h>

#include <curbside/text/markdown.h>

#include "json.h"
#include "page.h"
#include "paging.h"

enum {
    EXCERPT_COLS = 200,
    ADDRESS_COLS = 14, /* post/123456789 */
    GAP_COLS = 2,
};

static const char *excerpt(struct command *c, const struct bookmark *b)
{
    return markdown_excerpt(c->arena, b->at.body, strlen(b->at.body), EXCERPT_COLS);
}

static json_t *describe(struct command *c, const struct bookmark *b)
{
    if (!b->there)
        return json_pack("{s:I, s:n, s:n, s:n, s:n, s:n, s:n, s:n}", "post", (json_int_t)b->post.v,
                         "thread", "no", "board", "title", "author", "excerpt", "created");
    return json_pack("{s:I, s:I, s:i, s:o, s:o, s:o, s:o, s:o}", "post", (json_int_t)b->post.v,
                     "thread", (json_int_t)b->thread.id.v, "no", b->at.no, "board",
                     json_text(b->thread.board_slug), "title", json_text(b->thread.title), "author",
                     json_text(b->at.author.name), "excerpt", json_text(excerpt(c, b)), "created",
                     json_time(b->at.created));
}

static void tell(struct command *c, const struct bookmark *b)
{
    const char *address = arena_printf(c->arena, "post/%lld", (long long)b->post.v);
    const int at = ADDRESS_COLS + GAP_COLS;

    if (!b->there) {
        page_entry(c, 0, address, at, "(not there any more)");
        return;
    }
    page_entry(c, 0, address, at, b->thread.title);
    page_text(c, at, at,
              arena_printf(c->arena, "#%d %s%s, %s, %s", b->at.no, b->at.author.name,
                           b->at.you ? " (you)" : "", b->thread.board_slug,
                           page_day(c, b->at.created)));
    page_text(c, at, at, excerpt(c, b));
}

static enum err bookmarks_json(struct command *c, const struct bookmark_page *page,
                               const char *next)
{
    json_t *list = json_array();

    for (int i = 0; i < page->n; i++)
        json_array_append_new(list, describe(c, &page->rows[i]));
    return json_answer(c, json_pack("{s:o, s:o}", "bookmarks", list, "next", json_text(next)));
}

static enum err from_parse(struct command *c, int *ret)
{
    const char *after = words_value(&c->words, "--after");
    long long from = 0;

    if (after && int_parse(after, 1, INT16_MAX, &from) != OK)
        return E_CURSOR_INVALID;
    *ret = (int)from;
    return OK;
}

static enum err bookmarks_run(struct command *c)
{
    struct bookmark_page page;
    const char *next = NULL;
    int from, limit;

    TRY(paging_limit(c, &limit));
    TRY(from_parse(c, &from));
    TRY(bookmark_list(c->arena, c->visit, from, limit, &page));
    if (from + page.n < page.total)
        next = arena_printf(c->arena, "%d", from + page.n);
    if (c->json)
        return bookmarks_json(c, &page, next);
    for (int i = 0; i < page.n; i++)
        tell(c, &page.rows[i]);
    if (page.total == 0)
        page_line(c, "No bookmarks. \"bookmark POST\" keeps one.");
    paging_more(c, "bookmarks", next);
    return OK;
}

static const struct flag flags[] = {
    PAGING_FLAGS,
    {.name = NULL},
};

const struct command_ops command_bookmarks = {
    .name = "bookmarks",
    .summary = "List the posts you have bookmarked",
    .usage = "bookmarks " PAGING_USAGE,
    .detail =
        "The newest bookmark first: its address, which \"read\" and \"open\" take, title, author "
        "and board. Of a post that is not there any more only the address is left.",
    .flags = flags,
    .needs_account = true,
    .run = bookmarks_run,
};

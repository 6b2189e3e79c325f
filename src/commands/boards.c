/* SPDX-License-Identifier: MIT
 *
 * boards.c -- every open board; never paged.
 */
#include <string.h>

#include <curbside/domain/board.h>

#include "json.h"
#include "page.h"

enum {
    INDENT_COLS = 2,
    SLUG_COLS = 24,  /* most slugs with a space after; longer ones push the title aside */
    TITLE_COLS = 32, /* likewise */
    THREADS_COLS = 8,
    POSTS_COLS = 7,
    UNREAD_COLS = 7,
    DESCRIPTION_FROM_COLS = 110,
};

static json_t *describe(const struct board *b)
{
    return json_pack("{s:o, s:o, s:o, s:o, s:s, s:I, s:I, s:I}", "slug", json_text(b->slug),
                     "title", json_text(b->title), "category", json_text(b->category),
                     "description", json_text(b->description), "mode", board_mode_name(b->mode),
                     "threads", (json_int_t)b->threads, "posts", (json_int_t)b->posts, "unread",
                     (json_int_t)b->unread);
}

static enum err boards_json(struct command *c, const struct board_page *page)
{
    json_t *list = json_array();

    for (int i = 0; i < page->n; i++)
        json_array_append_new(list, describe(&page->rows[i]));
    return json_answer(c, json_pack("{s:o}", "boards", list));
}

static void narrow_row(struct command *c, const struct board *b)
{
    const char *unread = b->unread
                             ? arena_printf(c->arena, ", %s unread", page_number(c, b->unread))
                             : "";

    page_text(c, 2, 4, b->slug);
    page_text(c, 4, 4,
              arena_printf(c->arena, "%s, %s, %s%s", b->title,
                           page_count(c, b->threads, "thread", "threads"),
                           page_count(c, b->posts, "post", "posts"), unread));
}

static int count_cols(bool unread)
{
    return THREADS_COLS + POSTS_COLS + (unread ? UNREAD_COLS : 0);
}

static void wide_row(struct command *c, const struct board *b, bool unread)
{
    int left = c->width - INDENT_COLS - SLUG_COLS - 1 - count_cols(unread);

    page_cell(c, "", INDENT_COLS);
    page_cell(c, b->slug, SLUG_COLS);
    page_cell(c, "", 1);
    if (c->width >= DESCRIPTION_FROM_COLS) {
        page_cell(c, b->title, TITLE_COLS);
        page_cell(c, b->description, left - TITLE_COLS);
    } else {
        page_cell(c, b->title, left);
    }
    page_cell_right(c, page_number(c, b->threads), THREADS_COLS);
    page_cell_right(c, page_number(c, b->posts), POSTS_COLS);
    if (unread)
        page_cell_right(c, b->unread ? page_number(c, b->unread) : "", UNREAD_COLS);
    page_end_row(c);
}

static void heading(struct command *c, const char *category, bool columns, bool unread)
{
    if (!columns) {
        page_text(c, 0, 0, category);
        return;
    }
    page_cell(c, category, c->width - count_cols(unread));
    page_cell_right(c, "threads", THREADS_COLS);
    page_cell_right(c, "posts", POSTS_COLS);
    if (unread)
        page_cell_right(c, "unread", UNREAD_COLS);
    page_end_row(c);
}

static void boards_text(struct command *c, const struct board_page *page)
{
    bool wide = c->width >= PAGE_TABLE_COLS, unread = false;
    const char *category = NULL;

    if (!page->n)
        page_line(c, "No board is open.");
    for (int i = 0; i < page->n; i++)
        unread = unread || page->rows[i].unread;
    for (int i = 0; i < page->n; i++) {
        const struct board *b = &page->rows[i];

        if (!category || strcmp(category, b->category) != 0) {
            if (category)
                page_blank(c);
            heading(c, b->category, wide && !category, unread);
            category = b->category;
        }
        if (wide)
            wide_row(c, b, unread);
        else
            narrow_row(c, b);
    }
}

static enum err boards_run(struct command *c)
{
    struct board_page page;

    TRY(board_list(c->arena, c->visit, &page));
    if (c->json)
        return boards_json(c, &page);
    boards_text(c, &page);
    return OK;
}

const struct command_ops command_boards = {
    .name = "boards",
    .summary = "List the boards",
    .usage = "boards",
    .detail = "The first word of each row is the name that \"threads\" and \"post\" take. Unread "
              "counts start on the day you joined; a guest has none.",
    .run = boards_run,
};

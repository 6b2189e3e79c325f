/* SPDX-License-Identifier: MIT
 *
 * boards.c -- every open board; never paged.
 */
#include <string.h>

#include <curbside/domain/board.h>

#include "json.h"
#include "page.h"

enum {
    SLUG_COLS = 26, /* the longest slug there is */
    COUNT_COLS = 9,
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
    page_text(c, 2, 4, b->slug);
    page_text(c, 4, 4,
              arena_printf(c->arena, "%s, %s%s", page_count(c, b->threads, "thread", "threads"),
                           page_count(c, b->posts, "post", "posts"),
                           b->unread
                               ? arena_printf(c->arena, ", %s unread", page_number(c, b->unread))
                               : ""));
}

static void wide_row(struct command *c, const struct board *b)
{
    int left = c->width - 2 - SLUG_COLS - 2 - 3 * COUNT_COLS;

    page_cell(c, "", 2);
    page_cell(c, b->slug, SLUG_COLS);
    page_cell(c, "", 2);
    if (c->width >= DESCRIPTION_FROM_COLS)
        page_cell(c, b->description, left);
    else
        page_cell(c, b->title, left);
    page_cell_right(c, page_number(c, b->threads), COUNT_COLS);
    page_cell_right(c, page_number(c, b->posts), COUNT_COLS);
    page_cell_right(c, b->unread ? page_number(c, b->unread) : "", COUNT_COLS);
    page_end_row(c);
}

static void heading(struct command *c, const char *category, bool with_columns)
{
    page_cell(c, category, c->width - 3 * COUNT_COLS);
    if (with_columns) {
        page_cell_right(c, "threads", COUNT_COLS);
        page_cell_right(c, "posts", COUNT_COLS);
        page_cell_right(c, "unread", COUNT_COLS);
    }
    page_end_row(c);
}

static enum err boards_run(struct command *c)
{
    bool wide = c->width >= PAGE_TABLE_COLS;
    const char *category = NULL;
    struct board_page page;

    TRY(board_list(c->arena, c->visit, &page));
    if (c->json)
        return boards_json(c, &page);
    if (!page.n)
        page_line(c, "No board is open.");
    for (int i = 0; i < page.n; i++) {
        const struct board *b = &page.rows[i];

        if (!category || strcmp(category, b->category) != 0) {
            if (category)
                page_blank(c);
            heading(c, b->category, wide && !category);
            category = b->category;
        }
        if (wide)
            wide_row(c, b);
        else
            narrow_row(c, b);
    }
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

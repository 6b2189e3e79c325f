/* SPDX-License-Identifier: MIT
 *
 * list_page.c -- a list, and words above or below it.
 */
#include "list_page.h"

#include <curbside/ui/plain.h>
#include <curbside/ui/ui.h>

#include "rows.h"

static int text_cols(int cols)
{
    return (cols < UI_TEXT_COLS ? cols : UI_TEXT_COLS);
}

void list_page_draw_under(struct ui *ui, const struct list_page *p, struct canvas *canvas,
                          struct area body, const char *words)
{
    struct area text = {body.x + 1, body.y, text_cols(body.cols - 2), body.rows};
    int rows = 0;

    if (body.rows >= p->least)
        rows = text_block_draw(canvas, text, ui_scratch(ui), THEME_DIM, words) + 1;
    body.y += rows;
    body.rows -= rows;
    list_draw(p->list, p->source, p->ctx, canvas, body);
}

static void words_draw(struct ui *ui, struct canvas *c, struct area area, const char *words)
{
    canvas_hline(c, area.x, area.y, area.cols, THEME_RULE);
    area.x++;
    area.y++;
    area.rows--;
    area.cols = text_cols(area.cols) - 2;
    text_block_draw(c, area, ui_scratch(ui), THEME_DIM, words);
}

void list_page_draw_over(struct ui *ui, const struct list_page *p, struct canvas *canvas,
                         struct area body, const char *words, int rows)
{
    struct area below = {body.x, body.y + body.rows - rows, body.cols, rows};

    if (body.rows >= p->least && !plain_hears(canvas)) {
        if (words)
            words_draw(ui, canvas, below, words);
        body.rows -= rows;
    }
    if (body.cols > UI_TEXT_COLS + 2)
        body.cols = UI_TEXT_COLS + 2;
    list_draw(p->list, p->source, p->ctx, canvas, body);
}

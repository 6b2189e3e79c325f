/* SPDX-License-Identifier: MIT
 *
 * page.c -- laying out a page in two arenas, used in turn.
 */
#include "page.h"

void page_done(struct page *p)
{
    arena_done(&p->laid[0]);
    arena_done(&p->laid[1]);
}

void page_begin(struct page *p, struct lines *lines)
{
    struct arena *free_one = &p->laid[!p->shown];

    arena_done(free_one);
    arena_init(free_one, ARENA_LIMIT_BYTES);
    lines_init(lines, free_one);
}

/* The pager shows the lines laid out last: the ones before may go. */
static void turn(struct page *p, int cols)
{
    arena_done(&p->laid[p->shown]);
    p->shown = !p->shown;
    p->cols = cols;
}

void page_show(struct page *p, const struct lines *lines, int cols, int item)
{
    pager_show(&p->pager, lines, item);
    turn(p, cols);
}

void page_relay(struct page *p, const struct lines *lines, int cols, int shift)
{
    pager_relay(&p->pager, lines, shift);
    turn(p, cols);
}

void page_draw(struct page *p, struct canvas *canvas, struct area body,
               void (*lay)(const void *ctx, struct lines *lines, int cols), const void *ctx)
{
    struct lines lines;

    if (p->cols != body.cols) {
        page_begin(p, &lines);
        lay(ctx, &lines, body.cols);
        if (p->cols == 0)
            page_show(p, &lines, body.cols, 0);
        else
            page_relay(p, &lines, body.cols, 0);
    }
    pager_draw(&p->pager, canvas, body);
}

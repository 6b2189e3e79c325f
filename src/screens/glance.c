/* SPDX-License-Identifier: MIT
 *
 * glance.c -- a second pane with the beginning of a thread.
 *
 * Only as much of a post is laid out as could be seen: it is done anew for every frame.
 */
#include "glance.h"

#include <string.h>

#include "context.h"
#include "post_lines.h"

enum {
    LIST_COLS = 66, /* least for the list */
    GAP_COLS = 2,
    PANE_COLS = UI_TEXT_COLS + 2, /* most for the pane */
    GLANCE_BYTES = 4096,          /* of the post: more than a screen shows */
};

void glance_done(struct glance *g)
{
    arena_done(&g->arena);
}

static enum err load(struct glance *g, struct ui *ui, thread_id thread)
{
    size_t n;

    TRY(thread_get(&g->arena, visit_of(ui), thread, &g->row));
    TRY(post_get(&g->arena, visit_of(ui), thread, post_to_begin(ui, &g->row), &g->post));
    n = strlen(g->post.body);
    if (n <= GLANCE_BYTES)
        return OK;
    for (n = GLANCE_BYTES; n > 0 && ((unsigned char)g->post.body[n] & 0xc0) == 0x80;)
        n--;
    g->post.body = arena_memdup0(&g->arena, g->post.body, n);
    return g->post.body ? OK : E_NOMEM;
}

void glance_load(struct glance *g, struct ui *ui, thread_id thread)
{
    int cols, rows;

    ui_body_size(ui, &cols, &rows);
    if (cols < GLANCE_COLS || thread.v == g->thread.v)
        return;
    arena_done(&g->arena);
    arena_init(&g->arena, ARENA_LIMIT_BYTES);
    g->thread = thread;
    if (thread.v != 0 && load(g, ui, thread) != OK)
        g->thread.v = 0;
}

void glance_divide(struct area body, struct area *ret_list, struct area *ret_glance)
{
    int cols = body.cols - LIST_COLS - GAP_COLS;

    *ret_list = body;
    *ret_glance = (struct area){body.x, body.y, 0, body.rows};
    if (body.cols < GLANCE_COLS)
        return;
    if (cols > PANE_COLS)
        cols = PANE_COLS;
    ret_list->cols = body.cols - cols - GAP_COLS;
    ret_glance->x = body.x + body.cols - cols;
    ret_glance->cols = cols;
}

void glance_draw(const struct glance *g, struct ui *ui, struct canvas *canvas, struct area area,
                 const struct moment *now)
{
    struct page_layout layout = {.cols = area.cols, .now = *now};
    struct pager pager = {0};
    struct lines lines;

    if (g->thread.v == 0 || area.cols == 0)
        return;
    lines_init(&lines, ui_scratch(ui));
    thread_lines_add(&lines, area.cols, &g->row, false);
    post_lines_add(&lines, &layout, &g->post, NULL);
    pager_show(&pager, &lines, 0);
    pager_draw(&pager, canvas, area);
}

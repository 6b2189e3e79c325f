/* SPDX-License-Identifier: MIT
 *
 * glance.c -- a second pane with the beginning of a thread.
 *
 * The lines are laid out once for a post and a width; moving over a list costs one post each.
 */
#include "glance.h"

#include <string.h>

#include "context.h"
#include "post_lines.h"

enum {
    LIST_COLS = 66, /* least for the list */
    GAP_COLS = 2,
    PANE_LEAST = 40,
    PANE_COLS = UI_TEXT_COLS + 2, /* most for the pane */
    GLANCE_BYTES = 16384,         /* of the post: Enter reads the rest */
};

void glance_done(struct glance *g)
{
    arena_done(&g->arena);
    arena_done(&g->laid);
}

const struct key_help glance_help[] = {
    {"{ }", "Scroll the post at the right, on a terminal wide enough for it"},
    {0},
};

/* As much of it as a pane is worth. */
static enum err body_cut(struct glance *g, const char *body, size_t n)
{
    if (n > GLANCE_BYTES)
        for (n = GLANCE_BYTES; n > 0 && ((unsigned char)body[n] & 0xc0) == 0x80;)
            n--;
    g->post.body = arena_memdup0(&g->arena, body, n);
    return g->post.body ? OK : E_NOMEM;
}

/* Of the row that a list holds what is shown here: the list may be loaded anew meanwhile. */
static enum err row_keep(struct glance *g, const struct thread_row *row)
{
    g->row = *row;
    g->row.title = arena_strdup(&g->arena, row->title);
    g->row.board_slug = g->row.board_title = g->row.author.name = NULL;
    g->row.tags = arena_array(&g->arena, (size_t)row->n_tags, sizeof *g->row.tags);
    if (!g->row.title || !g->row.tags)
        return E_NOMEM;
    for (int i = 0; i < row->n_tags; i++)
        if (!(g->row.tags[i] = arena_strdup(&g->arena, row->tags[i])))
            return E_NOMEM;
    return OK;
}

static enum err load_post(struct glance *g, struct ui *ui, int no)
{
    if (no == 0)
        no = post_to_begin(ui, &g->row);
    TRY(post_get(&g->arena, visit_of(ui), g->row.id, no, &g->post));
    return body_cut(g, g->post.body, strlen(g->post.body));
}

static enum err load(struct glance *g, struct ui *ui, thread_id thread, int no)
{
    TRY(thread_get(&g->arena, visit_of(ui), thread, &g->row));
    return load_post(g, ui, no);
}

bool glance_has_room(struct ui *ui)
{
    int cols, rows;

    ui_body_size(ui, &cols, &rows);
    return cols >= GLANCE_COLS;
}

static void begin(struct glance *g)
{
    arena_done(&g->arena);
    arena_init(&g->arena, ARENA_LIMIT_BYTES);
    g->thread.v = 0;
    g->draft = 0;
    g->cols = 0;
}

static bool is_other(const struct glance *g, struct ui *ui, thread_id thread, int no)
{
    return glance_has_room(ui) && (g->draft != 0 || thread.v != g->thread.v || no != g->no);
}

void glance_load_post(struct glance *g, struct ui *ui, thread_id thread, int no)
{
    if (!is_other(g, ui, thread, no))
        return;
    begin(g);
    g->no = no;
    if (thread.v != 0 && load(g, ui, thread, no) == OK)
        g->thread = thread;
}

void glance_load_row(struct glance *g, struct ui *ui, const struct thread_row *row)
{
    if (!is_other(g, ui, row ? row->id : (thread_id){0}, 0))
        return;
    begin(g);
    g->no = 0;
    if (row && row_keep(g, row) == OK && load_post(g, ui, 0) == OK)
        g->thread = row->id;
}

void glance_load_draft(struct glance *g, struct ui *ui, const struct draft *draft, const char *name)
{
    if (!glance_has_room(ui) || draft->number == g->draft)
        return;
    begin(g);
    g->row = (struct thread_row){.title = arena_strdup(&g->arena, name)};
    g->post = (struct post){0};
    if (g->row.title && body_cut(g, draft->body, draft->body_n) == OK)
        g->draft = draft->number;
}

void glance_load(struct glance *g, struct ui *ui, thread_id thread)
{
    glance_load_post(g, ui, thread, 0);
}

void glance_forget(struct glance *g)
{
    g->thread.v = 0;
    g->draft = 0;
}

static bool is_shown(const struct glance *g)
{
    return g->thread.v != 0 || g->draft != 0;
}

bool glance_key(struct glance *g, struct ui *ui, keycode key)
{
    if (!is_shown(g) || g->cols == 0 || (key != '{' && key != '}'))
        return false;
    pager_key(&g->pager, ui, key == '}' ? K_HALF_DOWN : K_HALF_UP);
    return true;
}

void glance_divide_from(struct area body, int list_cols, struct area *ret_list,
                        struct area *ret_glance)
{
    int cols = body.cols - list_cols - GAP_COLS;

    *ret_list = body;
    *ret_glance = (struct area){body.x, body.y, 0, body.rows};
    if (body.cols < GLANCE_COLS || cols < PANE_LEAST)
        return;
    if (cols > PANE_COLS)
        cols = PANE_COLS;
    ret_list->cols = body.cols - cols - GAP_COLS;
    ret_glance->x = body.x + body.cols - cols;
    ret_glance->cols = cols;
}

void glance_divide(struct area body, struct area *ret_list, struct area *ret_glance)
{
    glance_divide_from(body, LIST_COLS, ret_list, ret_glance);
}

/* Only in a frame is the width of the pane known. */
static void lay_out(struct glance *g, int cols, const struct moment *now)
{
    struct page_layout layout = {.cols = cols, .now = *now};
    struct lines lines;

    arena_done(&g->laid);
    arena_init(&g->laid, ARENA_LIMIT_BYTES);
    lines_init(&lines, &g->laid);
    thread_lines_add(&lines, cols, &g->row, false);
    if (g->draft == 0)
        post_lines_add(&lines, &layout, &g->post, NULL);
    else if (g->post.body[0])
        body_lines_add(&lines, post_indent(cols), post_text_cols(cols), g->post.body,
                       strlen(g->post.body));
    else
        lines_add(&lines, post_indent(cols), THEME_DIM, "(nothing written yet)");
    g->pager = (struct pager){.top = 0};
    pager_show(&g->pager, &lines, 0);
    g->cols = cols;
}

void glance_draw(struct glance *g, struct ui *ui, struct canvas *canvas, struct area area,
                 const struct moment *now)
{
    int x, y;

    (void)ui;
    if (area.cols == 0 || !is_shown(g))
        return;
    if (g->cols != area.cols)
        lay_out(g, area.cols, now);
    canvas_cursor_get(canvas, &x, &y);
    pager_draw(&g->pager, canvas, area);
    canvas_cursor_set(canvas, x, y); /* on the row, where the keys go */
}

/* SPDX-License-Identifier: MIT
 *
 * links.c -- the links of one post, in full, numbered as in its text.
 *
 * The board opens nothing itself: a person copies a link, or lets the terminal open it.
 */
#include <stdio.h>
#include <string.h>

#include "context.h"
#include "page.h"
#include "places.h"

struct state {
    const char **urls;
    int n;
    struct page page;
};

static enum err links_open(struct ui *ui, void *state, const void *arg)
{
    const struct links_arg *a = arg;
    struct state *s = state;

    s->urls = arena_array(ui_arena(ui), (size_t)a->n, sizeof *s->urls);
    if (!s->urls)
        return E_NOMEM;
    for (s->n = 0; s->n < a->n; s->n++) {
        s->urls[s->n] = arena_strdup(ui_arena(ui), a->urls[s->n]);
        if (!s->urls[s->n])
            return E_NOMEM;
    }
    return OK;
}

static void links_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct state *s = state;

    ret->place = "Links";
    ret->right = arena_printf(ui_scratch(ui), "%d of this post", s->n);
}

static void lay_out(const void *ctx, struct lines *lines, int cols)
{
    const struct state *s = ctx;
    char no[16];

    for (int i = 0; i < s->n; i++) {
        lines->item = i;
        snprintf(no, sizeof no, "[%d]", i + 1);
        lines_add(lines, 1, THEME_STRONG, no);
        lines_wrap(lines, 3, cols - 1, THEME_LINK, s->urls[i]);
        lines_blank(lines);
    }
}

static void links_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;

    (void)ui;
    page_draw(&s->page, canvas, body, lay_out, s);
}

static bool links_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return pager_key(&s->page.pager, ui, key) != PAGER_IGNORED;
}

static void links_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    page_done(&s->page);
}

static void copy_link(struct ui *ui, void *state)
{
    const struct state *s = state;
    int item = pager_item(&s->page.pager);

    if (item < 0 || item >= s->n)
        return;
    ui_copy(ui, s->urls[item]);
    ui_sayf(ui, "Copied, if your terminal allows it: [%d]", item + 1);
}

static const struct key_action keys[] = {
    {'y', copy_link, "copy", "Copy the link the cursor is at; { and } move it", NULL},
    {0},
};

static const struct key_help *const moving[] = {pager_help, NULL};

const struct screen_ops screen_links = {
    .name = "links",
    .about = "Links of a post",
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = links_open,
    .header = links_header,
    .draw = links_draw,
    .key = links_key,
    .close = links_close,
};

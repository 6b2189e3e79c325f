/* SPDX-License-Identifier: MIT
 *
 * bare.c -- the text of a post from edge to edge, as it was written: for the terminal's own
 * selection, which would take borders along.
 */
#include <string.h>

#include "context.h"
#include "page.h"
#include "places.h"

struct state {
    const char *head, *body;
    struct page page;
};

static enum err bare_open(struct ui *ui, void *state, const void *arg)
{
    const struct bare_arg *a = arg;
    struct state *s = state;

    s->head = arena_strdup(ui_arena(ui), a->head);
    s->body = arena_strdup(ui_arena(ui), a->body);
    if (!s->head || !s->body)
        return E_NOMEM;
    ui_say(ui, "As it was written, without a frame. q goes back.");
    return OK;
}

/* Line by line, so that a line of the text is one of the screen where it fits. */
static void lay_out(const void *ctx, struct lines *lines, int cols)
{
    const struct state *s = ctx;
    const char *at = s->body;

    lines_wrap(lines, 0, cols, THEME_TEXT, s->head);
    lines_blank(lines);
    while (*at && !lines->failed) {
        size_t n = strcspn(at, "\n");
        const char *line = arena_memdup0(lines->arena, at, n);

        if (!line || n == 0)
            lines_blank(lines);
        else
            lines_wrap(lines, 0, cols, THEME_TEXT, line);
        at += n + (at[n] == '\n');
    }
}

static void bare_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;

    (void)ui;
    page_draw(&s->page, canvas, body, lay_out, s);
}

static bool bare_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return pager_key(&s->page.pager, ui, key) != PAGER_IGNORED;
}

static void bare_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    page_done(&s->page);
}

static void go_back(struct ui *ui, void *state)
{
    (void)state;
    ui_back(ui);
}

static const struct key_action keys[] = {
    {'v', go_back, "back", "Back to the thread", NULL},
    {0},
};

static const struct key_help *const moving[] = {pager_help, NULL};

const struct screen_ops screen_bare = {
    .name = "bare",
    .about = "A post without a frame",
    .bare = true,
    .of_below = true,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = bare_open,
    .draw = bare_draw,
    .key = bare_key,
    .close = bare_close,
};

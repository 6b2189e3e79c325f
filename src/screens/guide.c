/* SPDX-License-Identifier: MIT
 *
 * guide.c -- the guide page of a board: what is worth knowing first, with addresses that open.
 */
#include <curbside/domain/guide.h>

#include <string.h>

#include <curbside/text/markdown.h>

#include "age.h"
#include "context.h"
#include "page.h"
#include "places.h"
#include "post_lines.h"

struct state {
    board_id board;
    const char *title;
    struct guide guide;
    struct moment now;
    struct page page;
};

static enum err guide_load(struct ui *ui, void *state)
{
    struct state *s = state;

    s->now = moment_now(ui);
    s->page.cols = 0; /* laid out anew */
    return guide_get(ui_page(ui), visit_of(ui), s->board, &s->guide);
}

static enum err guide_open(struct ui *ui, void *state, const void *arg)
{
    const struct guide_arg *a = arg;
    struct state *s = state;

    s->board = a->board;
    s->title = arena_strdup(ui_arena(ui), a->title);
    return s->title ? guide_load(ui, s) : E_NOMEM;
}

static void guide_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct state *s = state;
    char age[AGE_LONG_SIZE];

    ret->place = arena_printf(ui_scratch(ui), "%s › guide", s->title);
    ret->right = "written by the moderators";
    if (s->guide.edited == 0 || is_narrow(ui))
        return;
    age_format_long(&s->now, s->guide.edited, age);
    ret->right = arena_printf(ui_scratch(ui), "by the moderators, %s", age);
}

static void lay_out(const void *ctx, struct lines *lines, int cols)
{
    const struct state *s = ctx;

    if (s->guide.body[0])
        body_lines_add(lines, 1, post_text_cols(cols), s->guide.body, strlen(s->guide.body));
    else
        lines_wrap(lines, 1, cols - 1, THEME_DIM,
                   "Nobody has written a guide for this board yet. Moderators write it: what to "
                   "know before asking, and the posts worth keeping.");
}

static void guide_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;

    (void)ui;
    page_draw(&s->page, canvas, body, lay_out, s);
}

static bool guide_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return pager_key(&s->page.pager, ui, key) != PAGER_IGNORED;
}

static void guide_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    page_done(&s->page);
}

static bool has_text(struct ui *ui, const void *state)
{
    const struct state *s = state;

    (void)ui;
    return s->guide.body[0] != '\0';
}

static void show_links(struct ui *ui, void *state)
{
    struct state *s = state;
    struct links_arg arg = {.body = s->guide.body};
    struct styled_text text;

    if (markdown_render(ui_scratch(ui), s->guide.body, strlen(s->guide.body), UI_TEXT_COLS,
                        &text) != OK) {
        ui_fail(ui, E_NOMEM);
        return;
    }
    arg.urls = text.links;
    arg.n = text.n_links;
    ui_push(ui, "links", &arg, sizeof arg);
}

static bool may_write(struct ui *ui, const void *state)
{
    (void)state;
    return guide_can_set(visit_of(ui)) == OK;
}

static void write_guide(struct ui *ui, void *state)
{
    struct state *s = state;
    struct guide_arg arg = {.board = s->board, .title = s->title};

    ui_push(ui, "guide_edit", &arg, sizeof arg);
}

static void go_back(struct ui *ui, void *state)
{
    (void)state;
    ui_back(ui);
}

/* clang-format off */
static const struct key_action keys[] = {
    {'u', show_links, "links", "Its links, and the addresses in it to open", has_text},
    {'e', write_guide, "edit", "Write it anew", may_write},
    {'i', go_back, "back", "Back to the threads", NULL},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {pager_help, NULL};

const struct screen_ops screen_guide = {
    .name = "guide",
    .about = "The guide of a board",
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = guide_open,
    .resume = guide_load,
    .header = guide_header,
    .draw = guide_draw,
    .key = guide_key,
    .close = guide_close,
};

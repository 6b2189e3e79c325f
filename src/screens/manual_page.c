/* SPDX-License-Identifier: MIT
 *
 * manual_page.c -- one page of the help by topic.
 */
#include <string.h>

#include "context.h"
#include "manual_text.h"
#include "page.h"
#include "places.h"
#include "ssh_words.h"
#include "words.h"

struct state {
    int index;
    const char *text; /* with this board's own name */
    struct page page;
};

static const char host[] = "ssh HOST";

/* The lines for the shell as they are typed to come here. */
static const char *with_host(struct arena *a, const struct screen_context *ctx, const char *text)
{
    const char *line = ssh_line(a, ctx, "", "");
    const char *ret = "";

    for (const char *at; ret && (at = strstr(text, host)) != NULL; text = at + sizeof host - 1)
        ret = arena_printf(a, "%s%.*s%s", ret, (int)(at - text), text, line);
    return ret ? arena_printf(a, "%s%s", ret, text) : NULL;
}

static enum err page_open(struct ui *ui, void *state, const void *arg)
{
    const struct topic_arg *a = arg;
    struct state *s = state;

    s->index = a->index;
    s->text = with_host(ui_arena(ui), context_of(ui), manual[s->index].text);
    return s->text ? OK : E_NOMEM;
}

static void page_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct state *s = state;

    ret->place = arena_printf(ui_scratch(ui), "Help › %s", manual[s->index].title);
    ret->right = arena_printf(ui_scratch(ui), "%d of %d", s->index + 1, (int)N_MANUAL);
}

static void lay_out(const void *ctx, struct lines *lines, int cols)
{
    const struct state *s = ctx;

    words_add(lines, cols, s->text);
}

static void page_draw_body(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;

    (void)ui;
    page_draw(&s->page, canvas, body, lay_out, s);
}

static bool page_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return pager_key(&s->page.pager, ui, key) != PAGER_IGNORED;
}

static void page_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    page_done(&s->page);
}

static void go(struct ui *ui, const struct state *s, int by)
{
    const struct topic_arg arg = {(s->index + by + N_MANUAL) % N_MANUAL};

    ui_replace(ui, "manual_page", &arg, sizeof arg);
}

static void next(struct ui *ui, void *state)
{
    go(ui, state, 1);
}

static void previous(struct ui *ui, void *state)
{
    go(ui, state, -1);
}

/* clang-format off */
static const struct key_action keys[] = {
    {']', next, "next page", "The next page", NULL},
    {'[', previous, NULL, "The page before", NULL},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {pager_help, NULL};

const struct screen_ops screen_manual_page = {
    .name = "manual_page",
    .about = "A page of help",
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = page_open,
    .header = page_header,
    .draw = page_draw_body,
    .key = page_key,
    .close = page_close,
};

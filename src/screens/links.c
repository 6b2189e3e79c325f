/* SPDX-License-Identifier: MIT
 *
 * links.c -- the links of one post, in full, numbered as in its text; then the addresses of this
 * board in it, which open here.
 *
 * The board opens nothing of the web: a person copies a link, or lets the terminal open it.
 */
#include <stdio.h>
#include <string.h>

#include "address.h"
#include "context.h"
#include "page.h"
#include "places.h"

struct state {
    const char **urls;
    int n;
    const char *const *addresses;
    int n_addresses;
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
    if (a->body)
        TRY(address_list(ui_arena(ui), a->body, &s->addresses, &s->n_addresses));
    if (s->n + s->n_addresses == 0) {
        ui_say(ui, "No links in this post.");
        return E_NOTFOUND;
    }
    return OK;
}

static void links_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct state *s = state;

    ret->place = "Links";
    ret->right = arena_printf(ui_scratch(ui), "%d of this post", s->n + s->n_addresses);
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
    for (int i = 0; i < s->n_addresses; i++) {
        lines->item = s->n + i;
        lines_add(lines, 1, THEME_LINK, s->addresses[i]);
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

    if (item < 0 || item >= s->n + s->n_addresses)
        return;
    if (item < s->n)
        ui_copy(ui, s->urls[item], arena_printf(ui_scratch(ui), "[%d]", item + 1));
    else
        ui_copy(ui, s->addresses[item - s->n], s->addresses[item - s->n]);
}

static void open_address(struct ui *ui, void *state)
{
    const struct state *s = state;
    int item = pager_item(&s->page.pager) - s->n;
    enum err err;

    if (item < 0 || item >= s->n_addresses) {
        ui_say(ui, "That lies outside: y copies it.");
        return;
    }
    err = address_open(ui, s->addresses[item]);
    if (err != OK)
        ui_fail(ui, err);
}

static bool has_addresses(struct ui *ui, const void *state)
{
    const struct state *s = state;

    (void)ui;
    return s->n_addresses > 0;
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, open_address, "open", "Open the address the cursor is at; { and } move it", has_addresses},
    {'y', copy_link, "copy", "Copy the link the cursor is at; { and } move it", NULL},
    {0},
};
/* clang-format on */

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

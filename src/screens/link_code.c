/* SPDX-License-Identifier: MIT
 *
 * link_code.c -- the code by which another key is let in, for ten minutes and once.
 */
#include <curbside/domain/keys.h>

#include "context.h"
#include "page.h"
#include "ssh_words.h"
#include "words.h"

struct state {
    char code[LINK_CODE_SIZE];
    const char *after;
    struct page page;
};

static enum err link_code_open(struct ui *ui, void *state, const void *arg)
{
    const struct screen_context *ctx = context_of(ui);
    struct arena *a = ui_arena(ui);
    struct state *s = state;

    (void)arg;
    s->after = arena_printf(
        a,
        "# On the other device\n"
        "\n"
        "Make a key that is used here only, and come with it:\n"
        "\n"
        "    %s\n"
        "    %s\n"
        "\n"
        "Choose \"I have a code\" and type this one. From then on that key opens your account, "
        "too.\n"
        "\n"
        "# For ten minutes, and once\n"
        "\n"
        "Whoever types it has your account: show it to nobody. A code made later takes the place "
        "of this one.\n",
        SSH_KEYGEN_LINE, ssh_line(a, ctx, SSH_KEY_OPTIONS, ""));
    if (!s->after)
        return E_NOMEM;
    return keys_link_make(visit_of(ui), s->code);
}

static void link_code_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)ui;
    (void)state;
    ret->place = "You › Keys › another one";
}

static void lay_out(const void *ctx, struct lines *lines, int cols)
{
    const struct state *s = ctx;
    int width = cols - 1 < UI_TEXT_COLS ? cols - 1 : UI_TEXT_COLS;

    lines_wrap(lines, 1, width, THEME_TEXT, "This code lets one other key into your account:");
    lines_blank(lines);
    lines_add(lines, cols >= 60 ? 5 : 1, THEME_STRONG | ATTR_BOLD, s->code);
    lines_blank(lines);
    words_add(lines, cols, s->after);
}

static void link_code_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;

    (void)ui;
    page_draw(&s->page, canvas, body, lay_out, s);
}

static bool link_code_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return pager_key(&s->page.pager, ui, key) != PAGER_IGNORED;
}

static void link_code_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    secret_wipe(s->code, sizeof s->code);
    page_done(&s->page);
}

static const struct key_help *const moving[] = {pager_help, NULL};

const struct screen_ops screen_link_code = {
    .name = "link_code",
    .about = "A code for another key",
    .min_level = 1,
    .state_size = sizeof(struct state),
    .moving = moving,
    .open = link_code_open,
    .header = link_code_header,
    .draw = link_code_draw,
    .key = link_code_key,
    .close = link_code_close,
};

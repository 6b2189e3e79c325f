/* SPDX-License-Identifier: MIT
 *
 * recovery.c -- the recovery code, shown once.
 *
 * It is stored nowhere and cannot be shown again, so no key that people press without reading
 * leaves this page: not Enter, not Esc, not q.
 */
#include "context.h"
#include "page.h"
#include "places.h"
#include "ssh_words.h"
#include "words.h"

struct state {
    const char *code;
    const char *name;
    const char *config;
    bool renewed;
    bool written;
    struct page page;
};

static enum err recovery_open(struct ui *ui, void *state, const void *arg)
{
    const struct recovery_arg *a = arg;
    struct state *s = state;
    struct arena *arena = ui_arena(ui);

    s->code = arena_strdup(arena, a->code);
    s->name = visit_name(ui);
    s->renewed = a->renewed;
    s->config = ssh_config_lines(arena, context_of(ui));
    return s->code ? OK : E_NOMEM;
}

static void recovery_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)ui;
    (void)state;
    ret->place = "Your recovery code";
}

static void lay_out(const void *ctx, struct lines *lines, int cols)
{
    const struct state *s = ctx;
    int width = cols - 1 < UI_TEXT_COLS ? cols - 1 : UI_TEXT_COLS;
    const char *joined = arena_printf(lines->arena, "You are %s now.", s->name);

    if (s->renewed)
        joined = "This code takes the place of the one you had, which opens nothing any more.";
    lines_wrap(lines, 1, width, THEME_OK, joined ? joined : "You have joined.");
    lines_blank(lines);
    lines_wrap(lines, 1, width, THEME_TEXT,
               "This code opens your account when your key is lost. It is shown once, now; it is "
               "stored nowhere, and nobody here can give you another.");
    lines_blank(lines);
    lines_add(lines, cols >= 60 ? 5 : 1, THEME_STRONG | ATTR_BOLD, s->code);
    lines_blank(lines);
    lines_wrap(lines, 1, width, THEME_TEXT,
               "Write it down on paper, or put it into a password manager. Then press w.");
    if (s->renewed)
        return;
    lines_blank(lines);
    lines_wrap(lines, 1, width, THEME_DIM,
               "So that ssh shows this key here and no other, and \"ssh curbside\" is enough, put "
               "these lines into ~/.ssh/config (with your key's own file):");
    lines_blank(lines);
    words_add(lines, cols, s->config);
}

static void recovery_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;

    (void)ui;
    page_draw(&s->page, canvas, body, lay_out, s);
}

static bool recovery_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    if (key == K_ENTER) {
        ui_say(ui, "Write the code down first, then press w.");
        return true;
    }
    return pager_key(&s->page.pager, ui, key) != PAGER_IGNORED;
}

static bool recovery_may_leave(struct ui *ui, void *state)
{
    const struct state *s = state;

    if (!s->written)
        ui_warn(ui, "The code is shown only now. Write it down, then press w.");
    return s->written;
}

static void recovery_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    page_done(&s->page);
}

static void go_on(struct ui *ui, void *state)
{
    struct state *s = state;

    s->written = true;
    if (s->renewed)
        ui_back(ui);
    else
        ui_restart(ui, "home", NULL, 0);
}

/* clang-format off */
static const struct key_action keys[] = {
    {'w', go_on, "I wrote it down", "Go on: the code is written down", NULL},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {pager_help, NULL};

const struct screen_ops screen_recovery = {
    .name = "recovery",
    .about = "Recovery code",
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = recovery_open,
    .header = recovery_header,
    .draw = recovery_draw,
    .key = recovery_key,
    .may_leave = recovery_may_leave,
    .close = recovery_close,
};

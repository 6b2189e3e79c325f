/* SPDX-License-Identifier: MIT
 *
 * sanctions.c -- what moderators told the caller: which thread, rule and reason, and until when.
 *
 * Only the caller's own session can make this page; see domain/sanction.h.
 */
#include <curbside/domain/sanction.h>

#include "context.h"
#include "page.h"

struct state {
    struct sanction_page notices;
    struct sanction_words *words;
    struct page page;
};

static enum err sanctions_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;
    struct arena *a = ui_arena(ui);

    (void)arg;
    TRY(sanction_list_mine(a, visit_of(ui), &s->notices));
    s->words = arena_array(a, (size_t)s->notices.n + 1, sizeof *s->words);
    if (!s->words)
        return E_NOMEM;
    for (int i = 0; i < s->notices.n; i++)
        TRY(sanction_words(a, &s->notices.rows[i], &s->words[i]));
    sanction_seen(visit_of(ui), &s->notices);
    return OK;
}

static void sanctions_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)ui;
    (void)state;
    ret->place = "What moderators told you";
}

static void lay_out(const void *ctx, struct lines *lines, int cols)
{
    const struct state *s = ctx;
    int width = cols - 1 < UI_TEXT_COLS ? cols - 1 : UI_TEXT_COLS;

    if (s->notices.n == 0)
        lines_wrap(lines, 1, width, THEME_DIM,
                   "Nothing. If a moderator ever warns, mutes or bans you, the thread, the rule, "
                   "the reason and the end of it stand here, and nobody else sees them.");
    for (int i = 0; i < s->notices.n; i++) {
        const struct sanction_words *w = &s->words[i];
        ink head = s->notices.rows[i].acts ? THEME_WARNING : THEME_TEXT;

        lines_wrap(lines, 1, width, head | ATTR_BOLD, w->what);
        lines_wrap(lines, 1, width, THEME_TEXT, w->where);
        lines_wrap(lines, 1, width, THEME_TEXT, w->why);
        lines_wrap(lines, 1, width, THEME_TEXT, w->until);
        lines_wrap(lines, 1, width, THEME_DIM, w->last);
        lines_blank(lines);
    }
}

static void sanctions_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;

    (void)ui;
    page_draw(&s->page, canvas, body, lay_out, s);
}

static bool sanctions_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return pager_key(&s->page.pager, ui, key) != PAGER_IGNORED;
}

static void sanctions_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    page_done(&s->page);
}

static const struct key_help *const moving[] = {pager_help, NULL};

const struct screen_ops screen_sanctions = {
    .name = "sanctions",
    .about = "What moderators told you",
    .min_level = 1,
    .state_size = sizeof(struct state),
    .moving = moving,
    .open = sanctions_open,
    .header = sanctions_header,
    .draw = sanctions_draw,
    .key = sanctions_key,
    .close = sanctions_close,
};

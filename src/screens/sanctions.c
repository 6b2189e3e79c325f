/* SPDX-License-Identifier: MIT
 *
 * sanctions.c -- what moderators told the caller: which thread, rule and reason, and until when.
 *
 * Only the caller's own session can make this page; see domain/sanction.h.
 */
#include <string.h>

#include <curbside/domain/appeal.h>
#include <curbside/domain/sanction.h>

#include "context.h"
#include "page.h"
#include "places.h"

struct state {
    struct sanction_page notices;
    struct sanction_words *words;
    const char **appeals; /* what became of one's appeal; NULL: none */
    bool *may_appeal;
    struct line_answer answer;
    action_id appealed; /* against which a line is typed; 0: none */
    struct page page;
};

static enum err load_appeals(struct ui *ui, struct state *s)
{
    struct arena *a = ui_arena(ui);

    s->appeals = arena_array(a, (size_t)s->notices.n + 1, sizeof *s->appeals);
    s->may_appeal = arena_array(a, (size_t)s->notices.n + 1, sizeof *s->may_appeal);
    if (!s->appeals || !s->may_appeal)
        return E_NOMEM;
    for (int i = 0; i < s->notices.n; i++) {
        const struct sanction_notice *n = &s->notices.rows[i];
        const char *reason = NULL;
        enum appeal_state state = APPEAL_NONE;

        if (n->id.v != 0)
            TRY(appeal_find(a, visit_of(ui), n->id, &state, &reason));
        s->appeals[i] = appeal_words(a, state, reason);
        s->may_appeal[i] = n->id.v != 0 && state == APPEAL_NONE && !n->lifted;
    }
    return OK;
}

/* What was typed goes to the moderators. */
static enum err sanctions_resume(struct ui *ui, void *state)
{
    struct state *s = state;
    action_id about = s->appealed;
    enum err err;

    s->appealed.v = 0;
    if (about.v == 0 || !s->answer.given)
        return OK;
    err = appeal_make(visit_of(ui), about, s->answer.text, strlen(s->answer.text));
    if (err != OK)
        ui_fail(ui, err);
    else
        ui_say(ui, "Another moderator decides on it; what they decide stands here.");
    s->page.cols = 0;
    return load_appeals(ui, s);
}

static bool can_appeal(struct ui *ui, const void *state)
{
    const struct state *s = state;
    int at = pager_item(&s->page.pager);

    (void)ui;
    return at >= 0 && at < s->notices.n && s->may_appeal[at];
}

static void ask_appeal(struct ui *ui, void *state)
{
    struct state *s = state;
    const struct one_line_arg arg = {
        .place = "Appeal",
        .words =
            "Say in a sentence or two why it was wrong. Another moderator decides than the one "
            "who acted, and does not learn who you are: do not say it.",
        .label = "Appeal",
        .answer = &s->answer};

    s->appealed = s->notices.rows[pager_item(&s->page.pager)].id;
    ui_push(ui, "one_line", &arg, sizeof arg);
}

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
    return load_appeals(ui, s);
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
                   "Nothing. If a moderator ever removes a post of yours, or warns, mutes or bans "
                   "you, the thread, the rule, the reason and the end of it stand here, and "
                   "nobody else sees them.");
    for (int i = 0; i < s->notices.n; i++) {
        const struct sanction_words *w = &s->words[i];
        lines->item = i;
        ink head = s->notices.rows[i].acts ? THEME_WARNING : THEME_TEXT;

        lines_wrap(lines, 1, width, head | ATTR_BOLD, w->what);
        lines_wrap(lines, 1, width, THEME_TEXT, w->where);
        lines_wrap(lines, 1, width, THEME_TEXT, w->why);
        lines_wrap(lines, 1, width, THEME_TEXT, w->until);
        lines_wrap(lines, 1, width, THEME_DIM, w->last);
        if (s->appeals[i])
            lines_wrap(lines, 1, width, THEME_STRONG, s->appeals[i]);
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

/* clang-format off */
static const struct key_action keys[] = {
    {'a', ask_appeal, "appeal", "Ask another moderator to look again at this one", can_appeal},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {pager_help, NULL};

const struct screen_ops screen_sanctions = {
    .name = "sanctions",
    .about = "What moderators told you",
    .min_level = 1,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = sanctions_open,
    .resume = sanctions_resume,
    .header = sanctions_header,
    .draw = sanctions_draw,
    .key = sanctions_key,
    .close = sanctions_close,
};

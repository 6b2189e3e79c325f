/* SPDX-License-Identifier: MIT
 *
 * history.c -- what a post under a handle said, wording by wording, the present one first.
 */
#include <stdio.h>
#include <string.h>

#include <curbside/domain/edit.h>

#include "age.h"
#include "context.h"
#include "page.h"
#include "places.h"
#include "post_lines.h"

struct state {
    int no;
    struct moment now;
    struct revision_page revisions;
    struct page page;
};

static enum err history_open(struct ui *ui, void *state, const void *arg)
{
    const struct history_arg *a = arg;
    struct state *s = state;

    s->no = a->no;
    s->now = moment_now(ui);
    return post_history(ui_arena(ui), visit_of(ui), a->post, &s->revisions);
}

static void history_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct state *s = state;

    ret->place = arena_printf(ui_scratch(ui), "What #%d said before", s->no);
    ret->right = arena_printf(ui_scratch(ui), "%d wordings", s->revisions.n);
}

/* Of the first post of a thread: title and tags that stood over this wording. */
static const char *heading_words(struct arena *a, const struct revision *r)
{
    const char *words = r->title;

    for (int i = 0; i < r->n_tags && words; i++)
        words = arena_printf(a, "%s #%s", words, r->tags[i]);
    return words ? words : r->title;
}

static void lay_out(const void *ctx, struct lines *lines, int cols)
{
    const struct state *s = ctx;

    for (int i = 0; i < s->revisions.n; i++) {
        int at = s->revisions.n - 1 - i;
        const struct revision *r = &s->revisions.rows[at];
        char age[AGE_LONG_SIZE], said[AGE_SAID_SIZE];
        const char *what = i == 0 ? "As it stands"
                                  : arena_printf(lines->arena, "Wording %d", at + 1);

        lines->item = i;
        lines_add(lines, 1, THEME_STRONG | ATTR_BOLD, what);
        age_format_long(&s->now, r->created, age);
        lines_right(lines, arena_strdup(lines->arena, age));
        age_say(&s->now, r->created, said);
        lines_say(lines, arena_printf(lines->arena, "%s, %s.", what, said));
        if (s->revisions.retitled && r->title)
            lines_add(lines, post_indent(cols), THEME_TITLE, heading_words(lines->arena, r));
        body_lines_add(lines, post_indent(cols), post_text_cols(cols), r->body, strlen(r->body));
        lines_blank(lines);
    }
}

static void history_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;

    (void)ui;
    page_draw(&s->page, canvas, body, lay_out, s);
}

static bool history_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return pager_key(&s->page.pager, ui, key) != PAGER_IGNORED;
}

static void history_close(struct ui *ui, void *state)
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
    {K_ENTER, go_back, "back", "Back to the thread", NULL},
    {0},
};

static const struct key_help *const moving[] = {pager_help, NULL};

const struct screen_ops screen_history = {
    .name = "history",
    .about = "What a post said before",
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = history_open,
    .header = history_header,
    .draw = history_draw,
    .key = history_key,
    .close = history_close,
};

/* SPDX-License-Identifier: MIT
 *
 * bookmarks.c -- the posts the caller wants to find again: open one, or take it from the list.
 *
 * Two lines a bookmark: where the post stands, and how it begins. What is taken from the list can
 * be brought back as long as this screen is open.
 */
#include <string.h>

#include <curbside/domain/bookmark.h>
#include <curbside/text/markdown.h>
#include <curbside/ui/list.h>

#include "age.h"
#include "context.h"
#include "glance.h"
#include "places.h"
#include "post_lines.h"

enum {
    SHOWN_MAX = 1000, /* as many as may be kept */
    WIDE_COLS = 64,
    BOARD_COLS = 18,
    EXCERPT_COLS = 200,
};

struct state {
    struct bookmark_page page;
    const char **excerpts; /* NULL: not there any more */
    post_id removed;       /* 0: nothing to bring back */
    struct moment now;
    struct list list;
    struct glance glance; /* at the selected row */
};

static int count_rows(const void *ctx)
{
    const struct state *s = ctx;

    return s->page.n;
}

/* "#3 lucid-ibex-7: Stop timing yourself ..." behind the title. */
static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct state *s = ctx;
    const struct bookmark *b = &s->page.rows[index];
    int end = row.x + row.cols - 1, x = row.x, cols;
    char age[AGE_SIZE];

    (void)selected;
    if (!b->there) {
        canvas_text_fit(c, x, row.y, end - x, THEME_DIM, "(not there any more)");
        return;
    }
    age_format(&s->now, b->at.created, age);
    cols = canvas_text_right(c, end, row.y, AGE_COLS, THEME_DIM, age);
    end -= row.cols < WIDE_COLS ? cols + 1 : AGE_COLS; /* on a phone the words have the rest */
    if (row.cols >= WIDE_COLS) {
        end -= BOARD_COLS;
        canvas_text_fit(c, end + 1, row.y, BOARD_COLS - 1, THEME_DIM, b->thread.board_title);
    }
    x += canvas_printf(c, x, row.y, end - x, THEME_STRONG, "#%d ", b->at.no);
    x += canvas_text_fit(c, x, row.y, (end - x) / 2, THEME_TITLE, b->thread.title) + 2;
    canvas_text_fit(c, x, row.y, end - x, THEME_DIM, s->excerpts[index]);
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    const struct state *s = ctx;
    const struct bookmark *b = &s->page.rows[index];

    if (!b->there)
        return "a post that is not there any more";
    return arena_printf(a, "%s, post %d by %s, %s, %s", b->thread.title, b->at.no,
                        b->at.author.name, b->thread.board_title, s->excerpts[index]);
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .say = say_row,
    .empty = "No bookmarks yet. Press m on a post you want to find again. Nobody sees what you "
             "keep.",
};

static void look(struct ui *ui, struct state *s)
{
    int index = list_selected(&s->list);

    if (index >= 0 && s->page.rows[index].there)
        glance_load_post(&s->glance, ui, s->page.rows[index].thread.id, s->page.rows[index].at.no);
    else
        glance_forget(&s->glance);
}

static enum err bookmarks_load(struct ui *ui, void *state)
{
    struct state *s = state;
    struct arena *a = ui_page(ui);

    s->page.n = 0;
    s->now = moment_now(ui);
    state_recheck(ui);
    TRY(bookmark_list(a, visit_of(ui), 0, SHOWN_MAX, &s->page));
    s->excerpts = arena_array(a, (size_t)s->page.n + 1, sizeof *s->excerpts);
    if (!s->excerpts)
        return E_NOMEM;
    for (int i = 0; i < s->page.n; i++) {
        const struct bookmark *b = &s->page.rows[i];

        s->excerpts[i] = b->there
                             ? markdown_excerpt(a, b->at.body, strlen(b->at.body), EXCERPT_COLS)
                             : "";
        if (!s->excerpts[i])
            return E_NOMEM;
    }
    list_clamp(&s->list, &source, s);
    glance_forget(&s->glance);
    look(ui, s);
    return OK;
}

static enum err bookmarks_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;

    (void)arg;
    TRY(bookmarks_load(ui, s));
    list_reset(&s->list, &source, s);
    look(ui, s);
    return OK;
}

static void bookmarks_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)ui;
    (void)state;
    ret->place = "Bookmarks";
}

static void bookmarks_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;
    struct area list, beside;

    glance_divide(body, &list, &beside);
    glance_draw(&s->glance, ui, canvas, beside, &s->now);
    list_draw(&s->list, &source, s, canvas, list);
}

static void bookmarks_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    glance_done(&s->glance);
}

static bool bookmarks_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    if (glance_key(&s->glance, ui, key))
        return true;
    if (!list_key(&s->list, &source, s, ui, key))
        return false;
    look(ui, s);
    return true;
}

static bool has_row(struct ui *ui, const void *state)
{
    (void)ui;
    return count_rows(state) > 0;
}

static void open_row(struct ui *ui, void *state)
{
    struct state *s = state;
    const struct bookmark *b = &s->page.rows[list_selected(&s->list)];
    struct thread_arg arg = {0};

    if (!b->there) {
        ui_say(ui, "It is not there any more; x takes it from the list.");
        return;
    }
    arg.thread = b->thread.id;
    arg.no = b->at.no;
    ui_push(ui, "thread", &arg, sizeof arg);
}

static bool may_flag(struct ui *ui, const void *state)
{
    const struct state *s = state;
    int at = list_selected(&s->list);

    (void)ui;
    return at >= 0 && at < s->page.n && s->page.rows[at].there && !s->page.rows[at].at.you &&
           post_is_shown(&s->page.rows[at].at);
}

static void flag_row(struct ui *ui, void *state)
{
    const struct state *s = state;
    const struct bookmark *b = &s->page.rows[list_selected(&s->list)];
    const struct flag_arg arg = {
        .post = b->post,
        .what = arena_printf(ui_scratch(ui), "#%d by %s", b->at.no, b->at.author.name)};

    ui_push(ui, "flag", &arg, sizeof arg);
}

static void remove_row(struct ui *ui, void *state)
{
    struct state *s = state;
    enum err err;

    s->removed = s->page.rows[list_selected(&s->list)].post;
    err = bookmark_remove(visit_of(ui), s->removed);
    if (err == OK)
        err = bookmarks_load(ui, s);
    if (err == OK)
        ui_say(ui, "Taken from the list. z brings it back.");
    else
        ui_fail(ui, err);
}

static bool can_undo(struct ui *ui, const void *state)
{
    const struct state *s = state;

    (void)ui;
    return s->removed.v != 0;
}

static void undo(struct ui *ui, void *state)
{
    struct state *s = state;
    enum err err = bookmark_add(visit_of(ui), s->removed);

    if (err == OK) {
        s->removed.v = 0;
        err = bookmarks_load(ui, s);
    }
    if (err == OK)
        ui_say(ui, "It is back.");
    else
        ui_fail(ui, err);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, open_row, "open", "Open the post in its thread", has_row},
    {'x', remove_row, "remove", "Take the bookmark from this post", has_row},
    {'m', remove_row, NULL, "The same", has_row},
    {'!', flag_row, NULL, "Flag the post: a moderator looks at it, and nobody learns that it was you", may_flag},
    {'z', undo, "undo", "Bring back what was taken from the list", can_undo},
    {' ', read_on_anywhere, NULL, "Read on where something is unread", has_unread_anywhere},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, glance_help, NULL};

const struct screen_ops screen_bookmarks = {
    .name = "bookmarks",
    .about = "Bookmarks",
    .min_level = 1,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = bookmarks_open,
    .resume = bookmarks_load,
    .header = bookmarks_header,
    .draw = bookmarks_draw,
    .key = bookmarks_key,
    .close = bookmarks_close,
};

/* SPDX-License-Identifier: MIT
 *
 * hidden.c -- whom the caller does not read; and back.
 */
#include <stdio.h>
#include <string.h>

#include <curbside/domain/mute.h>
#include <curbside/domain/state.h>
#include <curbside/ui/list.h>

#include "context.h"
#include "places.h"

enum {
    NAME_COLS = 26
};

struct state {
    struct mute_page hidden;
    const char **where;
    struct list list;
    char back_name[STATE_MUTE_NAME + 1]; /* shown again last, "": nobody */
    thread_id back_thread;
};

static int count_rows(const void *ctx)
{
    const struct state *s = ctx;

    return s->hidden.n;
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct state *s = ctx;
    const struct mute *mute = &s->hidden.rows[index];

    (void)selected;
    canvas_text_fit(c, row.x, row.y, NAME_COLS, mute->thread.v ? THEME_ALIAS : THEME_AUTHOR,
                    mute->name);
    if (row.cols > NAME_COLS)
        canvas_text_fit(c, row.x + NAME_COLS, row.y, row.cols - NAME_COLS, THEME_DIM,
                        s->where[index]);
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    const struct state *s = ctx;

    return arena_printf(a, "%s, %s", s->hidden.rows[index].name, s->where[index]);
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .say = say_row,
    .empty = "Nobody is hidden. H on a post hides its author: a handle everywhere, an alias in its "
             "thread. Nobody is told.",
};

static const char *where_words(struct ui *ui, struct arena *a, const struct mute *mute)
{
    struct thread_row thread;

    if (mute->thread.v == 0)
        return "everywhere";
    if (thread_get(a, visit_of(ui), mute->thread, &thread) != OK)
        return "in a thread that is gone";
    return arena_printf(a, "in %s", thread.title);
}

static enum err hidden_load(struct ui *ui, void *state)
{
    struct state *s = state;
    struct arena *page = ui_page(ui);

    s->hidden.n = 0;
    TRY(mute_list(page, visit_of(ui), &s->hidden));
    s->where = arena_array(page, (size_t)s->hidden.n, sizeof *s->where);
    if (!s->where)
        return E_NOMEM;
    for (int i = 0; i < s->hidden.n; i++) {
        s->where[i] = where_words(ui, page, &s->hidden.rows[i]);
        if (!s->where[i])
            return E_NOMEM;
    }
    list_clamp(&s->list, &source, s);
    return OK;
}

static enum err hidden_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;

    (void)arg;
    TRY(hidden_load(ui, s));
    list_reset(&s->list, &source, s);
    return OK;
}

static void hidden_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)ui;
    (void)state;
    ret->place = "You › Hidden people";
}

static void hidden_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;

    (void)ui;
    list_draw(&s->list, &source, s, canvas, body);
}

static bool hidden_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return list_key(&s->list, &source, s, ui, key);
}

static bool has_row(struct ui *ui, const void *state)
{
    (void)ui;
    return count_rows(state) > 0;
}

static void show_again(struct ui *ui, void *state)
{
    struct state *s = state;
    const struct mute *mute = &s->hidden.rows[list_selected(&s->list)];

    snprintf(s->back_name, sizeof s->back_name, "%s", mute->name);
    s->back_thread = mute->thread;
    enum err err = mute_remove(visit_of(ui), mute->name, mute->thread);
    if (err == OK)
        err = hidden_load(ui, s);
    if (err == OK)
        ui_sayf(ui, "%s is shown again. z hides them as before.", s->back_name);
    else
        ui_fail(ui, err);
}

static bool can_undo(struct ui *ui, const void *state)
{
    const struct state *s = state;

    (void)ui;
    return s->back_name[0] != '\0';
}

static void undo(struct ui *ui, void *state)
{
    struct state *s = state;
    enum err err = mute_add(visit_of(ui), s->back_name, s->back_thread);

    if (err == OK) {
        s->back_name[0] = '\0';
        err = hidden_load(ui, s);
    }
    if (err == OK)
        ui_say(ui, "Hidden as before.");
    else
        ui_fail(ui, err);
}

/* clang-format off */
static const struct key_action keys[] = {
    {'x', show_again, "show again", "Show again what the selected one writes", has_row},
    {'z', undo, "undo", "Hide again whom you showed last", can_undo},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, NULL};

const struct screen_ops screen_hidden = {
    .name = "hidden",
    .about = "Hidden people",
    .min_level = 1,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = hidden_open,
    .resume = hidden_load,
    .header = hidden_header,
    .draw = hidden_draw,
    .key = hidden_key,
};

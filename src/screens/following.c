/* SPDX-License-Identifier: MIT
 *
 * following.c -- the threads, boards and tags the caller follows: open one, or follow it no longer.
 *
 * What is taken from the list can be brought back as long as this screen is open.
 */
#include <string.h>

#include <curbside/domain/follow.h>
#include <curbside/domain/state.h>
#include <curbside/ui/list.h>

#include "context.h"
#include "places.h"

enum {
    KIND_COLS = 8,
};

struct state {
    struct follow_page follows;
    char removed[STATE_TEXT_BYTES + 1]; /* "": nothing to bring back */
    struct list list;
};

static int count_rows(const void *ctx)
{
    const struct state *s = ctx;

    return s->follows.n;
}

static const char *title_of(const struct follow *f)
{
    return f->title ? f->title : "(not there any more)";
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct state *s = ctx;
    const struct follow *f = &s->follows.rows[index];

    (void)selected;
    canvas_text_fit(c, row.x, row.y, KIND_COLS, THEME_DIM, follow_kind_name(f->kind));
    canvas_text_fit(c, row.x + KIND_COLS, row.y, row.cols - KIND_COLS - 1,
                    f->title ? THEME_TITLE : THEME_DIM, title_of(f));
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    const struct state *s = ctx;
    const struct follow *f = &s->follows.rows[index];

    return arena_printf(a, "%s, %s", title_of(f), follow_kind_name(f->kind));
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .say = say_row,
    .empty = "You follow nothing yet. Press f in a thread or on the list of a board: what is new "
             "there comes to your inbox. Nobody sees what you follow.",
};

static enum err following_load(struct ui *ui, void *state)
{
    struct state *s = state;

    s->follows.n = 0;
    TRY(follow_list(ui_page(ui), visit_of(ui), &s->follows));
    list_clamp(&s->list, &source, s);
    return OK;
}

static enum err following_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;

    (void)arg;
    TRY(following_load(ui, s));
    list_reset(&s->list, &source, s);
    return OK;
}

static void following_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)ui;
    (void)state;
    ret->place = "Following";
}

static void following_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;

    (void)ui;
    list_draw(&s->list, &source, s, canvas, body);
}

static bool following_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return list_key(&s->list, &source, s, ui, key);
}

static bool has_row(struct ui *ui, const void *state)
{
    (void)ui;
    return count_rows(state) > 0;
}

static void open_row(struct ui *ui, void *state)
{
    struct state *s = state;
    const struct follow *f = &s->follows.rows[list_selected(&s->list)];
    struct thread_arg thread = {.thread = f->thread};
    struct thread_list_arg list = {.board = f->board};

    if (!f->title)
        ui_say(ui, "It is not there any more; x takes it from the list.");
    else if (f->kind == FOLLOW_THREAD)
        ui_push(ui, "thread", &thread, sizeof thread);
    else if (f->kind == FOLLOW_SCHOOL && f->school)
        ui_push(ui, "school", &(struct school_arg){f->school}, sizeof(struct school_arg));
    else if (f->kind == FOLLOW_BOARD)
        ui_push(ui, "thread_list", &list, sizeof list);
    else if (strncmp(f->address, "tag/", 4) == 0)
        ui_push(ui, "tagged", &(struct tagged_arg){f->address + 4}, sizeof(struct tagged_arg));
}

static void unfollow(struct ui *ui, void *state)
{
    struct state *s = state;
    const struct follow *f = &s->follows.rows[list_selected(&s->list)];
    const char *address;
    enum err err;

    strcpy(s->removed, f->address); /* it came from the state, which keeps none longer */
    err = follow_remove(ui_scratch(ui), visit_of(ui), s->removed, &address);
    if (err == OK)
        err = following_load(ui, s);
    if (err == OK)
        ui_say(ui, "You do not follow it any more. z brings it back.");
    else
        ui_fail(ui, err);
}

static bool can_undo(struct ui *ui, const void *state)
{
    const struct state *s = state;

    (void)ui;
    return s->removed[0] != '\0';
}

static void undo(struct ui *ui, void *state)
{
    struct state *s = state;
    const char *address;
    enum err err = follow_add(ui_scratch(ui), visit_of(ui), s->removed, &address);

    if (err == OK) {
        s->removed[0] = '\0';
        err = following_load(ui, s);
    }
    if (err == OK)
        ui_say(ui, "It is back.");
    else
        ui_fail(ui, err);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, open_row, "open", "Open what is selected", has_row},
    {'x', unfollow, "unfollow", "Follow it no longer", has_row},
    {'f', unfollow, NULL, "The same", has_row},
    {'z', undo, "undo", "Bring back what was taken from the list", can_undo},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, NULL};

const struct screen_ops screen_following = {
    .name = "following",
    .about = "Following",
    .min_level = 1,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = following_open,
    .resume = following_load,
    .header = following_header,
    .draw = following_draw,
    .key = following_key,
};

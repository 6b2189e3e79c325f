/* SPDX-License-Identifier: MIT
 *
 * filters.c -- the filters: what each looks for and does, the figure of its dry run, and how often
 * it was met on days that are over. Moderators read, sysops change.
 */
#include <string.h>

#include <curbside/domain/filter.h>
#include <curbside/domain/permission.h>
#include <curbside/ui/list.h>

#include "context.h"
#include "filter_words.h"
#include "list_page.h"
#include "places.h"
#include "undo_stack.h"

enum {
    ON_COLS = 4,
    ACTION_COLS = 8,
    KIND_COLS = 9,
    FIGURE_COLS = 26,
    WIDE_COLS = 64,   /* a narrower row has no room for kind and figures */
    DETAIL_ROWS = 5,  /* below the list: a rule and four lines on the selected one */
    DETAIL_LEAST = 12 /* in a lower body there are none */
};

struct state {
    struct filter_page page;
    struct list list;
    struct undo_stack done;
    struct filter_trial trial; /* of the one that is asked about; memory in the screen's arena */
};

/* ---- the list ---- */

static int count_rows(const void *ctx)
{
    return ((const struct state *)ctx)->page.n;
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct filter *f = &((const struct state *)ctx)->page.rows[index];
    bool wide = row.cols >= WIDE_COLS;
    int x = row.x, end = row.x + row.cols - 1;
    char figure[FILTER_FIGURE_SIZE];

    (void)selected;
    canvas_text_fit(c, x, row.y, ON_COLS - 1, f->on ? THEME_STRONG : THEME_DIM,
                    f->on ? "on" : "off");
    x += ON_COLS;
    canvas_text_fit(c, x, row.y, ACTION_COLS - 1, THEME_TEXT, filter_action_name(f->action));
    x += ACTION_COLS;
    if (wide) {
        canvas_text_fit(c, x, row.y, KIND_COLS - 1, THEME_DIM, sieve_kind_name(f->kind));
        x += KIND_COLS;
        filter_figure(f, figure);
        canvas_text_right(c, end, row.y, FIGURE_COLS, THEME_DIM, figure);
        end -= FIGURE_COLS;
    }
    canvas_text_fit(c, x, row.y, end - x, f->on ? THEME_TITLE : THEME_DIM, f->text);
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    const struct filter *f = &((const struct state *)ctx)->page.rows[index];

    return arena_printf(a, "%s \"%s\", %s, %s%s%s. %s", sieve_kind_name(f->kind), f->text,
                        filter_action_name(f->action), f->on ? "on" : "off",
                        f->rule ? ", rule " : "", f->rule ? f->rule : "", filter_words(a, f));
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .say = say_row,
    .empty = "There is no filter. One looks for a word, a pattern or a link in what is about to be "
             "posted; w makes one, and tries it on the last 10,000 posts first.",
};

static const struct filter *selected(const struct state *s)
{
    int index = list_selected(&s->list);

    return index >= 0 && index < s->page.n ? &s->page.rows[index] : NULL;
}

static enum err filters_load(struct ui *ui, void *state)
{
    struct state *s = state;

    TRY(filter_list(ui_page(ui), visit_of(ui), &s->page));
    list_clamp(&s->list, &source, s);
    return OK;
}

static enum err filters_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;

    (void)arg;
    TRY(filter_list(ui_page(ui), visit_of(ui), &s->page));
    list_reset(&s->list, &source, s);
    return OK;
}

/* ---- doing ---- */

static void done(struct ui *ui, struct state *s, enum err err, action_id id, const char *sentence)
{
    if (err == OK) {
        undo_stack_add(&s->done, id);
        err = filters_load(ui, s);
    }
    if (err == OK)
        ui_say(ui, sentence);
    else
        ui_fail(ui, err);
}

static void switch_on(struct ui *ui, void *state)
{
    struct state *s = state;
    const struct filter *f = selected(s);
    action_id id = {0};
    enum err err = f ? filter_switch(ui_scratch(ui), visit_of(ui), f->id, true, &s->trial, &id)
                     : E_NOTFOUND;

    if (err == E_FILTER && s->trial.refused)
        ui_say(ui, s->trial.refused);
    else
        done(ui, s, err, id, "It is on, for everybody. z takes it back.");
}

/* The figure, and whether it shall go on: nothing goes on that was not tried. */
static void try_it(struct ui *ui, void *state)
{
    static const struct dialog_choice to_on[] = {
        {'s', "Switch it on", switch_on}, {'g', "Leave it off", NULL}, {0}};
    static const struct dialog_choice to_read[] = {{'g', "Go on", NULL}, {0}};
    struct state *s = state;
    const struct filter *f = selected(s);
    struct dialog dialog = {.title = "Dry run", .enter_first = true};
    enum err err = filter_try_again(ui_scratch(ui), visit_of(ui), f->id, &s->trial);

    dialog.text = filter_trial_text(ui_arena(ui), &s->trial);
    if (err != OK && !s->trial.refused) {
        ui_fail(ui, err);
        return;
    }
    dialog.choices = f->on || s->trial.refused ? to_read : to_on;
    if (dialog.text)
        ui_ask(ui, &dialog);
    IGNORE(filters_load(ui, s)); /* the figure beside it is the new one; else it is the old */
}

static void on_or_off(struct ui *ui, void *state)
{
    struct state *s = state;
    action_id id = {0};

    if (!selected(s)->on) {
        try_it(ui, s);
        return;
    }
    done(ui, s, filter_switch(ui_scratch(ui), visit_of(ui), selected(s)->id, false, &s->trial, &id),
         id, "It is off. z switches it on again.");
}

static void delete_it(struct ui *ui, void *state)
{
    struct state *s = state;
    action_id id = {0};

    done(ui, s, filter_delete(visit_of(ui), selected(s)->id, &id), id,
         "Deleted. z brings it back, for a week.");
}

static void make(struct ui *ui, void *state)
{
    struct state *s = state;
    const struct filter_arg arg = {.done = &s->done};

    ui_push(ui, "filter", &arg, sizeof arg);
}

static void undo(struct ui *ui, void *state)
{
    undo_stack_take_back(&((struct state *)state)->done, ui, filters_load, state);
}

static bool can_undo(struct ui *ui, const void *state)
{
    (void)ui;
    return !undo_stack_is_empty(&((const struct state *)state)->done);
}

static bool may_change(struct ui *ui, const void *state)
{
    (void)state;
    return permission_has(visit_of(ui)->who, MAY_FILTER);
}

static bool may_change_row(struct ui *ui, const void *state)
{
    return selected(state) && may_change(ui, state);
}

/* ---- the page ---- */

static void filters_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct state *s = state;
    int on = 0;

    for (int i = 0; i < s->page.n; i++)
        on += s->page.rows[i].on;
    ret->place = "Moderation › Filters";
    ret->right = arena_printf(ui_scratch(ui), "%d on, %d off", on, s->page.n - on);
}

static const char *words_of_selected(struct ui *ui, const struct state *s)
{
    const struct filter *f = selected(s);

    return f ? filter_words(ui_scratch(ui), f) : NULL;
}

static void filters_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;
    struct list_page page = {&s->list, &source, s, DETAIL_LEAST};

    list_page_draw_over(ui, &page, canvas, body, words_of_selected(ui, s), DETAIL_ROWS);
}

static bool filters_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return list_key(&s->list, &source, s, ui, key);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, try_it, "try", "Try the selected filter on the last 10,000 posts", may_change_row},
    {'w', make, "new", "Make a filter", may_change},
    {'o', on_or_off, "on/off", "Switch it on, behind the figure of its dry run, or off", may_change_row},
    {'x', delete_it, "delete", "Delete it", may_change_row},
    {'z', undo, "undo", "Take back what was done last", can_undo},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, NULL};

const struct screen_ops screen_filters = {
    .name = "filters",
    .about = "Filters: words, patterns and links that warn, hold, stop or slow",
    .min_level = 2,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = filters_open,
    .resume = filters_load,
    .header = filters_header,
    .draw = filters_draw,
    .key = filters_key,
};

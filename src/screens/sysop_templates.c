/* SPDX-License-Identifier: MIT
 *
 * sysop_templates.c -- the reasons of one rule that moderators pick from, beside its own.
 */
#include <stdio.h>

#include <curbside/domain/rule_edit.h>
#include <curbside/ui/list.h>

#include "context.h"
#include "places.h"
#include "rows.h"
#include "undo_stack.h"

struct state {
    const char *rule;
    struct template_page page;
    struct list list;
    struct line_answer answer; /* words that were typed */
    int asked;                 /* for which one; 0: a new one; -1: none */
    struct undo_stack *done;   /* of the list that asks */
};

static int count_rows(const void *ctx)
{
    return ((const struct state *)ctx)->page.n;
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct state *s = ctx;

    (void)selected;
    canvas_text_fit(c, row.x, row.y, row.cols - 1, THEME_TEXT, s->page.rows[index].text);
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .empty = "Moderators say this rule's own reason, or type one. w adds another that they pick "
             "with one more key.",
};

static enum err templates_load(struct ui *ui, void *state)
{
    struct state *s = state;

    s->page.n = 0;
    TRY(template_list(ui_page(ui), visit_of(ui), s->rule, &s->page));
    list_clamp(&s->list, &source, s);
    return OK;
}

static enum err templates_open(struct ui *ui, void *state, const void *arg)
{
    const struct sysop_rule_arg *a = arg;
    struct state *s = state;

    s->asked = -1;
    s->done = a->done;
    s->rule = arena_strdup(ui_arena(ui), a->name);
    if (!s->rule)
        return E_NOMEM;
    TRY(templates_load(ui, s));
    list_reset(&s->list, &source, s);
    return OK;
}

/* ---- doing ---- */

static void did(struct ui *ui, struct state *s, enum err err, action_id id, const char *sentence)
{
    if (err == OK) {
        undo_stack_add(s->done, id);
        err = templates_load(ui, s);
    }
    if (err == OK)
        ui_say(ui, sentence);
    else
        ui_fail(ui, err);
}

static void ask(struct ui *ui, struct state *s, int no, const char *text)
{
    const struct one_line_arg arg = {.place = "Sysop › Reason",
                                     .words = "One sentence to whoever wrote the post, which the "
                                              "public log shows, too.",
                                     .label = "Reason",
                                     .text = text,
                                     .answer = &s->answer};

    s->asked = no;
    ui_push(ui, "one_line", &arg, sizeof arg);
}

static void add(struct ui *ui, void *state)
{
    ask(ui, state, 0, NULL);
}

static const struct template *selected(const struct state *s)
{
    return &s->page.rows[list_selected(&s->list)];
}

static void change(struct ui *ui, void *state)
{
    ask(ui, state, selected(state)->no, selected(state)->text);
}

static enum err templates_resume(struct ui *ui, void *state)
{
    struct state *s = state;
    int asked = s->asked, no;
    action_id id = {0};

    s->asked = -1;
    TRY(templates_load(ui, s));
    if (asked < 0 || !s->answer.given)
        return OK;
    if (asked == 0)
        did(ui, s, template_add(visit_of(ui), s->rule, s->answer.text, &no, &id), id,
            "Moderators can pick it now. z takes it back.");
    else
        did(ui, s, template_edit(visit_of(ui), s->rule, asked, s->answer.text, &id), id,
            "Changed. z takes it back.");
    return OK;
}

static void remove_row(struct ui *ui, void *state)
{
    struct state *s = state;
    action_id id = {0};

    did(ui, s, template_edit(visit_of(ui), s->rule, selected(s)->no, NULL, &id), id,
        "Gone. What was said by it stays. z brings it back.");
}

static void undo(struct ui *ui, void *state)
{
    undo_stack_take_back(((struct state *)state)->done, ui, templates_load, state);
}

static bool can_undo(struct ui *ui, const void *state)
{
    (void)ui;
    return !undo_stack_is_empty(((const struct state *)state)->done);
}

static bool has_row(struct ui *ui, const void *state)
{
    (void)ui;
    return count_rows(state) > 0;
}

/* ---- the page ---- */

static void templates_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct state *s = state;

    ret->place = arena_printf(ui_scratch(ui), "Sysop › %s › reasons", s->rule);
    ret->right = arena_printf(ui_scratch(ui), "%d of %d", s->page.n, TEMPLATES_MAX);
}

static void templates_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;

    (void)ui;
    if (body.cols > UI_TEXT_COLS + 2)
        body.cols = UI_TEXT_COLS + 2;
    list_draw(&s->list, &source, s, canvas, body);
}

static bool templates_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return list_key(&s->list, &source, s, ui, key);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, change, "change", "Say it in other words", has_row},
    {'w', add, "add", "Add a reason", NULL},
    {'x', remove_row, "remove", "Take the selected one away", has_row},
    {'z', undo, "undo", "Take back what was done last", can_undo},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, NULL};

const struct screen_ops screen_sysop_templates = {
    .name = "sysop_templates",
    .about = "The reasons of a rule, for sysops",
    .min_level = 3,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = templates_open,
    .resume = templates_resume,
    .header = templates_header,
    .draw = templates_draw,
    .key = templates_key,
};

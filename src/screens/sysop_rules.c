/* SPDX-License-Identifier: MIT
 *
 * sysop_rules.c -- the house rules, the retired ones too: made, changed, retired, brought back.
 */
#include <curbside/domain/rule_edit.h>
#include <curbside/ui/list.h>

#include "context.h"
#include "list_page.h"
#include "places.h"
#include "rows.h"
#include "undo_stack.h"

enum {
    NAME_COLS = 16,
    WIDE_COLS = 64,
    DETAIL_ROWS = 6,  /* below the list: a rule, its text, its reason, how many others */
    DETAIL_LEAST = 13 /* in a lower body there are none */
};

struct state {
    struct rule_page rules;
    int *templates; /* of each rule */
    struct list list;
    struct undo_stack done;
};

/* ---- the list ---- */

static int count_rows(const void *ctx)
{
    return ((const struct state *)ctx)->rules.n;
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct rule *rule = &((const struct state *)ctx)->rules.rows[index];
    int x = row.x + NAME_COLS, end = row.x + row.cols - 1;

    (void)selected;
    canvas_text_fit(c, row.x, row.y, NAME_COLS - 1, rule->retired ? THEME_DIM : THEME_TAG,
                    rule->name);
    if (rule->retired) {
        canvas_text_fit(c, x, row.y, end - x, THEME_DIM, "retired");
        return;
    }
    x += canvas_text_fit(c, x, row.y, end - x, THEME_TITLE, rule->title) + 2;
    if (row.cols >= WIDE_COLS && x < end)
        canvas_text_fit(c, x, row.y, end - x, THEME_DIM, rule->text);
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    const struct state *s = ctx;
    const struct rule *rule = &s->rules.rows[index];

    return arena_printf(
        a, "%s, %s%s, %s%s", rule->name, rule->title, rule->retired ? ", retired" : "", rule->text,
        s->templates[index] > 0
            ? arena_printf(a, " %s.",
                           count_say(a, s->templates[index], "other reason", "other reasons"))
            : "");
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .say = say_row,
};

static enum err rules_load(struct ui *ui, void *state)
{
    struct state *s = state;
    struct arena *page = ui_page(ui);

    s->rules.n = 0;
    TRY(rule_list_all(page, visit_of(ui), &s->rules));
    s->templates = arena_array(page, (size_t)s->rules.n + 1, sizeof *s->templates);
    if (!s->templates)
        return E_NOMEM;
    for (int i = 0; i < s->rules.n; i++) {
        struct template_page templates;

        TRY(template_list(page, visit_of(ui), s->rules.rows[i].name, &templates));
        s->templates[i] = templates.n;
    }
    list_clamp(&s->list, &source, s);
    return OK;
}

static enum err rules_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;

    (void)arg;
    TRY(rules_load(ui, s));
    list_reset(&s->list, &source, s);
    return OK;
}

/* ---- doing ---- */

static const struct rule *selected(const struct state *s)
{
    return &s->rules.rows[list_selected(&s->list)];
}

static void push_form(struct ui *ui, struct state *s, const char *screen, const char *name)
{
    const struct sysop_rule_arg arg = {.name = name, .done = &s->done};

    ui_push(ui, screen, &arg, sizeof arg);
}

static void change(struct ui *ui, void *state)
{
    push_form(ui, state, "sysop_rule", selected(state)->name);
}

static void make(struct ui *ui, void *state)
{
    push_form(ui, state, "sysop_rule", NULL);
}

static void reasons(struct ui *ui, void *state)
{
    push_form(ui, state, "sysop_templates", selected(state)->name);
}

static void retire(struct ui *ui, void *state)
{
    struct state *s = state;
    struct rule_change change = {.retired = !selected(s)->retired};
    action_id id = {0};
    enum err err = rule_edit(visit_of(ui), selected(s)->name, &change, &id);

    if (err == OK) {
        undo_stack_add(&s->done, id);
        err = rules_load(ui, s);
    }
    if (err != OK)
        ui_fail(ui, err);
    else
        ui_say(ui, change.retired ? "Retired: nothing more is decided by it. z brings it back."
                                  : "In force again. z takes it back.");
}

static void undo(struct ui *ui, void *state)
{
    undo_stack_take_back(&((struct state *)state)->done, ui, rules_load, state);
}

static bool can_undo(struct ui *ui, const void *state)
{
    (void)ui;
    return !undo_stack_is_empty(&((const struct state *)state)->done);
}

static bool has_row(struct ui *ui, const void *state)
{
    (void)ui;
    return count_rows(state) > 0;
}

/* ---- the page ---- */

static void rules_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)ui, (void)state;
    ret->place = "Sysop › House rules";
}

static const char *words_of_selected(struct ui *ui, const struct state *s)
{
    int at = list_selected(&s->list), others;
    struct arena *a = ui_scratch(ui);

    if (at < 0 || at >= s->rules.n)
        return NULL;
    others = s->templates[at];
    return arena_printf(
        a, "%s\n\"%s\"%s", s->rules.rows[at].text, s->rules.rows[at].reason,
        others > 0
            ? arena_printf(a, " and %s", count_say(a, others, "other reason", "other reasons"))
            : "");
}

static void rules_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;
    struct list_page page = {&s->list, &source, s, DETAIL_LEAST};

    list_page_draw_over(ui, &page, canvas, body, words_of_selected(ui, s), DETAIL_ROWS);
}

static bool rules_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return list_key(&s->list, &source, s, ui, key);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, change, "change", "Change the selected rule's words", has_row},
    {'w', make, "new", "Make a rule", NULL},
    {'r', reasons, "reasons", "Other reasons that moderators pick from", has_row},
    {'x', retire, "retire", "Retire the selected rule, or bring it back", has_row},
    {'z', undo, "undo", "Take back what was done last", can_undo},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, NULL};

const struct screen_ops screen_sysop_rules = {
    .name = "sysop_rules",
    .about = "The house rules, for sysops",
    .min_level = 3,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = rules_open,
    .resume = rules_load,
    .header = rules_header,
    .draw = rules_draw,
    .key = rules_key,
};

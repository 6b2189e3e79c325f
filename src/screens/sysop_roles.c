/* SPDX-License-Identifier: MIT
 *
 * sysop_roles.c -- who moderates and who governs: giving roles to handles, and taking them.
 */
#include <curbside/domain/role.h>
#include <curbside/ui/list.h>

#include "context.h"
#include "list_page.h"
#include "places.h"
#include "undo_stack.h"

enum {
    ROLE_COLS = 11,
    WORDS_LEAST = 10, /* in a lower body there is the list alone */
};

struct state {
    struct staff_page staff;
    struct list list;
    const char *handle;        /* whose role is asked for */
    struct line_answer answer; /* a handle that was typed */
    bool asked;                /* for it */
    struct undo_stack done;
};

static int count_rows(const void *ctx)
{
    const struct state *s = ctx;

    return s->staff.n;
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct state *s = ctx;
    const struct staff *staff = &s->staff.rows[index];

    (void)selected;
    canvas_text_fit(c, row.x, row.y, ROLE_COLS - 1, THEME_STRONG, role_name(staff->role));
    canvas_text_fit(c, row.x + ROLE_COLS, row.y, row.cols - ROLE_COLS, THEME_AUTHOR, staff->handle);
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    const struct state *s = ctx;

    return arena_printf(a, "%s, %s", s->staff.rows[index].handle,
                        role_name(s->staff.rows[index].role));
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .say = say_row,
};

static enum err roles_load(struct ui *ui, void *state)
{
    struct state *s = state;

    s->staff.n = 0;
    TRY(staff_list(ui_page(ui), visit_of(ui), &s->staff));
    list_clamp(&s->list, &source, s);
    return OK;
}

static enum err roles_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;

    (void)arg;
    TRY(roles_load(ui, s));
    list_reset(&s->list, &source, s);
    return OK;
}

/* ---- giving and taking ---- */

static void give(struct ui *ui, struct state *s, enum role role)
{
    action_id id;
    enum err err = role_give(visit_of(ui), s->handle, role, &id);

    if (err == OK)
        undo_stack_add(&s->done, id);
    if (err == OK)
        err = roles_load(ui, s);
    if (err == E_NOTFOUND)
        ui_warn(ui, "Nobody here is called so.");
    else if (err != OK)
        ui_fail(ui, err);
    else
        ui_sayf(ui, "%s is a %s now. z takes it back.", s->handle, role_name(role));
}

static void give_moderator(struct ui *ui, void *state)
{
    give(ui, state, ROLE_MODERATOR);
}

static void give_sysop(struct ui *ui, void *state)
{
    give(ui, state, ROLE_SYSOP);
}

static void take(struct ui *ui, void *state)
{
    give(ui, state, ROLE_MEMBER);
}

static void ask_role(struct ui *ui, struct state *s, const char *handle)
{
    static const struct dialog_choice choices[] = {
        {'m', "Moderator: empties the queue", give_moderator},
        {'s', "Sysop: that, and this menu", give_sysop},
        {'t', "No role: takes it, at once", take},
        {0},
    };
    struct dialog dialog = {.choices = choices};

    s->handle = arena_strdup(ui_arena(ui), handle);
    dialog.title = arena_printf(ui_arena(ui), "Which role has %s?", handle);
    if (s->handle && dialog.title)
        ui_ask(ui, &dialog);
}

static void change(struct ui *ui, void *state)
{
    struct state *s = state;

    ask_role(ui, s, s->staff.rows[list_selected(&s->list)].handle);
}

static void give_another(struct ui *ui, void *state)
{
    struct state *s = state;
    const struct one_line_arg arg = {.place = "Sysop › Roles",
                                     .words = "The handle of whom to give a role. They find it at "
                                              "their next visit.",
                                     .label = "Handle",
                                     .answer = &s->answer};

    s->asked = true;
    ui_push(ui, "one_line", &arg, sizeof arg);
}

static enum err roles_resume(struct ui *ui, void *state)
{
    struct state *s = state;

    TRY(roles_load(ui, s));
    if (s->asked && s->answer.given && s->answer.text[0] != '\0')
        ask_role(ui, s, s->answer.text);
    s->asked = false;
    return OK;
}

static void undo(struct ui *ui, void *state)
{
    undo_stack_take_back(&((struct state *)state)->done, ui, roles_load, state);
}

static bool can_undo(struct ui *ui, const void *state)
{
    (void)ui;
    return !undo_stack_is_empty(&((const struct state *)state)->done);
}

/* ---- the page ---- */

static void roles_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)ui, (void)state;
    ret->place = "Sysop › Roles";
}

static void roles_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    static const char words[] =
        "A role belongs to a handle and ends the moment it is taken. There is always a sysop: the "
        "last one keeps the role, and does not leave, until another has it.";
    struct state *s = state;
    struct list_page page = {&s->list, &source, s, WORDS_LEAST};

    list_page_draw_under(ui, &page, canvas, body, words);
}

static bool roles_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return list_key(&s->list, &source, s, ui, key);
}

static bool has_row(struct ui *ui, const void *state)
{
    (void)ui;
    return count_rows(state) > 0;
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, change, "change", "Give the selected one another role, or take it", has_row},
    {'w', give_another, "give", "Give a role to a handle that has none", NULL},
    {'z', undo, "undo", "Take back what was done last", can_undo},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, NULL};

const struct screen_ops screen_sysop_roles = {
    .name = "sysop_roles",
    .about = "Roles",
    .min_level = 3,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = roles_open,
    .resume = roles_resume,
    .header = roles_header,
    .draw = roles_draw,
    .key = roles_key,
};

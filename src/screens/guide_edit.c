/* SPDX-License-Identifier: MIT
 *
 * guide_edit.c -- a moderator writes the guide page of a board.
 *
 * Not a draft: the page is public and small. Leaving asks.
 */
#include <curbside/domain/guide.h>

#include <string.h>

#include <curbside/ui/form.h>

#include "context.h"
#include "places.h"

struct state {
    board_id board;
    const char *title;
    struct form form;
    uint64_t opened; /* form_version() when begun */
    bool done;
    struct undo_stack *undo; /* of the screen that asks; NULL: it has none */
};

static const struct form_field fields[] = {
    {.kind = FIELD_TEXT, .limit_bytes = GUIDE_BYTES},
};

static enum err guide_edit_open(struct ui *ui, void *state, const void *arg)
{
    const struct guide_arg *a = arg;
    struct state *s = state;
    struct guide guide;
    enum err err;

    TRY(guide_can_set(visit_of(ui)));
    TRY(guide_get(ui_scratch(ui), visit_of(ui), a->board, &guide));
    s->board = a->board;
    s->undo = a->undo;
    s->title = arena_strdup(ui_arena(ui), a->title);
    if (!s->title)
        return E_NOMEM;
    TRY(form_init(&s->form, fields, 1, s));
    err = form_text_set(&s->form, 0, guide.body);
    if (err != OK)
        form_done(&s->form);
    s->opened = form_version(&s->form);
    return err;
}

static void guide_edit_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    form_done(&s->form);
}

static void store(struct ui *ui, void *state)
{
    struct state *s = state;
    size_t n;
    const char *body = form_text(&s->form, 0, &n);
    action_id id;
    enum err err = guide_set(visit_of(ui), s->board, body, n, &id);

    if (err != OK && err != E_DONE_ALREADY) {
        form_error_set(&s->form, 0, err_info(err)->sentence);
        return;
    }
    s->done = true;
    if (err == OK && s->undo)
        undo_stack_add(s->undo, id);
    ui_say(ui, s->undo ? "Stored. z takes it back." : "Stored.");
    ui_back(ui);
}

static void leave(struct ui *ui, void *state)
{
    struct state *s = state;

    s->done = true;
    ui_say(ui, "The guide stays as it was.");
    ui_back(ui);
}

static const struct dialog_choice choices[] = {
    {'s', "Store it, for everybody to read", store},
    {'d', "Leave the guide as it was", leave},
    {0},
};

static void finish(struct ui *ui, void *state)
{
    static const struct dialog dialog = {
        .title = "Finish", .choices = choices, .enter_first = true};

    (void)state;
    ui_ask(ui, &dialog);
}

static bool guide_edit_may_leave(struct ui *ui, void *state)
{
    static const struct dialog dialog = {.title = "Leave this text?", .choices = choices};
    struct state *s = state;

    if (s->done || form_version(&s->form) == s->opened)
        return true;
    ui_ask(ui, &dialog);
    return false;
}

static void guide_edit_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct state *s = state;

    ret->place = arena_printf(ui_scratch(ui), "%s › guide", s->title);
    ret->right = "everybody reads it";
}

static void guide_edit_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;

    (void)ui;
    form_draw(&s->form, canvas, body);
}

static bool guide_edit_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;
    enum form_answer answer = form_key(&s->form, key);

    if (answer == FORM_FULL)
        ui_warn(ui, "That did not fit: this field is full.");
    if (answer == FORM_SUBMIT)
        finish(ui, s);
    return answer != FORM_IGNORED;
}

static void guide_edit_paste(struct ui *ui, void *state, const char *text, size_t n)
{
    struct state *s = state;

    if (form_paste(&s->form, text, n) == FORM_FULL)
        ui_warn(ui, "That did not fit: this field is full.");
}

static bool guide_edit_typing(struct ui *ui, const void *state)
{
    const struct state *s = state;

    (void)ui;
    return form_is_typing(&s->form);
}

static const struct key_action keys[] = {
    {K_CTRL('x'), finish, "store, leave as it was", "Finish: store it, leave it as it was", NULL},
    {0},
};

static const struct key_help *const moving[] = {form_help, editor_help, NULL};

const struct screen_ops screen_guide_edit = {
    .name = "guide_edit",
    .about = "Writing a guide",
    .min_level = 1,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = guide_edit_open,
    .header = guide_edit_header,
    .draw = guide_edit_draw,
    .key = guide_edit_key,
    .paste = guide_edit_paste,
    .typing = guide_edit_typing,
    .may_leave = guide_edit_may_leave,
    .close = guide_edit_close,
};

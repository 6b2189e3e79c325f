/* SPDX-License-Identifier: MIT
 *
 * key_label.c -- what its owner calls a key.
 */
#include <curbside/domain/keys.h>
#include <curbside/ui/form.h>

#include "context.h"
#include "places.h"
#include "rows.h"

enum {
    FIELD_LABEL,
    N_FIELDS
};

struct state {
    struct form form;
    int number;
};

static const struct form_field fields[N_FIELDS] = {
    [FIELD_LABEL] = {.kind = FIELD_LINE,
                     .label = "Label",
                     .note = "up to 40 characters: laptop, phone, ..."},
};

static enum err key_label_open(struct ui *ui, void *state, const void *arg)
{
    const struct key_label_arg *a = arg;
    struct state *s = state;

    (void)ui;
    s->number = a->number;
    TRY(form_init(&s->form, fields, N_FIELDS, s));
    return form_text_set(&s->form, FIELD_LABEL, a->label);
}

static void key_label_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    form_done(&s->form);
}

static void keep(struct ui *ui, void *state)
{
    struct state *s = state;
    size_t n;
    enum err err = keys_label(visit_of(ui), s->number, form_text(&s->form, FIELD_LABEL, &n));

    form_errors_clear(&s->form);
    if (err == OK)
        ui_back(ui);
    else if (err == E_LABEL_INVALID || err == E_NOT_UTF8)
        form_error_set(&s->form, FIELD_LABEL, err_info(err)->sentence);
    else
        ui_fail(ui, err);
}

static void key_label_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct state *s = state;

    ret->place = arena_printf(ui_scratch(ui), "You › Keys › %d", s->number);
}

static void key_label_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;

    (void)ui;
    if (body.cols > UI_TEXT_COLS)
        body.cols = UI_TEXT_COLS;
    form_draw(&s->form, canvas, body);
}

static bool key_label_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    if (key == K_ENTER) {
        keep(ui, s);
        return true;
    }
    return form_key(&s->form, key) != FORM_IGNORED;
}

static void key_label_paste(struct ui *ui, void *state, const char *text, size_t n)
{
    struct state *s = state;

    if (form_paste(&s->form, text, n) == FORM_FULL)
        ui_warn(ui, "That is longer than a label can be.");
}

static bool key_label_typing(struct ui *ui, const void *state)
{
    const struct state *s = state;

    (void)ui;
    return form_is_typing(&s->form);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, keep, "keep", "Keep this label", NULL},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {editor_help, NULL};

const struct screen_ops screen_key_label = {
    .name = "key_label",
    .about = "Label of a key",
    .min_level = 1,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = key_label_open,
    .header = key_label_header,
    .draw = key_label_draw,
    .key = key_label_key,
    .paste = key_label_paste,
    .typing = key_label_typing,
    .close = key_label_close,
};

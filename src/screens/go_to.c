/* SPDX-License-Identifier: MIT
 *
 * go_to.c -- an address is typed or pasted, and opens.
 */
#include <string.h>

#include <curbside/ui/form.h>

#include "address.h"
#include "context.h"
#include "rows.h"

enum {
    ADDRESS_BYTES = 200,
    FORM_ROWS = 3,
};

struct state {
    struct form form;
};

static const struct form_field fields[] = {
    {.kind = FIELD_LINE,
     .label = "Address",
     .note = "thread/123, post/456, board/mcat, tag/step1",
     .limit_bytes = ADDRESS_BYTES},
};

static enum err go_to_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;

    (void)ui;
    (void)arg;
    return form_init(&s->form, fields, 1, s);
}

static void go_to_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    form_done(&s->form);
}

/* Without the blanks that a paste brings. */
static void go(struct ui *ui, void *state)
{
    struct state *s = state;
    size_t n;
    const char *typed = form_text(&s->form, 0, &n);
    size_t from = strspn(typed, " \t"), to = n;
    const char *address;
    enum err err;

    while (to > from && (typed[to - 1] == ' ' || typed[to - 1] == '\t'))
        to--;
    address = arena_memdup0(ui_scratch(ui), typed + from, to - from);
    err = address ? address_open(ui, address) : E_NOMEM;
    if (err == E_NOTFOUND)
        form_error_set(&s->form, 0, "There is nothing under that address here.");
    else if (err != OK)
        ui_fail(ui, err);
}

/* Back from what was opened, the way leads further back. */
static enum err go_to_resume(struct ui *ui, void *state)
{
    (void)state;
    ui_back(ui);
    return OK;
}

static void go_to_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    static const char words[] = "Every thread, post and board has an address. y on a post copies "
                                "its own; written in a post, it can be opened from there with u.";
    struct state *s = state;
    struct area form = body;

    form.rows = FORM_ROWS;
    if (form.cols > UI_TEXT_COLS)
        form.cols = UI_TEXT_COLS;
    if (body.rows > FORM_ROWS + 1) {
        struct area text = {body.x + 1, body.y + FORM_ROWS, form.cols - 2, body.rows - FORM_ROWS};

        text_block_draw(canvas, text, ui_scratch(ui), THEME_DIM, words);
    }
    form_draw(&s->form, canvas, form);
}

static bool go_to_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    if (key == K_ENTER) {
        go(ui, s);
        return true;
    }
    form_errors_clear(&s->form);
    return form_key(&s->form, key) != FORM_IGNORED;
}

static void go_to_paste(struct ui *ui, void *state, const char *text, size_t n)
{
    struct state *s = state;

    (void)ui;
    IGNORE(form_paste(&s->form, text, n)); /* what is too long is no address */
}

static bool go_to_typing(struct ui *ui, const void *state)
{
    const struct state *s = state;

    (void)ui;
    return form_is_typing(&s->form);
}

static const struct key_action keys[] = {
    {K_ENTER, go, "open", "Open what is under this address", NULL},
    {0},
};

static const struct key_help *const moving[] = {form_help, editor_help, NULL};

const struct screen_ops screen_go_to = {
    .name = "go_to",
    .about = "Open an address",
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = go_to_open,
    .resume = go_to_resume,
    .draw = go_to_draw,
    .key = go_to_key,
    .paste = go_to_paste,
    .typing = go_to_typing,
    .close = go_to_close,
};

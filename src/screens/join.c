/* SPDX-License-Identifier: MIT
 *
 * join.c -- becoming a member: one field, filled in already.
 *
 * The account is made by the key this caller proved; nothing is asked that would say who they are.
 * Whether a name can be had is said while it is typed.
 */
#include <stdio.h>
#include <string.h>

#include <curbside/domain/handle.h>
#include <curbside/domain/identity.h>
#include <curbside/ui/form.h>

#include "context.h"
#include "places.h"
#include "rows.h"

enum field {
    FIELD_HANDLE,
    N_FIELDS
};

enum {
    FORM_ROWS = 3,        /* the field and a sentence below it */
    FORM_NARROW_ROWS = 5, /* where the sentence takes more lines */
    NAME_BYTES = 80,      /* longer than a handle, so that a long one is refused with a sentence */
};

struct state {
    struct form form;
};

static const struct form_field fields[N_FIELDS] = {
    [FIELD_HANDLE] = {.kind = FIELD_LINE,
                      .label = "Name",
                      .note = "a-z, 0-9 and -, starting with a letter",
                      .limit_bytes = NAME_BYTES},
};

static void draw_name(struct ui *ui, void *state)
{
    struct state *s = state;
    char handle[HANDLE_SIZE];
    enum err err = handle_draw(visit_of(ui), handle);

    if (err == OK)
        err = form_text_set(&s->form, FIELD_HANDLE, handle);
    if (err != OK)
        ui_fail(ui, err);
    form_errors_clear(&s->form);
}

static enum err join_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;

    (void)arg;
    if (is_member(ui))
        return E_MEMBER_ALREADY;
    if (!context_of(ui)->key_proven)
        return E_NO_KEY;
    TRY(form_init(&s->form, fields, N_FIELDS, s));
    draw_name(ui, s);
    return OK;
}

static void join_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    form_done(&s->form);
}

/* Say what is wrong with the name where it is typed. An unfinished one is not wrong yet. */
static enum err check(struct ui *ui, struct state *s, bool finished)
{
    size_t n;
    const char *handle = form_text(&s->form, FIELD_HANDLE, &n);
    enum err err = handle_check(visit_of(ui), handle);

    form_errors_clear(&s->form);
    form_note_set(&s->form, FIELD_HANDLE, NULL);
    if (err == E_HANDLE_INVALID && !finished && n < HANDLE_MIN)
        return err;
    if (err != OK)
        form_error_set(&s->form, FIELD_HANDLE, err_info(err)->sentence);
    else if (handle_claim(handle))
        form_note_set(&s->form, FIELD_HANDLE, "will show \"claimed, not verified\"");
    return err;
}

static void join(struct ui *ui, void *state)
{
    struct state *s = state;
    struct screen_context *ctx = context_of(ui);
    struct recovery_arg arg = {0};
    enum err err = check(ui, s, true);
    size_t n;

    if (err != OK)
        return;
    err = ctx->join(ctx->join_ctx, ui_scratch(ui), form_text(&s->form, FIELD_HANDLE, &n),
                    &arg.code);
    if (err == OK)
        settings_adopt(ui);
    if (err == OK)
        ui_replace(ui, "recovery", &arg, sizeof arg);
    else if (err == E_HANDLE_TAKEN || err == E_HANDLE_RESERVED || err == E_HANDLE_INVALID)
        form_error_set(&s->form, FIELD_HANDLE, err_info(err)->sentence);
    else
        ui_fail(ui, err);
}

static void join_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)ui;
    (void)state;
    ret->place = "Join";
}

static void join_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    static const char before[] = "Your key becomes your account. Nothing else is asked: no email, "
                                 "no real name.";
    static const char after[] =
        "Everything you post carries this name, and everybody can see which posts share it. Take "
        "one that you use nowhere else.";
    struct state *s = state;
    struct area area = {body.x + 1, body.y, body.cols - 2, body.rows};
    int rows = text_block_draw(canvas, area, ui_scratch(ui), THEME_TEXT, before) + 1;
    int form_rows = is_narrow(ui) ? FORM_NARROW_ROWS : FORM_ROWS;
    struct area form = {body.x, body.y + rows, body.cols, form_rows};

    if (form.cols > UI_TEXT_COLS)
        form.cols = UI_TEXT_COLS;
    rows += form_rows;
    if (area.rows > rows) {
        area.y += rows;
        area.rows -= rows;
        text_block_draw(canvas, area, ui_scratch(ui), THEME_DIM, after);
    }
    form_draw(&s->form, canvas, form);
}

static bool join_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;
    uint64_t before = form_version(&s->form);
    enum form_answer answer;

    if (key == K_ENTER) {
        join(ui, s);
        return true;
    }
    answer = form_key(&s->form, key);
    if (form_version(&s->form) != before)
        IGNORE(check(ui, s, false)); /* it says by itself what is wrong */
    return answer != FORM_IGNORED;
}

static void join_paste(struct ui *ui, void *state, const char *text, size_t n)
{
    struct state *s = state;

    IGNORE(form_paste(&s->form, text, n)); /* what is too long is refused by its length below */
    IGNORE(check(ui, s, false));
}

static bool join_typing(struct ui *ui, const void *state)
{
    const struct state *s = state;

    (void)ui;
    return form_is_typing(&s->form);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, join, "join", "Join under this name", NULL},
    {K_CTRL('t'), draw_name, "another name", "Draw another name", NULL},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {form_help, editor_help, NULL};

const struct screen_ops screen_join = {
    .name = "join",
    .about = "Join",
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = join_open,
    .header = join_header,
    .draw = join_draw,
    .key = join_key,
    .paste = join_paste,
    .typing = join_typing,
    .close = join_close,
};

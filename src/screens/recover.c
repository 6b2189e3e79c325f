/* SPDX-License-Identifier: MIT
 *
 * recover.c -- a caller whose key has no account types a code: the recovery code, or one made for
 * letting another key in. The two have one form; each opens what it was made for.
 */
#include <curbside/domain/keys.h>
#include <curbside/ui/form.h>

#include "context.h"
#include "rows.h"

enum {
    FIELD_CODE,
    N_FIELDS,
    FORM_ROWS = 3,
};

struct state {
    struct form form;
};

static const struct form_field fields[N_FIELDS] = {
    [FIELD_CODE] = {.kind = FIELD_LINE, .label = "Code", .note = "seven groups of four letters"},
};

static enum err recover_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;

    (void)arg;
    if (is_member(ui))
        return E_MEMBER_ALREADY;
    if (!context_of(ui)->key_proven)
        return E_NO_KEY;
    return form_init(&s->form, fields, N_FIELDS, s);
}

static void recover_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    form_done(&s->form);
}

/* Which of the two it is, only trying tells. They count as one try. */
static enum err try_code(struct ui *ui, const char *code)
{
    const struct screen_context *ctx = context_of(ui);
    enum err err;

    if (ctx->may_try_code)
        TRY(ctx->may_try_code(ctx->join_ctx));
    err = keys_link_use(visit_of(ui), code);
    return err == E_CODE_INVALID ? account_recover(visit_of(ui), code) : err;
}

static void use(struct ui *ui, void *state)
{
    struct state *s = state;
    size_t n;
    enum err err = try_code(ui, form_text(&s->form, FIELD_CODE, &n));

    form_errors_clear(&s->form);
    if (err == OK) {
        settings_adopt(ui);
        ui_restart(ui, "home", NULL, 0);
        ui_sayf(ui, "Welcome back, %s: this key opens your account from now on.", visit_name(ui));
    } else if (err == E_CODE_INVALID) {
        form_error_set(&s->form, FIELD_CODE, err_info(err)->sentence);
    } else {
        ui_fail(ui, err);
    }
}

static void recover_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)ui;
    (void)state;
    ret->place = "I have a code";
}

static void recover_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    static const char before[] =
        "Your recovery code, or a code from \"let another key in\" on a device that opens your "
        "account. The key you came with opens it from then on.";
    static const char after[] =
        "Nobody here can give you another code: without a key and without the code the account "
        "is lost. Tries are counted for an hour.";
    struct state *s = state;
    struct area text = {body.x + 1, body.y, body.cols - 2, body.rows};
    int rows = text_block_draw(canvas, text, ui_scratch(ui), THEME_TEXT, before) + 1;
    struct area form = {body.x, body.y + rows, body.cols, FORM_ROWS};

    if (form.cols > UI_TEXT_COLS)
        form.cols = UI_TEXT_COLS;
    rows += FORM_ROWS;
    if (text.rows > rows) {
        text.y += rows;
        text.rows -= rows;
        text_block_draw(canvas, text, ui_scratch(ui), THEME_DIM, after);
    }
    form_draw(&s->form, canvas, form);
}

static bool recover_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    if (key == K_ENTER) {
        use(ui, s);
        return true;
    }
    return form_key(&s->form, key) != FORM_IGNORED;
}

static void recover_paste(struct ui *ui, void *state, const char *text, size_t n)
{
    struct state *s = state;

    if (form_paste(&s->form, text, n) == FORM_FULL)
        ui_warn(ui, "That is longer than a code.");
}

static bool recover_typing(struct ui *ui, const void *state)
{
    const struct state *s = state;

    (void)ui;
    return form_is_typing(&s->form);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, use, "open my account", "Open the account of this code", NULL},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {editor_help, NULL};

const struct screen_ops screen_recover = {
    .name = "recover",
    .about = "I have a code",
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = recover_open,
    .header = recover_header,
    .draw = recover_draw,
    .key = recover_key,
    .paste = recover_paste,
    .typing = recover_typing,
    .close = recover_close,
};

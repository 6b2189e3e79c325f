/* SPDX-License-Identifier: MIT
 *
 * leave.c -- leaving for good: what becomes of the words is chosen, and the handle is typed once
 * more, so that nobody leaves by mistake.
 */
#include <curbside/domain/keys.h>
#include <curbside/ui/form.h>

#include "context.h"
#include "rows.h"

enum field {
    FIELD_WORDS,
    FIELD_HANDLE,
    N_FIELDS,
};

enum {
    WORDS_STAY,
    WORDS_ERASED,
    FORM_ROWS = 5,
    BRIEF_ROWS = 16, /* in a lower body the long words do not all fit */
    NAME_BYTES = 80,
};

struct state {
    struct form form;
};

static const char *const words_choices[] = {"stay, under \"gone\"", "are erased within 30 days",
                                            NULL};

static const struct form_field fields[N_FIELDS] = {
    [FIELD_WORDS] = {.kind = FIELD_CHOICE, .label = "Posts", .choices = words_choices},
    [FIELD_HANDLE] = {.kind = FIELD_LINE,
                      .label = "Handle",
                      .note = "yours, typed once more",
                      .limit_bytes = NAME_BYTES},
};

static enum err leave_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;

    (void)ui;
    (void)arg;
    return form_init(&s->form, fields, N_FIELDS, s);
}

static void leave_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    form_done(&s->form);
}

static void leave(struct ui *ui, void *state)
{
    struct state *s = state;
    bool erase = form_value(&s->form, FIELD_WORDS) == WORDS_ERASED;
    size_t n;
    const char *handle = form_text(&s->form, FIELD_HANDLE, &n);
    enum err err = erase ? account_leave_erasing(visit_of(ui), handle)
                         : account_leave(visit_of(ui), handle);

    form_errors_clear(&s->form);
    if (err == OK)
        ui_quit(ui, erase ? "You have left. Your words go one by one within 30 days."
                          : "You have left. Your posts stay, under \"gone\".");
    else if (err == E_NOTFOUND)
        form_error_set(&s->form, FIELD_HANDLE, "That is not your handle; nothing was done.");
    else
        ui_fail(ui, err);
}

/* From what becomes of the posts on to the handle, and from there out. */
static void enter(struct ui *ui, void *state)
{
    struct state *s = state;

    if (s->form.focus == FIELD_HANDLE)
        leave(ui, s);
    else
        form_focus(&s->form, FIELD_HANDLE);
}

static void leave_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)ui;
    (void)state;
    ret->place = "You › Leave for good";
}

static void leave_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    static const char before[] =
        "Your keys, your recovery code, drafts and everything sealed go at once. Nobody can bring "
        "them back. Your handle shows \"gone\" and its name rests for a year.";
    static const char after[] =
        "Erased: each post on a random day of its own, so that nobody sees which belong together. "
        "An alias post whose month key is gone can no longer be told to be yours: only its "
        "receipt deletes it.";
    /* On a phone: what the choice that stands below means, and no more. */
    static const char brief_stay[] =
        "Keys, code, drafts and all that is sealed go at once, for good. Posts stay; the handle "
        "shows \"gone\".";
    static const char brief_erased[] =
        "Keys, code, drafts and all that is sealed go at once, for good. Each post is erased on a "
        "random day of its own within 30; an old alias post whose month key is gone stays.";
    struct state *s = state;
    struct area text = {body.x + 1, body.y, body.cols - 2, body.rows};
    bool brief = body.rows < BRIEF_ROWS;
    bool erase = form_value(&s->form, FIELD_WORDS) == WORDS_ERASED;
    const char *first = !brief ? before : erase ? brief_erased : brief_stay;
    int rows = text_block_draw(canvas, text, ui_scratch(ui), THEME_WARNING, first) + !brief;
    struct area form = {body.x, body.y + rows, body.cols, FORM_ROWS};

    if (form.cols > UI_TEXT_COLS)
        form.cols = UI_TEXT_COLS;
    rows += FORM_ROWS;
    if (!brief && text.rows > rows) {
        text.y += rows;
        text.rows -= rows;
        text_block_draw(canvas, text, ui_scratch(ui), THEME_DIM, after);
    }
    form_draw(&s->form, canvas, form);
}

static bool leave_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    if (key == K_ENTER) {
        enter(ui, s);
        return true;
    }
    return form_key(&s->form, key) != FORM_IGNORED;
}

static void leave_paste(struct ui *ui, void *state, const char *text, size_t n)
{
    struct state *s = state;

    if (form_paste(&s->form, text, n) == FORM_FULL)
        ui_warn(ui, "That is longer than a handle.");
}

static bool leave_typing(struct ui *ui, const void *state)
{
    const struct state *s = state;

    (void)ui;
    return form_is_typing(&s->form);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, enter, "leave for good", "Leave, once your handle is typed", NULL},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {form_help, editor_help, NULL};

const struct screen_ops screen_leave = {
    .name = "leave",
    .about = "Leave for good",
    .min_level = 1,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = leave_open,
    .header = leave_header,
    .draw = leave_draw,
    .key = leave_key,
    .paste = leave_paste,
    .typing = leave_typing,
    .close = leave_close,
};

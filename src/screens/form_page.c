/* SPDX-License-Identifier: MIT
 *
 * form_page.c -- what every page that is a form does alike.
 */
#include "form_page.h"

#include <curbside/ui/ui.h>

static void tell_if_full(struct ui *ui, enum form_answer answer)
{
    if (answer == FORM_FULL)
        ui_warn(ui, "That is as long as it can be.");
}

void form_page_draw(struct form *f, struct canvas *canvas, struct area body)
{
    if (body.cols > UI_TEXT_COLS)
        body.cols = UI_TEXT_COLS;
    form_draw(f, canvas, body);
}

bool form_page_key(struct ui *ui, struct form *f, keycode key,
                   void (*submit)(struct ui *ui, void *state), void *state)
{
    enum form_answer answer = form_key(f, key);

    tell_if_full(ui, answer);
    if (answer == FORM_SUBMIT)
        submit(ui, state);
    return answer != FORM_IGNORED;
}

void form_page_paste(struct ui *ui, struct form *f, const char *text, size_t n)
{
    tell_if_full(ui, form_paste(f, text, n));
}

/* ---- a form that stores something ---- */

void form_sheet_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    (void)ui;
    form_page_draw(&((struct form_sheet *)state)->form, canvas, body);
}

void form_sheet_paste(struct ui *ui, void *state, const char *text, size_t n)
{
    form_page_paste(ui, &((struct form_sheet *)state)->form, text, n);
}

bool form_sheet_typing(struct ui *ui, const void *state)
{
    (void)ui;
    return form_is_typing(&((const struct form_sheet *)state)->form);
}

void form_sheet_close(struct ui *ui, void *state)
{
    (void)ui;
    form_done(&((struct form_sheet *)state)->form);
}

void form_sheet_leave(struct ui *ui, void *state)
{
    ((struct form_sheet *)state)->stored = true;
    ui_say(ui, "Nothing was changed.");
    ui_back(ui);
}

bool form_sheet_may_leave(struct ui *ui, void *state, const struct dialog_choice *choices)
{
    struct form_sheet *sheet = state;

    if (sheet->stored || form_version(&sheet->form) == sheet->opened)
        return true;
    ui_ask(ui, &(struct dialog){.title = "Leave this form?", .choices = choices});
    return false;
}

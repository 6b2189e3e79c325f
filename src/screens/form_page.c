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

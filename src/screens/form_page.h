/* SPDX-License-Identifier: MIT
 *
 * form_page.h -- a page that is a form: no wider than text is, and a full field says so.
 */
#ifndef SCREENS_FORM_PAGE_H
#define SCREENS_FORM_PAGE_H

#include <curbside/ui/form.h>
#include <curbside/ui/screen.h>

void form_page_draw(struct form *f, struct canvas *canvas, struct area body);
/* `submit` is called with `state` for Enter in the last field. False: the key is none of the
 * form's. */
bool form_page_key(struct ui *ui, struct form *f, keycode key,
                   void (*submit)(struct ui *ui, void *state), void *state);
void form_page_paste(struct ui *ui, struct form *f, const char *text, size_t n);

/* ---- a form that stores something, and asks before it is left unstored ---- */

/* First in the state of its screen: the functions below find it there. */
struct form_sheet {
    struct form form;
    uint64_t opened; /* form_version() when begun */
    bool stored;
};

/* For the screen's table. */
void form_sheet_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body);
void form_sheet_paste(struct ui *ui, void *state, const char *text, size_t n);
bool form_sheet_typing(struct ui *ui, const void *state);
void form_sheet_close(struct ui *ui, void *state);
/* May it be left? Asks, where something was changed and is not stored. `choices` are two of the
 * screen's: one stores, the other is form_sheet_leave. */
bool form_sheet_may_leave(struct ui *ui, void *state, const struct dialog_choice *choices);
void form_sheet_leave(struct ui *ui, void *state);

#endif

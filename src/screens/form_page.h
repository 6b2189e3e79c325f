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

#endif

/* SPDX-License-Identifier: MIT
 *
 * form_parts.h -- a form's fields, for the two ways of showing them: drawn, and asked one by one.
 */
#ifndef CURBSIDE_UI_FORM_PARTS_H
#define CURBSIDE_UI_FORM_PARTS_H

#include <curbside/ui/form.h>

bool form_shows(const struct form *f, int field);
bool form_can_focus(const struct form *f, int field);
/* What is said beside the field, NULL: nothing. */
const char *form_note(const struct form *f, int field);
/* How many values a choice or a toggle has. */
int form_choices(const struct form_field *field);

#endif

/* SPDX-License-Identifier: MIT
 *
 * find_field.h -- the line above a list by whose words it is narrowed as they are typed.
 */
#ifndef SCREENS_FIND_FIELD_H
#define SCREENS_FIND_FIELD_H

#include <stdbool.h>

#include <curbside/ui/editor.h>
#include <curbside/ui/screen.h>

struct find_field {
    struct editor *editor;
    bool typing; /* it has the focus */
};

enum find_answer {
    FIND_IGNORED, /* nobody's here: the key table's */
    FIND_LIST,    /* the list's */
    FIND_TAKEN,
    FIND_CHANGED /* taken, and other words are looked for now */
};

/* At most so many bytes. E_NOMEM. */
NODISCARD enum err find_field_init(struct find_field *f, size_t bytes);
void find_field_done(struct find_field *f);
/* Is it there to be seen: typed into, or with words in it? */
bool find_field_shows(const struct find_field *f);
/* As in every list that was narrowed Esc brings all rows back; moving keys leave the field. */
enum find_answer find_field_key(struct find_field *f, keycode key);
/* What does not fit finds nothing more. */
void find_field_paste(struct find_field *f, const char *text, size_t n);
/* Out of it, all rows again. True: there were words. */
bool find_field_clear(struct find_field *f);
/* In the first row of `body`, where it shows. */
void find_field_draw(const struct find_field *f, struct canvas *canvas, struct area body);

#endif

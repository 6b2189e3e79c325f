/* SPDX-License-Identifier: MIT
 *
 * form.h -- labelled fields, one of them in focus.
 *
 * Tab and Shift-Tab go from field to field, Enter too where it is not text. What is wrong with a
 * field is said under the field. The hardware cursor is always in the field in focus.
 */
#ifndef CURBSIDE_UI_FORM_H
#define CURBSIDE_UI_FORM_H

#include <curbside/ui/editor.h>
#include <curbside/ui/screen.h>

enum {
    FORM_FIELDS = 24 /* most fields of one form */
};

enum field_kind {
    FIELD_LINE,   /* one line of text */
    FIELD_TEXT,   /* many lines; takes the room that the other fields leave */
    FIELD_CHOICE, /* one of several: Left Right or Space */
    FIELD_TOGGLE, /* yes or no: Space */
    FIELD_NOTE    /* words only; never in focus */
};

struct form_field {
    enum field_kind kind;
    const char *label;                /* short: "Title" */
    const char *note;                 /* dim, beside or under an empty field; NULL: none */
    size_t limit_bytes;               /* of text; 0: 200 */
    const char *const *choices;       /* NULL-ended */
    bool (*shown)(const void *state); /* NULL: always */
};

struct form {
    const struct form_field *fields;
    int n;
    int focus;
    const void *state; /* given to `shown` */
    struct editor *editors[FORM_FIELDS];
    int values[FORM_FIELDS]; /* of choices and toggles */
    const char *errors[FORM_FIELDS];
    const char *notes[FORM_FIELDS]; /* instead of the field's own */
    int scroll;                     /* first field shown */
    uint64_t changes;               /* of choices and toggles */
};

/* `fields` has n entries, constant. E_NOMEM: nothing is held. */
NODISCARD enum err form_init(struct form *f, const struct form_field *fields, int n,
                             const void *state);
void form_done(struct form *f); /* also of a cleared struct */

/* Text of a field, "" when empty; valid until the next change. */
const char *form_text(struct form *f, int field, size_t *ret_n);
NODISCARD enum err form_text_set(struct form *f, int field, const char *text);
/* The editor of a text field, NULL of any other: for what a form does not do, as marking. */
struct editor *form_editor(const struct form *f, int field);
int form_value(const struct form *f, int field);
void form_value_set(struct form *f, int field, int value);
/* What is wrong with it, NULL: nothing. The string must live as long as it is shown. */
void form_error_set(struct form *f, int field, const char *sentence);
void form_errors_clear(struct form *f);
void form_note_set(struct form *f, int field, const char *note);
void form_focus(struct form *f, int field);
/* Does a text field have the focus? For screen_ops.typing. */
bool form_is_typing(const struct form *f);
/* Changes with every change of any field. */
uint64_t form_version(const struct form *f);

enum form_answer {
    FORM_IGNORED,
    FORM_TAKEN,
    FORM_FULL,  /* the limit of the field in focus was met: say so */
    FORM_SUBMIT /* Enter in the last field that is not FIELD_TEXT */
};
enum form_answer form_key(struct form *f, keycode key);
enum form_answer form_paste(struct form *f, const char *text, size_t n);
void form_draw(struct form *f, struct canvas *canvas, struct area area);

extern const struct key_help form_help[];

#endif

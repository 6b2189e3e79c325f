/* SPDX-License-Identifier: MIT
 *
 * form.c -- fields under each other, labels in a column of their own.
 *
 * Every field takes one row, one more for what is wrong with it; the one field of many lines takes
 * what is left. A note that has no room beside the value stands below it while the field is in
 * focus. When all of it does not fit, the form scrolls so that the field in focus is shown.
 */
#include <curbside/ui/form.h>

#include <ctype.h>
#include <string.h>

#include <curbside/text/wrap.h>

#include "form_parts.h"
#include "plain_sheet.h"

enum {
    LINE_BYTES = 200,  /* of a text field that says nothing else */
    LABEL_COLS = 14,   /* at most */
    TEXT_ROWS_MIN = 4, /* of FIELD_TEXT, its label included */
    MARGIN = 1,
    LABEL_GAP = 2, /* between label and value */
    NOTE_GAP = 2,  /* between value and note */
};

/* clang-format off */
const struct key_help form_help[] = {
    {"Tab  Shift-Tab",         "The next field, the one before"},
    {"Enter",                  "The next field; in the last one, done"},
    {"\u2190 \u2192  space",     "Change a choice; a letter or digit: the one that begins so"},
    {0}
};
/* clang-format on */

static bool is_text(const struct form *f, int field)
{
    return f->fields[field].kind == FIELD_LINE || f->fields[field].kind == FIELD_TEXT;
}

bool form_shows(const struct form *f, int field)
{
    return f->fields[field].shown == NULL || f->fields[field].shown(f->state);
}

bool form_can_focus(const struct form *f, int field)
{
    return f->fields[field].kind != FIELD_NOTE && form_shows(f, field);
}

/* The next field from `from` in direction `by` that can have the focus; -1: none. */
static int next_field(const struct form *f, int from, int by)
{
    for (int i = from; i >= 0 && i < f->n; i += by) {
        if (form_can_focus(f, i))
            return i;
    }
    return -1;
}

enum err form_init(struct form *f, const struct form_field *fields, int n, const void *state)
{
    *f = (struct form){.fields = fields, .n = n, .state = state};
    BUG_ON(n > FORM_FIELDS);
    for (int i = 0; i < n; i++) {
        enum editor_kind kind = fields[i].kind == FIELD_TEXT ? EDITOR_TEXT : EDITOR_LINE;

        if (!is_text(f, i))
            continue;
        f->editors[i] = editor_new(kind,
                                   fields[i].limit_bytes == 0 ? LINE_BYTES : fields[i].limit_bytes);
        if (f->editors[i] == NULL) {
            form_done(f);
            return E_NOMEM;
        }
    }
    f->focus = next_field(f, 0, 1);
    if (f->focus < 0)
        f->focus = 0;
    return OK;
}

void form_done(struct form *f)
{
    for (int i = 0; i < FORM_FIELDS; i++) {
        editor_free(f->editors[i]);
        f->editors[i] = NULL;
    }
}

const char *form_text(struct form *f, int field, size_t *ret_n)
{
    if (f->editors[field] != NULL)
        return editor_text(f->editors[field], ret_n);
    if (ret_n != NULL)
        *ret_n = 0;
    return "";
}

enum err form_text_set(struct form *f, int field, const char *text)
{
    return f->editors[field] == NULL ? OK : editor_set(f->editors[field], text, strlen(text));
}

struct editor *form_editor(const struct form *f, int field)
{
    return f->editors[field];
}

int form_value(const struct form *f, int field)
{
    return f->values[field];
}

void form_value_set(struct form *f, int field, int value)
{
    f->values[field] = value;
}

void form_error_set(struct form *f, int field, const char *sentence)
{
    f->errors[field] = sentence;
}

void form_errors_clear(struct form *f)
{
    memset(f->errors, 0, sizeof(f->errors));
}

void form_note_set(struct form *f, int field, const char *note)
{
    f->notes[field] = note;
}

void form_focus(struct form *f, int field)
{
    if (field >= 0 && field < f->n && form_can_focus(f, field))
        f->focus = field;
}

bool form_is_typing(const struct form *f)
{
    return f->n > 0 && is_text(f, f->focus);
}

uint64_t form_version(const struct form *f)
{
    uint64_t version = f->changes;

    for (int i = 0; i < f->n; i++)
        version += f->editors[i] == NULL ? 0 : editor_version(f->editors[i]);
    return version;
}

/* -- keys -------------------------------------------------------------------------------------- */

static enum form_answer focus_move(struct form *f, int by)
{
    int next = next_field(f, f->focus + by, by);

    if (next >= 0)
        f->focus = next;
    return FORM_TAKEN;
}

static enum form_answer enter(struct form *f)
{
    int next = next_field(f, f->focus + 1, 1);

    if (next < 0)
        return FORM_SUBMIT;
    f->focus = next;
    return FORM_TAKEN;
}

int form_choices(const struct form_field *field)
{
    int n = 0;

    if (field->kind == FIELD_TOGGLE)
        return 2;
    while (field->choices != NULL && field->choices[n] != NULL)
        n++;
    return n;
}

/* How far on the next choice is that begins with this letter or digit; 0: there is none. A whole
 * turn stays where it is, and counts. */
static int choice_begins(const struct form *f, keycode key)
{
    const struct form_field *field = &f->fields[f->focus];
    int n = form_choices(field);

    if (field->kind != FIELD_CHOICE || key < '0' || key > 'z')
        return 0;
    for (int by = 1; by <= n; by++)
        if (tolower((unsigned char)field->choices[(f->values[f->focus] + by) % n][0]) ==
            tolower((int)key))
            return by;
    return 0;
}

static enum form_answer choice_key(struct form *f, keycode key)
{
    int n = form_choices(&f->fields[f->focus]);
    int by = choice_begins(f, key);

    if (by == 0)
        by = key == K_LEFT || key == 'h' ? -1 : key == K_RIGHT || key == 'l' || key == ' ' ? 1 : 0;
    if (by == 0 || n == 0)
        return FORM_IGNORED;
    f->values[f->focus] = (f->values[f->focus] + by + n) % n;
    f->errors[f->focus] = NULL;
    f->changes++;
    return FORM_TAKEN;
}

static enum form_answer text_answer(struct form *f, enum editor_answer answer, uint64_t before)
{
    if (editor_version(f->editors[f->focus]) != before)
        f->errors[f->focus] = NULL;
    switch (answer) {
    case EDITOR_EDGE_UP:
        return focus_move(f, -1);
    case EDITOR_EDGE_DOWN:
        return focus_move(f, 1);
    case EDITOR_FULL:
        return FORM_FULL;
    case EDITOR_TAKEN:
        return FORM_TAKEN;
    default:
        return FORM_IGNORED;
    }
}

enum form_answer form_key(struct form *f, keycode key)
{
    struct editor *editor = f->editors[f->focus];

    if (key == K_TAB)
        return focus_move(f, 1);
    if (key == K_BACKTAB)
        return focus_move(f, -1);
    if (key == K_ENTER && f->fields[f->focus].kind != FIELD_TEXT)
        return enter(f);
    if (editor != NULL) {
        uint64_t before = editor_version(editor);

        return text_answer(f, editor_key(editor, key), before);
    }
    if (choice_begins(f, key) > 0) /* "hybrid" is meant by h where it is a choice, "Jan" by j */
        return choice_key(f, key);
    if (key == K_UP || key == 'k')
        return focus_move(f, -1);
    if (key == K_DOWN || key == 'j')
        return focus_move(f, 1);
    return choice_key(f, key);
}

enum form_answer form_paste(struct form *f, const char *text, size_t n)
{
    struct editor *editor = f->editors[f->focus];
    uint64_t before;

    if (editor == NULL)
        return FORM_IGNORED;
    before = editor_version(editor);
    return text_answer(f, editor_paste(editor, text, n), before);
}

/* -- drawing ----------------------------------------------------------------------------------- */

const char *form_note(const struct form *f, int field)
{
    return f->notes[field] != NULL ? f->notes[field] : f->fields[field].note;
}

static int label_cols(const struct form *f, const struct canvas *c)
{
    int cols = 0;

    for (int i = 0; i < f->n; i++) {
        if (f->fields[i].kind != FIELD_TEXT && f->fields[i].label != NULL && form_shows(f, i)) {
            int n = canvas_text_cols(c, f->fields[i].label);

            cols = n > cols ? n : cols;
        }
    }
    return cols < LABEL_COLS ? cols : LABEL_COLS;
}

/* Words in so many columns: drawn if `c` is given, counted in rows either way. */
static int words_draw(struct canvas *c, struct area a, ink s, const char *words)
{
    struct wrap_line line;
    size_t n = words == NULL ? 0 : strlen(words);
    size_t at = 0;
    int row = 0;

    while (n > 0 && wrap_next(words, n, a.cols, &at, &line)) {
        if (c != NULL && row < a.rows)
            canvas_text_n(c, a.x, a.y + row, a.cols, s, words + line.start, line.n);
        row++;
    }
    return row;
}

static int text_width(struct area a)
{
    int cols = a.cols - 2 * MARGIN;

    return cols < UI_TEXT_COLS ? cols : UI_TEXT_COLS;
}

/* What a choice or toggle shows. */
static const char *value_shown(const struct form *f, int field)
{
    const struct form_field *spec = &f->fields[field];
    int value = f->values[field];

    if (spec->kind == FIELD_TOGGLE)
        return value ? "x" : " ";
    return value < form_choices(spec) ? spec->choices[value] : "";
}

/* Is there no note, or room for it beside the value, or in the empty field? */
static bool note_fits(const struct form *f, int field, const struct canvas *c, int room)
{
    const char *note = form_note(f, field);
    int frame = f->fields[field].kind == FIELD_TOGGLE ? 2 : 4; /* "[]" or "<  >" */

    if (note == NULL || f->fields[field].kind == FIELD_TEXT)
        return true;
    if (f->editors[field] != NULL)
        return editor_bytes(f->editors[field]) > 0 || canvas_text_cols(c, note) <= room;
    return frame + canvas_text_cols(c, value_shown(f, field)) + NOTE_GAP +
               canvas_text_cols(c, note) <=
           room;
}

/* The note of the field in focus, where it stands below; else NULL. */
static const char *note_below(const struct form *f, int field, const struct canvas *c, int room)
{
    return field == f->focus && !note_fits(f, field, c, room) ? form_note(f, field) : NULL;
}

/* Rows of a field without those that FIELD_TEXT takes from what is left. */
static int field_rows(const struct form *f, int field, const struct canvas *c, struct area a,
                      int labels)
{
    struct area words = {0, 0, text_width(a), 0};
    int rows = 1;

    if (!form_shows(f, field))
        return 0;
    if (f->fields[field].kind == FIELD_NOTE)
        return words_draw(NULL, words, THEME_DIM, form_note(f, field));
    if (f->fields[field].kind == FIELD_TEXT)
        rows = TEXT_ROWS_MIN;
    rows += words_draw(NULL, words, THEME_DIM,
                       note_below(f, field, c, words.cols - labels - LABEL_GAP));
    return rows + words_draw(NULL, words, THEME_ERROR, f->errors[field]);
}

static void choice_draw(const struct form *f, int field, struct canvas *c, struct area a,
                        bool focused)
{
    const struct form_field *spec = &f->fields[field];
    int used = canvas_printf(c, a.x, a.y, a.cols, THEME_FIELD,
                             spec->kind == FIELD_TOGGLE ? "[%s]" : "< %s >", value_shown(f, field));

    if (note_fits(f, field, c, a.cols))
        canvas_text_fit(c, a.x + used + NOTE_GAP, a.y, a.cols - used - NOTE_GAP, THEME_DIM,
                        form_note(f, field));
    if (focused)
        canvas_cursor_set(c, a.x + (spec->kind == FIELD_TOGGLE ? 1 : 2), a.y);
}

/* A field of one row: label, value. */
static void row_draw(struct form *f, int field, struct canvas *c, struct area a, int labels)
{
    bool focused = field == f->focus;
    struct area value = {a.x + MARGIN + labels + LABEL_GAP, a.y, text_width(a) - labels - LABEL_GAP,
                         1};
    struct area below = {a.x + MARGIN, a.y + 1, text_width(a), a.rows - 1};

    words_draw(c, below, THEME_DIM, note_below(f, field, c, value.cols));
    canvas_text_fit(c, a.x + MARGIN, a.y, labels, focused ? THEME_LABEL | ATTR_BOLD : THEME_LABEL,
                    f->fields[field].label);
    if (f->editors[field] == NULL) {
        choice_draw(f, field, c, value, focused);
        return;
    }
    if (editor_bytes(f->editors[field]) == 0 && note_fits(f, field, c, value.cols))
        canvas_text_fit(c, value.x, value.y, value.cols, THEME_DIM, form_note(f, field));
    /* What is not typed in is read from its beginning. */
    if (!focused && canvas_text_cols(c, form_text(f, field, NULL)) > value.cols)
        canvas_text_fit(c, value.x, value.y, value.cols, THEME_FIELD, form_text(f, field, NULL));
    else
        editor_draw(f->editors[field], c, value, focused);
}

/* The field of many lines: a rule with its label, then the text. */
static void text_draw(struct form *f, int field, struct canvas *c, struct area a)
{
    bool focused = field == f->focus;
    const char *label = f->fields[field].label;
    struct area text = {a.x + MARGIN, a.y + 1, a.cols - 2 * MARGIN, a.rows - 1};

    canvas_hline(c, a.x, a.y, a.cols, THEME_RULE);
    if (label != NULL) {
        canvas_printf(c, a.x, a.y, a.cols, focused ? THEME_LABEL | ATTR_BOLD : THEME_LABEL, " %s ",
                      label);
    }
    if (editor_bytes(f->editors[field]) == 0)
        canvas_text_fit(c, text.x, text.y, text_width(a), THEME_DIM, form_note(f, field));
    editor_draw(f->editors[field], c, text, focused);
}

static void field_draw(struct form *f, int field, struct canvas *c, struct area a, int labels)
{
    struct area words = {a.x + MARGIN, a.y, text_width(a), a.rows};
    int error_rows = words_draw(NULL, words, THEME_ERROR, f->errors[field]);

    if (f->fields[field].kind == FIELD_NOTE) {
        words_draw(c, words, THEME_DIM, form_note(f, field));
        return;
    }
    words.y = a.y + a.rows - error_rows;
    words.rows = error_rows;
    words_draw(c, words, THEME_ERROR, f->errors[field]);
    a.rows -= error_rows;
    if (f->fields[field].kind == FIELD_TEXT)
        text_draw(f, field, c, a);
    else
        row_draw(f, field, c, a, labels);
}

/* Scroll by whole fields until the one in focus is inside. */
static void scroll_follow(struct form *f, const int *rows, int height)
{
    int sum = 0;

    if (f->scroll > f->focus)
        f->scroll = f->focus;
    for (int i = f->focus; i >= 0; i--) {
        sum += rows[i];
        if (sum > height && i < f->focus) {
            f->scroll = f->scroll > i + 1 ? f->scroll : i + 1;
            return;
        }
    }
    sum = 0;
    for (int i = 0; i < f->n; i++)
        sum += rows[i];
    if (sum <= height)
        f->scroll = 0;
}

void form_draw(struct form *f, struct canvas *canvas, struct area area)
{
    int rows[FORM_FIELDS] = {0};
    int labels = label_cols(f, canvas);
    int total = 0;
    int y = area.y;

    if (!form_can_focus(f, f->focus) && next_field(f, 0, 1) >= 0)
        f->focus = next_field(f, 0, 1);
    if (sheet_of(canvas) != NULL) {
        sheet_form(sheet_of(canvas), f, area.y);
        return;
    }
    for (int i = 0; i < f->n; i++) {
        rows[i] = field_rows(f, i, canvas, area, labels);
        total += rows[i];
    }
    for (int i = 0; i < f->n; i++) {
        if (f->fields[i].kind == FIELD_TEXT && form_shows(f, i) && total < area.rows) {
            rows[i] += area.rows - total;
            total = area.rows;
        }
    }
    scroll_follow(f, rows, area.rows);
    for (int i = f->scroll; i < f->n && y < area.y + area.rows; i++) {
        int left = area.y + area.rows - y;
        struct area field = {area.x, y, area.cols, rows[i] < left ? rows[i] : left};

        if (rows[i] > 0)
            field_draw(f, i, canvas, field, labels);
        y += rows[i];
    }
}

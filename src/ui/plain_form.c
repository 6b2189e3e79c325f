/* SPDX-License-Identifier: MIT
 *
 * plain_form.c -- fields asked one by one, and a text of many lines that can be read back and
 * corrected by the numbers of its lines.
 *
 * All typing goes through the screen's own `key` and `paste`, so checks, drafts and limits are the
 * same as on a screen. Only a line in the middle of a text is replaced in the editor directly; a
 * harmless key afterwards lets the screen notice.
 */
#include <stdio.h>
#include <string.h>

#include <curbside/base/err.h>

#include "form_parts.h"
#include "plain_state.h"

/* -- what there is ----------------------------------------------------------------------------- */

static struct form *form_of(const struct ui *ui)
{
    return ui->plain->sheet.form;
}

static const char *label_of(const struct form *f, int field)
{
    return f->fields[field].label == NULL ? "Text" : f->fields[field].label;
}

/* The first text of many lines; -1: none. */
static int text_field(const struct form *f)
{
    for (int i = 0; f != NULL && i < f->n; i++) {
        if (f->fields[i].kind == FIELD_TEXT && form_shows(f, i))
            return i;
    }
    return -1;
}

static int next_field(const struct form *f, int field)
{
    for (int i = field + 1; i < f->n; i++) {
        if (form_can_focus(f, i))
            return i;
    }
    return -1;
}

/* The field that is the `number`th to be asked for; -1: none. */
static int field_at(const struct form *f, int number)
{
    int field = -1;

    for (int i = 0; i < number; i++) {
        field = next_field(f, field);
        if (field < 0)
            return -1;
    }
    return field;
}

/* -- lines of a text --------------------------------------------------------------------------- */

static int count_lines(const char *s, size_t n)
{
    int lines = n > 0 && s[n - 1] != '\n';

    for (size_t i = 0; i < n; i++)
        lines += s[i] == '\n';
    return lines;
}

/* Where line `number` begins and ends (before its line feed). False: there is none. */
static bool line_find(const char *s, size_t n, int number, size_t *ret_from, size_t *ret_to)
{
    size_t at = 0;

    if (number < 1 || number > count_lines(s, n))
        return false;
    while (--number > 0)
        at += strcspn(s + at, "\n") + 1;
    *ret_from = at;
    *ret_to = at + strcspn(s + at, "\n");
    return true;
}

static const char *line_copy(struct ui *ui, int number)
{
    struct form *f = form_of(ui);
    size_t n, from, to;
    const char *s = form_text(f, text_field(f), &n);
    const char *copy = NULL;

    if (line_find(s, n, number, &from, &to))
        copy = arena_memdup0(&ui->scratch, s + from, to - from);
    return copy;
}

/* The screen learns that the text under it has changed. */
static void nudge(struct ui *ui)
{
    plain_press(ui, K_END, 0);
}

/* Line `number` gets another text; NULL: it goes. */
static bool line_replace(struct ui *ui, int number, const char *text)
{
    struct form *f = form_of(ui);
    int field = text_field(f);
    size_t n, from, to;
    const char *s = form_text(f, field, &n);

    if (!line_find(s, n, number, &from, &to))
        return false;
    if (text == NULL && to < n)
        to++;
    form_focus(f, field);
    if (editor_replace(f->editors[field], from, to, text == NULL ? "" : text,
                       text == NULL ? 0 : strlen(text)) != OK)
        return false;
    nudge(ui);
    return true;
}

/* -- prompts ----------------------------------------------------------------------------------- */

static void prompt_put(struct ui *ui, const char *label)
{
    AUTO_STR struct str text = STR_INIT;

    plain_clean(&text, label, strlen(label));
    str_add(&text, ": ");
    plain_put(ui, str_cstr(&text), text.n);
}

static void say_trouble(struct ui *ui, const struct form *f, int field)
{
    const char *error = f->errors[field];

    if (error != NULL && cstr_starts(error, label_of(f, field)))
        plain_say(ui, error);
    else if (error != NULL)
        plain_sayf(ui, "%s: %s", label_of(f, field), error);
}

/* What a note lacks to be a sentence; most are one. */
static const char *full_stop(const char *note)
{
    size_t n = strlen(note);

    return n > 0 && strchr(".!?", note[n - 1]) ? "" : ".";
}

static bool prompt_line(struct ui *ui, struct form *f, int field)
{
    struct plain *p = ui->plain;
    const char *note = form_note(f, field);
    const char *label = label_of(f, field);
    size_t n;
    const char *value = form_text(f, field, &n);

    p->prompt = PROMPT_FIELD;
    p->replaces = p->had_value = n > 0;
    say_trouble(ui, f, field);
    if (note != NULL)
        plain_sayf(ui, "%s: %s%s", label, note, full_stop(note));
    if (n > 0)
        plain_sayf(ui, "%s is \"%s\". Enter keeps it, a minus alone empties it.", label, value);
    prompt_put(ui, label);
    return true;
}

static const char *value_words(const struct form *f, int field, int value)
{
    if (f->fields[field].kind == FIELD_TOGGLE)
        return value ? "yes" : "no";
    return f->fields[field].choices[value];
}

/* Are there numbers among the choices? Then they are typed as they are, and none stands for another
 * by its place. */
static bool has_numbers(const struct form *f, int field)
{
    for (int i = 0; i < form_choices(&f->fields[field]); i++) {
        char first = value_words(f, field, i)[0];

        if (first >= '0' && first <= '9')
            return true;
    }
    return false;
}

static bool prompt_value(struct ui *ui, struct form *f, int field)
{
    AUTO_STR struct str text = STR_INIT;
    int n = form_choices(&f->fields[field]);

    ui->plain->prompt = PROMPT_VALUE;
    say_trouble(ui, f, field);
    str_printf(&text, "%s, one of: ", label_of(f, field));
    for (int i = 0; i < n; i++) {
        if (!has_numbers(f, field))
            str_printf(&text, "%d ", i + 1);
        str_printf(&text, "%s, ", value_words(f, field, i));
    }
    str_printf(&text, "now %s.", value_words(f, field, form_value(f, field)));
    if (form_note(f, field) != NULL)
        str_printf(&text, " %s%s", form_note(f, field), full_stop(form_note(f, field)));
    plain_say(ui, str_cstr(&text));
    prompt_put(ui, label_of(f, field));
    return true;
}

static bool prompt_text(struct ui *ui, struct form *f, int field)
{
    struct plain *p = ui->plain;
    size_t n;
    const char *s = form_text(f, field, &n);
    int lines = count_lines(s, n);

    p->prompt = PROMPT_TEXT;
    say_trouble(ui, f, field);
    if (form_note(f, field) != NULL && n == 0)
        plain_sayf(ui, "%s%s", form_note(f, field), full_stop(form_note(f, field)));
    if (!p->inserts) {
        plain_press(ui, K_END | K_CTRL_BIT, 0);
        if (n > 0 && s[n - 1] != '\n')
            plain_press(ui, K_ENTER, 0);
    }
    if (lines > 0 && !p->inserts)
        plain_sayf(ui, "%d %s there already.", lines, lines == 1 ? "line is" : "lines are");
    plain_sayf(ui, "%s: type it now. A line that is only a full stop ends it; commands come then.",
               label_of(f, field));
    return true;
}

static bool prompt_change(struct ui *ui)
{
    char label[32];

    ui->plain->prompt = PROMPT_CHANGE;
    snprintf(label, sizeof label, "Line %d", ui->plain->change_line);
    prompt_put(ui, label);
    return true;
}

/* A line outside a form, as of a search. */
static bool prompt_editor(struct ui *ui, struct editor *e)
{
    struct plain *p = ui->plain;
    size_t n = 0;
    const char *value = e == NULL ? "" : editor_text(e, &n);

    p->prompt = PROMPT_FIELD;
    p->replaces = p->had_value = n > 0;
    if (n > 0)
        plain_sayf(ui, "So far: %s", value);
    if (n > 0)
        plain_say(ui, "Enter keeps it, a minus alone empties it.");
    prompt_put(ui, "Text");
    return true;
}

enum plain_prompt plain_form_asks(struct ui *ui)
{
    struct form *f = form_of(ui);

    if (f != NULL && ui->plain->change_line > 0)
        return PROMPT_CHANGE;
    if (f == NULL)
        return ui_is_typing(ui) ? PROMPT_FIELD : PROMPT_COMMAND;
    if (ui_top(ui)->told.filled || !form_can_focus(f, f->focus) ||
        (ui->plain->sheet.has_list && !ui_is_typing(ui)))
        return PROMPT_COMMAND;
    if (f->fields[f->focus].kind == FIELD_LINE)
        return PROMPT_FIELD;
    return f->fields[f->focus].kind == FIELD_TEXT ? PROMPT_TEXT : PROMPT_VALUE;
}

bool plain_form_prompt(struct ui *ui)
{
    struct form *f = form_of(ui);
    enum plain_prompt asks = plain_form_asks(ui);

    if (asks == PROMPT_CHANGE)
        return prompt_change(ui);
    ui->plain->change_line = 0;
    if (asks == PROMPT_COMMAND)
        return false;
    if (f == NULL)
        return prompt_editor(ui, ui->plain->sheet.editor);
    if (asks == PROMPT_FIELD)
        return prompt_line(ui, f, f->focus);
    return (asks == PROMPT_TEXT ? prompt_text : prompt_value)(ui, f, f->focus);
}

/* -- lines typed into fields ------------------------------------------------------------------- */

/* The field is done with: on to the next, or to the commands. */
static void field_done(struct ui *ui)
{
    struct told *told = &ui_top(ui)->told;
    unsigned serial = ui_top(ui)->serial;
    struct form *f = form_of(ui);
    int before = f == NULL ? 0 : f->focus;

    if (told->single) {
        told->single = false;
        told->filled = true;
        plain_turn(ui, "Done.");
        return;
    }
    if (f == NULL)
        memset(told->texts, 0, sizeof told->texts); /* the answer may be the one before: say it */
    plain_press(ui, K_ENTER, 0);
    if (!ui->ended && ui_top(ui)->serial == serial && f != NULL && f->focus == before &&
        f->errors[before] == NULL)
        told->filled = true;
    plain_turn(ui, NULL);
}

/* Does a list that follows the typing have nothing? */
static bool found_nothing(struct ui *ui)
{
    const struct sheet *s = &ui->plain->sheet;

    return s->form == NULL && s->has_list && s->list_count == 0 && !plain_field_waits(ui);
}

void plain_field_line(struct ui *ui, const char *line)
{
    struct plain *p = ui->plain;

    if (p->held && line[1] != ':') {
        p->held = false;
        plain_command(ui, line + 1);
        return;
    }
    if (p->held) {
        p->held = false;
        if (p->replaces) {
            plain_press(ui, K_END, 0);
            plain_press(ui, K_CTRL('u'), 0);
        }
        plain_feed(ui, line + 1, strlen(line + 1));
    }
    if (p->had_value && strcmp(line, "-") == 0)
        plain_press(ui, K_CTRL('u'), 0);
    /* A list that follows the typing is heard before anything in it is opened, and so is that there
     * is nothing in it. A field above it is left then: a number is a row again. */
    if (plain_list_changed(ui) || found_nothing(ui)) {
        ui_top(ui)->told.filled = true;
        if (form_of(ui) == NULL)
            plain_press(ui, K_TAB, 0);
        plain_turn(ui, NULL);
        return;
    }
    field_done(ui);
}

/* Change the value step by step, as the arrow keys would: the screen hears of it. */
static void value_set(struct ui *ui, int value)
{
    struct form *f = form_of(ui);
    int field = f->focus;

    for (int i = form_choices(&f->fields[field]); i > 0 && form_value(f, field) != value; i--)
        plain_press(ui, f->fields[field].kind == FIELD_TOGGLE ? ' ' : K_RIGHT, 0);
}

/* "october 2026" is "Oct 2026": word by word one begins with the other. Of a choice three letters
 * at least have to be there, or "none" would be "no". */
static bool is_spelled_out(const char *choice, const char *line)
{
    enum {
        LETTERS_LEAST = 3
    };

    while (*choice && *line) {
        size_t c = strcspn(choice, " "), l = strcspn(line, " ");

        if (strncasecmp(choice, line, c < l ? c : l) != 0 || (c < l && c < LETTERS_LEAST))
            return false;
        choice += c;
        choice += strspn(choice, " ");
        line += l;
        line += strspn(line, " ");
    }
    return *line == '\0';
}

static int value_find(const struct form *f, int field, const char *line)
{
    int n = form_choices(&f->fields[field]);
    long long number;

    if (!has_numbers(f, field) && int_parse(line, 1, n, &number) == OK)
        return (int)number - 1;
    for (int i = 0; i < n; i++) {
        if (strcasecmp(value_words(f, field, i), line) == 0)
            return i;
    }
    for (int i = 0; i < n && line[0] != '\0'; i++) {
        if (strncasecmp(value_words(f, field, i), line, strlen(line)) == 0)
            return i;
    }
    for (int i = 0; i < n && line[0] != '\0'; i++) {
        if (is_spelled_out(value_words(f, field, i), line))
            return i;
    }
    return -1;
}

void plain_value_line(struct ui *ui, const char *line)
{
    struct form *f = form_of(ui);
    int value = value_find(f, f->focus, line);

    if (line[0] == ':') {
        plain_command(ui, line + 1);
        return;
    }
    if (value < 0 && line[0] != '\0') {
        plain_say(ui, "That is none of the choices.");
        plain_turn(ui, NULL);
        return;
    }
    if (value >= 0)
        value_set(ui, value);
    field_done(ui);
}

/* What was typed is in the field already; a lone full stop goes out again. */
void plain_text_line(struct ui *ui, const char *line)
{
    if (strcmp(line, ".") == 0) {
        plain_press(ui, K_BACKSPACE, 0);
        plain_text_end(ui);
        return;
    }
    if (strcmp(line, "..") == 0)
        plain_press(ui, K_BACKSPACE, 0);
    plain_press(ui, K_ENTER, 0);
    ui->plain->line.n = 0;
}

/* After the text comes the field behind it, or what finishes: it asks before it does anything. */
void plain_text_end(struct ui *ui)
{
    struct plain *p = ui->plain;
    struct told *told = &ui_top(ui)->told;
    struct form *f = form_of(ui);
    size_t n;
    bool fed = f != NULL && form_text(f, f->focus, &n)[0] != '\0' && !p->inserts;
    const struct key_action *finish = ui_action(ui, K_CTRL('x'));

    if (fed && form_text(f, f->focus, &n)[n - 1] == '\n')
        plain_press(ui, K_BACKSPACE, 0);
    p->inserts = false;
    if (!told->single && f != NULL && next_field(f, f->focus) >= 0) {
        plain_press(ui, K_TAB, 0);
        plain_turn(ui, NULL);
        return;
    }
    told->filled = true;
    if (!told->single && finish != NULL)
        action_run(ui, finish);
    told->single = false;
    ui_event_end(ui);
    plain_turn(ui, "Done.");
}

void plain_change_line(struct ui *ui, const char *line)
{
    int number = ui->plain->change_line;

    ui->plain->change_line = 0;
    plain_turn(ui, line_replace(ui, number, line) ? "Done." : "That did not fit.");
}

/* -- verbs ------------------------------------------------------------------------------------- */

static void read_text(struct ui *ui, struct form *f, int field)
{
    size_t n;
    const char *s = form_text(f, field, &n);
    int lines = count_lines(s, n);

    plain_sayf(ui, "%s, %d %s.", label_of(f, field), lines, lines == 1 ? "line" : "lines");
    for (int i = 1; i <= lines; i++) {
        const char *line = line_copy(ui, i);

        plain_say(ui, arena_printf(&ui->scratch, "%d. %s", i,
                                   line == NULL || line[0] == '\0' ? "empty" : line));
    }
}

static void read_form(struct ui *ui, struct form *f)
{
    size_t n;

    for (int i = 0; i < f->n; i++) {
        if (!form_can_focus(f, i))
            continue;
        if (f->fields[i].kind == FIELD_TEXT)
            read_text(ui, f, i);
        else if (f->fields[i].kind == FIELD_LINE)
            plain_sayf(ui, "%s: %s", label_of(f, i), form_text(f, i, &n));
        else
            plain_sayf(ui, "%s: %s", label_of(f, i), value_words(f, i, form_value(f, i)));
    }
}

static void ask_field(struct ui *ui, struct form *f, int field)
{
    struct told *told = &ui_top(ui)->told;

    form_focus(f, field);
    told->filled = false;
    told->single = true;
    plain_turn(ui, NULL);
}

static void insert_before(struct ui *ui, struct form *f, int number)
{
    int field = text_field(f);
    size_t n, from, to;
    const char *s = form_text(f, field, &n);

    if (!line_find(s, n, number, &from, &to)) {
        plain_turn(ui, "There is no line of that number.");
        return;
    }
    form_focus(f, field);
    editor_go(f->editors[field], from);
    ui->plain->inserts = true;
    ask_field(ui, f, field);
}

static void change(struct ui *ui, int number)
{
    const char *line = line_copy(ui, number);

    if (line == NULL) {
        plain_turn(ui, "There is no line of that number.");
        return;
    }
    plain_sayf(ui, "It was: %s", line);
    ui->plain->change_line = number;
    plain_turn(ui, NULL);
}

static bool text_verb(struct ui *ui, struct form *f, const char *word, int number)
{
    if (text_field(f) < 0)
        return false;
    if (strcasecmp(word, "add") == 0)
        ask_field(ui, f, text_field(f));
    else if (strcasecmp(word, "insert") == 0)
        insert_before(ui, f, number);
    else if (strcasecmp(word, "change") == 0)
        change(ui, number);
    else if (strcasecmp(word, "delete") == 0)
        plain_turn(ui, line_replace(ui, number, NULL) ? "Line taken out."
                                                      : "There is no line of that number.");
    else
        return false;
    return true;
}

bool plain_form_command(struct ui *ui, const char *word, int number)
{
    struct form *f = form_of(ui);
    int field = -1;

    if (f == NULL)
        return false;
    if (strcasecmp(word, "read") == 0 || strcasecmp(word, "fields") == 0) {
        read_form(ui, f);
        plain_turn(ui, NULL);
        return true;
    }
    if (text_verb(ui, f, word, number))
        return true;
    if (word[0] == '\0')
        field = field_at(f, number);
    for (int i = 0; word[0] != '\0' && i < f->n; i++) {
        if (form_can_focus(f, i) && strcasecmp(label_of(f, i), word) == 0)
            field = i;
    }
    if (field < 0)
        return false;
    ask_field(ui, f, field);
    return true;
}

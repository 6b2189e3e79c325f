/* SPDX-License-Identifier: MIT
 *
 * plain_input.c -- bytes become lines.
 *
 * On a terminal we echo, and take back by backspace, blank, backspace: what every terminal line
 * does and every screen reader knows. Text for a field goes to the screen letter by letter, so that
 * a draft is as young here as it is on a screen.
 *
 * Lines are run only as fast as their answers are taken: one read may hold thousands. A paste runs
 * one command at most; what is typed into a text takes all of it.
 */
#include <string.h>

#include <curbside/text/utf8.h>

#include "plain_state.h"

/* -- to the screen ----------------------------------------------------------------------------- */

void plain_press(struct ui *ui, keycode key, int count)
{
    ui->count = count;
    ui->g = false; /* a g of the line before is no half of this key */
    ui_key(ui, key);
    ui_event_end(ui);
}

/* One character is a key; more is pasted, at once. */
void plain_feed(struct ui *ui, const char *text, size_t n)
{
    struct key_event event = {.kind = KEY_EVENT_PASTE, .text_n = n};
    uint32_t cp;

    if (n > 0 && utf8_decode(text, n, &cp) == n && cp != UTF8_INVALID) {
        plain_press(ui, cp, 0);
        return;
    }
    event.text = n == 0 ? NULL : arena_memdup0(&ui->scratch, text, n);
    if (event.text == NULL)
        return;
    ui_paste(ui, &event);
    ui_event_end(ui);
}

/* -- the line ---------------------------------------------------------------------------------- */

static bool is_fed(const struct plain *p)
{
    return p->prompt == PROMPT_FIELD || p->prompt == PROMPT_TEXT;
}

static void echo(struct ui *ui, const char *text, size_t n)
{
    if (ui->plain->echo)
        plain_put(ui, text, n);
}

static size_t field_bytes(const struct plain *p)
{
    const struct form *f = p->sheet.form;
    const struct editor *e = f != NULL ? f->editors[f->focus] : p->sheet.editor;

    return e == NULL ? 0 : editor_bytes(e);
}

/* Into the field that has the focus. False: it did not fit, and the screen says so. */
static bool feed(struct ui *ui, const char *text, size_t n)
{
    struct plain *p = ui->plain;
    bool known = p->sheet.form != NULL || p->sheet.editor != NULL;
    size_t before;

    if (p->replaces) {
        p->replaces = false;
        plain_press(ui, K_END, 0);
        plain_press(ui, K_CTRL('u'), 0);
    }
    before = field_bytes(p);
    plain_feed(ui, text, n);
    return !known || field_bytes(p) > before;
}

/* A colon at the beginning of a field's line makes it a command, which is no text of the field. */
static bool holds_back(struct plain *p, const char *text)
{
    if (p->line.n == 0)
        p->held = p->prompt == PROMPT_FIELD && text[0] == ':';
    return p->held;
}

static void add(struct ui *ui, const char *text, size_t n)
{
    struct plain *p = ui->plain;

    if (n == 0 || p->line.n + n >= PLAIN_LINE_BYTES)
        return;
    if (is_fed(p) && !holds_back(p, text) && !feed(ui, text, n))
        return;
    str_add_n(&p->line, text, n);
    echo(ui, text, n);
}

static void erase_one(struct ui *ui)
{
    struct plain *p = ui->plain;
    const char *s = str_cstr(&p->line);
    size_t at;

    if (p->line.n == 0)
        return;
    at = cluster_before(s, p->line.n, p->line.n);
    for (int i = text_cells(s + at, p->line.n - at); i > 0; i--)
        echo(ui, "\b \b", 3);
    if (is_fed(p) && !p->held)
        plain_press(ui, K_BACKSPACE, 0);
    p->line.n = at;
    p->line.s[at] = '\0';
}

static void erase_all(struct ui *ui)
{
    while (ui->plain->line.n > 0)
        erase_one(ui);
}

static void end_line(struct ui *ui)
{
    struct plain *p = ui->plain;
    AUTO_STR struct str line = p->line;

    p->line = (struct str){.limit = PLAIN_LINE_BYTES};
    echo(ui, "\n", 1);
    switch (p->prompt) {
    case PROMPT_COMMAND:
        plain_command(ui, str_cstr(&line));
        break;
    case PROMPT_CHOICE:
        plain_choice(ui, str_cstr(&line));
        break;
    case PROMPT_FIELD:
        plain_field_line(ui, str_cstr(&line));
        break;
    case PROMPT_VALUE:
        plain_value_line(ui, str_cstr(&line));
        break;
    case PROMPT_TEXT:
        plain_text_line(ui, str_cstr(&line));
        break;
    case PROMPT_CHANGE:
        plain_change_line(ui, str_cstr(&line));
        break;
    }
}

/* -- keys -------------------------------------------------------------------------------------- */

/* A key that is no text: given to the screen, whatever was typed before it is let go of. */
static void other_key(struct ui *ui, keycode key)
{
    struct plain *p = ui->plain;

    if (key >= K_NAMED && key < K_NAMED_END && p->prompt != PROMPT_COMMAND)
        return; /* there is no cursor to move in a line */
    if (!is_fed(p))
        str_clear(&p->line);
    echo(ui, "\n", 1);
    plain_press(ui, key, 0);
    plain_turn(ui, "Nothing here answers to that key.");
}

static void control_d(struct ui *ui)
{
    struct plain *p = ui->plain;

    if (p->line.n > 0)
        return;
    echo(ui, "\n", 1);
    if (p->prompt == PROMPT_TEXT)
        plain_text_end(ui);
    else
        plain_leave(ui);
}

static void key_take(struct ui *ui, keycode key)
{
    char bytes[4];

    if (key_is_text(key)) {
        add(ui, bytes, utf8_encode(key, bytes));
        return;
    }
    switch (key) {
    case K_ENTER:
        end_line(ui);
        break;
    case K_BACKSPACE:
        erase_one(ui);
        break;
    case K_TAB:
        if (ui->plain->prompt == PROMPT_FIELD || ui->plain->prompt == PROMPT_VALUE)
            end_line(ui);
        else
            add(ui, " ", 1);
        break;
    case K_CTRL('u'):
        erase_all(ui);
        break;
    case K_CTRL('d'):
        control_d(ui);
        break;
    case K_CTRL('c'):
    case K_ESC:
        echo(ui, "\n", 1);
        plain_leave(ui);
        break;
    case K_CTRL('\\'):
        ui_boss(ui);
        break;
    case K_CTRL('l'):
        echo(ui, "\n", 1);
        plain_forget(ui);
        plain_turn(ui, NULL);
        break;
    default:
        other_key(ui, key);
        break;
    }
}

/* Lines that came in one burst: an editor's shell window sends a whole line at once, and pasted
 * text must not run as commands. */
static void paste_take(struct ui *ui, const char *text, size_t n)
{
    for (size_t at = 0; at < n && !ui->ended;) {
        size_t line = strcspn(text + at, "\n");
        bool ends = text[at + line] == '\n';
        bool was_text = ui->plain->prompt == PROMPT_TEXT;

        add(ui, text + at, line);
        at += line + ends;
        if (ends)
            end_line(ui);
        if (ends && at < n && (!was_text || ui->plain->prompt != PROMPT_TEXT)) {
            plain_put(ui, "\n", 1);
            plain_say(ui, "What came after that line looked pasted. It was left out.");
            plain_turn(ui, NULL);
            return;
        }
    }
}

/* Without a terminal every byte is a read of its own: a pipe pastes nothing. */
static bool feed_next(struct ui *ui)
{
    struct plain *p = ui->plain;
    size_t n = p->echo ? p->read.n : 1;

    if (p->fed >= p->read.n)
        return false;
    keys_feed(ui->keys, p->read.s + p->fed, n, clock_mono_ms(ui->app.clock));
    p->fed += n;
    return true;
}

static bool is_full(const struct plain *p)
{
    return p->out.n >= PLAIN_OUT_ENOUGH;
}

void plain_keys(struct ui *ui)
{
    struct plain *p = ui->plain;
    struct key_event event;

    do {
        while (!ui->ended && !ui->boss && !is_full(p) && keys_next(ui->keys, &event)) {
            if (event.kind == KEY_EVENT_PASTE)
                paste_take(ui, event.text, event.text_n);
            else
                key_take(ui, event.key);
        }
    } while (!ui->ended && !ui->boss && !is_full(p) && feed_next(ui));
    p->busy = !ui->ended && is_full(p);
}

void plain_input(struct ui *ui, const void *bytes, size_t n)
{
    struct plain *p = ui->plain;

    plain_begin(ui);
    if (ui->boss) {
        boss_end(ui);
        plain_return(ui);
        return;
    }
    str_clear(&p->read);
    str_add_n(&p->read, bytes, n);
    p->fed = 0;
    plain_keys(ui);
}

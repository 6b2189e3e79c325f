/* SPDX-License-Identifier: MIT
 *
 * input.c -- whose key is it: an overlay's, the focused field's, the screen's table's, the
 * screen's, everybody's; in this order, as screen.h says.
 */
#include <stddef.h>
#include <string.h>

#include <curbside/ui/ui.h>

#include "ui_state.h"

bool ui_is_typing(struct ui *ui)
{
    struct layer *top = ui_top(ui);

    return top->ops->typing != NULL && top->ops->typing(ui, top->state);
}

bool action_is_shown_on(struct ui *ui, const struct layer *on, const struct key_action *action)
{
    return action->shown == NULL || action->shown(ui, on->state);
}

bool action_is_shown(struct ui *ui, const struct key_action *action)
{
    return action_is_shown_on(ui, ui_top(ui), action);
}

const struct key_action *ui_action(struct ui *ui, keycode key)
{
    const struct key_action *keys = ui_top(ui)->ops->keys;

    for (int i = 0; keys != NULL && keys[i].key != K_NONE; i++) {
        if (keys[i].key == key && keys[i].run != NULL && action_is_shown(ui, &keys[i]))
            return &keys[i];
    }
    return NULL;
}

void action_run(struct ui *ui, const struct key_action *action)
{
    ui->running = ui_top(ui);
    action->run(ui, ui->running->state);
}

/* Is the key in the table at all? A disabled key must not mean something else. */
static bool is_bound(struct ui *ui, keycode key)
{
    const struct key_action *keys = ui_top(ui)->ops->keys;

    for (int i = 0; keys != NULL && keys[i].key != K_NONE; i++) {
        if (keys[i].key == key)
            return true;
    }
    return false;
}

void action_say_disabled(struct ui *ui, keycode key)
{
    bool ascii = canvas_charset(ui->canvas) != CHARSET_UNICODE;
    const char *help = NULL, *tab;
    char name[KEY_NAME_BYTES];
    int n = 0;

    for (const struct key_action *row = ui_top(ui)->ops->keys; row->key != K_NONE; row++) {
        if (row->key != key || row->help == NULL || row->help[0] == '\0')
            continue;
        help = row->help;
        n++;
    }
    if (n == 0)
        return;
    tab = strchr(help, '\t');
    if (n > 1)
        ui_sayf(ui, "%s does nothing here now.", key_name(key, ascii, name));
    else
        ui_sayf(ui, "Not possible here now: %s.", tab == NULL ? help : tab + 1);
}

static bool screen_key(struct ui *ui, keycode key)
{
    struct layer *top = ui_top(ui);

    ui->running = top;
    return top->ops->key != NULL && top->ops->key(ui, top->state, key);
}

static void leave_board(struct ui *ui, void *state)
{
    (void)state;
    ui_quit(ui, NULL);
}

static void stay(struct ui *ui, void *state)
{
    (void)ui;
    (void)state;
}

static void ask_to_leave(struct ui *ui)
{
    static const struct dialog_choice choices[] = {
        {'q', "Leave", leave_board}, {'s', "Stay here", stay}, {0}};
    static const struct dialog dialog = {
        .title = "Leave?", .choices = choices, .enter_first = true};

    ui_ask(ui, &dialog);
}

static bool may_leave(struct ui *ui)
{
    struct layer *top = ui_top(ui);

    ui->running = top;
    return top->ops->may_leave == NULL || top->ops->may_leave(ui, top->state);
}

void ui_leave_screen(struct ui *ui, bool firmly)
{
    if (!may_leave(ui))
        return;
    if (ui->depth > 1)
        ui_back(ui);
    else if (firmly)
        ask_to_leave(ui);
}

void ui_leave_board(struct ui *ui)
{
    if (may_leave(ui))
        leave_board(ui, NULL);
}

/* On top of itself it would be of no use. */
static void palette_open(struct ui *ui)
{
    const char *palette = ui->app.palette;

    if (palette != NULL && strcmp(ui_screen_name(ui), palette) != 0)
        ui_push(ui, palette, NULL, 0);
}

bool ui_below_action(struct ui *ui, int i, keycode *ret_key, const char **ret_words)
{
    const struct layer *below = ui->depth > 1 ? ui->stack[ui->depth - 2] : NULL;
    const struct key_action *row = below == NULL ? NULL : below->ops->keys;
    const char *tab;

    if (row == NULL)
        return false;
    for (int k = 0; k < i; k++, row++) {
        if (row->key == K_NONE)
            return false;
    }
    if (row->key == K_NONE)
        return false;
    *ret_key = row->key;
    *ret_words = NULL;
    if (row->run == NULL || row->help == NULL || row->help[0] == '\0' ||
        (row->shown != NULL && !row->shown(ui, below->state)))
        return true;
    tab = strchr(row->help, '\t');
    *ret_words = tab == NULL ? row->help : tab + 1;
    return true;
}

/* What is the same everywhere, while a text field has the focus and while none has. */
static void everywhere_typing(struct ui *ui, keycode key)
{
    if (key == K_ESC || key == K_CTRL('c'))
        ui_leave_screen(ui, key == K_CTRL('c'));
    else if (key == K_CTRL('p'))
        palette_open(ui);
}

/* Whoever typed it expected something: a key that is lost in silence is tried again. Plain mode
 * presses keys for what was typed there, and has its own answer where none of them does anything.
 */
static void say_unknown(struct ui *ui, const char *prefix, keycode key)
{
    bool ascii = canvas_charset(ui->canvas) != CHARSET_UNICODE;
    char name[KEY_NAME_BYTES];

    if (key != K_NONE && ui->plain == NULL)
        ui_sayf(ui, "%s%s does nothing here; ? shows what does.", prefix,
                key_name(key, ascii, name));
}

static void everywhere(struct ui *ui, keycode key)
{
    const struct key_action *enter;

    switch (key) {
    case 'q':
    case K_CTRL('c'):
        ui_leave_screen(ui, true);
        break;
    case K_ESC:
    case K_BACKSPACE:
    case K_LEFT:
        ui_leave_screen(ui, false);
        break;
    case K_RIGHT:
        enter = ui_action(ui, K_ENTER);
        if (enter != NULL)
            action_run(ui, enter);
        else
            say_unknown(ui, "", key);
        break;
    case '?':
        help_open(ui);
        break;
    case 'Q':
        ui_leave_board(ui);
        break;
    case ':':
    case K_CTRL('p'):
        palette_open(ui);
        break;
    default:
        say_unknown(ui, "", key);
        break;
    }
}

/* The moving key that a letter stands for. */
keycode ui_moving_key(keycode key)
{
    switch (key) {
    case 'j':
        return K_DOWN;
    case 'k':
        return K_UP;
    case 'h':
        return K_LEFT;
    case 'l':
        return K_RIGHT;
    case 'G':
        return K_END;
    case ' ':
    case K_CTRL('f'):
        return K_PAGE_DOWN;
    case K_CTRL('b'):
        return K_PAGE_UP;
    case K_CTRL('d'):
        return K_HALF_DOWN;
    case K_CTRL('u'):
        return K_HALF_UP;
    default:
        return key;
    }
}

/* Digits and the first g only prepare the next key. */
static bool is_prefix(struct ui *ui, keycode key)
{
    if (is_bound(ui, key))
        return false;
    if (key >= '0' && key <= '9' && ui_top(ui)->ops->digits)
        return false;
    if (key >= '0' && key <= '9' && (key != '0' || ui->count > 0)) {
        if (ui->count <= UI_COUNT_MAX / 10)
            ui->count = ui->count * 10 + (int)(key - '0');
        return true;
    }
    if (key == 'g' && !ui->g) {
        ui->g = true;
        return true;
    }
    return false;
}

/* g and a letter; gg is a moving key. Where it leads nowhere the letter is not a key of its own:
 * whoever mistypes g d over a list does not discard what is selected. */
static bool goes(struct ui *ui, keycode key)
{
    if (!ui->g || key == 'g' || ui->app.go == NULL || !(key_is_text(key) || key == K_ESC))
        return false;
    if (key == '?' || key == ':')
        return false; /* whoever does not know where g goes asks */
    ui->running = ui_top(ui);
    if (key != K_ESC && !ui->app.go(ui, key))
        say_unknown(ui, "g ", key);
    return true;
}

static void key_at_rest(struct ui *ui, keycode key)
{
    const struct key_action *action = ui_action(ui, key);

    if (goes(ui, key)) {
        ui->g = false;
    } else if (action != NULL) {
        action_run(ui, action);
    } else if (!is_bound(ui, key)) {
        keycode moved = key == 'g' && ui->g ? K_HOME : ui_moving_key(key);

        /* As it was typed first: a choice is changed by the space bar. */
        if (!(moved != key && screen_key(ui, key)) && !screen_key(ui, moved))
            everywhere(ui, moved);
    } else {
        action_say_disabled(ui, key);
    }
    ui->count = 0;
    ui->g = false;
}

static void key_while_typing(struct ui *ui, keycode key)
{
    const struct key_action *action;

    if (screen_key(ui, key) || key_is_text(key))
        return;
    action = ui_action(ui, key);
    if (action != NULL)
        action_run(ui, action);
    else if (is_bound(ui, key))
        action_say_disabled(ui, key);
    else
        everywhere_typing(ui, key);
}

/* Is a printable key text now? */
static bool takes_text(struct ui *ui)
{
    return typed_is_on(ui) || (!ui->asking && !ui->helping && ui_is_typing(ui));
}

static void hint_wear(struct ui *ui)
{
    struct layer *top = ui_top(ui);

    if (top->hint != NULL && canvas_rows(ui->canvas) < UI_HINT_ROWS &&
        ++top->hint_keys >= UI_HINT_KEYS)
        top->hint = NULL;
}

void ui_key(struct ui *ui, keycode key)
{
    if (ui_top(ui) == NULL)
        return;
    if (ui->boss) {
        boss_end(ui);
        return;
    }
    ui->message[0] = '\0';
    ui->dirty = true;
    hint_wear(ui);
    if (key == K_CTRL('\\') || (key == '\\' && !takes_text(ui)))
        ui_boss(ui);
    else if (key == K_CTRL('l'))
        ui->repaint = true;
    else if (typed_is_on(ui))
        typed_key(ui, key);
    else if (ui->asking)
        dialog_key(ui, key);
    else if (ui->helping)
        help_key(ui, key);
    else if (ui_is_typing(ui))
        key_while_typing(ui, key);
    else if (!is_prefix(ui, key))
        key_at_rest(ui, key);
}

void ui_paste(struct ui *ui, const struct key_event *event)
{
    struct layer *top = ui_top(ui);

    if (top == NULL)
        return;
    if (ui->boss)
        boss_end(ui);
    ui->message[0] = '\0';
    ui->dirty = true;
    ui->running = top;
    if (typed_is_on(ui)) {
        typed_paste(ui, event->text, event->text_n);
        return;
    }
    if (ui->asking || ui->helping || top->ops->paste == NULL ||
        (top->ops->typing != NULL && !ui_is_typing(ui))) {
        ui_warn(ui, "That was pasted text. Nothing here takes text, so nothing was done.");
        return;
    }
    top->ops->paste(ui, top->state, event->text, event->text_n);
    if (event->cut)
        ui_warn(ui, "The paste was longer than 1 MiB. The rest was left out.");
}

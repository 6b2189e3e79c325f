/* SPDX-License-Identifier: MIT
 *
 * dialog.c -- a question at the foot of the screen.
 *
 * It covers the lowest rows of the body and never more than it needs, so that what it asks about
 * stays in view. Nothing happens unless a choice is taken. What was typed before the question could
 * be read was meant for another page and decides nothing; but the key right behind the one that
 * asked may answer, for who knows the question types on ("X 2").
 */
#include <string.h>

#include <curbside/text/wrap.h>

#include "ui_state.h"

enum {
    DIALOG_COLS = UI_TEXT_COLS,
    TEXT_ROWS = 8, /* more of the text is cut: it is a question, not a page */
};

static int choices_count(const struct dialog *d)
{
    int n = 0;

    while (n < 9 && d->choices[n].key != K_NONE)
        n++;
    return n;
}

static void choice_take(struct ui *ui, int index)
{
    const struct dialog_choice *choice = &ui->dialog.choices[index];

    ui->asking = false;
    ui->taken = index;
    ui->running = ui_top(ui);
    if (choice->run != NULL)
        choice->run(ui, ui->running->state);
}

int ui_taken(const struct ui *ui)
{
    return ui->taken;
}

static void choice_move(struct ui *ui, int by)
{
    int n = choices_count(&ui->dialog);

    ui->choice = ui->choice < 0 ? (by > 0 ? 0 : n - 1) : (ui->choice + by + n) % n;
}

static bool is_answer(const struct ui *ui, keycode key)
{
    for (int i = 0; i < choices_count(&ui->dialog); i++) {
        if (ui->dialog.choices[i].key == key)
            return true;
    }
    return (key == K_ENTER && ui->choice >= 0) || key == K_ESC || key == K_CTRL('c');
}

static bool is_typed_ahead(struct ui *ui, keycode key)
{
    bool first = ui->ask == ASK_NEW;

    if (ui->ask == ASK_SEEN)
        return false;
    ui->ask = ASK_AHEAD;
    return !(first && is_answer(ui, key));
}

void dialog_key(struct ui *ui, keycode key)
{
    int n = choices_count(&ui->dialog);

    if (is_typed_ahead(ui, key))
        return;
    for (int i = 0; i < n; i++) {
        if (ui->dialog.choices[i].key == key) {
            choice_take(ui, i);
            return;
        }
    }
    if (key == K_ESC || key == 'q' || key == K_CTRL('c') || key == K_BACKSPACE)
        ui->asking = false;
    else if (key == K_UP || key == 'k' || key == K_BACKTAB)
        choice_move(ui, -1);
    else if (key == K_DOWN || key == 'j' || key == K_TAB)
        choice_move(ui, 1);
    else if (key == K_ENTER && ui->choice >= 0)
        choice_take(ui, ui->choice);
}

/* The text, wrapped; returns its rows, or with `c` NULL only counts them. */
static int text_draw(const struct dialog *d, struct canvas *c, struct area a)
{
    struct wrap_line line;
    size_t n = d->text == NULL ? 0 : strlen(d->text);
    size_t at = 0;
    int row = 0;

    while (n > 0 && row < TEXT_ROWS && wrap_next(d->text, n, a.cols, &at, &line)) {
        if (c != NULL && row < a.rows)
            canvas_text_n(c, a.x, a.y + row, a.cols, THEME_TEXT, d->text + line.start, line.n);
        row++;
    }
    return row;
}

static void choice_draw(struct ui *ui, int index, struct area row)
{
    const struct dialog_choice *choice = &ui->dialog.choices[index];
    char name[KEY_NAME_BYTES];
    bool selected = index == ui->choice;
    int x = row.x, label;

    if (selected)
        canvas_text(ui->canvas, x, row.y, 1, THEME_KEY, canvas_symbol(ui->canvas, SYMBOL_POINTER));
    key_name(choice->key, canvas_charset(ui->canvas) != CHARSET_UNICODE, name);
    canvas_text(ui->canvas, x + 2, row.y, 9, THEME_KEY, name);
    label = canvas_text_cols(ui->canvas, name) > 2 ? 11 : 5;
    canvas_text_fit(ui->canvas, x + label, row.y, row.cols - label, THEME_TEXT, choice->label);
    if (selected)
        canvas_mark(ui->canvas, (struct area){x, row.y, row.cols, 1}, ATTR_SELECTED);
}

static struct area inner_of(struct area body)
{
    int cols = body.cols - 2 < DIALOG_COLS ? body.cols - 2 : DIALOG_COLS;

    return (struct area){body.x + 1, 0, cols, 0};
}

/* Rows of the panel in this body, and of the text in it. */
static int panel_rows(const struct dialog *d, struct area body, int *ret_text_rows)
{
    int n = choices_count(d);
    int text_rows = text_draw(d, NULL, inner_of(body));
    int rows = 2 + text_rows + n; /* rule, title */

    if (rows > body.rows) {
        text_rows = body.rows - 2 - n > 0 ? body.rows - 2 - n : 0;
        rows = 2 + text_rows + n < body.rows ? 2 + text_rows + n : body.rows;
    }
    *ret_text_rows = text_rows;
    return rows;
}

int ui_asking_rows(const struct ui *ui, struct area body)
{
    int text_rows;

    return ui->asking ? panel_rows(&ui->dialog, body, &text_rows) : 0;
}

void dialog_draw(struct ui *ui, struct area body)
{
    const struct dialog *d = &ui->dialog;
    int n = choices_count(d);
    struct area inner = inner_of(body);
    int text_rows;
    int rows = panel_rows(d, body, &text_rows);
    struct area panel;

    ui->ask = ASK_SEEN;
    panel = (struct area){body.x, body.y + body.rows - rows, body.cols, rows};
    canvas_fill(ui->canvas, panel, THEME_TEXT);
    canvas_hline(ui->canvas, panel.x, panel.y, panel.cols, THEME_RULE);
    canvas_text_fit(ui->canvas, inner.x, panel.y + 1, inner.cols, THEME_SECTION, d->title);
    inner.y = panel.y + 2;
    inner.rows = text_rows;
    text_draw(d, ui->canvas, inner);
    for (int i = 0; i < n; i++)
        choice_draw(ui, i, (struct area){inner.x, inner.y + text_rows + i, inner.cols, 1});
    canvas_cursor_set(ui->canvas, inner.x, inner.y + text_rows + (ui->choice > 0 ? ui->choice : 0));
}

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
    CHOICES = 9,
    LABEL_ROWS = 3, /* of one choice */
    KEPT_ROWS = 3,  /* of the body, which no label takes */
};

static int choices_count(const struct dialog *d)
{
    int n = 0;

    while (n < CHOICES && d->choices[n].key != K_NONE)
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

void dialog_refuse(struct ui *ui)
{
    ui->asking = false;
    ui->running = ui_top(ui);
    if (ui->dialog.refused != NULL)
        ui->dialog.refused(ui, ui->running->state);
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
        dialog_refuse(ui);
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

/* ---- how high it is ---- */

/* One row for each choice. Where labels are wider than that, as many more for the selected one as
 * leave some of what is asked about in view, so that each can be read whole; and for the others as
 * leave half of it. */
struct panel {
    struct area inner;
    int rows, text_rows;
    int label_rows[CHOICES];
};

static int label_col(const struct ui *ui, keycode key)
{
    char name[KEY_NAME_BYTES];

    key_name(key, canvas_charset(ui->canvas) != CHARSET_UNICODE, name);
    return canvas_text_cols(ui->canvas, name) > 2 ? 11 : 5;
}

static int label_rows(const char *label, int cols)
{
    struct wrap_line line;
    size_t at = 0;
    int rows = 0;

    while (rows < LABEL_ROWS && wrap_next(label, strlen(label), cols, &at, &line))
        rows++;
    return rows > 0 ? rows : 1;
}

/* As far as there are rows left. */
static void label_widen(const struct ui *ui, struct panel *p, int index, int *room)
{
    const struct dialog_choice *choice = &ui->dialog.choices[index];
    int more = label_rows(choice->label, p->inner.cols - label_col(ui, choice->key)) - 1;

    more = more < *room ? more : *room;
    p->label_rows[index] += more;
    p->rows += more;
    *room -= more;
}

static struct area inner_of(struct area body)
{
    int cols = body.cols - 2 < DIALOG_COLS ? body.cols - 2 : DIALOG_COLS;

    return (struct area){body.x + 1, 0, cols, 0};
}

static void panel_make(const struct ui *ui, struct area body, struct panel *ret)
{
    int n = choices_count(&ui->dialog), room;

    *ret = (struct panel){.inner = inner_of(body)};
    ret->text_rows = text_draw(&ui->dialog, NULL, ret->inner);
    if (2 + ret->text_rows + n > body.rows) /* rule, title */
        ret->text_rows = body.rows - 2 - n > 0 ? body.rows - 2 - n : 0;
    ret->rows = 2 + ret->text_rows + n < body.rows ? 2 + ret->text_rows + n : body.rows;
    for (int i = 0; i < n; i++)
        ret->label_rows[i] = 1;
    room = body.rows - KEPT_ROWS - ret->rows;
    if (room > 0 && ui->choice >= 0)
        label_widen(ui, ret, ui->choice, &room);
    room = body.rows / 2 - ret->rows;
    for (int i = 0; i < n && room > 0; i++)
        if (i != ui->choice)
            label_widen(ui, ret, i, &room);
}

int ui_asking_rows(const struct ui *ui, struct area body)
{
    struct panel panel;

    if (!ui->asking)
        return 0;
    panel_make(ui, body, &panel);
    return panel.rows;
}

/* ---- drawing ---- */

/* In so many rows; the last is cut where they are too few. */
static void label_draw(struct ui *ui, const char *label, struct area a)
{
    struct wrap_line line;
    size_t n = strlen(label), at = 0;

    for (int row = 0; row < a.rows - 1 && wrap_next(label, n, a.cols, &at, &line); row++)
        canvas_text_n(ui->canvas, a.x, a.y + row, a.cols, THEME_TEXT, label + line.start, line.n);
    canvas_text_fit(ui->canvas, a.x, a.y + a.rows - 1, a.cols, THEME_TEXT, label + at);
}

static void choice_draw(struct ui *ui, int index, struct area a)
{
    const struct dialog_choice *choice = &ui->dialog.choices[index];
    char name[KEY_NAME_BYTES];
    bool selected = index == ui->choice;
    int label = label_col(ui, choice->key);

    if (selected)
        canvas_text(ui->canvas, a.x, a.y, 1, THEME_KEY, canvas_symbol(ui->canvas, SYMBOL_POINTER));
    key_name(choice->key, canvas_charset(ui->canvas) != CHARSET_UNICODE, name);
    canvas_text(ui->canvas, a.x + 2, a.y, 9, THEME_KEY, name);
    label_draw(ui, choice->label, (struct area){a.x + label, a.y, a.cols - label, a.rows});
    if (selected)
        canvas_mark(ui->canvas, a, ATTR_SELECTED);
}

void dialog_draw(struct ui *ui, struct area body)
{
    const struct dialog *d = &ui->dialog;
    int n = choices_count(d), cursor;
    struct area inner, panel;
    struct panel p;

    panel_make(ui, body, &p);
    inner = p.inner;
    ui->ask = ASK_SEEN;
    panel = (struct area){body.x, body.y + body.rows - p.rows, body.cols, p.rows};
    canvas_fill(ui->canvas, panel, THEME_TEXT);
    canvas_hline(ui->canvas, panel.x, panel.y, panel.cols, THEME_RULE);
    canvas_text_fit(ui->canvas, inner.x, panel.y + 1, inner.cols, THEME_SECTION, d->title);
    inner.y = panel.y + 2;
    inner.rows = p.text_rows;
    text_draw(d, ui->canvas, inner);
    inner.y += p.text_rows;
    cursor = inner.y;
    for (int i = 0; i < n; i++) {
        inner.rows = p.label_rows[i];
        if (i == ui->choice)
            cursor = inner.y;
        choice_draw(ui, i, inner);
        inner.y += inner.rows;
    }
    canvas_cursor_set(ui->canvas, inner.x, cursor);
}

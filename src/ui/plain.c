/* SPDX-License-Identifier: MIT
 *
 * plain.c -- a turn of plain mode: the screen is drawn into the sheet, what is new in it is said,
 * a prompt follows.
 *
 * What was said of a screen is remembered with it (struct told), so that coming back says where one
 * is and not everything again. Nothing is said while a line is being typed, but a warning, which
 * repeats the prompt and what was typed after it.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curbside/ui/ui.h>

#include "plain_state.h"

enum {
    COLS_MOST = 98,    /* wider text is no easier to read, and no screen shows a second pane yet */
    LINES_CHANGED = 3, /* of a page that is not said again for them; on coming back, one */
    MARGIN = 1,        /* terminals break a line by themselves in the last column */
};

/* -- saying ------------------------------------------------------------------------------------ */

void plain_put(struct ui *ui, const char *text, size_t n)
{
    AUTO_STR struct str ascii = STR_INIT;
    struct str *out = &ui->plain->out;

    if (canvas_charset(ui->canvas) == CHARSET_ASCII) {
        canvas_ascii_add(&ascii, text, n);
        text = str_cstr(&ascii);
        n = ascii.n;
    }
    for (size_t i = 0; i < n; i++) {
        if (text[i] == '\n' && ui->plain->echo)
            str_add_char(out, '\r');
        str_add_char(out, text[i]);
    }
}

static int say_cols(const struct ui *ui)
{
    return canvas_cols(ui->canvas) - MARGIN;
}

void plain_say(struct ui *ui, const char *text)
{
    AUTO_STR struct str lines = STR_INIT;

    plain_wrap(&lines, text, say_cols(ui));
    plain_put(ui, str_cstr(&lines), lines.n);
}

void plain_sayf(struct ui *ui, const char *fmt, ...)
{
    char text[1024];
    va_list args;

    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    plain_say(ui, text);
}

void plain_answer(struct ui *ui, const char *text)
{
    while (*text != '\0') {
        size_t n = strcspn(text, "\n");
        char *line = arena_memdup0(&ui->scratch, text, n);

        plain_say(ui, line == NULL ? "" : line);
        text += n + (text[n] == '\n');
    }
    ui->plain->answered = true;
}

/* -- what was said ----------------------------------------------------------------------------- */

static uint64_t hash_text(uint64_t hash, const char *text)
{
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
    return (hash ^ 0xff) * 0x100000001b3u;
}

#define HASH_BEGIN 0xcbf29ce484222325u

static bool is_told(const struct told *told, uint64_t hash)
{
    for (int i = 0; i < TOLD_TEXTS; i++) {
        if (told->texts[i] == hash)
            return true;
    }
    return false;
}

static void text_told(struct told *told, uint64_t hash)
{
    told->texts[told->next_text++ % TOLD_TEXTS] = hash;
}

void plain_forget(struct ui *ui)
{
    struct told *told = &ui_top(ui)->told;

    *told = (struct told){.filled = told->filled, .single = told->single};
    ui->plain->who = 0;
    ui->plain->serial = 0;
}

/* -- parts of a screen ------------------------------------------------------------------------- */

/* Texts outside the widgets that were not said yet: those above them, or those below. */
static bool say_texts(struct ui *ui, bool above)
{
    struct sheet *s = &ui->plain->sheet;
    struct told *told = &ui_top(ui)->told;
    const char *text;
    bool any = false;
    int at = 0;
    int y;

    while ((text = sheet_line(s, &at, &y)) != NULL) {
        uint64_t hash = hash_text(HASH_BEGIN, text);

        if ((y < s->widget_y) != above || is_told(told, hash))
            continue;
        text_told(told, hash);
        plain_say(ui, text);
        any = true;
    }
    return any;
}

static void say_row(struct ui *ui, const struct sheet_row *row)
{
    if (row->text == NULL || row->text[0] == '\0')
        return;
    if (row->number > 0)
        plain_say(ui, arena_printf(&ui->scratch, "%d. %s", row->number, row->text));
    else
        plain_say(ui, row->text);
}

static void say_list_end(struct ui *ui)
{
    const struct sheet *s = &ui->plain->sheet;
    int last = 0;

    for (int i = s->n_rows - 1; i >= 0 && last == 0; i--)
        last = s->rows[i].number;
    if (s->list_end < s->list_count)
        plain_sayf(ui, "That was up to %d of %d. \"more\" goes on.", last, s->list_choices);
    else if (s->src->more != NULL && s->list_choices >= s->page_rows)
        plain_say(ui, "\"more\" looks for more.");
}

static void say_list(struct ui *ui)
{
    const struct sheet *s = &ui->plain->sheet;

    if (s->list_count == 0 && s->empty != NULL)
        plain_say(ui, s->empty);
    for (int i = 0; i < s->n_rows; i++)
        say_row(ui, &s->rows[i]);
    say_list_end(ui);
}

static void say_selected(struct ui *ui)
{
    const struct sheet *s = &ui->plain->sheet;

    for (int i = 0; i < s->n_rows; i++) {
        if (s->rows[i].number == s->list_selected && s->list_selected > 0)
            say_row(ui, &s->rows[i]);
    }
}

static uint64_t hash_list(const struct sheet *s)
{
    uint64_t hash = hash_text(HASH_BEGIN, s->empty == NULL ? "" : s->empty);

    for (int i = 0; i < s->n_rows; i++)
        hash = hash_text(hash ^ (uint64_t)s->rows[i].number,
                         s->rows[i].text == NULL ? "" : s->rows[i].text);
    return hash;
}

/* The page, when it is new; the selected row, when it moved, or when the person came back. */
static bool tell_list(struct ui *ui, bool back)
{
    const struct sheet *s = &ui->plain->sheet;
    struct told *told = &ui_top(ui)->told;
    uint64_t hash = hash_list(s);
    bool page = told->list != hash && !back;
    bool row = told->selected != s->list_selected || back;

    told->list = hash;
    told->selected = s->list_selected;
    told->first = s->list_first;
    told->end = s->list_end;
    if (page)
        say_list(ui);
    else if (row)
        say_selected(ui);
    return page || row;
}

static bool is_line_told(const struct told *told, uint64_t hash)
{
    for (int i = 0; i < told->n_lines; i++) {
        if (told->lines[i] == hash)
            return true;
    }
    return false;
}

static const char *line_take(struct ui *ui, const char **at)
{
    size_t n = strcspn(*at, "\n");
    char *line = arena_memdup0(&ui->scratch, *at, n);

    *at += n + ((*at)[n] == '\n');
    return line == NULL ? "" : line;
}

static int page_lines_new(struct ui *ui, const char *page)
{
    int n = 0;

    while (*page != '\0')
        n += !is_line_told(&ui_top(ui)->told, hash_text(HASH_BEGIN, line_take(ui, &page)));
    return n;
}

static void page_say(struct ui *ui, const char *page, bool new_only)
{
    while (*page != '\0') {
        const char *line = line_take(ui, &page);

        if (!new_only || !is_line_told(&ui_top(ui)->told, hash_text(HASH_BEGIN, line)))
            plain_say(ui, line);
    }
}

/* Of a longer page none: it has no line that need not be said again. */
static void page_told(struct ui *ui, const char *page)
{
    struct told *told = &ui_top(ui)->told;
    int n = 0;

    for (; *page != '\0' && n < TOLD_LINES; n++)
        told->lines[n] = hash_text(HASH_BEGIN, line_take(ui, &page));
    told->n_lines = *page == '\0' ? n : 0;
}

/* What a page is beside the one that was said last. */
enum page_news {
    PAGE_SAME,
    PAGE_LINES, /* it stands where it stood, and a mark in a heading, or a line above it, is new: no
                   reason to read all of it again */
    PAGE_NEW,
};

/* Where more of a thread was loaded the same page may have another place. On coming back it is not
 * said again because it is now read. Of one text two pages may say the same. */
static enum page_news page_news(struct ui *ui, const char *page, uint64_t hash, bool back)
{
    const struct sheet *s = &ui->plain->sheet;
    const struct told *told = &ui_top(ui)->told;
    bool top = told->page_top == s->page_top;
    bool end = told->page_of - told->page_top == s->page_of - s->page_top;
    bool turned = told->page_of == s->page_of && !top;

    if ((told->page == hash && !turned) || (back && top && end))
        return PAGE_SAME;
    if (told->n_lines == 0 || !(top || end))
        return PAGE_NEW;
    return page_lines_new(ui, page) <= (back ? 1 : LINES_CHANGED) ? PAGE_LINES : PAGE_NEW;
}

static bool tell_page(struct ui *ui, bool back)
{
    const struct sheet *s = &ui->plain->sheet;
    struct told *told = &ui_top(ui)->told;
    const char *page = s->page == NULL ? "" : s->page;
    uint64_t hash = hash_text(HASH_BEGIN, page);
    enum page_news news = page_news(ui, page, hash, back);

    if (news != PAGE_SAME)
        page_say(ui, page, news == PAGE_LINES);
    page_told(ui, page);
    told->page = hash;
    told->page_top = s->page_top;
    told->page_of = s->page_of;
    return news != PAGE_SAME;
}

/* The dialog over the screen: what it asks, then its choices by number. */
static bool tell_dialog(struct ui *ui)
{
    const struct dialog *d = &ui->dialog;
    struct told *told = &ui_top(ui)->told;
    uint64_t hash = hash_text(hash_text(HASH_BEGIN, d->title), d->text == NULL ? "" : d->text);

    if (told->dialog == hash)
        return false;
    told->dialog = hash;
    plain_say(ui, d->title);
    if (d->text != NULL)
        plain_say(ui, d->text);
    for (int i = 0; i < 9 && d->choices[i].key != K_NONE; i++)
        plain_sayf(ui, "%d. %s", i + 1, d->choices[i].label);
    plain_say(ui, d->enter_first ? "0. Not now. Enter alone takes 1." : "0. Not now.");
    return true;
}

/* -- the turn ---------------------------------------------------------------------------------- */

void plain_draw(struct ui *ui)
{
    struct layer *top = ui_top(ui);
    struct plain *p = ui->plain;
    struct area body = frame_body(ui);

    sheet_begin(&p->sheet);
    p->sheet.page_rows = body.rows < SHEET_CHOICES ? body.rows : SHEET_CHOICES;
    p->sheet.keep_first = top->told.first;
    p->sheet.keep_end = top->told.end;
    ui->running = top;
    canvas_clear(ui->canvas);
    top->ops->draw(ui, top->state, ui->canvas, body);
    ui->dirty = false;
}

static bool say_message(struct ui *ui)
{
    if (ui->message[0] == '\0')
        return false;
    plain_say(ui, ui->message);
    ui->message[0] = '\0';
    return true;
}

/* What is said to everybody, where it was not said yet. */
static bool say_notice(struct ui *ui)
{
    const char *text = frame_notice(ui);
    uint64_t hash = text == NULL ? 0 : hash_text(HASH_BEGIN, text);
    bool is_new = ui->plain->notice != hash;

    if (is_new)
        plain_say(ui, text != NULL ? text : "What was said to everybody is over.");
    ui->plain->notice = hash;
    ui->plain->notice_due = false;
    return is_new;
}

/* Where it is remembered what was said last: with the screen, or, for the words that most screens
 * share (who you are), once for all of them. */
static uint64_t *right_memory(struct ui *ui, const char *right)
{
    const char *who = ui->app.who == NULL ? NULL : ui->app.who(ui->app.context, &ui->scratch);

    if (who != NULL && strcmp(who, right) == 0)
        return &ui->plain->who;
    return &ui_top(ui)->told.right;
}

/* The words at the right of the header; `always`, or when they differ from what was said last. */
static bool say_right(struct ui *ui, const char *right, bool always)
{
    uint64_t *memory;
    uint64_t hash;

    ui->plain->news = false;
    if (right == NULL)
        return false;
    memory = right_memory(ui, right);
    hash = hash_text(HASH_BEGIN, right);
    if (!always && *memory == hash)
        return false;
    *memory = hash;
    plain_say(ui, right);
    return true;
}

static bool is_greeting_due(struct plain *p)
{
    bool due = !p->greeted;

    p->greeted = true;
    return due;
}

/* Opened for the first time, or come back to: where this is. */
static void say_place(struct ui *ui, bool back)
{
    struct header header = ui_header(ui, ui_top(ui));

    if (!is_greeting_due(ui->plain))
        plain_put(ui, "\n", 1);
    plain_say(ui, back ? arena_printf(&ui->scratch, "Back: %s", header.place) : header.place);
    say_right(ui, header.right, false);
}

static bool tell_widgets(struct ui *ui, bool back)
{
    const struct sheet *s = &ui->plain->sheet;
    bool any = false;

    if (s->has_list)
        any |= tell_list(ui, back);
    if (s->has_pager)
        any |= tell_page(ui, back);
    return any;
}

bool plain_continue(struct ui *ui)
{
    say_message(ui);
    plain_draw(ui);
    return tell_widgets(ui, false);
}

bool plain_list_changed(struct ui *ui)
{
    const struct sheet *s = &ui->plain->sheet;

    plain_draw(ui);
    return s->has_list && s->list_count > 0 && ui_top(ui)->told.list != hash_list(s);
}

/* Of a text that is not said at once. */
static void say_part(struct ui *ui)
{
    int shown, of;

    canvas_part_get(ui->canvas, &shown, &of);
    if (of > 0 && shown < of)
        plain_sayf(ui, "%d%% of this text was said.", shown * 100 / of);
}

void plain_where(struct ui *ui)
{
    struct header header = ui_header(ui, ui_top(ui));

    plain_say(ui, header.place);
    say_right(ui, header.right, true);
    say_part(ui);
    say_selected(ui);
}

static void prompt(struct ui *ui)
{
    struct plain *p = ui->plain;

    str_clear(&p->line);
    if (p->news)
        say_right(ui, ui_header(ui, ui_top(ui)).right, true);
    if (ui->asking) {
        p->prompt = PROMPT_CHOICE;
        plain_put(ui, "Choice: ", 8);
    } else if (!plain_form_prompt(ui)) {
        p->prompt = PROMPT_COMMAND;
        plain_put(ui, "Command: ", 9);
    }
}

void plain_turn(struct ui *ui, const char *otherwise)
{
    struct layer *top = ui_top(ui);
    struct plain *p = ui->plain;
    bool any, moved, back;

    if (ui->ended || top == NULL)
        return;
    ui->helping = false;
    p->begins = false;
    moved = p->serial != top->serial;
    back = moved && top->told.opened;
    p->serial = top->serial;
    any = say_message(ui) || p->answered;
    p->answered = false;
    plain_draw(ui);
    if (moved)
        say_place(ui, back);
    top->told.opened = true;
    if (moved && !back && top->hint != NULL)
        plain_say(ui, top->hint->said);
    any |= say_notice(ui);
    any |= say_texts(ui, true);
    any |= tell_widgets(ui, back);
    any |= say_texts(ui, false);
    if (!ui->asking)
        top->told.dialog = 0;
    else
        any |= tell_dialog(ui);
    if (moved && !back)
        plain_hint(ui);
    if (!any && !moved && otherwise != NULL && !say_right(ui, ui_header(ui, top).right, false))
        plain_say(ui, otherwise);
    prompt(ui);
    arena_reset(&ui->scratch);
}

/* -- for ui.c ---------------------------------------------------------------------------------- */

enum err plain_new(struct ui *ui)
{
    struct plain *p = calloc(1, sizeof *p);

    if (p == NULL)
        return E_NOMEM;
    p->echo = ui->app.mode == UI_PLAIN_ECHO;
    p->out.limit = PLAIN_OUT_BYTES;
    p->line.limit = PLAIN_LINE_BYTES;
    ui->plain = p;
    return sheet_init(&p->sheet, ui->canvas);
}

void plain_free(struct plain *p)
{
    if (p == NULL)
        return;
    sheet_done(&p->sheet);
    str_done(&p->out);
    str_done(&p->line);
    str_done(&p->read);
    free(p);
}

void plain_end(struct ui *ui)
{
    canvas_listen(ui->canvas, NULL);
    plain_free(ui->plain);
    ui->plain = NULL;
}

int plain_cols(int cols)
{
    return cols > COLS_MOST ? COLS_MOST : cols;
}

void plain_bell(struct ui *ui)
{
    const char *right = ui_header(ui, ui_top(ui)).right;

    if (right != NULL && *right_memory(ui, right) != hash_text(HASH_BEGIN, right))
        ui->plain->news = true;
}

/* -- what waits to be sent --------------------------------------------------------------------- */

/* A sentence that came by itself, not as an answer. While a field is typed into only a warning is
 * said at once; the rest is for the next turn. */
static bool is_interrupted(const struct ui *ui)
{
    const struct plain *p = ui->plain;

    if (ui->ended || ui->boss)
        return false;
    if (p->notice_due || ui->message[0] == '\0')
        return p->notice_due;
    return ui->message_ink != THEME_OK || (p->prompt != PROMPT_FIELD && p->prompt != PROMPT_TEXT);
}

static void prompt_again(struct ui *ui)
{
    struct plain *p = ui->plain;

    if (p->prompt == PROMPT_COMMAND)
        plain_put(ui, "Command: ", 9);
    else if (p->prompt == PROMPT_CHOICE)
        plain_put(ui, "Choice: ", 8);
    if (p->echo)
        plain_put(ui, str_cstr(&p->line), p->line.n);
}

static void interrupt(struct ui *ui)
{
    plain_put(ui, "\n", 1);
    if (ui->plain->notice_due)
        say_notice(ui);
    say_message(ui);
    prompt_again(ui);
}

void plain_return(struct ui *ui)
{
    plain_put(ui, "\n", 1);
    plain_draw(ui);
    plain_sayf(ui, "Back: %s", ui_header(ui, ui_top(ui)).place);
    prompt_again(ui);
    arena_reset(&ui->scratch);
}

void plain_begin(struct ui *ui)
{
    if (ui->plain->begins)
        plain_turn(ui, NULL);
}

bool plain_is_due(const struct ui *ui)
{
    return ui->plain->begins || ui->plain->out.n > 0 || is_interrupted(ui);
}

void plain_take(struct ui *ui, struct str *ret)
{
    struct plain *p = ui->plain;

    plain_begin(ui);
    if (is_interrupted(ui))
        interrupt(ui);
    str_add_n(ret, str_cstr(&p->out), p->out.n);
    str_done(&p->out);
    p->out = (struct str){.limit = PLAIN_OUT_BYTES};
}

/* SPDX-License-Identifier: MIT
 *
 * plain_sheet.c -- one draw, listened to.
 *
 * Texts outside widgets come with their place, in any order; a widget comes whole. Nothing here
 * says anything: plain.c compares the sheet with what was said before and says the difference.
 */
#include "plain_sheet.h"

#include <stdlib.h>
#include <string.h>

#include <curbside/base/str.h>
#include <curbside/text/utf8.h>

#include "form_parts.h"
#include "typed.h"

enum {
    ROW_COLS = CANVAS_MAX_COLS, /* so wide that no column is left out */
    COLUMN_GAP = 2,             /* so many blanks are between two columns, fewer between words */
};

static void hear(void *ctx, int x, int y, const char *text, size_t n)
{
    struct sheet *s = ctx;
    char *copy;

    if (s->n_pieces == SHEET_PIECES)
        return;
    copy = arena_memdup0(&s->arena, text, n);
    if (copy != NULL)
        s->pieces[s->n_pieces++] = (struct sheet_piece){x, y, copy};
}

struct sheet *sheet_of(const struct canvas *canvas)
{
    const struct canvas_listener *l = canvas_listener(canvas);

    return l != NULL && l->text == hear ? l->ctx : NULL;
}

bool plain_hears(const struct canvas *canvas)
{
    return sheet_of(canvas) != NULL;
}

bool plain_paragraph(struct canvas *canvas, int x, int y, const char *text)
{
    struct sheet *s = sheet_of(canvas);

    if (s != NULL)
        hear(s, x, y, text, strlen(text));
    return s != NULL;
}

enum err sheet_init(struct sheet *s, struct canvas *canvas)
{
    *s = (struct sheet){.page_rows = 1};
    s->listener = (struct canvas_listener){hear, s};
    s->row = canvas_new(ROW_COLS, CANVAS_MIN_ROWS);
    if (s->row == NULL)
        return E_NOMEM;
    canvas_listen(canvas, &s->listener);
    canvas_listen(s->row, &s->listener);
    return OK;
}

void sheet_done(struct sheet *s)
{
    canvas_free(s->row);
    arena_done(&s->arena);
    s->row = NULL;
}

void sheet_begin(struct sheet *s)
{
    arena_reset(&s->arena);
    s->n_pieces = 0;
    s->widget_y = CANVAS_MAX_ROWS;
    s->has_list = s->has_pager = false;
    s->n_rows = 0;
    s->empty = s->page = NULL;
    s->form = NULL;
    s->editor = NULL;
}

/* -- loose texts ------------------------------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
    const struct sheet_piece *p = a, *q = b;

    return p->y != q->y ? (p->y > q->y) - (p->y < q->y) : (p->x > q->x) - (p->x < q->x);
}

/* Pieces of one row, sorted: a wide gap is a comma, a narrow one a space. */
static const char *row_text(struct sheet *s, const struct sheet_piece *pieces, int n)
{
    AUTO_STR struct str text = STR_INIT;

    for (int i = 0; i < n; i++) {
        int end = i == 0 ? 0
                         : pieces[i - 1].x +
                               text_cells(pieces[i - 1].text, strlen(pieces[i - 1].text));
        int gap = pieces[i].x - end;

        if (i > 0 && text.n > 0 && gap != 0)
            str_add(&text, gap >= COLUMN_GAP || gap < 0 ? ", " : " ");
        str_add(&text, pieces[i].text);
    }
    return arena_strdup(&s->arena, str_cstr(&text));
}

const char *sheet_line(struct sheet *s, int *at, int *ret_y)
{
    int from = *at;
    int to = from;

    if (from == 0)
        qsort(s->pieces, (size_t)s->n_pieces, sizeof s->pieces[0], by_place);
    if (from >= s->n_pieces)
        return NULL;
    while (to < s->n_pieces && s->pieces[to].y == s->pieces[from].y)
        to++;
    *at = to;
    *ret_y = s->pieces[from].y;
    return row_text(s, &s->pieces[from], to - from);
}

static void widget_at(struct sheet *s, int y)
{
    if (y < s->widget_y)
        s->widget_y = y;
}

/* -- lists ------------------------------------------------------------------------------------- */

static bool can_select(const struct sheet *s, int index)
{
    return list_shows(s->list, index) &&
           (s->src->selectable == NULL || s->src->selectable(s->src_ctx, index));
}

/* What `draw` draws of a row, in a row of its own. */
static const char *drawn_row(struct sheet *s, const struct list_source *src, const void *ctx,
                             int index)
{
    int before = s->n_pieces;
    const char *text;

    src->draw(ctx, s->row, (struct area){0, 0, ROW_COLS, 1}, index, false);
    qsort(&s->pieces[before], (size_t)(s->n_pieces - before), sizeof s->pieces[0], by_place);
    text = row_text(s, &s->pieces[before], s->n_pieces - before);
    s->n_pieces = before;
    return text;
}

static const char *said_row(struct sheet *s, const struct list_source *src, const void *ctx,
                            int index)
{
    const char *text = src->say == NULL ? NULL : src->say(ctx, &s->arena, index);

    return text != NULL ? text : drawn_row(s, src, ctx, index);
}

/* Selectable rows before `index`. */
static int choices_before(const struct sheet *s, int index)
{
    int n = 0;

    for (int i = 0; i < index; i++)
        n += can_select(s, i);
    return n;
}

int sheet_index(const struct sheet *s, int number)
{
    int n = 0;

    for (int i = 0; s->has_list && i < s->list_count; i++) {
        n += can_select(s, i);
        if (n == number && can_select(s, i))
            return i;
    }
    return -1;
}

int sheet_find(struct sheet *s, const char *start)
{
    int number = 0;
    int found = 0;

    for (int i = 0; s->has_list && i < s->list_count && i < SHEET_FIND_ROWS; i++) {
        const char *text;

        if (!can_select(s, i))
            continue;
        number++;
        text = said_row(s, s->src, s->src_ctx, i);
        if (text == NULL || strncasecmp(text, start, strlen(start)) != 0)
            continue;
        if (found > 0)
            return -1;
        found = number;
    }
    return found;
}

/* The page begins with the heading above its first row. */
static int page_first(const struct sheet *s)
{
    int first = s->list->selected;

    if (first >= s->keep_first && first < s->keep_end)
        return s->keep_first;
    if (first < 0 || choices_before(s, first) == 0)
        return 0;
    while (first > 0 && !s->src->goes_on && !can_select(s, first - 1))
        first--;
    return first;
}

static void page_say(struct sheet *s)
{
    int number = choices_before(s, s->list_first);
    int said = 0;
    int i = s->list_first;

    for (; i < s->list_count && s->n_rows < SHEET_ROWS; i++) {
        bool choice = can_select(s, i);

        if (!list_shows(s->list, i))
            continue;
        if (choice && said == s->page_rows)
            break;
        s->rows[s->n_rows++] = (struct sheet_row){i, choice ? ++number : 0,
                                                  said_row(s, s->src, s->src_ctx, i)};
        said += choice;
    }
    /* A heading belongs to the rows below it. */
    while (!s->src->goes_on && i < s->list_count && s->n_rows > 0 &&
           s->rows[s->n_rows - 1].number == 0) {
        s->n_rows--;
        i--;
    }
    s->list_end = i;
}

void sheet_list(struct sheet *s, struct list *l, const struct list_source *src, const void *ctx,
                int y)
{
    widget_at(s, y);
    if (s->has_list)
        return; /* the first list of a screen is the one whose numbers are typed */
    s->has_list = true;
    s->list = l;
    s->src = src;
    s->src_ctx = ctx;
    s->list_count = src->count(ctx);
    s->list_choices = choices_before(s, s->list_count);
    s->list_selected = l->selected < 0 ? 0 : choices_before(s, l->selected) + 1;
    s->list_first = page_first(s);
    l->rows = s->page_rows + 1; /* a page down leaves no row on the screen to go on from */
    l->top = s->list_first;
    if (s->list_count == 0)
        s->empty = src->empty;
    page_say(s);
}

/* -- pagers ------------------------------------------------------------------------------------ */

/* Quotes are said, not marked: where one begins, where it ends. */
static void quotes_say(struct str *page, int before, int now)
{
    if (now == before)
        return;
    if (now == 0)
        str_add(page, "End of quote.\n");
    else if (now < before)
        str_add(page, "The outer quote goes on:\n");
    else
        str_add(page, before > 0 ? "Quote in the quote:\n"
                      : now > 1  ? "Quote in a quote:\n"
                                 : "Quote:\n");
}

static void line_text(struct str *text, const struct line *line)
{
    const char *words;

    str_clear(text);
    for (int i = 0; i < line->n_spans; i++) {
        if ((line->spans[i].ink & ATTR_ROLE_MASK) == THEME_RULE)
            continue;
        str_add_n(text, line->spans[i].text, line->spans[i].n);
    }
    words = str_cstr(text);
    if (line->quotes > 0) {
        size_t skip = strspn(words, "> ");

        memmove(text->s, words + skip, text->n - skip + 1);
        text->n -= skip;
    }
    while (text->n > 0 && text->s[text->n - 1] == ' ')
        text->s[--text->n] = '\0';
    if (line->right != NULL)
        str_printf(text, "%s%s", text->n > 0 ? ", " : "", line->right);
}

/* A page being put into words. */
struct saying {
    struct str page;
    struct str text; /* of one line */
    int quotes;
    bool blank; /* a blank line is due, if more follows */
};

static void line_say(struct saying *w, const struct line *line)
{
    line_text(&w->text, line);
    if (line->say != NULL && line->say[0] == '\0')
        return;
    if (line->say == NULL && w->text.n == 0) {
        w->blank = w->page.n > 0;
        return;
    }
    if (line->quotes < w->quotes)
        quotes_say(&w->page, w->quotes, line->quotes);
    if (w->blank)
        str_add_char(&w->page, '\n');
    w->blank = false;
    if (line->quotes > w->quotes)
        quotes_say(&w->page, w->quotes, line->quotes);
    w->quotes = line->quotes;
    str_printf(&w->page, "%s\n", line->say != NULL ? line->say : str_cstr(&w->text));
}

/* Depth of quotes before the line at which a page goes on within an item. */
static int quotes_before(const struct pager *p, int at)
{
    const struct line *line = p->lines.line;

    return at > 0 && line[at - 1].item == line[at].item ? line[at - 1].quotes : 0;
}

void sheet_pager(struct sheet *s, const struct pager *p, int y)
{
    struct saying w = {.page = STR_INIT, .text = STR_INIT};
    int end = p->top + p->rows;

    widget_at(s, y);
    if (s->has_pager)
        return;
    s->has_pager = true;
    s->page_top = p->top;
    s->page_of = p->lines.n;
    w.quotes = p->rows > 0 ? quotes_before(p, p->top) : 0;
    for (int i = p->top; i < end; i++)
        line_say(&w, &p->lines.line[i]);
    if (end == p->lines.n || (end > 0 && p->lines.line[end].item != p->lines.line[end - 1].item))
        quotes_say(&w.page, w.quotes, 0);
    else if (end > 0)
        str_add(&w.page, "More of this follows.\n");
    s->page = arena_strdup(&s->arena, str_cstr(&w.page));
    str_done(&w.page);
    str_done(&w.text);
}

/* -- forms ------------------------------------------------------------------------------------- */

void sheet_form(struct sheet *s, struct form *f, int y)
{
    widget_at(s, y);
    if (s->form != NULL)
        return;
    s->form = f;
    for (int i = 0; i < f->n; i++) {
        if (f->fields[i].kind == FIELD_NOTE && form_shows(f, i) && form_note(f, i) != NULL)
            hear(s, 0, y + i, form_note(f, i), strlen(form_note(f, i)));
    }
}

void sheet_editor(struct sheet *s, struct editor *e, int y)
{
    widget_at(s, y);
    if (s->editor == NULL)
        s->editor = e;
}

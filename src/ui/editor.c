/* SPDX-License-Identifier: MIT
 *
 * editor.c -- the cursor, the keys and the picture of a text being written.
 *
 * The lines on the screen are laid out again when the text or the width has changed, and only then.
 * Up and down keep the column one came from (`goal`), as every editor does.
 */
#include <curbside/ui/editor.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curbside/text/clean.h>
#include <curbside/text/utf8.h>
#include <curbside/text/wrap.h>

#include "editor_marks.h"
#include "editor_text.h"
#include "plain_sheet.h"

/* clang-format off */
const struct key_help editor_help[] = {
    {"Ctrl-\u2190 \u2192  Alt-b f", "A word to the left or right"},
    {"Home End  Ctrl-A E",     "Beginning or end of the line; with Ctrl-Home Ctrl-End of the text"},
    {"Ctrl-W  Alt-d",          "Erase the word before, the word behind"},
    {"Ctrl-U  Ctrl-K",         "Erase to the beginning or to the end of the line"},
    {"Ctrl-_  Alt-u",          "Undo"},
    {"Ctrl-Y  Alt-r",          "Redo what was undone"},
    {0}
};
/* clang-format on */

struct editor {
    enum editor_kind kind;
    struct editor_text text;
    size_t cursor;
    int goal; /* the column Up and Down aim at, -1: the cursor's own */
    int top;  /* first line shown; of EDITOR_LINE the first column */
    int rows; /* at the last draw */

    struct marks marks;

    struct arena layout_arena;
    struct wrapped layout;
    uint64_t layout_version;
    int layout_cells; /* 0: none yet */
};

struct editor *editor_new(enum editor_kind kind, size_t limit_bytes)
{
    struct editor *e = calloc(1, sizeof(*e));

    if (e == NULL)
        return NULL;
    e->kind = kind;
    e->goal = -1;
    e->rows = 1;
    editor_text_init(&e->text, limit_bytes);
    if (editor_text_set(&e->text, "", 0) != OK) {
        editor_free(e);
        return NULL;
    }
    return e;
}

void editor_free(struct editor *e)
{
    if (e == NULL)
        return;
    editor_text_done(&e->text);
    arena_done(&e->layout_arena);
    marks_done(&e->marks);
    free(e);
}

const char *editor_text(struct editor *e, size_t *ret_n)
{
    if (ret_n != NULL)
        *ret_n = e->text.n;
    return e->text.s;
}

size_t editor_bytes(const struct editor *e)
{
    return e->text.n;
}

uint64_t editor_version(const struct editor *e)
{
    return e->text.version;
}

enum err editor_marks_set(struct editor *e, const struct editor_mark *marks, int n)
{
    return marks_set(&e->marks, &e->text, marks, n);
}

static void follow(struct editor *e)
{
    marks_follow(&e->marks, &e->text);
}

/* -- what goes in ------------------------------------------------------------------------------ */

/* Cleaned, in one line where that is all there is, and cut to `room` before a cluster. */
static enum err clean_for(const struct editor *e, struct arena *a, const char *text, size_t n,
                          size_t room, char **ret, size_t *ret_n)
{
    const char *p;
    struct cluster cluster;
    size_t fits = 0;

    TRY(text_clean(a, CLEAN_REPAIR, text, n, ret, ret_n));
    for (size_t i = 0; e->kind == EDITOR_LINE && i < *ret_n; i++) {
        if ((*ret)[i] == '\n' || (*ret)[i] == '\t')
            (*ret)[i] = ' ';
    }
    if (*ret_n <= room)
        return OK;
    p = *ret;
    while (cluster_next(&p, *ret + *ret_n, &cluster) && (size_t)(p - *ret) <= room)
        fits = (size_t)(p - *ret);
    *ret_n = fits;
    return OK;
}

enum err editor_set(struct editor *e, const char *text, size_t n)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    char *clean;
    size_t clean_n;

    TRY(clean_for(e, &a, text, n, e->text.limit, &clean, &clean_n));
    TRY(editor_text_set(&e->text, clean, clean_n));
    e->cursor = e->text.n;
    e->goal = -1;
    e->top = 0;
    return marks_set(&e->marks, &e->text, NULL, 0);
}

enum editor_answer editor_paste(struct editor *e, const char *text, size_t n)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    size_t room = e->text.limit - e->text.n;
    char *clean;
    size_t clean_n;
    bool whole;

    if (clean_for(e, &a, text, n, SIZE_MAX, &clean, &clean_n) != OK)
        return EDITOR_FULL;
    whole = clean_n <= room;
    if (!whole && clean_for(e, &a, text, n, room, &clean, &clean_n) != OK)
        return EDITOR_FULL;
    editor_text_break_run(&e->text);
    if (editor_text_replace(&e->text, e->cursor, 0, clean, clean_n) != OK)
        return EDITOR_FULL;
    editor_text_break_run(&e->text);
    follow(e);
    e->cursor += clean_n;
    e->goal = -1;
    return whole ? EDITOR_TAKEN : EDITOR_FULL;
}

enum err editor_replace(struct editor *e, size_t start, size_t end, const char *text, size_t n)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    char *clean;
    size_t clean_n;

    BUG_ON(start > end || end > e->text.n);
    TRY(clean_for(e, &a, text, n, SIZE_MAX, &clean, &clean_n));
    editor_text_break_run(&e->text);
    TRY(editor_text_replace(&e->text, start, end - start, clean, clean_n));
    editor_text_break_run(&e->text);
    follow(e);
    e->cursor = start + clean_n;
    e->goal = -1;
    return OK;
}

static enum editor_answer insert(struct editor *e, const char *bytes, size_t n)
{
    if (editor_text_replace(&e->text, e->cursor, 0, bytes, n) != OK)
        return EDITOR_FULL;
    e->cursor += n;
    e->goal = -1;
    return EDITOR_TAKEN;
}

static enum editor_answer erase(struct editor *e, size_t from, size_t to)
{
    if (from < to && editor_text_replace(&e->text, from, to - from, NULL, 0) != OK)
        return EDITOR_FULL;
    e->cursor = from;
    e->goal = -1;
    return EDITOR_TAKEN;
}

/* -- where things are -------------------------------------------------------------------------- */

static size_t before(const struct editor *e, size_t at)
{
    return cluster_before(e->text.s, e->text.n, at);
}

static size_t behind(const struct editor *e, size_t at)
{
    const char *p = e->text.s + at;
    struct cluster cluster;

    if (!cluster_next(&p, e->text.s + e->text.n, &cluster))
        return at;
    return (size_t)(p - e->text.s);
}

static bool is_word_byte(char c)
{
    unsigned char u = (unsigned char)c;

    return (u >= '0' && u <= '9') || (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') ||
           u >= 0x80 || u == '\'';
}

static size_t word_before(const struct editor *e, size_t at)
{
    while (at > 0 && !is_word_byte(e->text.s[at - 1]))
        at--;
    while (at > 0 && is_word_byte(e->text.s[at - 1]))
        at--;
    return at;
}

static size_t word_behind(const struct editor *e, size_t at)
{
    while (at < e->text.n && !is_word_byte(e->text.s[at]))
        at++;
    while (at < e->text.n && is_word_byte(e->text.s[at]))
        at++;
    return at;
}

/* Lay the text out for a width unless that is done. A failure leaves one empty line. */
static void lay_out(struct editor *e, int cells)
{
    static struct wrap_line nothing;

    if (e->layout_cells == cells && e->layout_version == e->text.version)
        return;
    arena_reset(&e->layout_arena);
    if (wrap_text(&e->layout_arena, e->text.s, e->text.n, cells, &e->layout) != OK)
        e->layout = (struct wrapped){&nothing, 1};
    e->layout_cells = cells;
    e->layout_version = e->text.version;
}

/* The line on the screen that holds byte `at`. */
static int line_of(const struct editor *e, size_t at)
{
    int low = 0;
    int high = e->layout.n - 1;

    while (low < high) {
        int mid = (low + high + 1) / 2;

        if (e->layout.lines[mid].start <= at)
            low = mid;
        else
            high = mid - 1;
    }
    return low;
}

static int column_of(const struct editor *e, int line, size_t at)
{
    const struct wrap_line *l = &e->layout.lines[line];
    int tabs_and_all = 0;
    const char *p = e->text.s + l->start;
    struct cluster cluster;

    while (p < e->text.s + at && cluster_next(&p, e->text.s + e->text.n, &cluster))
        tabs_and_all += cluster.cells;
    return tabs_and_all;
}

/* The byte in `line` that is nearest to a column. */
static size_t byte_at(const struct editor *e, int line, int column)
{
    const struct wrap_line *l = &e->layout.lines[line];

    return l->start + text_clip(e->text.s + l->start, l->n, column, NULL);
}

static size_t line_end(const struct editor *e, int line)
{
    return e->layout.lines[line].start + e->layout.lines[line].n;
}

/* -- moving ------------------------------------------------------------------------------------ */

static void ensure_layout(struct editor *e)
{
    lay_out(e, e->layout_cells > 0 ? e->layout_cells : UI_TEXT_COLS);
}

static enum editor_answer move_to(struct editor *e, size_t at)
{
    e->cursor = at;
    e->goal = -1;
    editor_text_break_run(&e->text);
    return EDITOR_TAKEN;
}

size_t editor_cursor(const struct editor *e)
{
    return e->cursor;
}

void editor_go(struct editor *e, size_t byte)
{
    IGNORE(move_to(e, byte < e->text.n ? byte : e->text.n)); /* always taken */
}

static enum editor_answer move_lines(struct editor *e, int by)
{
    int line, goal;

    ensure_layout(e);
    line = line_of(e, e->cursor);
    goal = e->goal >= 0 ? e->goal : column_of(e, line, e->cursor);
    if (line + by < 0 || line + by >= e->layout.n) {
        int edge = by < 0 ? 0 : e->layout.n - 1;

        if (line == edge)
            return by < 0 ? EDITOR_EDGE_UP : EDITOR_EDGE_DOWN;
        by = edge - line;
    }
    IGNORE(move_to(e, byte_at(e, line + by, goal))); /* always taken */
    e->goal = goal;
    return EDITOR_TAKEN;
}

static enum editor_answer move_home(struct editor *e)
{
    if (e->kind == EDITOR_LINE)
        return move_to(e, 0);
    ensure_layout(e);
    return move_to(e, e->layout.lines[line_of(e, e->cursor)].start);
}

static size_t end_of_line(struct editor *e)
{
    if (e->kind == EDITOR_LINE)
        return e->text.n;
    ensure_layout(e);
    return line_end(e, line_of(e, e->cursor));
}

/* To the end of the line; at its end, the line feed itself. */
static enum editor_answer erase_to_end(struct editor *e)
{
    size_t end = end_of_line(e);

    if (end <= e->cursor)
        end = behind(e, e->cursor);
    return erase(e, e->cursor, end);
}

static enum editor_answer erase_to_home(struct editor *e)
{
    size_t end = e->cursor;

    IGNORE(move_home(e)); /* always taken */
    return erase(e, e->cursor, end);
}

static enum editor_answer undo(struct editor *e, bool (*step)(struct editor_text *, size_t *))
{
    size_t at;

    if (step(&e->text, &at)) {
        e->cursor = at;
        e->goal = -1;
    }
    return EDITOR_TAKEN;
}

bool editor_undo(struct editor *e)
{
    uint64_t before = e->text.version;

    IGNORE(undo(e, editor_text_undo)); /* always taken */
    follow(e);
    return e->text.version != before;
}

/* -- keys -------------------------------------------------------------------------------------- */

static enum editor_answer key_moves(struct editor *e, keycode key)
{
    switch (key) {
    case K_LEFT:
    case K_CTRL('b'):
        return move_to(e, before(e, e->cursor));
    case K_RIGHT:
    case K_CTRL('f'):
        return move_to(e, behind(e, e->cursor));
    case K_LEFT | (keycode)K_CTRL_BIT:
    case K_LEFT | (keycode)K_ALT:
    case 'b' | (keycode)K_ALT:
        return move_to(e, word_before(e, e->cursor));
    case K_RIGHT | (keycode)K_CTRL_BIT:
    case K_RIGHT | (keycode)K_ALT:
    case 'f' | (keycode)K_ALT:
        return move_to(e, word_behind(e, e->cursor));
    case K_HOME:
    case K_CTRL('a'):
        return move_home(e);
    case K_END:
    case K_CTRL('e'):
        return move_to(e, end_of_line(e));
    case K_HOME | (keycode)K_CTRL_BIT:
        return move_to(e, 0);
    case K_END | (keycode)K_CTRL_BIT:
        return move_to(e, e->text.n);
    default:
        return EDITOR_IGNORED;
    }
}

static enum editor_answer key_moves_lines(struct editor *e, keycode key)
{
    int page = e->rows > 2 ? e->rows - 1 : 1;

    if (e->kind == EDITOR_LINE && (key == K_UP || key == K_DOWN))
        return key == K_UP ? EDITOR_EDGE_UP : EDITOR_EDGE_DOWN;
    if (e->kind == EDITOR_LINE)
        return EDITOR_IGNORED;
    switch (key) {
    case K_UP:
        return move_lines(e, -1);
    case K_DOWN:
        return move_lines(e, 1);
    case K_PAGE_UP:
        IGNORE(move_lines(e, -page)); /* at the edge a page is no way out of the field */
        return EDITOR_TAKEN;
    case K_PAGE_DOWN:
        IGNORE(move_lines(e, page)); /* as above */
        return EDITOR_TAKEN;
    default:
        return EDITOR_IGNORED;
    }
}

static enum editor_answer key_erases(struct editor *e, keycode key)
{
    switch (key) {
    case K_BACKSPACE:
        return erase(e, before(e, e->cursor), e->cursor);
    case K_DELETE:
    case K_CTRL('d'):
        return erase(e, e->cursor, behind(e, e->cursor));
    case K_CTRL('w'):
    case K_BACKSPACE | (keycode)K_ALT:
        return erase(e, word_before(e, e->cursor), e->cursor);
    case 'd' | (keycode)K_ALT:
        return erase(e, e->cursor, word_behind(e, e->cursor));
    case K_CTRL('u'):
        return erase_to_home(e);
    case K_CTRL('k'):
        return erase_to_end(e);
    case K_CTRL('_'):
    case K_CTRL('z'):
    case 'u' | (keycode)K_ALT:
        return undo(e, editor_text_undo);
    case K_CTRL('y'):
    case 'r' | (keycode)K_ALT:
        return undo(e, editor_text_redo);
    default:
        return EDITOR_IGNORED;
    }
}

static enum editor_answer key_take(struct editor *e, keycode key)
{
    enum editor_answer answer;
    char bytes[4];

    if (key_is_text(key))
        return insert(e, bytes, utf8_encode(key, bytes));
    if (key == K_ENTER && e->kind == EDITOR_TEXT)
        return insert(e, "\n", 1);
    answer = key_moves(e, key);
    if (answer == EDITOR_IGNORED)
        answer = key_moves_lines(e, key);
    if (answer == EDITOR_IGNORED)
        answer = key_erases(e, key);
    return answer;
}

enum editor_answer editor_key(struct editor *e, keycode key)
{
    enum editor_answer answer = key_take(e, key);

    follow(e);
    return answer;
}

/* -- drawing ----------------------------------------------------------------------------------- */

/* One line, moved sideways so far that the cursor is in view with a little before it. */
static void draw_line(struct editor *e, struct canvas *c, struct area a, bool focused)
{
    int at = text_cells(e->text.s, e->cursor);
    int cells;
    size_t skip;

    if (at < e->top)
        e->top = at > a.cols / 4 ? at - a.cols / 4 : 0;
    if (at > e->top + a.cols - 1)
        e->top = at - a.cols + 1;
    skip = text_clip(e->text.s, e->text.n, e->top, &cells);
    if (cells < e->top && skip < e->text.n) { /* a wide character across the edge */
        skip = behind(e, skip);
        cells = text_cells(e->text.s, skip);
    }
    canvas_text_n(c, a.x + cells - e->top, a.y, a.cols - (cells - e->top), THEME_FIELD,
                  e->text.s + skip, e->text.n - skip);
    marks_draw(&e->marks, e->text.s, c,
               (struct area){a.x + cells - e->top, a.y, a.cols - (cells - e->top), 1}, skip,
               e->text.n);
    if (focused)
        canvas_cursor_set(c, a.x + at - e->top, a.y);
}

static void draw_room(const struct editor *e, struct canvas *c, struct area a)
{
    size_t left = e->text.limit - e->text.n;
    char room[48];
    int cols;

    if (left > e->text.limit / 10)
        return;
    snprintf(room, sizeof(room), left == 0 ? " no room left " : " room for %zu more ", left);
    cols = canvas_text_cols(c, room);
    canvas_text(c, a.x + a.cols - cols, a.y + a.rows - 1, cols, THEME_WARNING, room);
}

static void draw_text(struct editor *e, struct canvas *c, struct area a, bool focused)
{
    int cells = (a.cols < UI_TEXT_COLS + 1 ? a.cols : UI_TEXT_COLS + 1) - 1;
    int line, column;

    lay_out(e, cells > 2 ? cells : 2);
    e->rows = a.rows;
    line = line_of(e, e->cursor);
    if (line < e->top)
        e->top = line;
    if (line >= e->top + a.rows)
        e->top = line - a.rows + 1;
    if (e->top > e->layout.n - 1)
        e->top = e->layout.n - 1;
    for (int i = 0; i < a.rows && e->top + i < e->layout.n; i++) {
        const struct wrap_line *l = &e->layout.lines[e->top + i];

        canvas_text_n(c, a.x, a.y + i, a.cols, THEME_FIELD, e->text.s + l->start, l->n);
        marks_draw(&e->marks, e->text.s, c, (struct area){a.x, a.y + i, a.cols, 1}, l->start,
                   l->start + l->n);
    }
    draw_room(e, c, a);
    if (!focused)
        return;
    column = column_of(e, line, e->cursor);
    canvas_cursor_set(c, a.x + (column < a.cols ? column : a.cols - 1), a.y + line - e->top);
}

void editor_draw(struct editor *e, struct canvas *canvas, struct area area, bool focused)
{
    if (sheet_of(canvas) != NULL) {
        sheet_editor(sheet_of(canvas), e, area.y);
        return;
    }
    if (area.rows <= 0 || area.cols <= 0)
        return;
    if (e->kind == EDITOR_LINE)
        draw_line(e, canvas, area, focused);
    else
        draw_text(e, canvas, area, focused);
}

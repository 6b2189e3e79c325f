/* SPDX-License-Identifier: MIT
 *
 * pager_find.c -- finding what was typed in the lines of a page, and marking it.
 *
 * Line by line: what a line end parts is not found. Where the lines are a part of something longer,
 * the screen looks through the rest (`beyond`) when these do not have it.
 */
#include <string.h>

#include <curbside/base/str.h>
#include <curbside/text/needle.h>
#include <curbside/text/utf8.h>

#include "typed.h"

enum {
    MARKS_MAX = 16, /* in one line */
};

static bool is_finding(const struct pager *p)
{
    return p->find.text[0] != '\0' || p->find.query != NULL;
}

static void line_text(const struct line *line, struct str *ret)
{
    str_clear(ret);
    for (int i = 0; i < line->n_spans; i++)
        str_add_n(ret, line->spans[i].text, line->spans[i].n);
}

/* What was typed, else what was searched for when the page was opened. */
static int text_marks(const struct pager *p, const char *text, size_t bytes, struct query_span *ret,
                      int max)
{
    struct needle needle;
    size_t at = 0;
    int n = 0;

    if (p->find.text[0] == '\0')
        return p->find.query == NULL ? 0 : query_spans(p->find.query, text, bytes, ret, max);
    needle_set(&needle, p->find.text, strlen(p->find.text));
    while (n < max && needle_find(&needle, text, bytes, at, &ret[n].start, &ret[n].end)) {
        at = ret[n].end;
        n++;
    }
    return n;
}

bool pager_find_holds(const struct pager *p, const char *text, size_t n)
{
    struct query_span one;

    return text_marks(p, text, n, &one, 1) > 0;
}

static bool line_holds(const struct pager *p, const struct line *line, struct str *text)
{
    line_text(line, text);
    return pager_find_holds(p, str_cstr(text), text->n);
}

/* The nearest line from `line` on that holds it, `by` 1 or -1, up to the end; -1: none. */
static int find_to_end(const struct pager *p, int line, int by)
{
    AUTO_STR struct str text = STR_INIT;

    for (int i = line; i >= 0 && i < p->lines.n; i += by) {
        if (line_holds(p, &p->lines.line[i], &text))
            return i;
    }
    return -1;
}

/* The same, past the end from the other one. */
static int find_from(const struct pager *p, int line, int by)
{
    int at = find_to_end(p, line, by);

    return at >= 0 ? at : find_to_end(p, by > 0 ? 0 : p->lines.n - 1, by);
}

static void go_to_line(struct pager *p, int line)
{
    p->find.found = line >= 0;
    if (line < 0)
        return;
    p->find.line = line;
    pager_show_line(p, line);
}

/* What is typed is looked for from where that began, and what is not there leaves one there: half a
 * word may stand anywhere. */
void pager_find(struct pager *p)
{
    p->find.found = p->find.later = false;
    pager_show_from(p, p->find.from_item, p->find.from_line);
    if (is_finding(p) && p->lines.n > 0)
        go_to_line(p, find_from(p, p->top, 1));
}

bool pager_find_in(const struct pager *p, const struct lines *lines)
{
    AUTO_STR struct str text = STR_INIT;

    for (int i = 0; i < lines->n; i++) {
        if (line_holds(p, &lines->line[i], &text))
            return true;
    }
    return false;
}

void pager_find_item(struct pager *p, int item, int by)
{
    int line = by > 0 ? 0 : p->lines.n - 1;

    while (line >= 0 && line < p->lines.n &&
           (by > 0 ? p->lines.line[line].item < item : p->lines.line[line].item > item))
        line += by;
    go_to_line(p, find_to_end(p, line, by));
}

static enum pager_beyond look_beyond(struct pager *p, struct ui *ui, int by)
{
    enum pager_beyond there = PAGER_BEYOND_NONE;

    if (p->find.beyond != NULL)
        there = p->find.beyond(ui, p->find.ctx, by);
    p->find.later = there == PAGER_BEYOND_LATER;
    return there;
}

bool pager_find_on(struct pager *p, struct ui *ui)
{
    if (p->find.text[0] == '\0' || p->find.found)
        return false;
    return look_beyond(p, ui, 1) == PAGER_BEYOND_LATER;
}

static bool in_view(const struct pager *p, int line)
{
    return line >= p->top && line < p->top + p->rows;
}

/* Where somebody stands who asks for another match: at the one found last, while it is shown; who
 * scrolled away from it, or came here by a search, at the first that is shown, else at the edge. */
static int standing(const struct pager *p, int by)
{
    int line = in_view(p, p->find.line) ? p->find.line : find_from(p, p->top, 1);

    if (line >= 0 && in_view(p, line))
        return line;
    return by > 0 ? p->top - 1 : p->top;
}

void pager_find_say_none(const struct pager *p, struct ui *ui)
{
    ui_say(ui, p->find.none != NULL ? p->find.none : "Not found here.");
}

/* n and N: on in these lines, then in what they are a part of, then round. */
static void go_on(struct pager *p, struct ui *ui, int by)
{
    int from = standing(p, by), line = find_to_end(p, from + by, by);

    if (line < 0 && look_beyond(p, ui, by) != PAGER_BEYOND_NONE)
        return;
    if (line < 0) {
        line = find_from(p, from + by, by);
        if (line < 0)
            pager_find_say_none(p, ui);
        else
            ui_say(ui, line == from ? "That is the only place."
                       : by > 0     ? "From the beginning again."
                                    : "From the end again.");
    }
    go_to_line(p, line);
}

bool pager_find_key(struct pager *p, struct ui *ui, keycode key)
{
    if (key == '/') {
        p->find.text[0] = '\0';
        pager_tell_place(p, &p->find.from_item, &p->find.from_line);
        p->find.typing = true;
        typed_begin(ui, &(struct typed){.pager = p});
        return true;
    }
    if (key == K_ESC && p->find.text[0] != '\0') {
        p->find.text[0] = '\0';
        return true;
    }
    if ((key != 'n' && key != 'N') || p->lines.n == 0 || (p->aloud && !is_finding(p)))
        return false;
    if (!is_finding(p)) {
        ui_say(ui, "/ finds words; n and N then go on.");
        return true;
    }
    go_on(p, ui, key == 'n' ? 1 : -1);
    return true;
}

void pager_find_draw(const struct pager *p, struct canvas *c, struct area area)
{
    AUTO_STR struct str text = STR_INIT;
    struct query_span marks[MARKS_MAX];

    for (int i = 0; is_finding(p) && i < area.rows && p->top + i < p->lines.n; i++) {
        const struct line *line = &p->lines.line[p->top + i];
        int n;

        line_text(line, &text);
        n = text_marks(p, str_cstr(&text), text.n, marks, MARKS_MAX);
        for (int k = 0; k < n; k++) {
            int x = area.x + line->indent + text_cells(str_cstr(&text), marks[k].start);
            int cols = text_cells(str_cstr(&text) + marks[k].start, marks[k].end - marks[k].start);

            canvas_mark(c, (struct area){x, area.y + i, cols, 1}, ATTR_REVERSE);
        }
    }
}

void pager_find_prompt(const struct pager *p, struct canvas *c, struct area area)
{
    int x = area.x + 1, y = area.y + area.rows - 1;

    canvas_fill(c, (struct area){area.x, y, area.cols, 1}, THEME_TEXT);
    x += canvas_text(c, x, y, 1, THEME_KEY, "/");
    x += canvas_text(c, x, y, area.cols / 2, THEME_FIELD, p->find.text);
    canvas_text_right(c, area.x + area.cols - 1, y, area.cols - (x - area.x) - 2, THEME_DIM,
                      p->find.text[0] == '\0'  ? "type to find"
                      : p->find.found          ? "Enter, then n and N"
                      : p->find.beyond == NULL ? "not found here"
                      : p->find.later          ? "none so far; Enter looks on"
                                               : "not in view; Enter looks on");
    canvas_cursor_set(c, x, y);
}

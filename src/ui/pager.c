/* SPDX-License-Identifier: MIT
 *
 * pager.c -- moving through lines.
 *
 * `item` is where the person is. It changes by { and }, and by scrolling: when none of its lines
 * are in view any more, the item at the top becomes the current one. Blank lines that end an item,
 * and what is told about it under its text, are no sight of it. The last page shows the last line
 * at the bottom, and a pointer where one was; beyond it nothing scrolls, but { and } still move.
 *
 * Read aloud, every move is one by pages: a page ends where its item ends, or at a blank line, so
 * that the current item is the one that was just heard, and nothing is heard twice.
 */
#include <string.h>

#include <curbside/ui/pager.h>

#include "plain_sheet.h"
#include "typed.h"

/* clang-format off */
const struct key_help pager_help[] = {
    {"\u2191 \u2193  j k",       "A line up or down, with a count so many"},
    {"PgUp PgDn  space",       "A page up or down"},
    {"Ctrl-U  Ctrl-D",         "Half a page up or down"},
    {"Home End  gg G",         "To the beginning, to the end"},
    {"{ }",                    "The post before, the next post"},
    {"/  n N",                 "Find what you type; then the next match, the one before"},
    {0}
};
/* clang-format on */

static int item_count(const struct pager *p)
{
    return p->lines.n == 0 ? 0 : p->lines.line[p->lines.n - 1].item + 1;
}

/* Lines are in the order of their items: the first line of `item` or of what follows it. */
static int item_line(const struct pager *p, int item)
{
    int low = 0;
    int high = p->lines.n;

    while (low < high) {
        int mid = (low + high) / 2;

        if (p->lines.line[mid].item < item)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static int top_max(const struct pager *p)
{
    int max = p->lines.n - (p->aloud ? 1 : p->rows);

    return max > 0 ? max : 0;
}

static void top_set(struct pager *p, int top)
{
    int max = top_max(p);

    p->top = top < 0 ? 0 : top > max ? max : top;
}

void pager_show(struct pager *p, const struct lines *lines, int item)
{
    *p = (struct pager){.lines = *lines, .rows = p->rows, .aloud = p->aloud, .find = p->find};
    pager_go_item(p, item);
}

void pager_relay(struct pager *p, const struct lines *lines, int shift)
{
    int above = item_line(p, p->item) - p->top; /* rows between the top and the item */

    p->lines = *lines;
    p->item += shift;
    p->find.from_item += shift;
    p->resume = 0;
    if (p->item >= item_count(p))
        p->item = item_count(p) > 0 ? item_count(p) - 1 : 0;
    top_set(p, item_line(p, p->item) - above);
}

void pager_go_item(struct pager *p, int item)
{
    int n = item_count(p);

    p->item = item >= n ? n - 1 : item;
    if (p->item < 0)
        p->item = 0;
    /* Before the first draw the height is unknown; draw clamps again. */
    if (p->rows > 0)
        top_set(p, item_line(p, p->item));
    else
        p->top = item_line(p, p->item);
}

int pager_item(const struct pager *p)
{
    return p->item;
}

static bool is_text(const struct line *line)
{
    return line->n_spans > 0 && !line->aside;
}

/* Past the last line of `item` that is text of its own; never before its first line. */
static int item_end(const struct pager *p, int item)
{
    int first = item_line(p, item);
    int end = item_line(p, item + 1);

    while (end > first + 1 && !is_text(&p->lines.line[end - 1]))
        end--;
    return end;
}

/* The item at the top; the next one where nothing of its own text is left. */
static int item_at_top(const struct pager *p)
{
    int item = p->lines.line[p->top].item;
    int next = item_line(p, item + 1);

    return item_end(p, item) <= p->top && next < p->lines.n && next < p->top + p->rows ? item + 1
                                                                                       : item;
}

/* After scrolling: the item that is now where the person is. */
static void item_follow(struct pager *p)
{
    int first = item_line(p, p->item);
    int last = p->top + p->rows - 1; /* in view; before the first draw that is nothing yet */

    if (p->lines.n == 0 || (first <= last && item_end(p, p->item) > p->top))
        return;
    if (last >= p->lines.n)
        last = p->lines.n - 1;
    if (last < p->top)
        last = p->top;
    p->item = first > last ? p->lines.line[last].item : item_at_top(p);
}

void pager_tell_place(const struct pager *p, int *ret_item, int *ret_line)
{
    *ret_item = p->item;
    *ret_line = p->top - item_line(p, p->item);
}

void pager_show_from(struct pager *p, int item, int line)
{
    p->item = item < item_count(p) ? item : item_count(p) > 0 ? item_count(p) - 1 : 0;
    top_set(p, item_line(p, p->item) + line);
}

void pager_show_line(struct pager *p, int line)
{
    int rows = p->rows - (p->find.typing ? 1 : 0);

    if (p->aloud) { /* what was found is heard first */
        top_set(p, line);
        p->item = p->lines.line[p->top].item;
        return;
    }
    if (line < p->top || line >= p->top + rows)
        top_set(p, line - rows / 3);
    p->item = p->lines.line[line].item; /* what is done next is meant for what was found */
}

static enum pager_answer scroll(struct pager *p, int by)
{
    int before = p->top;

    top_set(p, p->top + by);
    item_follow(p);
    if (p->top != before)
        return PAGER_MOVED;
    return by < 0 ? PAGER_AT_START : PAGER_AT_END;
}

/* A page on. The last one is cut short, and its reader would have to look for the line to go on
 * with. */
static enum pager_answer scroll_page(struct pager *p, int page)
{
    int before = p->top;
    enum pager_answer answer = scroll(p, page);

    if (answer == PAGER_MOVED && p->top < before + page)
        p->resume = before + p->rows;
    return answer;
}

/* -- read aloud -------------------------------------------------------------------------------- */

/* Lines of the page that begins at the top: to the end of the item, or as many as are heard at
 * once, if there is a blank line in the second half of them to stop at. */
static int page_lines(const struct pager *p, int rows)
{
    int end = p->lines.n == 0 ? 0 : item_line(p, p->lines.line[p->top].item + 1);

    if (end - p->top <= rows)
        return end - p->top;
    for (int n = rows; n > rows / 2; n--) {
        if (p->lines.line[p->top + n - 1].n_spans == 0)
            return n;
    }
    return rows;
}

static enum pager_answer page_on(struct pager *p)
{
    if (p->top + p->rows >= p->lines.n)
        return PAGER_AT_END;
    p->top += p->rows;
    p->item = p->lines.line[p->top].item;
    return PAGER_MOVED;
}

static enum pager_answer page_back(struct pager *p)
{
    if (p->top > item_line(p, p->item)) {
        pager_go_item(p, p->item);
        return PAGER_MOVED;
    }
    if (p->item == 0)
        return PAGER_AT_START;
    pager_go_item(p, p->item - 1);
    return PAGER_MOVED;
}

static enum pager_answer go_aloud(struct pager *p, int item)
{
    int before = p->top;
    int last = item_count(p) - 1;

    if (item > last)
        return PAGER_AT_END;
    pager_go_item(p, item);
    if (p->top != before)
        return PAGER_MOVED;
    return item == 0 ? PAGER_AT_START : PAGER_AT_END;
}

static enum pager_answer key_aloud(struct pager *p, struct ui *ui, keycode key)
{
    switch (key) {
    case K_UP:
    case K_PAGE_UP:
    case K_HALF_UP:
        return page_back(p);
    case K_DOWN:
    case K_PAGE_DOWN:
    case K_HALF_DOWN:
        return page_on(p);
    case K_HOME:
        return go_aloud(p, 0);
    case K_END:
        return go_aloud(p, ui_count(ui) > 0 ? ui_count(ui) - 1 : item_count(p) - 1);
    default:
        return pager_find_key(p, ui, key) ? PAGER_MOVED : PAGER_IGNORED;
    }
}

/* -- keys -------------------------------------------------------------------------------------- */

static enum pager_answer jump(struct pager *p, int by)
{
    int item = p->item + by;

    /* Back from the middle of a post is its own beginning. */
    if (by == -1 && item_line(p, p->item) < p->top)
        item = p->item;
    if (item < 0 || item >= item_count(p))
        return item < 0 ? PAGER_AT_START : PAGER_AT_END;
    pager_go_item(p, item);
    return PAGER_MOVED;
}

enum pager_answer pager_key(struct pager *p, struct ui *ui, keycode key)
{
    int count = ui_count(ui) > 0 ? ui_count(ui) : 1;
    int page = p->rows > 2 ? p->rows - 1 : 1; /* one line stays, to read on from */

    if (p->aloud && key != '{' && key != '}')
        return key_aloud(p, ui, key);
    p->resume = 0;
    switch (key) {
    case K_UP:
        return scroll(p, -count);
    case K_DOWN:
        return scroll(p, count);
    case K_PAGE_UP:
        return scroll(p, -page);
    case K_PAGE_DOWN:
        return scroll_page(p, page);
    case K_HALF_UP:
        return scroll(p, -(p->rows / 2 > 0 ? p->rows / 2 : 1));
    case K_HALF_DOWN:
        return scroll(p, p->rows / 2 > 0 ? p->rows / 2 : 1);
    case K_HOME:
        return scroll(p, -p->lines.n) == PAGER_AT_START ? PAGER_AT_START : PAGER_MOVED;
    case K_END:
        return scroll(p, p->lines.n) == PAGER_AT_END ? PAGER_AT_END : PAGER_MOVED;
    case '{':
        return jump(p, -count);
    case '}':
        return jump(p, count);
    default:
        return pager_find_key(p, ui, key) ? PAGER_MOVED : PAGER_IGNORED;
    }
}

static void line_draw(const struct line *line, struct canvas *c, int x, int y, int cols)
{
    int used = line->indent;
    int right = 0;

    if (line->right != NULL) {
        right = canvas_text_right(c, x + cols, y, cols / 2, THEME_DIM, line->right) + 1;
        cols -= right;
    }
    for (int i = 0; i < line->n_spans && used < cols; i++)
        used += canvas_text_n(c, x + used, y, cols - used, line->spans[i].ink, line->spans[i].text,
                              line->spans[i].n);
}

static void resume_draw(const struct pager *p, struct canvas *c, struct area area)
{
    int line = p->resume;

    while (line < p->lines.n && p->lines.line[line].n_spans == 0)
        line++;
    if (p->resume > p->top && line < p->lines.n && line < p->top + area.rows &&
        p->lines.line[line].indent > 0)
        canvas_text(c, area.x, area.y + line - p->top, 1, THEME_KEY,
                    canvas_symbol(c, SYMBOL_POINTER));
}

/* How far an item is shown that no page holds whole, while it fills the page. Where others follow
 * its end is not told: it would be taken for the end of them all. */
static void part_tell(const struct pager *p, struct canvas *canvas)
{
    int first = item_line(p, p->item), end = item_end(p, p->item);
    int bottom = p->top + p->rows < end ? p->top + p->rows : end;
    bool fills = first <= p->top && p->top + p->rows < end;
    bool is_last = p->item == item_count(p) - 1 && p->find.beyond == NULL;

    if (p->lines.n > 0 && end - first > p->rows && (fills || (is_last && bottom == end)))
        canvas_part_set(canvas, bottom - first, end - first);
}

/* In place of drawing: the page is handed to whoever says it. */
static void say_page(struct pager *p, struct sheet *sheet, struct canvas *canvas, struct area area)
{
    p->aloud = true;
    top_set(p, p->top);
    p->rows = page_lines(p, area.rows);
    part_tell(p, canvas);
    sheet_pager(sheet, p, area.y);
}

void pager_draw(struct pager *p, struct canvas *canvas, struct area area)
{
    struct sheet *sheet = sheet_of(canvas);
    int cols = area.cols < UI_TEXT_COLS + 2 ? area.cols : UI_TEXT_COLS + 2;
    int cursor;

    if (sheet != NULL) {
        say_page(p, sheet, canvas, area);
        return;
    }
    p->rows = area.rows;
    top_set(p, p->top);
    for (int i = 0; i < area.rows && p->top + i < p->lines.n; i++)
        line_draw(&p->lines.line[p->top + i], canvas, area.x, area.y + i, cols);
    resume_draw(p, canvas, area);
    pager_find_draw(p, canvas, area);
    part_tell(p, canvas);
    cursor = item_line(p, p->item) - p->top;
    if (cursor < 0)
        cursor = 0;
    canvas_cursor_set(canvas, area.x, area.y + (cursor < area.rows ? cursor : area.rows - 1));
    if (p->find.typing)
        pager_find_prompt(p, canvas, area);
}

/* SPDX-License-Identifier: MIT
 *
 * canvas_dump.c -- a canvas as text, for golden screens: what a person sees, and on request where
 * the cursor is and which cells carry which meaning.
 */
#include <curbside/term/canvas.h>

#include <curbside/text/utf8.h>

static void dump_cell(const struct canvas_cell *cell, struct str *ret)
{
    char bytes[4];

    str_add_n(ret, bytes, utf8_encode(cell->ch, bytes));
    for (int i = 0; i < CANVAS_MARKS && cell->marks[i] != 0; i++)
        str_add_n(ret, bytes, utf8_encode(cell->marks[i], bytes));
}

/* Columns up to the last cell that is not blank. */
static int row_cols(const struct canvas *c, int y)
{
    int cols = canvas_cols(c);

    while (cols > 0) {
        struct canvas_cell cell = canvas_cell(c, cols - 1, y);

        if (cell.ch != ' ' || cell.cols == 0)
            break;
        cols--;
    }
    return cols;
}

static void dump_row(const struct canvas *c, int y, struct str *ret)
{
    int cols = row_cols(c, y);

    for (int x = 0; x < cols; x++) {
        struct canvas_cell cell = canvas_cell(c, x, y);

        if (cell.cols != 0)
            dump_cell(&cell, ret);
    }
    str_add_char(ret, '\n');
}

static void dump_style(ink s, struct str *ret)
{
    static const struct {
        uint16_t bit;
        const char *name;
    } attrs[] = {
        {ATTR_BOLD, "bold"},       {ATTR_ITALIC, "italic"}, {ATTR_UNDERLINE, "underline"},
        {ATTR_REVERSE, "reverse"}, {ATTR_DIM, "faint"},     {ATTR_SELECTED, "selected"},
    };

    str_add(ret, theme_role_name((enum theme_role)(s & ATTR_ROLE_MASK)));
    for (size_t i = 0; i < sizeof(attrs) / sizeof(attrs[0]); i++) {
        if (s & attrs[i].bit)
            str_printf(ret, " %s", attrs[i].name);
    }
}

static void dump_row_styles(const struct canvas *c, int y, struct str *ret)
{
    int cols = canvas_cols(c);

    for (int x = 0; x < cols;) {
        ink s = canvas_cell(c, x, y).ink;
        int end = x + 1;

        while (end < cols && canvas_cell(c, end, y).ink == s)
            end++;
        if (s != THEME_TEXT) {
            str_printf(ret, "%d: %d-%d ", y, x, end - 1);
            dump_style(s, ret);
            str_add_char(ret, '\n');
        }
        x = end;
    }
}

void canvas_dump(const struct canvas *c, unsigned what, struct str *ret)
{
    int rows = canvas_rows(c);

    for (int y = 0; y < rows; y++)
        dump_row(c, y, ret);
    if (what & DUMP_CURSOR) {
        int x, y;

        canvas_cursor_get(c, &x, &y);
        str_printf(ret, "cursor %d,%d\n", x, y);
    }
    for (int y = 0; what & DUMP_ROLES && y < rows; y++)
        dump_row_styles(c, y, ret);
}

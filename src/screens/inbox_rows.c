/* SPDX-License-Identifier: MIT
 *
 * inbox_rows.c -- rows of the inbox: what it is, where, how old.
 */
#include "inbox_rows.h"

#include <stdio.h>

#include <curbside/base/count.h>

#include "age.h"

enum {
    MARK_COLS = 2, /* unread: not by its ink alone */
    WHAT_COLS = 12,
    WHAT_SIZE = 48,
    WIDE_COLS = 60, /* below, there is no room for the board */
    TINY_COLS = 30, /* below, there is room for the title alone */
};

/* "2 replies", "mention", "3 new" */
static void what_format(const struct inbox_row *r, char ret[static WHAT_SIZE])
{
    const char *one = "new", *many = "new";
    char count[COUNT_SIZE];

    if (r->kind == INBOX_REPLY) {
        one = "reply";
        many = "replies";
    } else if (r->kind == INBOX_MENTION) {
        one = "mention";
        many = "mentions";
    }
    if (r->count == 1 && r->kind <= INBOX_MENTION)
        snprintf(ret, WHAT_SIZE, "%s", one);
    else
        snprintf(ret, WHAT_SIZE, "%s %s", count_format(r->count, count),
                 r->count == 1 ? one : many);
}

void inbox_row_draw(struct canvas *c, struct area row, const struct moment *now,
                    const struct inbox_row *r)
{
    int x = row.x, end = row.x + row.cols - 1, cols;
    char age[AGE_SIZE], what[WHAT_SIZE];

    what_format(r, what);
    age_format(now, r->time, age);
    cols = canvas_text_right(c, end, row.y, AGE_COLS, THEME_DIM, age);
    end -= row.cols < WIDE_COLS ? cols + 1 : AGE_COLS; /* on a phone the title has the rest */
    if (r->unread > 0)
        canvas_text(c, x, row.y, 1, THEME_UNREAD, canvas_symbol(c, SYMBOL_BULLET));
    x += MARK_COLS;
    if (row.cols >= TINY_COLS) {
        canvas_text_fit(c, x, row.y, WHAT_COLS - 1, r->unread > 0 ? THEME_UNREAD : THEME_DIM, what);
        x += WHAT_COLS;
    }
    if (row.cols >= WIDE_COLS) {
        x += canvas_text_fit(c, x, row.y, (end - x) / 3, THEME_DIM, r->thread.board_title);
        x += canvas_text(c, x, row.y, end - x, THEME_DIM, canvas_symbol(c, SYMBOL_CRUMB));
    }
    if (end > x)
        x += canvas_text_fit(c, x, row.y, end - x,
                             r->unread > 0 ? THEME_TITLE | ATTR_BOLD : THEME_TITLE,
                             r->thread.title) +
             1;
    if (r->tag && end - x > 2) {
        x += canvas_text(c, x, row.y, 1, THEME_TAG, "#");
        canvas_text_fit(c, x, row.y, end - x, THEME_TAG, r->tag);
    }
}

const char *inbox_row_say(struct arena *a, const struct moment *now, const struct inbox_row *r)
{
    char when[AGE_SAID_SIZE], what[WHAT_SIZE];

    what_format(r, what);
    age_say(now, r->time, when);
    return arena_printf(a, "%s%s, %s, %s, %s", what, r->unread > 0 ? "" : ", read", r->thread.title,
                        r->thread.board_title, when);
}

const char *inbox_row_what(struct arena *a, const struct inbox_row *r)
{
    char what[WHAT_SIZE];

    what_format(r, what);
    return arena_strdup(a, what);
}

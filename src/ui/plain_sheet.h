/* SPDX-License-Identifier: MIT
 *
 * plain_sheet.h -- what a screen drew, as it is said: the result of one draw on a canvas that is
 * listened to. Widgets put themselves down here in place of drawing.
 */
#ifndef CURBSIDE_UI_PLAIN_SHEET_H
#define CURBSIDE_UI_PLAIN_SHEET_H

#include <curbside/ui/form.h>
#include <curbside/ui/list.h>
#include <curbside/ui/pager.h>
#include <curbside/ui/plain.h>

enum {
    SHEET_PIECES = 256, /* texts outside widgets; a screen has a few */
    SHEET_ROWS = 64,    /* rows and headings of one page of a list */
    SHEET_CHOICES = 20, /* rows of one page, at most */
    SHEET_FIND_ROWS = 500,
};

/* A text that was drawn, or a paragraph. */
struct sheet_piece {
    int x, y;
    const char *text;
};

struct sheet_row {
    int index;
    int number; /* as it is said, from 1; 0: a heading */
    const char *text;
};

struct sheet {
    struct canvas_listener listener;
    struct canvas *row; /* for rows without `say` */
    struct arena arena; /* all texts, until the next draw */

    /* What is asked for: the rows said last, as long as the selection is among them. */
    int keep_first, keep_end;
    int page_rows;

    struct sheet_piece pieces[SHEET_PIECES];
    int n_pieces;
    int widget_y; /* of the first widget; what is drawn above is said before it */

    bool has_list;
    struct sheet_row rows[SHEET_ROWS];
    int n_rows;
    int list_first, list_end; /* indexes said; list_end is the first one not said */
    int list_count;           /* rows loaded */
    int list_choices;         /* of them selectable */
    int list_selected;        /* its number, 0: none */
    const char *empty;
    const struct list *list;       /* which of them it shows */
    const struct list_source *src; /* valid until the screen changes */
    const void *src_ctx;

    bool has_pager;
    const char *page; /* its lines, each ended by a line feed */
    int page_top;     /* where it is among the pager's lines */
    int page_of;      /* and how many those are */

    struct form *form;     /* NULL: none; valid until the screen changes */
    struct editor *editor; /* one outside a form */
};

/* `canvas` is listened to from here on. E_NOMEM: `s` is empty. */
NODISCARD enum err sheet_init(struct sheet *s, struct canvas *canvas);
void sheet_done(struct sheet *s);
/* Empty, for the next draw. */
void sheet_begin(struct sheet *s);
/* The pieces in reading order, those of a row joined: line by line, NULL when there are no more.
 * `*at` begins with 0. `*ret_y` is where it was drawn. */
const char *sheet_line(struct sheet *s, int *at, int *ret_y);
/* The index of the row with this number; -1: none that is loaded has it. */
int sheet_index(const struct sheet *s, int number);
/* The number of the one loaded row that is said with this beginning, whatever the case; 0: none,
 * -1: several. */
int sheet_find(struct sheet *s, const char *start);

/* NULL: the canvas is looked at. */
struct sheet *sheet_of(const struct canvas *canvas);
/* For the widgets. */
void sheet_list(struct sheet *s, struct list *l, const struct list_source *src, const void *ctx,
                int y);
void sheet_pager(struct sheet *s, const struct pager *p, int y);
void sheet_form(struct sheet *s, struct form *f, int y);
void sheet_editor(struct sheet *s, struct editor *e, int y);

#endif

/* SPDX-License-Identifier: MIT
 *
 * list.h -- rows, one of them selected, as many as the source cares to load.
 *
 * The list keeps only a position. Rows come from a source: three callbacks and a context, each with
 * a default for NULL. Moving past the loaded rows asks the source for more (keyset paging: the
 * source knows its first and last key). The hardware cursor rests on the selected row.
 *
 * The key / narrows the list as one types: only rows are shown that draw every word typed, whatever
 * their case and accents. Of a long list a few pages are looked through; Enter looks on where none
 * of these has a row, and says so before. Enter keeps it so, Esc shows all rows again; the
 * selection stays. No screen has to do anything for it.
 *
 * A row is drawn by the source in its area; column 0 and 1 of the list are the pointer's.
 */
#ifndef CURBSIDE_UI_LIST_H
#define CURBSIDE_UI_LIST_H

#include <curbside/ui/screen.h>

enum list_side {
    LIST_BEFORE,
    LIST_AFTER
};

struct list_source {
    /* Rows loaded now. Must be there. */
    int (*count)(const void *ctx);
    /* Draw one row. Must be there. */
    void (*draw)(const void *ctx, struct canvas *canvas, struct area row, int index, bool selected);
    /* Load more rows on one side; returns how many were added there, 0: there are no more. NULL:
     * all rows are loaded. */
    int (*more)(void *ctx, enum list_side side);
    /* Headings and blank rows cannot be selected. NULL: every row can. */
    bool (*selectable)(const void *ctx, int index);
    /* A row that cannot be selected goes on from the row above it; false: it heads those below.
     * Where lines are read aloud a page ends and begins by it. */
    bool goes_on;
    /* The row as it is read aloud (plain mode, see plain.h): whole, in words, the most important
     * first, without its number. In the arena or constant. NULL, the slot or the answer: what
     * `draw` draws, with commas between the columns. */
    const char *(*say)(const void *ctx, struct arena *a, int index);
    /* What else the row is called, for narrowing: never drawn. NULL: nothing. */
    const char *(*known_as)(const void *ctx, int index);
    const char *empty; /* shown when there are no rows: what this is and how to begin */
};

enum {
    LIST_NARROW_ROWS = 16384 /* looked through; no further ones are shown while narrowed */
};

struct list_narrow {
    char text[UI_TYPED_BYTES]; /* "": all rows are shown */
    bool typing;
    int rows;     /* looked through */
    int of;       /* rows among them that can be selected */
    int found;    /* of them */
    bool further; /* there may be rows that were not loaded to be looked through */
    uint8_t bits[LIST_NARROW_ROWS / 8];
};

struct list {
    int selected; /* index into the loaded rows; -1: none */
    int top;      /* first row shown */
    int rows;     /* height at the last draw */
    struct list_narrow narrow;
};

extern const struct key_help list_help[];

/* Selection on the first selectable row. */
void list_reset(struct list *l, const struct list_source *src, void *ctx);
/* After a reload: keep the selection inside the rows. */
void list_clamp(struct list *l, const struct list_source *src, void *ctx);
void list_select(struct list *l, const struct list_source *src, void *ctx, int index);
/* The row that was selected is `index` now, in rows loaded anew: it stays on its line of the
 * screen, unless the first row was in view, which stays in view. */
void list_follow(struct list *l, const struct list_source *src, void *ctx, int index);
/* The index selected, -1 when there is no row. */
int list_selected(const struct list *l);
/* Is this row among those that narrowing leaves? All are while nothing is narrowed. */
bool list_shows(const struct list *l, int index);
/* Moving keys, with the count of `ui`. True: taken (also when there was nowhere to go). */
bool list_key(struct list *l, const struct list_source *src, void *ctx, struct ui *ui, keycode key);
/* In plain mode `src` and `ctx` are asked for rows until the screen is drawn again or closed. */
void list_draw(struct list *l, const struct list_source *src, const void *ctx,
               struct canvas *canvas, struct area area);

#endif

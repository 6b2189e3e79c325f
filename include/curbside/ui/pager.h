/* SPDX-License-Identifier: MIT
 *
 * pager.h -- styled lines and a position in them.
 *
 * Lines are laid out once for a width and live in the caller's arena. Each belongs to an item (a
 * post), so that { and } can jump, the item under the cursor is known, and what was shown to its
 * end can be told (that is what "read" means). The hardware cursor rests on the current item's
 * first visible line.
 */
#ifndef CURBSIDE_UI_PAGER_H
#define CURBSIDE_UI_PAGER_H

#include <curbside/text/markdown.h>
#include <curbside/text/query.h>
#include <curbside/ui/screen.h>

struct line_span {
    const char *text;
    uint32_t n; /* bytes */
    ink ink;
};

struct line {
    const struct line_span *spans;
    int16_t n_spans;
    int16_t indent;    /* columns */
    int32_t item;      /* what it belongs to, from 0 */
    const char *right; /* drawn at the right edge, NULL: nothing */
    const char *say;   /* as it is read aloud; NULL: its spans and what is at the right */
    int8_t quotes;     /* how deep in quotes the line is */
    bool aside;        /* about the item, not its own text: alone it is no sight of the item */
};

/* Lines being laid out. A failed allocation sets `failed`; later calls do nothing. */
struct lines {
    struct arena *arena;
    struct line *line;
    int n;
    int cap;
    int item; /* given to the lines that follow */
    bool failed;
};

void lines_init(struct lines *l, struct arena *arena);
/* An empty line. */
void lines_blank(struct lines *l);
/* One line of one style, not wrapped. The text is copied. */
void lines_add(struct lines *l, int indent, ink s, const char *text);
/* One line of several spans. Spans and texts are copied. */
void lines_add_spans(struct lines *l, int indent, const struct line_span *spans, int n);
/* Text drawn at the right edge of the last line. */
void lines_right(struct lines *l, const char *text);
/* How the last line is read aloud (plain mode, see plain.h), where its picture makes no sentence.
 * The text is copied. */
void lines_say(struct lines *l, const char *text);
/* The lines from number `from` on are for the eye: what they say is said elsewhere. */
void lines_hush(struct lines *l, int from);
/* They stand under an item and are about it: whoever sees no more of it reads the next one. */
void lines_aside(struct lines *l, int from);
/* A rendered body: its styles become inks, its links numbers. The texts are not copied: they live
 * as long as `body` does. */
void lines_add_body(struct lines *l, int indent, const struct styled_text *body);
/* Plain text wrapped to `cols` columns (indent included). */
void lines_wrap(struct lines *l, int indent, int cols, ink s, const char *text);

enum pager_beyond {
    PAGER_BEYOND_NONE,  /* it is nowhere but in the lines that are here */
    PAGER_BEYOND_SHOWN, /* found; its lines are here now, see pager_find_item() */
    PAGER_BEYOND_LATER, /* not in what a moment could look through: ask again to go on. It was said
                         */
};

struct pager_find {
    char text[UI_TYPED_BYTES]; /* typed behind /; "": nothing */
    const struct query *query; /* else what was searched for; NULL: nothing. The screen's */
    /* Where these lines are a part of something: look through the rest, from the edge of them on,
     * `by` 1 or -1, round to the other edge. NULL: they are all there is. */
    enum pager_beyond (*beyond)(struct ui *ui, void *ctx, int by);
    void *ctx;
    const char *none; /* said where it is not found; NULL: in general words */
    int line;         /* of the last one found */
    bool found;
    bool later; /* the rest was looked through in part */
    bool typing;
    int from_item, from_line; /* where typing began: the current item, and the top below its first
                                 line */
};

struct pager {
    struct lines lines;
    int top;    /* first line shown */
    int rows;   /* height at the last draw */
    int item;   /* the current one */
    int resume; /* the first line that the last page down brought, where it was less than a page; 0:
                   the page begins with it */
    bool aloud; /* it is read out: a page ends where an item does, and no line is read twice */
    struct pager_find find;
};

enum pager_answer {
    PAGER_IGNORED,  /* not a key of the pager's */
    PAGER_MOVED,    /* taken */
    PAGER_AT_START, /* taken, but there is nothing above: load what comes before, or stay */
    PAGER_AT_END    /* taken, but there is nothing below */
};

extern const struct key_help pager_help[];

/* Show these lines; the position goes to the first line of `item`. */
void pager_show(struct pager *p, const struct lines *lines, int item);
/* The same lines laid out anew (a resize, more of them): the item and its place on the screen
 * stay. `shift` is how many items were put in front. */
void pager_relay(struct pager *p, const struct lines *lines, int shift);
void pager_go_item(struct pager *p, int item);
int pager_item(const struct pager *p);
/* Up, Down, pages, halves, Home, End, { and }; / finds what is typed, n and N go on from there. */
enum pager_answer pager_key(struct pager *p, struct ui *ui, keycode key);
void pager_draw(struct pager *p, struct canvas *canvas, struct area area);

/* Does a text, or one of these lines, hold what is looked for? */
bool pager_find_holds(const struct pager *p, const char *text, size_t n);
bool pager_find_in(const struct pager *p, const struct lines *lines);
/* For `beyond`: it is in this item; show the first line of it that holds it, or the last one. */
void pager_find_item(struct pager *p, int item, int by);

#endif

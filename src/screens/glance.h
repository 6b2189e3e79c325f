/* SPDX-License-Identifier: MIT
 *
 * glance.h -- the beginning of the selected thread, or the words of a draft, beside a list that
 * leaves room for it.
 *
 * Looking at it reads nothing: what is glanced at stays unread.
 */
#ifndef SCREENS_GLANCE_H
#define SCREENS_GLANCE_H

#include <curbside/domain/draft.h>
#include <curbside/domain/post.h>
#include <curbside/domain/thread.h>
#include <curbside/ui/pager.h>
#include <curbside/ui/screen.h>

#include "age.h"

enum {
    GLANCE_COLS = 110, /* from here a screen has room for it */
};

/* Help for { and }, for a screen's `moving`. */
extern const struct key_help glance_help[];

/* A cleared struct shows nothing. */
struct glance {
    thread_id thread; /* 0: none */
    struct thread_row row;
    struct post post; /* the first unread one, else the first; or the one that was asked for */
    int no;           /* that was asked for; 0: none */
    uint32_t draft;   /* its number, when it is shown in place of a thread; 0: none */
    struct arena arena;
    struct arena laid; /* of the lines */
    struct pager pager;
    int cols; /* laid out for; 0: not yet */
};

void glance_done(struct glance *g);
/* Is the screen wide enough for one? */
bool glance_has_room(struct ui *ui);
/* Load for this thread, if it is another; thread 0, or what cannot be loaded, shows nothing. Loads
 * nothing on a screen without room. */
void glance_load(struct glance *g, struct ui *ui, thread_id thread);
/* The same of a thread whose row a list has, NULL: none; what the row says is not read again. */
void glance_load_row(struct glance *g, struct ui *ui, const struct thread_row *row);
/* The same of this post of the thread. */
void glance_load_post(struct glance *g, struct ui *ui, thread_id thread, int no);
/* A draft, called `name`. */
void glance_load_draft(struct glance *g, struct ui *ui, const struct draft *draft,
                       const char *name);
/* What it shows may have changed: the next load takes it anew. */
void glance_forget(struct glance *g);
/* { and } scroll it, where it is shown. True: taken. */
bool glance_key(struct glance *g, struct ui *ui, keycode key);
/* Divide the body: *ret_list for the list and, if there is room, *ret_glance, else cols 0 there. */
void glance_divide(struct area body, struct area *ret_list, struct area *ret_glance);
/* The same for a list that wants so many columns for itself. */
void glance_divide_from(struct area body, int list_cols, struct area *ret_list,
                        struct area *ret_glance);
void glance_draw(struct glance *g, struct ui *ui, struct canvas *canvas, struct area area,
                 const struct moment *now);

#endif

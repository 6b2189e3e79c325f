/* SPDX-License-Identifier: MIT
 *
 * page.h -- a page of text that lays itself out anew when its width changes.
 *
 * The pager needs the old lines to find its place in the new ones, so there are two arenas, used in
 * turn. A cleared struct is an empty page.
 */
#ifndef SCREENS_PAGE_H
#define SCREENS_PAGE_H

#include <curbside/ui/pager.h>

struct page {
    struct pager pager;
    struct arena laid[2];
    int shown; /* which of the two */
    int cols;  /* laid out for; 0: not yet */
};

void page_done(struct page *p);
/* Begin to lay out: `lines` is empty then, to be filled and handed to one of the two below. */
void page_begin(struct page *p, struct lines *lines);
/* Show them from the first line of `item`. */
void page_show(struct page *p, const struct lines *lines, int cols, int item);
/* Show them in place of the ones before; see pager_relay(). */
void page_relay(struct page *p, const struct lines *lines, int cols, int shift);

/* For pages whose lines depend on nothing but the width: lay out if it changed, and draw. */
void page_draw(struct page *p, struct canvas *canvas, struct area body,
               void (*lay)(const void *ctx, struct lines *lines, int cols), const void *ctx);

#endif

/* SPDX-License-Identifier: MIT
 *
 * list_page.h -- a page that is a list with words: above it what the list is, or below it what
 * there is to say of the selected row. On a low screen there is the list alone.
 */
#ifndef SCREENS_LIST_PAGE_H
#define SCREENS_LIST_PAGE_H

#include <curbside/ui/list.h>
#include <curbside/ui/screen.h>

struct list_page {
    struct list *list;
    const struct list_source *source;
    const void *ctx; /* of the source */
    int least;       /* rows of the body from which on there are words */
};

void list_page_draw_under(struct ui *ui, const struct list_page *p, struct canvas *canvas,
                          struct area body, const char *words);
/* Below a rule, in `rows` rows with it; `words` NULL: nothing is selected. Who listens has heard
 * them with the row. */
void list_page_draw_over(struct ui *ui, const struct list_page *p, struct canvas *canvas,
                         struct area body, const char *words, int rows);

#endif

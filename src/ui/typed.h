/* SPDX-License-Identifier: MIT
 *
 * typed.h -- what is typed after / in a list or a page, while it is typed: inside the ui only.
 *
 * The widget that was given / has every key until Enter or Esc; the screen under it sees none.
 */
#ifndef CURBSIDE_UI_TYPED_H
#define CURBSIDE_UI_TYPED_H

#include <curbside/ui/list.h>
#include <curbside/ui/pager.h>
#include <curbside/ui/screen.h>

struct typed {
    struct list *list; /* one of the two; both NULL: nothing is typed */
    const struct list_source *src;
    void *ctx;
    struct pager *pager;
};

/* From the widgets, on /. */
void typed_begin(struct ui *ui, const struct typed *typed);
bool typed_is_on(const struct ui *ui);
void typed_end(struct ui *ui);
void typed_key(struct ui *ui, keycode key);
void typed_paste(struct ui *ui, const char *text, size_t n);

/* One more or one less; false: it did not fit, or there is nothing more to take. */
bool typed_add(char text[static UI_TYPED_BYTES], const char *more, size_t n);
bool typed_drop(char text[static UI_TYPED_BYTES]);

/* list_narrow.c and pager_find.c: the text has changed, or the typing has ended. */
void list_narrow(struct list *l, const struct list_source *src, void *ctx);
/* No row fits so far: look through a few pages more. False: there is nothing to look for, or no
 * more to look through. */
bool list_narrow_on(struct list *l, const struct list_source *src, void *ctx);
void list_narrow_keep(struct list *l, const struct list_source *src, void *ctx);
void pager_find(struct pager *p);
/* Enter, where the lines do not have it: look through what they are a part of. True: that is not
 * done yet. */
bool pager_find_on(struct pager *p, struct ui *ui);

/* pager_find.c, for pager.c. */
void pager_find_say_none(const struct pager *p, struct ui *ui);
bool pager_find_key(struct pager *p, struct ui *ui, keycode key);
void pager_find_draw(const struct pager *p, struct canvas *c, struct area area);
void pager_find_prompt(const struct pager *p, struct canvas *c, struct area area);
/* pager.c, for pager_find.c: move so that this line is in view. */
void pager_show_line(struct pager *p, int line);
/* The current item, and how far below its first line the top is; and back there. */
void pager_tell_place(const struct pager *p, int *ret_item, int *ret_line);
void pager_show_from(struct pager *p, int item, int line);

/* list_narrow.c, for list.c. */
/* The rows have changed. */
void list_narrow_look(struct list *l, const struct list_source *src, const void *ctx);
void list_narrow_draw(struct list *l, const struct list_source *src, const void *ctx,
                      struct canvas *canvas, struct area area);

#endif

/* SPDX-License-Identifier: MIT
 *
 * rows.h -- rows that more than one list shows: threads and drafts, in columns that give way as the
 * screen gets narrow.
 */
#ifndef SCREENS_ROWS_H
#define SCREENS_ROWS_H

#include <curbside/base/count.h>
#include <curbside/domain/draft.h>
#include <curbside/domain/thread.h>
#include <curbside/ui/screen.h>

#include "age.h"

enum {
    ROWS_WIDE_COLS = 64 /* below, a list has a mark, a title and an age */
};

/* What a list of threads shows. */
struct thread_columns {
    bool boards; /* rows of several boards name the board, else who began */
    bool marks;  /* room for unread counts and "pin"; a guest needs none */
    struct moment now;
};

/* `note` stands behind the title ("draft"); NULL: none. */
void thread_row_draw(struct canvas *c, struct area row, const struct thread_columns *columns,
                     const struct thread_row *thread, const char *note);
/* The same as it is read aloud: "CARS plateau, by calm-otter, 28 posts, 2 unread, yesterday". NULL
 * without memory. */
const char *thread_row_say(struct arena *a, const struct thread_columns *columns,
                           const struct thread_row *thread, const char *note);
/* The words above the columns; nothing where there is no room. */
void thread_heading_draw(struct canvas *c, struct area row, const struct thread_columns *columns);

/* A draft among threads: `what` is its title, or the thread that it answers. */
void draft_row_draw(struct canvas *c, struct area row, const struct thread_columns *columns,
                    const struct draft *draft, const char *what);

const char *draft_row_say(struct arena *a, const struct thread_columns *columns,
                          const struct draft *draft, const char *what);

/* What a draft is called: its title, its first words, or the thread it is a reply in. In the
 * arena; never NULL. */
const char *draft_name(struct arena *a, struct visit *v, const struct draft *d);

/* "1 post", "1,234 posts" */
const char *count_say(struct arena *a, int64_t n, const char *one, const char *many);

/* Text wrapped into the area and drawn; returns the rows it took. `scratch` is emptied by its
 * owner. */
int text_block_draw(struct canvas *c, struct area area, struct arena *scratch, ink s,
                    const char *text);
/* The rows it would take. */
int text_block_rows(struct arena *scratch, int cols, const char *text);

#endif

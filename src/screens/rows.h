/* SPDX-License-Identifier: MIT
 *
 * rows.h -- rows that more than one list shows: threads and drafts, in columns that give way as the
 * screen gets narrow.
 */
#ifndef SCREENS_ROWS_H
#define SCREENS_ROWS_H

#include <curbside/domain/draft.h>
#include <curbside/domain/thread.h>
#include <curbside/ui/screen.h>

enum {
    ROWS_WIDE_COLS = 64 /* below, a list has a mark, a title and an age */
};

enum thread_columns {
    COLUMNS_BOARD, /* lists of several boards name the board */
    COLUMNS_AUTHOR /* lists of one board name who began */
};

void thread_row_draw(struct canvas *c, struct area row, const struct thread_row *thread,
                     enum thread_columns columns, int64_t now_s);
/* The words above the columns; nothing where there is no room. */
void thread_columns_draw(struct canvas *c, struct area row, enum thread_columns columns);

/* A draft among threads: `what` is its title, or the thread that it answers. */
void draft_row_draw(struct canvas *c, struct area row, const char *what, bool is_reply,
                    int64_t updated_s, int64_t now_s);

/* What a draft is called: its title, its first words, or the thread it is a reply in. In the
 * arena; never NULL. */
const char *draft_name(struct arena *a, struct visit *v, const struct draft *d);

/* "1,234" */
enum {
    COUNT_SIZE = 28
};
const char *count_format(int64_t n, char ret[static COUNT_SIZE]);

/* Text wrapped into the area and drawn; returns the rows it took. `scratch` is emptied by its
 * owner. */
int text_block_draw(struct canvas *c, struct area area, struct arena *scratch, ink s,
                    const char *text);

#endif

/* SPDX-License-Identifier: MIT
 *
 * thread_window.h -- a part of a thread, loaded and laid out.
 *
 * A thread may hold 5,000 posts, and a post 256 KiB. What is loaded is a run of posts around the
 * one being read; it moves when the reader comes to its edge, and the line being read stays where
 * it is on the screen.
 */
#ifndef SCREENS_THREAD_WINDOW_H
#define SCREENS_THREAD_WINDOW_H

#include <curbside/domain/post.h>
#include <curbside/domain/thread.h>

#include "age.h"
#include "page.h"
#include "post_lines.h"

enum {
    THREAD_OPENED = 16
};

/* A cleared struct is an empty window. */
struct thread_window {
    struct thread_row thread; /* as it was at the last load */
    struct post_page posts;   /* the ones loaded, in order; never without one after a load */
    struct post_extra *extra; /* of each of them */
    struct post_page waiting; /* at the thread's end: the caller's own that are not out yet */
    struct page page;         /* item i is posts.rows[i], then those that wait */
    int limit;                /* posts to ask for at the next load */
    struct moment now;
    bool follows;              /* the caller follows the thread */
    int opened[THREAD_OPENED]; /* posts whose text the reader asked for all the same */
    int n_opened;

    /* What was shown without a gap, up to the last frame: the posts from `whole_from` on were shown
     * from their beginning. */
    int whole_from;
    int frame_top, frame_bottom; /* lines of the last frame; bottom 0: laid out anew since */

    /* Where looking through the posts that are not loaded was broken off; thread_find.c. */
    struct {
        char text[UI_TYPED_BYTES];
        int by, edge, looked;
    } find;
};

void thread_window_done(struct thread_window *w);

/* Load the posts around `no` and show that one at the top. E_NOTFOUND: no such thread. */
NODISCARD enum err thread_window_open(struct thread_window *w, struct ui *ui, thread_id thread,
                                      int no);
/* Load the same posts again, with what was added or edited since. */
NODISCARD enum err thread_window_reload(struct thread_window *w, struct ui *ui);
enum window_step {
    WINDOW_STAYED, /* that was the first or the last post */
    WINDOW_GREW,   /* the place is the same and there is more beyond it: the key works now */
    WINDOW_JUMPED, /* the post beyond is shown already: two do not fit at once */
};
/* The reader met the edge: load what is beyond. */
NODISCARD enum err thread_window_step(struct thread_window *w, struct ui *ui, bool forward,
                                      enum window_step *ret);
/* Lay out for another width, if it is another. */
void thread_window_fit(struct thread_window *w, int cols);

/* Show the text of the current post though it is folded away, and lay out anew. */
void thread_window_unfold(struct thread_window *w);

/* After a frame was drawn: the first and the last post that has now been shown to its end, and from
 * its beginning without a gap; 0 and 0: none. */
void thread_window_seen(struct thread_window *w, int *ret_from, int *ret_to);

/* The post being read, also one that waits; NULL only before the first load. */
const struct post *thread_window_post(const struct thread_window *w);
/* What answers it; NULL for one that waits. */
const struct post_answers *thread_window_answers(const struct thread_window *w);

/* For the pager of a part of a thread: what is looked for, in the posts that are not loaded. */
enum pager_beyond thread_find_beyond(struct ui *ui, void *window, int by);

#endif

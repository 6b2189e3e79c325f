/* SPDX-License-Identifier: MIT
 *
 * thread_state.h -- the screen of one thread, for the files that hold its parts: thread.c (the
 * screen and moving in it), thread_write.c (answering, changing, deleting), thread_marks.c (what
 * the reader marks), thread_judge.c (flags and moderating), thread_copy.c (taking text elsewhere).
 */
#ifndef SCREENS_THREAD_STATE_H
#define SCREENS_THREAD_STATE_H

#include <curbside/ui/screen.h>

#include <curbside/domain/slow.h>

#include "judging.h"
#include "places.h"
#include "thread_window.h"

enum {
    THREAD_JUMPS = 16, /* remembered, to go back */
    THREAD_TRAIL = 32, /* threads, likewise */
};

/* What a line is being typed for; see thread_reshape.c. */
enum thread_reshape {
    RESHAPE_NOTHING,
    RESHAPE_MOVE,
    RESHAPE_RETITLE,
    RESHAPE_SPLIT,
    RESHAPE_MERGE,
    RESHAPE_SLOW,
    RESHAPE_CORRECT,
    N_THREAD_RESHAPES
};

struct thread_state {
    struct judging judging; /* first: see judging.h */
    struct thread_window window;
    thread_id thread;
    enum thread_reshape reshape;
    post_id reshaped;     /* the post it is about */
    thread_id *neighbors; /* of the list it was opened from */
    int n_neighbors;
    int seen_from, seen_to;  /* posts that the last frame showed to their end; 0: none */
    int64_t new_below;       /* posts that came since the window was loaded */
    enum err may_reply;      /* OK, or why not */
    struct slow slow;        /* how often one may post in it */
    bool quiet;              /* its board is under aliases only */
    bool stays;              /* it is covered by what it shows itself: nothing is written there */
    bool has_door;           /* the caller may close it to new aliases */
    struct query *query;     /* the search it was opened from; NULL: none */
    int jumps[THREAD_JUMPS]; /* numbers of posts that a jump left */
    int n_jumps;
    struct thread_place trail[THREAD_TRAIL]; /* places in the threads read before */
    int n_trail;
    struct dialog asked; /* what is asked before a post is deleted */
    post_id doomed;      /* and of which post */
};

/* ---- thread.c ---- */

/* Show this post at the top. */
void thread_go_to(struct ui *ui, struct thread_state *s, int no);
/* Load anew what is shown, the place staying. */
void thread_load_again(struct ui *ui, void *state);
/* What the last frame showed to its end is read from now on. */
void thread_mark_read(struct ui *ui, struct thread_state *s);

/* ---- thread_write.c ---- */

/* Why the caller may not reply; OK if they may. */
enum err thread_can_answer(struct ui *ui, const struct thread_row *thread);
void thread_reply(struct ui *ui, void *state);
void thread_reply_quoting(struct ui *ui, void *state);
void thread_edit(struct ui *ui, void *state);
void thread_delete(struct ui *ui, void *state);
bool thread_may_edit(struct ui *ui, const void *state);
bool thread_may_delete(struct ui *ui, const void *state);

/* ---- thread_judge.c: flags, and what moderators do ---- */

NODISCARD enum err thread_judge_init(struct ui *ui, struct thread_state *s);
void thread_flag(struct ui *ui, void *state);
bool thread_may_flag(struct ui *ui, const void *state);
void thread_say_own(struct ui *ui, void *state); /* why one's own is not flagged */
bool thread_was_removed(struct ui *ui, const void *state);
void thread_show_why(struct ui *ui, void *state);
bool thread_may_judge(struct ui *ui, const void *state);
bool thread_may_remove(struct ui *ui, const void *state);
bool thread_may_shape(struct ui *ui, const void *state);
void thread_keep(struct ui *ui, void *state);
void thread_remove(struct ui *ui, void *state);
void thread_warn(struct ui *ui, void *state);
void thread_mute(struct ui *ui, void *state);
void thread_ban(struct ui *ui, void *state);
void thread_claim(struct ui *ui, void *state);
void thread_lock(struct ui *ui, void *state);
void thread_pin(struct ui *ui, void *state);
void thread_undo(struct ui *ui, void *state);
bool thread_can_undo(struct ui *ui, const void *state);

/* ---- thread_reshape.c ---- */

void thread_reshape_ask(struct ui *ui, void *state);
/* On top again: a line may have been typed. */
void thread_reshape_resume(struct ui *ui, struct thread_state *s);

/* ---- thread_marks.c ---- */

void thread_toggle_helpful(struct ui *ui, void *state);
void thread_toggle_bookmark(struct ui *ui, void *state);
void thread_toggle_follow(struct ui *ui, void *state);
bool thread_may_mark(struct ui *ui, const void *state);
bool thread_is_own(struct ui *ui, const void *state); /* whose mark is refused with a sentence */
bool thread_may_bookmark(struct ui *ui, const void *state);

/* ---- thread_jump.c: between a post, what it answers and what answers it ---- */

void thread_go_answer(struct ui *ui, void *state);
void thread_go_answered(struct ui *ui, void *state);
void thread_go_back(struct ui *ui, void *state);
bool thread_has_answers(struct ui *ui, const void *state);
bool thread_has_answered(struct ui *ui, const void *state);
bool thread_has_jumped(struct ui *ui, const void *state);
void thread_follow_move(struct ui *ui, void *state);
bool thread_was_moved(struct ui *ui, const void *state);
/* Show another thread in the place of this one, to which < leads back. */
void thread_read_on(struct ui *ui, struct thread_state *s, thread_id thread);

/* ---- thread_copy.c ---- */

void thread_copy(struct ui *ui, void *state);
void thread_show_links(struct ui *ui, void *state);
bool thread_has_links(struct ui *ui, const void *state);
void thread_show_plain(struct ui *ui, void *state);
void thread_show_history(struct ui *ui, void *state);
bool thread_has_history(struct ui *ui, const void *state);

#endif

/* SPDX-License-Identifier: MIT
 *
 * judged_steps.h -- what a moderator did in this visit, key by key, so that z takes it back in
 * reverse: in the queue whatever was last, in a thread what was last if it was done there.
 *
 * It lives in the visit's context, in memory alone, and stays when a screen is left. The log shows
 * no order within a day, so that what was done on other visits is taken back from there, by its
 * row.
 */
#ifndef SCREENS_JUDGED_STEPS_H
#define SCREENS_JUDGED_STEPS_H

#include <stdbool.h>

#include <curbside/base/err.h>
#include <curbside/domain/undo.h>
#include <curbside/ui/screen.h>

struct judged_step {
    action_id action;
    post_id post;     /* that it was done to; 0: it was about none */
    thread_id thread; /* of that post, or that it was done to; 0: none */
    const char *done; /* "removed", "locked": static */
    int key;          /* the same for all that one key did */
};

/* A key begins: what is added from here on is taken back together. */
void judged_steps_begin(struct ui *ui);
/* Without memory it is not added; "mod undo" takes it back. */
void judged_steps_add(struct ui *ui, const struct judged_step *step);
/* Is there one, and was the last one done in this thread? 0: in whichever. */
bool judged_steps_has(struct ui *ui, thread_id thread);
/* Take back what the last key did. One that cannot be taken back any more is forgotten, so that
 * those before it still can. *ret: the post that was judged first by it; 0: none. *ret_done: what
 * the key had done; NULL: there was none. */
NODISCARD enum err judged_steps_undo(struct ui *ui, post_id *ret, const char **ret_done);

#endif

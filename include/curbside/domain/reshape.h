/* SPDX-License-Identifier: MIT
 *
 * reshape.h -- what moderators do to threads beside locking them: another board, another title,
 * slow mode, a word beside a post, and putting posts into another thread.
 *
 * Each is an action in the transaction that does it, with a rule and a reason if one likes, and is
 * taken back by undo.h. None asks who wrote in the thread. Errors common to all: E_GUEST E_DENIED
 * E_NOTFOUND E_RULE_UNKNOWN E_REASON_LONG E_NOT_UTF8; E_DONE_ALREADY: it is so.
 */
#ifndef CURBSIDE_DOMAIN_RESHAPE_H
#define CURBSIDE_DOMAIN_RESHAPE_H

#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

enum {
    REGROUP_MAX = 500, /* posts in one split or merge */
};

/* E_BOARD_OTHER: the two boards differ in under which names one writes there. */
NODISCARD enum err thread_move(struct visit *v, thread_id thread, board_id to, const char *rule,
                               const char *reason, action_id *ret_id);
/* E_TITLE_EMPTY E_TITLE_LONG. */
NODISCARD enum err thread_retitle(struct visit *v, thread_id thread, const char *title,
                                  const char *rule, const char *reason, action_id *ret_id);
/* See slow.h; 0: not slow any more. E_NUMBER_INVALID. */
NODISCARD enum err thread_slow(struct visit *v, thread_id thread, int minutes, const char *rule,
                               const char *reason, action_id *ret_id);
/* "Disputed, see #14" stands by the post from now on; `see` 0: no longer. */
NODISCARD enum err post_correct(struct visit *v, post_id post, int see, const char *rule,
                                const char *reason, action_id *ret_id);

/*
 * Put this post and those after it into a thread of their own. Where they were a marker stays, so
 * that numbers keep their meaning. An alias that is put elsewhere is nobody's any more: its author
 * cannot edit it, only delete it with its receipt, and nobody is reached through it. E_NOTFOUND
 * also for the first post. E_LIST_FULL: more than REGROUP_MAX. E_TITLE_EMPTY E_TITLE_LONG.
 */
NODISCARD enum err thread_split(struct visit *v, post_id from, const char *title, const char *rule,
                                const char *reason, thread_id *ret_thread, action_id *ret_id);
/* Put all posts of a thread at the end of another, and lock it. E_BOARD_OTHER as for moving.
 * E_ALIAS_TWICE: two of them would look like one person. E_LIST_FULL E_THREAD_FULL. */
NODISCARD enum err thread_merge(struct visit *v, thread_id thread, thread_id into, const char *rule,
                                const char *reason, action_id *ret_id);

#endif

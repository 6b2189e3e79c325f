/* SPDX-License-Identifier: MIT
 *
 * shaping.h -- what all that is done to threads has in common: who may, the rule, the record, and
 * how it stood.
 */
#ifndef CURBSIDE_SRC_DOMAIN_SHAPING_H
#define CURBSIDE_SRC_DOMAIN_SHAPING_H

#include <curbside/base/err.h>
#include <curbside/domain/board.h>
#include <curbside/domain/visit.h>
#include <curbside/store/db.h>
#include <curbside/store/threads.h>

struct shaping {
    struct visit *v;
    struct thread_record thread;
    enum board_mode mode;
    const char *rule, *reason; /* NULL: none */
    post_id post;              /* 0: the thread as a whole */
};

/* Begins the transaction. `rule` NULL: none; `typed` NULL: none. E_GUEST E_DENIED E_NOTFOUND
 * E_RULE_UNKNOWN E_REASON_LONG E_NOT_UTF8. */
NODISCARD enum err shaping_begin(struct arena *a, struct txn *txn, struct visit *v,
                                 thread_id thread, const char *rule, const char *typed,
                                 struct shaping *ret);
/* Writes the action and how it stood, in the words of the verb, and commits. */
NODISCARD enum err shaping_end(struct txn *txn, struct shaping *s, const char *verb,
                               const char *was, action_id *ret_id);
/* A thread on an open board, and its board's mode. E_NOTFOUND. E_MOVED: it was merged into another.
 */
NODISCARD enum err shaping_find(struct arena *a, struct visit *v, thread_id id,
                                struct thread_record *ret, enum board_mode *ret_mode);

/* Undoing, for undo.c: `was` is what shaping_end() was given. E_STALE E_CORRUPT. */
struct action_row;
NODISCARD enum err undo_move(struct arena *a, struct visit *v, const struct action_row *row,
                             const char *was);
NODISCARD enum err undo_retitle(struct arena *a, struct visit *v, const struct action_row *row,
                                const char *was);
NODISCARD enum err undo_correct(struct arena *a, struct visit *v, const struct action_row *row,
                                const char *was);
NODISCARD enum err undo_slow(struct arena *a, struct visit *v, const struct action_row *row,
                             const char *was);
NODISCARD enum err undo_filter(struct arena *a, struct visit *v, const struct action_row *row,
                               const char *was);
NODISCARD enum err undo_regroup(struct arena *a, struct visit *v, const struct action_row *row,
                                const char *was);

#endif

/* SPDX-License-Identifier: MIT
 *
 * shape.c -- locking and pinning threads, and what all that is done to them has in common.
 */
#include <curbside/domain/shape.h>

#include <string.h>

#include <curbside/domain/board.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/permission.h>
#include <curbside/domain/rule.h>
#include <curbside/domain/state.h>
#include <curbside/store/db.h>
#include <curbside/store/threads.h>

#include "action.h"
#include "board_rows.h"
#include "shaping.h"
#include "thread_rows.h"
#include "undo_note.h"

static const char *const names[N_SHAPES] = {
    [SHAPE_LOCK] = "lock", [SHAPE_UNLOCK] = "unlock", [SHAPE_PIN] = "pin", [SHAPE_UNPIN] = "unpin"};

enum err shape_parse(const char *name, enum shape *ret)
{
    for (int i = 0; i < N_SHAPES; i++)
        if (strcmp(names[i], name) == 0) {
            *ret = (enum shape)i;
            return OK;
        }
    return E_USAGE;
}

static enum err write_shape(struct visit *v, const struct thread_record *thread, enum shape shape)
{
    bool on = shape == SHAPE_LOCK || shape == SHAPE_PIN;
    bool locks = shape == SHAPE_LOCK || shape == SHAPE_UNLOCK;

    if ((locks ? thread->locked : thread->pinned) == on)
        return E_DONE_ALREADY;
    return locks ? threads_set_locked(v->db, thread->id, on)
                 : threads_set_pinned(v->db, thread->id, on);
}

/* On alias boards only the keeper rings. */
static void ring(const struct visit *v, const struct thread_record *thread, enum board_mode mode)
{
    if (!v->ring || mode == BOARD_ALIAS)
        return;
    v->ring(v->ring_ctx, TOPIC_BOARD, thread->board.v);
    v->ring(v->ring_ctx, TOPIC_THREAD, thread->id.v);
}

enum err shaping_find(struct arena *a, struct visit *v, thread_id id, struct thread_record *ret,
                      enum board_mode *ret_mode)
{
    struct board board;

    TRY(thread_record_get(a, v, id, ret));
    if (ret->moved_to.v != 0)
        return E_MOVED;
    TRY(board_get_any(a, v, ret->board, &board));
    *ret_mode = board.mode;
    return board.open ? OK : E_NOTFOUND;
}

enum err shaping_begin(struct arena *a, struct txn *txn, struct visit *v, thread_id thread,
                       const char *rule, const char *typed, struct shaping *ret)
{
    struct rule found = {.reason = ""};

    *ret = (struct shaping){.v = v};
    TRY(role_require(v->who, permission_role(MAY_SHAPE)));
    if (rule)
        TRY(rule_find(a, v, rule, &found));
    TRY(reason_parse(a, &found, typed, &ret->reason));
    ret->rule = found.name;
    TRY(txn_begin(txn, v->db, TXN_WRITE));
    TRY(permission_require(v, MAY_SHAPE));
    return shaping_find(a, v, thread, &ret->thread, &ret->mode);
}

enum err shaping_end(struct txn *txn, struct shaping *s, const char *verb, const char *was,
                     action_id *ret_id)
{
    const struct action_row row = {.verb = verb,
                                   .board = s->thread.board,
                                   .thread = s->thread.id,
                                   .post = s->post,
                                   .rule = s->rule,
                                   .reason = s->reason && *s->reason ? s->reason : NULL};
    action_id action;

    TRY(action_add(s->v, &row, &action));
    TRY(undo_note(s->v, action, was));
    TRY(txn_commit(txn));
    state_wrote(s->v->state);
    ring(s->v, &s->thread, s->mode);
    *ret_id = action;
    return OK;
}

enum err thread_shape(struct visit *v, thread_id id, enum shape shape, const char *rule,
                      const char *typed, action_id *ret_id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct shaping s;

    TRY(shaping_begin(&a, &txn, v, id, rule, typed, &s));
    TRY(write_shape(v, &s.thread, shape));
    return shaping_end(&txn, &s, names[shape], "", ret_id);
}

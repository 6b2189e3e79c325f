/* SPDX-License-Identifier: MIT
 *
 * door.c -- closing a thread to new aliases.
 */
#include <curbside/domain/door.h>

#include <string.h>

#include <curbside/domain/authorship.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/maintenance.h>
#include <curbside/domain/month_key.h>
#include <curbside/domain/state.h>
#include <curbside/store/changes.h>
#include <curbside/store/db.h>
#include <curbside/store/posts.h>
#include <curbside/store/threads.h>

#include "board_rows.h"
#include "release_time.h"

struct doorway {
    struct thread_record thread;
    struct post_record first;
    struct board board;
};

static enum err doorway_find(struct arena *a, struct visit *v, thread_id id, struct doorway *ret)
{
    TRY(threads_get(a, v->db, id, &ret->thread));
    TRY(board_get_any(a, v, ret->thread.board, &ret->board));
    TRY(posts_get(a, v->db, id, 1, &ret->first));
    return ret->board.open ? OK : E_NOTFOUND;
}

static enum err is_mine(const struct visit *v, const struct doorway *d, bool *ret)
{
    struct key secret;

    *ret = false;
    if (who_is_guest(v->who) || !v->alias || d->board.mode == BOARD_HANDLE)
        return OK;
    TRY(thread_secret_get(v, d->thread.id, d->thread.created_at, clock_wall_s(v->clock), &secret,
                          NULL));
    *ret = author_is_me(v->who, &d->first.author, &secret);
    secret_wipe(&secret, sizeof secret);
    return OK;
}

static enum err waiting_wish(struct arena *a, const struct visit *v, const struct doorway *d,
                             struct door *ret)
{
    struct change_row change;
    enum err err = changes_get(a, v->db, d->first.id, CHANGE_DOOR, &change);

    if (err != OK)
        return err == E_NOTFOUND ? OK : err;
    ret->due = change.due_at;
    ret->will_closed = strcmp(change.body, "closed") == 0;
    return OK;
}

enum err door_get(struct visit *v, thread_id thread, struct door *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct door door = {0};
    struct doorway d;

    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(doorway_find(&a, v, thread, &d));
    TRY(is_mine(v, &d, &door.mine));
    door.closed = door.will_closed = d.thread.alias_closed;
    if (door.mine)
        TRY(waiting_wish(&a, v, &d, &door));
    *ret = door;
    return txn_commit(&txn);
}

static enum err write_wish(struct visit *v, const struct doorway *d, bool closed, int64_t *ret_due)
{
    const struct change_row row = {
        .post = d->first.id,
        .about = CHANGE_DOOR,
        .due_at = release_holds(v, d->board.mode) ? release_drawn(v) : 0,
        .body = closed ? "closed" : "open",
    };

    *ret_due = 0;
    TRY(changes_remove(v->db, row.post, CHANGE_DOOR));
    if (closed == d->thread.alias_closed)
        return OK;
    *ret_due = row.due_at;
    return row.due_at ? changes_set(v->db, &row)
                      : threads_close_aliases(v->db, d->thread.id, closed);
}

enum err door_set(struct visit *v, thread_id thread, bool closed, int64_t *ret_due)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct doorway d;
    bool mine;

    TRY(role_require(v->who, ROLE_MEMBER));
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(maintenance_require_writing(v));
    TRY(doorway_find(&a, v, thread, &d));
    TRY(is_mine(v, &d, &mine));
    if (!mine)
        return E_DENIED;
    TRY(write_wish(v, &d, closed, ret_due));
    TRY(txn_commit(&txn));
    state_wrote(v->state);
    if (v->ring && !release_holds(v, d.board.mode))
        v->ring(v->ring_ctx, TOPIC_THREAD, thread.v);
    return OK;
}

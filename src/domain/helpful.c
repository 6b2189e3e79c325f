/* SPDX-License-Identifier: MIT
 *
 * helpful.c -- giving a helpful mark and taking it back.
 *
 * Nothing private to the caller is written: not in their state, for the mark is found again by its
 * token. No bell rings, so that a count moves when a page is loaded and says nothing of the moment.
 */
#include <curbside/domain/helpful.h>

#include <curbside/base/clock.h>
#include <curbside/domain/alias_rules.h>
#include <curbside/domain/board.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/maintenance.h>
#include <curbside/domain/post.h>
#include <curbside/domain/sanction.h>
#include <curbside/domain/state.h>
#include <curbside/store/db.h>
#include <curbside/store/posts.h>
#include <curbside/store/threads.h>

#include "board_rows.h"
#include "helpful_rows.h"
#include "release_time.h"
#include "who_secret.h"

enum {
    RELEASE_MAX = 4096, /* in one transaction; the rest follow in the next minute */
    ID_BYTES = 8,
};

void helpful_row_of(const struct visit *v, post_id post, struct helpful_row *ret)
{
    uint8_t id[ID_BYTES];
    struct key key;

    for (int i = 0; i < ID_BYTES; i++)
        id[i] = (uint8_t)((uint64_t)post.v >> (8 * i));
    who_derive(v->who, "helpful", NULL, 0, &key);
    ret->post = post;
    hash_keyed(&key, id, sizeof id, ret->token, sizeof ret->token);
    secret_wipe(&key, sizeof key);
}

/* A mark that waits says how it will be. */
static enum err is_marked(const struct visit *v, const struct helpful_row *row, bool *ret)
{
    bool waits, takes;

    TRY(helpful_wait_find(v->db, row, &waits, &takes));
    if (!waits)
        return helpful_has(v->db, row, ret);
    *ret = !takes;
    return OK;
}

enum err helpful_is_marked(const struct visit *v, post_id post, bool *ret)
{
    struct helpful_row row;

    *ret = false;
    if (who_is_guest(v->who))
        return OK;
    helpful_row_of(v, post, &row);
    return is_marked(v, &row, ret);
}

/* What one's own mark stands on: somebody else's post that is shown. */
static enum err target_require(struct visit *v, post_id id, enum board_mode *ret_mode)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct thread_record thread;
    struct board board;
    struct post post;
    thread_id at;
    int no;

    TRY(posts_find(v->db, id, &at, &no));
    TRY(post_get(&a, v, at, no, &post));
    if (post.state != POST_VISIBLE && post.state != POST_COLLAPSED)
        return E_NOTFOUND;
    if (post.you)
        return E_OWN_POST;
    TRY(threads_get(&a, v->db, at, &thread));
    TRY(board_get_any(&a, v, thread.board, &board));
    *ret_mode = board.mode;
    return OK;
}

/* Only a difference from what counts already waits: a mark taken back before it counted is gone. */
static enum err write_wait(struct visit *v, const struct helpful_row *row, bool on)
{
    const struct helpful_wait wait = {*row, !on};
    bool counts;

    TRY(helpful_has(v->db, row, &counts));
    if (counts == on)
        return helpful_wait_remove(v->db, row);
    return helpful_wait_add(v->db, &wait, release_drawn(v));
}

static enum err write_mark(struct visit *v, const struct helpful_row *row, bool on, bool waits)
{
    AUTO_TXN struct txn txn = TXN_NONE;

    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(maintenance_require_writing(v));
    enum err err = who_require_kept(v);
    TRY(err == E_NOTFOUND ? E_GUEST : err); /* left in another session */
    if (waits)
        TRY(write_wait(v, row, on));
    else
        TRY(on ? helpful_add(v->db, row) : helpful_remove(v->db, row));
    return txn_commit(&txn);
}

enum err helpful_set(struct visit *v, post_id post, bool on, struct helpful_answer *ret)
{
    struct helpful_row row;
    enum board_mode mode;
    bool marked, waits;

    TRY(role_require(v->who, ROLE_MEMBER));
    TRY(sanction_require_any(v));
    TRY(target_require(v, post, &mode));
    helpful_row_of(v, post, &row);
    TRY(is_marked(v, &row, &marked));
    waits = mode == BOARD_ALIAS && v->alias && v->alias->release_minutes > 0;
    if (marked != on) {
        TRY(write_mark(v, &row, on, waits));
        state_wrote(v->state);
    }
    TRY(helpful_count(v->db, post, &ret->count));
    ret->marked = on;
    ret->waits = waits && marked != on;
    return OK;
}

enum err helpful_release(struct visit *v, int64_t now)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct helpful_wait *rows;
    int n;

    TRY(helpful_wait_list_due(&a, v->db, now, RELEASE_MAX, &rows, &n));
    for (int i = 0; i < n; i++) {
        TRY(helpful_wait_remove(v->db, &rows[i].row));
        TRY(rows[i].takes ? helpful_remove(v->db, &rows[i].row) : helpful_add(v->db, &rows[i].row));
    }
    return OK;
}

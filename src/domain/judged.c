/* SPDX-License-Identifier: MIT
 *
 * judged.c -- finding the post a moderator acts on.
 *
 * Whether a post is the moderator's own is asked of authorship, with the moderator's own root: what
 * follows is told to nobody else. Nothing else about an author is asked but their public handle.
 */
#include "judged.h"

#include <string.h>

#include <curbside/domain/authorship.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/month_key.h>
#include <curbside/domain/permission.h>
#include <curbside/store/handles.h>

#include "board_rows.h"
#include "own_waiting.h"

enum {
    STAFF_MAX = 500,
};

static enum err board_take(struct arena *a, struct visit *v, board_id id, struct judged *ret)
{
    struct board board;

    TRY(board_get_any(a, v, id, &board));
    ret->mode = board.mode;
    ret->open = board.open;
    return OK;
}

enum err judged_find(struct arena *a, struct visit *v, post_id id, struct judged *ret)
{
    thread_id thread;
    int no;

    ret->waits = false;
    TRY(posts_find(v->db, id, &thread, &no));
    TRY(threads_get(a, v->db, thread, &ret->thread));
    TRY(posts_get(a, v->db, thread, no, &ret->post));
    return board_take(a, v, ret->thread.board, ret);
}

enum err judged_find_any(struct arena *a, struct visit *v, post_id id, struct judged *ret)
{
    enum err err = judged_find(a, v, id, ret);

    if (err != E_NOTFOUND)
        return err;
    ret->waits = true;
    TRY(waiting_get(a, v->db, id, &ret->waiting));
    if (ret->waiting.held == WAITING_FREE)
        return E_NOTFOUND;
    return board_take(a, v, ret->waiting.board, ret);
}

enum err judged_is_own(struct visit *v, const struct judged *on, bool *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct key secret;

    if (on->waits)
        return waiting_is_mine(&a, v, &on->waiting, ret);
    *ret = author_is_me(v->who, &on->post.author, NULL);
    if (!author_is_alias(&on->post.author) || !v->alias)
        return OK;
    TRY(thread_secret_get(v, on->thread.id, on->thread.created_at, clock_wall_s(v->clock), &secret,
                          NULL));
    *ret = author_is_me(v->who, &on->post.author, &secret);
    secret_wipe(&secret, sizeof secret);
    return OK;
}

static enum err require_no_peer(struct visit *v, handle_id handle)
{
    struct handle_row row;

    TRY(handles_get(v->db, handle, &row));
    if (strcmp(row.role, role_name(ROLE_SYSOP)) == 0 ||
        strcmp(row.role, role_name(ROLE_MODERATOR)) == 0)
        return permission_has(v->who, MAY_GOVERN) ? OK : E_PEER;
    return OK;
}

enum err judged_target(const struct judged *on, struct sanction_target *ret)
{
    return on->waits ? author_target(&on->waiting.author, on->waiting.thread, ret)
                     : author_target(&on->post.author, on->thread.id, ret);
}

enum err judged_require_other(struct visit *v, const struct judged *on)
{
    struct sanction_target target;
    bool own;

    TRY(judged_is_own(v, on, &own));
    if (own)
        return E_OWN_CASE;
    if (judged_target(on, &target) != OK || target.handle.v == 0)
        return OK;
    return require_no_peer(v, target.handle);
}

/* Is nobody on the staff who could decide about a sysop's own? About their handle only another
 * sysop could, about their alias everybody. */
static enum err is_alone(struct visit *v, bool handle, handle_id acted, bool *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct handle_row *rows;
    int n;

    *ret = permission_has(v->who, MAY_GOVERN);
    TRY(handles_list_staff(&a, v->db, STAFF_MAX, &rows, &n));
    for (int i = 0; i < n; i++)
        if (rows[i].id.v != v->who->handle.v && rows[i].id.v != acted.v &&
            (!handle || strcmp(rows[i].role, role_name(ROLE_SYSOP)) == 0))
            *ret = false;
    return OK;
}

enum err judged_require_decider(struct visit *v, const struct judged *on, handle_id acted,
                                bool *ret_same)
{
    struct sanction_target target;
    bool handle, alone;
    enum err err = judged_require_other(v, on);

    *ret_same = false;
    if (err != E_OWN_CASE)
        return err;
    TRY(judged_target(on, &target));
    handle = target.handle.v != 0;
    TRY(is_alone(v, handle, acted, &alone));
    *ret_same = alone && handle;
    return alone ? OK : E_OWN_CASE;
}

void judged_ring(const struct visit *v, const struct judged *on)
{
    if (v->ring && !on->waits && on->mode != BOARD_ALIAS)
        v->ring(v->ring_ctx, TOPIC_THREAD, on->thread.id.v);
}

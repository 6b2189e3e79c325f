/* SPDX-License-Identifier: MIT
 *
 * own_posts.c -- finding again everything the caller wrote.
 *
 * In portions, each with a view of its own: what others post meanwhile is not held up by a long
 * walk, and may or may not be met.
 */
#include "own_posts.h"

#include <curbside/base/clock.h>
#include <curbside/domain/authorship.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/month_key.h>
#include <curbside/store/author_row.h>
#include <curbside/store/db.h>

#include "own_waiting.h"

enum {
    POSTS_AT_A_TIME = 200,
    THREADS_AT_A_TIME = 200,
    NUMBERS_AT_A_TIME = 64,
    WAITING_MAX = 100000,     /* more than one release holds */
    HANDLE_WAITING_MAX = 512, /* as many as are held on one board */
};

struct walk {
    struct visit *v;
    own_post_each *each;
    void *ctx;
};

static enum err tell_post(struct walk *w, thread_id thread, int no, const struct key *secret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct thread_record record;
    struct post_record post;

    TRY(threads_get(&a, w->v->db, thread, &record));
    TRY(posts_get(&a, w->v->db, thread, no, &post));
    if (author_is_alias(&post.author) != (secret != NULL))
        return OK; /* of the other face */
    return w->each(w->ctx, &(struct own_post){&record, &post, secret});
}

/* ---- under the handle ---- */

static enum err handle_portion(struct walk *w, thread_id *at_thread, int *at_no, int *ret_n)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct author_post *rows;

    TRY(txn_begin(&txn, w->v->db, TXN_READ));
    TRY(author_list_posts(&a, w->v->db, w->v->who->handle, *at_thread, *at_no, POSTS_AT_A_TIME,
                          &rows, ret_n));
    for (int i = 0; i < *ret_n; i++) {
        TRY(tell_post(w, rows[i].thread, rows[i].no, NULL));
        *at_thread = rows[i].thread;
        *at_no = rows[i].no;
    }
    return txn_commit(&txn);
}

enum err own_handle_posts(struct visit *v, own_post_each *each, void *ctx)
{
    struct walk w = {v, each, ctx};
    thread_id thread = {0};
    int no = 0, n;

    TRY(role_require(v->who, ROLE_MEMBER));
    do
        TRY(handle_portion(&w, &thread, &no, &n));
    while (n == POSTS_AT_A_TIME);
    return OK;
}

enum err own_handle_waiting(struct visit *v, own_waiting_each *each, void *ctx)
{
    post_id ids[HANDLE_WAITING_MAX];
    int n;

    TRY(role_require(v->who, ROLE_MEMBER));
    TRY(author_list_waiting(v->db, v->who->handle, ids, HANDLE_WAITING_MAX, &n));
    for (int i = 0; i < n; i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct waiting_row row;
        enum err err = waiting_get(&a, v->db, ids[i], &row);

        if (err == E_NOTFOUND)
            continue; /* let out meanwhile */
        TRY(err);
        TRY(each(ctx, &row, NULL));
    }
    return OK;
}

/* ---- under aliases ---- */

static enum err tell_thread(struct walk *w, const struct thread_birth *thread)
{
    int64_t now = clock_wall_s(w->v->clock);
    int nos[NUMBERS_AT_A_TIME], n, above = 0;
    struct key secret;
    enum err err = OK;

    do {
        TRY(author_list_mine(w->v, thread->id, thread->created_at, above, nos, NUMBERS_AT_A_TIME,
                             &n));
        if (n == 0)
            return OK;
        TRY(thread_secret_get(w->v, thread->id, thread->created_at, now, &secret, NULL));
        for (int i = 0; i < n && err == OK; i++)
            err = tell_post(w, thread->id, nos[i], &secret);
        secret_wipe(&secret, sizeof secret);
        above = nos[n - 1];
    } while (err == OK && n == NUMBERS_AT_A_TIME);
    return err;
}

static enum err alias_portion(struct walk *w, thread_id *at, int *ret_n)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    struct thread_birth threads[THREADS_AT_A_TIME];

    TRY(txn_begin(&txn, w->v->db, TXN_READ));
    TRY(threads_list_alias(w->v->db, *at, threads, THREADS_AT_A_TIME, ret_n));
    for (int i = 0; i < *ret_n; i++) {
        TRY(tell_thread(w, &threads[i]));
        *at = threads[i].id;
    }
    return txn_commit(&txn);
}

enum err own_alias_posts(struct visit *v, own_post_each *each, void *ctx)
{
    struct walk w = {v, each, ctx};
    thread_id at = {0};
    int n;

    TRY(role_require(v->who, ROLE_MEMBER));
    if (!v->alias)
        return OK;
    do
        TRY(alias_portion(&w, &at, &n));
    while (n == THREADS_AT_A_TIME);
    return OK;
}

/* ---- what waits ---- */

static enum err tell_waiting(struct visit *v, post_id id, own_waiting_each *each, void *ctx)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct waiting_row row;
    struct key secret;
    bool mine;

    TRY(waiting_get(&a, v->db, id, &row));
    TRY(waiting_is_mine(&a, v, &row, &mine));
    if (!mine || !author_is_alias(&row.author))
        return OK;
    TRY(waiting_secret(&a, v, &row, &secret));
    enum err err = each(ctx, &row, &secret);
    secret_wipe(&secret, sizeof secret);
    return err;
}

enum err own_waiting_posts(struct visit *v, own_waiting_each *each, void *ctx)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct waiting_mark *marks;
    int n;

    TRY(role_require(v->who, ROLE_MEMBER));
    if (!v->alias)
        return OK;
    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(waiting_list_all(&a, v->db, WAITING_MAX, &marks, &n));
    for (int i = 0; i < n; i++)
        TRY(tell_waiting(v, marks[i].id, each, ctx));
    return txn_commit(&txn);
}

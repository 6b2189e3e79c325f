/* SPDX-License-Identifier: MIT
 *
 * bookmark.c -- posts to find again.
 */
#include <curbside/domain/bookmark.h>

#include <curbside/domain/identity.h>
#include <curbside/domain/state.h>
#include <curbside/store/posts.h>

#include "keep_address.h"
#include "own_waiting.h"

static enum err place_of(struct visit *v, post_id post, thread_id *ret_thread, int *ret_no)
{
    char address[KEEP_NUMBER_SIZE];

    keep_number_format("post", post.v, address);
    return thread_resolve(v, address, ret_thread, ret_no);
}

/* Of anybody else's nothing tells that it waits. */
static enum err refuse(const struct visit *v, post_id post)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct waiting_row row;
    bool mine;

    TRY(waiting_get(&a, v->db, post, &row));
    TRY(waiting_is_mine(&a, v, &row, &mine));
    return mine ? E_NOT_OUT : E_NOTFOUND;
}

enum err bookmark_add(struct visit *v, post_id post)
{
    char address[KEEP_NUMBER_SIZE];
    thread_id thread;
    int no;
    enum err err;

    TRY(role_require(v->who, ROLE_MEMBER));
    err = place_of(v, post, &thread, &no);
    if (err == E_NOTFOUND)
        return refuse(v, post);
    TRY(err);
    keep_number_format("post", post.v, address);
    return state_keep_add(v->state, STATE_BOOKMARKS, address);
}

enum err bookmark_remove(struct visit *v, post_id post)
{
    char address[KEEP_NUMBER_SIZE];

    TRY(role_require(v->who, ROLE_MEMBER));
    keep_number_format("post", post.v, address);
    state_keep_remove(v->state, STATE_BOOKMARKS, address);
    return OK;
}

bool bookmark_has(const struct visit *v, post_id post)
{
    char address[KEEP_NUMBER_SIZE];
    size_t n;

    if (!v->state)
        return false;
    state_keeps(v->state, STATE_BOOKMARKS, &n);
    if (n == 0)
        return false;
    keep_number_format("post", post.v, address);
    return state_keep_has(v->state, STATE_BOOKMARKS, address);
}

static enum err fill(struct arena *a, struct visit *v, struct bookmark *b)
{
    thread_id thread;
    int no;
    enum err err = place_of(v, b->post, &thread, &no);

    if (err == OK)
        err = thread_get(a, v, thread, &b->thread);
    if (err == OK)
        err = post_get(a, v, thread, no, &b->at);
    b->there = err == OK;
    return err == E_NOTFOUND ? OK : err;
}

enum err bookmark_list(struct arena *a, struct visit *v, int from, int limit,
                       struct bookmark_page *ret)
{
    struct state_text *kept;
    int n;

    TRY(role_require(v->who, ROLE_MEMBER));
    TRY(keep_list(a, v->state, STATE_BOOKMARKS, &kept, &n));
    *ret = (struct bookmark_page){.total = n};
    if (from < 0)
        from = 0;
    if (limit > n - from)
        limit = n > from ? n - from : 0;
    ret->rows = arena_array(a, (size_t)limit + 1, sizeof *ret->rows);
    if (!ret->rows)
        return E_NOMEM;
    for (; ret->n < limit; ret->n++) {
        struct bookmark *b = &ret->rows[ret->n];

        *b = (struct bookmark){.post.v = keep_number(kept[from + ret->n].text, "post")};
        TRY(fill(a, v, b));
    }
    return OK;
}

enum err bookmark_walk(const struct visit *v, enum err (*each)(void *ctx, const char *address),
                       void *ctx)
{
    const struct state_text *kept;
    size_t n;

    if (!v->state)
        return OK;
    kept = state_keeps(v->state, STATE_BOOKMARKS, &n);
    for (size_t i = 0; i < n; i++)
        TRY(each(ctx, kept[i].text));
    return OK;
}

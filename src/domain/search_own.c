/* SPDX-License-Identifier: MIT
 *
 * search_own.c -- rows that come from no index: the queue, and the caller's own posts.
 *
 * Own alias posts are found by making the caller's tag of every thread that holds alias posts, in
 * the caller's own session: a hash or two each, and nothing is stored.
 */
#include "search_look.h"

#include <stdlib.h>
#include <string.h>

#include <curbside/domain/authorship.h>
#include <curbside/domain/identity.h>
#include <curbside/store/posts.h>
#include <curbside/store/threads.h>

enum {
    THREADS_AT_ONCE = 256,
    THREADS_MOST = 50000, /* with alias posts: half a second */
    NUMBERS_AT_ONCE = 64,
};

static int falling(const void *one, const void *two)
{
    int64_t a = *(const int64_t *)one, b = *(const int64_t *)two;

    return a < b ? 1 : a > b ? -1 : 0;
}

struct rows {
    int64_t from, below;
    int64_t *rows;
    int n, cap;
};

static void rows_add(struct rows *r, int64_t row)
{
    if (row >= r->from && row < r->below && r->n < r->cap)
        r->rows[r->n++] = row;
}

static enum err rows_init(struct arena *a, const struct search_look *l, int64_t below, int cap,
                          struct rows *ret)
{
    *ret = (struct rows){.from = l->from, .below = below, .cap = cap};
    ret->rows = arena_array(a, (size_t)cap, sizeof *ret->rows);
    return ret->rows ? OK : E_NOMEM;
}

static void rows_end(struct rows *r, int64_t **ret, int *ret_n)
{
    if (r->n > 0)
        qsort(r->rows, (size_t)r->n, sizeof *r->rows, falling);
    *ret = r->rows;
    *ret_n = r->n;
}

/* Looked at here already: most of them do not match, and a page looks at so many only. */
static enum err pending_holds(struct search_look *l, const struct search_post *at, bool *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct search_doc doc = {0};
    uint64_t found;

    TRY(search_doc_get(&a, l->v, at->thread, at->no, &doc));
    found = query_look(&l->q, doc.post.body, strlen(doc.post.body));
    if (doc.post.no == 1)
        found |= query_look(&l->q, doc.thread.title, strlen(doc.thread.title));
    *ret = doc.findable && query_holds(&l->q, found);
    return OK;
}

enum err search_pending_rows(struct arena *a, struct search_look *l, int64_t below, int64_t **ret,
                             int *ret_n)
{
    struct search_post *posts = arena_array(a, SEARCH_QUEUE_LOOKED, sizeof *posts);
    struct rows rows;
    int n;

    if (!posts)
        return E_NOMEM;
    TRY(rows_init(a, l, below, SEARCH_QUEUE_LOOKED, &rows));
    TRY(search_pending_list(l->v->db, INT64_MAX, posts, SEARCH_QUEUE_LOOKED, &n));
    for (int i = 0; i < n; i++) {
        bool holds;

        TRY(pending_holds(l, &posts[i], &holds));
        if (holds)
            rows_add(&rows, search_row(posts[i].created_at, posts[i].post));
    }
    rows_end(&rows, ret, ret_n);
    return OK;
}

/* ---- own posts ---- */

static enum err add_named(struct arena *a, struct search_look *l, struct rows *rows)
{
    thread_id thread = {0};
    int no = 0, n = NUMBERS_AT_ONCE;

    while (n == NUMBERS_AT_ONCE && rows->n < rows->cap) {
        struct author_post *posts;

        TRY(author_list_posts(a, l->v->db, l->v->who->handle, thread, no, NUMBERS_AT_ONCE, &posts,
                              &n));
        for (int i = 0; i < n; i++) {
            rows_add(rows, search_row(posts[i].created, posts[i].post));
            thread = posts[i].thread;
            no = posts[i].no;
        }
    }
    return OK;
}

static enum err add_of_thread(struct search_look *l, const struct thread_birth *thread,
                              struct rows *rows)
{
    int nos[NUMBERS_AT_ONCE], above = 0, n = NUMBERS_AT_ONCE;

    while (n == NUMBERS_AT_ONCE) {
        TRY(author_list_mine(l->v, thread->id, thread->created_at, above, nos, NUMBERS_AT_ONCE,
                             &n));
        for (int i = 0; i < n; i++) {
            AUTO_ARENA struct arena a = ARENA_INIT;
            struct post_record post;

            TRY(posts_get(&a, l->v->db, thread->id, nos[i], &post));
            above = nos[i];
            if (author_is_alias(&post.author))
                rows_add(rows, search_row(post.created_at, post.id));
        }
    }
    return OK;
}

static enum err add_under_aliases(struct search_look *l, struct rows *rows)
{
    struct thread_birth threads[THREADS_AT_ONCE];
    thread_id after = {0};
    int n = THREADS_AT_ONCE;

    for (int seen = 0; n == THREADS_AT_ONCE && seen < THREADS_MOST; seen += n) {
        TRY(threads_list_alias(l->v->db, after, threads, THREADS_AT_ONCE, &n));
        for (int i = 0; i < n; i++) {
            TRY(add_of_thread(l, &threads[i], rows));
            after = threads[i].id;
        }
    }
    return OK;
}

enum err search_own_rows(struct arena *a, struct search_look *l, int64_t below, int64_t **ret,
                         int *ret_n)
{
    struct rows rows;

    TRY(rows_init(a, l, below, SEARCH_OWN_MOST, &rows));
    TRY(add_named(a, l, &rows));
    if (l->v->alias)
        TRY(add_under_aliases(l, &rows));
    rows_end(&rows, ret, ret_n);
    return OK;
}

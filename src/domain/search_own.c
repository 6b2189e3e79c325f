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
    TEXTS_AT_ONCE = 32, /* of the queue: at most 64 KiB each */
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
static enum err pending_holds(struct search_look *l, const struct search_text *at, bool *ret)
{
    uint64_t found = query_look(&l->q, at->body, strlen(at->body));

    if (at->no == 1) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct thread_record thread;

        TRY(threads_get(&a, l->v->db, at->thread, &thread));
        found |= query_look(&l->q, thread.title, strlen(thread.title));
    }
    *ret = query_holds(&l->q, found);
    return OK;
}

static enum err pending_part(struct search_look *l, struct rows *rows, post_id *after, int *ret_n)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct search_text texts[TEXTS_AT_ONCE];

    TRY(search_pending_texts(&a, l->v->db, *after, texts, TEXTS_AT_ONCE, ret_n));
    for (int i = 0; i < *ret_n; i++) {
        int64_t row = search_row(texts[i].created_at, texts[i].post);
        bool holds = row >= rows->from && row < rows->below;

        if (holds)
            TRY(pending_holds(l, &texts[i], &holds));
        if (holds)
            rows_add(rows, row);
        *after = texts[i].post;
    }
    return OK;
}

/* Once for each search, which may ask several times. */
static enum err pending_find(struct arena *a, struct search_look *l)
{
    post_id after = {0};
    struct rows rows;
    int n = TEXTS_AT_ONCE;

    TRY(rows_init(a, l, l->below, SEARCH_QUEUE_LOOKED, &rows));
    while (n == TEXTS_AT_ONCE)
        TRY(pending_part(l, &rows, &after, &n));
    rows_end(&rows, &l->pending, &l->n_pending);
    return OK;
}

/* The matches fall: those under `below` are the last. */
enum err search_pending_rows(struct arena *a, struct search_look *l, int64_t below, int64_t **ret,
                             int *ret_n)
{
    int at = 0;

    if (!l->pending && !l->queue_is_long)
        TRY(pending_find(a, l));
    while (at < l->n_pending && l->pending[at] >= below)
        at++;
    *ret = l->pending ? l->pending + at : NULL;
    *ret_n = l->n_pending - at;
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

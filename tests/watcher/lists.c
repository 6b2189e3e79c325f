/* SPDX-License-Identifier: MIT
 *
 * lists.c -- one look at every list after each act that could have changed any of them.
 */
#include "lists.h"

#include <stdlib.h>

#include <curbside/domain/edit.h>
#include <curbside/domain/search.h>
#include <curbside/domain/thread.h>
#include <curbside/domain/unread.h>

enum {
    ROWS_SEEN = 20,    /* of each list */
    THREADS_SEEN = 16, /* of each board, for what is said of posts */
};

/* What was seen of one thread or post in one list. */
struct list_row {
    int64_t key;
    enum lists_where where;
    int seen; /* posts, marks or wordings */
};

static struct list_row *row_of(struct lists *l, enum lists_where where, int64_t key)
{
    for (int i = 0; i < l->n_rows; i++)
        if (l->rows[i].key == key && l->rows[i].where == where)
            return &l->rows[i];
    if (l->n_rows == l->cap_rows) {
        l->cap_rows = l->cap_rows ? 2 * l->cap_rows : 512;
        l->rows = reallocarray(l->rows, (size_t)l->cap_rows, sizeof *l->rows);
        assert_non_null(l->rows);
    }
    l->rows[l->n_rows] = (struct list_row){.key = key, .where = where};
    return &l->rows[l->n_rows++];
}

static void see(struct lists *l, int64_t now, enum lists_where where, int person)
{
    if (l->n == l->cap) {
        l->cap = l->cap ? 2 * l->cap : 512;
        l->sights = reallocarray(l->sights, (size_t)l->cap, sizeof *l->sights);
        assert_non_null(l->sights);
    }
    l->sights[l->n++] = (struct lists_sight){now, where, person};
}

static bool is_alias_board(const struct week *w, board_id board)
{
    for (int i = 0; i < BOARDS; i++)
        if (w->boards[i].v == board.v)
            return w->modes[i] == BOARD_ALIAS;
    return false;
}

static int author_of(const struct week *w, int64_t post)
{
    const struct truth *t = week_truth(w, post);

    return t && t->face == FACE_ALIAS && t->alias_board ? t->person : -1;
}

/* ---- lists of threads ---- */

static int author_at(struct week *w, struct visit *v, thread_id thread, int no)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct post_page page;

    assert_int_equal(post_list(&a, v, thread, no, 1, &page), OK);
    return page.n > 0 && page.rows[0].no == no ? author_of(w, page.rows[0].id.v) : -1;
}

static void rows_see(struct lists *l, struct week *w, struct visit *v, enum lists_where where,
                     const struct thread_page *page)
{
    for (int i = 0; i < page->n; i++) {
        const struct thread_row *thread = &page->rows[i];
        struct list_row *row = row_of(l, where, thread->id.v);

        if (!is_alias_board(w, thread->board))
            continue;
        while (row->seen < thread->posts)
            see(l, w->board->now_s, where, author_at(w, v, thread->id, ++row->seen));
    }
}

static void look_at_threads(struct lists *l, struct week *w, struct visit *guest)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct thread_query query = {.sort = THREADS_ACTIVE, .limit = ROWS_SEEN};
    struct thread_page page;

    assert_int_equal(thread_list(&a, guest, &query, &page), OK);
    rows_see(l, w, guest, IN_HOME, &page);
    query.tag = WEEK_TAG;
    assert_int_equal(thread_list(&a, guest, &query, &page), OK);
    rows_see(l, w, guest, IN_TAG, &page);
}

static void look_at_new(struct lists *l, struct week *w)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct thread_page page;

    for (int i = 0; i < PEOPLE && !l->watches; i++) {
        if (i == MODERATOR || w->people[i].handle.v == 0)
            continue;
        week_visit_open(w, i, &l->member);
        l->watches = true;
    }
    if (!l->watches)
        return;
    assert_int_equal(unread_list(&a, &l->member, (board_id){0}, NULL, ROWS_SEEN, &page), OK);
    rows_see(l, w, &l->member, IN_NEW, &page);
}

/* ---- posts ---- */

/* On the alias boards: what is found elsewhere is no news. */
static void query_make(struct lists *l, struct week *w, struct visit *guest)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct board_page page;
    size_t n;

    snprintf(l->query, sizeof l->query, "tag:" WEEK_TAG);
    assert_int_equal(board_list(&a, guest, &page), OK);
    for (int i = 0; i < page.n; i++) {
        n = strlen(l->query);
        if (is_alias_board(w, page.rows[i].id))
            snprintf(l->query + n, sizeof l->query - n, " board:%s", page.rows[i].slug);
    }
}

static void look_by_search(struct lists *l, struct week *w, struct visit *guest)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct search_query query = {.text = l->query, .limit = ROWS_SEEN};
    struct query_fault fault;
    struct search_page page;

    if (l->query[0] == '\0')
        query_make(l, w, guest);
    query.n = strlen(l->query);
    assert_int_equal(search_run(&a, guest, &query, &page, &fault), OK);
    for (int i = 0; i < page.n; i++) {
        struct list_row *row = row_of(l, IN_SEARCH, page.rows[i].post.v);
        int person = author_of(w, page.rows[i].post.v);

        if (row->seen++ == 0 && person >= 0)
            see(l, w->board->now_s, IN_SEARCH, person);
    }
}

/* Who marked it last, of those whose mark was not seen yet. */
static int marker_of(const struct week *w, int64_t post)
{
    for (int i = w->n_marked; i-- > 0;)
        if (w->marked[i].post.v == post)
            return w->marked[i].person;
    return -1;
}

static void post_see(struct lists *l, struct week *w, struct visit *guest, const struct post *post)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct list_row *marks = row_of(l, IN_HELPFUL, post->id.v);
    struct list_row *wordings;
    struct revision_page history;

    if (post->helpful != marks->seen)
        see(l, w->board->now_s, IN_HELPFUL, marker_of(w, post->id.v));
    marks->seen = (int)post->helpful;
    if (post->author.kind != AUTHOR_ALIAS || !l->edited ||
        post_history(&a, guest, post->id, &history) != OK)
        return;
    l->histories++;
    wordings = row_of(l, IN_HISTORY, post->id.v);
    for (; wordings->seen < history.n - 1; wordings->seen++)
        see(l, w->board->now_s, IN_HISTORY, author_of(w, post->id.v));
}

/* Of the threads on alias boards with the newest activity: all of them after an edit, else those
 * with other counts. */
static void look_at_posts(struct lists *l, struct week *w, struct visit *guest)
{
    AUTO_ARENA struct arena a = ARENA_INIT;

    for (int b = 0; b < BOARDS; b++) {
        struct thread_query query = {.board = w->boards[b], .limit = THREADS_SEEN};
        struct thread_page threads;
        struct post_page posts;

        if (w->modes[b] != BOARD_ALIAS)
            continue;
        assert_int_equal(thread_list(&a, guest, &query, &threads), OK);
        for (int i = 0; i < threads.n; i++) {
            struct list_row *marks = row_of(l, IN_HELPFUL, -threads.rows[i].id.v);
            bool same = marks->seen == (int)threads.rows[i].helpful;

            marks->seen = (int)threads.rows[i].helpful;
            if (same && !l->edited)
                continue;
            assert_int_equal(post_list(&a, guest, threads.rows[i].id, 1, POST_LIST_MAX, &posts),
                             OK);
            for (int k = 0; k < posts.n; k++)
                post_see(l, w, guest, &posts.rows[k]);
        }
    }
}

/* ---- after an act ---- */

static bool is_release(const struct act *act)
{
    return act->kind == ACT_TICK && act->at % (10 * 60) == 0;
}

/* What only reads, or writes what is sealed, shows nowhere. */
static bool changes_lists(const struct act *act)
{
    return act->kind == ACT_SUBMIT || act->kind == ACT_EDIT || act->kind == ACT_DELETE ||
           act->kind == ACT_DECIDE || act->kind == ACT_UNDO || is_release(act);
}

static void plant(struct lists *l, struct week *w, const struct act *act)
{
    const struct writing *wr = act->session ? &act->session->writing[act->write] : NULL;

    if (act->kind == ACT_EDIT && wr && wr->face == FACE_ALIAS && wr->alias_board)
        see(l, w->board->now_s, IN_HISTORY, act->session->person);
}

void lists_after(struct lists *l, struct week *w, const struct act *act)
{
    struct visit guest;

    if (l->plant)
        plant(l, w, act);
    if (!changes_lists(act) && act->kind != ACT_HELPFUL)
        return;
    guest = visit_as(w->board, NULL);
    guest.alias = &w->rules;
    if (changes_lists(act)) {
        look_at_threads(l, w, &guest);
        look_at_new(l, w);
        look_by_search(l, w, &guest);
    }
    l->edited = l->edited || act->kind == ACT_EDIT;
    if (act->kind == ACT_HELPFUL || act->kind == ACT_EDIT || is_release(act))
        look_at_posts(l, w, &guest);
    if (is_release(act))
        l->edited = false; /* what was changed is out */
    account_close(&guest);
}

void lists_done(struct lists *l)
{
    if (l->watches)
        account_close(&l->member);
    free(l->sights);
    free(l->rows);
}

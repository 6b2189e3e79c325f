/* SPDX-License-Identifier: MIT
 *
 * furnish.c -- tags, mentions, follows, bookmarks and an index of posts under aliases.
 *
 * Imported posts have no aliases and the generator writes no tags. What stands in both indexes is
 * found once, so that the second one may hold copies: a search reads and merges the two as on a
 * board with as many posts under aliases.
 */
#include "furnish.h"

#include <stdio.h>

#include <curbside/domain/board.h>
#include <curbside/domain/bookmark.h>
#include <curbside/domain/follow.h>
#include <curbside/domain/identity.h>
#include <curbside/store/addressed.h>
#include <curbside/store/db.h>
#include <curbside/store/posts.h>
#include <curbside/store/threads.h>

#include "search_index.h"

enum {
    TAG_EVERY = 4,
    MENTION_EVERY = 2,
    ALIAS_POSTS = 25, /* of a thread */
    FOLLOWED_BOARDS = 3,
};

static enum err index_thread(struct visit *v, thread_id thread)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct search_doc doc = {0}; /* reads its thread once */

    for (int no = 1; no <= ALIAS_POSTS; no++) {
        struct search_words words;
        enum err err = search_doc_get(&a, v, thread, no, &doc);

        if (err == E_NOTFOUND)
            return OK;
        TRY(err);
        TRY(search_doc_words(&a, &doc, &words));
        TRY(search_add(v->db, SEARCH_ALIAS, doc.row, &words));
    }
    return OK;
}

static enum err mention(struct visit *v, thread_id thread)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct post_record post;

    TRY(posts_get(&a, v->db, thread, 1, &post));
    return addressed_add(v->db, &(struct addressed_row){.thread = thread,
                                                        .no = 1,
                                                        .handle = v->who->handle,
                                                        .created_at = post.created_at});
}

static enum err furnish_thread(struct visit *v, thread_id thread, int i)
{
    const struct thread_tag tag = {.thread = thread, .tag = FURNISH_TAG, .folded = FURNISH_TAG};

    if (i % TAG_EVERY == 0)
        TRY(threads_add_tag(v->db, &tag));
    if (i % MENTION_EVERY == 0)
        TRY(mention(v, thread));
    return index_thread(v, thread);
}

/* All or nothing. E_IN_USE: it was done before. */
static enum err furnish_board(struct visit *v, const thread_id *threads, int n)
{
    AUTO_TXN struct txn txn = TXN_NONE;

    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    for (int i = 0; i < n; i++)
        TRY(furnish_thread(v, threads[i], i));
    return txn_commit(&txn);
}

static enum err follow_some(struct visit *v, const thread_id *threads, int n)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct board_page boards;
    const char *address;
    char typed[64];

    TRY(board_list(&a, v, &boards));
    for (int i = 0; i < FOLLOWED_BOARDS && i < boards.n; i++) {
        snprintf(typed, sizeof typed, "board/%s", boards.rows[i * boards.n / FOLLOWED_BOARDS].slug);
        TRY(follow_add(&a, v, typed, &address));
    }
    TRY(follow_add(&a, v, "#" FURNISH_TAG, &address));
    for (int i = 0; i < FURNISH_FOLLOWS && i < n; i++) {
        snprintf(typed, sizeof typed, "thread/%lld",
                 (long long)threads[i * (n / FURNISH_FOLLOWS)].v);
        TRY(follow_add(&a, v, typed, &address));
    }
    return OK;
}

static enum err bookmark_some(struct visit *v, const thread_id *threads, int n)
{
    for (int i = 0; i < FURNISH_BOOKMARKS && i < n; i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct post_record post;

        TRY(posts_get(&a, v->db, threads[i * (n / FURNISH_BOOKMARKS)], 1, &post));
        TRY(bookmark_add(v, post.id));
    }
    return OK;
}

enum err furnish(struct visit *v, const thread_id *threads, int n)
{
    enum err err;

    if (n < FURNISH_BOOKMARKS)
        return E_NOTFOUND;
    err = furnish_board(v, threads, n);
    if (err != OK && err != E_IN_USE)
        return err;
    TRY(follow_some(v, threads, n));
    return bookmark_some(v, threads, n);
}

/* SPDX-License-Identifier: MIT
 *
 * submit.c -- posting: from what a person hands in to a committed post.
 *
 * Texts are cleaned before the write lock is taken; everything that depends on the board and the
 * thread is asked under it. One transaction holds the thread, the post, the counters and the
 * token's hash, and nothing else: what is private to the author (read marks, the draft) changes in
 * memory or in a transaction of its own, later. When post_submit() says OK the post is on disk.
 */
#include <curbside/domain/post.h>

#include <string.h>

#include <curbside/base/crypto.h>
#include <curbside/domain/authorship.h>
#include <curbside/domain/board.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/state.h>
#include <curbside/domain/thread.h>
#include <curbside/store/db.h>
#include <curbside/store/posts.h>
#include <curbside/store/submissions.h>
#include <curbside/store/threads.h>

#include "board_rows.h"
#include "body.h"
#include "insert.h"

/* ---- the texts ---- */

struct wording {
    const char *title; /* NULL in a reply */
    const char *tags[TAGS_MAX];
    int n_tags;
    const char *body;
};

static bool tag_is_known(const struct wording *w, const char *tag)
{
    for (int i = 0; i < w->n_tags; i++)
        if (strcmp(w->tags[i], tag) == 0)
            return true;
    return false;
}

static enum err tags_clean(struct arena *a, const struct submission *s, struct wording *w)
{
    for (int i = 0; i < s->n_tags; i++) {
        const char *tag;

        TRY(tag_parse(a, s->tags[i], &tag));
        if (tag_is_known(w, tag))
            continue;
        if (w->n_tags == TAGS_MAX)
            return E_TAGS_MANY;
        w->tags[w->n_tags++] = tag;
    }
    return OK;
}

static enum err wording_clean(struct arena *a, const struct submission *s, struct wording *ret)
{
    *ret = (struct wording){0};
    if (s->thread.v == 0) {
        TRY(title_parse(a, s->title ? s->title : "", &ret->title));
        TRY(tags_clean(a, s, ret));
    }
    return body_clean(a, CLEAN_STRICT, s->body, s->body_n, BODY_BYTES, &ret->body);
}

/* ---- the place ---- */

/* Where a post goes, and that it may go there. */
struct place {
    struct board board;
    thread_id thread; /* drawn, for a new thread */
};

static enum err place_reply(struct arena *a, struct visit *v, const struct submission *s,
                            struct place *ret)
{
    struct thread_record thread;

    TRY(threads_get(a, v->db, s->thread, &thread));
    TRY(board_get_any(a, v, thread.board, &ret->board));
    TRY(board_can_reply(v, &ret->board));
    if (thread.locked)
        return E_LOCKED;
    if (thread.posts >= THREAD_POSTS)
        return E_THREAD_FULL;
    if (s->reply_to < 0 || s->reply_to > thread.posts)
        return E_NOTFOUND;
    ret->thread = s->thread;
    return OK;
}

static enum err place_start(struct arena *a, struct visit *v, const struct submission *s,
                            struct place *ret)
{
    TRY(board_get_any(a, v, s->board, &ret->board));
    TRY(board_can_start(v, &ret->board));
    if (s->reply_to != 0)
        return E_NOTFOUND;
    return thread_draw(v, &ret->thread);
}

static enum err place_find(struct arena *a, struct visit *v, const struct submission *s,
                           struct place *ret)
{
    return s->thread.v != 0 ? place_reply(a, v, s, ret) : place_start(a, v, s, ret);
}

static enum err place_author(struct arena *a, struct visit *v, const struct place *place,
                             enum face wish, struct author_row *ret, enum face *ret_face)
{
    const struct author_place at = {.thread = place->thread, .mode = place->board.mode};

    return author_for_new_post(a, v, &at, wish, ret, ret_face);
}

/* ---- checking ---- */

enum err post_check(struct visit *v, const struct submission *s)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct author_row author;
    struct wording wording;
    struct place place;
    enum face face;

    if (who_is_guest(v->who))
        return E_GUEST;
    TRY(wording_clean(&a, s, &wording));
    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(place_find(&a, v, s, &place));
    TRY(place_author(&a, v, &place, s->face, &author, &face));
    return txn_commit(&txn);
}

/* The place of a post that somebody thinks of writing: no texts yet, the thread as it is. */
static enum err place_look(struct arena *a, struct visit *v, board_id board, thread_id thread,
                           struct place *ret)
{
    const struct submission nothing = {.board = board, .thread = thread};

    return place_find(a, v, &nothing, ret);
}

enum err post_face(struct arena *a, struct visit *v, board_id board, thread_id thread,
                   enum face wish, enum face *ret_face, struct author *ret_author)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    struct author_row author;
    struct place place;
    enum face face;

    if (who_is_guest(v->who))
        return E_GUEST;
    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(place_look(a, v, board, thread, &place));
    TRY(place_author(a, v, &place, wish, &author, &face));
    TRY(author_show(a, &author, ret_author));
    *ret_face = face;
    return txn_commit(&txn);
}

/* ---- posting ---- */

static void token_hash(const struct submission *s, uint8_t ret[static TOKEN_HASH_BYTES])
{
    hash_keyed(NULL, s->token, sizeof s->token, ret, TOKEN_HASH_BYTES);
}

/* What this token made before. E_NOTFOUND: nothing. */
static enum err answer_again(struct arena *a, struct visit *v,
                             const uint8_t hash[static TOKEN_HASH_BYTES], struct submitted *ret)
{
    struct submission_row row;
    struct post_record post;

    TRY(submissions_find(v->db, hash, &row));
    TRY(posts_get(a, v->db, row.thread, row.no, &post));
    *ret = (struct submitted){row.thread, row.post, row.no, post.created_at};
    return OK;
}

static enum err write_thread(struct visit *v, const struct place *place,
                             const struct wording *wording, int64_t created_at)
{
    const struct new_thread thread = {
        .id = place->thread,
        .board = place->board.id,
        .title = wording->title,
        .tags = wording->tags,
        .n_tags = wording->n_tags,
        .created_at = created_at,
    };

    return thread_insert(v, &thread);
}

/* The whole of what one post writes. */
static enum err write_post(struct arena *a, struct visit *v, const struct submission *s,
                           const struct wording *wording, const struct place *place,
                           struct submitted *ret)
{
    int64_t now = clock_wall_s(v->clock);
    struct new_post post = {
        .board = place->board.id,
        .thread = place->thread,
        .created_at = now,
        .reply_to = s->reply_to,
        .body = wording->body,
    };
    enum face face;

    TRY(place_author(a, v, place, s->face, &post.author, &face));
    if (author_is_alias(&post.author))
        post.created_at = time_floor_hour(now);
    if (s->thread.v == 0)
        TRY(write_thread(v, place, wording, post.created_at));
    TRY(post_insert(v, &post, &ret->post, &ret->no));
    ret->thread = place->thread;
    ret->released = post.created_at;
    return OK;
}

static enum err write_token(struct visit *v, const uint8_t hash[static TOKEN_HASH_BYTES],
                            const struct submitted *made)
{
    const struct submission_row row = {made->thread, made->post, made->no};

    return submissions_insert(v->db, hash, &row, time_floor_day(clock_wall_s(v->clock)));
}

/* After the commit: what the caller's own session remembers, and a bell for the others. */
static void posted(struct visit *v, board_id board, const struct submitted *made)
{
    marks_add_quietly(v->state, made->thread, made->no, made->no);
    state_wrote(v->state);
    if (!v->ring)
        return;
    v->ring(v->ring_ctx, TOPIC_BOARD, board.v);
    v->ring(v->ring_ctx, TOPIC_THREAD, made->thread.v);
}

enum err post_submit(struct visit *v, const struct submission *s, struct submitted *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    uint8_t hash[TOKEN_HASH_BYTES];
    struct submitted made;
    struct wording wording;
    struct place place;
    enum err err;

    if (who_is_guest(v->who))
        return E_GUEST;
    TRY(wording_clean(&a, s, &wording));
    token_hash(s, hash);
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    err = answer_again(&a, v, hash, ret);
    if (err != E_NOTFOUND)
        return err;
    TRY(place_find(&a, v, s, &place));
    TRY(write_post(&a, v, s, &wording, &place, &made));
    TRY(write_token(v, hash, &made));
    TRY(txn_commit(&txn));
    posted(v, place.board.id, &made);
    *ret = made;
    return OK;
}

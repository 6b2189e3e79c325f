/* SPDX-License-Identifier: MIT
 *
 * addressed.c -- to whom a post is addressed: the one it answers, and those it names, with the
 * first post in the title of its thread, too.
 *
 * All of it stands in the post for everybody to read. A post without a reply_to answers the first
 * one. Nobody is told of their own posts; who has no account here is not looked for again when they
 * come, so that nobody takes a name to read what was meant for somebody else.
 */
#include "addressed.h"

#include <string.h>

#include <curbside/base/clock.h>
#include <curbside/domain/authorship.h>
#include <curbside/store/addressed.h>
#include <curbside/store/db.h>
#include <curbside/store/handles.h>
#include <curbside/store/meta.h>
#include <curbside/store/threads.h>
#include <curbside/text/mentions.h>

enum {
    FILL_POSTS = 200, /* in one transaction */
    FILL_MS = 500,    /* in one tick */
};

static const char key_filled[] = "addressed"; /* the last id that was looked at */

static struct addressed_row row_of(const struct post_record *post, bool reply)
{
    return (struct addressed_row){
        .thread = post->thread, .no = post->no, .reply = reply, .created_at = post->created_at};
}

static enum err index_reply(struct arena *a, struct visit *v, const struct post_record *post)
{
    struct addressed_row row = row_of(post, true);
    struct post_record answered;
    enum err err;

    if (post->no == 1)
        return OK;
    err = posts_get(a, v->db, post->thread, post->reply_to ? post->reply_to : 1, &answered);
    if (err != OK)
        return err == E_NOTFOUND ? OK : err;
    if (author_is_same(&post->author, &answered.author) ||
        !author_addressee(&answered.author, &row.handle, &row.alias))
        return OK;
    return addressed_add(v->db, &row);
}

static bool is_own_name(const struct post_record *post, const struct addressed_row *row)
{
    handle_id handle;
    const char *alias;

    if (!author_addressee(&post->author, &handle, &alias))
        return false;
    if (row->handle.v != 0)
        return handle.v == row->handle.v;
    return alias && strcmp(alias, row->alias) == 0;
}

/* Who came in a later quarter than the post was not meant by it. (Of its own quarter nobody knows.)
 */
static enum err came_later(struct visit *v, const struct post_record *post, handle_id id, bool *ret)
{
    struct handle_row handle;

    TRY(handles_get(v->db, id, &handle));
    *ret = handle.joined_quarter > post->created_at;
    return OK;
}

static enum err index_name(struct visit *v, const struct post_record *post,
                           const struct mention *mention)
{
    struct addressed_row row = row_of(post, false);
    bool there = true, later = false;
    enum err err = OK;

    if (mention->alias) {
        row.alias = mention->name;
        TRY(author_has_alias(v->db, post->thread, mention->name, &there));
    } else {
        err = handles_find(v->db, mention->name, &row.handle);
        if (err == OK)
            TRY(came_later(v, post, row.handle, &later));
    }
    if (err != OK || !there || later)
        return err == E_NOTFOUND ? OK : err;
    return is_own_name(post, &row) ? OK : addressed_add(v->db, &row);
}

static enum err index_text(struct visit *v, const struct post_record *post, const char *text)
{
    struct mention found[MENTIONS_MAX];
    int n = mentions_find(text, strlen(text), found);

    for (int i = 0; i < n; i++)
        TRY(index_name(v, post, &found[i]));
    return OK;
}

static enum err index_names(struct arena *a, struct visit *v, const struct post_record *post,
                            const char *body)
{
    struct thread_record thread;

    if (post->no == 1) {
        TRY(threads_get(a, v->db, post->thread, &thread));
        TRY(index_text(v, post, thread.title));
    }
    return index_text(v, post, body);
}

enum err addressed_index(struct visit *v, const struct post_record *post)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    handle_id handle;
    const char *alias;

    if (!author_addressee(&post->author, &handle, &alias))
        return OK;
    TRY(index_reply(&a, v, post));
    return index_names(&a, v, post, post->body);
}

enum err addressed_index_again(struct visit *v, const struct post_record *post, const char *body)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    handle_id handle;
    const char *alias;

    if (!author_addressee(&post->author, &handle, &alias))
        return OK;
    TRY(addressed_clear(v->db, post->thread, post->no, true));
    return index_names(&a, v, post, body);
}

/* ---- posts from before ---- */

static enum err filled_get(struct visit *v, post_id *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const uint8_t *bytes;
    size_t n;
    enum err err = meta_get(&a, v->db, key_filled, &bytes, &n);

    ret->v = 0;
    if (err == OK && n == sizeof ret->v)
        memcpy(&ret->v, bytes, n);
    return err == E_NOTFOUND ? OK : err;
}

/* One that is written down already is so once more, which changes nothing. */
static enum err fill_post(struct visit *v, const struct post_place *place)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct post_record post;

    TRY(posts_get(&a, v->db, place->thread, place->no, &post));
    return strcmp(post.state, "deleted") == 0 ? OK : addressed_index(v, &post);
}

static enum err fill_some(struct visit *v, post_id *at)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    struct post_place places[FILL_POSTS];
    int n;

    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(addressed_list_posts(v->db, *at, places, FILL_POSTS, &n));
    for (int i = 0; i < n; i++)
        TRY(fill_post(v, &places[i]));
    at->v = n == FILL_POSTS ? places[n - 1].id.v : INT64_MAX;
    TRY(meta_set(v->db, key_filled, &at->v, sizeof at->v));
    return txn_commit(&txn);
}

enum err addressed_tick(struct visit *v)
{
    int64_t began = clock_mono_ms(v->clock);
    post_id at;

    TRY(filled_get(v, &at));
    while (at.v != INT64_MAX && clock_mono_ms(v->clock) - began < FILL_MS)
        TRY(fill_some(v, &at));
    return OK;
}

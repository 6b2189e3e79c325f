/* SPDX-License-Identifier: MIT
 *
 * addressed.c -- to whom a post is addressed: the one it answers, and those it names.
 *
 * All of it stands in the post for everybody to read. A post without a reply_to answers the first
 * one. Nobody is told of their own posts; who has no account here is not looked for again when they
 * come, so that nobody takes a name to read what was meant for somebody else.
 */
#include "addressed.h"

#include <string.h>

#include <curbside/domain/authorship.h>
#include <curbside/store/addressed.h>
#include <curbside/store/handles.h>
#include <curbside/text/mentions.h>

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

static enum err index_name(struct visit *v, const struct post_record *post,
                           const struct mention *mention)
{
    struct addressed_row row = row_of(post, false);
    bool there = true;
    enum err err = OK;

    if (mention->alias) {
        row.alias = mention->name;
        TRY(author_has_alias(v->db, post->thread, mention->name, &there));
    } else {
        err = handles_find(v->db, mention->name, &row.handle);
    }
    if (err != OK || !there)
        return err == E_NOTFOUND ? OK : err;
    return is_own_name(post, &row) ? OK : addressed_add(v->db, &row);
}

static enum err index_names(struct visit *v, const struct post_record *post, const char *body)
{
    struct mention found[MENTIONS_MAX];
    int n = mentions_find(body, strlen(body), found);

    for (int i = 0; i < n; i++)
        TRY(index_name(v, post, &found[i]));
    return OK;
}

enum err addressed_index(struct visit *v, const struct post_record *post)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    handle_id handle;
    const char *alias;

    if (!author_addressee(&post->author, &handle, &alias))
        return OK;
    TRY(index_reply(&a, v, post));
    return index_names(v, post, post->body);
}

enum err addressed_index_again(struct visit *v, const struct post_record *post, const char *body)
{
    TRY(addressed_clear(v->db, post->thread, post->no, true));
    return index_names(v, post, body);
}

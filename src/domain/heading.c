/* SPDX-License-Identifier: MIT
 *
 * heading.c -- title and tags of a thread.
 *
 * The words of the title are searched with the first post, the tags with every post of the thread:
 * other tags are learnt with all of them, another title with the first alone.
 */
#include "heading.h"

#include <string.h>

#include <curbside/base/str.h>
#include <curbside/domain/authorship.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/month_key.h>
#include <curbside/domain/post.h>
#include <curbside/store/changes.h>
#include <curbside/store/posts.h>

#include "search_index.h"
#include "tags.h"

/* ---- checking ---- */

/* Another way to write one that is there already is not taken. */
static enum err tags_clean(struct arena *a, const char *const *typed, int n_typed,
                           const char *ret[static TAGS_MAX], int *ret_n)
{
    *ret_n = 0;
    for (int i = 0; i < n_typed; i++) {
        const char *tag, *folded;
        bool has;

        TRY(tag_parse(a, typed[i], &tag));
        TRY(tag_fold(a, tag, &folded));
        TRY(tags_have(a, ret, *ret_n, folded, &has));
        if (has)
            continue;
        if (*ret_n == TAGS_MAX)
            return E_TAGS_MANY;
        ret[(*ret_n)++] = tag;
    }
    return OK;
}

enum err heading_clean(struct arena *a, const char *title, const char *const *tags, int n_tags,
                       struct heading *ret)
{
    AUTO_STR struct str line = STR_INIT;
    const char *clean[TAGS_MAX];
    int n;

    TRY(title_parse(a, title, &ret->title));
    TRY(tags_clean(a, tags, n_tags, clean, &n));
    for (int i = 0; i < n; i++)
        str_printf(&line, "%s%s", i > 0 ? " " : "", clean[i]);
    ret->tags = line.failed ? NULL : arena_strdup(a, str_cstr(&line));
    return ret->tags ? OK : E_NOMEM;
}

bool heading_is_same(const struct heading *one, const struct heading *other)
{
    if (!one->title || !other->title)
        return one->title == other->title;
    return strcmp(one->title, other->title) == 0 && strcmp(one->tags, other->tags) == 0;
}

/* ---- waiting ---- */

const char *heading_pack(struct arena *a, const struct heading *h)
{
    return arena_printf(a, "%s\n%s", h->title, h->tags);
}

enum err heading_unpack(struct arena *a, const char *packed, struct heading *ret)
{
    const char *end = strchr(packed, '\n');

    if (!end)
        return E_CORRUPT;
    ret->title = arena_memdup0(a, packed, (size_t)(end - packed));
    ret->tags = arena_strdup(a, end + 1);
    return ret->title && ret->tags ? OK : E_NOMEM;
}

/* ---- writing ---- */

static enum err write_line(struct visit *v, thread_id thread, const char *line)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const char *const *tags;
    int n;

    TRY(tags_list(&a, line, &tags, &n));
    return tags_write(v, thread, tags, n);
}

static enum err opener_find(struct visit *v, thread_id thread, post_id *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct post_record post;

    TRY(posts_get(&a, v->db, thread, 1, &post));
    *ret = post.id;
    return OK;
}

enum err heading_write(struct visit *v, const struct thread_record *thread, const struct heading *h)
{
    bool everywhere = strcmp(thread->tags ? thread->tags : "", h->tags) != 0;
    post_id opener;

    TRY(opener_find(v, thread->id, &opener));
    TRY(everywhere ? search_forget_thread(v, thread->id) : search_forget(v, opener));
    TRY(threads_blank(v->db, thread->id, h->title));
    TRY(write_line(v, thread->id, h->tags));
    return everywhere ? search_learn_thread(v, thread->id) : search_learn(v, opener);
}

/* ---- showing ---- */

static bool is_mine(const struct visit *v, const struct thread_record *thread)
{
    struct key secret;
    bool mine;

    if (who_is_guest(v->who) || !v->alias || !author_is_alias(&thread->author))
        return false;
    if (thread_secret_get(v, thread->id, thread->created_at, clock_wall_s(v->clock), &secret,
                          NULL) != OK)
        return false;
    mine = author_is_me(v->who, &thread->author, &secret);
    secret_wipe(&secret, sizeof secret);
    return mine;
}

enum err heading_show(struct arena *a, struct visit *v, struct thread_record *thread)
{
    struct change_row change;
    struct heading h;
    post_id opener;
    enum err err;

    if (!is_mine(v, thread))
        return OK;
    TRY(opener_find(v, thread->id, &opener));
    err = changes_get(a, v->db, opener, CHANGE_HEADING, &change);
    if (err != OK)
        return err == E_NOTFOUND ? OK : err;
    TRY(heading_unpack(a, change.body, &h));
    thread->title = h.title;
    thread->tags = h.tags;
    return OK;
}

/* SPDX-License-Identifier: MIT
 *
 * change.c -- letting out what authors changed on alias boards.
 */
#include "change.h"

#include <string.h>

#include <curbside/base/clock.h>
#include <curbside/store/addressed.h>
#include <curbside/store/helpful.h>
#include <curbside/store/revisions.h>

#include "addressed.h"
#include "heading.h"
#include "search_index.h"

enum {
    BATCH_MAX = 4096, /* in one release; the rest follow in the next minute */
};

static const char deleted_title[] = "(deleted by its author)";

enum err post_text_remove(struct visit *v, const struct thread_record *thread,
                          const struct post_record *post)
{
    /* The thread's tags are among the words of all its posts, and go with the first. */
    bool all = post->no == 1 && thread->tags && thread->tags[0] != '\0';

    TRY(all ? search_forget_thread(v, thread->id) : search_forget(v, post->id));
    TRY(posts_delete(v->db, post->id));
    TRY(revisions_clear(v->db, post->id));
    TRY(helpful_clear(v->db, post->id));
    TRY(addressed_clear(v->db, thread->id, post->no, false));
    if (post->no == 1)
        TRY(threads_blank(v->db, thread->id, deleted_title));
    return all ? search_learn_thread(v, thread->id) : OK;
}

enum err post_text_set(struct visit *v, post_id post, const char *body, int64_t edited_at)
{
    TRY(search_forget(v, post));
    TRY(posts_set_body(v->db, post, body, edited_at));
    return search_learn(v, post);
}

/* What a moderator took away meanwhile is not written over. */
static enum err let_text_out(struct visit *v, const struct thread_record *thread,
                             const struct post_record *post, const struct change_row *change)
{
    if (strcmp(post->state, "deleted") == 0)
        return OK;
    if (!change->body)
        return post_text_remove(v, thread, post);
    if (strcmp(post->state, "visible") != 0 && strcmp(post->state, "collapsed") != 0)
        return OK;
    TRY(addressed_index_again(v, post, change->body));
    return post_text_set(v, post->id, change->body, time_floor_hour(change->due_at));
}

/* The title of a post that is gone, or that a moderator looks at, stays as it is. */
static enum err let_heading_out(struct arena *a, struct visit *v,
                                const struct thread_record *thread, const struct post_record *post,
                                const struct change_row *change)
{
    struct heading h;

    if (strcmp(post->state, "visible") != 0 && strcmp(post->state, "collapsed") != 0)
        return OK;
    TRY(heading_unpack(a, change->body, &h));
    TRY(heading_write(v, thread, &h));
    TRY(addressed_index_again(v, post, post->body));
    return post_text_set(v, post->id, post->body, time_floor_hour(change->due_at));
}

static enum err let_out(struct visit *v, const struct change_row *change, struct change_mark *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct thread_record thread;
    struct post_record post;
    thread_id id;
    int no;

    TRY(posts_find(v->db, change->post, &id, &no));
    TRY(threads_get(&a, v->db, id, &thread));
    TRY(posts_get(&a, v->db, id, no, &post));
    if (change->about == CHANGE_DOOR)
        TRY(threads_close_aliases(v->db, id, strcmp(change->body, "closed") == 0));
    else if (change->about == CHANGE_HEADING)
        TRY(let_heading_out(&a, v, &thread, &post, change));
    else
        TRY(let_text_out(v, &thread, &post, change));
    *ret = (struct change_mark){thread.board, id};
    return changes_remove(v->db, change->post, change->about);
}

enum err changes_let_out(struct arena *a, struct visit *v, int64_t at, struct change_mark **ret,
                         int *ret_n)
{
    struct change_row *rows;
    int n;

    TRY(changes_list_due(a, v->db, at, BATCH_MAX, &rows, &n));
    *ret = arena_array(a, (size_t)n, sizeof **ret);
    if (!*ret)
        return E_NOMEM;
    for (int i = 0; i < n; i++)
        TRY(let_out(v, &rows[i], &(*ret)[i]));
    *ret_n = n;
    return OK;
}

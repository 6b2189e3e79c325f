/* SPDX-License-Identifier: MIT
 *
 * regroup.c -- putting posts into another thread: splitting one, merging two.
 *
 * A post keeps its id, and with it its marks, flags, revisions and receipt; it gets the next number
 * of the other thread. Where it was a marker stays under the old number, so that numbers that were
 * quoted, read and bookmarked keep their meaning and a thread has no gaps. The tag of an alias was
 * made for the thread it was written in and means nothing elsewhere: it does not go along, and from
 * then on nobody can match the post, as when a month key is destroyed. For as long as the move can
 * be taken back, the undo row has it.
 */
#include <curbside/domain/reshape.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <curbside/base/str.h>
#include <curbside/domain/authorship.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/permission.h>
#include <curbside/domain/thread.h>
#include <curbside/store/actions.h>
#include <curbside/store/addressed.h>
#include <curbside/store/arrivals.h>
#include <curbside/store/boards.h>
#include <curbside/store/imports.h>
#include <curbside/store/posts.h>
#include <curbside/store/submissions.h>

#include "addressed.h"
#include "insert.h"
#include "public_words.h"
#include "search_index.h"
#include "shaping.h"
#include "thread_rows.h"
#include "unread.h"

/* ---- one post ---- */

/* What stands where a post was: nobody's, empty, with the time of the post, so that its thread was
 * active when it was. */
static enum err marker_insert(struct visit *v, const struct post_record *post)
{
    struct post_record marker = {
        .thread = post->thread,
        .no = post->no,
        .created_at = post->created_at,
        .body = "",
        .author = author_for_nobody(),
    };

    TRY(post_draw(v, &marker.id));
    TRY(posts_insert(v->db, &marker));
    return posts_set_state(v->db, marker.id, "removed");
}

/* `post` as it is stored; it becomes number *ret_no of `to`, on `board`, where it counts as one
 * more: a marker stays for the one that was. `tie` is the tag that it has there. */
static enum err post_place(struct visit *v, board_id board, struct post_record *post, thread_id to,
                           int reply_to, const char *tie, int *ret_no)
{
    int64_t active_at;

    TRY(search_forget(v, post->id));
    TRY(addressed_clear(v->db, post->thread, post->no, false));
    TRY(threads_count_post(v->db, to, post->created_at, author_is_alias(&post->author), ret_no,
                           &active_at));
    TRY(arrivals_add(v->db, board, active_at / ARRIVAL_HOUR_S, 1));
    TRY(boards_count_up(v->db, board, 0, 1));
    TRY(threads_count_helpful(v->db, post->thread, -post->helpful));
    TRY(threads_count_helpful(v->db, to, post->helpful));
    author_tie(&post->author, tie);
    TRY(posts_place(v->db, post, to, *ret_no, reply_to));
    TRY(imports_place(v->db, post->thread, post->no, to, *ret_no));
    TRY(submissions_place(v->db, post->id, to, *ret_no));
    post->thread = to;
    post->no = *ret_no;
    post->reply_to = reply_to;
    TRY(addressed_index(v, post));
    return search_learn(v, post->id);
}

/* ---- many ---- */

/* Old numbers to new ones, for who answers whom. */
struct renumbering {
    int from; /* the first old number */
    int *nos; /* by old number - from; 0: not moved */
    int n;
};

static int renumber(const struct renumbering *r, int old)
{
    return old >= r->from && old < r->from + r->n ? r->nos[old - r->from] : 0;
}

/* "FROM TO" and then " ID NO REPLY_TO TAG" of each. */
static enum err posts_place_all(struct arena *a, struct visit *v, board_id board,
                                struct post_records *posts, thread_id to, struct str *was)
{
    struct renumbering r = {.from = posts->rows[0].no, .n = posts->n};

    r.nos = arena_array(a, (size_t)posts->n, sizeof *r.nos);
    if (!r.nos)
        return E_NOMEM;
    for (int i = 0; i < posts->n; i++) {
        struct post_record *post = &posts->rows[i], before = *post;
        char tag[AUTHOR_TIE_SIZE];

        author_tie_format(&post->author, tag);
        str_printf(was, " %" PRId64 " %d %d %s", post->id.v, post->no, post->reply_to, tag);
        TRY(post_place(v, board, post, to, renumber(&r, post->reply_to), AUTHOR_TIE_NONE,
                       &r.nos[i]));
        TRY(marker_insert(v, &before));
    }
    return OK;
}

static enum err posts_from(struct arena *a, struct visit *v, thread_id thread, int no,
                           struct post_records *ret)
{
    TRY(posts_list(a, v->db, thread, no, REGROUP_MAX + 1, SIZE_MAX / 2, ret));
    return ret->n > REGROUP_MAX ? E_LIST_FULL : OK;
}

static enum err regroup_end(struct txn *txn, struct shaping *s, const char *verb, struct str *was,
                            action_id *ret_id)
{
    return was->failed ? E_NOMEM : shaping_end(txn, s, verb, str_cstr(was), ret_id);
}

enum err thread_split(struct visit *v, post_id from, const char *title, const char *rule,
                      const char *typed, thread_id *ret_thread, action_id *ret_id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    AUTO_STR struct str was = STR_INIT;
    struct new_thread made = {0};
    struct post_records posts;
    struct shaping s;
    thread_id thread;
    int no;

    TRY(role_require(v->who, permission_role(MAY_SHAPE)));
    TRY(title_parse(&a, title, &made.title));
    TRY(public_words_require(made.title, OVERRIDE_NONE));
    TRY(posts_find(v->db, from, &thread, &no));
    TRY(shaping_begin(&a, &txn, v, thread, rule, typed, &s));
    if (no == 1)
        return E_NOTFOUND;
    TRY(posts_from(&a, v, thread, no, &posts));
    TRY(thread_draw(v, &made.id));
    made.board = s.thread.board;
    made.created_at = posts.rows[0].created_at;
    TRY(thread_insert(v, &made));
    TRY(threads_set_split(v->db, made.id, thread));
    str_printf(&was, "%" PRId64 " %" PRId64, thread.v, made.id.v);
    TRY(posts_place_all(&a, v, s.thread.board, &posts, made.id, &was));
    TRY(regroup_end(&txn, &s, "split", &was, ret_id));
    *ret_thread = made.id;
    return OK;
}

/* What stands in it are markers: no list leads there, and nobody is to read them. */
static enum err move_away(struct visit *v, const struct thread_record *thread, thread_id into)
{
    TRY(arrivals_take_thread(v->db, thread->id, thread->board));
    TRY(boards_count_up(v->db, thread->board, -1, -thread->posts));
    TRY(unread_thread_moved(v));
    return threads_set_moved(v->db, thread->id, into);
}

static enum err move_back(struct visit *v, const struct thread_record *thread)
{
    if (thread->moved_to.v == 0)
        return OK; /* merged when no thread knew yet where it went */
    TRY(arrivals_add_thread(v->db, thread->id, thread->board));
    TRY(boards_count_up(v->db, thread->board, 1, thread->posts));
    TRY(unread_thread_moved(v));
    return threads_set_moved(v->db, thread->id, (thread_id){0});
}

static enum err require_told_apart(struct visit *v, thread_id one, thread_id other)
{
    bool twice;

    TRY(author_share_alias(v->db, one, other, &twice));
    return twice ? E_ALIAS_TWICE : OK;
}

enum err thread_merge(struct visit *v, thread_id id, thread_id into, const char *rule,
                      const char *typed, action_id *ret_id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    AUTO_STR struct str was = STR_INIT;
    struct thread_record target;
    struct post_records posts;
    enum board_mode mode;
    struct shaping s;

    TRY(shaping_begin(&a, &txn, v, id, rule, typed, &s));
    TRY(shaping_find(&a, v, into, &target, &mode));
    if (id.v == into.v)
        return E_NOTFOUND;
    if (mode != s.mode)
        return E_BOARD_OTHER;
    TRY(require_told_apart(v, id, into));
    TRY(posts_from(&a, v, id, 1, &posts));
    if (target.posts + posts.n > THREAD_POSTS)
        return E_THREAD_FULL;
    str_printf(&was, "%" PRId64 " %" PRId64, id.v, into.v);
    TRY(posts_place_all(&a, v, target.board, &posts, into, &was));
    TRY(threads_set_locked(v->db, id, true));
    TRY(move_away(v, &s.thread, into));
    return regroup_end(&txn, &s, "merge", &was, ret_id);
}

/* ---- back ---- */

/* The marker makes room, and one stays where the post was meanwhile. */
static enum err post_place_back(struct arena *a, struct visit *v, thread_id from, thread_id to,
                                post_id id, int no, int reply_to, const char *tag)
{
    struct post_record post, marker, before;
    thread_id thread;
    int now;

    TRY(posts_find(v->db, id, &thread, &now));
    if (thread.v != to.v)
        return E_STALE;
    TRY(posts_get(a, v->db, to, now, &post));
    TRY(posts_get(a, v->db, from, no, &marker));
    before = post;
    TRY(search_forget(v, id));
    TRY(addressed_clear(v->db, to, now, false));
    TRY(posts_remove(v->db, marker.id));
    author_tie(&post.author, tag);
    TRY(threads_count_helpful(v->db, to, -post.helpful));
    TRY(threads_count_helpful(v->db, from, post.helpful));
    TRY(posts_place(v->db, &post, from, no, reply_to));
    TRY(imports_place(v->db, to, now, from, no));
    TRY(submissions_place(v->db, id, from, no));
    TRY(marker_insert(v, &before));
    post.thread = from;
    post.no = no;
    post.reply_to = reply_to;
    TRY(addressed_index(v, &post));
    return search_learn(v, id);
}

/* A thread in which nobody wrote after it was split off is gone; one with posts of its own stays,
 * and takes no more. */
static enum err split_back(struct arena *a, struct visit *v, thread_id from, thread_id to,
                           int placed)
{
    struct thread_record split;

    TRY(threads_set_locked(v->db, to, true));
    TRY(thread_record_get(a, v, to, &split));
    return split.posts == placed ? move_away(v, &split, from) : OK;
}

static enum err merge_back(struct arena *a, struct visit *v, thread_id from)
{
    struct thread_record merged;

    TRY(thread_record_get(a, v, from, &merged));
    TRY(move_back(v, &merged));
    return threads_set_locked(v->db, from, false);
}

enum err undo_regroup(struct arena *a, struct visit *v, const struct action_row *row,
                      const char *was)
{
    thread_id from, to;
    int used, no, reply_to, placed = 0;
    char tag[AUTHOR_TIE_SIZE];
    post_id id;

    if (sscanf(was, "%" SCNd64 " %" SCNd64 "%n", &from.v, &to.v, &used) != 2)
        return E_CORRUPT;
    for (was += used;
         sscanf(was, " %" SCNd64 " %d %d %32s%n", &id.v, &no, &reply_to, tag, &used) == 4;
         was += used, placed++)
        TRY(post_place_back(a, v, from, to, id, no, reply_to, tag));
    return strcmp(row->verb, "split") == 0 ? split_back(a, v, from, to, placed)
                                           : merge_back(a, v, from);
}

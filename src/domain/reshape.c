/* SPDX-License-Identifier: MIT
 *
 * reshape.c -- moving and retitling threads, slowing them, and setting posts right.
 *
 * A thread goes to a board where one may be the same as where it was: what is known of its aliases,
 * and when its posts come out, hangs on that.
 */
#include <curbside/domain/reshape.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <curbside/domain/board.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/permission.h>
#include <curbside/domain/slow.h>
#include <curbside/domain/thread.h>
#include <curbside/store/actions.h>
#include <curbside/store/arrivals.h>
#include <curbside/store/boards.h>
#include <curbside/store/corrections.h>
#include <curbside/store/posts.h>
#include <curbside/store/waiting.h>

#include "addressed.h"
#include "board_rows.h"
#include "public_words.h"
#include "search_index.h"
#include "shaping.h"
#include "thread_rows.h"
#include "unread.h"

/* ---- another board ---- */

static enum err write_move(struct visit *v, const struct thread_record *thread, board_id to)
{
    TRY(search_forget_thread(v, thread->id));
    TRY(arrivals_move(v->db, thread->id, thread->board, to));
    TRY(threads_set_board(v->db, thread->id, to));
    TRY(waiting_set_board(v->db, thread->id, to));
    TRY(boards_count_up(v->db, thread->board, -1, -thread->posts));
    TRY(boards_count_up(v->db, to, 1, thread->posts));
    TRY(unread_thread_moved(v));
    return search_learn_thread(v, thread->id);
}

enum err thread_move(struct visit *v, thread_id id, board_id to, const char *rule,
                     const char *typed, action_id *ret_id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct shaping s;
    struct board board;
    const char *was;

    TRY(shaping_begin(&a, &txn, v, id, rule, typed, &s));
    TRY(board_get_any(&a, v, to, &board));
    if (!board_is_open(v, &board))
        return E_NOTFOUND;
    if (to.v == s.thread.board.v)
        return E_DONE_ALREADY;
    if (board.mode != s.mode)
        return E_BOARD_OTHER;
    TRY(write_move(v, &s.thread, to));
    was = arena_printf(&a, "%" PRId64 " %" PRId64, s.thread.board.v, to.v);
    if (!was)
        return E_NOMEM;
    return shaping_end(&txn, &s, "move", was, ret_id);
}

enum err undo_move(struct arena *a, struct visit *v, const struct action_row *row, const char *was)
{
    struct thread_record thread;
    board_id from, to;

    if (sscanf(was, "%" SCNd64 " %" SCNd64, &from.v, &to.v) != 2)
        return E_CORRUPT;
    TRY(thread_record_get(a, v, row->thread, &thread));
    if (thread.board.v != to.v || thread.moved_to.v != 0)
        return E_STALE;
    return write_move(v, &thread, from);
}

/* ---- another title ---- */

static enum err write_title(struct visit *v, thread_id thread, const char *title)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct post_record opener;

    TRY(search_forget_thread(v, thread));
    TRY(threads_set_title(v->db, thread, title));
    TRY(posts_get(&a, v->db, thread, 1, &opener));
    if (strcmp(opener.state, "deleted") != 0)
        TRY(addressed_index_again(v, &opener, opener.body));
    return search_learn_thread(v, thread);
}

enum err thread_retitle(struct visit *v, thread_id id, const char *title, const char *rule,
                        const char *typed, action_id *ret_id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    const char *clean, *was;
    struct shaping s;

    TRY(title_parse(&a, title, &clean));
    TRY(public_words_require(clean, OVERRIDE_NONE));
    TRY(shaping_begin(&a, &txn, v, id, rule, typed, &s));
    if (strcmp(clean, s.thread.title) == 0)
        return E_DONE_ALREADY;
    TRY(write_title(v, id, clean));
    was = arena_printf(&a, "%zu %s%s", strlen(clean), clean, s.thread.title);
    if (!was)
        return E_NOMEM;
    return shaping_end(&txn, &s, "retitle", was, ret_id);
}

/* "LENGTH NEWOLD" */
enum err undo_retitle(struct arena *a, struct visit *v, const struct action_row *row,
                      const char *was)
{
    struct thread_record thread;
    const char *space = strchr(was, ' ');
    size_t n;

    if (!space || sscanf(was, "%zu", &n) != 1 || n > strlen(space + 1))
        return E_CORRUPT;
    TRY(thread_record_get(a, v, row->thread, &thread));
    if (strlen(thread.title) != n || strncmp(thread.title, space + 1, n) != 0)
        return E_STALE;
    return write_title(v, row->thread, space + 1 + n);
}

/* ---- slow mode ---- */

enum err thread_slow(struct visit *v, thread_id id, int minutes, const char *rule,
                     const char *typed, action_id *ret_id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct shaping s;
    const char *was;

    if (minutes < 0 || minutes > SLOW_MINUTES_MAX)
        return E_NUMBER_INVALID;
    TRY(shaping_begin(&a, &txn, v, id, rule, typed, &s));
    if (s.thread.slow == minutes)
        return E_DONE_ALREADY;
    TRY(threads_set_slow(v->db, id, minutes));
    was = arena_printf(&a, "%d %d", s.thread.slow, minutes);
    if (!was)
        return E_NOMEM;
    return shaping_end(&txn, &s, minutes > 0 ? "slow" : "unslow", was, ret_id);
}

enum err undo_slow(struct arena *a, struct visit *v, const struct action_row *row, const char *was)
{
    struct thread_record thread;
    int before, after;

    if (sscanf(was, "%d %d", &before, &after) != 2)
        return E_CORRUPT;
    TRY(thread_record_get(a, v, row->thread, &thread));
    return thread.slow == after ? threads_set_slow(v->db, row->thread, before) : E_STALE;
}

/* ---- "disputed, see #14" ---- */

enum err post_correct(struct visit *v, post_id post, int see, const char *rule, const char *typed,
                      action_id *ret_id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct shaping s;
    thread_id thread;
    const char *was;
    int no, before;

    TRY(role_require(v->who, permission_role(MAY_SHAPE)));
    TRY(posts_find(v->db, post, &thread, &no));
    TRY(shaping_begin(&a, &txn, v, thread, rule, typed, &s));
    if (see < 0 || see == no || see > s.thread.posts)
        return E_NOTFOUND;
    TRY(corrections_find(v->db, post, &before));
    if (before == see)
        return E_DONE_ALREADY;
    TRY(corrections_set(v->db, post, see));
    s.post = post;
    was = arena_printf(&a, "%d %d", before, see);
    if (!was)
        return E_NOMEM;
    return shaping_end(&txn, &s, see > 0 ? "correct" : "uncorrect", was, ret_id);
}

enum err undo_correct(struct arena *a, struct visit *v, const struct action_row *row,
                      const char *was)
{
    int before, after, now;

    (void)a;
    if (sscanf(was, "%d %d", &before, &after) != 2)
        return E_CORRUPT;
    TRY(corrections_find(v->db, row->post, &now));
    return now == after ? corrections_set(v->db, row->post, before) : E_STALE;
}

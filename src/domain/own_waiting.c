/* SPDX-License-Identifier: MIT
 *
 * own_waiting.c -- finding the caller's own among the posts that wait.
 *
 * There are at most a release's worth of them, so all of a thread's or a board's are read and each
 * tag is compared: nothing is stored that would say whose they are. What a filter holds under a
 * handle says so itself, as it will when it is out.
 */
#include "own_waiting.h"

#include <curbside/base/clock.h>
#include <curbside/domain/authorship.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/month_key.h>

enum {
    WAITING_MAX = 2048, /* looked through for one answer: a release's worth, and what is held */
};

enum err waiting_secret(struct arena *a, const struct visit *v, const struct waiting_row *row,
                        struct key *ret)
{
    int64_t created = row->due_at;
    struct thread_record thread;

    if (!row->title) {
        TRY(threads_get(a, v->db, row->thread, &thread));
        created = thread.created_at;
    }
    return thread_secret_get(v, row->thread, created, row->due_at, ret, NULL);
}

enum err waiting_is_mine(struct arena *a, const struct visit *v, const struct waiting_row *row,
                         bool *ret)
{
    struct key secret;

    *ret = false;
    if (who_is_guest(v->who))
        return OK;
    if (!author_is_alias(&row->author)) {
        *ret = author_is_me(v->who, &row->author, NULL);
        return OK;
    }
    if (!v->alias)
        return OK;
    TRY(waiting_secret(a, v, row, &secret));
    *ret = author_is_me(v->who, &row->author, &secret);
    secret_wipe(&secret, sizeof secret);
    return OK;
}

/* Keep those that are the caller's and of the kind asked for. */
static enum err keep_own(struct arena *a, const struct visit *v, bool openers,
                         struct waiting_rows *rows)
{
    int kept = 0;

    for (int i = 0; i < rows->n && kept < OWN_WAITING_MAX; i++) {
        bool mine;

        if ((rows->rows[i].title != NULL) != openers)
            continue;
        TRY(waiting_is_mine(a, v, &rows->rows[i], &mine));
        if (mine)
            TRY(waiting_get(a, v->db, rows->rows[i].id, &rows->rows[kept++]));
    }
    rows->n = kept;
    return OK;
}

enum err own_waiting_replies(struct arena *a, const struct visit *v, thread_id thread,
                             struct waiting_rows *ret)
{
    *ret = (struct waiting_rows){0};
    if (who_is_guest(v->who))
        return OK;
    TRY(waiting_list_thread(a, v->db, thread, WAITING_MAX, ret));
    return keep_own(a, v, false, ret);
}

enum err own_waiting_threads(struct arena *a, const struct visit *v, board_id board,
                             struct waiting_rows *ret)
{
    *ret = (struct waiting_rows){0};
    if (who_is_guest(v->who))
        return OK;
    TRY(waiting_list_board(a, v->db, board, WAITING_MAX, ret));
    return keep_own(a, v, true, ret);
}

enum err own_waiting_opener(struct arena *a, const struct visit *v, thread_id thread,
                            struct waiting_row *ret)
{
    struct waiting_rows rows;

    if (who_is_guest(v->who))
        return E_NOTFOUND;
    TRY(waiting_list_thread(a, v->db, thread, 1, &rows));
    TRY(keep_own(a, v, true, &rows));
    if (rows.n == 0)
        return E_NOTFOUND;
    *ret = rows.rows[0];
    return OK;
}

void waiting_thread_record(const struct waiting_row *row, struct thread_record *ret)
{
    *ret = (struct thread_record){
        .id = row->thread,
        .board = row->board,
        .title = row->title,
        .tags = row->tags,
        .posts = 1,
        .created_at = time_floor_hour(row->due_at),
        .active_at = time_floor_hour(row->due_at),
        .has_alias = author_is_alias(&row->author),
        .author = row->author,
    };
}

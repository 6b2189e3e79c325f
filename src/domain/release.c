/* SPDX-License-Identifier: MIT
 *
 * release.c -- letting out what waits on the alias boards.
 *
 * A post becomes as old as the tick it was due at, to the hour, also where the keeper came late: so
 * nothing depends on when it was written, and its thread's month is the one its tag was made for.
 */
#include <curbside/domain/release.h>

#include <string.h>

#include <curbside/domain/alias_rules.h>
#include <curbside/domain/authorship.h>
#include <curbside/domain/month_key.h>
#include <curbside/domain/post.h>
#include <curbside/store/changes.h>
#include <curbside/store/db.h>
#include <curbside/store/submissions.h>
#include <curbside/store/threads.h>
#include <curbside/store/waiting.h>

#include "change.h"
#include "helpful_rows.h"
#include "insert.h"
#include "ladder.h"
#include "release_time.h"
#include "tags.h"
#include "thread_rows.h"

enum {
    BATCH_MAX = 4096, /* in one release; the rest follow in the next minute */
    MINUTE_S = 60,
};

int64_t release_after(const struct visit *v, int64_t time)
{
    int64_t step = (int64_t)v->alias->release_minutes * MINUTE_S;

    return time - time % step + step;
}

int64_t release_of_held(const struct visit *v, const struct waiting_row *row)
{
    int64_t now = clock_wall_s(v->clock), last = month_last_second(row->due_at);
    int64_t due = v->alias && v->alias->release_minutes > 0 ? release_after(v, now) : now;

    return row->title && due > last ? last : due;
}

int64_t release_drawn(const struct visit *v)
{
    int64_t now = clock_wall_s(v->clock), most = (int64_t)v->alias->spread_minutes * MINUTE_S;

    return release_after(v, most > 0 ? now + random_below(v->random, (uint32_t)most) : now);
}

static void shuffle(struct visit *v, struct waiting_mark *marks, int n)
{
    for (int i = n - 1; i > 0; i--) {
        int j = (int)random_below(v->random, (uint32_t)i + 1);
        struct waiting_mark mark = marks[i];

        marks[i] = marks[j];
        marks[j] = mark;
    }
}

/* First everybody's first, then everybody's second: an alias's own order, and nobody else's. */
static enum err arrange(struct arena *a, struct visit *v, struct waiting_mark *marks, int n)
{
    struct waiting_mark *out = arena_array(a, (size_t)n, sizeof *out);
    int done = 0;

    if (!out)
        return E_NOMEM;
    shuffle(v, marks, n);
    for (int part = 0; done < n; part++)
        for (int i = 0; i < n; i++)
            if (marks[i].part == part || (part >= BATCH_MAX && marks[i].part > part))
                out[done++] = marks[i];
    memcpy(marks, out, (size_t)n * sizeof *out);
    return OK;
}

static enum err let_thread_out(struct arena *a, struct visit *v, const struct waiting_row *row,
                               int64_t created_at)
{
    struct new_thread thread = {
        .id = row->thread, .board = row->board, .title = row->title, .created_at = created_at};

    TRY(tags_list(a, row->tags, &thread.tags, &thread.n_tags));
    return thread_insert(v, &thread);
}

/* Its alias was taken out of the thread meanwhile: a moderator looks at it first. */
static enum err is_barred(struct arena *a, struct visit *v, const struct waiting_row *row,
                          bool *ret)
{
    struct sanction_target target;

    *ret = false;
    enum err err = author_target(&row->author, row->thread, &target);
    if (err != OK)
        return err == E_NOBODY ? OK : err;
    return sanction_acts_in_thread(a, v, &target, ret);
}

/* Its thread was merged into another while it waited: it goes there, and as with those that were
 * out, the tag of its alias does not. */
static enum err follow_moved(struct arena *a, struct visit *v, struct waiting_row *row)
{
    struct thread_record thread;
    thread_id to;

    if (row->title)
        return OK;
    TRY(threads_get(a, v->db, row->thread, &thread));
    TRY(thread_moved_to(v, &thread, &to));
    if (to.v == 0)
        return OK;
    TRY(threads_get(a, v->db, to, &thread));
    row->thread = to;
    row->board = thread.board;
    row->reply_to = 0;
    author_tie(&row->author, AUTHOR_TIE_NONE);
    return OK;
}

static enum err let_out(struct visit *v, struct waiting_mark *mark)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct waiting_row row;
    post_id id;
    bool barred;
    int no;

    TRY(waiting_get(&a, v->db, mark->id, &row));
    TRY(is_barred(&a, v, &row, &barred));
    if (barred)
        return waiting_set_held(v->db, row.id, WAITING_HELD, row.due_at);
    TRY(follow_moved(&a, v, &row));
    mark->board = row.board;
    mark->thread = row.thread;
    bool alias = author_is_alias(&row.author);
    const struct new_post post = {
        .id = row.id,
        .board = row.board,
        .thread = row.thread,
        .created_at = alias ? time_floor_hour(row.due_at) : row.due_at,
        .reply_to = row.reply_to,
        .body = row.body,
        .receipt = row.has_receipt ? row.receipt : NULL,
        .author = row.author,
    };
    TRY(waiting_remove(v->db, row.id));
    if (row.title)
        TRY(let_thread_out(&a, v, &row, post.created_at));
    TRY(post_insert(v, &post, &id, &no));
    return submissions_insert(v->db, row.token, &(struct submission_row){row.thread, id, no},
                              time_floor_day(clock_wall_s(v->clock)));
}

static void ring_one(const struct visit *v, board_id board, thread_id thread)
{
    v->ring(v->ring_ctx, TOPIC_BOARD, board.v);
    v->ring(v->ring_ctx, TOPIC_THREAD, thread.v);
}

/* One release: what was written, then what was changed. */
struct release {
    struct waiting_mark *posts;
    int n_posts;
    struct change_mark *changes;
    int n_changes;
};

static void ring(const struct visit *v, const struct release *r)
{
    for (int i = 0; v->ring && i < r->n_posts; i++)
        ring_one(v, r->posts[i].board, r->posts[i].thread);
    for (int i = 0; v->ring && i < r->n_changes; i++)
        ring_one(v, r->changes[i].board, r->changes[i].thread);
}

static enum err is_due(struct visit *v, int64_t now, bool *ret)
{
    int64_t posts, changes, helpful;

    TRY(waiting_next_due(v->db, &posts));
    TRY(changes_next_due(v->db, &changes));
    TRY(helpful_wait_next_due(v->db, &helpful));
    *ret = posts <= now || changes <= now || helpful <= now;
    return OK;
}

enum err release_due(struct visit *v)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    int64_t now = clock_wall_s(v->clock);
    struct release r;
    bool due;

    TRY(is_due(v, now, &due));
    if (!due)
        return OK;
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(waiting_list_due(&a, v->db, now, BATCH_MAX, &r.posts, &r.n_posts));
    TRY(arrange(&a, v, r.posts, r.n_posts));
    for (int i = 0; i < r.n_posts; i++)
        TRY(let_out(v, &r.posts[i]));
    TRY(helpful_release(v, now));
    TRY(changes_let_out(&a, v, now, &r.changes, &r.n_changes));
    TRY(txn_commit(&txn));
    ring(v, &r);
    return OK;
}

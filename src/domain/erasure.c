/* SPDX-License-Identifier: MIT
 *
 * erasure.c -- the jobs of erasing: found and sealed at leaving, opened by the keeper on their day.
 */
#include <curbside/domain/erasure.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <curbside/domain/authorship.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/month_key.h>
#include <curbside/store/changes.h>
#include <curbside/store/db.h>
#include <curbside/store/erasures.h>
#include <curbside/store/meta.h>
#include <curbside/store/waiting.h>

#include "change.h"
#include "erasure_key.h"
#include "key_file.h"
#include "own_posts.h"

enum {
    DAY_S = 24 * 60 * 60,
    MINUTE_S = 60,
    DAY_MINUTES = DAY_S / MINUTE_S,
    JOB_VERSION = 1,
    JOB_ALIAS = 1 << 7, /* beside the version */
    MINUTE_AT = 32,
    JOB_RECEIPT_AT = 1 + 8,
    JOB_BYTES = JOB_RECEIPT_AT + RECEIPT_BYTES,
    JOB_BOX = JOB_BYTES + SEAL_EXTRA,
    ROWS_AT_A_TIME = 200,
    CATCH_UP_DAYS = 100, /* more than any row stays */
    PLAN_FIRST = 64,
};

static const char context[] = "erasure";
static const char done_key[] = "erased";

static int64_t today_of(const struct visit *v)
{
    return clock_wall_s(v->clock) / DAY_S;
}

/* ---- the form of a job ---- */

/* The minute lies above the number of the post, which needs 30 bits. */
static void job_format(const struct erasure_post *post, uint8_t ret[static JOB_BYTES])
{
    uint64_t id = (uint64_t)post->post.v | (uint64_t)post->minute << MINUTE_AT;

    ret[0] = (uint8_t)(JOB_VERSION | (post->alias ? JOB_ALIAS : 0));
    for (int i = 0; i < 8; i++)
        ret[1 + i] = (uint8_t)(id >> (8 * i));
    memcpy(ret + JOB_RECEIPT_AT, post->receipt, RECEIPT_BYTES);
}

static bool job_parse(const uint8_t bytes[static JOB_BYTES], struct erasure_post *ret)
{
    uint64_t id = 0;

    for (int i = 0; i < 8; i++)
        id |= (uint64_t)bytes[1 + i] << (8 * i);
    ret->post.v = (int64_t)(id & UINT32_MAX);
    ret->minute = (int)(id >> MINUTE_AT & UINT16_MAX);
    ret->alias = (bytes[0] & JOB_ALIAS) != 0;
    memcpy(ret->receipt, bytes + JOB_RECEIPT_AT, RECEIPT_BYTES);
    return (bytes[0] & ~JOB_ALIAS) == JOB_VERSION;
}

/* ---- the plan ---- */

struct planning {
    struct arena *a;
    struct visit *v;
    struct erasure_plan *plan;
};

static enum err plan_add(struct planning *p, const struct erasure_post *post)
{
    struct erasure_plan *plan = p->plan;

    if (plan->n == plan->cap) {
        int cap = plan->cap ? 2 * plan->cap : PLAN_FIRST;
        struct erasure_post *posts = arena_array(p->a, (size_t)cap, sizeof *posts);

        if (!posts)
            return E_NOMEM;
        if (plan->n > 0)
            memcpy(posts, plan->posts, (size_t)plan->n * sizeof *posts);
        plan->posts = posts;
        plan->cap = cap;
    }
    plan->posts[plan->n++] = *post;
    return OK;
}

static enum err plan_own(void *ctx, const struct own_post *own)
{
    struct planning *p = ctx;
    struct erasure_post post = {.post = own->post->id, .alias = own->secret != NULL};

    if (strcmp(own->post->state, "deleted") == 0)
        return OK;
    if (own->secret)
        author_receipt(p->v->who, own->secret, post.post, post.receipt);
    return plan_add(p, &post);
}

static enum err plan_waiting(void *ctx, const struct waiting_row *row, const struct key *secret)
{
    struct planning *p = ctx;
    struct erasure_post post = {.post = row->id, .alias = true};

    author_receipt(p->v->who, secret, post.post, post.receipt);
    return plan_add(p, &post);
}

enum err erasure_plan(struct arena *a, struct visit *v, struct erasure_plan *ret)
{
    struct erasure_plan plan = {0};
    struct planning p = {a, v, &plan};

    TRY(role_require(v->who, ROLE_MEMBER));
    TRY(own_waiting_posts(v, plan_waiting, &p));
    TRY(own_handle_posts(v, plan_own, &p));
    TRY(own_alias_posts(v, plan_own, &p));
    *ret = plan;
    return OK;
}

/* ---- sealing ---- */

struct erasure_jobs {
    struct erasure_row *rows;
    int n;
    int64_t until;
};

static int rows_of(int posts)
{
    int n = ERASURE_ROWS_MIN;

    while (n < posts)
        n *= 2;
    return n;
}

/* `post` NULL: a job that holds nothing and that no key opens. */
static enum err row_seal(struct arena *a, struct visit *v, const struct key *key,
                         const struct erasure_post *post, struct erasure_row *ret)
{
    uint8_t job[JOB_BYTES] = {0}, *box = arena_alloc(a, JOB_BOX);

    if (!box)
        return E_NOMEM;
    if (post) {
        job_format(post, job);
        seal(v->random, key, context, job, sizeof job, box);
        secret_wipe(job, sizeof job);
    } else {
        random_fill(v->random, box, JOB_BOX);
    }
    random_fill(v->random, ret->name, sizeof ret->name);
    ret->box = box;
    ret->n = JOB_BOX;
    return OK;
}

/* Drawn; of an alias post one of a release, among what else changes then. */
static int minute_drawn(const struct visit *v, bool alias)
{
    int step = alias && v->alias ? v->alias->release_minutes : 1;
    int minute = (int)random_below(v->random, DAY_MINUTES);

    return step > 1 ? minute - minute % step : minute;
}

static enum err seal_one(struct arena *a, struct visit *v, struct erasure_post *post,
                         struct erasure_row *ret)
{
    int64_t day = today_of(v) + 1 + random_below(v->random, ERASURE_DAYS);
    struct key key;

    post->minute = minute_drawn(v, post->alias);
    if (post->alias)
        TRY(erasure_key_make(v, day, &key));
    else
        erasure_key_public(v, day, &key);
    enum err err = row_seal(a, v, &key, post, ret);
    secret_wipe(&key, sizeof key);
    return err;
}

enum err erasure_seal(struct arena *a, struct visit *v, const struct erasure_plan *plan,
                      struct erasure_jobs **ret)
{
    struct erasure_jobs *jobs = arena_alloc(a, sizeof *jobs);
    int64_t last = (today_of(v) + ERASURE_DAYS + 1) * DAY_S;

    if (!jobs)
        return E_NOMEM;
    jobs->n = rows_of(plan->n);
    jobs->until = month_start(month_of(last) + 1);
    jobs->rows = arena_array(a, (size_t)jobs->n, sizeof *jobs->rows);
    if (!jobs->rows)
        return E_NOMEM;
    for (int i = 0; i < plan->n; i++)
        TRY(seal_one(a, v, &plan->posts[i], &jobs->rows[i]));
    for (int i = plan->n; i < jobs->n; i++)
        TRY(row_seal(a, v, NULL, NULL, &jobs->rows[i]));
    *ret = jobs;
    return OK;
}

enum err erasure_store(struct visit *v, const struct erasure_jobs *jobs)
{
    for (int i = 0; i < jobs->n; i++)
        TRY(erasures_insert(v->db, &jobs->rows[i], jobs->until));
    return OK;
}

/* ---- the keeper ---- */

/* The keys that may open a job of one day. */
struct day_keys {
    struct key of_handles, of_aliases;
    bool aliases;
};

static enum err day_keys_get(struct visit *v, int64_t day, struct day_keys *ret)
{
    erasure_key_public(v, day, &ret->of_handles);
    enum err err = erasure_key_find(v, day, &ret->of_aliases);
    ret->aliases = err == OK;
    return err == E_NOTFOUND ? OK : err;
}

static void day_keys_done(struct day_keys *keys)
{
    secret_wipe(keys, sizeof *keys);
}
#define AUTO_DAY_KEYS __attribute__((cleanup(day_keys_done)))

/* False: not a job of this day, or none at all. */
static bool job_unseal(const struct day_keys *keys, const struct erasure_row *row,
                       struct erasure_post *ret)
{
    uint8_t job[JOB_BYTES];

    if (row->n != JOB_BOX)
        return false;
    if (unseal(&keys->of_handles, context, row->box, row->n, job) == OK)
        return job_parse(job, ret) && !ret->alias;
    if (!keys->aliases || unseal(&keys->of_aliases, context, row->box, row->n, job) != OK)
        return false;
    return job_parse(job, ret) && ret->alias;
}

/* False also: its minute is to come. */
static bool job_open(const struct day_keys *keys, int minute, const struct erasure_row *row,
                     struct erasure_post *ret)
{
    return job_unseal(keys, row, ret) && ret->minute <= minute;
}

static enum err may_erase(struct arena *a, struct visit *v, const struct erasure_post *job,
                          const struct post_record *post, bool *ret)
{
    uint8_t hash[TAG_BYTES];
    struct author author;

    if (!job->alias) {
        TRY(author_show(a, &post->author, &author));
        *ret = author.kind == AUTHOR_GONE;
        return OK;
    }
    receipt_hash(job->post, job->receipt, hash);
    return posts_has_receipt(v->db, job->post, hash, ret);
}

/* It has not come out: as if it had never been written. */
static enum err erase_waiting(struct arena *a, struct visit *v, const struct erasure_post *job)
{
    uint8_t hash[TAG_BYTES];
    struct waiting_row row;
    enum err err = waiting_get(a, v->db, job->post, &row);

    if (err != OK)
        return err == E_NOTFOUND ? OK : err;
    receipt_hash(job->post, job->receipt, hash);
    return bytes_equal(hash, row.receipt, sizeof hash) ? waiting_remove(v->db, job->post) : OK;
}

/* *ret_thread: whose readers are to be told; 0: nobody's. */
static enum err erase(struct visit *v, const struct erasure_post *job, thread_id *ret_thread)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct thread_record thread;
    struct post_record post;
    thread_id id;
    bool may;
    int no;

    ret_thread->v = 0;
    enum err err = posts_find(v->db, job->post, &id, &no);
    if (err == E_NOTFOUND)
        return erase_waiting(&a, v, job);
    TRY(err);
    TRY(threads_get(&a, v->db, id, &thread));
    TRY(posts_get(&a, v->db, id, no, &post));
    TRY(may_erase(&a, v, job, &post, &may));
    if (!may || strcmp(post.state, "deleted") == 0)
        return OK;
    TRY(changes_remove(v->db, post.id, CHANGE_TEXT));
    TRY(changes_remove(v->db, post.id, CHANGE_HEADING));
    TRY(post_text_remove(v, &thread, &post));
    *ret_thread = id;
    return OK;
}

static void ring(const struct visit *v, const thread_id *threads, int n)
{
    for (int i = 0; v->ring && i < n; i++)
        if (threads[i].v != 0)
            v->ring(v->ring_ctx, TOPIC_THREAD, threads[i].v);
}

/* The jobs of some rows, in one transaction; none is begun where none is of this day. */
static enum err erase_rows(struct visit *v, const struct day_keys *keys, int minute,
                           const struct erasure_row *rows, int n)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    struct erasure_post jobs[ROWS_AT_A_TIME];
    thread_id threads[ROWS_AT_A_TIME];
    int n_jobs = 0;

    for (int i = 0; i < n; i++)
        n_jobs += job_open(keys, minute, &rows[i], &jobs[n_jobs]);
    if (n_jobs == 0)
        return OK;
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    for (int i = 0; i < n_jobs; i++)
        TRY(erase(v, &jobs[i], &threads[i]));
    TRY(txn_commit(&txn));
    ring(v, threads, n_jobs);
    return OK;
}

typedef enum err rows_do(struct visit *v, const struct day_keys *keys, int minute,
                         const struct erasure_row *rows, int n);

/* All rows, some at a time. */
static enum err rows_each(struct visit *v, int64_t day, int minute, rows_do *each)
{
    AUTO_DAY_KEYS struct day_keys keys = {0};
    uint8_t after[ERASURE_NAME_BYTES];
    bool first = true;
    int n;

    TRY(day_keys_get(v, day, &keys));
    do {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct erasure_row *rows;

        TRY(erasures_list(&a, v->db, first ? NULL : after, ROWS_AT_A_TIME, &rows, &n));
        TRY(each(v, &keys, minute, rows, n));
        if (n > 0)
            memcpy(after, rows[n - 1].name, sizeof after);
        first = false;
    } while (n == ROWS_AT_A_TIME);
    return OK;
}

/* What is due of a day up to a minute of it. What was done before is found done. */
static enum err erase_day(struct visit *v, int64_t day, int minute)
{
    return rows_each(v, day, minute, erase_rows);
}

/* ---- what is remembered of a day ---- */

struct erasure_mark {
    uint8_t name[ERASURE_NAME_BYTES];
    int minute;
    bool done;
};

void erasure_memory_done(struct erasure_memory *m)
{
    free(m->marks);
    *m = (struct erasure_memory){0};
}

static enum err mark_add(struct erasure_memory *m, const struct erasure_row *row, int minute)
{
    if (m->n == m->cap) {
        int cap = m->cap ? 2 * m->cap : PLAN_FIRST;
        struct erasure_mark *grown = reallocarray(m->marks, (size_t)cap, sizeof *grown);

        if (!grown)
            return E_NOMEM;
        m->marks = grown;
        m->cap = cap;
    }
    m->marks[m->n].minute = minute;
    m->marks[m->n].done = false;
    memcpy(m->marks[m->n++].name, row->name, sizeof row->name);
    return OK;
}

static enum err mark_rows(struct visit *v, const struct day_keys *keys, int minute,
                          const struct erasure_row *rows, int n)
{
    (void)minute;
    for (int i = 0; i < n; i++) {
        struct erasure_post job;

        if (job_unseal(keys, &rows[i], &job))
            TRY(mark_add(v->erasures, &rows[i], job.minute));
    }
    return OK;
}

static enum err marks_take(struct visit *v, int64_t day)
{
    if (v->erasures->day == day)
        return OK;
    erasure_memory_done(v->erasures);
    TRY(rows_each(v, day, DAY_MINUTES, mark_rows));
    v->erasures->day = day;
    return OK;
}

static enum err mark_erase(struct visit *v, const struct day_keys *keys, int minute,
                           struct erasure_mark *mark)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct erasure_row row;
    enum err err = erasures_get(&a, v->db, mark->name, &row);

    if (err == OK)
        err = erase_rows(v, keys, minute, &row, 1);
    mark->done = err == OK || err == E_NOTFOUND;
    return mark->done ? OK : err;
}

/* Today's, of which all rows need not be opened at every minute. */
static enum err erase_today(struct visit *v, int64_t day, int minute)
{
    AUTO_DAY_KEYS struct day_keys keys = {0};

    if (!v->erasures)
        return erase_day(v, day, minute);
    TRY(marks_take(v, day));
    TRY(day_keys_get(v, day, &keys));
    for (int i = 0; i < v->erasures->n; i++)
        if (!v->erasures->marks[i].done && v->erasures->marks[i].minute <= minute)
            TRY(mark_erase(v, &keys, minute, &v->erasures->marks[i]));
    return OK;
}

/* The last day whose jobs are done. */
static enum err done_get(struct visit *v, int64_t *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    int64_t oldest = today_of(v) - CATCH_UP_DAYS;
    const uint8_t *bytes;
    size_t n;

    enum err err = meta_get(&a, v->db, done_key, &bytes, &n);
    *ret = oldest;
    if (err != OK)
        return err == E_NOTFOUND ? OK : err;
    int64_t done = 0;
    for (size_t i = 0; i < n && i < 4; i++)
        done |= (int64_t)bytes[i] << (8 * i);
    *ret = done > oldest ? done : oldest;
    return OK;
}

/* What is over goes with it. */
static enum err done_set(struct visit *v, int64_t day)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    uint8_t bytes[4];

    for (int i = 0; i < 4; i++)
        bytes[i] = (uint8_t)((uint64_t)day >> (8 * i));
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(meta_set(v->db, done_key, bytes, sizeof bytes));
    TRY(erasures_expire(v->db, day * DAY_S));
    return txn_commit(&txn);
}

enum err erasure_due(struct visit *v)
{
    int64_t today = today_of(v), done;
    int minute = (int)(clock_wall_s(v->clock) % DAY_S / MINUTE_S);
    bool any;

    TRY(erasures_are_there(v->db, &any));
    if (!any)
        return OK;
    TRY(done_get(v, &done));
    for (int64_t day = done + 1; day < today; day++)
        TRY(erase_day(v, day, DAY_MINUTES));
    TRY(erase_today(v, today, minute));
    if (done >= today - 1)
        return OK;
    TRY(done_set(v, today - 1));
    for (int64_t day = done + 1; day < today; day++)
        TRY(erasure_key_destroy(v, day));
    return OK;
}

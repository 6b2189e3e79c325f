/* SPDX-License-Identifier: MIT
 *
 * strikes.c -- the side of sanctions that only the session of whom they reach can see.
 *
 * The rows about aliases are walked, the caller's own tag is made for each of their threads, and
 * what matches is a strike. How long it lasts is reckoned here from all strikes, in memory, each
 * time anew; no row, answer or log that anybody else can see takes part in it.
 *
 * A strike's own thread knows only its severity; the ladder acts on every other thread. So an alias
 * that was muted comes back to its thread when every other muted alias would.
 */
#include <curbside/domain/sanction.h>

#include <stdio.h>
#include <string.h>

#include <curbside/domain/authorship.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/month_key.h>
#include <curbside/domain/state.h>
#include <curbside/store/sanctions.h>
#include <curbside/store/threads.h>

#include "ladder.h"
#include "sanctioning.h"
#include "strikes.h"
#include "thread_rows.h"

enum {
    ROWS_MAX = 4096, /* of 30 days, of everybody */
    LOOK_EVERY_S = 60,
    DOOR_THREADS = 16, /* whose posts one thread holds: moderators rarely put together more */
};

/* ---- finding one's own ---- */

static void strike_of(const struct sanction_row *row, struct state_strike *ret)
{
    enum severity severity = SEVERITY_WARN;

    IGNORE(severity_parse(row->severity, &severity)); /* the schema allows no other word */
    *ret = (struct state_strike){
        .id = (uint32_t)row->id.v,
        .thread = (uint32_t)row->target.thread.v,
        .day = (uint32_t)(row->day / LADDER_DAY_S),
        .out_day = (uint32_t)(row->agreed_day / LADDER_DAY_S),
        .severity = (uint8_t)severity,
    };
    snprintf(ret->rule, sizeof ret->rule, "%s", row->rule);
    snprintf(ret->reason, sizeof ret->reason, "%s", row->reason);
}

static uint32_t month_of_row(const struct visit *v, const struct sanction_row *row)
{
    return month_serving(v, row->thread_created, clock_wall_s(v->clock));
}

static enum err take_over(struct visit *v, const struct sanction_row *row,
                          const struct sanction_target *mine)
{
    struct state_strike strike;

    if (!bytes_equal(row->target.tag, mine->tag, sizeof mine->tag))
        return OK;
    strike_of(row, &strike);
    strike.month = month_of_row(v, row);
    return state_strike_add(v->state, &strike);
}

static enum err own_target_get(const struct visit *v, const struct sanction_row *row,
                               struct sanction_target *ret)
{
    struct key secret;

    TRY(thread_secret_get(v, row->target.thread, row->thread_created, clock_wall_s(v->clock),
                          &secret, NULL));
    author_own_target(v->who, row->target.thread, &secret, ret);
    secret_wipe(&secret, sizeof secret);
    return OK;
}

static enum err look(struct visit *v)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct sanction_target mine = {0};
    struct sanction_rows rows;

    TRY(sanctions_list_alias(&a, v->db, ROWS_MAX, &rows));
    for (int i = 0; i < rows.n; i++) {
        if (rows.rows[i].thread_created == 0)
            continue; /* its thread is not there any more */
        if (rows.rows[i].target.thread.v != mine.thread.v)
            TRY(own_target_get(v, &rows.rows[i], &mine));
        TRY(take_over(v, &rows.rows[i], &mine));
    }
    return OK;
}

enum err sanction_find_own(struct visit *v)
{
    if (who_is_guest(v->who) || !v->alias)
        return OK;
    TRY(look(v));
    state_strikes_looked_set(v->state, clock_wall_s(v->clock));
    return OK;
}

enum err strikes_look(struct visit *v)
{
    int64_t now = clock_wall_s(v->clock), looked = state_strikes_looked(v->state);

    if (looked != 0 && now >= looked && now - looked < LOOK_EVERY_S)
        return OK;
    return sanction_find_own(v);
}

/* ---- reckoning ---- */

/* A day within the bounds that nobody without the root can tell, the same for every session. */
static int64_t out_from(const struct visit *v, uint32_t id, int64_t agreed_day_s)
{
    uint8_t about[4];
    struct key key;

    for (int i = 0; i < 4; i++)
        about[i] = (uint8_t)(id >> (8 * i));
    who_derive(v->who, "out", about, sizeof about, &key);
    int64_t days = OUT_FIRST_DAY + key.b[0] % (OUT_LAST_DAY - OUT_FIRST_DAY + 1);
    secret_wipe(&key, sizeof key);
    return agreed_day_s + days * LADDER_DAY_S;
}

static int strikes_before(const struct state_strike *strikes, const bool *lifted, size_t at)
{
    int n = 0;

    for (size_t i = 0; i < at; i++)
        n += !lifted[i] && ladder_counts(strikes[i].day, strikes[at].day);
    return n;
}

/* A strike with what follows from it. Texts point into the state. */
static void reckon(const struct visit *v, const struct state_strike *strikes, const bool *lifted,
                   size_t at, struct sanction_notice *ret)
{
    const struct state_strike *s = &strikes[at];
    enum severity severity = (enum severity)s->severity;
    int64_t day = (int64_t)s->day * LADDER_DAY_S;
    int days = ladder_days(severity, strikes_before(strikes, lifted, at));

    *ret = (struct sanction_notice){
        .id = {s->id},
        .severity = severity,
        .alias = true,
        .thread = {s->thread},
        .rule = s->rule,
        .reason = s->reason,
        .day = day,
        .thread_until = s->id != 0 ? ladder_thread_until(severity, day) : 0,
        .lifted = lifted[at],
    };
    if (days > 0) {
        ret->from = day + LADDER_DAY_S;
        ret->until = ret->from + (int64_t)days * LADDER_DAY_S;
    }
    if (s->out_day > 0)
        ret->out_from = s->id != 0 ? out_from(v, s->id, (int64_t)s->out_day * LADDER_DAY_S)
                                   : ((int64_t)s->out_day + OUT_LAST_DAY) * LADDER_DAY_S;
}

static void reckon_handle(const struct visit *v, const struct sanction_row *row,
                          struct sanction_notice *ret)
{
    *ret = (struct sanction_notice){
        .id = row->id,
        .rule = row->rule,
        .reason = row->reason,
        .day = row->day,
        .from = row->until > 0 ? row->day : 0,
        .until = row->until,
        .lifted = row->lifted,
    };
    IGNORE(severity_parse(row->severity, &ret->severity)); /* the schema allows no other word */
    if (row->agreed_day > 0)
        ret->out_from = out_from(v, (uint32_t)row->id.v, row->agreed_day);
}

static void acts_set(struct sanction_notice *n, int64_t now)
{
    n->acts = !n->lifted && (now < n->thread_until || now < n->until || n->out_from > 0);
}

static enum err add_aliases(struct visit *v, struct reckoning *r)
{
    size_t n;
    const struct state_strike *strikes = state_strikes(v->state, &n);
    bool lifted[STATE_STRIKES];

    for (size_t i = 0; i < n; i++)
        if (strikes[i].id != 0)
            TRY(lifts_has(v->db, (action_id){strikes[i].id}, &lifted[i]));
        else
            lifted[i] = false; /* nobody knows any more which it was */
    for (size_t i = 0; i < n; i++)
        reckon(v, strikes, lifted, i, &r->rows[r->n++]);
    return OK;
}

static enum err add_handles(struct arena *a, struct visit *v, struct reckoning *r)
{
    const struct sanction_target me = {.handle = v->who->handle};
    struct sanction_rows rows;

    TRY(sanctions_list_target(a, v->db, &me, 0, STRIKES_HANDLE, &rows));
    for (int i = 0; i < rows.n; i++)
        reckon_handle(v, &rows.rows[i], &r->rows[r->n++]);
    return OK;
}

enum err strikes_reckon(struct arena *a, struct visit *v, struct reckoning **ret)
{
    struct reckoning *r = arena_alloc(a, sizeof *r);
    int64_t now = clock_wall_s(v->clock);

    if (!r)
        return E_NOMEM;
    r->n = 0;
    TRY(add_aliases(v, r));
    TRY(add_handles(a, v, r));
    for (int i = 0; i < r->n; i++)
        acts_set(&r->rows[i], now);
    *ret = r;
    return OK;
}

/* ---- may I ---- */

/* A thread, and before it those whose posts it holds, by splits and merges of whatever depth: who
 * was put out of one of them is out of it. */
struct door {
    thread_id threads[DOOR_THREADS];
    int n;
};

static void door_add(struct door *d, thread_id thread)
{
    for (int i = 0; i < d->n; i++)
        if (d->threads[i].v == thread.v)
            return;
    if (thread.v != 0 && d->n < DOOR_THREADS)
        d->threads[d->n++] = thread;
}

static enum err door_get(struct arena *a, struct visit *v, thread_id thread, struct door *ret)
{
    thread_id took_in[DOOR_THREADS];
    struct thread_record record;
    int n;

    *ret = (struct door){.n = 0};
    door_add(ret, thread);
    for (int at = 0; at < ret->n; at++) {
        enum err err = threads_get(a, v->db, ret->threads[at], &record);

        if (err == E_NOTFOUND)
            continue; /* it waits, or is to be made */
        TRY(err);
        door_add(ret, record.split_from);
        TRY(threads_took_in(v->db, ret->threads[at], took_in, DOOR_THREADS, &n));
        for (int i = 0; i < n; i++)
            door_add(ret, took_in[i]);
    }
    return OK;
}

static bool is_behind(const struct door *door, thread_id of)
{
    for (int i = 0; i < door->n; i++)
        if (door->threads[i].v == of.v)
            return true;
    return false;
}

static enum err bars(const struct visit *v, const struct sanction_notice *n, enum face face,
                     const struct door *door)
{
    int64_t now = clock_wall_s(v->clock);

    if (n->lifted)
        return OK;
    if (n->out_from > 0 && now >= n->out_from)
        return E_BARRED;
    if (n->alias != (face == FACE_ALIAS))
        return OK;
    if (n->alias && n->id.v != 0 && is_behind(door, n->thread))
        return now < n->thread_until ? E_BARRED_THREAD : OK;
    if (now >= n->from && now < n->until)
        return n->alias ? E_BARRED_ALIAS : E_BARRED_HANDLE;
    return OK;
}

enum err sanction_acts_in_thread(struct arena *a, struct visit *v,
                                 const struct sanction_target *target, bool *ret)
{
    int64_t now = clock_wall_s(v->clock);
    struct sanction_rows rows;

    *ret = false;
    TRY(sanctions_list_target(a, v->db, target, 0, STRIKES_HANDLE, &rows));
    for (int i = 0; i < rows.n; i++) {
        struct state_strike strike;

        strike_of(&rows.rows[i], &strike);
        if (!rows.rows[i].lifted &&
            now < ladder_thread_until((enum severity)strike.severity, rows.rows[i].day))
            *ret = true;
    }
    return OK;
}

/* At once: what a moderator has just written is asked for by itself, whenever was last looked. */
static enum err thread_require(struct arena *a, struct visit *v, thread_id thread,
                               const struct key *secret)
{
    struct sanction_target mine;
    bool acts;

    author_own_target(v->who, thread, secret, &mine);
    TRY(sanction_acts_in_thread(a, v, &mine, &acts));
    return acts ? E_BARRED_THREAD : OK;
}

enum err sanction_require(struct visit *v, enum face face, thread_id thread,
                          const struct key *secret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct reckoning *r;
    struct door door;

    if (who_is_guest(v->who))
        return OK;
    if (face == FACE_ALIAS && secret)
        TRY(thread_require(&a, v, thread, secret));
    TRY(door_get(&a, v, thread, &door));
    if (face == FACE_ALIAS && door.n > 1)
        TRY(sanction_find_own(v)); /* at once, as above */
    else
        TRY(strikes_look(v));
    TRY(strikes_reckon(&a, v, &r));
    for (int i = 0; i < r->n; i++)
        TRY(bars(v, &r->rows[i], face, &door));
    return OK;
}

enum err sanction_require_any(struct visit *v)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    int64_t now = clock_wall_s(v->clock);
    struct reckoning *r;

    if (who_is_guest(v->who))
        return OK;
    TRY(strikes_look(v));
    TRY(strikes_reckon(&a, v, &r));
    for (int i = 0; i < r->n; i++)
        if (!r->rows[i].lifted && r->rows[i].out_from > 0 && now >= r->rows[i].out_from)
            return E_BARRED;
    return OK;
}

enum err sanction_counts(struct visit *v, bool *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    int64_t today = clock_wall_s(v->clock) / LADDER_DAY_S;
    struct reckoning *r;

    *ret = false;
    if (who_is_guest(v->who))
        return OK;
    TRY(sanction_find_own(v));
    TRY(strikes_reckon(&a, v, &r));
    for (int i = 0; i < r->n; i++) {
        const struct sanction_notice *n = &r->rows[i];

        if (!n->lifted && n->severity != SEVERITY_WARN &&
            (ladder_counts(n->day / LADDER_DAY_S, today) || n->out_from > 0))
            *ret = true;
    }
    return OK;
}

enum err sanction_is_mine(struct visit *v, action_id action, bool *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct reckoning *r;

    *ret = false;
    if (who_is_guest(v->who))
        return OK; /* the operator, too */
    TRY(sanction_find_own(v));
    TRY(strikes_reckon(&a, v, &r));
    for (int i = 0; i < r->n; i++)
        *ret |= action.v != 0 && r->rows[i].id.v == action.v && !r->rows[i].lifted;
    return OK;
}

/* SPDX-License-Identifier: MIT
 *
 * state_inbox.c -- what of the inbox was cleared, and in which threads the account is an alias.
 *
 * An hour before which everything is cleared, and since then post numbers thread by thread: what is
 * let out late under an early hour is not lost. Two sessions merge to the later hour and the
 * greater numbers. Of the threads with an alias the union is kept; they are found again by the tags
 * when they are lost. They, and what of them was cleared, are stored in the boxes of their months.
 */
#include "state_record.h"

#include <stdlib.h>
#include <string.h>

enum {
    THREAD_MAX = 999999999,
};

static size_t place_of(const struct inbox_list *list, uint32_t thread)
{
    size_t low = 0, high = list->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (list->v[middle].thread < thread)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The greater number stays. False: full, or without memory. */
static bool list_put(struct inbox_list *list, size_t max, uint32_t thread, uint32_t no)
{
    size_t at = place_of(list, thread);

    if (at < list->n && list->v[at].thread == thread) {
        if (list->v[at].no < no)
            list->v[at].no = no;
        return true;
    }
    if (list->n == list->cap && list->n < max) {
        size_t cap = list->cap == 0 ? 16 : list->cap * 2;
        struct inbox_mark *grown = reallocarray(list->v, cap, sizeof *grown);

        if (grown) {
            list->v = grown;
            list->cap = cap;
        }
    }
    if (list->n == max || list->n == list->cap)
        return false;
    memmove(list->v + at + 1, list->v + at, (list->n - at) * sizeof *list->v);
    list->v[at] = (struct inbox_mark){thread, no};
    list->n++;
    return true;
}

static bool list_take(struct inbox_list *list, uint32_t thread)
{
    size_t at = place_of(list, thread);

    if (at == list->n || list->v[at].thread != thread)
        return false;
    list->n--;
    memmove(list->v + at, list->v + at + 1, (list->n - at) * sizeof *list->v);
    return true;
}

uint32_t state_inbox_hour(const struct state *s)
{
    return s->inbox_hour;
}

int state_inbox_cleared(const struct state *s, thread_id thread)
{
    size_t at = place_of(&s->inbox_cleared, (uint32_t)thread.v);

    if (at == s->inbox_cleared.n || s->inbox_cleared.v[at].thread != thread.v)
        return 0;
    return (int)s->inbox_cleared.v[at].no;
}

bool state_inbox_clear(struct state *s, thread_id thread, int no)
{
    if (no < 1 || no > STATE_NO_MAX)
        return true;
    s->dirty = true;
    return list_put(&s->inbox_cleared, STATE_INBOX_THREADS, (uint32_t)thread.v, (uint32_t)no);
}

void state_inbox_hour_set(struct state *s, uint32_t hour)
{
    if (hour <= s->inbox_hour)
        return;
    s->inbox_hour = hour;
    s->dirty = true;
}

bool state_inbox_next(const struct state *s, size_t *at, thread_id *ret)
{
    if (*at >= s->inbox_cleared.n)
        return false;
    ret->v = s->inbox_cleared.v[(*at)++].thread;
    return true;
}

void state_inbox_forget(struct state *s, thread_id thread)
{
    if (list_take(&s->inbox_cleared, (uint32_t)thread.v))
        s->dirty = true;
}

void state_inbox_hold(struct state *s)
{
    struct inbox_mark *copy = reallocarray(NULL, s->inbox_cleared.n + 1, sizeof *copy);

    if (copy && s->inbox_cleared.n > 0)
        memcpy(copy, s->inbox_cleared.v, s->inbox_cleared.n * sizeof *copy);
    free(s->inbox_held.v);
    s->inbox_held = (struct inbox_list){copy, s->inbox_cleared.n, s->inbox_cleared.n + 1};
    s->inbox_held_hour = s->inbox_hour;
}

bool state_inbox_put_back(struct state *s)
{
    if (!s->inbox_held.v)
        return false;
    free(s->inbox_cleared.v);
    s->inbox_undone = s->inbox_hour;
    s->inbox_cleared = s->inbox_held;
    s->inbox_hour = s->inbox_held_hour;
    s->inbox_held = (struct inbox_list){0};
    s->dirty = true;
    return true;
}

/* ---- own aliases ---- */

uint32_t state_alias_looked(const struct state *s)
{
    return s->alias_looked;
}

void state_alias_looked_set(struct state *s, uint32_t hour)
{
    /* Not worth a write by itself: without it, more is looked through next time. */
    if (hour > s->alias_looked)
        s->alias_looked = hour;
}

void state_alias_note(struct state *s, thread_id thread, uint32_t month)
{
    /* A full list keeps what it has; those not in it are looked for no more. */
    IGNORE(list_put(&s->alias_threads, STATE_ALIAS_THREADS, (uint32_t)thread.v, month));
}

void state_alias_forget(struct state *s, thread_id thread)
{
    /* With what of it was cleared, which would say that something there was the account's. */
    if (list_take(&s->alias_threads, (uint32_t)thread.v))
        list_take(&s->inbox_cleared, (uint32_t)thread.v);
}

bool state_alias_next(const struct state *s, size_t *at, thread_id *ret)
{
    if (*at >= s->alias_threads.n)
        return false;
    ret->v = s->alias_threads.v[(*at)++].thread;
    return true;
}

/* ---- the form: hour, cleared ones (count; thread by difference, number), the hour up to which
 * aliases were looked for ---- */

static bool has_alias(const struct state *s, uint32_t thread)
{
    size_t at = place_of(&s->alias_threads, thread);

    return at < s->alias_threads.n && s->alias_threads.v[at].thread == thread;
}

static void format_cleared(const struct state *s, struct str *out)
{
    uint32_t before = 0, n = 0;

    for (size_t i = 0; i < s->inbox_cleared.n; i++)
        n += !has_alias(s, s->inbox_cleared.v[i].thread);
    state_add_number(out, n);
    for (size_t i = 0; i < s->inbox_cleared.n; i++) {
        const struct inbox_mark *mark = &s->inbox_cleared.v[i];

        if (has_alias(s, mark->thread))
            continue;
        state_add_number(out, mark->thread - before);
        state_add_number(out, mark->no);
        before = mark->thread;
    }
}

void state_inbox_format(const struct state *s, struct str *out)
{
    state_add_number(out, s->inbox_hour);
    format_cleared(s, out);
    state_add_number(out, s->alias_looked);
}

static enum err parse_thread(struct state_reader *r, uint32_t *before)
{
    uint32_t step;

    TRY(state_read_number(r, THREAD_MAX, &step));
    if (step == 0 || step > THREAD_MAX - *before)
        return E_CORRUPT;
    *before += step;
    return OK;
}

static enum err parse_cleared(struct state_reader *r, struct state *s)
{
    uint32_t n, thread = 0, no;

    TRY(state_read_number(r, STATE_INBOX_THREADS, &n));
    for (uint32_t i = 0; i < n; i++) {
        TRY(parse_thread(r, &thread));
        TRY(state_read_number(r, STATE_NO_MAX, &no));
        if (no == 0)
            return E_CORRUPT;
        if (!list_put(&s->inbox_cleared, STATE_INBOX_THREADS, thread, no))
            return E_NOMEM;
    }
    return OK;
}

enum err state_inbox_parse(struct state_reader *r, struct state *s)
{
    if (r->at == r->end) /* as an account writes it that never looked */
        return OK;
    TRY(state_read_number(r, UINT32_MAX, &s->inbox_hour));
    TRY(parse_cleared(r, s));
    TRY(state_read_number(r, UINT32_MAX, &s->alias_looked));
    return r->at == r->end ? OK : E_CORRUPT;
}

enum err state_inbox_merge(struct state *s, const struct state *from)
{
    state_alias_looked_set(s, from->alias_looked);
    /* What this session took back was stored meanwhile: it stays taken back. */
    if (from->inbox_hour == s->inbox_undone && s->inbox_undone > 0)
        return OK;
    if (from->inbox_hour > s->inbox_hour)
        s->inbox_hour = from->inbox_hour;
    for (size_t i = 0; i < from->inbox_cleared.n; i++)
        IGNORE(list_put(&s->inbox_cleared, STATE_INBOX_THREADS, from->inbox_cleared.v[i].thread,
                        from->inbox_cleared.v[i].no)); /* shown again at worst */
    return OK;
}

/* ---- the part of a month: count; thread by difference, number cleared or 0 ---- */

void state_inbox_month_format(const struct state *s, uint32_t month, struct str *out)
{
    uint32_t before = 0, n = 0;

    for (size_t i = 0; i < s->alias_threads.n; i++)
        n += s->alias_threads.v[i].no == month;
    state_add_number(out, n);
    for (size_t i = 0; i < s->alias_threads.n; i++) {
        uint32_t thread = s->alias_threads.v[i].thread;

        if (s->alias_threads.v[i].no != month)
            continue;
        state_add_number(out, thread - before);
        state_add_number(out, (uint32_t)state_inbox_cleared(s, (thread_id){thread}));
        before = thread;
    }
}

enum err state_inbox_month_parse(struct state_reader *r, struct state *s, uint32_t month)
{
    uint32_t n, thread = 0, no;

    TRY(state_read_number(r, STATE_ALIAS_THREADS, &n));
    for (uint32_t i = 0; i < n; i++) {
        TRY(parse_thread(r, &thread));
        TRY(state_read_number(r, STATE_NO_MAX, &no));
        state_alias_note(s, (thread_id){thread}, month);
        if (no > 0 && s->inbox_undone == 0) /* what was taken back is shown again */
            IGNORE(list_put(&s->inbox_cleared, STATE_INBOX_THREADS, thread, no));
    }
    return OK;
}

uint32_t state_inbox_month_next(const struct state *s, uint32_t above)
{
    uint32_t next = 0;

    for (size_t i = 0; i < s->alias_threads.n; i++) {
        uint32_t month = s->alias_threads.v[i].no;

        if (month > above && (next == 0 || month < next))
            next = month;
    }
    return next;
}

void state_inbox_close(struct state *s, uint32_t month)
{
    for (size_t i = s->alias_threads.n; i-- > 0;)
        if (s->alias_threads.v[i].no == month)
            state_alias_forget(s, (thread_id){s->alias_threads.v[i].thread});
}

void state_inbox_done(struct state *s)
{
    free(s->inbox_cleared.v);
    free(s->inbox_held.v);
    free(s->alias_threads.v);
}

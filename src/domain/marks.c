/* SPDX-License-Identifier: MIT
 *
 * marks.c -- which posts of which threads an account has read, as ranges of post numbers.
 *
 * Bounded twice: a thread with too many ranges loses the shortest, and of all threads together the
 * shortest go, of equal ones those not looked at for longest; before that, unread_room.c makes room
 * where it costs nothing. Both err where it costs least: what was read is new again, and nothing
 * that was not shown is taken for read.
 */
#include <stdlib.h>
#include <string.h>

#include "state_record.h"

/* First mark of `thread`, or where it would stand. */
static size_t first_of(const struct state *s, uint32_t thread)
{
    size_t low = 0, high = s->n_marks;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (s->marks[middle].thread < thread)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t end_of(const struct state *s, size_t first)
{
    size_t end = first;

    while (end < s->n_marks && s->marks[end].thread == s->marks[first].thread)
        end++;
    return end;
}

static void remove_at(struct state *s, size_t at, size_t n)
{
    memmove(s->marks + at, s->marks + at + n, (s->n_marks - at - n) * sizeof *s->marks);
    s->n_marks -= n;
}

static bool insert_at(struct state *s, size_t at, struct mark mark)
{
    if (s->n_marks == s->cap_marks) {
        size_t cap = s->cap_marks == 0 ? 64 : s->cap_marks * 2;
        struct mark *grown = reallocarray(s->marks, cap, sizeof *grown);
        if (!grown)
            return false;
        s->marks = grown;
        s->cap_marks = cap;
    }
    memmove(s->marks + at + 1, s->marks + at, (s->n_marks - at) * sizeof *s->marks);
    s->marks[at] = mark;
    s->n_marks++;
    return true;
}

/* Own posts may be among what is forgotten: they are looked for again. */
static void was_forgotten(struct state *s)
{
    s->tally.known = false;
    free(s->own);
    s->own = NULL;
    s->own_hour = s->own_hour_loaded = 0;
    s->own_time = s->own_id = 0;
    quiet_settle(s);
}

/* Of a thread with too many ranges the shortest goes, but for the one at `but`, which was made just
 * now: what was not shown is never taken for read. */
static void limit_ranges(struct state *s, size_t first, size_t but)
{
    size_t end = end_of(s, first);
    size_t shortest = first == but ? first + 1 : first;

    if (end - first <= STATE_RANGES)
        return;
    for (size_t i = first; i < end; i++)
        if (i != but &&
            s->marks[i].to - s->marks[i].from < s->marks[shortest].to - s->marks[shortest].from)
            shortest = i;
    remove_at(s, shortest, 1);
    was_forgotten(s);
}

/* How much is lost with a range: what was looked at today goes last, then a longer one after a
 * shorter, and of equal ones that not looked at for longest first. */
static uint64_t worth_of(const struct state *s, const struct mark *m)
{
    uint64_t posts = m->to - m->from;

    return (uint64_t)(m->day >= s->today) << 63 | posts << 32 | m->day;
}

/* The least worth that stays when `drop` go: by bisection, since it is rarely needed and must not
 * need memory. */
static uint64_t worth_to_keep(const struct state *s, size_t drop)
{
    uint64_t low = 0, high = UINT64_MAX;

    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        size_t up_to = 0;
        for (size_t i = 0; i < s->n_marks; i++)
            up_to += worth_of(s, &s->marks[i]) <= middle;
        if (up_to > drop)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* Forget what is worth least, until an eighth of the room is free. */
static void limit_marks(struct state *s)
{
    size_t kept = 0, less = 0;

    if (s->n_marks <= s->marks_most)
        return;
    size_t drop = s->n_marks - s->marks_most / 8 * 7;
    uint64_t worth = worth_to_keep(s, drop);
    for (size_t i = 0; i < s->n_marks; i++)
        less += worth_of(s, &s->marks[i]) < worth;
    size_t same = drop - less; /* of those only as many as must */
    for (size_t i = 0; i < s->n_marks; i++) {
        uint64_t here = worth_of(s, &s->marks[i]);

        if (here < worth)
            continue;
        if (here == worth && same > 0)
            same--;
        else
            s->marks[kept++] = s->marks[i];
    }
    s->n_marks = kept;
    was_forgotten(s);
}

bool marks_put(struct state *s, uint32_t thread, uint32_t from, uint32_t to, uint32_t day)
{
    size_t first = first_of(s, thread), at = first;

    while (at < s->n_marks && s->marks[at].thread == thread && s->marks[at].to + 1 < from)
        at++;
    /* Everything from `at` on that overlaps or touches becomes one with it. */
    size_t end = at;
    for (; end < s->n_marks && s->marks[end].thread == thread && s->marks[end].from <= to + 1;
         end++) {
        if (s->marks[end].from < from)
            from = s->marks[end].from;
        if (s->marks[end].to > to)
            to = s->marks[end].to;
    }
    struct mark mark = {thread, from, to, day};
    if (end > at) {
        s->marks[at] = mark;
        remove_at(s, at + 1, end - at - 1);
    } else if (!insert_at(s, at, mark)) {
        return false;
    }
    size_t last = end_of(s, first);
    for (size_t i = first; i < last; i++)
        if (s->marks[i].day > day)
            day = s->marks[i].day;
    for (size_t i = first; i < last; i++)
        s->marks[i].day = day;
    limit_ranges(s, first, at);
    limit_marks(s);
    return true;
}

static int clamp_no(int no)
{
    if (no < 1)
        return 1;
    return no > STATE_NO_MAX ? STATE_NO_MAX : no;
}

/* Was there anything to mark? */
static bool add(struct state *s, thread_id thread, int from, int to)
{
    if (to < from || to < 1)
        return false;
    from = clamp_no(from);
    to = clamp_no(to);
    if (marks_count(s, thread, to) - marks_count(s, thread, from - 1) == to - from + 1)
        return false;
    /* Without memory the mark is lost and the post stays unread: nothing worse. */
    return marks_put(s, (uint32_t)thread.v, (uint32_t)from, (uint32_t)to, s->today);
}

/* Without room for a note the post stays unread: it must not be stored like others. */
static void add_quietly(struct state *s, thread_id thread, int from, int to)
{
    for (int no = clamp_no(from); no <= to && no <= STATE_NO_MAX; no++)
        if (!marks_has(s, thread, no) && quiet_add(s, (uint32_t)thread.v, (uint32_t)no))
            IGNORE(add(s, thread, no, no)); /* nothing to save by itself */
}

void marks_add_counted(struct state *s, thread_id thread, int from, int to, bool quietly)
{
    if (quietly) {
        add_quietly(s, thread, from, to);
        return;
    }
    bool was_quiet = from <= to && to >= 1 &&
                     quiet_clear(s, (uint32_t)thread.v, (uint32_t)clamp_no(from), (uint32_t)to);
    if (add(s, thread, from, to) || was_quiet)
        s->dirty = true;
}

void marks_add(struct state *s, thread_id thread, int from, int to)
{
    s->tally.known = false;
    marks_add_counted(s, thread, from, to, false);
}

void marks_add_quietly(struct state *s, thread_id thread, int from, int to)
{
    s->tally.known = false;
    marks_add_counted(s, thread, from, to, true);
}

bool marks_has(const struct state *s, thread_id thread, int no)
{
    for (size_t i = first_of(s, (uint32_t)thread.v);
         i < s->n_marks && s->marks[i].thread == thread.v; i++)
        if (no >= (int)s->marks[i].from && no <= (int)s->marks[i].to)
            return true;
    return false;
}

int marks_count(const struct state *s, thread_id thread, int up_to)
{
    int count = 0;

    for (size_t i = first_of(s, (uint32_t)thread.v);
         i < s->n_marks && s->marks[i].thread == thread.v; i++) {
        int from = (int)s->marks[i].from, to = (int)s->marks[i].to;
        if (from > up_to)
            break;
        count += (to < up_to ? to : up_to) - from + 1;
    }
    return count;
}

int marks_first_unread(const struct state *s, thread_id thread)
{
    size_t first = first_of(s, (uint32_t)thread.v);

    if (first == s->n_marks || s->marks[first].thread != thread.v || s->marks[first].from > 1)
        return 1;
    return (int)s->marks[first].to + 1;
}

bool marks_next(const struct state *s, size_t *at, thread_id *ret_thread)
{
    if (*at >= s->n_marks)
        return false;
    ret_thread->v = s->marks[*at].thread;
    *at = end_of(s, *at);
    return true;
}

bool marks_are_full(const struct state *s)
{
    return s->n_marks >= s->marks_most;
}

size_t marks_forget(struct state *s, thread_id thread, int up_to)
{
    size_t first = first_of(s, (uint32_t)thread.v), end = first;

    while (end < s->n_marks && s->marks[end].thread == thread.v && (int)s->marks[end].to <= up_to)
        end++;
    remove_at(s, first, end - first);
    return end - first;
}

bool marks_next_range(const struct state *s, size_t *at, struct state_range *ret)
{
    if (*at >= s->n_marks)
        return false;
    const struct mark *m = &s->marks[(*at)++];
    *ret = (struct state_range){{m->thread}, (int)m->from, (int)m->to};
    return true;
}

bool marks_own_known(const struct state *s, thread_id thread, int64_t posts)
{
    const struct own_known *k = s->own ? &s->own[thread.v % OWN_KNOWN] : NULL;

    return k && k->thread == thread.v && k->posts >= posts;
}

void marks_own_set(struct state *s, thread_id thread, int64_t posts)
{
    if (!s->own)
        s->own = calloc(OWN_KNOWN, sizeof *s->own);
    if (s->own)
        s->own[thread.v % OWN_KNOWN] = (struct own_known){(uint32_t)thread.v, (uint32_t)posts};
}

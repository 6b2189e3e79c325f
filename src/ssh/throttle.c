/* SPDX-License-Identifier: MIT
 *
 * throttle.c -- slots for callers, counts for sources, and one coin.
 *
 * Only the listener sees every connection, so the counts live there, in tables sized once at start.
 * Sources lie in sets of eight; a source whose set is full of busier ones is counted by nobody, and
 * still meets the limits of the whole. The waiting callers stand in a list in order of arrival: it
 * is never longer than waiting_max, so walking it is cheap.
 */
#include "throttle.h"

#include <string.h>

enum {
    SETS = 1024,
    WAYS = 8,
    NONE = -1,
    MINUTE_MS = 60 * 1000,
};

struct source {
    uint64_t id; /* 0: free */
    int64_t window_started_ms;
    int arrivals; /* in this minute */
    int waiting;
    int callers;
};

struct slot {
    int64_t arrived_ms;
    int source; /* index into sources, or NONE */
    int next;   /* the next free slot, or the next to have come while waiting */
    int prev;
    bool used;
    bool waiting;
};

struct throttle {
    struct throttle_limits limits;
    int callers, waiting;
    int first_free;
    int oldest, newest; /* of the waiting */
    struct source sources[SETS * WAYS];
    struct slot slots[];
};

size_t throttle_size(const struct throttle_limits *limits)
{
    return sizeof(struct throttle) + (size_t)limits->callers_max * sizeof(struct slot);
}

struct throttle *throttle_init(void *memory, const struct throttle_limits *limits)
{
    struct throttle *t = memory;

    memset(t, 0, sizeof(*t));
    t->limits = *limits;
    t->oldest = t->newest = NONE;
    t->first_free = limits->callers_max > 0 ? 0 : NONE;
    for (int i = 0; i < limits->callers_max; i++) {
        t->slots[i] = (struct slot){.source = NONE, .prev = NONE};
        t->slots[i].next = i + 1 < limits->callers_max ? i + 1 : NONE;
    }
    return t;
}

/* The entry of `id`, made if need be from one without callers; NONE: no room, or no source. */
static int source_find(struct throttle *t, uint64_t id, int64_t now_ms)
{
    int set = (int)(id % SETS) * WAYS;
    int spare = NONE;

    if (id == 0)
        return NONE;
    for (int i = set; i < set + WAYS; i++) {
        const struct source *s = &t->sources[i];

        if (s->id == id)
            return i;
        if (s->callers == 0 &&
            (spare == NONE || s->window_started_ms < t->sources[spare].window_started_ms))
            spare = i;
    }
    if (spare != NONE)
        t->sources[spare] = (struct source){.id = id, .window_started_ms = now_ms};
    return spare;
}

static bool is_source_over(struct throttle *t, int source, int64_t now_ms)
{
    struct source *s = &t->sources[source];

    if (now_ms - s->window_started_ms >= MINUTE_MS) {
        s->window_started_ms = now_ms;
        s->arrivals = 0;
    }
    if (s->arrivals < t->limits.source_per_minute)
        s->arrivals++;
    else
        return true;
    return s->callers >= t->limits.source_callers_max;
}

static bool is_drop_drawn(const struct throttle *t, const struct random *random)
{
    const struct throttle_limits *l = &t->limits;
    int64_t chance;

    if (t->waiting < l->waiting_begin)
        return false;
    if (t->waiting >= l->waiting_max)
        return true;
    chance = l->waiting_percent + (int64_t)(100 - l->waiting_percent) *
                                      (t->waiting - l->waiting_begin) /
                                      (l->waiting_max - l->waiting_begin);
    return random_below(random, 100) < chance;
}

static int waiting_of(const struct throttle *t, int source)
{
    return source == NONE ? 0 : t->sources[source].waiting;
}

/* Who has waited longest of the source `only`; of the one with the most waiting if it is NONE. All
 * callers without a source count as one source here. NONE: nobody has waited long enough. */
static int choose_victim(const struct throttle *t, int only, int64_t now_ms)
{
    int sourceless = 0;
    int victim = NONE;
    int most = 0;

    for (int i = t->oldest; i != NONE; i = t->slots[i].next)
        sourceless += t->slots[i].source == NONE;
    for (int i = t->oldest; i != NONE; i = t->slots[i].next) {
        const struct slot *s = &t->slots[i];
        int n = s->source == NONE ? sourceless : waiting_of(t, s->source);

        if (now_ms - s->arrived_ms < THROTTLE_GRACE_MS)
            break; /* all the others came later */
        if ((only == NONE || s->source == only) && n > most) {
            victim = i;
            most = n;
        }
    }
    return victim;
}

static void stop_waiting(struct throttle *t, int slot)
{
    struct slot *s = &t->slots[slot];

    if (!s->waiting)
        return;
    if (s->prev != NONE)
        t->slots[s->prev].next = s->next;
    else
        t->oldest = s->next;
    if (s->next != NONE)
        t->slots[s->next].prev = s->prev;
    else
        t->newest = s->prev;
    s->waiting = false;
    t->waiting--;
    if (s->source != NONE)
        t->sources[s->source].waiting--;
}

static int seat(struct throttle *t, int source, int64_t now_ms)
{
    int slot = t->first_free;
    struct slot *s = &t->slots[slot];

    t->first_free = s->next;
    *s = (struct slot){.arrived_ms = now_ms,
                       .source = source,
                       .next = NONE,
                       .prev = t->newest,
                       .used = true,
                       .waiting = true};
    if (t->newest != NONE)
        t->slots[t->newest].next = slot;
    else
        t->oldest = slot;
    t->newest = slot;
    t->callers++;
    t->waiting++;
    if (source != NONE) {
        t->sources[source].callers++;
        t->sources[source].waiting++;
    }
    return slot;
}

enum throttle_verdict throttle_arrive(struct throttle *t, uint64_t source, int64_t now_ms,
                                      const struct random *random, int *ret_slot,
                                      int *ret_thrown_out)
{
    int from = source_find(t, source, now_ms);
    int victim = NONE;
    bool crowded;

    if (t->first_free == NONE || (from != NONE && is_source_over(t, from, now_ms)))
        return THROTTLE_REFUSE;
    crowded = from != NONE && waiting_of(t, from) >= t->limits.source_waiting_max;
    if (crowded || is_drop_drawn(t, random)) {
        victim = choose_victim(t, crowded ? from : NONE, now_ms);
        if (victim == NONE)
            return THROTTLE_REFUSE;
    }
    *ret_slot = seat(t, from, now_ms);
    if (victim == NONE)
        return THROTTLE_ADMIT;
    throttle_left(t, victim);
    *ret_thrown_out = victim;
    return THROTTLE_ADMIT_FOR;
}

void throttle_authenticated(struct throttle *t, int slot)
{
    stop_waiting(t, slot);
}

void throttle_left(struct throttle *t, int slot)
{
    struct slot *s = &t->slots[slot];

    if (!s->used)
        return;
    stop_waiting(t, slot);
    if (s->source != NONE)
        t->sources[s->source].callers--;
    *s = (struct slot){.source = NONE, .prev = NONE, .next = t->first_free};
    t->first_free = slot;
    t->callers--;
}

int throttle_callers(const struct throttle *t)
{
    return t->callers;
}

int throttle_waiting(const struct throttle *t)
{
    return t->waiting;
}

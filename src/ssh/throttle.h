/* SPDX-License-Identifier: MIT
 *
 * throttle.h -- who may connect, and how soon again. Pure: no sockets, no clock, no memory of its
 * own, so that running out of anything cannot stop it from answering.
 *
 * A caller holds a slot from arrival to leaving; it waits until it is authenticated. A source is a
 * keyed hash of an IPv4 address or an IPv6 /64, made by the listener and never stored; 0 is no
 * source (loopback) and is bounded only by the whole.
 *
 * Random early drop: with fewer than `begin` waiting callers nobody is dropped; from there the
 * chance rises from `percent` to certainty at `max`. The drop falls on the caller who has waited
 * longest of the source with the most waiting ones, unless that one came just now: so a flood of
 * half-open connections throws out its own, and a real caller gets in.
 */
#ifndef CURBSIDE_SSH_THROTTLE_H
#define CURBSIDE_SSH_THROTTLE_H

#include <stddef.h>
#include <stdint.h>

#include <curbside/base/err.h>
#include <curbside/base/random.h>

struct throttle_limits {
    int callers_max;
    int waiting_begin, waiting_percent, waiting_max;
    int source_waiting_max, source_callers_max, source_per_minute;
};

enum {
    THROTTLE_GRACE_MS = 2000 /* nobody is thrown out sooner: a login over a slow line needs it */
};

enum throttle_verdict {
    THROTTLE_ADMIT,
    THROTTLE_ADMIT_FOR, /* admitted, and another waiting caller must be thrown out */
    THROTTLE_REFUSE,
};

struct throttle;

/* Bytes that throttle_init() needs, aligned as by mmap or malloc. */
size_t throttle_size(const struct throttle_limits *limits);
struct throttle *throttle_init(void *memory, const struct throttle_limits *limits);

/*
 * Somebody connects. *ret_slot is set unless refused: a number below callers_max, free until then.
 * *ret_thrown_out is the slot to end with THROTTLE_ADMIT_FOR, which this call has already freed (it
 * never equals *ret_slot).
 */
enum throttle_verdict throttle_arrive(struct throttle *t, uint64_t source, int64_t now_ms,
                                      const struct random *random, int *ret_slot,
                                      int *ret_thrown_out);
/* The caller in `slot` logged in. */
void throttle_authenticated(struct throttle *t, int slot);
/* The caller in `slot` is gone. A free slot: nothing happens. */
void throttle_left(struct throttle *t, int slot);

int throttle_callers(const struct throttle *t);
int throttle_waiting(const struct throttle *t);

#endif

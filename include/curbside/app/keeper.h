/* SPDX-License-Identifier: MIT
 *
 * keeper.h -- everything that happens by the clock, in a process of its own (or once, by
 * `curbside tick`). No network and no callers.
 */
#ifndef CURBSIDE_APP_KEEPER_H
#define CURBSIDE_APP_KEEPER_H

#include <curbside/app/folder.h>
#include <curbside/ssh/bell.h>

enum {
    KEEPER_TICK_MS = 60 * 1000,
    KEEPER_SEARCH_MS = 2 * 1000,    /* while the search index is made anew: half of the time */
    KEEPER_WAL_RETRY_MS = 2 * 1000, /* while a reader keeps the WAL from being emptied */
    KEEPER_WAL_TRIES = 5,           /* then the next tick goes on */
};

/* The due work once. *ret_wal_empty false: somebody still reads an old view; call again soon. */
NODISCARD enum err keeper_tick(struct folder *f, bool *ret_wal_empty);

/* How long to rest after a tick that ended with `err`: to the next minute's tick, to the next
 * release if that is sooner, and no longer than KEEPER_SEARCH_MS while the index is made anew. */
int keeper_rest_ms(struct folder *f, enum err err);

/* When the work is done next. All zero: now. */
struct keeper_pace {
    int64_t due_ms;
};

/* Works if it is due, and returns how long to wait until it is due again: as long as the work asks
 * for, counted from its end, so that work that lasts leaves a rest, in which bells are heard. */
int keeper_step(struct keeper_pace *p, const struct clock *clock, int (*work)(void *ctx),
                void *ctx);

/* serve_hooks.keeper; ctx is a `struct app *`. Runs until it is told to stop. */
int app_keeper(void *ctx, struct bell_line *line);

#endif

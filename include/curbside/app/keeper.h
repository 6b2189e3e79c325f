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
    KEEPER_SEARCH_MS = 5 * 1000,    /* while the search index is made anew: half of the time */
    KEEPER_WAL_RETRY_MS = 2 * 1000, /* while a reader keeps the WAL from being emptied */
    KEEPER_WAL_TRIES = 5,           /* then the next tick goes on */
};

/* The due work once. *ret_wal_empty false: somebody still reads an old view; call again soon. */
NODISCARD enum err keeper_tick(struct folder *f, bool *ret_wal_empty);

/* serve_hooks.keeper; ctx is a `struct app *`. Runs until it is told to stop. */
int app_keeper(void *ctx, struct bell_line *line);

#endif

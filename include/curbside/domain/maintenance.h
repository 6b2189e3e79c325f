/* SPDX-License-Identifier: MIT
 *
 * maintenance.h -- what a sysop switches off for everybody, and what is said to all.
 *
 * Three switches and one sentence. They lie in the database, so a restart forgets none; whoever is
 * connected hears of a change at once (TOPIC_HOUSE), and every rule that they stop asks in the
 * transaction of what it does. They stop nobody from reading, from keeping drafts or from what is
 * private to an account; moderators go on.
 */
#ifndef CURBSIDE_DOMAIN_MAINTENANCE_H
#define CURBSIDE_DOMAIN_MAINTENANCE_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

enum maintenance {
    MAINTENANCE_READ_ONLY, /* nothing public is written: posts, edits, marks, flags, reports */
    MAINTENANCE_NO_JOINS,  /* no accounts are made */
    MAINTENANCE_HOLD,      /* every new post waits for a moderator */
    N_MAINTENANCE
};

enum {
    BROADCAST_CHARS = 200,
    BROADCAST_MINUTES = 10,              /* unless it is said otherwise */
    BROADCAST_MINUTES_MAX = 7 * 24 * 60, /* what is true for longer belongs on a board */
    NOTICE_BYTES = 1024,                 /* whatever is said to everybody, together */
};

/* "read-only", "no-joins", "hold". */
const char *maintenance_name(enum maintenance which);
/* E_USAGE: another word. */
NODISCARD enum err maintenance_parse(const char *name, enum maintenance *ret);
/* What whoever is there is told while it is on. */
const char *maintenance_sentence(enum maintenance which);

NODISCARD enum err maintenance_is_on(struct visit *v, enum maintenance which, bool *ret);
/* For rules that write what others see. E_PAUSED: the board is read-only. */
NODISCARD enum err maintenance_require_writing(struct visit *v);
/* For the rule that makes accounts. E_NO_JOINS. */
NODISCARD enum err maintenance_require_joins(struct visit *v);

/* Every change is an action in the public log, without a name, and can be taken back (undo.h).
 * E_GUEST E_DENIED. E_DONE_ALREADY: it stands so. */
NODISCARD enum err maintenance_set(struct visit *v, enum maintenance which, bool on,
                                   action_id *ret_id);

struct broadcast {
    const char *words; /* NULL: nothing is said */
    int64_t until;
};
NODISCARD enum err broadcast_find(struct arena *a, struct visit *v, struct broadcast *ret);
/* Say a sentence to all who are there and to who comes within `minutes` (0: BROADCAST_MINUTES), in
 * place of the one before. E_GUEST E_DENIED E_BODY_EMPTY E_NOT_UTF8. E_BROADCAST_LONG: over
 * BROADCAST_CHARS. E_NUMBER_INVALID: over BROADCAST_MINUTES_MAX. */
NODISCARD enum err broadcast_say(struct visit *v, const char *words, int minutes,
                                 action_id *ret_id);
/* Say it no longer. Both can be taken back. E_DONE_ALREADY: nothing is said. */
NODISCARD enum err broadcast_end(struct visit *v, action_id *ret_id);
/* Remove what is over. For the keeper. */
NODISCARD enum err broadcast_tick(struct visit *v);

/* All that is said to everybody now, the sysop's sentence first; "" if nothing is. */
NODISCARD enum err notice_get(struct visit *v, char ret[static NOTICE_BYTES]);

#endif

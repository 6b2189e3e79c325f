/* SPDX-License-Identifier: MIT
 *
 * visit.h -- one caller's visit: who it is, and the means with which the rules act for them.
 *
 * Made by the session (or a test, or the operator's command line), handed to every rule of the
 * forum. It owns nothing: what it points to outlives it.
 */
#ifndef CURBSIDE_DOMAIN_VISIT_H
#define CURBSIDE_DOMAIN_VISIT_H

#include <stdint.h>

#include <curbside/base/clock.h>
#include <curbside/base/err.h>
#include <curbside/base/random.h>
#include <curbside/store/ids.h>

struct db;
struct who;
struct state;
struct key;
struct alias_rules;
struct erasure_memory;
struct figure_rules;
struct house;
struct board_settings;

/* What a bell is about. Topics are numbers that say nothing about who rang. */
enum topic_kind {
    TOPIC_BOARD,
    TOPIC_THREAD,
    TOPIC_FORUM, /* any board; id 0, rung with every board's */
    TOPIC_HOUSE, /* the server itself; ids below, or a drawn one for an answer, never 0 */
};

enum {
    HOUSE_ASKED = 1, /* something waits for the keeper, who alone listens */
    HOUSE_NEWS = 2,  /* what is said to everybody has changed; the keeper alone may ring it */
    HOUSE_LAST = 2,  /* answers have higher numbers */
};

/* A topic as one number, never 0: what travels on the bell. */
static inline uint64_t topic_number(enum topic_kind kind, int64_t id)
{
    return ((uint64_t)kind + 1) % 4 << 62 | (uint64_t)id;
}

enum {
    VISIT_SETTINGS = 48 /* numbers of settings are below; see settings.h */
};

struct visit {
    struct db *db;
    struct who *who;     /* never NULL; a guest is a `who` without an account */
    struct state *state; /* the sealed record; NULL for a guest */
    const struct key *pepper;
    const struct clock *clock;
    const struct random *random;
    const struct alias_rules *alias;    /* NULL: nobody can be an alias, or ever was one */
    const struct figure_rules *figures; /* NULL: the defaults */

    /* As the operator's file says, under what a sysop set; NULL: as shipped. */
    const struct board_settings *file_settings;

    struct erasure_memory
        *erasures; /* the keeper's between two ticks; NULL: it remembers nothing */

    /* How many posts of all newcomers pass on one alias board in an hour before everybody's are
     * held there for the rest of it; 0: nothing is held there for a moderator, of nobody. */
    int newcomer_posts;
    /* May one more post pass on this board within the hour? Counts it, if it is a newcomer's, in
     * memory for all sessions together. E_TOOFAST: no. NULL: nobody counts, and all pass. Never
     * called inside a transaction. */
    enum err (*newcomer_pass)(void *ctx, board_id board, bool is_new);
    void *newcomer_ctx;

    /* A guest's settings: they end with the visit, or go into the account that is made in it. */
    uint8_t guest_settings[VISIT_SETTINGS];

    const struct house *house; /* the way to the running server's keeper; NULL: there is none */

    /* Called after a commit; NULL where nobody listens. */
    void (*ring)(void *ctx, enum topic_kind kind, int64_t id);
    void *ring_ctx;
};

#endif

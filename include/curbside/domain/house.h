/* SPDX-License-Identifier: MIT
 *
 * house.h -- the server while it runs: who is connected, ending a session, a backup now.
 *
 * A session commands nothing. What a sysop wants stands in the database for a moment, as a request;
 * the keeper, who meets no callers, looks whether it is a sysop's (or the operator's), does it,
 * writes it into the record and answers. The answer goes to a number drawn from 62 bits, and to
 * whoever listens to that.
 *
 * Of a session a sysop sees a number that is drawn anew for each list, whether it shows screens,
 * lines or runs a command, and in coarse words how long it has been there. Not whose it is: a list
 * that could be laid beside the times of posts would name their authors.
 */
#ifndef CURBSIDE_DOMAIN_HOUSE_H
#define CURBSIDE_DOMAIN_HOUSE_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

enum {
    HOUSE_SESSIONS_MAX = 200, /* rows of one list; of more these are a drawn part */
    HOUSE_LIST_S = 60,        /* a list may be so old; who came since is in the next one */
    HOUSE_ANSWER_MS = 3000,
    HOUSE_BACKUP_MS = 10 * 60 * 1000,
};

enum house_kind {
    HOUSE_SCREENS,
    HOUSE_PLAIN,
    HOUSE_COMMAND,
};

enum house_age {
    HOUSE_NEW,  /* under ten minutes */
    HOUSE_HOUR, /* under an hour */
    HOUSE_DAY,  /* under a day */
    HOUSE_DAYS,
};

struct house_session {
    int number;
    enum house_kind kind;
    enum house_age age;
    bool idle; /* nothing was typed for ten minutes */
    bool own;
};

/* "screens", "plain", "command". */
const char *house_kind_name(enum house_kind kind);
/* "under 10 min", "under 1 hour", "hours", "days". */
const char *house_age_name(enum house_age age);

/* How answers come: over the caller's own line. */
struct house {
    void *ctx;
    /* To this topic and the one after it. */
    void (*listen)(void *ctx, uint64_t topic, bool on);
    /* Until one of the two rings; what was listed before, in `rows` of HOUSE_SESSIONS_MAX or NULL.
     * E_BUSY: none within `ms`. */
    enum err (*await)(void *ctx, uint64_t topic, int ms, struct house_session *rows, int *ret_n,
                      bool *ret_second);
};

struct house_page {
    struct house_session *rows; /* by number, which is by chance */
    int n;
};

/* All three: E_GUEST E_DENIED. E_NO_SERVER: no server, or no answer. E_TOOFAST: too many requests
 * wait. */
NODISCARD enum err house_sessions(struct arena *a, struct visit *v, struct house_page *ret);
/* E_NO_SESSION: nobody has this number (any more). */
NODISCARD enum err house_kick(struct visit *v, int number);
/* Waits at most `ms`, HOUSE_BACKUP_MS for instance. E_NO_SERVER then, too, and the keeper goes on.
 * E_IO: there is no backup; the log says why. */
NODISCARD enum err house_backup(struct visit *v, int ms);

/* ---- the keeper's side ---- */

enum house_wish {
    HOUSE_LIST,
    HOUSE_KICK,
    HOUSE_BACKUP,
};

struct house_request {
    int64_t answer; /* of TOPIC_HOUSE: rung when it is done; the next number, when it is not */
    enum house_wish wish;
    int session;
    handle_id by;
};

/* The next request of a sysop's or the operator's, taken out; those of others are taken out and
 * forgotten. E_NOTFOUND: none. */
NODISCARD enum err house_take(struct visit *v, struct house_request *ret);
/* It was done: into the record, under whoever asked. */
NODISCARD enum err house_record(struct visit *v, const struct house_request *request);

#endif

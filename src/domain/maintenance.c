/* SPDX-License-Identifier: MIT
 *
 * maintenance.c -- turning switches and saying sentences, each with its line in the record.
 */
#include <curbside/domain/maintenance.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <curbside/store/db.h>
#include <curbside/store/switches.h>
#include <curbside/text/clean.h>

#include "governing.h"
#include "house_ask.h"

enum {
    MINUTE_S = 60,
    TYPED_BYTES = 4096,
    WORDS_BYTES = 600, /* 200 characters of most scripts; the notice has room for it */
};

/* clang-format off: a table that is read by row */
static const struct {
    const char *name;
    const char *on, *off; /* as actions */
    const char *sentence;
} switches[N_MAINTENANCE] = {
    [MAINTENANCE_READ_ONLY] = {"read-only", "read-only", "end-read-only",
                               "Read-only for now: nobody can post; drafts are kept."},
    [MAINTENANCE_NO_JOINS] = {"no-joins", "no-joins", "end-no-joins",
                              "No new accounts for now: guests can read, members can post."},
    [MAINTENANCE_HOLD] = {"hold", "hold", "end-hold",
                          "For now every new post waits until a moderator has seen it."},
};
/* clang-format on */

const char *maintenance_name(enum maintenance which)
{
    return switches[which].name;
}

enum err maintenance_parse(const char *name, enum maintenance *ret)
{
    for (int i = 0; i < N_MAINTENANCE; i++)
        if (strcmp(switches[i].name, name) == 0) {
            *ret = (enum maintenance)i;
            return OK;
        }
    return E_USAGE;
}

const char *maintenance_sentence(enum maintenance which)
{
    return switches[which].sentence;
}

enum err maintenance_is_on(struct visit *v, enum maintenance which, bool *ret)
{
    return switches_has(v->db, switches[which].name, ret);
}

enum err maintenance_require_writing(struct visit *v)
{
    bool on;

    TRY(maintenance_is_on(v, MAINTENANCE_READ_ONLY, &on));
    return on ? E_PAUSED : OK;
}

enum err maintenance_require_joins(struct visit *v)
{
    bool on;

    TRY(maintenance_is_on(v, MAINTENANCE_NO_JOINS, &on));
    return on ? E_NO_JOINS : OK;
}

void house_ask(const struct visit *v)
{
    if (v->ring)
        v->ring(v->ring_ctx, TOPIC_HOUSE, HOUSE_ASKED);
}

/* ---- switches ---- */

enum err maintenance_set(struct visit *v, enum maintenance which, bool on, action_id *ret_id)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    const struct action_row action = {.verb = on ? switches[which].on : switches[which].off};
    bool was;

    TRY(governing_begin(&txn, v));
    TRY(maintenance_is_on(v, which, &was));
    if (was == on)
        return E_DONE_ALREADY;
    TRY(switches_set(v->db, switches[which].name, on));
    TRY(governing_end(&txn, v, &action, was ? "on" : "off", ret_id));
    house_ask(v);
    return OK;
}

enum err undo_maintenance(struct arena *a, struct visit *v, const struct action_row *row,
                          const char *was)
{
    bool is_on, was_on = strcmp(was, "on") == 0;
    enum maintenance which = MAINTENANCE_READ_ONLY;

    (void)a;
    while (strcmp(row->verb, switches[which].on) != 0 &&
           strcmp(row->verb, switches[which].off) != 0)
        BUG_ON(++which == N_MAINTENANCE);
    TRY(maintenance_is_on(v, which, &is_on));
    return is_on == was_on ? E_STALE : switches_set(v->db, switches[which].name, was_on);
}

/* ---- sentences ---- */

enum err broadcast_find(struct arena *a, struct visit *v, struct broadcast *ret)
{
    enum err err;

    *ret = (struct broadcast){.words = NULL};
    err = broadcast_get(a, v->db, clock_wall_s(v->clock), &ret->words, &ret->until);
    return err == E_NOTFOUND ? OK : err;
}

static enum err words_take(struct arena *a, const char *typed, const char **ret)
{
    char *line;
    size_t n;

    if (strlen(typed) > TYPED_BYTES)
        return E_BROADCAST_LONG;
    TRY(text_line(a, CLEAN_STRICT, typed, strlen(typed), &line, &n));
    if (n == 0)
        return E_BODY_EMPTY;
    *ret = line;
    return n > WORDS_BYTES || text_length(line, n) > BROADCAST_CHARS ? E_BROADCAST_LONG : OK;
}

/* The whole minute in which the last of the given ones ends. */
static int64_t until_of(const struct visit *v, int minutes)
{
    int64_t now = clock_wall_s(v->clock);

    return now - now % MINUTE_S + (int64_t)(minutes + 1) * MINUTE_S;
}

/* "UNTIL WORDS" of what was said before, "" of nothing. */
static const char *was_format(struct arena *a, const struct broadcast *said)
{
    return said->words ? arena_printf(a, "%" PRId64 " %s", said->until, said->words) : "";
}

enum err broadcast_say(struct visit *v, const char *typed, int minutes, action_id *ret_id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct action_row action = {.verb = "broadcast"};
    struct broadcast before;

    if (minutes < 0 || minutes > BROADCAST_MINUTES_MAX)
        return E_NUMBER_INVALID;
    TRY(words_take(&a, typed, &action.reason));
    TRY(governing_begin(&txn, v));
    TRY(broadcast_find(&a, v, &before));
    TRY(broadcast_put(v->db, action.reason,
                      until_of(v, minutes > 0 ? minutes : BROADCAST_MINUTES)));
    TRY(governing_end(&txn, v, &action, was_format(&a, &before), ret_id));
    house_ask(v);
    return OK;
}

enum err broadcast_end(struct visit *v, action_id *ret_id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    const struct action_row action = {.verb = "end-broadcast"};
    struct broadcast before;

    TRY(governing_begin(&txn, v));
    TRY(broadcast_find(&a, v, &before));
    if (!before.words)
        return E_DONE_ALREADY;
    TRY(broadcast_remove(v->db));
    TRY(governing_end(&txn, v, &action, was_format(&a, &before), ret_id));
    house_ask(v);
    return OK;
}

/* Is what is said now what the action left? */
static bool is_as_left(const struct broadcast *now, const struct action_row *row)
{
    if (!now->words || !row->reason)
        return !now->words && !row->reason;
    return strcmp(now->words, row->reason) == 0;
}

enum err undo_broadcast(struct arena *a, struct visit *v, const struct action_row *row,
                        const char *was)
{
    struct broadcast now;
    int64_t until;
    int used;

    TRY(broadcast_find(a, v, &now));
    if (!is_as_left(&now, row))
        return E_STALE;
    if (!*was)
        return broadcast_remove(v->db);
    if (sscanf(was, "%" SCNd64 " %n", &until, &used) != 1)
        return E_CORRUPT;
    return until > clock_wall_s(v->clock) ? broadcast_put(v->db, was + used, until)
                                          : broadcast_remove(v->db);
}

enum err broadcast_tick(struct visit *v)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    bool due;

    TRY(broadcast_is_due(v->db, clock_wall_s(v->clock), &due));
    if (!due)
        return OK;
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(broadcast_remove(v->db));
    return txn_commit(&txn);
}

/* ---- all together ---- */

enum err notice_get(struct visit *v, char ret[static NOTICE_BYTES])
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct broadcast said;
    size_t n = 0;

    ret[0] = '\0';
    TRY(broadcast_find(&a, v, &said));
    if (said.words)
        n += (size_t)snprintf(ret, NOTICE_BYTES, "%s", said.words);
    for (int i = 0; i < N_MAINTENANCE && n < NOTICE_BYTES; i++) {
        bool on;

        TRY(maintenance_is_on(v, (enum maintenance)i, &on));
        if (on)
            n += (size_t)snprintf(ret + n, NOTICE_BYTES - n, "%s%s", n > 0 ? " · " : "",
                                  switches[i].sentence);
    }
    return OK;
}

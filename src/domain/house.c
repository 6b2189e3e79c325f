/* SPDX-License-Identifier: MIT
 *
 * house.c -- requests to the keeper, from both sides.
 */
#include <curbside/domain/house.h>

#include <stdlib.h>
#include <string.h>

#include <curbside/domain/identity.h>
#include <curbside/domain/permission.h>
#include <curbside/store/db.h>
#include <curbside/store/handles.h>
#include <curbside/store/requests.h>

#include "action.h"
#include "governing.h"
#include "house_ask.h"

enum {
    WAITING_MAX = 32,
};

static const char *const wishes[] = {
    [HOUSE_LIST] = "sessions",
    [HOUSE_KICK] = "kick",
    [HOUSE_BACKUP] = "backup",
};

const char *house_kind_name(enum house_kind kind)
{
    static const char *const names[] = {
        [HOUSE_SCREENS] = "screens", [HOUSE_PLAIN] = "plain", [HOUSE_COMMAND] = "command"};

    return names[kind];
}

const char *house_age_name(enum house_age age)
{
    static const char *const names[] = {[HOUSE_NEW] = "under 10 min",
                                        [HOUSE_HOUR] = "under 1 hour",
                                        [HOUSE_DAY] = "hours",
                                        [HOUSE_DAYS] = "days"};

    return names[age];
}

/* ---- asking ---- */

/* Even, so that the next one is the other answer; above what has a meaning, and no topic of
 * another kind. */
static int64_t answer_draw(const struct visit *v)
{
    uint64_t drawn;

    do {
        random_fill(v->random, &drawn, sizeof drawn);
        drawn &= (UINT64_C(1) << 62) - 2;
    } while (drawn < UINT64_C(1) << 32);
    return (int64_t)drawn;
}

static enum err request_write(struct visit *v, enum house_wish wish, int session, int64_t answer)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    const struct request_row row = {
        .answer = answer, .what = wishes[wish], .session = session, .by = v->who->handle};
    int n;

    TRY(governing_begin(&txn, v));
    TRY(requests_count(v->db, WAITING_MAX, &n));
    if (n == WAITING_MAX)
        return E_TOOFAST;
    TRY(requests_insert(v->db, &row));
    return txn_commit(&txn);
}

/* One that nobody took is taken back: later it would surprise. */
static enum err request_forget(struct visit *v, int64_t answer)
{
    AUTO_TXN struct txn txn = TXN_NONE;

    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(requests_remove(v->db, answer));
    return txn_commit(&txn);
}

static enum err ask(struct visit *v, enum house_wish wish, int session, int ms,
                    struct house_session *rows, int *ret_n, bool *ret_done)
{
    const struct house *h = v->house;
    int64_t answer = answer_draw(v);
    uint64_t topic = topic_number(TOPIC_HOUSE, answer);
    bool second;
    enum err err;

    TRY(role_require(v->who, permission_role(MAY_GOVERN)));
    if (!h)
        return E_NO_SERVER;
    h->listen(h->ctx, topic, true);
    err = request_write(v, wish, session, answer);
    if (err == OK) {
        house_ask(v);
        err = h->await(h->ctx, topic, ms, rows, ret_n, &second);
        if (err == E_BUSY)
            IGNORE(request_forget(v, answer)); /* mostly taken already */
        err = err == E_BUSY ? E_NO_SERVER : err;
    }
    h->listen(h->ctx, topic, false);
    TRY(err);
    *ret_done = !second;
    return OK;
}

static int by_number(const void *a, const void *b)
{
    const struct house_session *p = a, *q = b;

    return p->number < q->number ? -1 : p->number > q->number;
}

enum err house_sessions(struct arena *a, struct visit *v, struct house_page *ret)
{
    struct house_session *rows = arena_array(a, HOUSE_SESSIONS_MAX, sizeof *rows);
    bool done;
    int n = 0;

    if (!rows)
        return E_NOMEM;
    TRY(ask(v, HOUSE_LIST, 0, HOUSE_ANSWER_MS, rows, &n, &done));
    qsort(rows, (size_t)n, sizeof *rows, by_number);
    *ret = (struct house_page){rows, n};
    return OK;
}

enum err house_kick(struct visit *v, int number)
{
    bool done;
    int n;

    if (number < 1)
        return E_NO_SESSION;
    TRY(ask(v, HOUSE_KICK, number, HOUSE_ANSWER_MS, NULL, &n, &done));
    return done ? OK : E_NO_SESSION;
}

enum err house_backup(struct visit *v, int ms)
{
    bool done;
    int n;

    TRY(ask(v, HOUSE_BACKUP, 0, ms, NULL, &n, &done));
    return done ? OK : E_IO;
}

/* ---- answering ---- */

static enum err may_govern(struct visit *v, handle_id by, bool *ret)
{
    struct handle_row handle;
    enum err err;

    *ret = by.v == 0;
    if (*ret)
        return OK;
    err = handles_get(v->db, by, &handle);
    if (err != OK)
        return err == E_NOTFOUND ? OK : err;
    *ret = !handle.gone && strcmp(handle.role, role_name(ROLE_SYSOP)) == 0;
    return OK;
}

static enum house_wish wish_of(const char *name)
{
    enum house_wish wish = HOUSE_LIST;

    while (wish < HOUSE_BACKUP && strcmp(wishes[wish], name) != 0)
        wish++;
    return wish;
}

/* Inside the transaction; those of nobody who may are removed, also where no other follows. */
static enum err take_next(struct arena *a, struct visit *v, struct request_row *ret, bool *ret_may)
{
    enum err err;

    *ret_may = false;
    while (!*ret_may) {
        err = requests_next(a, v->db, ret);
        if (err != OK)
            return err == E_NOTFOUND ? OK : err;
        TRY(requests_remove(v->db, ret->answer));
        TRY(may_govern(v, ret->by, ret_may));
    }
    return OK;
}

enum err house_take(struct visit *v, struct house_request *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct request_row row;
    bool may;
    int n;

    TRY(requests_count(v->db, 1, &n));
    if (n == 0)
        return E_NOTFOUND;
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(take_next(&a, v, &row, &may));
    TRY(txn_commit(&txn));
    if (!may)
        return E_NOTFOUND;
    *ret = (struct house_request){
        .answer = row.answer, .wish = wish_of(row.what), .session = row.session, .by = row.by};
    return OK;
}

enum err house_record(struct visit *v, const struct house_request *request)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    const struct action_row action = {.verb = wishes[request->wish]};
    struct who who = {.handle = request->by};
    struct visit as = *v;
    action_id id;

    as.who = &who;
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(action_add(&as, &action, &id));
    return txn_commit(&txn);
}

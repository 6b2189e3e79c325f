/* SPDX-License-Identifier: MIT
 *
 * decide.c -- keeping, removing and restoring posts, and letting out what was held.
 *
 * What was held comes out at a tick with everything else that is due. A thread that it opens stays
 * in the month it was written in: its tags were made for that month.
 */
#include <curbside/domain/decide.h>

#include <inttypes.h>
#include <string.h>

#include <curbside/domain/identity.h>
#include <curbside/domain/modlog.h>
#include <curbside/domain/permission.h>
#include <curbside/domain/rule.h>
#include <curbside/domain/state.h>
#include <curbside/store/claims.h>
#include <curbside/store/db.h>

#include "action.h"
#include "flag_rows.h"
#include "judged.h"
#include "post_state.h"
#include "queue_items.h"
#include "release_time.h"
#include "sanctioning.h"
#include "undo_note.h"

enum {
    HOUR_S = 3600,
};

/* What one decision works on. */
struct decision {
    struct visit *v;
    struct judged on;
    post_id post;
    const char *verb;
    const char *rule, *reason; /* NULL: none */
    action_id action;
    const char *was; /* how it stood, for undo.c */
    bool same;       /* the sysop's own, and nobody else could decide */
};

static enum err rule_take(struct arena *a, struct visit *v, struct decision *d, const char *rule,
                          const char *reason)
{
    static const struct rule no_rule = {.reason = ""};
    struct rule found = no_rule;

    if (rule)
        TRY(rule_find(a, v, rule, &found));
    d->rule = found.name;
    return reason_parse(a, &found, reason, &d->reason);
}

/* "STATE SINCE COLLAPSES"; of one that waits the decision before, 0 for none. */
static enum err was_note(struct arena *a, struct decision *d)
{
    int64_t since, collapses;

    if (d->on.waits) {
        d->was = arena_printf(a, "%" PRId64, d->on.waiting.decided_by.v);
        return d->was ? OK : E_NOMEM;
    }
    TRY(flagged_find(d->v->db, d->post, &since, &collapses));
    d->was = arena_printf(a, "%s %" PRId64 " %" PRId64, d->on.post.state, since, collapses);
    return d->was ? OK : E_NOMEM;
}

static enum err decision_begin(struct arena *a, struct txn *txn, struct decision *d)
{
    TRY(txn_begin(txn, d->v->db, TXN_WRITE));
    TRY(permission_require(d->v, MAY_DECIDE));
    TRY(judged_find_any(a, d->v, d->post, &d->on));
    TRY(judged_require_decider(d->v, &d->on, (handle_id){0}, &d->same));
    TRY(queue_require_unclaimed(d->v, d->post.v));
    return was_note(a, d);
}

/* NULL: none. */
static enum err reason_of(struct arena *a, const struct decision *d, const char **ret)
{
    *ret = d->reason && *d->reason ? d->reason : NULL;
    if (!d->same)
        return OK;
    *ret = arena_printf(a, ACTION_SAME_PERSON "%s", *ret ? *ret : modlog_why(d->verb));
    return *ret ? OK : E_NOMEM;
}

/* It is written down first: what it changes names it. */
static enum err decision_log(struct decision *d)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct action_row row = {.verb = d->verb, .rule = d->rule};

    if (d->on.waits) {
        row.board = d->on.waiting.board; /* which one was held stands in its own row alone */
    } else {
        row.board = d->on.thread.board;
        row.thread = d->on.thread.id;
        row.post = d->post;
    }
    TRY(reason_of(&a, d, &row.reason));
    TRY(action_add(d->v, &row, &d->action));
    return undo_note(d->v, d->action, d->was);
}

static enum err decision_end(struct txn *txn, struct decision *d, action_id *ret_id)
{
    TRY(claims_remove(d->v->db, d->post.v));
    TRY(txn_commit(txn));
    state_wrote(d->v->state);
    judged_ring(d->v, &d->on);
    *ret_id = d->action;
    return OK;
}

/* ---- what was held ---- */

static enum err let_out(struct decision *d)
{
    return waiting_decide(d->v->db, &d->on.waiting, WAITING_FREE,
                          release_of_held(d->v, &d->on.waiting), d->action);
}

/* ---- decisions ---- */

static enum err keep_held(struct decision *d)
{
    if (d->on.waiting.held != WAITING_HELD)
        return E_NOTFOUND;
    TRY(decision_log(d));
    return let_out(d);
}

/* They weigh no more, and what they collapsed is open again. */
static enum err settle_flags(struct decision *d)
{
    TRY(flags_decided(d->v, d->post, d->action));
    if (strcmp(d->on.post.state, "collapsed") != 0)
        return OK;
    return post_state_set(d->v, d->post, "visible");
}

static enum err keep_flagged(struct decision *d)
{
    bool flagged;

    TRY(flagged_has(d->v->db, d->post, &flagged));
    if (!flagged || strcmp(d->on.post.state, "deleted") == 0)
        return E_NOTFOUND;
    TRY(decision_log(d));
    return settle_flags(d);
}

enum err post_keep(struct visit *v, post_id post, action_id *ret_id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct decision d = {.v = v, .post = post, .verb = "keep"};

    TRY(decision_begin(&a, &txn, &d));
    TRY(d.on.waits ? keep_held(&d) : keep_flagged(&d));
    return decision_end(&txn, &d, ret_id);
}

static enum err write_remove(struct decision *d)
{
    if (d->on.waits) {
        if (d->on.waiting.held == WAITING_REFUSED)
            return E_DONE_ALREADY;
        TRY(decision_log(d));
        return waiting_decide(d->v->db, &d->on.waiting, WAITING_REFUSED, d->on.waiting.due_at,
                              d->action);
    }
    if (strcmp(d->on.post.state, "deleted") == 0)
        return E_NOTFOUND;
    if (strcmp(d->on.post.state, "removed") == 0)
        return E_DONE_ALREADY;
    TRY(decision_log(d));
    TRY(flags_decided(d->v, d->post, d->action));
    return post_state_set(d->v, d->post, "removed");
}

enum err post_remove(struct visit *v, post_id post, const char *rule, const char *reason,
                     action_id *ret_id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct decision d = {.v = v, .post = post, .verb = "remove"};

    TRY(role_require(v->who, permission_role(MAY_DECIDE)));
    TRY(rule_take(&a, v, &d, rule, reason));
    TRY(decision_begin(&a, &txn, &d));
    TRY(write_remove(&d));
    return decision_end(&txn, &d, ret_id);
}

/* ---- and what is said to its author ---- */

static enum err write_removal_and(struct arena *a, struct decision *d,
                                  const struct sanction_order *order, struct sanctioned *ret)
{
    enum err removed = write_remove(d), given;

    TRY(removed == E_DONE_ALREADY ? OK : removed);
    given = sanction_write(a, d->v, &d->on, order, "", &ret->sanction);
    if (given == E_DONE_ALREADY && removed == OK)
        given = OK; /* muted today for another post: they are muted */
    ret->removal = d->action;
    return given;
}

/* Whoever was warned there today is not told twice, but what was warned of is written down. */
static enum err log_warning_again(struct decision *d, action_id *ret)
{
    d->verb = severity_name(SEVERITY_WARN);
    TRY(decision_log(d));
    *ret = d->action;
    return OK;
}

/* The warning itself settles the flags: that the post breaks no rule is not what was decided. */
static enum err write_warning(struct arena *a, struct decision *d,
                              const struct sanction_order *order, struct sanctioned *ret)
{
    bool waits = d->on.waits && d->on.waiting.held == WAITING_HELD;
    enum err given;

    if (!d->on.waits)
        TRY(flagged_has(d->v->db, d->post, &waits));
    given = sanction_write(a, d->v, &d->on, order, waits ? d->was : "", &ret->sanction);
    if (given == E_DONE_ALREADY && waits)
        given = log_warning_again(d, &ret->sanction);
    TRY(given);
    if (!waits)
        return OK;
    d->action = ret->sanction;
    return d->on.waits ? let_out(d) : settle_flags(d);
}

enum err post_sanction(struct visit *v, post_id post, const struct sanction_order *order,
                       struct sanctioned *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct decision d = {.v = v, .post = post, .verb = "remove"};
    struct sanction_order parsed = *order;
    struct sanctioned made = {0};
    action_id last;

    TRY(role_require(v->who, permission_role(MAY_DECIDE)));
    TRY(rule_take(&a, v, &d, order->rule, order->reason));
    TRY(decision_begin(&a, &txn, &d));
    parsed.rule = d.rule;
    parsed.reason = d.reason;
    TRY(order->severity == SEVERITY_WARN ? write_warning(&a, &d, &parsed, &made)
                                         : write_removal_and(&a, &d, &parsed, &made));
    TRY(decision_end(&txn, &d, &last));
    *ret = made;
    return OK;
}

static enum err write_restore(struct decision *d)
{
    if (d->on.waits && d->on.waiting.held != WAITING_REFUSED)
        return E_DONE_ALREADY;
    if (!d->on.waits && strcmp(d->on.post.state, "removed") != 0)
        return strcmp(d->on.post.state, "deleted") == 0 ? E_NOTFOUND : E_DONE_ALREADY;
    if (!d->on.waits && !*d->on.post.body)
        return E_NOTFOUND; /* its author deleted it meanwhile, or it was put elsewhere */
    TRY(decision_log(d));
    return d->on.waits ? let_out(d) : post_state_set(d->v, d->post, "visible");
}

/* What it was removed by is what it is restored by, unless another rule is given. */
static enum err rule_of_removal(struct arena *a, struct decision *d)
{
    struct action_row removal;

    if (d->rule)
        return OK;
    enum err err = d->on.waits ? actions_get(a, d->v->db, d->on.waiting.decided_by, &removal)
                               : actions_find_removal(a, d->v->db, d->post, &removal);
    if (err == OK)
        d->rule = removal.rule;
    return err == E_NOTFOUND ? OK : err;
}

enum err post_restore(struct visit *v, post_id post, const char *rule, const char *reason,
                      action_id *ret_id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct decision d = {.v = v, .post = post, .verb = "restore"};

    TRY(role_require(v->who, permission_role(MAY_DECIDE)));
    TRY(rule_take(&a, v, &d, rule, reason));
    TRY(decision_begin(&a, &txn, &d));
    TRY(rule_of_removal(&a, &d));
    TRY(write_restore(&d));
    return decision_end(&txn, &d, ret_id);
}

/* ---- claims ---- */

/* A claim is somebody's. */
static enum err require_claimer(struct visit *v)
{
    TRY(permission_require(v, MAY_SEE_QUEUE));
    return v->who->is_operator ? E_NO_HANDLE : OK;
}

enum err item_unclaim(struct visit *v, int64_t item)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    char name[HANDLE_ROW_NAME];
    handle_id by;

    TRY(role_require(v->who, permission_role(MAY_SEE_QUEUE)));
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(require_claimer(v));
    TRY(claims_find(v->db, item, clock_wall_s(v->clock), &by, name));
    if (by.v != v->who->handle.v)
        return by.v == 0 ? E_NOTFOUND : E_CLAIMED;
    TRY(claims_remove(v->db, item));
    TRY(txn_commit(&txn));
    state_wrote(v->state);
    return OK;
}

enum err item_claim(struct visit *v, int64_t item)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    int64_t now = clock_wall_s(v->clock);
    char name[HANDLE_ROW_NAME];
    handle_id by;

    TRY(role_require(v->who, permission_role(MAY_SEE_QUEUE)));
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(require_claimer(v));
    TRY(queue_require(&a, v, item));
    TRY(claims_find(v->db, item, now, &by, name));
    if (by.v != 0 && by.v != v->who->handle.v)
        return E_CLAIMED;
    TRY(claims_set(v->db, item, v->who->handle, time_floor_hour(now) + (CLAIM_HOURS + 1) * HOUR_S));
    TRY(txn_commit(&txn));
    state_wrote(v->state);
    return OK;
}

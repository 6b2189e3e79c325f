/* SPDX-License-Identifier: MIT
 *
 * sanction.c -- the moderator's side of sanctions.
 *
 * Nothing here may ask about an account: the only thing taken from an alias post is its tag,
 * carried unread from authorship to the row. What is refused is refused for what everybody can see
 * (an imported name, a peer's handle, the age of a month key) or for what is the moderator's own.
 */
#include <curbside/domain/sanction.h>

#include <string.h>

#include <curbside/domain/authorship.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/month_key.h>
#include <curbside/domain/permission.h>
#include <curbside/domain/rule.h>
#include <curbside/domain/state.h>
#include <curbside/store/claims.h>
#include <curbside/store/db.h>
#include <curbside/store/sanctions.h>
#include <curbside/store/threads.h>

#include "action.h"
#include "appeal_rows.h"
#include "judged.h"
#include "ladder.h"
#include "queue_items.h"
#include "sanctioning.h"
#include "undo_note.h"

enum {
    ROWS_MAX = 64,        /* of one target looked at */
    KEPT_DAYS = 10 * 365, /* a handle's row that keeps it out everywhere */
};

static const char *const severity_names[] = {
    [SEVERITY_WARN] = "warn", [SEVERITY_MUTE] = "mute", [SEVERITY_BAN] = "ban"};
static const char *const out_names[] = {
    [OUT_NO] = "", [OUT_DOXXING] = "doxxing", [OUT_THREAT] = "threat", [OUT_PATIENT] = "patient"};

const char *severity_name(enum severity severity)
{
    return severity_names[severity];
}

enum err severity_parse(const char *name, enum severity *ret)
{
    for (int i = SEVERITY_WARN; i <= SEVERITY_BAN; i++)
        if (strcmp(name, severity_names[i]) == 0) {
            *ret = (enum severity)i;
            return OK;
        }
    return E_USAGE;
}

enum err out_reason_parse(const char *name, enum out_reason *ret)
{
    for (int i = OUT_DOXXING; i <= OUT_PATIENT; i++)
        if (strcmp(name, out_names[i]) == 0) {
            *ret = (enum out_reason)i;
            return OK;
        }
    return E_USAGE;
}

/* ---- whom ---- */

/* What is acted on, and whom it reaches. */
struct reach {
    struct judged on;
    struct sanction_target target;
};

/* When its tag was made, and its thread. Of a held post that opens one they are the same. */
static enum err made_at(struct arena *a, const struct visit *v, const struct judged *on,
                        int64_t *ret_thread, int64_t *ret_post)
{
    struct thread_record thread = on->thread;

    *ret_post = on->waits ? on->waiting.due_at : on->post.created_at;
    *ret_thread = *ret_post;
    if (on->waits && on->waiting.title)
        return OK;
    if (on->waits)
        TRY(threads_get(a, v->db, on->waiting.thread, &thread));
    *ret_thread = thread.created_at;
    return OK;
}

/* Can anybody still make this post's tag? That follows from the age of post and thread. */
static enum err require_live_key(struct arena *a, const struct visit *v, const struct judged *on)
{
    int64_t thread, post, until;

    if (!v->alias)
        return E_NOBODY;
    TRY(made_at(a, v, on, &thread, &post));
    month_of_thread(v->alias->month_key_days, thread, post, &until);
    return until > clock_wall_s(v->clock) ? OK : E_NOBODY;
}

static enum err reach_of(struct arena *a, struct visit *v, const struct judged *on,
                         struct reach *ret)
{
    ret->on = *on;
    TRY(judged_target(on, &ret->target));
    if (ret->target.handle.v == 0)
        TRY(require_live_key(a, v, on));
    return judged_require_other(v, on);
}

/* ---- what stands already ---- */

static enum err known_list(struct arena *a, struct visit *v, const struct sanction_target *target,
                           struct sanction_rows *ret)
{
    return sanctions_list_target(a, v->db, target, 0, ROWS_MAX, ret);
}

static bool is_same_today(const struct sanction_row *row, const char *severity, int64_t today)
{
    return !row->lifted && row->day == today && strcmp(row->severity, severity) == 0;
}

/* One that a moderator has asked another to agree to; NULL. *ret_agreed: one is agreed. */
static const struct sanction_row *asked_find(const struct sanction_rows *rows, bool *ret_agreed)
{
    const struct sanction_row *asked = NULL;

    *ret_agreed = false;
    for (int i = 0; i < rows->n; i++) {
        if (rows->rows[i].lifted)
            continue;
        if (strcmp(rows->rows[i].everywhere, "agreed") == 0)
            *ret_agreed = true;
        if (strcmp(rows->rows[i].everywhere, "asked") == 0)
            asked = &rows->rows[i];
    }
    return asked;
}

/* ---- writing ---- */

static int strikes_before(const struct sanction_rows *rows, int64_t today)
{
    int n = 0;

    for (int i = 0; i < rows->n; i++)
        n += !rows->rows[i].lifted &&
             ladder_counts(rows->rows[i].day / LADDER_DAY_S, today / LADDER_DAY_S);
    return n;
}

/* A handle is public, and so is how long it is out; through an alias nothing of it is known here.
 */
static void length_set(struct sanction_row *row, enum severity severity,
                       const struct sanction_rows *known)
{
    row->goes = row->day + (int64_t)SANCTION_ROW_DAYS * LADDER_DAY_S;
    if (row->target.handle.v == 0)
        return;
    int days = ladder_days(severity, strikes_before(known, row->day));
    int kept = days + 1 > LADDER_DECAY_DAYS ? days + 1 : LADDER_DECAY_DAYS;

    row->until = days > 0 ? row->day + (int64_t)(days + 1) * LADDER_DAY_S : 0;
    row->goes = row->day + (int64_t)kept * LADDER_DAY_S;
}

static struct action_row action_of(const struct reach *r, const char *verb,
                                   const struct sanction_order *order, const char *reason)
{
    struct action_row row = {
        .verb = verb,
        .board = r->on.waiting.board,
        .rule = order->rule,
        .reason = reason,
    };

    if (r->on.waits)
        return row; /* which one was held stands in its own row alone */
    row.board = r->on.thread.board;
    row.thread = r->on.thread.id;
    row.post = r->on.post.id;
    return row;
}

static enum err write_sanction(struct visit *v, const struct reach *r,
                               const struct sanction_order *order, const char *was,
                               const struct sanction_rows *known, action_id *ret_id)
{
    const char *reason = order->reason;
    const char *severity = severity_names[order->severity];
    const struct action_row action = action_of(r, severity, order, reason);
    struct sanction_row row = {
        .target = r->target,
        .severity = severity,
        .rule = order->rule,
        .reason = reason,
        .day = action_day(v),
        .everywhere = order->out != OUT_NO ? "asked" : "no",
    };

    length_set(&row, order->severity, known);
    TRY(action_add(v, &action, &row.id));
    TRY(sanctions_insert(v->db, &row));
    TRY(undo_note(v, row.id, was));
    if (order->out != OUT_NO) {
        struct action_row ask = action_of(r, "ask-out", order, out_names[order->out]);
        action_id id;

        ask.about = row.id;
        TRY(action_add(v, &ask, &id));
        TRY(undo_note(v, id, ""));
    }
    *ret_id = row.id;
    return OK;
}

/* The second of two moderators. */
static enum err write_agreement(struct arena *a, struct visit *v, const struct reach *r,
                                const struct sanction_order *order,
                                const struct sanction_row *asked, action_id *ret_id)
{
    struct action_row agree = action_of(r, "out", order, out_names[order->out]), first;
    int64_t day = action_day(v), days = SANCTION_ROW_DAYS;

    TRY(actions_get(a, v->db, asked->id, &first));
    if (first.by.v == v->who->handle.v)
        return E_SAME_PERSON;
    if (r->target.handle.v != 0)
        days = KEPT_DAYS;
    agree.about = asked->id;
    TRY(sanctions_agree(v->db, asked->id, day, day + days * LADDER_DAY_S));
    TRY(action_add(v, &agree, ret_id));
    return undo_note(v, *ret_id, "");
}

static enum err write_order(struct arena *a, struct visit *v, const struct reach *r,
                            const struct sanction_order *order, const char *was, action_id *ret_id)
{
    const struct sanction_row *asked;
    struct sanction_rows known;
    bool agreed;

    TRY(known_list(a, v, &r->target, &known));
    asked = asked_find(&known, &agreed);
    if (order->out != OUT_NO && agreed)
        return E_DONE_ALREADY;
    if (order->out != OUT_NO && asked)
        return write_agreement(a, v, r, order, asked, ret_id);
    for (int i = 0; i < known.n; i++)
        if (order->out == OUT_NO &&
            is_same_today(&known.rows[i], severity_names[order->severity], action_day(v)))
            return E_DONE_ALREADY;
    return write_sanction(v, r, order, was, &known, ret_id);
}

enum err sanction_write(struct arena *a, struct visit *v, const struct judged *on,
                        const struct sanction_order *order, const char *was, action_id *ret_id)
{
    struct reach reach;

    TRY(permission_require(v, MAY_SANCTION));
    TRY(reach_of(a, v, on, &reach));
    return write_order(a, v, &reach, order, was, ret_id);
}

enum err sanction_through_post(struct visit *v, post_id post, const struct sanction_order *order,
                               action_id *ret_id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct sanction_order parsed = *order;
    struct rule rule;
    struct judged on;
    action_id id;

    TRY(role_require(v->who, permission_role(MAY_SANCTION)));
    if (order->out != OUT_NO && order->severity != SEVERITY_BAN)
        return E_USAGE;
    TRY(rule_find(&a, v, order->rule, &rule));
    TRY(reason_parse(&a, &rule, order->reason, &parsed.reason));
    parsed.rule = rule.name;
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(judged_find_any(&a, v, post, &on));
    TRY(queue_require_unclaimed(v, post.v));
    TRY(sanction_write(&a, v, &on, &parsed, "", &id));
    TRY(txn_commit(&txn));
    state_wrote(v->state);
    *ret_id = id;
    return OK;
}

/* ---- lifting ---- */

/* The sanction that an action's number stands for: its own, or the one it agreed to. */
static enum err sanction_of(struct arena *a, struct visit *v, action_id id, struct action_row *ret)
{
    enum severity severity;

    TRY(actions_get(a, v->db, id, ret));
    if (strcmp(ret->verb, "out") == 0 || strcmp(ret->verb, "ask-out") == 0)
        TRY(actions_get(a, v->db, ret->about, ret));
    return severity_parse(ret->verb, &severity) == OK ? OK : E_NOTFOUND;
}

/* Nobody lifts what is upon themselves, nor a moderator what is upon another. */
static enum err require_not_own(struct arena *a, struct visit *v, const struct action_row *given)
{
    struct judged on;
    bool mine;

    TRY(sanction_is_mine(v, given->id, &mine));
    if (mine)
        return E_OWN_CASE;
    enum err err = judged_find(a, v, given->post, &on);
    return err == E_NOTFOUND ? OK : err != OK ? err : judged_require_other(v, &on);
}

enum err sanction_lift(struct visit *v, action_id sanction, const char *typed, action_id *ret_id)
{
    static const struct rule no_rule = {.reason = ""};
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct action_row given, lift = {.verb = "lift"};
    action_id id;

    TRY(role_require(v->who, permission_role(MAY_SANCTION)));
    TRY(reason_parse(&a, &no_rule, typed, &lift.reason));
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(permission_require(v, MAY_SANCTION));
    TRY(sanction_of(&a, v, sanction, &given));
    TRY(require_not_own(&a, v, &given));
    if (!*lift.reason)
        lift.reason = NULL;
    lift.board = given.board;
    lift.thread = given.thread;
    lift.post = given.post;
    lift.about = given.id;
    lift.rule = given.rule;
    enum err err = lifts_insert(v->db, given.id, action_day(v));
    TRY(err == E_IN_USE ? E_DONE_ALREADY : err);
    TRY(action_add(v, &lift, &id));
    TRY(undo_note(v, id, ""));
    TRY(appeal_lifted(&a, v, given.id, id));
    TRY(txn_commit(&txn));
    state_wrote(v->state);
    *ret_id = id;
    return OK;
}

/* ---- out everywhere: what one asked for, another decides ---- */

enum err sanction_is_asked(struct visit *v, action_id ban, bool *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct sanction_row row;
    enum err err = sanctions_get(&a, v->db, ban, &row);

    *ret = err == OK && !row.lifted && strcmp(row.everywhere, "asked") == 0;
    return err == E_NOTFOUND ? OK : err;
}

/* *ret is what will be logged but for its verb: about the ban, for the reason that was asked by. */
static enum err asked_begin(struct arena *a, struct txn *txn, struct visit *v, action_id ban,
                            struct sanction_row *ret_row, struct action_row *ret)
{
    struct action_row given;

    TRY(role_require(v->who, permission_role(MAY_SANCTION)));
    TRY(txn_begin(txn, v->db, TXN_WRITE));
    TRY(permission_require(v, MAY_SANCTION));
    TRY(sanctions_get(a, v->db, ban, ret_row));
    if (ret_row->lifted || strcmp(ret_row->everywhere, "asked") != 0)
        return E_NOTFOUND;
    TRY(actions_get(a, v->db, ban, &given));
    TRY(require_not_own(a, v, &given));
    TRY(queue_require_unclaimed(v, queue_item_of(QUEUE_OUT, ban.v)));
    TRY(actions_find_ask(a, v->db, ban, ret));
    ret->about = ban;
    return OK;
}

static enum err asked_end(struct txn *txn, struct visit *v, const struct action_row *row,
                          action_id *ret_id)
{
    action_id id;

    TRY(action_add(v, row, &id));
    TRY(undo_note(v, id, ""));
    TRY(claims_remove(v->db, queue_item_of(QUEUE_OUT, row->about.v)));
    TRY(txn_commit(txn));
    state_wrote(v->state);
    *ret_id = id;
    return OK;
}

enum err sanction_agree(struct visit *v, action_id ban, action_id *ret_id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct sanction_row row;
    struct action_row agree;
    int64_t day = action_day(v), days;

    TRY(asked_begin(&a, &txn, v, ban, &row, &agree));
    if (agree.by.v == v->who->handle.v)
        return E_SAME_PERSON;
    days = row.target.handle.v != 0 ? KEPT_DAYS : SANCTION_ROW_DAYS;
    agree.verb = "out";
    TRY(sanctions_agree(v->db, ban, day, day + days * LADDER_DAY_S));
    return asked_end(&txn, v, &agree, ret_id);
}

enum err sanction_decline(struct visit *v, action_id ban, action_id *ret_id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct sanction_row row;
    struct action_row decline;

    TRY(asked_begin(&a, &txn, v, ban, &row, &decline));
    decline.verb = "decline-out";
    decline.reason = NULL;
    TRY(sanctions_set_asked(v->db, ban, false));
    return asked_end(&txn, v, &decline, ret_id);
}

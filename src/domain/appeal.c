/* SPDX-License-Identifier: MIT
 *
 * appeal.c -- appeals, and what another moderator decides on them.
 *
 * Whether an action reached the caller is asked of their own session, as everything private is. No
 * function that a moderator calls asks whose an appeal is.
 */
#include <curbside/domain/appeal.h>

#include <string.h>

#include <curbside/domain/authorship.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/maintenance.h>
#include <curbside/domain/modlog.h>
#include <curbside/domain/month_key.h>
#include <curbside/domain/permission.h>
#include <curbside/domain/role.h>
#include <curbside/domain/rule.h>
#include <curbside/domain/sanction.h>
#include <curbside/domain/state.h>
#include <curbside/store/actions.h>
#include <curbside/store/appeals.h>
#include <curbside/store/claims.h>
#include <curbside/store/db.h>
#include <curbside/store/handles.h>
#include <curbside/store/sanctions.h>
#include <curbside/store/waiting.h>
#include <curbside/text/clean.h>

#include "action.h"
#include "appeal_rows.h"
#include "judged.h"
#include "own_waiting.h"
#include "post_state.h"
#include "queue_items.h"
#include "release_time.h"
#include "report_rows.h"
#include "sanctioning.h"
#include "undo_note.h"

enum {
    DAY_S = 24 * 60 * 60,
    STAFF_MAX = 500,
};

static const char removes_report[] = "remove-report";
static const char *const states[] = {[APPEAL_NONE] = "none",
                                     [APPEAL_WAITS] = "waits",
                                     [APPEAL_GRANTED] = "granted",
                                     [APPEAL_DENIED] = "denied"};

const char *appeal_state_name(enum appeal_state state)
{
    return states[state];
}

/* ---- whom it reached: asked by their own session alone ---- */

static enum err is_own_post(struct arena *a, struct visit *v, post_id post, bool *ret)
{
    struct judged on;
    enum err err = judged_find(a, v, post, &on);

    *ret = false;
    if (err != OK)
        return err == E_NOTFOUND ? OK : err;
    return judged_is_own(v, &on, ret);
}

/* One that was held and not let out: its row alone says which one it was. */
static enum err is_own_held(struct arena *a, struct visit *v, action_id action, bool *ret)
{
    struct waiting_row row;
    enum err err = waiting_find_decided(a, v->db, action, &row);

    *ret = false;
    if (err != OK)
        return err == E_NOTFOUND ? OK : err;
    return waiting_is_mine(a, v, &row, ret);
}

/* E_NOTFOUND: it did not reach the caller. */
static enum err own_action_get(struct arena *a, struct visit *v, action_id action,
                               struct action_row *ret)
{
    enum severity severity;
    bool own = false;

    TRY(role_require(v->who, ROLE_MEMBER));
    TRY(actions_get(a, v->db, action, ret));
    if (severity_parse(ret->verb, &severity) == OK)
        TRY(sanction_is_mine(v, action, &own));
    else if (strcmp(ret->verb, "remove") == 0)
        TRY(ret->post.v != 0 ? is_own_post(a, v, ret->post, &own)
                             : is_own_held(a, v, action, &own));
    else if (strcmp(ret->verb, removes_report) == 0)
        TRY(report_is_own(v, action, &own));
    return own ? OK : E_NOTFOUND;
}

enum err appeal_is_mine(struct visit *v, action_id action, bool *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct action_row row;
    enum err err = own_action_get(&a, v, action, &row);

    *ret = err == OK;
    return err == E_NOTFOUND ? OK : err;
}

/* ---- making one ---- */

static enum err body_parse(struct arena *a, const char *typed, size_t n, const char **ret)
{
    char *body;
    size_t body_n;

    if (n > 2 * APPEAL_BYTES)
        return E_APPEAL_LONG;
    TRY(text_line(a, CLEAN_STRICT, typed, n, &body, &body_n));
    if (body_n > APPEAL_BYTES)
        return E_APPEAL_LONG;
    *ret = body;
    return body_n == 0 || text_is_blank(body, body_n) ? E_BODY_EMPTY : OK;
}

/* A storm: so many of one's own wait, or of everybody's. */
static enum err require_calm(struct arena *a, struct visit *v)
{
    struct appeal_row *rows;
    int n, mine = 0;

    TRY(appeals_list(a, v->db, INT64_MIN, 0, APPEALS_ALL, &rows, &n));
    if (n == APPEALS_ALL)
        return E_APPEALS_MANY;
    for (int i = 0; i < n; i++) {
        struct action_row action;
        enum err err = own_action_get(a, v, rows[i].action, &action);

        if (err != OK && err != E_NOTFOUND)
            return err;
        mine += err == OK;
    }
    return mine < APPEALS_MINE ? OK : E_APPEALS_MINE;
}

enum err appeal_make(struct visit *v, action_id action, const char *body, size_t n)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct appeal_row row = {.action = action, .day = action_day(v)};
    struct action_row about;

    TRY(role_require(v->who, ROLE_MEMBER));
    TRY(body_parse(&a, body, n, &row.body));
    TRY(own_action_get(&a, v, action, &about));
    TRY(require_calm(&a, v));
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(maintenance_require_writing(v));
    enum err err = appeals_insert(v->db, &row);
    TRY(err == E_IN_USE ? E_DONE_ALREADY : err);
    TRY(txn_commit(&txn));
    state_wrote(v->state);
    return OK;
}

static enum appeal_state state_of(const char *name)
{
    for (int i = APPEAL_WAITS; i <= APPEAL_DENIED; i++)
        if (strcmp(name, states[i]) == 0)
            return (enum appeal_state)i;
    return APPEAL_NONE;
}

enum err appeal_find(struct arena *a, struct visit *v, action_id action, enum appeal_state *ret,
                     const char **ret_reason)
{
    struct appeal_row row;
    struct action_row decision;

    *ret = APPEAL_NONE;
    *ret_reason = NULL;
    TRY(role_require(v->who, ROLE_MEMBER));
    enum err err = appeals_get(a, v->db, action, &row);
    if (err != OK)
        return err == E_NOTFOUND ? OK : err;
    *ret = state_of(row.state);
    if (row.decided_by.v == 0)
        return OK;
    TRY(actions_get(a, v->db, row.decided_by, &decision));
    *ret_reason = decision.reason;
    return OK;
}

enum err appeal_answered_day(struct arena *a, struct visit *v, action_id action, int64_t *ret)
{
    struct action_row decision;
    struct appeal_row row;
    enum err err = appeals_get(a, v->db, action, &row);

    *ret = 0;
    if (err != OK || row.decided_by.v == 0)
        return err == E_NOTFOUND ? OK : err;
    TRY(actions_get(a, v->db, row.decided_by, &decision));
    *ret = decision.day;
    return OK;
}

/* ---- deciding ---- */

/* What it is about, out or held. E_NOTFOUND: it is not there any more. */
static enum err appealed_find(struct arena *a, struct visit *v, const struct action_row *about,
                              struct judged *ret)
{
    *ret = (struct judged){0};
    if (about->post.v != 0)
        return judged_find(a, v, about->post, ret);
    ret->waits = true;
    return waiting_find_decided(a, v->db, about->id, &ret->waiting);
}

enum err appeal_took_part(struct visit *v, const struct action_row *about, handle_id handle,
                          bool *ret)
{
    *ret = about->by.v == handle.v;
    return *ret ? OK : actions_has_agreed(v->db, about->id, handle, ret);
}

/* Could anybody surely decide who took no part in it and is not its author? `author` is 0 for an
 * alias, which is anybody's: of two others one is not who appeals. About the staff's own sysops
 * alone decide. */
static enum err has_another(struct arena *a, struct visit *v, const struct action_row *about,
                            handle_id author, bool *ret)
{
    struct handle_row *rows;
    bool is_staff = false, acted;
    int n, all = 0, sysops = 0;

    TRY(handles_list_staff(a, v->db, STAFF_MAX, &rows, &n));
    for (int i = 0; i < n; i++) {
        is_staff |= author.v != 0 && rows[i].id.v == author.v;
        TRY(appeal_took_part(v, about, rows[i].id, &acted));
        if (acted || rows[i].id.v == author.v)
            continue;
        all++;
        sysops += strcmp(rows[i].role, role_name(ROLE_SYSOP)) == 0;
    }
    *ret = (is_staff ? sysops : all) > (author.v == 0 ? 1 : 0);
    return OK;
}

/* `on` is NULL where nobody can tell any more what it was. */
static enum err require_another(struct arena *a, struct visit *v, const struct action_row *about,
                                const struct judged *on, bool *ret_same)
{
    struct sanction_target target = {0};
    bool another;

    TRY(appeal_took_part(v, about, v->who->handle, ret_same));
    if (!*ret_same)
        return OK;
    if (on && judged_target(on, &target) != OK)
        target.handle.v = 0;
    TRY(has_another(a, v, about, target.handle, &another));
    return another || !permission_has(v->who, MAY_GOVERN) ? E_SAME_PERSON : OK;
}

/* What was not let out comes out with the next release. */
static enum err grant_held(struct arena *a, struct visit *v, const struct action_row *about,
                           action_id by, bool *ret_acted)
{
    struct waiting_row row;
    enum err err = waiting_find_decided(a, v->db, about->id, &row);

    *ret_acted = err == OK;
    if (err != OK)
        return err == E_NOTFOUND ? OK : err;
    return waiting_decide(v->db, &row, WAITING_FREE, release_of_held(v, &row), by);
}

/* What it was against is taken back: the sanction lifted, or the post shown. *ret_acted is false
 * where somebody did so meanwhile. */
static enum err grant(struct arena *a, struct visit *v, const struct action_row *about,
                      action_id by, bool *ret_acted)
{
    struct judged on;
    enum err err;

    *ret_acted = false;
    if (strcmp(about->verb, removes_report) == 0)
        return report_bring_back(a, v, about->id, ret_acted);
    if (strcmp(about->verb, "remove") != 0) {
        err = lifts_insert(v->db, about->id, action_day(v));
        *ret_acted = err == OK;
        return err == E_IN_USE ? OK : err;
    }
    if (about->post.v == 0)
        return grant_held(a, v, about, by, ret_acted);
    err = judged_find(a, v, about->post, &on);
    if (err != OK)
        return err == E_NOTFOUND ? OK : err;
    if (strcmp(on.post.state, "removed") != 0)
        return OK;
    *ret_acted = true;
    return post_state_set(v, about->post, *on.post.body ? "visible" : "deleted");
}

/* The two of them may be one and the same: what a sysop did to themselves. */
static enum err require_decider(struct arena *a, struct visit *v, const struct action_row *about,
                                bool *ret_same)
{
    struct judged on;
    bool own_case = false;
    enum err err = appealed_find(a, v, about, &on);

    if (err != OK && err != E_NOTFOUND)
        return err;
    TRY(require_another(a, v, about, err == OK ? &on : NULL, ret_same));
    if (err == OK)
        TRY(judged_require_decider(v, &on, about->by, &own_case));
    else if (strcmp(about->verb, removes_report) == 0)
        TRY(report_is_own(v, about->id, &own_case));
    else
        TRY(sanction_is_mine(v, about->id, &own_case));
    if (err != OK && own_case)
        return E_OWN_CASE;
    *ret_same |= own_case;
    return OK;
}

static enum err decide_begin(struct arena *a, struct txn *txn, struct visit *v, action_id action,
                             struct action_row *about, bool *ret_same)
{
    struct appeal_row row;

    TRY(txn_begin(txn, v->db, TXN_WRITE));
    TRY(permission_require(v, MAY_SETTLE));
    TRY(appeals_get(a, v->db, action, &row));
    /* An answer today would say when its author was here. */
    if (strcmp(row.state, "waits") != 0 || row.day >= queue_first_hidden_day(v))
        return E_NOTFOUND;
    TRY(actions_get(a, v->db, action, about));
    TRY(require_decider(a, v, about, ret_same));
    return queue_require_unclaimed(v, queue_item_of(QUEUE_APPEAL, action.v));
}

enum err appeal_decide(struct visit *v, action_id action, bool granted, const char *typed,
                       action_id *ret_id)
{
    static const struct rule no_rule = {.reason = ""};
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct action_row about, row = {.verb = granted ? "grant" : "deny"};
    int64_t goes = action_day(v) + (int64_t)(APPEAL_ROW_DAYS + 1) * DAY_S;
    action_id id;
    bool same, acted = false;

    TRY(role_require(v->who, permission_role(MAY_SETTLE)));
    TRY(reason_parse(&a, &no_rule, typed, &row.reason));
    TRY(decide_begin(&a, &txn, v, action, &about, &same));
    if (same)
        row.reason = arena_printf(&a, ACTION_SAME_PERSON "%s",
                                  *row.reason ? row.reason : modlog_why(row.verb));
    if (!row.reason)
        return E_NOMEM;
    if (!*row.reason)
        row.reason = NULL;
    row.board = about.board;
    row.thread = about.thread;
    row.post = about.post;
    row.about = about.id;
    row.rule = about.rule;
    TRY(action_add(v, &row, &id));
    TRY(appeals_set_state(v->db, action, granted ? "granted" : "denied", id, goes));
    if (granted)
        TRY(grant(&a, v, &about, id, &acted));
    TRY(undo_note(v, id, acted ? about.verb : ""));
    TRY(claims_remove(v->db, queue_item_of(QUEUE_APPEAL, action.v)));
    TRY(txn_commit(&txn));
    state_wrote(v->state);
    *ret_id = id;
    return OK;
}

enum err appeal_lifted(struct arena *a, struct visit *v, action_id sanction, action_id lift)
{
    int64_t goes = action_day(v) + (int64_t)(APPEAL_ROW_DAYS + 1) * DAY_S;
    struct appeal_row row;
    enum err err = appeals_get(a, v->db, sanction, &row);

    if (err == E_NOTFOUND || (err == OK && strcmp(row.state, "waits") != 0))
        return OK;
    TRY(err);
    TRY(claims_remove(v->db, queue_item_of(QUEUE_APPEAL, sanction.v)));
    return appeals_set_state(v->db, sanction, "granted", lift, goes);
}

/* As long as it is not out. */
static enum err refuse_again(struct arena *a, struct visit *v, const struct action_row *row)
{
    struct waiting_row waiting;
    enum err err = waiting_find_decided(a, v->db, row->id, &waiting);

    TRY(err == E_NOTFOUND ? E_STALE : err);
    waiting.due_at = waiting.held_since;
    return waiting_decide(v->db, &waiting, WAITING_REFUSED, waiting.held_since, row->about);
}

/* What waits again can be granted: the words of a removed report may have gone meanwhile. */
static enum err require_grantable(struct arena *a, struct visit *v, action_id action)
{
    struct action_row about;

    TRY(actions_get(a, v->db, action, &about));
    return strcmp(about.verb, removes_report) == 0 ? report_require_removed(a, v, action) : OK;
}

/* `was` is the verb of what the decision took back; "": it changed nothing but the appeal, and
 * taking it back must not bring a sanction or removal again that another had ended. */
enum err undo_appeal(struct arena *a, struct visit *v, const struct action_row *row,
                     const char *was)
{
    struct appeal_row appeal;

    TRY(appeals_get(a, v->db, row->about, &appeal));
    if (appeal.decided_by.v != row->id.v)
        return E_STALE;
    TRY(appeals_set_state(v->db, row->about, "waits", (action_id){0}, 0));
    if (strcmp(row->verb, "grant") != 0 || !*was)
        return require_grantable(a, v, row->about);
    if (strcmp(was, removes_report) == 0)
        return report_remove_again(a, v, row->about);
    if (strcmp(was, "remove") != 0)
        return lifts_remove(v->db, row->about);
    return row->post.v != 0 ? post_state_set(v, row->post, "removed") : refuse_again(a, v, row);
}

enum err appeals_tick(struct visit *v)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    int64_t today = time_floor_day(clock_wall_s(v->clock));
    bool due;

    TRY(appeals_are_due(v->db, today, &due));
    if (!due)
        return OK;
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(appeals_expire(v->db, today));
    return txn_commit(&txn);
}

/* SPDX-License-Identifier: MIT
 *
 * report_queue.c -- reports of new accounts and such as were flagged before a moderator: what they
 * say, and letting them in or not.
 *
 * A moderator sees what every reader will. One that is not let in keeps its form, so that it can be
 * let in after all.
 */
#include "report_rows.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <curbside/base/str.h>
#include <curbside/domain/interview_form.h>
#include <curbside/domain/permission.h>
#include <curbside/domain/rule.h>
#include <curbside/domain/state.h>
#include <curbside/store/claims.h>
#include <curbside/store/db.h>

#include "action.h"
#include "queue_items.h"
#include "undo_note.h"

static const enum interview_field_id shown[] = {FIELD_PREPARATION, FIELD_POSITIVE, FIELD_NEGATIVE,
                                                FIELD_WISH_KNOWN, FIELD_COMMENTS};

enum err report_words(struct arena *a, const struct report_row *row, const char **ret)
{
    AUTO_STR struct str text = STR_INIT;
    struct interview_fault fault;
    struct interview_form form;

    const char *written = row->amended ? row->amended : row->form;

    interview_form_init(&form);
    if (interview_form_parse(a, written, strlen(written), &form, &fault) == E_NOMEM)
        return E_NOMEM;
    for (int i = 0; i < form.n_questions; i++)
        str_printf(&text, "- %s\n", form.questions[i]);
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        if (form.texts[shown[i]])
            str_printf(&text, "\n**%s**\n\n%s\n", interview_fields[shown[i]].label,
                       form.texts[shown[i]]);
    *ret = arena_strdup(a, text.n > 0 ? str_cstr(&text) : "(no words, figures alone)");
    return *ret && !text.failed ? OK : E_NOMEM;
}

static enum err is_own(const struct visit *v, const struct report_row *row)
{
    uint8_t own[TAG_BYTES];

    if (who_is_guest(v->who))
        return OK; /* the operator */
    report_owner(v, row->school, row->cycle, own);
    return bytes_equal(own, row->owner, TAG_BYTES) ? E_OWN_CASE : OK;
}

enum err report_require_waiting(struct visit *v, const struct report_row *row)
{
    if (row->until != 0)
        return report_since(row) < queue_first_hidden_day(v) ? OK : E_NOTFOUND;
    return row->look_since != 0 && row->look_since <= clock_wall_s(v->clock) ? OK : E_NOTFOUND;
}

/* What was out before flags hid it is out again, or would be if an appeal brought it back. */
static enum err stand_set(struct visit *v, const struct report_row *row, bool keeps, action_id by)
{
    struct report_row stands = *row;
    bool out = row->shown || row->was_out;

    stands.state = keeps ? "accepted" : "removed";
    stands.until = stands.look_since = 0;
    stands.shown = keeps && out;
    stands.was_out = !keeps && out;
    stands.removed_by = keeps ? (action_id){0} : by;
    TRY(verdicts_settle(v->db, row->id, by));
    return reports_settle(v->db, &stands, time_floor_day(clock_wall_s(v->clock)));
}

/* `keeps`: let it in; else not. */
static enum err decide(struct visit *v, int64_t id, bool keeps, const struct rule *rule,
                       const char *reason, action_id *ret_id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct action_row action = {.verb = keeps ? "keep-report" : "remove-report",
                                .rule = rule->name,
                                .reason = reason && *reason ? reason : NULL};
    struct report_row row;
    action_id made;
    const char *was;

    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(permission_require(v, MAY_DECIDE));
    TRY(reports_get(&a, v->db, (report_id){id}, &row));
    if (row.until == 0 && row.look_since == 0 && (keeps || !row.shown))
        return E_NOTFOUND;
    TRY(is_own(v, &row));
    TRY(queue_require_unclaimed(v, queue_item_of(QUEUE_REPORT, id)));
    was = arena_printf(&a, "%" PRId64 " %" PRId64 " %d %" PRId64 " %d", id, row.until, row.shown,
                       row.look_since, row.was_out);
    if (!was)
        return E_NOMEM;
    TRY(action_add(v, &action, &made));
    TRY(stand_set(v, &row, keeps, made));
    TRY(undo_note(v, made, was));
    TRY(claims_remove(v->db, queue_item_of(QUEUE_REPORT, id)));
    TRY(txn_commit(&txn));
    state_wrote(v->state);
    *ret_id = made;
    return OK;
}

enum err report_keep(struct visit *v, int64_t id, action_id *ret_id)
{
    static const struct rule no_rule = {.reason = ""};

    TRY(role_require(v->who, permission_role(MAY_DECIDE)));
    return decide(v, id, true, &no_rule, NULL, ret_id);
}

enum err report_refuse(struct visit *v, int64_t id, const char *rule, const char *typed,
                       action_id *ret_id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct rule found;
    const char *reason;

    TRY(role_require(v->who, permission_role(MAY_DECIDE)));
    TRY(rule_find(&a, v, rule ? rule : "", &found));
    TRY(reason_parse(&a, &found, typed, &reason));
    return decide(v, id, false, &found, reason, ret_id);
}

/* One that was let in and is out by now, or that its author took back, does not wait again. */
enum err undo_report(struct arena *a, struct visit *v, const struct action_row *row,
                     const char *was)
{
    struct report_row report;
    int64_t id, until, since = 0;
    int showed = 0, was_out = 0;

    if (sscanf(was, "%" SCNd64 " %" SCNd64 " %d %" SCNd64 " %d", &id, &until, &showed, &since,
               &was_out) < 2)
        return E_CORRUPT;
    enum err err = reports_get(a, v->db, (report_id){id}, &report);
    TRY(err == E_NOTFOUND ? E_STALE : err);
    bool kept = strcmp(row->verb, "keep-report") == 0;
    if (strcmp(report.state, kept ? "accepted" : "removed") != 0 || !*report.form ||
        (report.shown && !showed && !was_out) || (!kept && report.removed_by.v != row->id.v))
        return E_STALE;
    report.state = until != 0 ? "waiting" : "accepted";
    report.until = until;
    report.shown = showed;
    report.was_out = was_out;
    report.look_since = since;
    report.removed_by.v = 0;
    TRY(verdicts_unsettle(v->db, report.id, row->id));
    return reports_settle(v->db, &report, time_floor_day(clock_wall_s(v->clock)));
}

/* ---- appeals ---- */

enum err report_is_own(struct visit *v, action_id removal, bool *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct report_row row;
    enum err err = reports_find_removed(&a, v->db, removal, &row);

    *ret = false;
    if (err != OK)
        return err == E_NOTFOUND ? OK : err;
    err = is_own(v, &row);
    *ret = err == E_OWN_CASE && *row.form;
    return err == E_OWN_CASE ? OK : err;
}

/* *ret_found is false where there is nothing to come back. */
static enum err removed_find(struct arena *a, struct visit *v, action_id removal,
                             struct report_row *ret, bool *ret_found)
{
    enum err err = reports_find_removed(a, v->db, removal, ret);

    *ret_found = err == OK && strcmp(ret->state, "removed") == 0 && *ret->form;
    return err == E_NOTFOUND ? OK : err;
}

enum err report_require_removed(struct arena *a, struct visit *v, action_id removal)
{
    struct report_row row;
    bool found;

    TRY(removed_find(a, v, removal, &row, &found));
    return found ? OK : E_STALE;
}

enum err report_bring_back(struct arena *a, struct visit *v, action_id removal, bool *ret_acted)
{
    struct report_row row;

    TRY(removed_find(a, v, removal, &row, ret_acted));
    if (!*ret_acted)
        return OK;
    row.state = "accepted";
    row.shown = row.was_out;
    row.was_out = false;
    return reports_settle(v->db, &row, time_floor_day(clock_wall_s(v->clock)));
}

enum err report_remove_again(struct arena *a, struct visit *v, action_id removal)
{
    struct report_row row;
    enum err err = reports_find_removed(a, v->db, removal, &row);

    TRY(err == E_NOTFOUND ? E_STALE : err);
    if (strcmp(row.state, "accepted") != 0)
        return E_STALE;
    row.state = "removed";
    row.was_out = row.shown;
    row.shown = false;
    return reports_settle(v->db, &row, time_floor_day(clock_wall_s(v->clock)));
}

/* SPDX-License-Identifier: MIT
 *
 * school_proposal.c -- proposing a school, and deciding on it.
 */
#include <curbside/domain/school_proposal.h>

#include <stdio.h>
#include <string.h>

#include <curbside/domain/identity.h>
#include <curbside/domain/maintenance.h>
#include <curbside/domain/permission.h>
#include <curbside/domain/rule.h>
#include <curbside/domain/safety.h>
#include <curbside/domain/school.h>
#include <curbside/domain/state.h>
#include <curbside/domain/thread.h>
#include <curbside/store/db.h>
#include <curbside/store/school_proposals.h>
#include <curbside/text/clean.h>
#include <curbside/text/terms.h>

#include "action.h"
#include "safety_look.h"
#include "school_proposal_rows.h"
#include "undo_note.h"
#include "who_secret.h"

enum {
    ID_TRIES = 64,
    CHAR_BYTES = 4,
};

static const char waiting[] = "waiting", accepted[] = "accepted", refused[] = "refused";

void school_proposal_token(const struct visit *v, const char *name, uint8_t ret[static TAG_BYTES])
{
    AUTO_STR struct str words = STR_INIT;
    struct key key;

    terms_add(&words, name, strlen(name));
    who_derive(v->who, "propose", NULL, 0, &key);
    hash_keyed(&key, str_cstr(&words), words.n, ret, TAG_BYTES);
    secret_wipe(&key, sizeof key);
}

/* ---- proposing ---- */

static enum err line_take(struct arena *a, const char *typed, const char **ret)
{
    char *line;
    size_t n;

    if (strlen(typed) > (size_t)CHAR_BYTES * PROPOSAL_NAME_CHARS)
        return E_TITLE_LONG;
    TRY(text_line(a, CLEAN_STRICT, typed, strlen(typed), &line, &n));
    *ret = line;
    return text_is_blank(line, n) ? E_TITLE_EMPTY : OK;
}

/* A moderator looks at every proposal, so what a filter would hold or warn of may stand. */
static enum err words_check(struct arena *a, struct visit *v, const struct school_proposal_row *row)
{
    struct safety_report report;
    const char *words = arena_printf(a, "%s\n\n%s", row->name, row->place);

    if (!words)
        return E_NOMEM;
    TRY(safety_check_text(a, v, words, strlen(words), &report));
    enum err err = safety_verdict(&report);
    return err == OK ? OK : safety_stop(v, &report, err);
}

static enum err row_insert(struct visit *v, struct school_proposal_row *row)
{
    enum err err = E_IN_USE;
    struct school_proposal_row there;

    for (int i = 0; i < ID_TRIES; i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;

        row->id.v = random_id(v->random);
        err = school_proposals_get(&a, v->db, row->id, &there);
        if (err == E_NOTFOUND)
            break;
        TRY(err);
    }
    err = school_proposals_insert(v->db, row);
    return err == E_IN_USE ? E_DONE_ALREADY : err; /* its token is there */
}

/* Nobody's proposals fill the queue: whose they are only the caller's own session can count. */
static enum err require_few_waiting(struct arena *a, struct visit *v,
                                    const struct school_proposal_row *new)
{
    struct school_proposal_rows rows;
    int mine = 0;

    TRY(school_proposals_list(a, v->db, INT64_MIN, 0, PROPOSAL_WAITING_MAX, &rows));
    if (rows.n == PROPOSAL_WAITING_MAX)
        return E_TOOFAST;
    for (int i = 0; i < rows.n; i++) {
        uint8_t token[TAG_BYTES];

        if (bytes_equal(new->token, rows.rows[i].token, TAG_BYTES))
            return E_DONE_ALREADY;
        school_proposal_token(v, rows.rows[i].name, token);
        mine += bytes_equal(token, rows.rows[i].token, TAG_BYTES);
    }
    return mine < PROPOSALS_WAITING_MINE ? OK : E_PROPOSALS_MINE;
}

enum err school_propose(struct visit *v, const char *name, const char *place,
                        school_proposal_id *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct school_proposal_row row = {.day = action_day(v), .state = waiting};
    enum err err;
    bool known;

    TRY(role_require(v->who, ROLE_MEMBER));
    TRY(line_take(&a, name, &row.name));
    TRY(line_take(&a, place, &row.place));
    TRY(school_is_called(&a, row.name, &known));
    if (known)
        return E_IN_USE;
    TRY(words_check(&a, v, &row));
    school_proposal_token(v, row.name, row.token);
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(maintenance_require_writing(v));
    err = who_require_kept(v);
    TRY(err == E_NOTFOUND ? E_GUEST : err);
    TRY(require_few_waiting(&a, v, &row));
    TRY(row_insert(v, &row));
    TRY(txn_commit(&txn));
    state_wrote(v->state);
    *ret = row.id;
    return OK;
}

/* ---- deciding ---- */

/* One decision: the row goes to `state`, and the same by others with it; the action says so. */
static enum err decide(struct visit *v, school_proposal_id id, const char *state, const char *verb,
                       const char *typed, action_id *ret_id)
{
    static const struct rule no_rule = {.reason = ""};
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct action_row action = {.verb = verb};
    struct school_proposal_row row;

    TRY(role_require(v->who, permission_role(MAY_CURATE)));
    TRY(reason_parse(&a, &no_rule, typed, &action.reason));
    if (!*action.reason)
        action.reason = NULL;
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(permission_require(v, MAY_CURATE));
    TRY(school_proposals_get(&a, v->db, id, &row));
    if (strcmp(row.state, waiting) != 0)
        return E_DONE_ALREADY;
    action.subject = arena_printf(&a, "proposal/%lld", (long long)id.v);
    if (!action.subject)
        return E_NOMEM;
    TRY(action_add(v, &action, ret_id));
    TRY(undo_note(v, *ret_id, ""));
    TRY(school_proposals_decide_same(v, &row, state, *ret_id));
    TRY(txn_commit(&txn));
    state_wrote(v->state);
    return OK;
}

enum err school_proposal_accept(struct visit *v, school_proposal_id id, const char *reason,
                                action_id *ret_id)
{
    return decide(v, id, accepted, "accept-school", reason, ret_id);
}

enum err school_proposal_refuse(struct visit *v, school_proposal_id id, const char *reason,
                                action_id *ret_id)
{
    return decide(v, id, refused, "refuse-school", reason, ret_id);
}

enum err undo_school(struct arena *a, struct visit *v, const struct action_row *row,
                     const char *was)
{
    struct school_proposal_row proposal;
    long long id;

    (void)was;
    if (!row->subject || sscanf(row->subject, "proposal/%lld", &id) != 1)
        return E_CORRUPT;
    enum err err = school_proposals_get(a, v->db, (school_proposal_id){id}, &proposal);
    TRY(err == E_NOTFOUND ? E_STALE : err);
    if (proposal.decided_by.v != row->id.v)
        return E_STALE;
    return school_proposals_wait_again(v->db, row->id);
}

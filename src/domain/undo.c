/* SPDX-License-Identifier: MIT
 *
 * undo.c -- taking back what a moderator did, verb by verb.
 *
 * Each verb has a function that looks whether things still stand as the action left them, and puts
 * them back. What it needs to know stands in the undo row, in the words that the verb wrote there.
 */
#include <curbside/domain/undo.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <curbside/domain/identity.h>
#include <curbside/domain/permission.h>
#include <curbside/domain/state.h>
#include <curbside/store/appeals.h>
#include <curbside/store/db.h>
#include <curbside/store/flags.h>
#include <curbside/store/sanctions.h>
#include <curbside/store/threads.h>
#include <curbside/store/undos.h>
#include <curbside/store/waiting.h>

#include "action.h"
#include "appeal_rows.h"
#include "governing.h"
#include "house_ask.h"
#include "judged.h"
#include "post_state.h"
#include "question_rows.h"
#include "report_rows.h"
#include "sanctioning.h"
#include "school_proposal_rows.h"
#include "shaping.h"
#include "thread_rows.h"
#include "undo_note.h"

enum {
    DAY_S = 24 * 60 * 60,
    STATE_SIZE = 16,
};

/* Of what else is logged in a verb of its own the public log says it (modlog.c). */
static const char taken_back[] = "It was taken back.";

enum err undo_note(struct visit *v, action_id action, const char *was)
{
    return undos_insert(v->db, action, was, action_day(v) + (int64_t)(UNDO_DAYS + 1) * DAY_S);
}

enum err undo_text_take(struct arena *a, const char **at, const char **ret)
{
    size_t n;
    int used;

    if (sscanf(*at, "%zu:%n", &n, &used) != 1 || n > strlen(*at + used))
        return E_CORRUPT;
    *ret = arena_memdup0(a, *at + used, n);
    *at += (size_t)used + n;
    return *ret ? OK : E_NOMEM;
}

enum err undo_tick(struct visit *v)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    int64_t today = time_floor_day(clock_wall_s(v->clock));
    bool due;

    TRY(undos_are_due(v->db, today, &due));
    if (!due)
        return OK;
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(undos_expire(v->db, today));
    return txn_commit(&txn);
}

/* ---- posts that wait: the decision before, 0 for none ---- */

/* As long as the post waits: its row alone says which one it was. */
static enum err undo_held(struct arena *a, struct visit *v, const struct action_row *row,
                          const char *was)
{
    struct waiting_row waiting;
    action_id before;

    if (sscanf(was, "%" SCNd64, &before.v) != 1)
        return E_CORRUPT;
    enum err err = waiting_find_decided(a, v->db, row->id, &waiting);
    TRY(err == E_NOTFOUND ? E_STALE : err);
    TRY(judged_require_other(
        v, &(struct judged){.waits = true, .waiting = waiting, .thread.id = waiting.thread}));
    waiting.due_at = waiting.held_since;
    return before.v == 0
               ? waiting_set_held(v->db, waiting.id, WAITING_HELD, waiting.held_since)
               : waiting_decide(v->db, &waiting, WAITING_REFUSED, waiting.held_since, before);
}

/* What an appeal brought back is not hidden again by undoing. */
static enum err require_no_grant(struct visit *v, const struct action_row *row)
{
    bool granted = false;

    if (strcmp(row->verb, "restore") == 0)
        TRY(appeals_granted_of_post(v->db, row->post, &granted));
    return granted ? E_APPEAL_GRANTED : OK;
}

/* ---- posts: "STATE SINCE COLLAPSES", 0 for what was not ---- */

static enum err undo_post(struct arena *a, struct visit *v, const struct action_row *row,
                          const char *was)
{
    char state[STATE_SIZE];
    int64_t since, collapses;
    struct judged on;
    bool same;

    if (row->post.v == 0)
        return undo_held(a, v, row, was);
    if (sscanf(was, "%15s %" SCNd64 " %" SCNd64, state, &since, &collapses) != 3)
        return E_CORRUPT;
    TRY(judged_find(a, v, row->post, &on));
    TRY(judged_require_decider(v, &on, (handle_id){0}, &same));
    TRY(require_no_grant(v, row));
    if (strcmp(row->verb, "remove") == 0 && strcmp(on.post.state, "removed") != 0)
        return E_STALE;
    if (strcmp(row->verb, "remove") != 0 && strcmp(on.post.state, "visible") != 0 &&
        strcmp(on.post.state, state) != 0)
        return E_STALE;
    if (strcmp(on.post.state, state) != 0)
        TRY(post_state_set(v, row->post, *on.post.body ? state : "deleted"));
    TRY(flags_unsettle(v->db, row->post, row->id));
    if (since == 0)
        return OK;
    TRY(flagged_remove(v->db, row->post));
    TRY(flagged_add(v->db, row->post, since));
    return collapses > 0 ? flagged_set_collapse(v->db, row->post, collapses) : OK;
}

/* ---- threads ---- */

static enum err undo_shape(struct arena *a, struct visit *v, const struct action_row *row,
                           const char *was)
{
    struct thread_record thread;
    bool locks = strstr(row->verb, "lock") != NULL, on = strncmp(row->verb, "un", 2) != 0;

    (void)was;
    TRY(thread_record_get(a, v, row->thread, &thread));
    if ((locks ? thread.locked : thread.pinned) != on)
        return E_STALE;
    return locks ? threads_set_locked(v->db, row->thread, !on)
                 : threads_set_pinned(v->db, row->thread, !on);
}

/* ---- whoever wrote a post ---- */

/* The account may have found it: so that it was lifted stays, by its number alone. */
static enum err take_lift(struct arena *a, struct visit *v, post_id post, action_id sanction)
{
    struct judged on;
    bool mine;

    TRY(sanction_is_mine(v, sanction, &mine));
    if (mine)
        return E_OWN_CASE;
    if (judged_find(a, v, post, &on) == OK)
        TRY(judged_require_other(v, &on));
    enum err err = lifts_insert(v->db, sanction, action_day(v));
    return err == E_IN_USE ? E_STALE : err;
}

static enum err undo_sanction(struct arena *a, struct visit *v, const struct action_row *row,
                              const char *was)
{
    if (*was)
        TRY(undo_post(a, v, row, was)); /* what it settled waits again */
    TRY(take_lift(a, v, row->post, row->id));
    return sanctions_remove(v->db, row->id);
}

/* Out everywhere, asked for or agreed to: the account may have read it, and only a lifted ban
 * reaches it then. So the ban goes with the word; without it, it is given anew. */
static enum err undo_out(struct arena *a, struct visit *v, const struct action_row *row,
                         const char *was)
{
    (void)was;
    return take_lift(a, v, row->post, row->about);
}

static enum err undo_decline(struct arena *a, struct visit *v, const struct action_row *row,
                             const char *was)
{
    struct sanction_row ban;

    (void)was;
    enum err err = sanctions_get(a, v->db, row->about, &ban);
    TRY(err == E_NOTFOUND ? E_STALE : err);
    if (ban.lifted || strcmp(ban.everywhere, "no") != 0)
        return E_STALE;
    return sanctions_set_asked(v->db, row->about, true);
}

static enum err undo_lift(struct arena *a, struct visit *v, const struct action_row *row,
                          const char *was)
{
    struct appeal_row appeal;
    bool lifted;

    (void)was;
    enum err err = appeals_get(a, v->db, row->about, &appeal);
    bool by_lift = err == OK && appeal.decided_by.v == row->id.v;

    if (err == OK && strcmp(appeal.state, "granted") == 0 && !by_lift)
        return E_APPEAL_GRANTED;
    TRY(err == E_NOTFOUND ? OK : err);
    if (by_lift)
        TRY(appeals_set_state(v->db, row->about, "waits", (action_id){0}, 0));
    TRY(lifts_has(v->db, row->about, &lifted));
    return lifted ? lifts_remove(v->db, row->about) : E_STALE;
}

/* ---- which ---- */

/* clang-format off: a table that is read by row */
static const struct undo_verb {
    const char *verb;
    enum permission needs;
    const char *logged; /* the verb of taking it back */
    enum err (*run)(struct arena *a, struct visit *v, const struct action_row *row,
                    const char *was);
} verbs[] = {
    {"keep", MAY_DECIDE, "undo-keep", undo_post},
    {"remove", MAY_DECIDE, "undo-remove", undo_post},
    {"restore", MAY_DECIDE, "undo-restore", undo_post},
    {"lock", MAY_SHAPE, "unlock", undo_shape},
    {"unlock", MAY_SHAPE, "lock", undo_shape},
    {"pin", MAY_SHAPE, "unpin", undo_shape},
    {"unpin", MAY_SHAPE, "pin", undo_shape},
    {"warn", MAY_SANCTION, "lift", undo_sanction},
    {"mute", MAY_SANCTION, "lift", undo_sanction},
    {"ban", MAY_SANCTION, "lift", undo_sanction},
    {"ask-out", MAY_SANCTION, "lift", undo_out},
    {"out", MAY_SANCTION, "lift", undo_out},
    {"decline-out", MAY_SANCTION, "undo-decline-out", undo_decline},
    {"lift", MAY_SANCTION, "undo-lift", undo_lift},
    {"board", MAY_GOVERN, "board", undo_board},
    {"new-board", MAY_GOVERN, "board", undo_board},
    {"order-boards", MAY_GOVERN, "order-boards", undo_order},
    {"guide", MAY_SHAPE, "guide", undo_guide},
    {"rule", MAY_GOVERN, "rule", undo_rule},
    {"new-rule", MAY_GOVERN, "rule", undo_rule},
    {"template", MAY_GOVERN, "template", undo_template},
    {"set", MAY_GOVERN, "undo-set", undo_setting},
    {"role", MAY_GOVERN, "undo-role", undo_role},
    {"move", MAY_SHAPE, "move", undo_move},
    {"retitle", MAY_SHAPE, "retitle", undo_retitle},
    {"split", MAY_SHAPE, "undo-split", undo_regroup},
    {"merge", MAY_SHAPE, "undo-merge", undo_regroup},
    {"slow", MAY_SHAPE, "unslow", undo_slow},
    {"unslow", MAY_SHAPE, "slow", undo_slow},
    {"correct", MAY_SHAPE, "uncorrect", undo_correct},
    {"uncorrect", MAY_SHAPE, "correct", undo_correct},
    {"grant", MAY_SETTLE, "undo-grant", undo_appeal},
    {"deny", MAY_SETTLE, "undo-deny", undo_appeal},
    {"question-kind", MAY_CURATE, "undo-kind", undo_question_kind},
    {"merge-question", MAY_CURATE, "undo-question", undo_question},
    {"keep-apart", MAY_CURATE, "undo-question", undo_question},
    {"accept-school", MAY_CURATE, "undo-school", undo_school},
    {"refuse-school", MAY_CURATE, "undo-school", undo_school},
    {"keep-report", MAY_DECIDE, "undo-keep-report", undo_report},
    {"remove-report", MAY_DECIDE, "undo-remove-report", undo_report},
    {"read-only", MAY_GOVERN, "end-read-only", undo_maintenance},
    {"end-read-only", MAY_GOVERN, "read-only", undo_maintenance},
    {"no-joins", MAY_GOVERN, "end-no-joins", undo_maintenance},
    {"end-no-joins", MAY_GOVERN, "no-joins", undo_maintenance},
    {"hold", MAY_GOVERN, "end-hold", undo_maintenance},
    {"end-hold", MAY_GOVERN, "hold", undo_maintenance},
    {"broadcast", MAY_GOVERN, "undo-broadcast", undo_broadcast},
    {"end-broadcast", MAY_GOVERN, "undo-end-broadcast", undo_broadcast},
    {"filter-add", MAY_FILTER, "undo-filter", undo_filter},
    {"filter-on", MAY_FILTER, "undo-filter", undo_filter},
    {"filter-off", MAY_FILTER, "undo-filter", undo_filter},
    {"filter-delete", MAY_FILTER, "undo-filter", undo_filter},
};
/* clang-format on */

static const struct undo_verb *verb_find(const char *name)
{
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strcmp(verbs[i].verb, name) == 0)
            return &verbs[i];
    return NULL;
}

static enum err undo_begin(struct arena *a, struct txn *txn, struct visit *v, action_id action,
                           struct action_row *ret, const struct undo_verb **ret_verb)
{
    TRY(role_require(v->who, permission_role(MAY_SEE_QUEUE)));
    TRY(txn_begin(txn, v->db, TXN_WRITE));
    TRY(permission_require(v, MAY_SEE_QUEUE));
    TRY(actions_get(a, v->db, action, ret));
    *ret_verb = verb_find(ret->verb);
    if (!*ret_verb)
        return E_NO_UNDO;
    TRY(permission_require(v, (*ret_verb)->needs));
    return ret->by.v == v->who->handle.v ? OK : permission_require(v, MAY_GOVERN);
}

static enum err undo_end(struct txn *txn, struct visit *v, const struct action_row *row,
                         const char *logged, action_id *ret_id)
{
    const struct action_row back = {.verb = logged,
                                    .board = row->board,
                                    .thread = row->thread,
                                    .post = row->post,
                                    .about = row->id,
                                    .subject = row->subject,
                                    .rule = row->rule,
                                    .reason = strcmp(logged, "lift") == 0 ? taken_back : NULL,
                                    .on = row->on};
    action_id id;

    TRY(undos_remove(v->db, row->id));
    TRY(action_add(v, &back, &id));
    TRY(txn_commit(txn));
    state_wrote(v->state);
    *ret_id = id;
    return OK;
}

enum err action_undo(struct visit *v, action_id action, action_id *ret_id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    const struct undo_verb *verb;
    struct action_row row;
    const char *was;

    TRY(undo_begin(&a, &txn, v, action, &row, &verb));
    enum err err = undos_get(&a, v->db, action, &was);
    TRY(err == E_NOTFOUND ? E_NO_UNDO : err);
    TRY(verb->run(&a, v, &row, was));
    TRY(undo_end(&txn, v, &row, verb->logged, ret_id));
    if (verb->run == undo_maintenance || verb->run == undo_broadcast || verb->run == undo_setting)
        house_ask(v);
    return OK;
}

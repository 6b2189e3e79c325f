/* SPDX-License-Identifier: MIT
 *
 * question_merge.c -- moderators say which questions are one.
 *
 * A merge leaves both wordings as they are and every sighting with its own, so that it can be taken
 * back whole, also when more was merged in between. Reports that have both wordings count twice
 * until the keeper has counted their schools anew, with the next day.
 */
#include <curbside/domain/questions.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <curbside/domain/permission.h>
#include <curbside/domain/rule.h>
#include <curbside/domain/state.h>
#include <curbside/domain/thread.h>
#include <curbside/store/db.h>

#include "action.h"
#include "question_rows.h"
#include "undo_note.h"

enum {
    SCHOOLS_MAX = 1000, /* more than there are */
};

static const char merge_verb[] = "merge-question", apart_verb[] = "keep-apart";

/* ---- decisions ---- */

struct merging {
    struct visit *v;
    struct question_row one, other; /* as they are stored */
    const char *verb;
    const char *reason;              /* NULL: none */
    question_id asked, asked_beside; /* the two wordings that were asked about */
};

static enum err merging_begin(struct arena *a, struct txn *txn, struct merging *m,
                              const char *typed)
{
    static const struct rule no_rule = {.reason = ""};

    TRY(role_require(m->v->who, permission_role(MAY_CURATE)));
    TRY(reason_parse(a, &no_rule, typed, &m->reason));
    if (!*m->reason)
        m->reason = NULL;
    TRY(txn_begin(txn, m->v->db, TXN_WRITE));
    return permission_require(m->v, MAY_CURATE);
}

/* What was asked about; what is merged are the questions that stand for them. */
static enum err pair_ask(struct arena *a, struct merging *m, question_id one, question_id other)
{
    m->asked = one;
    m->asked_beside = other;
    TRY(questions_get(a, m->v->db, one, &m->one));
    return questions_get(a, m->v->db, other, &m->other);
}

static enum err pair_get(struct arena *a, struct merging *m, question_id one, question_id other)
{
    TRY(questions_get(a, m->v->db, one, &m->one));
    return questions_get(a, m->v->db, other, &m->other);
}

static enum err merging_end(struct arena *a, struct txn *txn, struct merging *m, action_id *ret_id)
{
    struct action_row row = {.verb = m->verb, .reason = m->reason};
    action_id id;

    const char *was = arena_printf(a, "%" PRId64 " %" PRId64, m->asked.v, m->asked_beside.v);
    row.subject = arena_printf(a, "question/%lld %s question/%lld", (long long)m->one.id.v,
                               m->verb == merge_verb ? "into" : "and", (long long)m->other.id.v);
    if (!row.subject || !was)
        return E_NOMEM;
    TRY(action_add(m->v, &row, &id));
    TRY(undo_note(m->v, id, was));
    TRY(txn_commit(txn));
    state_wrote(m->v->state);
    *ret_id = id;
    return OK;
}

/* Whether it was asked or not: these two are settled. */
static enum err settle(struct merging *m, bool settled)
{
    enum err err = proposals_settle(m->v->db, m->one.id, m->other.id, settled);

    return err == E_NOTFOUND ? OK : err;
}

/* A report that has both counts once for them as one, and twice for them as two. */
static enum err schools_recount(struct arena *a, struct visit *v, question_id root)
{
    struct seen_at *rows;
    int n;

    TRY(questions_schools(a, v->db, root, SCHOOLS_MAX, &rows, &n));
    for (int i = 0; i < n; i++)
        TRY(sightings_due_add(v->db, rows[i].school, action_day(v)));
    return OK;
}

enum err question_merge(struct visit *v, question_id from, question_id into, const char *reason,
                        action_id *ret_id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct merging m = {.v = v, .verb = merge_verb};

    TRY(merging_begin(&a, &txn, &m, reason));
    TRY(pair_ask(&a, &m, from, into));
    TRY(settle(&m, true));
    TRY(pair_get(&a, &m, m.one.root, m.other.root));
    if (m.one.id.v == m.other.id.v)
        return E_DONE_ALREADY;
    TRY(settle(&m, true));
    TRY(questions_merge(v->db, m.one.id, m.other.id));
    TRY(questions_recount(v->db, m.other.id));
    TRY(schools_recount(&a, v, m.other.id));
    return merging_end(&a, &txn, &m, ret_id);
}

enum err question_keep_apart(struct visit *v, question_id one, question_id other,
                             const char *reason, action_id *ret_id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct merging m = {.v = v, .verb = apart_verb};

    TRY(merging_begin(&a, &txn, &m, reason));
    TRY(pair_ask(&a, &m, one, other));
    TRY(proposals_settle(v->db, one, other, true));
    return merging_end(&a, &txn, &m, ret_id);
}

/* ---- taking back ---- */

static enum err part_again(struct arena *a, struct merging *m)
{
    if (m->one.into.v != m->other.id.v)
        return E_STALE;
    TRY(questions_part(m->v->db, m->one.id));
    TRY(questions_recount(m->v->db, m->one.id));
    TRY(questions_recount(m->v->db, m->other.root));
    TRY(schools_recount(a, m->v, m->one.id));
    TRY(schools_recount(a, m->v, m->other.root));
    TRY(settle(m, false));
    enum err err = proposals_settle(m->v->db, m->asked, m->asked_beside, false);
    return err == E_NOTFOUND ? OK : err;
}

enum err undo_question(struct arena *a, struct visit *v, const struct action_row *row,
                       const char *was)
{
    struct merging m = {.v = v};
    long long one, other;
    char word[8];

    if (sscanf(was, "%" SCNd64 " %" SCNd64, &m.asked.v, &m.asked_beside.v) != 2 || !row->subject ||
        sscanf(row->subject, "question/%lld %7s question/%lld", &one, word, &other) != 3)
        return E_CORRUPT;
    TRY(pair_get(a, &m, (question_id){one}, (question_id){other}));
    if (strcmp(row->verb, merge_verb) == 0)
        return part_again(a, &m);
    enum err err = proposals_settle(v->db, m.one.id, m.other.id, false);
    return err == E_NOTFOUND ? E_STALE : err;
}

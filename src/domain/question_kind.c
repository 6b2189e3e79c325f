/* SPDX-License-Identifier: MIT
 *
 * question_kind.c -- moderators say what kind a question is, where the guess was wrong.
 */
#include <curbside/domain/questions.h>

#include <stdio.h>
#include <string.h>

#include <curbside/domain/permission.h>
#include <curbside/domain/rule.h>
#include <curbside/domain/state.h>
#include <curbside/store/db.h>

#include "action.h"
#include "question_rows.h"
#include "undo_note.h"

enum {
    KIND_SIZE = 24
};

static const char verb[] = "question-kind";

/* The question that stands for a wording. */
static enum err root_get(struct arena *a, struct visit *v, question_id id, struct question_row *ret)
{
    TRY(questions_get(a, v->db, id, ret));
    return ret->root.v == ret->id.v ? OK : questions_get(a, v->db, ret->root, ret);
}

enum err question_set_kind(struct visit *v, question_id id, enum question_kind kind,
                           const char *typed, action_id *ret_id)
{
    static const struct rule no_rule = {.reason = ""};
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct action_row action = {.verb = verb};
    struct question_row row;
    const char *was;

    TRY(role_require(v->who, permission_role(MAY_CURATE)));
    TRY(reason_parse(&a, &no_rule, typed, &action.reason));
    if (!*action.reason)
        action.reason = NULL;
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(permission_require(v, MAY_CURATE));
    TRY(root_get(&a, v, id, &row));
    if (strcmp(row.kind, question_kind_name(kind)) == 0)
        return E_DONE_ALREADY;
    action.subject = arena_printf(&a, "question/%lld under %s", (long long)row.id.v,
                                  question_kind_name(kind));
    was = arena_printf(&a, "%s %d %s", row.kind, row.kind_set, question_kind_name(kind));
    if (!action.subject || !was)
        return E_NOMEM;
    TRY(questions_set_kind(v->db, row.id, question_kind_name(kind), true));
    TRY(action_add(v, &action, ret_id));
    TRY(undo_note(v, *ret_id, was));
    TRY(txn_commit(&txn));
    state_wrote(v->state);
    return OK;
}

enum err undo_question_kind(struct arena *a, struct visit *v, const struct action_row *row,
                            const char *was)
{
    char before[KIND_SIZE], after[KIND_SIZE];
    struct question_row question;
    enum question_kind kind;
    long long id;
    int set;

    if (!row->subject || sscanf(row->subject, "question/%lld", &id) != 1 ||
        sscanf(was, "%23s %d %23s", before, &set, after) != 3 ||
        question_kind_parse(before, &kind) != OK)
        return E_CORRUPT;
    TRY(questions_get(a, v->db, (question_id){id}, &question));
    if (strcmp(question.kind, after) != 0)
        return E_STALE;
    return questions_set_kind(v->db, question.id, before, set != 0);
}

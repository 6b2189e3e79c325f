/* SPDX-License-Identifier: MIT
 *
 * queue_notes.c -- what moderators tell one another about an item of the queue.
 *
 * Under their handles, without a time, for a month: whoever comes to the item next reads it.
 */
#include "queue_items.h"

#include <curbside/domain/authorship.h>
#include <curbside/domain/permission.h>
#include <curbside/domain/queue.h>
#include <curbside/domain/rule.h>
#include <curbside/domain/state.h>
#include <curbside/store/db.h>
#include <curbside/store/queue_notes.h>

#include "action.h"
#include "judged.h"
#include "public_words.h"

enum {
    DAY_S = 24 * 60 * 60,
    DRAWS = 64,
};

enum err queue_notes_tick(struct visit *v)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    int64_t today = time_floor_day(clock_wall_s(v->clock));
    bool due;

    TRY(queue_notes_are_due(v->db, today, &due));
    if (!due)
        return OK;
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(queue_notes_expire(v->db, today));
    return txn_commit(&txn);
}

static enum err text_parse(struct arena *a, const char *typed, const char **ret)
{
    static const struct rule none = {.reason = ""};

    TRY(reason_parse(a, &none, typed, ret));
    return **ret ? public_words_require(*ret, OVERRIDE_NONE) : E_BODY_EMPTY;
}

/* A guess at whose something is stays with whoever has it: beside what is no handle's no handle is
 * named. */
static enum err names_require(struct arena *a, struct visit *v, int64_t item, const char *text)
{
    enum queue_kind kind;
    struct judged on;
    int64_t id;

    TRY(queue_item_parse(item, &kind, &id));
    if (kind == QUEUE_FLAGS) {
        TRY(judged_find_any(a, v, (post_id){id}, &on));
        if (!author_is_alias(on.waits ? &on.waiting.author : &on.post.author))
            return OK;
    }
    return public_reason_require(v, text);
}

static enum err insert(struct visit *v, struct queue_note_row *row)
{
    enum err err = E_IN_USE;

    for (int i = 0; i < DRAWS && err == E_IN_USE; i++) {
        row->id = random_id(v->random);
        err = queue_notes_insert(v->db, row);
    }
    return err == E_IN_USE ? E_IO : err;
}

enum err queue_note_add(struct visit *v, int64_t item, const char *note)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct queue_note_row row = {.item = item, .by = v->who->handle}, *known;
    int n;

    TRY(role_require(v->who, permission_role(MAY_SEE_QUEUE)));
    TRY(text_parse(&a, note, &row.body));
    row.goes = action_day(v) + (int64_t)(QUEUE_NOTE_DAYS + 1) * DAY_S;
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(permission_require(v, MAY_SEE_QUEUE));
    if (v->who->is_operator)
        return E_NO_HANDLE;
    TRY(queue_require(&a, v, item));
    TRY(names_require(&a, v, item, row.body));
    TRY(queue_notes_list(&a, v->db, item, QUEUE_NOTES_MAX, &known, &n));
    if (n == QUEUE_NOTES_MAX)
        return E_LIST_FULL;
    TRY(insert(v, &row));
    TRY(txn_commit(&txn));
    state_wrote(v->state);
    return OK;
}

enum err queue_note_list(struct arena *a, struct visit *v, int64_t item,
                         struct queue_note_page *ret)
{
    struct queue_note_row *rows;
    int n;

    TRY(permission_require(v, MAY_SEE_QUEUE));
    TRY(queue_notes_list(a, v->db, item, QUEUE_NOTES_MAX, &rows, &n));
    ret->n = n;
    ret->rows = arena_array(a, (size_t)n + 1, sizeof *ret->rows);
    if (!ret->rows)
        return E_NOMEM;
    for (int i = 0; i < n; i++)
        ret->rows[i] = (struct queue_note){rows[i].by_name, rows[i].body};
    return OK;
}

/* SPDX-License-Identifier: MIT
 *
 * leave.c -- leaving for good.
 *
 * What is private goes first, in transactions of its own, and the log is emptied before the handle
 * and the wraps go: no log shows which sealed record was this handle's. Until the last transaction
 * the account can still be opened, and leaving can be tried again. Nothing is done to alias posts:
 * a change to all of them at once would tell everybody that they are one person's.
 */
#include <string.h>

#include <curbside/domain/draft.h>
#include <curbside/domain/erasure.h>
#include <curbside/domain/keys.h>
#include <curbside/domain/role.h>
#include <curbside/domain/state.h>
#include <curbside/store/author_row.h>
#include <curbside/store/db.h>
#include <curbside/store/handles.h>
#include <curbside/store/sealed.h>
#include <curbside/store/wraps.h>

#include "who_secret.h"

enum {
    EMPTY_TRIES = 20, /* each waits a tenth of a second for readers */
    DAY_S = 24 * 60 * 60,
};

static enum err remove_drafts(struct visit *v)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct draft_page page;

    TRY(draft_list(&a, v, &page));
    for (int i = 0; i < page.n; i++)
        TRY(draft_clear(v, page.rows[i].number));
    return OK;
}

static enum err remove_state(struct visit *v)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    uint8_t name[SEALED_NAME_BYTES];
    size_t n;

    enum err err = state_row(v, name, &n);
    if (err == E_NOTFOUND)
        return OK;
    TRY(err);
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(sealed_remove(v->db, SEALED_STATE, name));
    return txn_commit(&txn);
}

static enum err empty_log(struct visit *v)
{
    bool empty = false;

    for (int i = 0; i < EMPTY_TRIES && !empty; i++)
        TRY(db_wal_truncate(v->db, &empty));
    return empty ? OK : E_BUSY;
}

static enum err remove_boxes(struct visit *v)
{
    uint8_t locator[RECOVERY_LOCATOR_BYTES];
    size_t n;
    const struct state_key *keys = state_keys(v->state, &n);

    for (size_t i = 0; i < n; i++)
        TRY(wraps_remove(v->db, keys[i].locator));
    TRY(wraps_remove(v->db, v->who->secret->locator));
    for (uint8_t i = 0; i < RECOVERY_GENERATIONS; i++) {
        recovery_locator(v->who, i, locator);
        TRY(recoveries_remove(v->db, locator));
    }
    for (int i = 0; i <= 1; i++) {
        link_locator(v, i, locator);
        TRY(links_remove(v->db, locator));
    }
    return OK;
}

/* `jobs` NULL: nothing is to be erased. They come with the last step, so that either the account is
 * there and nothing of it is erased, or it is gone and all of it will be. */
static enum err remove_account(struct visit *v, const struct erasure_jobs *jobs)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    int64_t until = time_floor_day(clock_wall_s(v->clock)) + (HANDLE_REST_DAYS + 1) * DAY_S;

    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(role_require_not_last(v)); /* again: another may have left since */
    TRY(remove_boxes(v));
    TRY(handles_rest(v->db, v->who->name, until));
    /* Nobody has seen it, and nobody is left who could say whether it may be. */
    TRY(author_drop_waiting(v->db, v->who->handle));
    TRY(handles_set_gone(v->db, v->who->handle));
    if (jobs)
        TRY(erasure_store(v, jobs));
    return txn_commit(&txn);
}

static enum err leave(struct visit *v, const struct erasure_jobs *jobs)
{
    TRY(remove_drafts(v));
    TRY(empty_log(v));
    TRY(remove_state(v));
    TRY(empty_log(v));
    TRY(remove_account(v, jobs));
    who_become_guest(v);
    return OK;
}

static enum err may_leave(struct visit *v, const char *handle)
{
    TRY(role_require(v->who, ROLE_MEMBER));
    if (strcmp(handle, v->who->name) != 0)
        return E_NOTFOUND;
    return role_require_not_last(v);
}

enum err account_leave(struct visit *v, const char *handle)
{
    TRY(may_leave(v, handle));
    return leave(v, NULL);
}

enum err account_leave_erasing(struct visit *v, const char *handle)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct erasure_plan plan;
    struct erasure_jobs *jobs;

    TRY(may_leave(v, handle));
    TRY(erasure_plan(&a, v, &plan));
    TRY(erasure_seal(&a, v, &plan, &jobs));
    return leave(v, jobs);
}

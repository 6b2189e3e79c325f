/* SPDX-License-Identifier: MIT
 *
 * report_flag.c -- complaining of an interview report that is out.
 *
 * As with posts nothing private is written but a token, and weighty flags hide it until a moderator
 * has looked. The token is none of those by which one confirms or disputes: who did both is not
 * seen to be one.
 */
#include <curbside/domain/interview.h>

#include <curbside/domain/identity.h>
#include <curbside/domain/maintenance.h>
#include <curbside/domain/sanction.h>
#include <curbside/domain/standing.h>
#include <curbside/domain/state.h>
#include <curbside/store/db.h>

#include "flag_rows.h"
#include "public_words.h"
#include "report_rows.h"

enum err report_flag_is_mine(struct visit *v, report_id id, bool *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    uint8_t token[TAG_BYTES];
    const char *said;

    *ret = false;
    if (who_is_guest(v->who))
        return OK;
    report_flag_token(v, id, token);
    TRY(verdicts_find(&a, v->db, id, token, &said));
    *ret = *said != '\0';
    return OK;
}

static enum err target_find(struct arena *a, struct visit *v, report_id id)
{
    uint8_t owner[TAG_BYTES];
    struct report_row row;
    bool mine;

    TRY(reports_get(a, v->db, id, &row));
    if (!row.shown)
        return E_NOTFOUND;
    report_owner(v, row.school, row.cycle, owner);
    if (bytes_equal(owner, row.owner, sizeof owner))
        return E_OWN_POST;
    TRY(report_flag_is_mine(v, id, &mine));
    return mine ? E_DONE_ALREADY : OK;
}

/* As a post collapses, but nobody can unfold it: what it says is gone from the bank, too. */
static enum err hide_if_due(struct arena *a, struct visit *v, report_id id)
{
    struct flag_reason *reasons;
    struct report_row row;
    const char *words;
    bool hides;
    int n;

    TRY(reports_get(a, v->db, id, &row));
    TRY(report_words(a, &row, &words));
    TRY(verdicts_flag_reasons(a, v->db, id, N_FLAG_CODES, &reasons, &n));
    TRY(flags_hide(reasons, n, words, &hides));
    if (!hides)
        return OK;
    row.shown = false;
    row.was_out = true;
    return reports_settle(v->db, &row, time_floor_day(clock_wall_s(v->clock)));
}

enum err report_flag(struct visit *v, report_id id, enum flag_code code, const char *note)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    int64_t now = clock_wall_s(v->clock);
    struct verdict_row row = {.report = id,
                              .verdict = "flag",
                              .reason = flag_code_name(code),
                              .day = time_floor_day(now)};

    TRY(role_require(v->who, ROLE_MEMBER));
    TRY(flag_note_parse(&a, note, &row.note));
    if (row.note)
        TRY(public_handles_require_none(v, row.note)); /* nor whose it may be */
    TRY(sanction_require_any(v));
    TRY(standing_has(v, &row.weight));
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(maintenance_require_writing(v));
    TRY(report_require_kept(v));
    TRY(target_find(&a, v, id));
    report_flag_token(v, id, row.token);
    TRY(verdicts_set(v->db, &row));
    TRY(reports_look(v->db, id, time_floor_hour(now)));
    TRY(hide_if_due(&a, v, id));
    TRY(txn_commit(&txn));
    state_wrote(v->state);
    state_report_flag_add(v->state, id.v);
    return OK;
}

/* ---- taking it back ---- */

static enum err mine_find(struct arena *a, struct visit *v, report_id id,
                          uint8_t token[static TAG_BYTES], const char **ret_reason)
{
    action_id by;

    report_flag_token(v, id, token);
    TRY(verdicts_get_flag(a, v->db, id, token, ret_reason, &by));
    return by.v == 0 ? OK : E_FLAG_DECIDED;
}

enum err report_flag_get_mine(struct visit *v, report_id id, enum flag_code *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    uint8_t token[TAG_BYTES];
    const char *reason;

    TRY(role_require(v->who, ROLE_MEMBER));
    TRY(mine_find(&a, v, id, token, &reason));
    return flag_code_parse(reason, ret);
}

/* One that nobody else flagged leaves the queue, but if it is hidden, or has other words of an
 * author without standing, now or before they were taken over: these a moderator looks at all the
 * same. */
static enum err look_again(struct arena *a, struct visit *v, report_id id)
{
    struct flag_reason *left;
    struct report_row row;
    int n;

    TRY(reports_get(a, v->db, id, &row));
    TRY(verdicts_flag_reasons(a, v->db, id, N_FLAG_CODES, &left, &n));
    if (n > 0 || row.was_out || row.amended || !row.counts)
        return OK;
    row.look_since = 0;
    return reports_settle(v->db, &row, time_floor_day(clock_wall_s(v->clock)));
}

enum err report_flag_withdraw(struct visit *v, report_id id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    uint8_t token[TAG_BYTES];
    const char *reason;

    TRY(role_require(v->who, ROLE_MEMBER));
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(maintenance_require_writing(v));
    TRY(mine_find(&a, v, id, token, &reason));
    TRY(verdicts_remove(v->db, id, token));
    TRY(look_again(&a, v, id));
    TRY(txn_commit(&txn));
    state_wrote(v->state);
    state_report_flag_remove(v->state, id.v);
    return OK;
}

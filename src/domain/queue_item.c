/* SPDX-License-Identifier: MIT
 *
 * queue_item.c -- items of the queue by their number, and what is decided on one whatever it is.
 */
#include "queue_items.h"

#include <curbside/domain/appeal.h>
#include <curbside/domain/decide.h>
#include <curbside/domain/permission.h>
#include <curbside/domain/questions.h>
#include <curbside/domain/sanction.h>
#include <curbside/domain/school_proposal.h>
#include <curbside/store/appeals.h>
#include <curbside/store/claims.h>
#include <curbside/store/flags.h>
#include <curbside/store/questions.h>
#include <curbside/store/reports.h>
#include <curbside/store/school_proposals.h>

#include <string.h>

#include "judged.h"
#include "report_rows.h"

enum {
    SPAN = 1000000000, /* ids are below */
    PAIRS_MAX = 1000,
};

/* Kinds that are posts share their ids. */
static int64_t base_of(enum queue_kind kind)
{
    switch (kind) {
    case QUEUE_REPORT:
        return SPAN;
    case QUEUE_APPEAL:
        return 2 * (int64_t)SPAN;
    case QUEUE_SCHOOL:
        return 3 * (int64_t)SPAN;
    case QUEUE_OUT:
        return 4 * (int64_t)SPAN;
    case QUEUE_MERGE:
    case QUEUE_HELD:
    case QUEUE_FLAGS:
    case QUEUE_FIRST:
    case N_QUEUE_KINDS:
        break;
    }
    return 0;
}

int64_t queue_item_of_report(report_id report)
{
    return queue_item_of(QUEUE_REPORT, report.v);
}

int64_t queue_item_of(enum queue_kind kind, int64_t id)
{
    return base_of(kind) + id;
}

/* Far above all others. */
int64_t queue_item_of_pair(int64_t one, int64_t other)
{
    return ((int64_t)SPAN + one) * SPAN + other;
}

bool queue_pair_parse(int64_t item, int64_t *ret_one, int64_t *ret_other)
{
    *ret_one = item >= (int64_t)SPAN * SPAN ? item / SPAN - SPAN : 0;
    *ret_other = *ret_one > 0 ? item % SPAN : 0;
    return *ret_one > 0 && *ret_one<SPAN && * ret_other> 0;
}

enum err queue_item_parse(int64_t item, enum queue_kind *ret_kind, int64_t *ret_id)
{
    static const enum queue_kind kinds[] = {QUEUE_FLAGS, QUEUE_REPORT, QUEUE_APPEAL, QUEUE_SCHOOL,
                                            QUEUE_OUT};
    int64_t at = item / SPAN, one;

    *ret_id = item % SPAN;
    *ret_kind = QUEUE_MERGE;
    if (queue_pair_parse(item, &one, ret_id))
        return OK;
    *ret_id = item % SPAN;
    if (item <= 0 || at >= (int64_t)(sizeof kinds / sizeof *kinds) || *ret_id == 0)
        return E_NOTFOUND;
    *ret_kind = kinds[at];
    return OK;
}

static enum err require_post(struct arena *a, struct visit *v, post_id post)
{
    struct judged on;
    bool flagged;

    TRY(judged_find_any(a, v, post, &on));
    if (on.waits)
        return on.waiting.held == WAITING_HELD && on.waiting.due_at <= clock_wall_s(v->clock)
                   ? OK
                   : E_NOTFOUND;
    TRY(flagged_has(v->db, post, &flagged));
    return flagged && strcmp(on.post.state, "deleted") != 0 ? OK : E_NOTFOUND;
}

int64_t queue_first_hidden_day(const struct visit *v)
{
    return time_floor_day(clock_wall_s(v->clock));
}

static enum err require_report(struct arena *a, struct visit *v, int64_t id)
{
    struct report_row row;

    TRY(reports_get(a, v->db, (report_id){id}, &row));
    return report_require_waiting(v, &row);
}

static enum err require_appeal(struct arena *a, struct visit *v, int64_t id)
{
    struct appeal_row row;

    TRY(appeals_get(a, v->db, (action_id){id}, &row));
    return strcmp(row.state, "waits") == 0 && row.day < queue_first_hidden_day(v) ? OK : E_NOTFOUND;
}

static enum err require_school(struct arena *a, struct visit *v, int64_t id)
{
    struct school_proposal_row row;

    TRY(school_proposals_get(a, v->db, (school_proposal_id){id}, &row));
    return strcmp(row.state, "waiting") == 0 && row.day < queue_first_hidden_day(v) ? OK
                                                                                    : E_NOTFOUND;
}

static enum err require_pair(struct arena *a, struct visit *v, int64_t item)
{
    struct proposal_row after = {.since = INT64_MIN}, *rows;
    int n;

    TRY(proposals_list(a, v->db, &after, PAIRS_MAX, &rows, &n));
    for (int i = 0; i < n; i++)
        if (queue_item_of_pair(rows[i].one.v, rows[i].other.v) == item)
            return OK;
    return E_NOTFOUND;
}

static enum err require_out(struct visit *v, int64_t id)
{
    bool asked;

    TRY(sanction_is_asked(v, (action_id){id}, &asked));
    return asked ? OK : E_NOTFOUND;
}

enum err queue_require(struct arena *a, struct visit *v, int64_t item)
{
    enum queue_kind kind;
    int64_t id;

    TRY(queue_item_parse(item, &kind, &id));
    if (kind == QUEUE_REPORT)
        return require_report(a, v, id);
    if (kind == QUEUE_MERGE)
        return require_pair(a, v, item);
    if (kind == QUEUE_SCHOOL)
        return require_school(a, v, id);
    if (kind == QUEUE_OUT)
        return require_out(v, id);
    return kind == QUEUE_APPEAL ? require_appeal(a, v, id) : require_post(a, v, (post_id){id});
}

/* A post that is there and waits no more was decided on. */
static enum err why_gone(struct arena *a, struct visit *v, int64_t item)
{
    enum queue_kind kind;
    struct judged on;
    int64_t id;

    TRY(queue_item_parse(item, &kind, &id));
    if (kind == QUEUE_FLAGS) {
        TRY(judged_find_any(a, v, (post_id){id}, &on));
        if (!on.waits && strcmp(on.post.state, "deleted") == 0)
            return E_NOTFOUND;
    }
    return E_DONE_ALREADY;
}

enum err queue_still_waits(struct visit *v, int64_t item)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    enum err err;

    TRY(permission_require(v, MAY_DECIDE));
    err = queue_require(&a, v, item);
    return err == E_NOTFOUND ? why_gone(&a, v, item) : err;
}

/* Two moderators on one item: who claimed it decides. */
enum err queue_require_unclaimed(struct visit *v, int64_t item)
{
    char name[HANDLE_ROW_NAME];
    handle_id by;

    TRY(claims_find(v->db, item, clock_wall_s(v->clock), &by, name));
    return by.v == 0 || by.v == v->who->handle.v ? OK : E_CLAIMED;
}

static enum err decide_pair(struct visit *v, int64_t item, bool merges, const char *reason,
                            action_id *ret_id)
{
    question_id one, other;

    if (!queue_pair_parse(item, &one.v, &other.v))
        return E_NOTFOUND;
    TRY(queue_require_unclaimed(v, item));
    return merges ? question_merge(v, other, one, reason, ret_id)
                  : question_keep_apart(v, one, other, reason, ret_id);
}

static enum err decide_school(struct visit *v, int64_t item, int64_t id, bool accepts,
                              const char *reason, action_id *ret_id)
{
    const school_proposal_id proposal = {id};

    TRY(queue_require_unclaimed(v, item));
    return accepts ? school_proposal_accept(v, proposal, reason, ret_id)
                   : school_proposal_refuse(v, proposal, reason, ret_id);
}

enum err item_keep(struct visit *v, int64_t item, action_id *ret_id)
{
    enum queue_kind kind;
    int64_t id;

    TRY(role_require(v->who, permission_role(MAY_DECIDE)));
    TRY(queue_item_parse(item, &kind, &id));
    if (kind == QUEUE_REPORT)
        return report_keep(v, id, ret_id);
    if (kind == QUEUE_MERGE)
        return decide_pair(v, item, false, NULL, ret_id);
    if (kind == QUEUE_SCHOOL)
        return decide_school(v, item, id, true, NULL, ret_id);
    if (kind == QUEUE_OUT)
        return sanction_decline(v, (action_id){id}, ret_id);
    if (kind == QUEUE_APPEAL)
        return appeal_decide(v, (action_id){id}, false, NULL, ret_id);
    return post_keep(v, (post_id){id}, ret_id);
}

enum err item_remove(struct visit *v, int64_t item, const char *rule, const char *reason,
                     action_id *ret_id)
{
    enum queue_kind kind;
    int64_t id;

    TRY(role_require(v->who, permission_role(MAY_DECIDE)));
    TRY(queue_item_parse(item, &kind, &id));
    if (kind == QUEUE_OUT)
        return sanction_agree(v, (action_id){id}, ret_id);
    if (kind == QUEUE_APPEAL)
        return appeal_decide(v, (action_id){id}, true, reason, ret_id);
    if (kind == QUEUE_MERGE)
        return decide_pair(v, item, true, reason, ret_id);
    if (kind == QUEUE_SCHOOL)
        return decide_school(v, item, id, false, reason, ret_id);
    if (!rule)
        return E_USAGE;
    if (kind == QUEUE_REPORT)
        return report_refuse(v, id, rule, reason, ret_id);
    return post_remove(v, (post_id){id}, rule, reason, ret_id);
}

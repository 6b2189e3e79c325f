/* SPDX-License-Identifier: MIT
 *
 * queue.c -- what waits for a moderator, put together from where it waits.
 */
#include <curbside/domain/queue.h>

#include <stdlib.h>
#include <string.h>

#include <curbside/domain/interview.h>
#include <curbside/domain/permission.h>
#include <curbside/domain/thread.h>
#include <curbside/store/appeals.h>
#include <curbside/store/db.h>
#include <curbside/store/flags.h>
#include <curbside/store/questions.h>
#include <curbside/store/queue_days.h>
#include <curbside/store/reports.h>
#include <curbside/store/sanctions.h>
#include <curbside/store/school_proposals.h>
#include <curbside/store/waiting.h>

#include "cursor.h"
#include "filter_rows.h"
#include "judged.h"
#include "queue_fill.h"
#include "queue_items.h"
#include "report_rows.h"
#include "school_proposal_rows.h"

enum {
    COUNT_MAX = 1000,
    PAIRS_MAX = 1000,
    HOUR_S = 3600,
    DAY_S = 24 * HOUR_S,
    SOURCES = 8, /* each gives a page at most */
};

static const char cursor_name[] = "queue";
static const char *const kind_names[N_QUEUE_KINDS] = {
    [QUEUE_HELD] = "held",     [QUEUE_FLAGS] = "flags",   [QUEUE_FIRST] = "first",
    [QUEUE_APPEAL] = "appeal", [QUEUE_MERGE] = "merge",   [QUEUE_REPORT] = "report",
    [QUEUE_SCHOOL] = "school", [QUEUE_OUT] = "everywhere"};

const char *queue_kind_name(enum queue_kind kind)
{
    return kind_names[kind];
}

/* ---- all of it in one order: since when, then by number ---- */

/* One that waits, and where its row is. */
struct waiting_item {
    int64_t since, item;
    enum queue_kind kind;
    const void *row;
};

struct merging {
    struct waiting_item *items;
    int n, cap;
};

static void item_add(struct merging *m, int64_t since, int64_t item, enum queue_kind kind,
                     const void *row)
{
    BUG_ON(m->n == m->cap);
    m->items[m->n++] = (struct waiting_item){since, item, kind, row};
}

static int compare(const void *one, const void *other)
{
    const struct waiting_item *a = one, *b = other;

    if (a->since != b->since)
        return a->since < b->since ? -1 : 1;
    return a->item < b->item ? -1 : a->item > b->item;
}

/* Of a kind: behind which of its ids the page goes on, among those of the same time. */
static int64_t after_id(const struct cursor *from, enum queue_kind kind)
{
    int64_t id = from->id - queue_item_of(kind, 0);

    return id < 0 ? 0 : id;
}

static enum err add_posts(struct arena *a, struct visit *v, const struct cursor *from, int limit,
                          struct merging *m)
{
    const post_id after = {from->id};
    struct waiting_rows held;
    struct flagged_row *flagged;
    int n;

    TRY(waiting_list_held(a, v->db, clock_wall_s(v->clock), from->first, after, limit, &held));
    for (int i = 0; i < held.n; i++)
        item_add(m, held.rows[i].due_at, held.rows[i].id.v, QUEUE_HELD, &held.rows[i]);
    TRY(flagged_list(a, v->db, from->first, after, limit, &flagged, &n));
    for (int i = 0; i < n; i++)
        item_add(m, flagged[i].since, flagged[i].post.v, QUEUE_FLAGS, &flagged[i]);
    return OK;
}

static enum err add_appeals(struct arena *a, struct visit *v, const struct cursor *from, int limit,
                            struct merging *m)
{
    struct appeal_row *rows;
    int n;

    TRY(appeals_list(a, v->db, from->first, after_id(from, QUEUE_APPEAL), limit, &rows, &n));
    for (int i = 0; i < n && rows[i].day < queue_first_hidden_day(v); i++)
        item_add(m, rows[i].day, queue_item_of(QUEUE_APPEAL, rows[i].action.v), QUEUE_APPEAL,
                 &rows[i]);
    return OK;
}

static enum err add_reports(struct arena *a, struct visit *v, const struct cursor *from, int limit,
                            struct merging *m)
{
    int64_t after = from->first > INT64_MIN ? from->first + REPORT_WAIT_S : INT64_MIN;
    struct report_rows rows;

    TRY(reports_list_waiting(a, v->db, after, after_id(from, QUEUE_REPORT), limit, &rows));
    for (int i = 0; i < rows.n && report_since(&rows.rows[i]) < queue_first_hidden_day(v); i++)
        item_add(m, report_since(&rows.rows[i]), queue_item_of(QUEUE_REPORT, rows.rows[i].id.v),
                 QUEUE_REPORT, &rows.rows[i]);
    return OK;
}

static enum err add_reports_out(struct arena *a, struct visit *v, const struct cursor *from,
                                int limit, struct merging *m)
{
    struct report_rows rows;

    TRY(reports_list_to_look(a, v->db, clock_wall_s(v->clock), from->first,
                             after_id(from, QUEUE_REPORT), limit, &rows));
    for (int i = 0; i < rows.n; i++)
        item_add(m, rows.rows[i].look_since, queue_item_of(QUEUE_REPORT, rows.rows[i].id.v),
                 QUEUE_REPORT, &rows.rows[i]);
    return OK;
}

/* ---- questions of the bank ---- */

static enum err add_merges(struct arena *a, struct visit *v, const struct cursor *from, int limit,
                           struct merging *m)
{
    struct proposal_row after = {.since = from->first}, *rows;
    int n;

    queue_pair_parse(from->id, &after.one.v, &after.other.v);
    TRY(proposals_list(a, v->db, &after, limit, &rows, &n));
    for (int i = 0; i < n; i++)
        item_add(m, rows[i].since, queue_item_of_pair(rows[i].one.v, rows[i].other.v), QUEUE_MERGE,
                 &rows[i]);
    return OK;
}

static enum err add_schools(struct arena *a, struct visit *v, const struct cursor *from, int limit,
                            struct merging *m)
{
    const struct school_proposal_after after = {.before = queue_first_hidden_day(v),
                                                .day = from->first,
                                                .id = after_id(from, QUEUE_SCHOOL)};
    struct school_proposal_rows rows;

    TRY(school_proposals_list_once(a, v, &after, limit, &rows));
    for (int i = 0; i < rows.n; i++)
        item_add(m, rows.rows[i].day, queue_item_of(QUEUE_SCHOOL, rows.rows[i].id.v), QUEUE_SCHOOL,
                 &rows.rows[i]);
    return OK;
}

static enum err add_outs(struct arena *a, struct visit *v, const struct cursor *from, int limit,
                         struct merging *m)
{
    const action_id after = {after_id(from, QUEUE_OUT)};
    struct sanction_rows rows;

    TRY(sanctions_list_asked(a, v->db, from->first, after, limit, &rows));
    for (int i = 0; i < rows.n; i++)
        item_add(m, rows.rows[i].day, queue_item_of(QUEUE_OUT, rows.rows[i].id.v), QUEUE_OUT,
                 &rows.rows[i]);
    return OK;
}

static enum err merging_init(struct arena *a, struct visit *v, const struct cursor *from, int limit,
                             struct merging *m)
{
    *m = (struct merging){.cap = SOURCES * limit};
    m->items = arena_array(a, (size_t)m->cap, sizeof *m->items);
    if (!m->items)
        return E_NOMEM;
    TRY(add_posts(a, v, from, limit, m));
    TRY(add_appeals(a, v, from, limit, m));
    TRY(add_reports(a, v, from, limit, m));
    TRY(add_reports_out(a, v, from, limit, m));
    TRY(add_merges(a, v, from, limit, m));
    TRY(add_schools(a, v, from, limit, m));
    TRY(add_outs(a, v, from, limit, m));
    if (m->n > 1)
        qsort(m->items, (size_t)m->n, sizeof *m->items, compare);
    return OK;
}

static enum err item_fill(struct arena *a, struct visit *v, const struct waiting_item *w,
                          struct queue_item *ret)
{
    switch (w->kind) {
    case QUEUE_HELD:
        return queue_held_fill(a, v, w->row, ret);
    case QUEUE_APPEAL:
        return queue_appeal_fill(a, v, w->row, ret);
    case QUEUE_REPORT:
        return queue_report_fill(a, v, w->row, ret);
    case QUEUE_MERGE:
        return queue_merge_fill(a, v, w->row, ret);
    case QUEUE_SCHOOL:
        return queue_school_fill(a, v, w->row, ret);
    case QUEUE_OUT:
        return queue_out_fill(a, v, w->row, ret);
    case QUEUE_FLAGS:
    case QUEUE_FIRST:
    case N_QUEUE_KINDS:
        break;
    }
    return queue_flagged_fill(a, v, w->row, ret);
}

static enum err start_of(const struct queue_query *query, struct cursor *ret)
{
    *ret = (struct cursor){.first = INT64_MIN};
    return query->after ? cursor_parse(cursor_name, query->after, ret) : OK;
}

/* ---- filters ---- */

/* Which filters hold a text like this: read off the text, for that one of them held it is stored
 * nowhere. "filter/3" */
static enum err filters_tell(struct arena *a, struct visit *v, const struct filter_set *set,
                             const struct waiting_row *row, struct queue_item *item)
{
    const struct filter_parts parts = {
        .title = row->title, .tags = row->tags, .body = row->body, .body_n = strlen(row->body)};
    struct filter_verdict verdict;
    const char **names;

    TRY(filter_set_look(a, v, set, &parts, &verdict));
    names = arena_array(a, (size_t)verdict.n + 1, sizeof *names);
    if (!names)
        return E_NOMEM;
    for (int i = 0; i < verdict.n; i++) {
        const struct filter_hit *hit = &verdict.rows[i];

        if (hit->action != FILTER_HOLD && !(hit->over && hit->action == FILTER_REJECT))
            continue;
        names[item->n_reasons] = arena_printf(a, "filter/%lld", (long long)hit->id.v);
        if (!names[item->n_reasons++])
            return E_NOMEM;
    }
    item->reasons = names;
    return OK;
}

static enum err filters_fill(struct arena *a, struct visit *v, const struct merging *m,
                             struct queue_page *page)
{
    AUTO_FILTER_SET struct filter_set set = {NULL, NULL};

    TRY(filter_set_load(a, v, &set));
    for (int i = 0; i < page->n && set.sieve; i++)
        if (m->items[i].kind == QUEUE_HELD)
            TRY(filters_tell(a, v, &set, m->items[i].row, &page->rows[i]));
    return OK;
}

enum err queue_list(struct arena *a, struct visit *v, const struct queue_query *query,
                    struct queue_page *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    int limit = query->limit < 1 ? 1 : query->limit > LIST_MAX ? LIST_MAX : query->limit;
    struct queue_page page = {.rows = arena_array(a, (size_t)limit, sizeof *page.rows)};
    struct merging merging;
    struct cursor at;

    if (!page.rows)
        return E_NOMEM;
    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(permission_require(v, MAY_SEE_QUEUE));
    TRY(start_of(query, &at));
    TRY(merging_init(a, v, &at, limit + 1, &merging));
    for (; page.n < limit && page.n < merging.n; page.n++)
        TRY(item_fill(a, v, &merging.items[page.n], &page.rows[page.n]));
    TRY(filters_fill(a, v, &merging, &page));
    if (merging.n > limit) {
        const struct waiting_item *last = &merging.items[limit - 1];

        page.next = cursor_format(a, cursor_name,
                                  &(struct cursor){.first = last->since, .id = last->item});
        if (!page.next)
            return E_NOMEM;
    }
    TRY(txn_commit(&txn));
    *ret = page;
    return OK;
}

/* ---- one item ---- */

static enum err post_find(struct arena *a, struct visit *v, post_id post, struct waiting_item *ret)
{
    struct flagged_row *flagged = arena_alloc(a, sizeof *flagged);
    struct judged *on = arena_alloc(a, sizeof *on);
    int64_t collapses;

    if (!flagged || !on)
        return E_NOMEM;
    TRY(judged_find_any(a, v, post, on));
    ret->kind = on->waits ? QUEUE_HELD : QUEUE_FLAGS;
    ret->row = on->waits ? (const void *)&on->waiting : flagged;
    if (on->waits)
        return OK;
    *flagged = (struct flagged_row){.post = post, .thread = on->thread.id, .no = on->post.no};
    return flagged_find(v->db, post, &flagged->since, &collapses);
}

static enum err pair_find(struct arena *a, struct visit *v, int64_t item, struct waiting_item *ret)
{
    struct proposal_row after = {.since = INT64_MIN}, *rows;
    int n;

    TRY(proposals_list(a, v->db, &after, PAIRS_MAX, &rows, &n));
    for (int i = 0; i < n; i++)
        if (queue_item_of_pair(rows[i].one.v, rows[i].other.v) == item) {
            ret->row = &rows[i];
            return OK;
        }
    return E_NOTFOUND;
}

/* Any but those about posts and pairs. */
static enum err other_find(struct arena *a, struct visit *v, int64_t id, struct waiting_item *ret)
{
    union {
        struct report_row report;
        struct appeal_row appeal;
        struct school_proposal_row school;
        struct sanction_row ban;
    } *row = arena_alloc(a, sizeof *row);

    if (!row)
        return E_NOMEM;
    ret->row = row;
    switch (ret->kind) {
    case QUEUE_REPORT:
        return reports_get(a, v->db, (report_id){id}, &row->report);
    case QUEUE_APPEAL:
        return appeals_get(a, v->db, (action_id){id}, &row->appeal);
    case QUEUE_SCHOOL:
        return school_proposals_get(a, v->db, (school_proposal_id){id}, &row->school);
    case QUEUE_OUT:
        return sanctions_get(a, v->db, (action_id){id}, &row->ban);
    case QUEUE_HELD:
    case QUEUE_FLAGS:
    case QUEUE_FIRST:
    case QUEUE_MERGE:
    case N_QUEUE_KINDS:
        break;
    }
    return E_NOTFOUND;
}

static enum err waiting_find(struct arena *a, struct visit *v, int64_t item,
                             struct waiting_item *ret)
{
    int64_t id;

    TRY(queue_item_parse(item, &ret->kind, &id));
    if (ret->kind == QUEUE_FLAGS)
        return post_find(a, v, (post_id){id}, ret);
    return ret->kind == QUEUE_MERGE ? pair_find(a, v, item, ret) : other_find(a, v, id, ret);
}

enum err queue_get(struct arena *a, struct visit *v, int64_t item, struct queue_item *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    struct waiting_item found;
    struct merging one = {.items = &found, .n = 1, .cap = 1};
    struct queue_page page = {.rows = ret, .n = 1};

    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(permission_require(v, MAY_SEE_QUEUE));
    TRY(queue_require(a, v, item));
    TRY(waiting_find(a, v, item, &found));
    TRY(item_fill(a, v, &found, ret));
    TRY(filters_fill(a, v, &one, &page));
    return txn_commit(&txn);
}

/* ---- how many ---- */

static enum err count_all(struct visit *v, int *ret)
{
    int64_t today = queue_first_hidden_day(v);
    int held, flagged, appeals, reports, out, merges, schools, asked;

    TRY(waiting_count_held_due(v->db, clock_wall_s(v->clock), COUNT_MAX, &held));
    TRY(flagged_count(v->db, COUNT_MAX, &flagged));
    TRY(appeals_count(v->db, today, COUNT_MAX, &appeals));
    TRY(reports_count_waiting(v->db, today + REPORT_WAIT_S, COUNT_MAX, &reports));
    TRY(reports_count_to_look(v->db, clock_wall_s(v->clock), COUNT_MAX, &out));
    TRY(proposals_count(v->db, COUNT_MAX, &merges));
    TRY(school_proposals_count_once(v, today, &schools));
    TRY(sanctions_count_asked(v->db, COUNT_MAX, &asked));
    *ret = held + flagged + appeals + reports + out + merges + schools + asked;
    return OK;
}

enum err queue_count(struct visit *v, int *ret)
{
    *ret = 0;
    return permission_has(v->who, MAY_SEE_QUEUE) ? count_all(v, ret) : OK;
}

/* ---- by day: as it stood when the keeper first looked ---- */

static enum err day_take(struct arena *a, struct visit *v, int64_t today, struct queue_day *ret)
{
    const struct cursor start = {.first = INT64_MIN};
    struct merging merging;
    int waiting;

    TRY(count_all(v, &waiting));
    TRY(merging_init(a, v, &start, 1, &merging));
    *ret = (struct queue_day){.day = today, .waiting = waiting};
    if (merging.n > 0 && merging.items[0].since < clock_wall_s(v->clock))
        ret->oldest_hours = (clock_wall_s(v->clock) - merging.items[0].since) / HOUR_S;
    return OK;
}

enum err queue_days_tick(struct visit *v)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    int64_t today = time_floor_day(clock_wall_s(v->clock));
    struct queue_day row;
    bool has;

    TRY(queue_days_has(v->db, today, &has));
    if (has)
        return OK;
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(day_take(&a, v, today, &row));
    enum err err = queue_days_insert(v->db, &row);
    if (err == E_IN_USE) /* another tick was first, and did the rest as well */
        return OK;
    TRY(err);
    TRY(queue_days_expire(v->db, today - QUEUE_DAYS_KEPT * DAY_S));
    return txn_commit(&txn);
}

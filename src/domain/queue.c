/* SPDX-License-Identifier: MIT
 *
 * queue.c -- what waits for a moderator, put together from where it waits.
 */
#include <curbside/domain/queue.h>

#include <stdlib.h>
#include <string.h>

#include <curbside/domain/authorship.h>
#include <curbside/domain/board.h>
#include <curbside/domain/flag.h>
#include <curbside/domain/interview.h>
#include <curbside/domain/permission.h>
#include <curbside/domain/thread.h>
#include <curbside/store/actions.h>
#include <curbside/store/appeals.h>
#include <curbside/store/claims.h>
#include <curbside/store/db.h>
#include <curbside/store/flags.h>
#include <curbside/store/questions.h>
#include <curbside/store/reports.h>
#include <curbside/store/sanctions.h>
#include <curbside/store/school_proposals.h>
#include <curbside/store/threads.h>
#include <curbside/store/waiting.h>
#include <curbside/text/clean.h>
#include <curbside/text/utf8.h>

#include "board_rows.h"
#include "cursor.h"
#include "filter_rows.h"
#include "judged.h"
#include "queue_items.h"
#include "report_rows.h"

enum {
    HOUR_S = 3600,
    COUNT_MAX = 1000,
    SOURCES = 8, /* each gives a page at most */
    PRIORS_MAX = 64,
    EXCERPT_BYTES = 4 * EXCERPT_CHARS,
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

/* The beginning of a text in one line. */
static enum err excerpt_make(struct arena *a, const char *body, const char **ret)
{
    size_t n = strnlen(body, EXCERPT_BYTES);
    char *line;

    if (n == EXCERPT_BYTES)
        while (n > 0 && ((unsigned char)body[n] & 0xc0) == 0x80)
            n--; /* not within a character */
    TRY(text_line(a, CLEAN_REPAIR, body, n, &line, NULL));
    *ret = line;
    return OK;
}

static enum err place_fill(struct arena *a, struct visit *v, const struct waiting_row *row,
                           struct queue_item *item)
{
    struct thread_record thread;
    struct board board;

    TRY(board_get_any(a, v, row->board, &board));
    item->board = board.slug;
    item->board_title = board.title;
    item->thread_title = row->title;
    if (row->title)
        return OK;
    TRY(threads_get(a, v->db, row->thread, &thread));
    item->thread_title = thread.title;
    return OK;
}

static enum err claim_fill(struct arena *a, struct visit *v, struct queue_item *item)
{
    char name[HANDLE_ROW_NAME];
    handle_id by;

    TRY(claims_find(v->db, item->item, clock_wall_s(v->clock), &by, name));
    if (by.v == 0)
        return OK;
    item->claimed_by_me = by.v == v->who->handle.v;
    item->claimed = arena_strdup(a, name);
    return item->claimed ? OK : E_NOMEM;
}

static enum err held_fill(struct arena *a, struct visit *v, const struct waiting_row *row,
                          struct queue_item *item)
{
    int64_t age = clock_wall_s(v->clock) - row->due_at;

    *item = (struct queue_item){
        .item = row->id.v,
        .kind = QUEUE_HELD,
        .post = row->id,
        .thread = row->thread,
        .count = 1,
        .body = row->body,
        .reply_to = row->reply_to,
        .since = row->due_at,
        .age_hours = age > 0 ? age / HOUR_S : 0,
    };
    TRY(place_fill(a, v, row, item));
    TRY(author_show(a, &row->author, &item->author));
    TRY(excerpt_make(a, row->body, &item->excerpt));
    return claim_fill(a, v, item);
}

static enum err reasons_take(struct arena *a, const struct flag_reason *reasons, int n,
                             struct queue_item *item)
{
    const char **names = arena_array(a, (size_t)n + 1, sizeof *names);

    if (!names)
        return E_NOMEM;
    for (int i = 0; i < n; i++) {
        names[i] = reasons[i].reason;
        item->count += reasons[i].count;
    }
    item->reasons = names;
    item->n_reasons = n;
    return OK;
}

/* The reasons given, the commonest first. */
static enum err reasons_fill(struct arena *a, struct visit *v, struct queue_item *item)
{
    struct flag_reason *reasons;
    int n;

    TRY(flags_reasons(a, v->db, item->post, N_FLAG_CODES, &reasons, &n));
    return reasons_take(a, reasons, n, item);
}

/* Of a handle, which everybody sees; what was said to an alias is nobody's to add up. */
static enum err priors_fill(struct arena *a, struct visit *v, const struct judged *on,
                            struct queue_item *item)
{
    struct sanction_target target;
    struct sanction_rows rows;

    if (author_target(&on->post.author, on->thread.id, &target) != OK || target.handle.v == 0)
        return OK;
    TRY(sanctions_list_target(a, v->db, &target, 0, PRIORS_MAX, &rows));
    for (int i = 0; i < rows.n; i++)
        item->priors += !rows.rows[i].lifted;
    return OK;
}

/* Of an alias all that is kept is the hour. */
static int64_t edited_from(const struct judged *on, int64_t flagged)
{
    return author_is_alias(&on->post.author) ? time_floor_hour(flagged) : flagged;
}

static enum err flagged_fill(struct arena *a, struct visit *v, const struct flagged_row *row,
                             struct queue_item *item)
{
    int64_t age = clock_wall_s(v->clock) - row->since;
    const char **notes;
    struct judged on;
    struct board board;

    TRY(judged_find(a, v, row->post, &on));
    TRY(board_get_any(a, v, on.thread.board, &board));
    *item = (struct queue_item){
        .item = row->post.v,
        .kind = QUEUE_FLAGS,
        .post = row->post,
        .thread = row->thread,
        .no = row->no,
        .thread_title = on.thread.title,
        .board = board.slug,
        .board_title = board.title,
        .body = on.post.body,
        .reply_to = on.post.reply_to,
        .edited = on.post.edited_at != 0 && on.post.edited_at >= edited_from(&on, row->since),
        .since = row->since,
        .age_hours = age > 0 ? age / HOUR_S : 0,
    };
    TRY(reasons_fill(a, v, item));
    if (item->n_reasons == 0)
        item->kind = QUEUE_FIRST;
    TRY(flags_notes(a, v->db, item->post, FLAG_NOTES_SHOWN, &notes, &item->n_notes));
    item->notes = notes;
    TRY(priors_fill(a, v, &on, item));
    TRY(author_show(a, &on.post.author, &item->author));
    TRY(excerpt_make(a, on.post.body, &item->excerpt));
    return claim_fill(a, v, item);
}

/* ---- appeals ---- */

/* What is appealed for was held, and waits still. */
static enum err appeal_held_fill(struct arena *a, struct visit *v, action_id about,
                                 struct queue_item *item)
{
    struct waiting_row row;
    enum err err = waiting_find_decided(a, v->db, about, &row);

    if (err != OK)
        return err == E_NOTFOUND ? OK : err;
    item->body = row.body;
    TRY(place_fill(a, v, &row, item));
    return author_show(a, &row.author, &item->author);
}

/* The post that an action was about. E_NOTFOUND: it was held, or is not there any more. */
static enum err about_fill(struct arena *a, struct visit *v, post_id post, struct queue_item *item)
{
    struct judged on;
    struct board board;

    TRY(judged_find(a, v, post, &on));
    TRY(board_get_any(a, v, on.thread.board, &board));
    item->post = post;
    item->thread = on.thread.id;
    item->no = on.post.no;
    item->thread_title = on.thread.title;
    item->board = board.slug;
    item->board_title = board.title;
    item->body = on.post.body;
    return author_show(a, &on.post.author, &item->author);
}

static enum err appeal_fill(struct arena *a, struct visit *v, const struct appeal_row *row,
                            struct queue_item *item)
{
    int64_t age = clock_wall_s(v->clock) - row->day;
    struct action_row about;

    TRY(actions_get(a, v->db, row->action, &about));
    *item = (struct queue_item){
        .item = queue_item_of(QUEUE_APPEAL, row->action.v),
        .kind = QUEUE_APPEAL,
        .action = row->action,
        .appeal = row->body,
        .verb = about.verb,
        .thread_title = "",
        .board = "",
        .board_title = "",
        .author = {.name = "", .kind = AUTHOR_GONE},
        .body = "",
        .count = 1,
        .since = row->day,
        .age_hours = age > 0 ? age / HOUR_S : 0,
        .by_me = about.by.v == v->who->handle.v,
    };
    TRY(excerpt_make(a, row->body, &item->excerpt));
    enum err err = about_fill(a, v, about.post, item);
    TRY(err == E_NOTFOUND ? OK : err);
    if (err == E_NOTFOUND)
        TRY(appeal_held_fill(a, v, row->action, item));
    return claim_fill(a, v, item);
}

/* ---- bans that are to be everywhere ---- */

static enum err out_fill(struct arena *a, struct visit *v, const struct sanction_row *row,
                         struct queue_item *item)
{
    int64_t age = clock_wall_s(v->clock) - row->day;
    const char **reasons = arena_array(a, 1, sizeof *reasons);
    struct action_row ask;

    TRY(actions_find_ask(a, v->db, row->id, &ask));
    *item = (struct queue_item){
        .item = queue_item_of(QUEUE_OUT, row->id.v),
        .kind = QUEUE_OUT,
        .action = row->id,
        .verb = row->severity,
        .thread_title = "",
        .board = "",
        .board_title = "",
        .author = {.name = "", .kind = AUTHOR_GONE},
        .body = "",
        .excerpt = row->reason,
        .count = 1,
        .reasons = reasons,
        .n_reasons = 1,
        .since = row->day,
        .age_hours = age > 0 ? age / HOUR_S : 0,
        .by_me = ask.by.v == v->who->handle.v,
    };
    if (!reasons)
        return E_NOMEM;
    reasons[0] = arena_printf(a, "everywhere: %s", ask.reason);
    enum err err = about_fill(a, v, ask.post, item);
    TRY(err == E_NOTFOUND ? OK : err);
    if (err == OK)
        TRY(excerpt_make(a, item->body, &item->excerpt));
    return reasons[0] ? claim_fill(a, v, item) : E_NOMEM;
}

/* ---- interview reports ---- */

/* Why one that is out is looked at: flags, or other texts. */
static enum err report_reasons_fill(struct arena *a, struct visit *v, report_id id,
                                    struct queue_item *item)
{
    struct flag_reason *reasons;
    const char **notes;
    int n;

    item->count = 0;
    TRY(verdicts_flag_reasons(a, v->db, id, N_FLAG_CODES, &reasons, &n));
    TRY(reasons_take(a, reasons, n, item));
    TRY(verdicts_notes(a, v->db, id, FLAG_NOTES_SHOWN, &notes, &item->n_notes));
    item->notes = notes;
    return OK;
}

/* What readers will see of it, and no more: the rest of the form is for figures alone. */
static enum err report_fill(struct arena *a, struct visit *v, const struct report_row *row,
                            struct queue_item *item)
{
    int64_t since = report_since(row);
    int64_t age = clock_wall_s(v->clock) - since;

    *item = (struct queue_item){
        .item = queue_item_of(QUEUE_REPORT, row->id.v),
        .kind = QUEUE_REPORT,
        .thread_title = row->school,
        .board = "interviews",
        .board_title = "Interviews",
        .author = {.name = row->until != 0 ? "a new account"
                           : row->amended  ? "amended"
                                           : "out",
                   .kind = AUTHOR_GONE},
        .count = 1,
        .since = since,
        .age_hours = age > 0 ? age / HOUR_S : 0,
    };
    if (row->look_since != 0)
        TRY(report_reasons_fill(a, v, row->id, item));
    TRY(report_words(a, row, &item->body));
    TRY(excerpt_make(a, item->body, &item->excerpt));
    return claim_fill(a, v, item);
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

static enum err merge_fill(struct arena *a, struct visit *v, const struct proposal_row *row,
                           struct queue_item *item)
{
    int64_t age = clock_wall_s(v->clock) - row->since;
    struct question_row one, other;

    TRY(questions_get(a, v->db, row->one, &one));
    TRY(questions_get(a, v->db, row->other, &other));
    *item = (struct queue_item){
        .item = queue_item_of_pair(row->one.v, row->other.v),
        .kind = QUEUE_MERGE,
        .thread_title = "One question in two wordings?",
        .board = "bank",
        .board_title = "Question bank",
        .author = {.name = "", .kind = AUTHOR_GONE},
        .count = 1,
        .since = row->since,
        .age_hours = age > 0 ? age / HOUR_S : 0,
        .body = arena_printf(a, "- %s\n- %s\n\n%d %% alike", one.text, other.text, row->alike),
        .excerpt = one.text,
    };
    if (!item->body)
        return E_NOMEM;
    return claim_fill(a, v, item);
}

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

/* ---- schools that are missed ---- */

static enum err school_fill(struct arena *a, struct visit *v, const struct school_proposal_row *row,
                            struct queue_item *item)
{
    int64_t age = clock_wall_s(v->clock) - row->day;

    *item = (struct queue_item){
        .item = queue_item_of(QUEUE_SCHOOL, row->id.v),
        .kind = QUEUE_SCHOOL,
        .thread_title = row->name,
        .board = "interviews",
        .board_title = "Interviews",
        .author = {.name = "proposed", .kind = AUTHOR_GONE},
        .count = 1,
        .since = row->day,
        .age_hours = age > 0 ? age / HOUR_S : 0,
        .body = row->place,
        .excerpt = row->place,
    };
    return claim_fill(a, v, item);
}

static enum err add_schools(struct arena *a, struct visit *v, const struct cursor *from, int limit,
                            struct merging *m)
{
    struct school_proposal_rows rows;

    TRY(school_proposals_list(a, v->db, from->first, after_id(from, QUEUE_SCHOOL), limit, &rows));
    for (int i = 0; i < rows.n && rows.rows[i].day < queue_first_hidden_day(v); i++)
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
        return held_fill(a, v, w->row, ret);
    case QUEUE_APPEAL:
        return appeal_fill(a, v, w->row, ret);
    case QUEUE_REPORT:
        return report_fill(a, v, w->row, ret);
    case QUEUE_MERGE:
        return merge_fill(a, v, w->row, ret);
    case QUEUE_SCHOOL:
        return school_fill(a, v, w->row, ret);
    case QUEUE_OUT:
        return out_fill(a, v, w->row, ret);
    case QUEUE_FLAGS:
    case QUEUE_FIRST:
    case N_QUEUE_KINDS:
        break;
    }
    return flagged_fill(a, v, w->row, ret);
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

enum err queue_count(struct visit *v, int *ret)
{
    int64_t today = queue_first_hidden_day(v);
    int held, flagged, appeals, reports, out, merges, schools, asked;

    *ret = 0;
    if (!permission_has(v->who, MAY_SEE_QUEUE))
        return OK;
    TRY(waiting_count_held_due(v->db, clock_wall_s(v->clock), COUNT_MAX, &held));
    TRY(flagged_count(v->db, COUNT_MAX, &flagged));
    TRY(appeals_count(v->db, today, COUNT_MAX, &appeals));
    TRY(reports_count_waiting(v->db, today + REPORT_WAIT_S, COUNT_MAX, &reports));
    TRY(reports_count_to_look(v->db, clock_wall_s(v->clock), COUNT_MAX, &out));
    TRY(proposals_count(v->db, COUNT_MAX, &merges));
    TRY(school_proposals_count(v->db, today, COUNT_MAX, &schools));
    TRY(sanctions_count_asked(v->db, COUNT_MAX, &asked));
    *ret = held + flagged + appeals + reports + out + merges + schools + asked;
    return OK;
}

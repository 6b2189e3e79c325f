/* SPDX-License-Identifier: MIT
 *
 * queue_fill.c -- items of the queue as a moderator has to see them, kind by kind, each made of the
 * row it waits in.
 */
#include "queue_fill.h"
#include "appeal_rows.h"

#include <string.h>

#include <curbside/domain/authorship.h>
#include <curbside/domain/board.h>
#include <curbside/domain/flag.h>
#include <curbside/domain/identity.h>
#include <curbside/store/actions.h>
#include <curbside/store/claims.h>
#include <curbside/text/clean.h>
#include <curbside/text/utf8.h>

#include "appeal_rows.h"
#include "board_rows.h"
#include "judged.h"
#include "queue_items.h"
#include "report_rows.h"
#include "school_proposal_rows.h"

enum {
    HOUR_S = 3600,
    PRIORS_MAX = 64,
    EXCERPT_BYTES = 4 * EXCERPT_CHARS,
};

/* ---- posts ---- */

/* The beginning of a text in one line, with "…" where there is more. */
static enum err excerpt_make(struct arena *a, const char *body, const char **ret)
{
    size_t n = strnlen(body, EXCERPT_BYTES);
    bool cut = n == EXCERPT_BYTES && body[n] != '\0';
    char *line;

    while (cut && n > 0 && ((unsigned char)body[n] & 0xc0) == 0x80)
        n--; /* not within a character */
    while (cut && n > 0 && (body[n - 1] == ' ' || body[n - 1] == '\n'))
        n--;
    TRY(text_line(a, CLEAN_REPAIR, body, n, &line, NULL));
    *ret = cut ? arena_printf(a, "%s…", line) : line;
    return *ret ? OK : E_NOMEM;
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

/* Their own, or a peer's: it is shown, and somebody else decides. What cannot be found out keeps
 * nobody from the queue: whoever decides is asked again. */
static enum err barred_by(struct visit *v, const struct judged *on)
{
    bool same;
    enum err err = judged_require_decider(v, on, (handle_id){0}, &same);

    return err == E_OWN_CASE || err == E_PEER ? err : OK;
}

enum err queue_held_fill(struct arena *a, struct visit *v, const struct waiting_row *row,
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
    item->barred = barred_by(
        v, &(struct judged){.waits = true, .waiting = *row, .thread.id = row->thread});
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

enum err queue_flagged_fill(struct arena *a, struct visit *v, const struct flagged_row *row,
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
    if (item->n_reasons == 0 && strcmp(on.post.state, "collapsed") != 0)
        item->kind = QUEUE_FIRST;
    TRY(flags_notes(a, v->db, item->post, FLAG_NOTES_SHOWN, &notes, &item->n_notes));
    item->notes = notes;
    TRY(priors_fill(a, v, &on, item));
    item->barred = barred_by(v, &on);
    TRY(author_show(a, &on.post.author, &item->author));
    TRY(excerpt_make(a, on.post.body, &item->excerpt));
    return claim_fill(a, v, item);
}

/* ---- appeals ---- */

/* What is appealed for is a report. */
static enum err appeal_report_fill(struct arena *a, struct visit *v, action_id removal,
                                   struct queue_item *item)
{
    struct report_row row;
    enum err err = reports_find_removed(a, v->db, removal, &row);

    if (err != OK)
        return err == E_NOTFOUND ? OK : err;
    item->thread_title = row.school;
    item->board = "interviews";
    item->board_title = "Interviews";
    return report_words(a, &row, &item->body);
}

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

enum err queue_appeal_fill(struct arena *a, struct visit *v, const struct appeal_row *row,
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
    };
    TRY(appeal_took_part(v, &about, v->who->handle, &item->by_me));
    TRY(excerpt_make(a, row->body, &item->excerpt));
    enum err err = about_fill(a, v, about.post, item);
    TRY(err == E_NOTFOUND ? OK : err);
    if (err == E_NOTFOUND)
        TRY(appeal_held_fill(a, v, row->action, item));
    if (err == E_NOTFOUND)
        TRY(appeal_report_fill(a, v, row->action, item));
    return claim_fill(a, v, item);
}

/* ---- bans that are to be everywhere ---- */

enum err queue_out_fill(struct arena *a, struct visit *v, const struct sanction_row *row,
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
enum err queue_report_fill(struct arena *a, struct visit *v, const struct report_row *row,
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
                           : row->was_out  ? "hidden"
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

/* ---- questions of the bank ---- */

enum err queue_merge_fill(struct arena *a, struct visit *v, const struct proposal_row *row,
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

/* ---- schools that are missed ---- */

enum err queue_school_fill(struct arena *a, struct visit *v, const struct school_proposal_row *row,
                           struct queue_item *item)
{
    int64_t age = clock_wall_s(v->clock) - row->day;
    int people;

    TRY(school_proposals_count_same(v, row, queue_first_hidden_day(v), &people));
    *item = (struct queue_item){
        .item = queue_item_of(QUEUE_SCHOOL, row->id.v),
        .kind = QUEUE_SCHOOL,
        .thread_title = row->name,
        .board = "interviews",
        .board_title = "Interviews",
        .author = {.name = people > 1 ? arena_printf(a, "proposed by %d", people) : "proposed",
                   .kind = AUTHOR_GONE},
        .count = people,
        .since = row->day,
        .age_hours = age > 0 ? age / HOUR_S : 0,
        .body = row->place,
        .excerpt = row->place,
    };
    return item->author.name ? claim_fill(a, v, item) : E_NOMEM;
}

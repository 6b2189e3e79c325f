/* SPDX-License-Identifier: MIT
 *
 * modlog.c -- the record of actions as everybody may see it.
 *
 * A mute often stands beside a removal. Were both told with board and day, who was muted could be
 * read off the pair: so what was done to persons has its week, no board and no words of its own.
 */
#include <curbside/domain/modlog.h>

#include <string.h>

#include <curbside/domain/board.h>
#include <curbside/domain/rule.h>
#include <curbside/domain/thread.h>
#include <curbside/store/actions.h>
#include <curbside/store/appeals.h>
#include <curbside/store/db.h>

#include "board_rows.h"
#include "cursor.h"

enum {
    WEEK_S = 7 * 24 * 60 * 60
};

static const char cursor_name[] = "modlog";

/* In a reader's words, and why, where nobody gave a reason: something always stands there. */
/* clang-format off: a table that is read by row */
static const struct {
    const char *action, *words, *why; /* NULL: a reason is always given */
} spoken[] = {
    {"keep", "keep", "It breaks no rule."},
    {"restore", "restore", "It may stand after all."},
    {"lock", "lock", "It needs no more replies."},
    {"unlock", "unlock", "It takes replies again."},
    {"pin", "pin", "It is worth finding first."},
    {"unpin", "unpin", "It need not stand first any more."},
    {"move", "move", "It belongs on that board."},
    {"retitle", "retitle", "The title says what it is about."},
    {"split", "split", "It is a subject of its own."},
    {"merge", "merge", "It is one subject."},
    {"correct", "correct", "Another post sets it right."},
    {"lift", "lift", "It has served its purpose."},
    {"ask-out", "ask for a ban everywhere for a post", NULL},
    {"out", "agree to a ban everywhere for a post", NULL},
    {"decline-out", "decline a ban everywhere for a post", "The ban is enough."},
    {"undo-decline-out", "take back declining a ban everywhere", "It was taken back."},
    {"grant", "grant an appeal", "The appeal was right."},
    {"deny", "deny an appeal", "The decision stands."},
    {"role", "change a role", NULL},
    {"board", "change a board", "The sysop keeps the boards."},
    {"read-only", "make the board read-only", "Maintenance."},
    {"end-read-only", "end read-only", "Maintenance is over."},
    {"no-joins", "make no accounts for a while", "Maintenance."},
    {"end-no-joins", "make accounts again", "Maintenance is over."},
    {"hold", "hold every new post for moderators", "Maintenance."},
    {"end-hold", "hold new posts no more", "Maintenance is over."},
    {"broadcast", "say to everybody", NULL},
    {"end-broadcast", "end what is said to everybody", "It is not news any more."},
    {"undo-broadcast", "take back what was said to everybody", "It was taken back."},
    {"undo-end-broadcast", "say again to everybody what had ended", "It was taken back."},
    {"kick", "end somebody's session", "The sysop ended it; it can connect again."},
    {"backup", "back up the database", "Backups are made now and then."},
    {"restore-backup", "put a backup in the board's place",
     "What was written since that backup is gone."},
    {"new-board", "make a board", "The sysop keeps the boards."},
    {"rule", "change a house rule", "The sysop keeps the rules."},
    {"new-rule", "make a house rule", "The sysop keeps the rules."},
    {"template", "change the reasons of a house rule", "The sysop keeps the rules."},
    {"set", "change a setting", NULL},
    {"undo-set", "take back a change of setting", "It was taken back."},
    {"order-boards", "move a board in the list", "The sysop keeps the boards."},
    {"guide", "write a guide", "Guides say what is worth reading first."},
    {"slow", "make slow", "Fewer posts, and calmer ones."},
    {"unslow", "end slow mode in", "It is calm again."},
    {"uncorrect", "take back the correction of", "It stands as it is."},
    {"merge-question", "call one question", "They are one question in two wordings."},
    {"keep-apart", "call two questions", "They ask for different things."},
    {"keep-report", "keep a report", "It breaks no rule."},
    {"remove-report", "remove a report", NULL},
    {"question-kind", "file", "It is of that kind."},
    {"accept-school", "accept a proposed school", "It is a school that was missing."},
    {"refuse-school", "refuse a proposed school", "It is here already, or no such school."},
    {"filter-add", "make, and leave off,", NULL},
    {"filter-on", "switch on", NULL},
    {"filter-off", "switch off", NULL},
    {"filter-delete", "delete", NULL},
    {"undo-filter", "take back what was done to", "It was taken back."},
    {"undo-keep", "take back keeping", "It was taken back."},
    {"undo-remove", "take back removing", "It was taken back."},
    {"undo-restore", "take back restoring", "It was taken back."},
    {"undo-lift", "take back lifting", "It was taken back."},
    {"undo-split", "take back splitting", "It was taken back."},
    {"undo-merge", "take back merging", "It was taken back."},
    {"undo-grant", "take back granting an appeal", "It was taken back."},
    {"undo-deny", "take back denying an appeal", "It was taken back."},
    {"undo-keep-report", "take back keeping a report", "It was taken back."},
    {"undo-remove-report", "take back removing a report", "It was taken back."},
    {"undo-role", "take back a change of role", "It was taken back."},
    {"undo-question", "take back a decision on questions", "It was taken back."},
    {"undo-kind", "take back filing", "It was taken back."},
    {"undo-school", "take back a decision on a school", "It was taken back."},
};
/* clang-format on */

const char *modlog_words(const char *action)
{
    for (size_t i = 0; i < sizeof spoken / sizeof *spoken; i++)
        if (strcmp(spoken[i].action, action) == 0)
            return spoken[i].words;
    return action;
}

const char *modlog_why(const char *action)
{
    for (size_t i = 0; i < sizeof spoken / sizeof *spoken; i++)
        if (strcmp(spoken[i].action, action) == 0 && spoken[i].why)
            return spoken[i].why;
    return "";
}

static const char *why(const struct action_row *row)
{
    const char *said = row->reason ? row->reason : modlog_why(row->verb);

    return *said ? said : NULL;
}

static bool is_one_of(const char *word, const char *const *list)
{
    for (; word && *list; list++)
        if (strcmp(word, *list) == 0)
            return true;
    return false;
}

static bool has_target(const struct action_row *row)
{
    static const char *const hiding[] = {"no-names", "no-patients", NULL};

    return !action_is_about_person(row->verb) && !is_one_of(row->rule, hiding);
}

static enum err target_fill(struct arena *a, const struct action_row *row, struct modlog_row *ret)
{
    if (has_target(row) && row->subject)
        ret->target = row->subject;
    if (!has_target(row) || row->subject || (row->post.v == 0 && row->thread.v == 0))
        return OK;
    ret->target = row->post.v != 0 ? arena_printf(a, "post/%lld", (long long)row->post.v)
                                   : arena_printf(a, "thread/%lld", (long long)row->thread.v);
    return ret->target ? OK : E_NOMEM;
}

/* ---- what was done to persons: nothing that stands on the removal beside it ---- */

static int64_t week_of(int64_t day)
{
    return day - day % WEEK_S;
}

/* Words a moderator typed may stand on the post's removal, too, and would join the two. */
static enum err reason_apart(struct arena *a, struct visit *v, const struct action_row *row,
                             struct modlog_row *ret)
{
    struct action_row removal;
    struct rule rule;
    enum err err;

    if (row->post.v == 0 || !row->rule || !row->reason)
        return OK;
    err = actions_find_removal(a, v->db, row->post, &removal);
    if (err != OK)
        return err == E_NOTFOUND ? OK : err;
    if (!removal.reason || strcmp(removal.reason, row->reason) != 0)
        return OK;
    err = rule_explain(a, v, row->rule, &rule);
    if (err == OK)
        ret->reason = rule.reason;
    return err == E_RULE_UNKNOWN ? OK : err;
}

static enum err person_fill(struct arena *a, struct visit *v, const struct action_row *row,
                            struct modlog_row *ret)
{
    *ret = (struct modlog_row){.id = row->id,
                               .action = row->verb,
                               .rule = row->rule,
                               .reason = why(row),
                               .day = week_of(row->day),
                               .by_week = true};
    return reason_apart(a, v, row, ret);
}

static enum err row_fill(struct arena *a, struct visit *v, const struct action_row *row,
                         struct modlog_row *ret)
{
    struct board board;

    if (action_is_about_person(row->verb))
        return person_fill(a, v, row, ret);
    *ret = (struct modlog_row){
        .id = row->id, .action = row->verb, .rule = row->rule, .reason = why(row), .day = row->day};
    TRY(target_fill(a, row, ret));
    if (row->board.v == 0)
        return OK;
    enum err err = board_get_any(a, v, row->board, &board);
    if (err != OK)
        return err == E_NOTFOUND ? OK : err;
    ret->board = board.slug;
    return OK;
}

/* ---- a page: by the day or the week that is shown, then by number ---- */

static void rows_add(struct action_rows *all, const struct action_rows *more)
{
    for (int i = 0; i < more->n; i++)
        all->rows[all->n++] = more->rows[i];
}

/* Week by week, as far back as `least`; at most `limit` in all. `ret->rows` has room for them. */
static enum err persons_list(struct arena *a, struct visit *v, const struct cursor *at,
                             int64_t least, int limit, struct action_rows *ret)
{
    int64_t to = INT64_MAX, day; /* beyond all */
    struct action_rows week;

    if (at->first < INT64_MAX - WEEK_S) {
        int64_t from = week_of(at->first);
        bool within = from == at->first; /* the page before ended among those of this week */

        TRY(actions_list_persons(a, v->db, from, from + WEEK_S,
                                 (action_id){within ? at->id : INT64_MAX}, limit, ret));
        to = from;
    }
    while (ret->n < limit) {
        enum err err = actions_newest_person(v->db, least, to, &day);
        if (err != OK)
            return err == E_NOTFOUND ? OK : err;
        to = week_of(day);
        TRY(actions_list_persons(a, v->db, to, to + WEEK_S, (action_id){INT64_MAX}, limit - ret->n,
                                 &week));
        rows_add(ret, &week);
    }
    return OK;
}

static int64_t day_shown(const struct action_row *row)
{
    return action_is_about_person(row->verb) ? week_of(row->day) : row->day;
}

static bool stands_before(const struct action_row *one, const struct action_row *other)
{
    int64_t a = day_shown(one), b = day_shown(other);

    return a != b ? a > b : one->id.v > other->id.v;
}

static enum err rows_list(struct arena *a, struct visit *v, const struct cursor *at, int limit,
                          struct action_rows *ret)
{
    struct action_rows others,
        persons = {.rows = arena_array(a, (size_t)limit, sizeof *persons.rows)};
    int64_t least = INT64_MIN;

    ret->n = 0;
    ret->rows = arena_array(a, (size_t)limit, sizeof *ret->rows);
    if (!persons.rows || !ret->rows)
        return E_NOMEM;
    TRY(actions_list_others(a, v->db, at->first, (action_id){at->id}, limit, &others));
    if (others.n == limit)
        least = week_of(others.rows[limit - 1].day);
    TRY(persons_list(a, v, at, least, limit, &persons));
    for (int o = 0, p = 0; ret->n < limit && (o < others.n || p < persons.n);) {
        bool person = o == others.n ||
                      (p < persons.n && stands_before(&persons.rows[p], &others.rows[o]));

        ret->rows[ret->n++] = person ? persons.rows[p++] : others.rows[o++];
    }
    return OK;
}

enum err modlog_list(struct arena *a, struct visit *v, const char *after, int limit,
                     struct modlog_page *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    struct cursor at = {.first = INT64_MAX, .id = INT64_MAX};
    struct modlog_page page = {0};
    struct action_rows rows;

    limit = limit < 1 ? 1 : limit > LIST_MAX ? LIST_MAX : limit;
    if (after)
        TRY(cursor_parse(cursor_name, after, &at));
    page.rows = arena_array(a, (size_t)limit, sizeof *page.rows);
    if (!page.rows)
        return E_NOMEM;
    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(rows_list(a, v, &at, limit + 1, &rows));
    for (; page.n < rows.n && page.n < limit; page.n++)
        TRY(row_fill(a, v, &rows.rows[page.n], &page.rows[page.n]));
    TRY(txn_commit(&txn));
    if (rows.n > limit) {
        const struct action_row *last = &rows.rows[limit - 1];

        page.next = cursor_format(a, cursor_name,
                                  &(struct cursor){.first = day_shown(last), .id = last->id.v});
        if (!page.next)
            return E_NOMEM;
    }
    TRY(appeals_count_decided(v->db, &page.granted, &page.decided));
    page.decided += page.granted;
    *ret = page;
    return OK;
}

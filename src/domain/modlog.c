/* SPDX-License-Identifier: MIT
 *
 * modlog.c -- the record of actions as everybody may see it.
 */
#include <curbside/domain/modlog.h>

#include <string.h>

#include <curbside/domain/board.h>
#include <curbside/domain/thread.h>
#include <curbside/store/actions.h>
#include <curbside/store/appeals.h>
#include <curbside/store/db.h>

#include "board_rows.h"
#include "cursor.h"

static const char cursor_name[] = "modlog";

/* Those that are no words by themselves. */
static const struct {
    const char *action, *words;
} spoken[] = {
    {"ask-out", "ask for a ban everywhere for a post"},
    {"out", "agree to a ban everywhere for a post"},
    {"grant", "grant an appeal"},
    {"deny", "deny an appeal"},
    {"role", "change a role"},
    {"board", "change a board"},
    {"read-only", "make the board read-only"},
    {"end-read-only", "end read-only"},
    {"no-joins", "make no accounts for a while"},
    {"end-no-joins", "make accounts again"},
    {"hold", "hold every new post for moderators"},
    {"end-hold", "hold new posts no more"},
    {"broadcast", "say to everybody"},
    {"end-broadcast", "end what is said to everybody"},
    {"undo-broadcast", "take back what was said to everybody"},
    {"undo-end-broadcast", "say again to everybody what had ended"},
    {"kick", "end somebody's session"},
    {"backup", "back up the database"},
    {"new-board", "make a board"},
    {"rule", "change a house rule"},
    {"new-rule", "make a house rule"},
    {"template", "change the reasons of a house rule"},
    {"set", "change a setting"},
    {"undo-set", "take back a change of setting"},
    {"order-boards", "move a board in the list"},
    {"guide", "write a guide"},
    {"slow", "make slow"},
    {"unslow", "end slow mode in"},
    {"uncorrect", "take back the correction of"},
    {"merge-question", "call one question"},
    {"keep-apart", "call two questions"},
    {"keep-report", "keep a report"},
    {"remove-report", "remove a report"},
    {"question-kind", "file"},
    {"accept-school", "accept a proposed school"},
    {"refuse-school", "refuse a proposed school"},
    {"filter-add", "make, and leave off,"},
    {"filter-on", "switch on"},
    {"filter-off", "switch off"},
    {"filter-delete", "delete"},
    {"undo-filter", "take back what was done to"},
    {"undo-keep", "take back keeping"},
    {"undo-remove", "take back removing"},
    {"undo-restore", "take back restoring"},
    {"undo-lift", "take back lifting"},
    {"undo-split", "take back splitting"},
    {"undo-merge", "take back merging"},
    {"undo-grant", "take back granting an appeal"},
    {"undo-deny", "take back denying an appeal"},
    {"undo-keep-report", "take back keeping a report"},
    {"undo-remove-report", "take back removing a report"},
    {"undo-role", "take back a change of role"},
    {"undo-question", "take back a decision on questions"},
    {"undo-kind", "take back filing"},
    {"undo-school", "take back a decision on a school"},
};

const char *modlog_words(const char *action)
{
    for (size_t i = 0; i < sizeof spoken / sizeof *spoken; i++)
        if (strcmp(spoken[i].action, action) == 0)
            return spoken[i].words;
    return action;
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
    static const char *const persons[] = {"warn", "mute",       "ban",       "ask-out",
                                          "out",  "lift",       "undo-lift", "grant",
                                          "deny", "undo-grant", "undo-deny", NULL};
    static const char *const hiding[] = {"no-names", "no-patients", NULL};

    return !is_one_of(row->verb, persons) && !is_one_of(row->rule, hiding);
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

static enum err row_fill(struct arena *a, struct visit *v, const struct action_row *row,
                         struct modlog_row *ret)
{
    struct board board;

    *ret = (struct modlog_row){.id = row->id,
                               .action = row->verb,
                               .rule = row->rule,
                               .reason = row->reason,
                               .day = row->day};
    TRY(target_fill(a, row, ret));
    if (row->board.v == 0)
        return OK;
    enum err err = board_get_any(a, v, row->board, &board);
    if (err != OK)
        return err == E_NOTFOUND ? OK : err;
    ret->board = board.slug;
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
    TRY(actions_list(a, v->db, at.first, (action_id){at.id}, limit + 1, &rows));
    for (; page.n < rows.n && page.n < limit; page.n++)
        TRY(row_fill(a, v, &rows.rows[page.n], &page.rows[page.n]));
    TRY(txn_commit(&txn));
    if (rows.n > limit) {
        const struct action_row *last = &rows.rows[limit - 1];

        page.next = cursor_format(a, cursor_name,
                                  &(struct cursor){.first = last->day, .id = last->id.v});
        if (!page.next)
            return E_NOMEM;
    }
    TRY(appeals_count_decided(v->db, &page.granted, &page.decided));
    page.decided += page.granted;
    *ret = page;
    return OK;
}

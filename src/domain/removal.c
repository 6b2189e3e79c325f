/* SPDX-License-Identifier: MIT
 *
 * removal.c -- which of the posts and interview reports that moderators removed, or did not let
 * out, are the caller's own.
 */
#include "removal.h"

#include <string.h>

#include <curbside/domain/authorship.h>
#include <curbside/domain/interview.h>
#include <curbside/store/actions.h>
#include <curbside/store/threads.h>
#include <curbside/store/waiting.h>

#include "judged.h"
#include "own_waiting.h"
#include "report_rows.h"

static bool is_listed(const struct sanction_page *page, const struct judged *on)
{
    for (int i = 0; i < page->n; i++)
        if (page->rows[i].thread.v == on->thread.id.v && page->rows[i].no == on->post.no)
            return true;
    return false;
}

static enum err look(struct arena *a, struct visit *v, const struct action_row *row,
                     struct sanction_page *page)
{
    struct judged on;
    bool own;
    enum err err = judged_find(a, v, row->post, &on);

    if (err != OK)
        return err == E_NOTFOUND ? OK : err;
    if (strcmp(on.post.state, "removed") != 0 || is_listed(page, &on))
        return OK; /* it is back, or was removed again later */
    TRY(judged_is_own(v, &on, &own));
    if (!own)
        return OK;
    page->rows[page->n++] = (struct sanction_notice){
        .id = row->id,
        .removal = true,
        .no = on.post.no,
        .alias = author_is_alias(&on.post.author),
        .thread = on.thread.id,
        .thread_title = on.thread.title,
        .rule = row->rule,
        .reason = row->reason,
        .day = row->day,
    };
    return OK;
}

/* A post that was held and not let out: where it would have gone. */
static enum err refused_fill(struct arena *a, struct visit *v, const struct waiting_row *row,
                             struct sanction_notice *ret)
{
    struct thread_record thread;
    struct action_row action;

    TRY(actions_get(a, v->db, row->decided_by, &action));
    *ret = (struct sanction_notice){
        .id = row->decided_by,
        .removal = true,
        .alias = author_is_alias(&row->author),
        .thread = row->thread,
        .thread_title = row->title,
        .rule = action.rule,
        .reason = action.reason,
        .day = action.day,
    };
    if (row->title)
        return OK;
    enum err err = threads_get(a, v->db, row->thread, &thread);
    ret->thread_title = err == OK ? thread.title : "a thread";
    return err == E_NOTFOUND ? OK : err;
}

static enum err add_refused(struct arena *a, struct visit *v, int64_t since_day,
                            const struct waiting_rows *refused, struct sanction_page *page)
{
    for (int i = 0; i < refused->n; i++) {
        struct sanction_notice *row = &page->rows[page->n];
        bool mine;

        TRY(waiting_is_mine(a, v, &refused->rows[i], &mine));
        if (!mine)
            continue;
        TRY(refused_fill(a, v, &refused->rows[i], row));
        page->n += row->day >= since_day;
    }
    return OK;
}

/* Its form is there as long as it can come back. */
static enum err report_fill(struct arena *a, struct visit *v, const struct report_row *row,
                            struct sanction_notice *ret)
{
    char cycle[INTERVIEW_CYCLE_SIZE];
    struct action_row action;
    struct school school;

    TRY(actions_get(a, v->db, row->removed_by, &action));
    TRY(school_get(a, row->school, &school));
    interview_form_cycle_format(row->cycle, cycle);
    *ret = (struct sanction_notice){
        .id = action.id,
        .removal = true,
        .alias = true, /* nobody learns whose it was */
        .report = arena_printf(a, "%s, %s", school.short_name, cycle),
        .rule = action.rule,
        .reason = action.reason,
        .day = action.day,
    };
    return ret->report ? OK : E_NOMEM;
}

static enum err add_reports(struct arena *a, struct visit *v, const struct report_rows *reports,
                            struct sanction_page *page)
{
    for (int i = 0; i < reports->n; i++) {
        const struct report_row *row = &reports->rows[i];
        bool mine;

        TRY(report_is_own(v, row->removed_by, &mine));
        if (mine)
            TRY(report_fill(a, v, row, &page->rows[page->n++]));
    }
    return OK;
}

enum err removal_list_mine(struct arena *a, struct visit *v, int64_t since_day, int limit,
                           struct sanction_page *ret)
{
    struct action_rows removals;
    struct waiting_rows refused;
    struct report_rows reports;

    TRY(actions_list_removals(a, v->db, since_day, limit, &removals));
    TRY(waiting_list_refused(a, v->db, limit, &refused));
    TRY(reports_list_removed(a, v->db, since_day, limit, &reports));
    *ret = (struct sanction_page){
        arena_array(a, (size_t)(removals.n + refused.n + reports.n) + 1, sizeof *ret->rows), 0};
    if (!ret->rows)
        return E_NOMEM;
    TRY(add_refused(a, v, since_day, &refused, ret));
    TRY(add_reports(a, v, &reports, ret));
    for (int i = 0; i < removals.n; i++)
        TRY(look(a, v, &removals.rows[i], ret));
    return OK;
}

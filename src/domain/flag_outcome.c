/* SPDX-License-Identifier: MIT
 *
 * flag_outcome.c -- what became of the caller's own flags.
 *
 * Nobody writes to a flagger: which posts and reports they flagged lies in their own sealed state,
 * or is found by trying their token on what was decided lately; their session reads the public
 * record of it.
 */
#include <curbside/domain/flag.h>

#include <string.h>

#include <curbside/domain/identity.h>
#include <curbside/domain/post.h>
#include <curbside/domain/school.h>
#include <curbside/domain/state.h>
#include <curbside/domain/thread.h>
#include <curbside/store/actions.h>
#include <curbside/store/posts.h>

#include "action.h"
#include "flag_rows.h"
#include "report_rows.h"

enum {
    DAY_S = 24 * 60 * 60,
    FOUND_DAYS = 30, /* fewer than STATE_FLAG_DAYS: what was told is still known */
    FOUND_MAX = 200, /* of everybody's decisions: asked whenever the first screen is loaded */
};

/* One more must not push out another, to be found and told again. */
static enum err take_own(struct visit *v, post_id post)
{
    size_t known;
    bool mine;

    state_flags(v->state, &known);
    if (known == STATE_FLAGS)
        return OK;
    TRY(flag_is_mine(v, post, &mine));
    if (mine)
        state_flag_add(v->state, post);
    return OK;
}

static enum err take_own_report(struct visit *v, report_id report)
{
    size_t known;
    bool mine;

    state_flags(v->state, &known);
    if (known == STATE_FLAGS)
        return OK;
    TRY(report_flag_is_mine(v, report, &mine));
    if (mine)
        state_report_flag_add(v->state, report.v);
    return OK;
}

/* A command that flags saves no sealed state, for it would stand beside the flag in the log: what
 * was decided is found again by the token. The commands never ask for it. */
static enum err find_decided(struct arena *a, struct visit *v)
{
    int64_t since = action_day(v) - (int64_t)FOUND_DAYS * DAY_S;
    struct action_rows decided;
    report_id *reports;
    int n;

    TRY(actions_list_settling(a, v->db, since, FOUND_MAX, &decided));
    for (int i = 0; i < decided.n; i++)
        TRY(take_own(v, decided.rows[i].post));
    TRY(verdicts_list_settled(a, v->db, since, FOUND_MAX, &reports, &n));
    for (int i = 0; i < n; i++)
        TRY(take_own_report(v, reports[i]));
    return OK;
}

/* And what waits still, among the oldest of the queue: whoever looks at the list wants to see that
 * their flag arrived. No news, so the first screen does not ask. */
static enum err find_waiting(struct arena *a, struct visit *v)
{
    struct report_rows reports;
    struct flagged_row *rows;
    int n;

    TRY(flagged_list(a, v->db, INT64_MIN, (post_id){0}, FOUND_MAX, &rows, &n));
    for (int i = 0; i < n; i++)
        TRY(take_own(v, rows[i].post));
    TRY(reports_list_to_look(a, v->db, clock_wall_s(v->clock), INT64_MIN, 0, FOUND_MAX, &reports));
    for (int i = 0; i < reports.n; i++)
        TRY(take_own_report(v, reports.rows[i].id));
    return OK;
}

/* By what is shown now: a decision may have been taken back. */
static enum err outcome_of(struct arena *a, struct visit *v, bool decided, struct flag_outcome *ret)
{
    struct thread_row thread;
    struct post post;
    enum err err = posts_find(v->db, ret->post, &ret->thread, &ret->no);

    if (err == OK)
        err = thread_get(a, v, ret->thread, &thread);
    if (err == OK)
        err = post_get(a, v, ret->thread, ret->no, &post);
    if (err != OK)
        return err == E_NOTFOUND ? OK : err;
    ret->title = thread.title;
    if (!decided)
        ret->what = FLAG_WAITS;
    else if (post.state == POST_REMOVED)
        ret->what = FLAG_LED_TO_REMOVAL;
    else if (post.state != POST_DELETED)
        ret->what = FLAG_LED_TO_NOTHING;
    return OK;
}

/* By how it stands now, as well. */
static enum err report_outcome_of(struct arena *a, struct visit *v, bool decided,
                                  struct flag_outcome *ret)
{
    char cycle[INTERVIEW_CYCLE_SIZE];
    struct report_row row;
    struct school school;

    TRY(reports_get(a, v->db, ret->report, &row));
    TRY(school_get(a, row.school, &school));
    interview_form_cycle_format(row.cycle, cycle);
    ret->school = row.school;
    ret->title = arena_printf(a, "a report of %s, %s", school.short_name, cycle);
    ret->what = !decided                            ? FLAG_WAITS
                : strcmp(row.state, "removed") == 0 ? FLAG_LED_TO_REMOVAL
                                                    : FLAG_LED_TO_NOTHING;
    return ret->title ? OK : E_NOMEM;
}

/* Which action decided on the caller's flag, and why they gave it. E_NOTFOUND: it is not there. */
static enum err flag_find(struct arena *a, struct visit *v, const struct flag_outcome *of,
                          const char **ret_reason, action_id *ret_by)
{
    uint8_t token[TAG_BYTES];
    struct flag_row row;

    if (of->report.v != 0) {
        report_flag_token(v, of->report, token);
        return verdicts_get_flag(a, v->db, of->report, token, ret_reason, ret_by);
    }
    flag_token(v, of->post, token);
    TRY(flags_get(a, v->db, of->post, token, &row));
    *ret_reason = row.reason;
    *ret_by = row.settled_by;
    return OK;
}

/* *ret_listed false: it was taken back, on another session of the account. */
static enum err fill(struct arena *a, struct visit *v, const struct state_flag *flag,
                     struct flag_outcome *ret, bool *ret_listed)
{
    bool is_report = flag->number > STATE_REPORT_FLAGS;
    struct report_row report;
    struct action_row action;
    action_id by;

    *ret = (struct flag_outcome){.post = {is_report ? 0 : flag->number},
                                 .report = {is_report ? flag->number - STATE_REPORT_FLAGS : 0},
                                 .told = flag->told,
                                 .what = FLAG_IS_GONE};
    *ret_listed = true;
    enum err err = flag_find(a, v, ret, &ret->reason, &by);
    if (err == E_NOTFOUND) {
        err = is_report ? reports_get(a, v->db, ret->report, &report)
                        : posts_find(v->db, ret->post, &ret->thread, &ret->no);
        *ret_listed = err != OK;
    }
    if (err != OK)
        return err == E_NOTFOUND ? OK : err;
    if (!ret->reason)
        return OK;
    if (by.v != 0) {
        TRY(actions_get(a, v->db, by, &action));
        ret->rule = action.rule;
    }
    return is_report ? report_outcome_of(a, v, by.v != 0, ret) : outcome_of(a, v, by.v != 0, ret);
}

static enum err list_known(struct arena *a, struct visit *v, struct flag_outcome_page *ret)
{
    const struct state_flag *flags;
    bool listed;
    size_t n;

    *ret = (struct flag_outcome_page){0};
    TRY(find_decided(a, v));
    flags = state_flags(v->state, &n);
    ret->rows = arena_array(a, n + 1, sizeof *ret->rows);
    if (!ret->rows)
        return E_NOMEM;
    for (size_t i = 0; i < n; i++) {
        TRY(fill(a, v, &flags[i], &ret->rows[ret->n], &listed));
        ret->n += listed;
    }
    return OK;
}

enum err flag_outcome_list(struct arena *a, struct visit *v, struct flag_outcome_page *ret)
{
    TRY(role_require(v->who, ROLE_MEMBER));
    TRY(find_waiting(a, v));
    return list_known(a, v, ret);
}

static bool is_news(const struct flag_outcome *row)
{
    return !row->told && row->what != FLAG_WAITS && row->what != FLAG_IS_GONE;
}

enum err flag_outcome_news(struct visit *v, int *ret_removed, int *ret_kept)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct flag_outcome_page page;

    *ret_removed = *ret_kept = 0;
    if (who_is_guest(v->who))
        return OK;
    TRY(list_known(&a, v, &page));
    for (int i = 0; i < page.n; i++) {
        *ret_removed += is_news(&page.rows[i]) && page.rows[i].what == FLAG_LED_TO_REMOVAL;
        *ret_kept += is_news(&page.rows[i]) && page.rows[i].what == FLAG_LED_TO_NOTHING;
    }
    return OK;
}

void flag_outcome_told(struct visit *v, const struct flag_outcome_page *page)
{
    for (int i = 0; i < page->n; i++)
        if (is_news(&page->rows[i]))
            state_flag_told(v->state,
                            page->rows[i].post.v != 0
                                ? (uint32_t)page->rows[i].post.v
                                : (uint32_t)(STATE_REPORT_FLAGS + page->rows[i].report.v));
}

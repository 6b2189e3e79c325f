/* SPDX-License-Identifier: MIT
 *
 * notice.c -- what the caller is told of sanctions that reached them and of their posts that were
 * removed, and whether they have read it.
 */
#include <string.h>

#include <curbside/domain/identity.h>
#include <curbside/domain/rule.h>
#include <curbside/domain/sanction.h>
#include <curbside/domain/state.h>
#include <curbside/store/threads.h>

#include "appeal_rows.h"
#include "ladder.h"
#include "removal.h"
#include "strikes.h"

enum {
    NEWS_DAYS = 7,
    NEWS_REMOVALS = 32, /* of everybody's: this is asked whenever the first screen is loaded */
};

static enum err join(struct arena *a, const struct sanction_page *one,
                     const struct sanction_page *two, struct sanction_page *ret)
{
    ret->n = one->n + two->n;
    ret->rows = arena_array(a, (size_t)ret->n + 1, sizeof *ret->rows);
    if (!ret->rows)
        return E_NOMEM;
    if (one->n > 0)
        memcpy(ret->rows, one->rows, (size_t)one->n * sizeof *ret->rows);
    if (two->n > 0)
        memcpy(ret->rows + one->n, two->rows, (size_t)two->n * sizeof *ret->rows);
    return OK;
}

/* ---- is there news? ---- */

static uint32_t week_of(int64_t day)
{
    return (uint32_t)(day / LADDER_DAY_S / STATE_REST_DAYS);
}

static void week_take(int64_t day, uint32_t *week, uint32_t *n)
{
    if (day == 0 || (*n > 0 && week_of(day) < *week))
        return;
    *n = *n > 0 && week_of(day) == *week ? *n + 1 : 1;
    *week = week_of(day);
}

/* Of which week the newest word is, and how many of that week there are: notices, and answers to
 * appeals against them. */
static void newest_week(const struct sanction_notice *rows, int n, uint32_t *ret_week,
                        uint32_t *ret_n)
{
    *ret_week = *ret_n = 0;
    for (int i = 0; i < n; i++) {
        week_take(rows[i].day, ret_week, ret_n);
        week_take(rows[i].answered, ret_week, ret_n);
    }
}

static enum err answers_fill(struct arena *a, struct visit *v, const struct sanction_page *page)
{
    for (int i = 0; i < page->n; i++)
        if (page->rows[i].id.v != 0)
            TRY(appeal_answered_day(a, v, page->rows[i].id, &page->rows[i].answered));
    return OK;
}

void sanction_seen(struct visit *v, const struct sanction_page *page)
{
    uint32_t week, n;

    newest_week(page->rows, page->n, &week, &n);
    if (n > 0)
        state_told_set(v->state, week, n);
}

/* Has one come since the page was read last? */
static bool is_unread(const struct visit *v, const struct sanction_page *page)
{
    uint32_t week, n, read_week, read_n;

    newest_week(page->rows, page->n, &week, &n);
    state_told(v->state, &read_week, &read_n);
    return n > 0 && (week != read_week ? week > read_week : n > read_n);
}

static bool is_news(const struct sanction_notice *n, int64_t now)
{
    int64_t since = now - (int64_t)NEWS_DAYS * LADDER_DAY_S;
    bool fresh = n->day >= since;

    if (n->answered >= since)
        return true; /* also when it was granted */
    return !n->lifted && (fresh || now < n->until || n->out_from > 0);
}

enum err sanction_has_news(struct visit *v, bool *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    int64_t now = clock_wall_s(v->clock);
    struct sanction_page removals, all;
    struct reckoning *r;

    *ret = false;
    if (who_is_guest(v->who))
        return OK;
    TRY(strikes_look(v));
    TRY(strikes_reckon(&a, v, &r));
    TRY(removal_list_mine(&a, v, now - (int64_t)NEWS_DAYS * LADDER_DAY_S, NEWS_REMOVALS,
                          &removals));
    TRY(join(&a, &(struct sanction_page){r->rows, r->n}, &removals, &all));
    TRY(answers_fill(&a, v, &all));
    for (int i = 0; i < all.n; i++)
        *ret = *ret || is_news(&all.rows[i], now);
    *ret = *ret && is_unread(v, &all);
    return OK;
}

/* ---- the page ---- */

static enum err notice_fill(struct arena *a, struct visit *v, struct sanction_notice *n)
{
    struct thread_record record;
    struct rule rule;

    n->rule = arena_strdup(a, n->rule ? n->rule : "");
    n->reason = arena_strdup(a, n->reason ? n->reason : "");
    if (!n->rule || !n->reason)
        return E_NOMEM;
    enum err err = rule_explain(a, v, n->rule, &rule);
    if (err != OK && err != E_RULE_UNKNOWN)
        return err;
    n->rule_text = err == OK ? rule.text : "";
    if (n->removal || !n->alias || n->thread.v == 0)
        return OK;
    err = threads_get(a, v->db, n->thread, &record);
    if (err != OK)
        return err == E_NOTFOUND ? OK : err;
    n->thread_title = record.title;
    return OK;
}

static bool is_newer(const struct sanction_notice *one, const struct sanction_notice *two)
{
    return one->day != two->day ? one->day > two->day : one->id.v > two->id.v;
}

/* Newest first; there are few. */
static void sort(struct sanction_notice *rows, int n)
{
    for (int i = 1; i < n; i++) {
        struct sanction_notice row = rows[i];
        int at = i;

        for (; at > 0 && is_newer(&row, &rows[at - 1]); at--)
            rows[at] = rows[at - 1];
        rows[at] = row;
    }
}

enum err sanction_list_mine(struct arena *a, struct visit *v, struct sanction_page *ret)
{
    int64_t now = clock_wall_s(v->clock);
    struct sanction_page removals, mine = {0};
    struct reckoning *r;

    TRY(role_require(v->who, ROLE_MEMBER));
    TRY(sanction_find_own(v));
    TRY(strikes_reckon(a, v, &r));
    mine.rows = r->rows;
    for (int i = 0; i < r->n; i++)
        if (r->rows[i].acts || ladder_counts(r->rows[i].day / LADDER_DAY_S, now / LADDER_DAY_S))
            mine.rows[mine.n++] = r->rows[i];
    TRY(removal_list_mine(a, v, now - (int64_t)REMOVAL_DAYS * LADDER_DAY_S, REMOVALS_MAX,
                          &removals));
    TRY(join(a, &mine, &removals, ret));
    TRY(answers_fill(a, v, ret));
    for (int i = 0; i < ret->n; i++)
        TRY(notice_fill(a, v, &ret->rows[i]));
    sort(ret->rows, ret->n);
    return OK;
}

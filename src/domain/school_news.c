/* SPDX-License-Identifier: MIT
 *
 * school_news.c -- what is new at a school: what is out, less what was seen.
 */
#include <curbside/domain/school_news.h>

#include <stdio.h>

#include <curbside/domain/follow.h>
#include <curbside/domain/state.h>
#include <curbside/store/reports.h>

enum {
    DAY_S = 24 * 60 * 60
};

/* What everybody can read now. */
static enum err now_read(struct visit *v, const char *pool, struct state_school *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct figures_row figures;
    int reports;
    enum err err = figures_get(&a, v->db, pool, 0, &figures);

    *ret = (struct state_school){0};
    if (err == OK)
        ret->day = (uint32_t)(figures.day / DAY_S);
    TRY(err == E_NOTFOUND ? OK : err);
    TRY(reports_count_shown(v->db, pool, SCHOOL_NEWS_REPORTS, &reports));
    ret->reports = (uint32_t)reports;
    snprintf(ret->slug, sizeof ret->slug, "%s", pool);
    return OK;
}

enum err school_news_of(struct visit *v, const char *pool, struct school_news *ret)
{
    static const struct state_school nothing;
    const struct state_school *seen;
    struct state_school now;

    *ret = (struct school_news){0};
    if (!v->state)
        return OK;
    TRY(now_read(v, pool, &now));
    seen = state_school_find(v->state, pool);
    if (!seen)
        seen = &nothing;
    ret->figures = now.day > seen->day;
    ret->reports = now.reports > seen->reports ? (int)(now.reports - seen->reports) : 0;
    ret->day = (int64_t)now.day * DAY_S;
    return OK;
}

enum err school_news_seen(struct visit *v, const char *pool)
{
    struct state_school now;

    if (!v->state || !follow_has_school(v, pool))
        return OK;
    TRY(now_read(v, pool, &now));
    state_school_set(v->state, &now);
    return OK;
}

const char *school_news_words(struct arena *a, const struct school_news *news)
{
    if (news->reports == 0)
        return news->figures ? "new figures" : NULL;
    return arena_printf(a, "%d new %s%s", news->reports, news->reports == 1 ? "report" : "reports",
                        news->figures ? ", new figures" : "");
}

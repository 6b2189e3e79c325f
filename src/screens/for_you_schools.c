/* SPDX-License-Identifier: MIT
 *
 * for_you_schools.c -- on home: figures and reports that came out at schools that are followed,
 * since their owner last looked at the page of the school.
 */
#include <string.h>

#include <curbside/domain/follow.h>
#include <curbside/domain/school.h>

#include "context.h"
#include "for_you.h"
#include "places.h"

enum {
    SHOWN = 4 /* the others stand in the list of what is followed: g f */
};

struct gathering {
    struct ui *ui;
    struct arena *page;
    struct for_you *list;
    int shown;
};

static enum err line_add(struct gathering *g, const struct school *school,
                         const struct school_news *news)
{
    struct school_arg arg = {school->slug};
    struct for_you_line line = {
        .mark = news->reports > 0 ? arena_printf(g->page, "%d %s", news->reports,
                                                 news->reports == 1 ? "report" : "reports")
                                  : "figures",
        .said = school_news_words(g->page, news),
        .place = "Interviews",
        .title = school->short_name,
        .when = news->figures ? news->day : 0};

    if (!line.mark || !line.said)
        return E_NOMEM;
    for_you_add(g->list, &line, "school", &arg, sizeof arg);
    g->shown++;
    return OK;
}

static enum err followed(void *ctx, const char *address)
{
    static const char kind[] = "school/";
    struct gathering *g = ctx;
    struct school_news news;
    struct school school;
    enum err err;

    if (g->shown == SHOWN || strncmp(address, kind, sizeof kind - 1) != 0)
        return OK;
    err = school_get(g->page, address + sizeof kind - 1, &school);
    if (err == E_NOTFOUND)
        return OK; /* of another list of schools */
    TRY(err);
    TRY(school_news_of(visit_of(g->ui), school.slug, &news));
    return news.figures || news.reports > 0 ? line_add(g, &school, &news) : OK;
}

enum err for_you_schools(struct ui *ui, struct arena *page, struct for_you *ret)
{
    struct gathering g = {.ui = ui, .page = page, .list = ret};

    return follow_walk(visit_of(ui), followed, &g);
}

/* SPDX-License-Identifier: MIT
 *
 * schools.c -- the medical schools, and how many reports of each there are.
 */
#include <string.h>

#include <curbside/domain/interview_words.h>
#include <curbside/domain/school_rank.h>

#include "json.h"
#include "page.h"
#include "paging.h"

enum {
    REPORTS_COLS = 10,
    FIGURE_COLS = 19, /* "about 50 one-on-one" */
    DEGREE_COLS = 5,
    PLACE_COLS = 18,
    SLUG_COLS = 25, /* a longer one takes room from the name: it is what is typed next */
    GAPS = 5,
};

static enum err sort_flag(struct command *c, enum school_sort *ret)
{
    const char *name = words_value(&c->words, "--sort");

    *ret = SCHOOLS_BY_NAME;
    if (!name || school_sort_parse(name, ret) == OK)
        return OK;
    str_add(&c->err, "--sort takes name, reports, stress, impression, rank or format.");
    return E_USAGE;
}

/* The degrees that there are: "MD, DO, MBBS". */
static enum err degrees_tell(struct command *c)
{
    AUTO_STR struct str told = STR_INIT;
    struct school_list all;

    TRY(school_all(c->arena, &all));
    for (int i = 0; i < all.n; i++)
        if (!strstr(str_cstr(&told), arena_printf(c->arena, "%s,", all.rows[i].degree)))
            str_printf(&told, "%s%s,", told.n ? " " : "", all.rows[i].degree);
    str_printf(&c->err, "--degree takes one of %.*s.", (int)(told.n - (told.n > 0)),
               str_cstr(&told));
    return E_USAGE;
}

/* A degree, state or country that no school has is a slip. */
static enum err query_check(struct command *c, const struct school_query *query)
{
    const struct school_query degree = {.degree = query->degree},
                              region = {.region = query->region};
    const struct school_query country = {.country = query->country};
    struct school_list of;

    TRY(school_search(c->arena, &degree, &of));
    if (of.n == 0)
        return degrees_tell(c);
    TRY(school_search(c->arena, &region, &of));
    if (of.n == 0)
        str_printf(&c->err, "No school is in a state \"%.20s\"; --state takes its letters, as PA.",
                   query->region);
    else
        TRY(school_search(c->arena, &country, &of));
    if (of.n == 0 && c->err.n == 0)
        str_printf(&c->err,
                   "No school is in a country \"%.20s\"; --country takes two letters, as US.",
                   query->country);
    return of.n == 0 ? E_USAGE : OK;
}

/* ---- json ---- */

static json_t *describe(const struct ranked_school *row)
{
    const struct school *s = &row->school;

    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:o}", "slug", s->slug, "name", s->name,
                     "degree", s->degree, "city", s->city, "state", s->region, "country",
                     s->country, "reports",
                     row->reports > 0 ? json_integer(row->reports) : json_null());
}

static enum err answer_json(struct command *c, const struct ranked_page *page)
{
    json_t *list = json_array();

    for (int i = 0; i < page->n; i++)
        json_array_append_new(list, describe(&page->rows[i]));
    return json_answer(c, json_pack("{s:o, s:o}", "schools", list, "next", json_text(page->next)));
}

/* ---- text ---- */

static const char *reports_words(struct command *c, const struct ranked_school *row)
{
    return row->reports > 0 ? figure_count_words(c->arena, row->reports) : "";
}

static const char *place_words(struct command *c, const struct school *s)
{
    return arena_printf(c->arena, "%s %s", s->city, *s->region ? s->region : s->country);
}

static void row_wide(struct command *c, const struct ranked_school *row, enum school_sort sort)
{
    int figure = sort == SCHOOLS_BY_NAME || sort == SCHOOLS_BY_REPORTS ? 0 : FIGURE_COLS;
    int rest = c->width - DEGREE_COLS - PLACE_COLS - figure - REPORTS_COLS - GAPS;
    int slug = (int)strlen(row->school.slug);

    slug = slug > SLUG_COLS ? slug : SLUG_COLS;
    page_cell(c, row->school.short_name, rest - slug);
    page_cell(c, " ", 1);
    page_cell(c, row->school.slug, slug);
    page_cell(c, " ", 1);
    page_cell(c, row->school.degree, DEGREE_COLS);
    page_cell(c, place_words(c, &row->school), PLACE_COLS);
    page_cell(c, " ", 1);
    page_cell(c, ranked_figure_words(c->arena, row, sort), figure);
    page_cell(c, " ", 1);
    page_cell(c, reports_words(c, row), REPORTS_COLS);
    page_end_row(c);
}

static void row_narrow(struct command *c, const struct ranked_school *row, enum school_sort sort)
{
    const char *figure = ranked_figure_words(c->arena, row, sort), *n = reports_words(c, row);

    page_cut(c, 0, row->school.short_name);
    page_cut(c, 4,
             arena_printf(c->arena, "%s · %s%s%s%s%s%s", row->school.slug, row->school.degree,
                          figure && *figure ? " · " : "", figure ? figure : "",
                          n && *n ? " · " : "", n ? n : "", n && *n ? " reports" : ""));
}

static enum err answer_text(struct command *c, const struct ranked_page *page,
                            enum school_sort sort, bool nearly)
{
    if (page->n == 0)
        page_text(c, 0, 0,
                  "No school fits. \"schools\" without a word lists all of them; \"propose\" "
                  "proposes one that is missing.");
    else if (nearly)
        page_text(c, 0, 0, "No school is called that. Spelled nearly so:");
    for (int i = 0; i < page->n; i++)
        if (c->width >= (sort == SCHOOLS_BY_NAME || sort == SCHOOLS_BY_REPORTS
                             ? PAGE_TABLE_COLS
                             : PAGE_TABLE_COLS + FIGURE_COLS))
            row_wide(c, &page->rows[i], sort);
        else
            row_narrow(c, &page->rows[i], sort);
    paging_more(c, paging_same(c, "schools"), page->next);
    return OK;
}

static enum err schools_run(struct command *c)
{
    struct school_query query = {
        .degree = words_value(&c->words, "--degree"),
        .region = words_value(&c->words, "--state"),
        .country = words_value(&c->words, "--country"),
    };
    AUTO_STR struct str typed = STR_INIT;
    struct ranked_page page;
    enum school_sort sort;
    int limit;

    TRY(paging_limit(c, &limit));
    TRY(sort_flag(c, &sort));
    TRY(query_check(c, &query));
    for (int i = 0; i < c->words.n_args; i++)
        str_printf(&typed, "%s%s", i ? " " : "", c->words.args[i]);
    query.text = str_cstr(&typed);
    TRY(school_ranking(c->arena, c->visit, &query, sort, words_has(&c->words, "--reverse"),
                       words_value(&c->words, "--after"), limit, &page));
    if (c->json)
        return answer_json(c, &page);
    query.nearly = page.total == 0 && typed.n > 0;
    if (query.nearly)
        TRY(school_ranking(c->arena, c->visit, &query, sort, false, NULL, limit, &page));
    return answer_text(c, &page, sort, query.nearly);
}

static const struct flag flags[] = {
    {.name = "--degree", .takes_value = true},
    {.name = "--state", .takes_value = true},
    {.name = "--country", .takes_value = true},
    {.name = "--sort", .takes_value = true},
    {.name = "--reverse"},
    PAGING_FLAGS,
    {.name = NULL},
};

const struct command_ops command_schools = {
    .name = "schools",
    .summary = "List medical schools, and how many interview reports of each are counted",
    .usage = "schools [QUERY] [--degree MD|DO] [--state PA] [--country US] "
             "[--sort name|reports|stress|impression|rank|format] [--reverse] " PAGING_USAGE,
    .detail =
        "QUERY is words of any of a school's names, or of its city; each may be cut short. "
        "--sort stress begins with the calmest, the others with the best, --reverse with the other "
        "end. Schools are ranked by figures of 20 answers or more; those of fewer stand behind "
        "them, whichever way round. A campus shares the reports of its school.",
    .flags = flags,
    .max_args = 8,
    .run = schools_run,
};

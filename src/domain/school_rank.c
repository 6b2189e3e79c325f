/* SPDX-License-Identifier: MIT
 *
 * school_rank.c -- schools in the order of a figure.
 */
#include <curbside/domain/school_rank.h>

#include <stdlib.h>
#include <string.h>

#include <curbside/domain/figures.h>
#include <curbside/domain/statistics.h>
#include <curbside/store/db.h>
#include <curbside/store/reports.h>

enum {
    WALK_ROWS = 64,
    BETTER = 2, /* cell of "better" among the impressions */
};

static const char *const sort_names[SCHOOL_SORTS] = {
    [SCHOOLS_BY_NAME] = "name",     [SCHOOLS_BY_REPORTS] = "reports",
    [SCHOOLS_BY_STRESS] = "stress", [SCHOOLS_BY_IMPRESSION] = "impression",
    [SCHOOLS_BY_RANK] = "rank",     [SCHOOLS_BY_FORMAT] = "format",
};

const char *school_sort_name(enum school_sort sort)
{
    return sort_names[sort];
}

enum err school_sort_parse(const char *name, enum school_sort *ret)
{
    for (int i = 0; i < SCHOOL_SORTS; i++)
        if (strcmp(name, sort_names[i]) == 0) {
            *ret = (enum school_sort)i;
            return OK;
        }
    return E_USAGE;
}

/* ---- what the pages show ---- */

static int median_of(const struct figures *f, enum interview_field_id field)
{
    const struct shown_table *t = &f->page.tables[figure_table_of(field, -1)];

    return t->quartiles ? t->median : -1;
}

/* The commonest format of those that are shown. */
static void format_fill(struct ranked_school *row, const struct figures *f)
{
    const struct shown_table *t = &f->page.tables[figure_table_of(FIELD_FORMAT, -1)];

    for (int i = 0; i < t->n_cells; i++)
        if (t->cells[i] > 0 && disclosure_share(t, i) > row->share) {
            row->format = i;
            row->share = disclosure_share(t, i);
        }
}

/* Fill in what the page of the school's pool shows. */
static void school_fill(struct ranked_school *row, const struct figures *f)
{
    const struct shown_table *t = &f->page.tables[figure_table_of(FIELD_IMPRESSION, -1)];

    format_fill(row, f);
    row->reports = f->page.n;
    row->stress = median_of(f, FIELD_STRESS);
    row->rank = median_of(f, FIELD_RANK);
    row->better = t->cells[BETTER] >= 0 ? disclosure_share(t, BETTER) : -1;
    if (row->better >= 0 && t->n >= t->cells[BETTER])
        row->impression = wilson_lower(t->cells[BETTER], t->n);
}

static enum err page_apply(const struct figures_row *page, struct ranked_school *rows, int n)
{
    struct figures f;

    TRY(figures_parse(page->page, &f));
    if (f.page.n == 0)
        return OK;
    for (int i = 0; i < n; i++)
        if (strcmp(rows[i].school.pool, page->school) == 0)
            school_fill(&rows[i], &f);
    return OK;
}

static enum err pages_read(struct visit *v, struct ranked_school *rows, int n)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct figures_row *pages;
    const char *after = "";
    int n_pages;

    TRY(txn_begin(&txn, v->db, TXN_READ));
    do {
        TRY(figures_walk(&a, v->db, after, WALK_ROWS, &pages, &n_pages));
        for (int i = 0; i < n_pages; i++)
            TRY(page_apply(&pages[i], rows, n));
        if (n_pages > 0)
            after = pages[n_pages - 1].school;
    } while (n_pages == WALK_ROWS);
    return txn_commit(&txn);
}

/* ---- order ---- */

static int by_number(double x, double y)
{
    return (x < y) - (x > y);
}

static int by_name(const struct ranked_school *x, const struct ranked_school *y)
{
    return strcmp(x->school.short_name, y->school.short_name);
}

static int by_reports(const void *a, const void *b)
{
    const struct ranked_school *x = a, *y = b;
    int order = y->reports - x->reports;

    return order ? order : by_name(x, y);
}

static int by_stress(const void *a, const void *b)
{
    const struct ranked_school *x = a, *y = b;

    if ((x->stress < 0) != (y->stress < 0))
        return x->stress < 0 ? 1 : -1;
    return x->stress != y->stress ? x->stress - y->stress : by_reports(a, b);
}

static int by_impression(const void *a, const void *b)
{
    const struct ranked_school *x = a, *y = b;
    int order = by_number(x->impression, y->impression);

    return order ? order : by_reports(a, b);
}

static int by_rank(const void *a, const void *b)
{
    const struct ranked_school *x = a, *y = b;

    return x->rank != y->rank ? y->rank - x->rank : by_reports(a, b);
}

static int by_format(const void *a, const void *b)
{
    const struct ranked_school *x = a, *y = b;

    if ((x->format < 0) != (y->format < 0))
        return x->format < 0 ? 1 : -1;
    if (x->format != y->format)
        return x->format - y->format;
    return x->share != y->share ? y->share - x->share : by_reports(a, b);
}

static int (*const orders[SCHOOL_SORTS])(const void *, const void *) = {
    [SCHOOLS_BY_REPORTS] = by_reports,       [SCHOOLS_BY_STRESS] = by_stress,
    [SCHOOLS_BY_IMPRESSION] = by_impression, [SCHOOLS_BY_RANK] = by_rank,
    [SCHOOLS_BY_FORMAT] = by_format,
};

/* The place behind the school that `after` names. */
static enum err place_of(const struct ranked_school *rows, int n, const char *after, int *ret)
{
    *ret = 0;
    if (!after)
        return OK;
    for (int i = 0; i < n; i++)
        if (strcmp(rows[i].school.slug, after) == 0) {
            *ret = i + 1;
            return OK;
        }
    return E_CURSOR_INVALID;
}

enum err school_ranking(struct arena *a, struct visit *v, const struct school_query *query,
                        enum school_sort sort, const char *after, int limit,
                        struct ranked_page *ret)
{
    struct school_list found;
    struct ranked_school *rows;
    int from;

    *ret = (struct ranked_page){0};
    TRY(school_search(a, query, &found));
    rows = arena_array(a, (size_t)found.n, sizeof *rows);
    if (!rows)
        return E_NOMEM;
    for (int i = 0; i < found.n; i++)
        rows[i] = (struct ranked_school){
            .school = found.rows[i], .stress = -1, .better = -1, .rank = -1, .format = -1};
    TRY(pages_read(v, rows, found.n));
    if (orders[sort])
        qsort(rows, (size_t)found.n, sizeof *rows, orders[sort]);
    TRY(place_of(rows, found.n, after, &from));
    ret->rows = rows + from;
    ret->total = found.n;
    ret->n = found.n - from < limit ? found.n - from : limit;
    if (ret->n > 0 && from + ret->n < found.n)
        ret->next = ret->rows[ret->n - 1].school.slug;
    return OK;
}

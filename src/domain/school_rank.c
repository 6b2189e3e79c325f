/* SPDX-License-Identifier: MIT
 *
 * school_rank.c -- schools in the order of a figure.
 */
#include <curbside/domain/school_rank.h>

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <curbside/domain/figures.h>
#include <curbside/domain/statistics.h>
#include <curbside/store/db.h>
#include <curbside/store/reports.h>

enum {
    WALK_ROWS = 64,
    BETTER = 2,  /* cell of "better" among the impressions */
    DEGREES = 8, /* MD, DO, MBBS */
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

/* Without how many answered, a median has no place in an order. */
static struct ranked_scale scale_of(const struct figures *f, enum interview_field_id field)
{
    const struct shown_table *t = &f->page.tables[figure_table_of(field, -1)];

    if (!t->quartiles || t->n <= 0)
        return (struct ranked_scale){.median = -1};
    return (struct ranked_scale){.median = t->median, .n = t->n};
}

/* What a share is at least. The answers that are hidden may be as many as rounding takes off, so
 * that a count is never all of them: five of "about 5" are not five of five. */
static double sureness(const struct shown_table *t, int cell)
{
    int yes = t->cells[cell], n = t->n > yes ? t->n : yes;

    return wilson_lower(yes, disclosure_hides(t) && n == yes ? n + ROUND_TO : n);
}

/* The commonest format of those that are shown. */
static void format_fill(struct ranked_school *row, const struct figures *f)
{
    const struct shown_table *t = &f->page.tables[figure_table_of(FIELD_FORMAT, -1)];

    for (int i = 0; i < t->n_cells && t->n > 0; i++)
        if (t->cells[i] > row->format_count) {
            row->format = i;
            row->format_count = t->cells[i];
            row->format_n = t->n;
            row->format_share = disclosure_share(t, i);
            row->format_sure = sureness(t, i);
        }
}

/* Fill in what the page of the school's pool shows. */
static void school_fill(struct ranked_school *row, const struct figures *f)
{
    const struct shown_table *t = &f->page.tables[figure_table_of(FIELD_IMPRESSION, -1)];

    format_fill(row, f);
    row->reports = f->page.n;
    row->stress = scale_of(f, FIELD_STRESS);
    row->rank = scale_of(f, FIELD_RANK);
    if (t->cells[BETTER] < 0 || t->n <= 0)
        return;
    row->better = t->cells[BETTER];
    row->better_n = t->n;
    row->better_share = disclosure_share(t, BETTER);
    row->impression = sureness(t, BETTER);
}

/* ---- the mean of a degree ---- */

/* All answers of the schools of a degree, whichever of them are listed. */
struct degree {
    const char *name;
    double stress_sum, rank_sum;
    int stress_n, rank_n;
};

struct degrees {
    struct degree rows[DEGREES];
    int n;
};

/* NULL: there are more degrees than there can be. */
static struct degree *degree_get(struct degrees *d, const char *name)
{
    for (int i = 0; i < d->n; i++)
        if (strcmp(d->rows[i].name, name) == 0)
            return &d->rows[i];
    if (d->n == DEGREES)
        return NULL;
    d->rows[d->n] = (struct degree){.name = name};
    return &d->rows[d->n++];
}

static void scale_sum(const struct ranked_scale *scale, double *sum, int *n)
{
    if (scale->median < 0)
        return;
    *sum += (double)scale->median * scale->n;
    *n += scale->n;
}

static void degree_add(struct degrees *d, const char *name, const struct figures *f)
{
    struct ranked_scale stress = scale_of(f, FIELD_STRESS), rank = scale_of(f, FIELD_RANK);
    struct degree *degree = degree_get(d, name);

    if (!degree)
        return;
    scale_sum(&stress, &degree->stress_sum, &degree->stress_n);
    scale_sum(&rank, &degree->rank_sum, &degree->rank_n);
}

/* A rounded number of people weighs as the fewest that it may stand for: else the smallest schools
 * would weigh most above what they are. */
static void scale_draw(struct ranked_scale *scale, double sum, int n)
{
    int least = scale->n - ROUND_TO + 1;

    if (scale->median >= 0)
        scale->mean = bayesian_mean((double)scale->median * least, least,
                                    n > 0 ? sum / n : scale->median);
}

static void means_fill(struct degrees *d, struct ranked_school *rows, int n)
{
    for (int i = 0; i < n; i++) {
        const struct degree *degree = degree_get(d, rows[i].school.degree);

        scale_draw(&rows[i].stress, degree ? degree->stress_sum : 0, degree ? degree->stress_n : 0);
        scale_draw(&rows[i].rank, degree ? degree->rank_sum : 0, degree ? degree->rank_n : 0);
    }
}

/* ---- reading ---- */

static const uint64_t ranked_by = FIGURES_OF(FIELD_STRESS) | FIGURES_OF(FIELD_RANK) |
                                  FIGURES_OF(FIELD_IMPRESSION) | FIGURES_OF(FIELD_FORMAT);

static int by_slug(const void *a, const void *b)
{
    return strcmp(((const struct school *)a)->slug, ((const struct school *)b)->slug);
}

static enum err page_apply(const struct figures_row *page, const struct school_list *all,
                           struct degrees *degrees, struct ranked_school *rows, int n)
{
    const struct school key = {.slug = page->school}, *of;
    struct figures f;

    TRY(figures_parse_some(page->page, ranked_by, &f));
    if (f.page.n == 0)
        return OK;
    of = bsearch(&key, all->rows, (size_t)all->n, sizeof key, by_slug);
    if (of)
        degree_add(degrees, of->degree, &f);
    for (int i = 0; i < n; i++)
        if (strcmp(rows[i].school.pool, page->school) == 0)
            school_fill(&rows[i], &f);
    return OK;
}

static enum err pages_read(struct visit *v, const struct school_list *all,
                           struct ranked_school *rows, int n)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct degrees degrees = {.n = 0};
    struct figures_row *pages;
    const char *after = "";
    int n_pages;

    TRY(txn_begin(&txn, v->db, TXN_READ));
    do {
        TRY(figures_walk(&a, v->db, after, WALK_ROWS, &pages, &n_pages));
        for (int i = 0; i < n_pages; i++)
            TRY(page_apply(&pages[i], all, &degrees, rows, n));
        if (n_pages > 0)
            after = pages[n_pages - 1].school;
    } while (n_pages == WALK_ROWS);
    means_fill(&degrees, rows, n);
    return txn_commit(&txn);
}

/* ---- order ---- */

static int by_number(double x, double y)
{
    return (x < y) - (x > y);
}

static int by_name(const struct ranked_school *x, const struct ranked_school *y)
{
    int order = strcasecmp(x->school.short_name, y->school.short_name);

    return order ? order : strcmp(x->school.short_name, y->school.short_name);
}

static int by_reports(const void *a, const void *b)
{
    const struct ranked_school *x = a, *y = b;
    int order = y->reports - x->reports;

    return order ? order : by_name(x, y);
}

/* Of how many the figure is that the schools are ordered by; 0: none is shown. */
static int figure_n(const struct ranked_school *row, enum school_sort sort)
{
    switch (sort) {
    case SCHOOLS_BY_STRESS:
        return row->stress.n;
    case SCHOOLS_BY_RANK:
        return row->rank.n;
    case SCHOOLS_BY_IMPRESSION:
        return row->better_n;
    case SCHOOLS_BY_FORMAT:
        return row->format_n;
    case SCHOOLS_BY_NAME:
    case SCHOOLS_BY_REPORTS:
    case SCHOOL_SORTS:
        break;
    }
    return 0;
}

static bool is_ranked(const struct ranked_school *row, enum school_sort sort)
{
    if (sort == SCHOOLS_BY_REPORTS)
        return row->reports > 0;
    return sort == SCHOOLS_BY_NAME || figure_n(row, sort) >= RANKED_LEAST;
}

/* `order`: of two that are ranked. */
static int by_figure(const void *a, const void *b, enum school_sort sort, int order)
{
    bool x = is_ranked(a, sort), y = is_ranked(b, sort);

    if (x != y)
        return x ? -1 : 1;
    return x && order ? order : by_reports(a, b);
}

static int by_stress(const void *a, const void *b)
{
    const struct ranked_school *x = a, *y = b;

    return by_figure(a, b, SCHOOLS_BY_STRESS, by_number(y->stress.mean, x->stress.mean));
}

static int by_impression(const void *a, const void *b)
{
    const struct ranked_school *x = a, *y = b;

    return by_figure(a, b, SCHOOLS_BY_IMPRESSION, by_number(x->impression, y->impression));
}

static int by_rank(const void *a, const void *b)
{
    const struct ranked_school *x = a, *y = b;

    return by_figure(a, b, SCHOOLS_BY_RANK, by_number(x->rank.mean, y->rank.mean));
}

static int by_format(const void *a, const void *b)
{
    const struct ranked_school *x = a, *y = b;
    int order = x->format != y->format ? x->format - y->format
                                       : by_number(x->format_sure, y->format_sure);

    return by_figure(a, b, SCHOOLS_BY_FORMAT, order);
}

/* Those that are ranked stand before the others, whichever way round they are. */
static void ranked_turn(struct ranked_school *rows, int n, enum school_sort sort)
{
    int last = 0;

    while (last < n && is_ranked(&rows[last], sort))
        last++;
    for (int i = 0; i < --last; i++) {
        struct ranked_school row = rows[i];

        rows[i] = rows[last];
        rows[last] = row;
    }
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
                        enum school_sort sort, bool reverse, const char *after, int limit,
                        struct ranked_page *ret)
{
    struct school_list all, found;
    struct ranked_school *rows;
    int from;

    *ret = (struct ranked_page){0};
    TRY(school_all(a, &all));
    TRY(school_search(a, query, &found));
    rows = arena_array(a, (size_t)found.n, sizeof *rows);
    if (!rows)
        return E_NOMEM;
    for (int i = 0; i < found.n; i++)
        rows[i] = (struct ranked_school){.school = found.rows[i],
                                         .stress = {.median = -1},
                                         .rank = {.median = -1},
                                         .better = -1,
                                         .format = -1};
    TRY(pages_read(v, &all, rows, found.n));
    if (orders[sort])
        qsort(rows, (size_t)found.n, sizeof *rows, orders[sort]);
    if (reverse)
        ranked_turn(rows, found.n, sort);
    TRY(place_of(rows, found.n, after, &from));
    ret->rows = rows + from;
    ret->total = found.n;
    ret->n = found.n - from < limit ? found.n - from : limit;
    if (ret->n > 0 && from + ret->n < found.n)
        ret->next = ret->rows[ret->n - 1].school.slug;
    return OK;
}

/* ---- words ---- */

static const char *share_words(struct arena *a, const char *name, int share, int count)
{
    return share >= 0 ? arena_printf(a, "%s %d%%", name, share)
                      : arena_printf(a, "about %d %s", count, name);
}

static bool is_by_figure(enum school_sort sort)
{
    return sort != SCHOOLS_BY_NAME && sort != SCHOOLS_BY_REPORTS;
}

const char *ranked_figure_words(struct arena *a, const struct ranked_school *row,
                                enum school_sort sort)
{
    if (figure_n(row, sort) > 0 && !is_ranked(row, sort))
        return "too few to rank";
    if (sort == SCHOOLS_BY_STRESS && row->stress.median >= 0)
        return arena_printf(a, "stress %d", row->stress.median);
    if (sort == SCHOOLS_BY_RANK && row->rank.median >= 0)
        return arena_printf(a, "ranked %d", row->rank.median);
    if (sort == SCHOOLS_BY_IMPRESSION && row->better >= 0)
        return share_words(a, "better", row->better_share, row->better);
    if (sort == SCHOOLS_BY_FORMAT && row->format >= 0)
        return share_words(a, interview_fields[FIELD_FORMAT].choices[row->format],
                           row->format_share, row->format_count);
    return is_by_figure(sort) && row->reports > 0 ? "not shown" : "";
}

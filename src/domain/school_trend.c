/* SPDX-License-Identifier: MIT
 *
 * school_trend.c -- figures from cycle to cycle.
 */
#include <curbside/domain/school_trend.h>

#include <curbside/store/reports.h>

enum {
    BETTER = 2, /* cell of "better" among the impressions */
    MMI = 3,    /* and of "mmi" among the formats */
};

static int share_of(const struct figures *f, enum interview_field_id field, int cell)
{
    const struct shown_table *t = &f->page.tables[figure_table_of(field, -1)];

    int share = disclosure_share(t, cell);

    return share >= 0 ? share : TREND_NONE;
}

static void cycle_put(struct school_trend *ret, int at, int cycle, const struct figures *f)
{
    const struct shown_table *stress = &f->page.tables[figure_table_of(FIELD_STRESS, -1)];

    ret->cycles[at] = cycle;
    ret->reports[at] = f->page.n;
    ret->stress[at] = stress->quartiles ? stress->median : TREND_NONE;
    ret->better[at] = share_of(f, FIELD_IMPRESSION, BETTER);
    ret->mmi[at] = share_of(f, FIELD_FORMAT, MMI);
}

enum err school_trend(struct visit *v, const struct school_figures *page, struct school_trend *ret)
{
    int n = page->n_cycles < TREND_CYCLES ? page->n_cycles : TREND_CYCLES;

    *ret = (struct school_trend){.n = n};
    for (int i = 0; i < n && n > 1; i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct figures *of = arena_alloc(&a, sizeof *of);
        struct figures_row row;

        if (!of)
            return E_NOMEM;
        TRY(figures_get(&a, v->db, page->school.pool, page->cycles[i], &row));
        TRY(figures_parse_some(row.page,
                               FIGURES_OF(FIELD_STRESS) | FIGURES_OF(FIELD_IMPRESSION) |
                                   FIGURES_OF(FIELD_FORMAT),
                               of));
        cycle_put(ret, n - 1 - i, page->cycles[i], of);
    }
    return OK;
}

/* ---- in words ---- */

static const char *point_words(struct arena *a, const struct school_trend *trend, const int *values,
                               int at, const char *unit)
{
    char cycle[INTERVIEW_CYCLE_SIZE];

    interview_form_cycle_format(trend->cycles[at], cycle);
    return arena_printf(a, "%d%s in %s", values[at], unit, cycle);
}

const char *school_trend_words(struct arena *a, const struct school_trend *trend, const int *values,
                               const char *unit)
{
    int first = -1, last = -1;
    const char *from, *to;

    for (int i = 0; i < trend->n; i++)
        if (values[i] != TREND_NONE) {
            first = first < 0 ? i : first;
            last = i;
        }
    if (first < 0)
        return NULL;
    if (first == 0 && last == trend->n - 1 && last > 0)
        return arena_printf(a, "%d%s to %d%s", values[first], unit, values[last], unit);
    from = point_words(a, trend, values, first, unit);
    if (first == last)
        return from;
    to = point_words(a, trend, values, last, unit);
    return from && to ? arena_printf(a, "%s to %s", from, to) : NULL;
}

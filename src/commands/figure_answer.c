/* SPDX-License-Identifier: MIT
 *
 * figure_answer.c -- a page of figures as text and as JSON.
 */
#include "figure_answer.h"

#include <string.h>

#include "json.h"
#include "page.h"
#include "school_argument.h"

enum {
    LABEL_COLS = 15, /* the longest label and a gap */
    END_COLS = 3,    /* what the ends of a plot stand for: "Jul" */
    CYCLES_SHOWN = 8,
    NIGHT_QUESTIONS = 5,
    NIGHT_WISHES = 3,
};

static enum err cycle_unknown(struct command *c, const struct school *s, int cycle)
{
    struct school_figures all;

    TRY(report_figures(c->arena, c->visit, s->slug, 0, &all));
    str_printf(&c->err, "There is no page for %s of %s", cycle_words(c, cycle), s->short_name);
    for (int i = 0; i < all.n_cycles && i < CYCLES_SHOWN; i++)
        str_printf(&c->err, "%s%s", i ? ", " : "; there is one for ",
                   cycle_words(c, all.cycles[i]));
    str_add(&c->err, all.n_cycles ? "." : "; it needs the reports of at least ten people.");
    return E_NOTFOUND;
}

enum err school_answer_get(struct command *c, const char *typed, int cycle,
                           struct school_answer *ret)
{
    struct school school;
    enum err err;

    TRY(school_argument(c, typed, &school));
    err = report_figures(c->arena, c->visit, school.slug, cycle, &ret->page);
    if (err == E_NOTFOUND && cycle != 0)
        return cycle_unknown(c, &school, cycle);
    TRY(err);
    return report_digest(c->arena, c->visit, school.slug, &ret->digest);
}

/* ---- json ---- */

static json_t *count_json(int shown)
{
    return shown < 0 ? json_null() : json_integer(shown);
}

static json_t *quartile_json(const struct shown_table *t, int cell, int low)
{
    return t->quartiles ? json_integer(cell + low) : json_null();
}

/* {n, median, q1, q3, histogram}, of whatever is counted. */
static json_t *metric_json(const struct figures *f, const struct figure_table *of, int table)
{
    const struct interview_field *field = &interview_fields[of->field];
    const struct shown_table *t = &f->page.tables[table];
    int low = field->kind == INTERVIEW_NUMBER ? field->low : 0;
    json_t *cells = json_array();

    for (int i = 0; i < t->n_cells; i++)
        json_array_append_new(cells, count_json(t->cells[i]));
    return json_pack("{s:o, s:o, s:o, s:o, s:o}", "n", count_json(t->n), "median",
                     quartile_json(t, t->median, low), "q1", quartile_json(t, t->q1, low), "q3",
                     quartile_json(t, t->q3, low), "histogram", cells);
}

static json_t *number_json(const struct figure_number *number)
{
    return json_pack("{s:o, s:o, s:n, s:n, s:[]}", "n", count_json(number->n), "median",
                     number->n < 0 ? json_null() : json_integer(number->median), "q1", "q3",
                     "histogram");
}

static json_t *metrics_json(const struct figures *f)
{
    json_t *metrics = json_object();
    int n;
    const struct figure_table *tables = figure_tables(&n);

    for (int i = 0; i < n; i++)
        json_object_set_new(metrics, tables[i].name, metric_json(f, &tables[i], i));
    for (int i = 0; i < INTERVIEW_FIELDS; i++) {
        int number = figure_number_of((enum interview_field_id)i);

        if (number >= 0)
            json_object_set_new(metrics, interview_fields[i].key, number_json(&f->numbers[number]));
    }
    return metrics;
}

/* {"mmi": 65, "panel": null} */
static json_t *cells_json(const struct figures *f, enum interview_field_id field)
{
    int table = figure_table_of(field, -1);
    const struct shown_table *t = &f->page.tables[table];
    json_t *cells = json_object();

    for (int i = 0; i < t->n_cells; i++)
        json_object_set_new(cells, figure_cell_name(table, i), count_json(t->cells[i]));
    return cells;
}

static json_t *questions_json(const struct report_digest *d)
{
    json_t *list = json_array();

    for (int i = 0; i < d->n_asked; i++)
        json_array_append_new(
            list, json_pack("{s:o, s:o, s:o}", "text", json_text(d->asked[i].text), "reports",
                            count_json(d->asked[i].reports), "of", count_json(d->out)));
    return list;
}

json_t *school_answer_json(struct command *c, const struct school_answer *s)
{
    const struct school_figures *page = &s->page;
    const struct figures *f = &page->figures;
    bool shown = page->day != 0 && f->page.n > 0;
    json_t *cycles = json_array();

    for (int i = 0; i < page->n_cycles; i++)
        json_array_append_new(cycles, json_text(cycle_words(c, page->cycles[i])));
    return json_pack("{s:s, s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "school", page->school.slug,
                     "shown", shown, "reports", shown ? json_integer(f->page.n) : json_null(),
                     "snapshot", shown ? json_text(page_day(c, page->day)) : json_null(), "cycles",
                     cycles, "metrics", metrics_json(f), "formats", cells_json(f, FIELD_FORMAT),
                     "outcomes", cells_json(f, FIELD_OUTCOME), "questions",
                     questions_json(&s->digest));
}

/* ---- text ---- */

enum err school_answer_head(struct command *c, const struct school_answer *s)
{
    const struct school_figures *page = &s->page;
    const char *pool;

    page_text(c, 0, 0, page->school.name);
    page_text(c, 0, 0,
              arena_printf(c->arena, "%s · %s", school_place_words(c->arena, &page->school),
                           page->cycle ? cycle_words(c, page->cycle) : "all cycles"));
    TRY(school_pool_words(c->arena, &page->school, &pool));
    if (pool)
        page_text(c, 0, 0, pool);
    page_text(c, 0, 0, figure_summary_words(c->arena, page));
    if (page->day != 0)
        page_line(c, "As of the snapshot of %s.", page_day(c, page->day));
    if (page->n_cycles > 0 && page->cycle == 0) {
        str_add(&c->out, "Cycles with a page of their own:");
        for (int i = 0; i < page->n_cycles && i < CYCLES_SHOWN; i++)
            str_printf(&c->out, " %s", cycle_words(c, page->cycles[i]));
        page_blank(c);
    }
    return OK;
}

/* With its plot, if there is one. */
static const char *line_words(struct command *c, const struct figure_line *line)
{
    const char *words = line->words;

    if (line->plot)
        words = arena_printf(c->arena, "%*s %s %s  %s", END_COLS, line->low, line->plot, line->high,
                             line->words);
    return words ? words : "";
}

enum err school_answer_figures(struct command *c, const struct school_answer *s, bool all)
{
    struct figure_lines lines;

    if (s->page.day == 0 || s->page.figures.page.n == 0)
        return OK;
    TRY(figure_lines(c->arena, &s->page.figures, all, &lines));
    page_blank(c);
    for (int i = 0; i < lines.n; i++)
        page_entry(c, 0, lines.rows[i].label, LABEL_COLS, line_words(c, &lines.rows[i]));
    return OK;
}

void school_answer_words(struct command *c, const struct school_answer *s, int questions,
                         int wishes)
{
    const struct report_digest *d = &s->digest;

    if (d->n_asked > 0) {
        page_blank(c);
        page_line(c, "Asked most, of %s reports of all cycles that are out",
                  figure_count_words(c->arena, d->out));
    }
    for (int i = 0; i < d->n_asked && i < questions; i++)
        page_entry(c, 0,
                   arena_printf(c->arena, "%8s", figure_count_words(c->arena, d->asked[i].reports)),
                   10, d->asked[i].text);
    if (d->n_wishes > 0) {
        page_blank(c);
        page_line(c, "What people wish they had known");
    }
    for (int i = 0; i < d->n_wishes && i < wishes; i++)
        page_text(c, 2, 4,
                  d->wishes[i].confirmations == 0
                      ? d->wishes[i].text
                      : arena_printf(c->arena, "%s (confirmed by %s)", d->wishes[i].text,
                                     page_number(c, d->wishes[i].confirmations)));
    if (d->reports == 0) {
        page_blank(c);
        page_text(c, 0, 0,
                  "No single reports yet; they come out three at a time. \"interview add\" hands "
                  "in yours.");
    }
}

static void night_words(struct command *c, const struct report_digest *d)
{
    if (d->n_asked > 0)
        page_line(c, "\nAsked most, in the reports of all cycles that are out");
    for (int i = 0; i < d->n_asked && i < NIGHT_QUESTIONS; i++)
        page_cut(c, 2, d->asked[i].text);
    if (d->n_wishes > 0)
        page_line(c, "\nWhat people wish they had known");
    for (int i = 0; i < d->n_wishes && i < NIGHT_WISHES; i++)
        page_cut(c, 2, d->wishes[i].text);
}

enum err school_answer_night(struct command *c, const struct school_answer *s)
{
    const struct school_figures *page = &s->page;
    struct figure_lines lines = {.n = 0};
    int width = c->width < PAGE_TEXT_COLS ? c->width : PAGE_TEXT_COLS;

    page_cut(c, 0,
             arena_printf(c->arena, "%s · %s", page->school.short_name,
                          school_place_words(c->arena, &page->school)));
    page_cut(c, 0, figure_summary_words(c->arena, page));
    if (page->day != 0 && page->figures.page.n > 0)
        TRY(figure_lines_day(c->arena, &page->figures, &lines));
    if (lines.n > 0)
        page_line(c, "As of the snapshot of %s; applicants' own reports, they run high.\n",
                  page_day(c, page->day));
    for (int i = 0; i < lines.n; i++) {
        page_cell(c, lines.rows[i].label, LABEL_COLS);
        page_cell(c, line_words(c, &lines.rows[i]), width - LABEL_COLS);
        page_end_row(c);
    }
    night_words(c, &s->digest);
    return OK;
}

void school_answer_caution(struct command *c)
{
    page_blank(c);
    page_text(c, 0, 0, interview_caution);
}

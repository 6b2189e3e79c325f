/* SPDX-License-Identifier: MIT
 *
 * interviews.c -- a school's interviews: its page of figures, its single reports, or several
 * schools side by side.
 */
#include <string.h>

#include <curbside/text/utf8.h>

#include "figure_answer.h"
#include "json.h"
#include "page.h"
#include "paging.h"
#include "school_argument.h"

enum {
    COMPARED = 3,
    COMPARED_LABEL_COLS = 12,
    FIRST_MONTH = 6, /* of a cycle: July */
};

/* ---- the page ---- */

static enum err page_text_answer(struct command *c, const struct school_answer *s)
{
    TRY(school_answer_head(c, s));
    TRY(school_answer_figures(c, s, true));
    school_answer_words(c, s, 5, 3);
    school_answer_caution(c);
    return OK;
}

/* What is not shown is told as in text: "<5"; withheld is empty. */
static const char *csv_value(struct command *c, int shown)
{
    if (shown == SHOWN_WITHHELD)
        return "";
    return shown < 0 ? "<5" : arena_printf(c->arena, "%d", shown);
}

/* One value in a line: "yale,2026-27,stress,count,5,20" or "yale,2026-27,stress,median,,4". */
static void csv_line(struct command *c, const struct school_figures *page, const char *question,
                     const char *figure, const char *answer, const char *value)
{
    str_printf(&c->out, "%s,%s,%s,%s,%s,%s\n", page->school.slug,
               page->cycle ? cycle_words(c, page->cycle) : "all", question, figure, answer,
               value ? value : "");
}

/* A month has its year: "2026-07"; on the page of all cycles, the cycle's first or second. */
static const char *csv_answer(struct command *c, const struct school_figures *page, int table,
                              int cell)
{
    const char *name = figure_cell_name(table, cell);
    int n, month = FIRST_MONTH + cell;

    if (figure_tables(&n)[table].field != FIELD_MONTH)
        return name;
    if (page->cycle == 0)
        return arena_printf(c->arena, "%.3s of the %s year", name, month < 12 ? "first" : "second");
    return arena_printf(c->arena, "%04d-%02d", page->cycle + month / 12, month % 12 + 1);
}

static void csv_table(struct command *c, const struct school_figures *page, int table)
{
    int n;
    const struct figure_table *of = &figure_tables(&n)[table];
    const struct shown_table *t = &page->figures.page.tables[table];
    const struct interview_field *field = &interview_fields[of->field];
    int low = field->kind == INTERVIEW_NUMBER ? field->low : 0;

    csv_line(c, page, of->name, "n", "", csv_value(c, t->n));
    if (t->quartiles) {
        csv_line(c, page, of->name, "q1", "", arena_printf(c->arena, "%d", t->q1 + low));
        csv_line(c, page, of->name, "median", "", arena_printf(c->arena, "%d", t->median + low));
        csv_line(c, page, of->name, "q3", "", arena_printf(c->arena, "%d", t->q3 + low));
    }
    for (int i = 0; i < t->n_cells; i++)
        csv_line(c, page, of->name, "count", csv_answer(c, page, table, i),
                 csv_value(c, t->cells[i]));
}

static void csv_number(struct command *c, const struct school_figures *page,
                       enum interview_field_id field)
{
    const struct figure_number *number = &page->figures.numbers[figure_number_of(field)];

    csv_line(c, page, interview_fields[field].key, "n", "", csv_value(c, number->n));
    if (number->n >= 0)
        csv_line(c, page, interview_fields[field].key, "median", "",
                 arena_printf(c->arena, "%d", number->median));
}

/* Names of schools, questions and answers hold neither commas nor quotes. */
static enum err page_csv(struct command *c, const struct school_answer *s)
{
    const struct school_figures *page = &s->page;
    int n;

    figure_tables(&n);
    str_add(&c->out, "school,cycle,question,figure,answer,value\n");
    if (page->day == 0 || page->figures.page.n == 0)
        return OK;
    csv_line(c, page, "", "snapshot", "", page_day(c, page->day));
    csv_line(c, page, "", "n", "", csv_value(c, page->figures.page.n));
    for (int i = 0; i < n; i++)
        csv_table(c, page, i);
    for (int i = 0; i < INTERVIEW_FIELDS; i++)
        if (figure_number_of((enum interview_field_id)i) >= 0)
            csv_number(c, page, (enum interview_field_id)i);
    return OK;
}

static enum err page_run(struct command *c)
{
    struct school_answer s;
    int cycle;

    TRY(cycle_flag(c, &cycle));
    TRY(school_answer_get(c, c->words.args[0], cycle, &s));
    if (words_has(&c->words, "--csv"))
        return page_csv(c, &s);
    return c->json ? json_answer(c, school_answer_json(c, &s)) : page_text_answer(c, &s);
}

/* ---- single reports ---- */

static json_t *report_json(struct command *c, const struct report *r)
{
    const struct interview_form *f = &r->form;

    return json_pack(
        "{s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:s, s:I, s:I}", "id",
        (json_int_t)r->id.v, "cycle",
        json_text(interview_form_value_words(c->arena, f, FIELD_CYCLE)), "format",
        json_text(interview_form_value_words(c->arena, f, FIELD_FORMAT)), "modality",
        json_text(interview_form_value_words(c->arena, f, FIELD_MODALITY)), "impression",
        f->values[FIELD_IMPRESSION] == INTERVIEW_NONE ? json_null()
                                                      : json_integer(f->values[FIELD_IMPRESSION]),
        "questions", json_texts(f->questions, f->n_questions), "preparation",
        json_text(f->texts[FIELD_PREPARATION]), "positive", json_text(f->texts[FIELD_POSITIVE]),
        "negative", json_text(f->texts[FIELD_NEGATIVE]), "wish_known",
        json_text(f->texts[FIELD_WISH_KNOWN]), "comments", json_text(f->texts[FIELD_COMMENTS]),
        "evidence", report_evidence_words(c->arena, r), "confirmations",
        (json_int_t)r->confirmations, "disputes", (json_int_t)r->disputes);
}

static enum err reports_json(struct command *c, const struct report_page *page)
{
    json_t *list = json_array();

    for (int i = 0; i < page->n; i++)
        json_array_append_new(list, report_json(c, &page->rows[i]));
    return json_answer(c, json_pack("{s:o, s:o}", "reports", list, "next", json_text(page->next)));
}

static void report_tell(struct command *c, const struct report *r)
{
    const struct interview_form *f = &r->form;
    const char *cycle = interview_form_value_words(c->arena, f, FIELD_CYCLE);
    const char *format = interview_form_value_words(c->arena, f, FIELD_FORMAT);
    const char *where = interview_form_value_words(c->arena, f, FIELD_MODALITY);

    page_text(c, 0, 4,
              arena_printf(c->arena, "report %lld%s · %s · %s, %s · %s · %s", (long long)r->id.v,
                           r->you ? " (yours)" : "", cycle ? cycle : "", format ? format : "",
                           where ? where : "", report_impression_words(f),
                           report_evidence_words(c->arena, r)));
    for (int i = 0; i < f->n_questions; i++)
        page_text(c, 2, 4, arena_printf(c->arena, "? %s", f->questions[i]));
    for (int i = 0; i < INTERVIEW_FIELDS; i++)
        if (f->texts[i])
            page_text(c, 2, 4,
                      arena_printf(c->arena, "%s: %s", interview_fields[i].label, f->texts[i]));
    page_blank(c);
}

static enum err reports_run(struct command *c)
{
    struct report_page page;
    struct school school;
    int limit;

    TRY(paging_limit(c, &limit));
    TRY(school_argument(c, c->words.args[0], &school));
    TRY(report_list(c->arena, c->visit, school.slug, words_value(&c->words, "--after"), limit,
                    &page));
    if (c->json)
        return reports_json(c, &page);
    page_text(c, 0, 0, school.name);
    page_blank(c);
    for (int i = 0; i < page.n; i++)
        report_tell(c, &page.rows[i]);
    if (page.n == 0) {
        page_text(c, 0, 0,
                  "No single reports yet; they come out three at a time. \"interview add\" hands "
                  "in yours.");
        page_blank(c);
    }
    page_text(c, 0, 0, interview_caution);
    paging_more(c, arena_printf(c->arena, "interviews %s --reports", school.slug), page.next);
    return OK;
}

/* ---- side by side ---- */

/* A cell that did not fit its column is said in full below. */
static void compare_cut(struct command *c, const struct school_answer *schools, int n,
                        const struct figure_lines *lines, int cols)
{
    for (int i = 0; i < lines[0].n; i++)
        for (int k = 0; k < n; k++) {
            const char *words = lines[k].rows[i].words;

            if (schools[k].page.day && text_cells(words, strlen(words)) > cols)
                page_text(c, 0, 2,
                          arena_printf(c->arena, "%s, %s: %s", lines[k].rows[i].label,
                                       schools[k].page.school.short_name, words));
        }
}

static enum err compare_text(struct command *c, const struct school_answer *schools, int n)
{
    int cols = (c->width - COMPARED_LABEL_COLS) / n - 1;
    struct figure_lines lines[COMPARED];

    page_cell(c, "", COMPARED_LABEL_COLS);
    for (int k = 0; k < n; k++) {
        TRY(figure_lines(c->arena, &schools[k].page.figures, false, &lines[k]));
        page_cell(c, schools[k].page.school.short_name, cols);
        page_cell(c, " ", 1);
    }
    page_end_row(c);
    page_cell(c, "Reports", COMPARED_LABEL_COLS);
    for (int k = 0; k < n; k++) {
        const struct school_figures *page = &schools[k].page;

        page_cell(c, page->day ? figure_count_words(c->arena, page->figures.page.n) : "none yet",
                  cols);
        page_cell(c, " ", 1);
    }
    page_end_row(c);
    page_cell(c, "Snapshot", COMPARED_LABEL_COLS);
    for (int k = 0; k < n; k++) {
        page_cell(c, schools[k].page.day ? page_day(c, schools[k].page.day) : "-", cols);
        page_cell(c, " ", 1);
    }
    page_end_row(c);
    for (int i = 0; i < lines[0].n; i++) {
        page_cell(c, lines[0].rows[i].label, COMPARED_LABEL_COLS);
        for (int k = 0; k < n; k++) {
            page_cell(c, schools[k].page.day ? lines[k].rows[i].words : "-", cols);
            page_cell(c, " ", 1);
        }
        page_end_row(c);
    }
    page_blank(c);
    compare_cut(c, schools, n, lines, cols);
    school_answer_caution(c);
    return OK;
}

/* Campuses of one school have one page. */
static enum err compare_check(struct command *c, const struct school_answer *schools, int at)
{
    for (int i = 0; i < at; i++)
        if (strcmp(schools[i].page.school.pool, schools[at].page.school.pool) == 0) {
            str_printf(&c->err, "%s would stand beside itself; --compare takes different schools.",
                       schools[at].page.school.short_name);
            return E_USAGE;
        }
    return OK;
}

static enum err compare_run(struct command *c)
{
    struct school_answer *schools = arena_array(c->arena, COMPARED, sizeof *schools);
    json_t *list;
    int cycle;

    if (!schools)
        return E_NOMEM;
    if (c->words.n_args < 2) {
        str_add(&c->err, "--compare takes two or three schools.");
        return E_USAGE;
    }
    TRY(cycle_flag(c, &cycle));
    for (int i = 0; i < c->words.n_args; i++) {
        TRY(school_answer_get(c, c->words.args[i], cycle, &schools[i]));
        TRY(compare_check(c, schools, i));
    }
    if (!c->json)
        return compare_text(c, schools, c->words.n_args);
    list = json_array();
    for (int i = 0; i < c->words.n_args; i++)
        json_array_append_new(list, school_answer_json(c, &schools[i]));
    return json_answer(c, json_pack("{s:o}", "schools", list));
}

static enum err interviews_run(struct command *c)
{
    bool reports = words_has(&c->words, "--reports"), csv = words_has(&c->words, "--csv");

    if (words_has(&c->words, "--compare"))
        return compare_run(c);
    if (c->words.n_args > 1) {
        str_add(&c->err, "One school, or --compare for two or three; a name of several words "
                         "stands in quotes.");
        return E_USAGE;
    }
    if (csv && (reports || c->json)) {
        str_add(&c->err, "--csv stands alone; it is the page of figures as a table.");
        return E_USAGE;
    }
    return reports ? reports_run(c) : page_run(c);
}

static const struct flag flags[] = {
    {.name = "--cycle", .takes_value = true},
    {.name = "--csv"},
    {.name = "--reports"},
    {.name = "--compare"},
    PAGING_FLAGS,
    {.name = NULL},
};

const struct command_ops command_interviews = {
    .name = "interviews",
    .summary = "Show what applicants report of a school's interviews",
    .usage = "interviews SCHOOL [--cycle 2026-27] [--csv] | interviews SCHOOL --reports "
             "[--limit N] [--after CURSOR] | interviews --compare A B [C] [--cycle 2026-27]",
    .detail =
        "SCHOOL is a slug, or a name that fits one school. Figures are those of the last snapshot: "
        "counts rounded to 5, null (\"<5\") where too few answered. In --json every question of the "
        "form is a metric with its histogram in the order of the form's answers. --csv has one value "
        "in a line, each question with its n. --reports gives the single reports with their "
        "questions and texts.",
    .flags = flags,
    .min_args = 1,
    .max_args = COMPARED,
    .run = interviews_run,
};

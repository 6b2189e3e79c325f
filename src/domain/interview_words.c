/* SPDX-License-Identifier: MIT
 *
 * interview_words.c -- figures and reports in words.
 */
#include <curbside/domain/interview_words.h>

#include <stdio.h>
#include <string.h>

#include <curbside/base/str.h>

enum {
    MONTHS_A_YEAR = 12
};

const char interview_caution[] =
    "Applicants' own reports: they run high. Counts are rounded to 5 and change on snapshot days; "
    "\"<5\" is too few to show, \"·\" is held back.";

const char interview_caution_said[] =
    "Applicants' own reports: they run high. Counts are rounded to 5 and change on snapshot days; "
    "fewer than 5 are too few to show, and what is held back would tell of single answers.";

const char report_uncounted[] =
    "Yours is kept, but not counted: only what accounts with standing say of a report is.";

static const char too_few[] = "too few answers to show";
/* Many may have answered: what is shown elsewhere would tell what few said. */
static const char held_back[] = "held back, so that no single answer can be worked out";

/* ---- single values ---- */

const char *figure_count_words(struct arena *a, int shown)
{
    if (shown == SHOWN_WITHHELD)
        return "-";
    return shown < 0 ? "<5" : arena_printf(a, "about %d", shown);
}

const char *figure_month_words(struct arena *a, int month)
{
    static const char *const names[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};

    return arena_printf(a, "%s %d", names[month % 12], month / 12);
}

/* Names of cells where the form's own are too short to read in a sentence. */
static const char *cell_words(int table, int cell)
{
    static const char *const impressions[] = {"worse", "same", "better"};
    static const char *const next_months[] = {"next year's Jul", "next year's Aug"};
    int n;
    enum interview_field_id field = figure_tables(&n)[table].field;

    if (field == FIELD_IMPRESSION)
        return impressions[cell];
    if (field == FIELD_MONTH && cell >= MONTHS_A_YEAR)
        return next_months[cell - MONTHS_A_YEAR];
    return figure_cell_name(table, cell);
}

/* ---- plots ---- */

/* The eighth height would fill its cell: a bar of it and the plot in the row above are one. */
static const char *const heights[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇"};

enum {
    HEIGHTS = sizeof heights / sizeof *heights
};

/* The nearest of `steps` from 1 on. */
static int height_of(int value, int top, int steps)
{
    int64_t step = (2 * (int64_t)steps * value + top) / (2 * (int64_t)top);

    return step < 1 ? 1 : step > steps ? steps : (int)step;
}

/* The lowest bar is of an answer that too few gave, and of no other. */
static const char *bar_of(int shown, int top)
{
    if (shown == SHOWN_WITHHELD)
        return "·"; /* it may be of any height */
    return heights[shown <= 0 ? 0 : height_of(shown, top, HEIGHTS - 1)];
}

static const char *plot_make(struct arena *a, const struct shown_table *table, int from, int to)
{
    AUTO_STR struct str plot = STR_INIT;
    int top = 0;

    for (int i = from; i < to; i++)
        top = table->cells[i] > top ? table->cells[i] : top;
    for (int i = from; i < to; i++)
        str_add(&plot, bar_of(table->cells[i], top));
    return plot.failed ? NULL : arena_strdup(a, str_cstr(&plot));
}

const char *figure_bars(struct arena *a, const int *values, int n, int top)
{
    AUTO_STR struct str plot = STR_INIT;

    for (int i = 0; i < n; i++)
        str_add(&plot,
                top > 0 && values[i] > 0 ? heights[height_of(values[i], top, HEIGHTS) - 1] : " ");
    return plot.failed ? NULL : arena_strdup(a, str_cstr(&plot));
}

/* ---- lines ---- */

static bool has_any(const struct shown_table *table)
{
    for (int i = 0; i < table->n_cells; i++)
        if (table->cells[i] > 0)
            return true;
    return false;
}

/* How the answers are hidden that are: withheld, if any is. */
static int hidden_as(const struct shown_table *t)
{
    int as = 0;

    for (int i = 0; i < t->n_cells; i++)
        as = t->cells[i] < as ? t->cells[i] : as;
    return as;
}

/* Why nothing of a question is shown. Where it is told how many answered, they were not too few. */
static const char *none_words(const struct shown_table *t)
{
    return t->n > 0 || t->n == SHOWN_WITHHELD || hidden_as(t) == SHOWN_WITHHELD ? held_back
                                                                                : too_few;
}

/* ", of about 10" where fewer answered than the page is of. */
static const char *of_words(struct arena *a, const struct figures *f, int n)
{
    return n > 0 && n < f->page.n ? arena_printf(a, ", of about %d", n) : "";
}

/* "median 4 (3-6)": the middle half lies between the two in brackets. */
static const char *quartile_words(struct arena *a, const struct figures *f,
                                  const struct shown_table *t, int low)
{
    const char *of = of_words(a, f, t->n);

    if (!of)
        return NULL;
    if (!t->quartiles)
        return has_any(t) ? arena_printf(a, "median held back%s", of) : none_words(t);
    return arena_printf(a, "median %d (%d-%d)%s", t->median + low, t->q1 + low, t->q3 + low, of);
}

/* The largest cell that was not taken yet; -1: none is shown. */
static int largest(const struct shown_table *t, unsigned taken)
{
    int found = -1;

    for (int i = 0; i < t->n_cells; i++)
        if (!(taken & 1U << i) && t->cells[i] > 0 && (found < 0 || t->cells[i] > t->cells[found]))
            found = i;
    return found;
}

static bool words_add(struct arena *a, const char **words, const char *more)
{
    *words = *words ? arena_printf(a, "%s, %s", *words, more) : more;
    return *words && more;
}

/* A number beside a number is told apart by a colon: "0: about 30, 100-499: 25". */
static bool is_number(const char *answer)
{
    return *answer >= '0' && *answer <= '9';
}

/* "mmi 75%", or "25 accepted" with "about" before the first, as it is where there are no shares. */
static const char *answer_words(struct arena *a, const struct shown_table *t, int table, int cell,
                                bool shares, bool first)
{
    int share = shares ? disclosure_share(t, cell) : -1;
    const char *answer = cell_words(table, cell), *about = first ? "about " : "";

    if (share >= 0)
        return arena_printf(a, "%s%s %d%%", answer, is_number(answer) ? ":" : "", share);
    if (is_number(answer))
        return arena_printf(a, "%s: %s%d", answer, about, t->cells[cell]);
    return arena_printf(a, "%s%d %s", about, t->cells[cell], answer);
}

/* What else there is, that is hidden like this. */
static const char *hidden_words(int as)
{
    return as == SHOWN_WITHHELD ? "others held back" : "others <5";
}

/* "mmi 75%, one-on-one 25%, others <5" or "about 25 accepted, 20 pending": the largest first;
 * what may not be shown is left out. */
static const char *answers_words(struct arena *a, const struct figures *f, int table, bool shares)
{
    const struct shown_table *t = &f->page.tables[table];
    const char *words = NULL;
    unsigned taken = 0;

    for (int i = largest(t, taken); i >= 0; i = largest(t, taken)) {
        taken |= 1U << i;
        if (!words_add(a, &words, answer_words(a, t, table, i, shares, !words)))
            return NULL;
    }
    if (words && disclosure_hides(t) && !words_add(a, &words, hidden_words(hidden_as(t))))
        return NULL;
    return words ? words : none_words(t);
}

/* What the bars stand for, in their order: "2: about 5, 3: 10, others <5". NULL without memory. */
static const char *bars_words(struct arena *a, int table, const struct shown_table *t)
{
    const char *words = NULL;

    for (int i = 0; i < t->n_cells; i++) {
        const char *about = words ? "" : "about ";

        if (t->cells[i] > 0 &&
            !words_add(a, &words,
                       arena_printf(a, "%s: %s%d", cell_words(table, i), about, t->cells[i])))
            return NULL;
    }
    if (hidden_as(t) < 0 && !words_add(a, &words, hidden_words(hidden_as(t))))
        return NULL;
    return words ? words : "";
}

/* Bars of some of the answers, and what all stand for, where any is shown. */
static enum err plot_add(struct arena *a, int table, const struct shown_table *t, int from, int to,
                         struct figure_line *line)
{
    if (!has_any(t))
        return OK;
    line->plot = plot_make(a, t, from, to);
    line->bars = bars_words(a, table, t);
    if (t->quartiles) {
        line->half_from = t->q1;
        line->half_to = t->q3 + 1;
    }
    return line->plot && line->bars ? OK : E_NOMEM;
}

static const char *busiest_words(struct arena *a, const struct figures *f, int table)
{
    const struct shown_table *t = &f->page.tables[table];
    int top = largest(t, 0);

    if (top < 0)
        return none_words(t);
    return arena_printf(a, "most in %s, about %d", cell_words(table, top), t->cells[top]);
}

static struct figure_line *line_add(struct figure_lines *ret, enum interview_field_id field,
                                    const char *label, const char *words)
{
    struct figure_line *line = &ret->rows[ret->n];

    BUG_ON(ret->n == FIGURE_LINES);
    *line = (struct figure_line){.field = field, .label = label, .words = words};
    ret->n++;
    return line;
}

static enum err scale_add(struct arena *a, const struct figures *f, enum interview_field_id field,
                          struct figure_lines *ret)
{
    int table = figure_table_of(field, -1);
    const struct shown_table *t = &f->page.tables[table];
    struct figure_line *line = line_add(ret, field, interview_fields[field].label,
                                        quartile_words(a, f, t, interview_fields[field].low));

    line->low = figure_cell_name(table, 0);
    line->high = figure_cell_name(table, t->n_cells - 1);
    return line->words ? plot_add(a, table, t, 0, t->n_cells, line) : E_NOMEM;
}

/* With the unit of its bands, where it has one. */
static const char *shares_label(enum interview_field_id field)
{
    return field == FIELD_TRAVEL_HOURS    ? "Travel (h)"
           : field == FIELD_COST          ? "Cost ($)"
           : field == FIELD_DECISION_DAYS ? "Decision (d)"
                                          : interview_fields[field].label;
}

/* What was answered, and of how many where they are fewer than the page is of: nothing is where no
 * answer is shown. NULL without memory. */
static const char *with_of(struct arena *a, const struct figures *f, const char *words,
                           const struct shown_table *t)
{
    const char *of = has_any(t) ? of_words(a, f, t->n) : "";

    return words && of && *of ? arena_printf(a, "%s%s", words, of) : of ? words : NULL;
}

static enum err shares_add(struct arena *a, const struct figures *f, enum interview_field_id field,
                           struct figure_lines *ret)
{
    int table = figure_table_of(field, -1);
    const char *words = with_of(a, f, answers_words(a, f, table, true), &f->page.tables[table]);

    line_add(ret, field, shares_label(field), words);
    return words ? OK : E_NOMEM;
}

/* Of what a number is that would not be understood without. */
static const char *unit_of(enum interview_field_id field)
{
    return field == FIELD_MINUTES || field == FIELD_ANSWER_MINUTES ? " min"
           : field == FIELD_READ_SECONDS                           ? " s"
                                                                   : "";
}

static enum err number_add(struct arena *a, const struct figures *f, enum interview_field_id field,
                           struct figure_lines *ret)
{
    const struct figure_number *number = &f->numbers[figure_number_of(field)];
    const char *of = of_words(a, f, number->n);
    const char *words = number->n == SHOWN_WITHHELD ? held_back
                        : number->n < 0             ? too_few
                        : of ? arena_printf(a, "about %d%s%s", number->median, unit_of(field), of)
                             : NULL;

    line_add(ret, field, field == FIELD_MINUTES ? "Length" : interview_fields[field].label, words);
    return words ? OK : E_NOMEM;
}

/* From the first month that is shown to the last, with the one before and the one behind: the rest
 * of fourteen would be a row of lowest bars. */
static void months_range(const struct shown_table *t, int *ret_from, int *ret_to)
{
    int from = 0, to = t->n_cells;

    while (from < to - 1 && t->cells[from] <= 0)
        from++;
    while (to > from + 1 && t->cells[to - 1] <= 0)
        to--;
    *ret_from = from > 0 ? from - 1 : from;
    *ret_to = to < t->n_cells ? to + 1 : to;
}

static enum err months_add(struct arena *a, const struct figures *f, struct figure_lines *ret)
{
    int table = figure_table_of(FIELD_MONTH, -1), from, to;
    const struct shown_table *t = &f->page.tables[table];
    struct figure_line *line = line_add(ret, FIELD_MONTH, "By month", busiest_words(a, f, table));

    months_range(t, &from, &to);
    line->low = figure_cell_name(table, from % MONTHS_A_YEAR);
    line->high = figure_cell_name(table, (to - 1) % MONTHS_A_YEAR);
    return line->words ? plot_add(a, table, t, from, to, line) : E_NOMEM;
}

static enum err outcomes_add(struct arena *a, const struct figures *f, struct figure_lines *ret)
{
    int table = figure_table_of(FIELD_OUTCOME, -1);
    const char *words = with_of(a, f, answers_words(a, f, table, false), &f->page.tables[table]);

    line_add(ret, FIELD_OUTCOME, interview_fields[FIELD_OUTCOME].label, words);
    return words ? OK : E_NOMEM;
}

/* Of a question with several answers: how many gave each, "faculty about 40, student about 20,
 * others <5, of about 50". */
static enum err several_add(struct arena *a, const struct figures *f, enum interview_field_id field,
                            struct figure_lines *ret)
{
    const struct interview_field *of = &interview_fields[field];
    const struct shown_table *told = NULL; /* one of its tables: all are of the same people */
    const char *words = NULL;
    int hidden = 0; /* SHOWN_FEW, or where any is withheld that */

    for (int i = 0; of->choices[i]; i++) {
        const struct shown_table *t = &f->page.tables[figure_table_of(field, i)];
        int yes = t->cells[0];

        hidden = yes < hidden ? yes : hidden;
        if (yes <= 0)
            continue;
        told = t;
        if (!words_add(a, &words,
                       arena_printf(a, "%s %s", of->choices[i], figure_count_words(a, yes))))
            return E_NOMEM;
    }
    if (!told)
        return OK;
    if (hidden < 0 && !words_add(a, &words, hidden_words(hidden)))
        return E_NOMEM;
    words = with_of(a, f, words, told);
    line_add(ret, field, of->label, words);
    return words ? OK : E_NOMEM;
}

/* What is asked of few, where something of it may be shown. */
static enum err rest_add(struct arena *a, const struct figures *f, struct figure_lines *ret)
{
    for (int i = 0; i < INTERVIEW_FIELDS; i++) {
        enum interview_field_id field = (enum interview_field_id)i;
        const struct interview_field *of = &interview_fields[i];
        int table = figure_table_of(field, -1), number = figure_number_of(field);

        if (of->group == INTERVIEW_REQUIRED || field == FIELD_RANK || field == FIELD_MINUTES ||
            field == FIELD_OUTCOME)
            continue;
        if (of->kind == INTERVIEW_CHOICES)
            TRY(several_add(a, f, field, ret));
        else if (number >= 0 && f->numbers[number].n >= 0)
            TRY(number_add(a, f, field, ret));
        else if (table >= 0 && (has_any(&f->page.tables[table]) || f->page.tables[table].quartiles))
            TRY(of->kind == INTERVIEW_NUMBER ? scale_add(a, f, field, ret)
                                             : shares_add(a, f, field, ret));
    }
    return OK;
}

enum err figure_lines(struct arena *a, const struct figures *f, bool all, struct figure_lines *ret)
{
    ret->n = 0;
    TRY(scale_add(a, f, FIELD_STRESS, ret));
    TRY(shares_add(a, f, FIELD_IMPRESSION, ret));
    TRY(scale_add(a, f, FIELD_RANK, ret));
    TRY(shares_add(a, f, FIELD_FORMAT, ret));
    TRY(shares_add(a, f, FIELD_MODALITY, ret));
    TRY(number_add(a, f, FIELD_MINUTES, ret));
    TRY(outcomes_add(a, f, ret));
    TRY(months_add(a, f, ret));
    return all ? rest_add(a, f, ret) : OK;
}

static const struct figure_line *line_of(const struct figure_lines *lines,
                                         enum interview_field_id field)
{
    for (int i = 0; i < lines->n; i++)
        if (lines->rows[i].field == field)
            return &lines->rows[i];
    return NULL;
}

enum err figure_lines_day(struct arena *a, const struct figures *f, struct figure_lines *ret)
{
    static const enum interview_field_id fields[] = {
        FIELD_FORMAT,         FIELD_MODALITY,     FIELD_MINUTES, FIELD_STRESS, FIELD_STATIONS,
        FIELD_ANSWER_MINUTES, FIELD_INTERVIEWERS, FIELD_FILE,    FIELD_ROLES};
    struct figure_lines *all = arena_alloc(a, sizeof *all);

    if (!all)
        return E_NOMEM;
    TRY(figure_lines(a, f, true, all));
    ret->n = 0;
    for (size_t i = 0; i < sizeof fields / sizeof *fields && ret->n < FIGURE_LINES_DAY; i++) {
        const struct figure_line *line = line_of(all, fields[i]);

        if (line)
            ret->rows[ret->n++] = *line;
    }
    return OK;
}

/* ---- sentences ---- */

const char *figure_summary_words(struct arena *a, const struct school_figures *page)
{
    const struct figures *f = &page->figures;
    int cycle = page->cycle == 0 && page->n_cycles > 0 ? page->cycles[0] : page->cycle;
    char words[INTERVIEW_CYCLE_SIZE];

    if (page->day == 0 || f->page.n == 0)
        return "No figures yet: they need reports of five people with standing, and are made on the "
               "days of a snapshot.";
    if (page->newest_month != 0)
        return arena_printf(a, "about %d reports, newest %s", f->page.n,
                            figure_month_words(a, page->newest_month));
    if (cycle == 0)
        return arena_printf(a, "about %d reports", f->page.n);
    interview_form_cycle_format(cycle, words);
    return arena_printf(a, "about %d reports, newest of %s", f->page.n, words);
}

const char *report_evidence_words(struct arena *a, const struct report *r)
{
    const char *words = r->corroborated
                            ? arena_printf(a, "corroborated by %lld", (long long)r->confirmations)
                            : "self-report";

    if (words && r->disputes > 0)
        words = arena_printf(a, "%s, disputed by %lld", words, (long long)r->disputes);
    if (words && r->outdated > 0)
        words = arena_printf(a, "%s, called outdated by %lld", words, (long long)r->outdated);
    return words ? words : "self-report";
}

const char *report_impression_words(const struct interview_form *f)
{
    switch (f->values[FIELD_IMPRESSION]) {
    case 1:
        return "better than before";
    case 0:
        return "the same as before";
    case -1:
        return "worse than before";
    default:
        return "no impression";
    }
}

const char *school_place_words(struct arena *a, const struct school *s)
{
    const char *words;

    if (*s->region)
        words = arena_printf(a, "%s · %s %s", s->degree, s->city, s->region);
    else
        words = arena_printf(a, "%s · %s, %s", s->degree, s->city, s->country);
    return words ? words : s->degree;
}

enum err school_pool_words(struct arena *a, const struct school *s, const char **ret)
{
    struct school_list all;
    struct school parent = *s;
    int n = 0;

    *ret = NULL;
    TRY(school_all(a, &all));
    for (int i = 0; i < all.n; i++) {
        n += strcmp(all.rows[i].pool, s->pool) == 0;
        if (strcmp(all.rows[i].slug, s->pool) == 0)
            parent = all.rows[i];
    }
    if (n < 2)
        return OK;
    *ret = arena_printf(a, "All campuses of %s are counted together.", parent.short_name);
    return *ret ? OK : E_NOMEM;
}

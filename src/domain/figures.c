/* SPDX-License-Identifier: MIT
 *
 * figures.c -- counting forms, and the written form of a page.
 */
#include <curbside/domain/figures.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curbside/domain/statistics.h>

/* ---- which table counts what ---- */

static struct figure_table tables[DISCLOSURE_TABLES];
static int n_tables;

static const enum interview_field_id numbers[FIGURE_NUMBERS] = {
    FIELD_MINUTES, FIELD_INTERVIEWERS, FIELD_STATIONS, FIELD_READ_SECONDS, FIELD_ANSWER_MINUTES};

int figure_number_of(enum interview_field_id field)
{
    for (int i = 0; i < FIGURE_NUMBERS; i++)
        if (numbers[i] == field)
            return i;
    return -1;
}

static int choices_n(const struct interview_field *field)
{
    int n = 0;

    while (field->choices[n])
        n++;
    return n;
}

static void table_add(enum interview_field_id id, int choice, int n_cells)
{
    struct figure_table *t = &tables[n_tables];
    const struct interview_field *field = &interview_fields[id];

    BUG_ON(n_tables == DISCLOSURE_TABLES || n_cells > DISCLOSURE_CELLS);
    *t = (struct figure_table){.field = id, .choice = choice, .n_cells = n_cells};
    if (choice < 0)
        snprintf(t->name, sizeof t->name, "%s", field->key);
    else
        snprintf(t->name, sizeof t->name, "%s.%s", field->key, field->choices[choice]);
    n_tables++;
}

static void tables_of(enum interview_field_id id)
{
    const struct interview_field *field = &interview_fields[id];

    switch (field->kind) {
    case INTERVIEW_MONTH:
        table_add(id, -1, FIGURE_MONTHS);
        break;
    case INTERVIEW_NUMBER:
        if (figure_number_of(id) < 0)
            table_add(id, -1, field->high - field->low + 1);
        break;
    case INTERVIEW_CHOICE:
        table_add(id, -1, choices_n(field));
        break;
    case INTERVIEW_CHOICES:
        for (int i = 0; field->choices[i]; i++)
            table_add(id, i, 2);
        break;
    case INTERVIEW_CYCLE:
    case INTERVIEW_TEXT:
    case INTERVIEW_LINES:
        break;
    }
}

/* Made once, from the table of questions. */
const struct figure_table *figure_tables(int *ret_n)
{
    if (n_tables == 0)
        for (int i = 0; i < INTERVIEW_FIELDS; i++)
            tables_of((enum interview_field_id)i);
    *ret_n = n_tables;
    return tables;
}

int figure_table_of(enum interview_field_id field, int choice)
{
    int n;
    const struct figure_table *t = figure_tables(&n);

    for (int i = 0; i < n; i++)
        if (t[i].field == field && t[i].choice == choice)
            return i;
    return -1;
}

static const char *const yes_no[] = {"yes", "no"};
static const char *const month_names[FIGURE_MONTHS] = {"Jul", "Aug", "Sep",   "Oct",  "Nov",
                                                       "Dec", "Jan", "Feb",   "Mar",  "Apr",
                                                       "May", "Jun", "Jul+1", "Aug+1"};
static const char *const number_names[] = {"-1", "0", "1", "2", "3", "4",
                                           "5",  "6", "7", "8", "9", "10"};

const char *figure_cell_name(int table, int cell)
{
    int n;
    const struct figure_table *t = &figure_tables(&n)[table];
    const struct interview_field *field = &interview_fields[t->field];

    if (t->choice >= 0)
        return yes_no[cell];
    if (field->kind == INTERVIEW_MONTH)
        return month_names[cell];
    if (field->kind == INTERVIEW_NUMBER)
        return number_names[field->low + cell + 1];
    return field->choices[cell];
}

/* ---- counting ---- */

struct values {
    double *v;
    int n, cap;
};

struct figure_count {
    struct count_page page;
    struct values numbers[FIGURE_NUMBERS];
};

/* Nobody leaves it out: who was asked nothing improper says so by saying nothing. */
static bool is_everybodys(enum interview_field_id id)
{
    return interview_fields[id].group == INTERVIEW_REQUIRED || id == FIELD_ASKED_ABOUT;
}

enum err figure_count_new(struct figure_count **ret)
{
    struct figure_count *c = calloc(1, sizeof *c);
    int n;
    const struct figure_table *t = figure_tables(&n);

    if (!c)
        return E_NOMEM;
    c->page = (struct count_page){.n_tables = n};
    for (int i = 0; i < n; i++) {
        const struct interview_field *field = &interview_fields[t[i].field];

        c->page.tables[i] = (struct count_table){
            .name = t[i].name,
            .several = t[i].choice >= 0 ? field->key : NULL,
            .n_cells = t[i].n_cells,
            .everybody = is_everybodys(t[i].field),
            .ordered = field->kind == INTERVIEW_NUMBER,
            .dated = field->kind == INTERVIEW_MONTH,
        };
    }
    *ret = c;
    return OK;
}

void figure_count_free(struct figure_count *c)
{
    if (!c)
        return;
    for (int i = 0; i < FIGURE_NUMBERS; i++)
        free(c->numbers[i].v);
    free(c);
}

static enum err value_add(struct values *values, double v)
{
    if (values->n == values->cap) {
        int cap = values->cap ? 2 * values->cap : 64;
        double *more = realloc(values->v, (size_t)cap * sizeof *more);

        if (!more)
            return E_NOMEM;
        values->v = more;
        values->cap = cap;
    }
    values->v[values->n++] = v;
    return OK;
}

static int first_month(int cycle)
{
    return 12 * cycle + 6;
}

/* The cell an answer falls into; -1: there is no answer. */
static int cell_of(const struct figure_table *t, const struct interview_form *form)
{
    const struct interview_field *field = &interview_fields[t->field];
    int32_t value = form->values[t->field];

    if (t->field == FIELD_ASKED_ABOUT && value == INTERVIEW_NONE)
        return 1; /* nobody asked */
    if (value == INTERVIEW_NONE)
        return -1;
    if (t->choice >= 0)
        return value & 1 << t->choice ? 0 : 1;
    if (field->kind == INTERVIEW_MONTH)
        return value - first_month(form->values[FIELD_CYCLE]);
    return value - (field->kind == INTERVIEW_NUMBER ? field->low : 0);
}

/* Is it the one answer of several, to a question that may be left out? */
static bool is_alone(const struct figure_table *t, const struct interview_form *form)
{
    return t->choice >= 0 && !is_everybodys(t->field) && form->values[t->field] == 1 << t->choice;
}

enum err figure_count_add(struct figure_count *c, const struct interview_form *form)
{
    int n;
    const struct figure_table *t = figure_tables(&n);

    for (int i = 0; i < FIGURE_NUMBERS; i++)
        if (form->values[numbers[i]] != INTERVIEW_NONE)
            TRY(value_add(&c->numbers[i], form->values[numbers[i]]));
    for (int i = 0; i < n; i++) {
        int cell = cell_of(&t[i], form);

        if (cell >= 0 && cell < t[i].n_cells)
            c->page.tables[i].cells[cell]++;
        c->page.tables[i].alone += is_alone(&t[i], form);
    }
    c->page.n++;
    return OK;
}

/* ---- showing ---- */

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Of minutes alone: eight stations where others had six are no slip of a key. */
static bool has_outliers(enum interview_field_id id)
{
    return id == FIELD_MINUTES || id == FIELD_ANSWER_MINUTES;
}

/* The median, of minutes without outliers and told to five. */
static int median_of(enum interview_field_id id, const struct values *values, double *kept,
                     bool *out)
{
    int n = 0, median;

    if (has_outliers(id))
        outliers_mark(values->v, values->n, out);
    for (int i = 0; i < values->n; i++)
        if (!out[i])
            kept[n++] = values->v[i];
    qsort(kept, (size_t)n, sizeof *kept, by_size);
    median = (int)kept[(n - 1) / 2];
    return id == FIELD_MINUTES ? (median + 2) / 5 * 5 : median;
}

/* Of so many who told a number, `all` of the school: may the page show their median? Those on it
 * are enough, or all; else as many as a cycle's page needs, and enough are left. */
static bool number_may_be_shown(const struct disclosure_rules *rules, int n, int all)
{
    return n == all ? n >= rules->minimum : n >= 2 * rules->minimum && all - n >= rules->minimum;
}

/* Those who are left without outliers are always more than half. */
static enum err number_show(const struct disclosure_rules *rules, const struct figure_page *page,
                            int n, int all, enum interview_field_id id, const struct values *values)
{
    struct figure_number *ret = &page->figures->numbers[figure_number_of(id)];
    double *kept;
    bool *out;

    *ret = (struct figure_number){SHOWN_FEW, 0};
    if (page->figures->page.n == 0 || !number_may_be_shown(rules, values->n, all))
        return OK;
    kept = calloc((size_t)values->n, sizeof *kept);
    out = calloc((size_t)values->n, sizeof *out);
    if (kept && out) {
        ret->n = values->n == n
                     ? page->figures->page.n
                     : disclosure_round(rules, page->name, interview_fields[id].key, -2, values->n);
        ret->median = median_of(id, values, kept, out);
    }
    free(kept);
    free(out);
    return ret->n < 0 ? E_NOMEM : OK;
}

static bool is_on(const struct figure_group *group, int page)
{
    return group->pages >> page & 1;
}

/* What all groups of a page said to one question in numbers. */
static enum err values_collect(const struct figure_group *groups, int n_groups, int page,
                               int number, struct values *ret)
{
    for (int g = 0; g < n_groups; g++) {
        const struct values *from = &groups[g].count->numbers[number];

        for (int i = 0; is_on(&groups[g], page) && i < from->n; i++)
            TRY(value_add(ret, from->v[i]));
    }
    return OK;
}

static enum err numbers_show(const struct disclosure_rules *rules,
                             const struct figure_group *groups, int n_groups,
                             const struct figure_page *page, int at)
{
    int n = 0;

    for (int g = 0; g < n_groups; g++)
        n += is_on(&groups[g], at) ? groups[g].count->page.n : 0;
    for (int i = 0; i < FIGURE_NUMBERS; i++) {
        struct values values = {0};
        enum err err = values_collect(groups, n_groups, at, i, &values);
        int all = 0;

        for (int g = 0; g < n_groups; g++)
            all += groups[g].count->numbers[i].n;
        if (err == OK)
            err = number_show(rules, page, n, all, numbers[i], &values);
        free(values.v);
        TRY(err);
    }
    return OK;
}

enum err figures_show(const struct disclosure_rules *rules, const struct figure_group *groups,
                      int n_groups, const struct figure_page *pages, int n_pages)
{
    struct disclosure_page read[DISCLOSURE_PAGES] = {{0}};
    struct disclosure_group *counts = calloc((size_t)n_groups, sizeof *counts);

    if (!counts)
        return E_NOMEM;
    for (int i = 0; i < n_groups; i++)
        counts[i] = (struct disclosure_group){groups[i].pages, &groups[i].count->page};
    for (int i = 0; i < n_pages; i++)
        read[i] = (struct disclosure_page){pages[i].name, pages[i].is_out, &pages[i].figures->page};
    disclosure_show(rules, counts, n_groups, read, n_pages);
    free(counts);
    for (int i = 0; i < n_pages; i++)
        if (!pages[i].is_out)
            TRY(numbers_show(rules, groups, n_groups, &pages[i], i));
    return OK;
}

int figures_newest_month(const struct figures *f, int cycle)
{
    const struct shown_table *months = &f->page.tables[figure_table_of(FIELD_MONTH, -1)];
    int cell = months->n_cells - 1;

    while (cell >= 0 && months->cells[cell] <= 0)
        cell--;
    return cycle == 0 || cell < 0 ? 0 : first_month(cycle) + cell;
}

/* ---- the written form ---- */

static void table_format(struct str *out, const char *name, const struct shown_table *t)
{
    str_printf(out, "%s %d", name, t->n);
    if (t->quartiles)
        str_printf(out, " %d %d %d", t->q1, t->median, t->q3);
    else
        str_add(out, " - - -");
    for (int i = 0; i < t->n_cells; i++)
        str_printf(out, " %d", t->cells[i]);
    str_add_char(out, '\n');
}

void figures_format(const struct figures *f, struct str *out)
{
    int n;
    const struct figure_table *t = figure_tables(&n);

    str_printf(out, "n %d\n", f->page.n);
    for (int i = 0; i < FIGURE_NUMBERS; i++)
        str_printf(out, "%s %d %d\n", interview_fields[numbers[i]].key, f->numbers[i].n,
                   f->numbers[i].median);
    for (int i = 0; i < f->page.n_tables && i < n; i++)
        table_format(out, t[i].name, &f->page.tables[i]);
}

/* The next number of a line; false: there is none. "-" reads as `none`. */
static bool number_take(char **line, int none, int *ret)
{
    char *word = strsep(line, " ");
    long long value;

    if (!word)
        return false;
    if (strcmp(word, "-") == 0) {
        *ret = none;
        return true;
    }
    if (int_parse(word, SHOWN_WITHHELD, 1000000000, &value) != OK)
        return false;
    *ret = (int)value;
    return true;
}

static bool table_parse(char *rest, const struct figure_table *of, struct shown_table *ret)
{
    const struct interview_field *field = &interview_fields[of->field];

    *ret = (struct shown_table){
        .n_cells = of->n_cells,
        .everybody = is_everybodys(of->field),
        .ordered = field->kind == INTERVIEW_NUMBER,
    };
    if (!number_take(&rest, -1, &ret->n) || !number_take(&rest, -1, &ret->q1) ||
        !number_take(&rest, -1, &ret->median) || !number_take(&rest, -1, &ret->q3))
        return false;
    ret->quartiles = ret->q1 >= 0;
    if (!ret->quartiles)
        ret->q1 = ret->median = ret->q3 = 0;
    for (int i = 0; i < of->n_cells; i++)
        if (!number_take(&rest, SHOWN_WITHHELD, &ret->cells[i]))
            return false;
    return !rest && ret->q1 < of->n_cells && ret->median < of->n_cells && ret->q3 < of->n_cells;
}

/* What is read of a page: the tables of these questions, and of its lines the one that is likely to
 * come next, since they are written in the order of the tables. */
struct page_reading {
    uint64_t fields;
    int next;
};

static bool table_line_parse(char *rest, int table, struct page_reading *r, struct figures *ret)
{
    int n;
    const struct figure_table *of = &figure_tables(&n)[table];

    r->next = table + 1;
    return !(r->fields & FIGURES_OF(of->field)) || table_parse(rest, of, &ret->page.tables[table]);
}

static bool line_parse(char *line, struct page_reading *r, struct figures *ret)
{
    const char *name = strsep(&line, " ");
    int n;
    const struct figure_table *t = figure_tables(&n);

    if (r->next < n && strcmp(name, t[r->next].name) == 0)
        return table_line_parse(line, r->next, r, ret);
    if (strcmp(name, "n") == 0)
        return number_take(&line, 0, &ret->page.n) && ret->page.n >= 0;
    for (int i = 0; i < FIGURE_NUMBERS; i++)
        if (strcmp(name, interview_fields[numbers[i]].key) == 0)
            return number_take(&line, SHOWN_FEW, &ret->numbers[i].n) &&
                   number_take(&line, 0, &ret->numbers[i].median);
    for (int i = 0; i < n; i++)
        if (strcmp(name, t[i].name) == 0)
            return table_line_parse(line, i, r, ret);
    return true;
}

/* Nothing of any table. */
static void figures_init(struct figures *f)
{
    int n;
    const struct figure_table *t = figure_tables(&n);

    *f = (struct figures){.page = {.n_tables = n}};
    for (int i = 0; i < n; i++) {
        f->page.tables[i] = (struct shown_table){.n_cells = t[i].n_cells, .n = SHOWN_WITHHELD};
        for (int k = 0; k < t[i].n_cells; k++)
            f->page.tables[i].cells[k] = SHOWN_WITHHELD;
    }
    for (int i = 0; i < FIGURE_NUMBERS; i++)
        f->numbers[i].n = SHOWN_FEW;
}

enum err figures_parse(const char *text, struct figures *ret)
{
    return figures_parse_some(text, UINT64_MAX, ret);
}

enum err figures_parse_some(const char *text, uint64_t fields, struct figures *ret)
{
    struct page_reading r = {.fields = fields};
    char *copy = strdup(text), *rest = copy, *line;
    bool ok = copy != NULL;

    figures_init(ret);
    while (ok && (line = strsep(&rest, "\n")) != NULL)
        if (*line)
            ok = line_parse(line, &r, ret);
    free(copy);
    if (!copy)
        return E_NOMEM;
    if (ok)
        return OK;
    figures_init(ret);
    return E_CORRUPT;
}

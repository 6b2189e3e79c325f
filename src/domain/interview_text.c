/* SPDX-License-Identifier: MIT
 *
 * interview_text.c -- the written form of an interview report.
 *
 * Read as if a stranger had written it, also where it comes from the database: lengths, counts and
 * values are checked, and a fault names its line.
 */
#include <curbside/domain/interview_form.h>

#include <stdio.h>
#include <string.h>

#include <curbside/text/utf8.h>

/* ---- reading ---- */

struct reader {
    struct arena *a;
    struct interview_form *form;
    struct interview_fault *fault;
    char *rest;
    int line;                     /* of the next one */
    bool given[INTERVIEW_FIELDS]; /* keys that stood before */
};

static enum err fault_line(struct reader *r, int line, const char *sentence)
{
    *r->fault = (struct interview_fault){.line = line};
    snprintf(r->fault->sentence, sizeof r->fault->sentence, "%s", sentence);
    return E_USAGE;
}

static bool is_continued(const char *line)
{
    return *line == ' ' || *line == '\t';
}

/* The indent of a text's further lines is not part of it. */
static char *without_indent(char *line)
{
    if (*line == '\t')
        return line + 1;
    for (int i = 0; i < 2 && *line == ' '; i++)
        line++;
    return line;
}

static char *line_take(struct reader *r)
{
    char *line = strsep(&r->rest, "\n");
    size_t n = line ? strlen(line) : 0;

    if (line)
        r->line++;
    if (n > 0 && line[n - 1] == '\r')
        line[n - 1] = '\0';
    return line;
}

/* The value with the lines that belong to it. An empty line belongs to a text that goes on. */
static const char *value_take(struct reader *r, char *first)
{
    char *value = first;

    while (r->rest) {
        const char *next = r->rest + strspn(r->rest, "\r\n");

        if (!is_continued(next))
            break;
        value = arena_printf(r->a, "%s\n%s", value, without_indent(line_take(r)));
        if (!value)
            return NULL;
    }
    return value;
}

/* A single answer that stands twice: which of them is meant, only its author knows. */
static bool is_given_twice(struct reader *r, const struct interview_field *field, int line)
{
    enum interview_field_id id = interview_form_id_of(field);
    bool twice = r->given[id] && !interview_field_is_several(field);

    r->given[id] = true;
    if (!twice)
        return false;
    *r->fault = (struct interview_fault){.line = line, .field = field};
    snprintf(r->fault->sentence, sizeof r->fault->sentence,
             "%s stands twice; it has one answer, so leave one of them out.", field->key);
    return true;
}

static enum err answer_take(struct reader *r, char *line)
{
    char *colon = strchr(line, ':');
    const struct interview_field *field;
    const char *value;
    int at = r->line;
    enum err err;

    if (!colon)
        return fault_line(r, at,
                          "A line is \"key: value\"; a text's further lines begin with a space.");
    *colon = '\0';
    field = interview_form_field_find(line);
    if (!field)
        return fault_line(r, at, "There is no such key in this form.");
    if (is_given_twice(r, field, at))
        return E_USAGE;
    value = value_take(r, colon + 1 + strspn(colon + 1, " \t"));
    if (!value)
        return E_NOMEM;
    err = interview_form_answer(r->a, r->form, field, value, r->fault);
    r->fault->line = err == E_USAGE ? at : 0;
    return err;
}

enum err interview_form_parse(struct arena *a, const char *text, size_t n, struct interview_form *f,
                              struct interview_fault *fault)
{
    struct reader r = {.a = a, .form = f, .fault = fault};
    char *line;

    *fault = (struct interview_fault){0};
    if (n > INTERVIEW_BYTES)
        return E_BODY_LONG;
    if (memchr(text, '\0', n) || !utf8_is_valid(text, n))
        return E_NOT_UTF8;
    r.rest = arena_memdup0(a, text, n);
    if (!r.rest)
        return E_NOMEM;
    while ((line = line_take(&r)) != NULL) {
        if (*line == '#' || line[strspn(line, " \t")] == '\0')
            continue;
        if (is_continued(line))
            return fault_line(&r, r.line, "A line that goes on stands before the first key.");
        TRY(answer_take(&r, line));
    }
    return OK;
}

/* ---- writing ---- */

static void text_format(struct str *out, const char *key, const char *text)
{
    str_printf(out, "%s: ", key);
    for (const char *p = text; *p; p++) {
        str_add_char(out, *p);
        if (*p == '\n')
            str_add(out, "  ");
    }
    str_add_char(out, '\n');
}

static void choices_format(struct str *out, const struct interview_field *field, int32_t bits)
{
    for (int i = 0; field->choices[i]; i++)
        if (bits & 1 << i)
            str_printf(out, "%s: %s\n", field->key, field->choices[i]);
}

static void value_format(struct str *out, const struct interview_field *field, int32_t value)
{
    char cycle[INTERVIEW_CYCLE_SIZE];

    switch (field->kind) {
    case INTERVIEW_CYCLE:
        interview_form_cycle_format(value, cycle);
        str_printf(out, "%s: %s\n", field->key, cycle);
        break;
    case INTERVIEW_MONTH:
        str_printf(out, "%s: %04d-%02d\n", field->key, value / 12, value % 12 + 1);
        break;
    case INTERVIEW_NUMBER:
        str_printf(out, "%s: %d\n", field->key, value);
        break;
    case INTERVIEW_CHOICE:
        str_printf(out, "%s: %s\n", field->key, field->choices[value]);
        break;
    case INTERVIEW_CHOICES:
        choices_format(out, field, value);
        break;
    case INTERVIEW_TEXT:
    case INTERVIEW_LINES:
        break;
    }
}

void interview_form_format(const struct interview_form *f, struct str *out)
{
    for (int i = 0; i < INTERVIEW_FIELDS; i++) {
        const struct interview_field *field = &interview_fields[i];

        if (field->kind == INTERVIEW_LINES)
            for (int q = 0; q < f->n_questions; q++)
                str_printf(out, "%s: %s\n", field->key, f->questions[q]);
        else if (field->kind == INTERVIEW_TEXT && f->texts[i])
            text_format(out, field->key, f->texts[i]);
        else if (field->kind != INTERVIEW_TEXT && f->values[i] != INTERVIEW_NONE)
            value_format(out, field, f->values[i]);
    }
}

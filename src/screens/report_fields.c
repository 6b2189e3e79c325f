/* SPDX-License-Identifier: MIT
 *
 * report_fields.c -- questions of a report as fields of a form.
 *
 * Every answer goes through interview_form_answer() as if it were typed, so that the form and the
 * command agree on what is possible.
 */
#include "report_fields.h"

#include <stdio.h>
#include <string.h>

enum {
    NUMBER_BYTES = 8,
    WIDEST_SCALE = 12, /* numbers up to here are chosen, wider ones are typed */
    QUESTIONS_BYTES = INTERVIEW_TEXT_BYTES,
    FIRST_MONTH = 6, /* July: a cycle's interviews begin */
};

/* Shorter than the form's own help, where a field leaves no room for that. */
static const char *note_of(enum interview_field_id id)
{
    switch (id) {
    case FIELD_CYCLE:
        return "In which you applied.";
    case FIELD_MONTH:
        return "Of the interview; never the day.";
    case FIELD_STRESS:
        return "0 a chat between friends, 10 the worst hour ever.";
    case FIELD_IMPRESSION:
        return "Of the school, after the day.";
    case FIELD_RANK:
        return "0 the last of your interviews, 10 the first.";
    case FIELD_ASKED_ABOUT:
        return "What nobody should ask you; only counted.";
    default:
        return interview_fields[id].help;
    }
}

const char *report_page_name(int page)
{
    static const char *const names[REPORT_PAGES] = {"the essentials", "the day", "how it was",
                                                    "in your words"};

    return names[page];
}

static int page_of_group(enum interview_group group)
{
    switch (group) {
    case INTERVIEW_REQUIRED:
        return 0;
    case INTERVIEW_DAY:
        return 1;
    case INTERVIEW_WORDS:
        return 3;
    default:
        return 2;
    }
}

int report_page_of(enum interview_field_id id)
{
    return page_of_group(interview_fields[id].group);
}

/* ---- making ---- */

static bool is_scale(const struct interview_field *field)
{
    return field->kind == INTERVIEW_NUMBER && field->high - field->low < WIDEST_SCALE;
}

static const char *const impressions[] = {"worse", "same", "better", NULL};
static const char *const numbers[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", NULL};

static const char *const *scale_of(const struct interview_field *field)
{
    if (field == &interview_fields[FIELD_IMPRESSION])
        return impressions;
    return is_scale(field) ? numbers + field->low : field->choices;
}

/* Months of a cycle, with their years: nobody asks which July is meant. */
static void months_name(struct report_fields *r, int cycle)
{
    static const char *const names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

    for (int i = 0; i < REPORT_MONTHS; i++)
        snprintf(r->months[i], sizeof r->months[i], "%s %04u", names[(FIRST_MONTH + i) % 12],
                 (unsigned)(cycle + (FIRST_MONTH + i) / 12) % 10000);
}

/* Choices as they are offered; cycles and months are words of their own. */
static void choices_fill(struct report_fields *r, int at, const struct interview_field *field)
{
    int n = 1;

    r->choices[at][0] = field->group == INTERVIEW_REQUIRED ? "choose" : "not said";
    if (field->kind == INTERVIEW_CYCLE) {
        for (int i = 0; i < REPORT_CYCLES; i++) {
            interview_form_cycle_format(r->newest - i, r->cycles[i]);
            r->choices[at][n++] = r->cycles[i];
        }
    } else if (field->kind == INTERVIEW_MONTH) {
        months_name(r, r->newest);
        for (int i = 0; i < REPORT_MONTHS; i++)
            r->choices[at][n++] = r->months[i];
    } else {
        int most = field->kind == INTERVIEW_NUMBER ? field->high - field->low + 1
                                                   : REPORT_CHOICES - 2;

        for (const char *const *c = scale_of(field); *c && n <= most; c++)
            r->choices[at][n++] = *c;
    }
    r->choices[at][n] = NULL;
    r->fields[at].choices = r->choices[at];
}

static struct form_field *field_add(struct report_fields *r, enum interview_field_id id, int choice)
{
    struct form_field *field = &r->fields[r->n];

    BUG_ON(r->n == FORM_FIELDS);
    *field = (struct form_field){.label = interview_fields[id].label, .note = note_of(id)};
    r->of[r->n] = (struct report_field){id, choice};
    r->n++;
    return field;
}

/* A toggle for each answer; the question stands beside the first. */
static void toggles_add(struct report_fields *r, enum interview_field_id id)
{
    const struct interview_field *field = &interview_fields[id];

    for (int i = 0; field->choices[i]; i++) {
        struct form_field *toggle = field_add(r, id, i);

        toggle->kind = FIELD_TOGGLE;
        toggle->label = field->choices[i];
        toggle->note = i == 0 ? note_of(id) : NULL;
    }
}

static void question_add(struct report_fields *r, enum interview_field_id id)
{
    const struct interview_field *field = &interview_fields[id];
    struct form_field *added;

    if (field->kind == INTERVIEW_CHOICES) {
        toggles_add(r, id);
        return;
    }
    added = field_add(r, id, -1);
    if (field->kind == INTERVIEW_TEXT || field->kind == INTERVIEW_LINES) {
        added->kind = FIELD_TEXT;
        added->limit_bytes = field->kind == INTERVIEW_TEXT ? (size_t)field->max : QUESTIONS_BYTES;
    } else if (field->kind == INTERVIEW_NUMBER && !is_scale(field)) {
        added->kind = FIELD_LINE;
        added->limit_bytes = NUMBER_BYTES;
    } else {
        added->kind = FIELD_CHOICE;
        choices_fill(r, r->n - 1, field);
    }
}

void report_fields_make(int page, int cycle, struct report_fields *ret)
{
    memset(ret, 0, sizeof *ret);
    ret->newest = cycle;
    for (int i = 0; i < INTERVIEW_FIELDS; i++)
        if (page_of_group(interview_fields[i].group) == page)
            question_add(ret, (enum interview_field_id)i);
}

int report_fields_find(const struct report_fields *r, const struct interview_field *field)
{
    for (int i = 0; i < r->n; i++)
        if (&interview_fields[r->of[i].id] == field)
            return i;
    return -1;
}

int report_fields_cycle(const struct report_fields *r, const struct form *f, int otherwise)
{
    int at = report_fields_find(r, &interview_fields[FIELD_CYCLE]);
    int chosen = at < 0 ? 0 : form_value(f, at);

    return chosen > 0 ? r->newest - (chosen - 1) : otherwise;
}

const char *report_cycle_words(struct arena *a, int cycle)
{
    char words[INTERVIEW_CYCLE_SIZE];

    interview_form_cycle_format(cycle, words);
    return arena_strdup(a, words);
}

void report_fields_follow(struct report_fields *r, const struct form *f)
{
    if (report_fields_find(r, &interview_fields[FIELD_CYCLE]) >= 0)
        months_name(r, report_fields_cycle(r, f, r->newest));
}

/* ---- answers ---- */

static enum err lines_show(struct form *f, int at, const struct interview_form *answers)
{
    AUTO_STR struct str text = STR_INIT;

    for (int i = 0; i < answers->n_questions; i++)
        str_printf(&text, "%s%s", i ? "\n" : "", answers->questions[i]);
    return text.failed ? E_NOMEM : form_text_set(f, at, str_cstr(&text));
}

/* Which of the choices of a field is the answer; 0: none. */
static int choice_of(const struct report_fields *r, int at, const struct interview_form *answers)
{
    enum interview_field_id id = r->of[at].id;
    const struct interview_field *field = &interview_fields[id];
    int value = answers->values[id];
    char cycle[INTERVIEW_CYCLE_SIZE];

    if (value == INTERVIEW_NONE)
        return 0;
    switch (field->kind) {
    case INTERVIEW_CYCLE:
        interview_form_cycle_format(value, cycle);
        for (int i = 0; i < REPORT_CYCLES; i++)
            if (strcmp(r->cycles[i], cycle) == 0)
                return i + 1;
        return 0;
    case INTERVIEW_MONTH:
        value -= 12 * answers->values[FIELD_CYCLE] + FIRST_MONTH;
        return value >= 0 && value < REPORT_MONTHS ? value + 1 : 0;
    case INTERVIEW_NUMBER:
        return value - field->low + 1;
    default:
        return value + 1;
    }
}

static enum err number_show(struct form *f, int at, int32_t value)
{
    char text[16] = "";

    if (value != INTERVIEW_NONE)
        snprintf(text, sizeof text, "%d", value);
    return form_text_set(f, at, text);
}

enum err report_fields_show(struct report_fields *r, struct form *f,
                            const struct interview_form *answers)
{
    for (int i = 0; i < r->n; i++) {
        enum interview_field_id id = r->of[i].id;
        int32_t value = answers->values[id];

        if (r->fields[i].kind == FIELD_TOGGLE)
            form_value_set(f, i, value != INTERVIEW_NONE && (value & 1 << r->of[i].choice));
        else if (r->fields[i].kind == FIELD_CHOICE)
            form_value_set(f, i, choice_of(r, i, answers));
        else if (interview_fields[id].kind == INTERVIEW_LINES)
            TRY(lines_show(f, i, answers));
        else if (interview_fields[id].kind == INTERVIEW_TEXT)
            TRY(form_text_set(f, i, answers->texts[id] ? answers->texts[id] : ""));
        else
            TRY(number_show(f, i, value));
    }
    report_fields_follow(r, f);
    return OK;
}

static enum err lines_take(struct arena *a, struct interview_form *answers,
                           const struct interview_field *field, const char *text,
                           struct interview_fault *fault)
{
    while (*text) {
        size_t n = strcspn(text, "\n");
        const char *line = arena_memdup0(a, text, n);

        if (!line)
            return E_NOMEM;
        if (*line)
            TRY(interview_form_answer(a, answers, field, line, fault));
        text += n + (text[n] == '\n');
    }
    return OK;
}

/* The choice as it would be typed. */
static const char *choice_typed(const struct report_fields *r, int at, int value, struct arena *a,
                                const struct interview_form *answers)
{
    enum interview_field_id id = r->of[at].id;
    int month;

    if (value == 0)
        return "";
    if (id == FIELD_IMPRESSION)
        return arena_printf(a, "%d", value - 2);
    if (id != FIELD_MONTH)
        return r->choices[at][value];
    if (answers->values[FIELD_CYCLE] == INTERVIEW_NONE)
        return "";
    month = 12 * answers->values[FIELD_CYCLE] + FIRST_MONTH + value - 1;
    return arena_printf(a, "%04d-%02d", month / 12, month % 12 + 1);
}

static enum err field_take(const struct report_fields *r, struct form *f, int at, struct arena *a,
                           struct interview_form *answers, struct interview_fault *fault)
{
    const struct interview_field *field = &interview_fields[r->of[at].id];
    const char *typed;

    if (r->fields[at].kind == FIELD_TOGGLE) {
        typed = form_value(f, at) ? field->choices[r->of[at].choice] : NULL;
        return typed ? interview_form_answer(a, answers, field, typed, fault) : OK;
    }
    if (r->fields[at].kind == FIELD_CHOICE)
        typed = choice_typed(r, at, form_value(f, at), a, answers);
    else
        typed = form_text(f, at, NULL);
    if (!typed)
        return E_NOMEM;
    return field->kind == INTERVIEW_LINES ? lines_take(a, answers, field, typed, fault)
                                          : interview_form_answer(a, answers, field, typed, fault);
}

enum err report_fields_take(const struct report_fields *r, struct form *f, struct arena *a,
                            struct interview_form *answers, struct interview_fault *fault)
{
    for (int i = 0; i < r->n; i++)
        TRY(interview_form_answer(a, answers, &interview_fields[r->of[i].id], "", fault));
    for (int i = 0; i < r->n; i++)
        TRY(field_take(r, f, i, a, answers, fault));
    return OK;
}

enum err report_fields_take_loosely(const struct report_fields *r, struct form *f, struct arena *a,
                                    struct interview_form *answers)
{
    struct interview_fault fault;

    for (int i = 0; i < r->n; i++)
        TRY(interview_form_answer(a, answers, &interview_fields[r->of[i].id], "", &fault));
    for (int i = 0; i < r->n; i++) {
        enum err err = field_take(r, f, i, a, answers, &fault);

        if (err != OK && err != E_USAGE)
            return err;
    }
    return OK;
}

const char *report_answers_words(struct arena *a, const struct interview_form *f)
{
    AUTO_STR struct str words = STR_INIT;

    for (int i = 0; i < INTERVIEW_FIELDS; i++) {
        enum interview_field_id id = (enum interview_field_id)i;
        int32_t is = f->values[i];
        const char *value = is == INTERVIEW_NONE     ? NULL
                            : id == FIELD_IMPRESSION ? impressions[is + 1]
                                                     : interview_form_value_words(a, f, id);

        if (value)
            str_printf(&words, "%s%s: %s", words.n ? "; " : "", interview_fields[i].label, value);
        else if (f->texts[i])
            str_printf(&words, "; %s: written", interview_fields[i].label);
    }
    if (f->n_questions > 0)
        str_printf(&words, "; questions: %d", f->n_questions);
    return words.n ? arena_printf(a, "You said: %s.", str_cstr(&words)) : NULL;
}

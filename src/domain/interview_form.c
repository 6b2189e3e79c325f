/* SPDX-License-Identifier: MIT
 *
 * interview_form.c -- the table of questions, and answers to them one by one.
 */
#include <curbside/domain/interview_form.h>

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <curbside/text/clean.h>

#include "interview_possible.h"

static const char *const modalities[] = {"in-person", "virtual", "hybrid", "async", NULL};
static const char *const formats[] = {"one-on-one", "panel", "group", "mmi", "mixed", NULL};
static const char *const tracks[] = {"md", "do", "md-phd", "other", NULL};
static const char *const files[] = {"open", "partial", "closed", NULL};
static const char *const roles[] = {"faculty",    "student",   "resident",
                                    "admissions", "community", NULL};
static const char *const residencies[] = {"in-state", "out-of-state", "international", NULL};
static const char *const hours[] = {"0-1", "1-3", "3-6", "6+", NULL};
static const char *const costs[] = {"0", "1-99", "100-499", "500+", NULL};
static const char *const lodgings[] = {"none", "hotel", "host", "family", NULL};
static const char *const tours[] = {"student", "staff", "video", "none", NULL};
static const char *const improper[] = {"marital",        "children",   "religion",   "age",
                                       "other-programs", "rank-order", "commitment", NULL};
static const char *const outcomes[] = {"pending",  "accepted", "waitlisted",
                                       "rejected", "withdrew", NULL};
static const char *const decision_days[] = {"0-14", "15-30", "31-60", "61+", NULL};
static const char *const would[] = {"yes", "no", "unsure", NULL};

#define NUMBER(from, to) .kind = INTERVIEW_NUMBER, .low = (from), .high = (to)
#define CHOICE(list)     .kind = INTERVIEW_CHOICE, .choices = (list)
#define CHOICES(list)    .kind = INTERVIEW_CHOICES, .choices = (list)
#define WORDS            .kind = INTERVIEW_TEXT, .group = INTERVIEW_WORDS, .max = INTERVIEW_TEXT_BYTES

/* clang-format off: a table that is read by row */
const struct interview_field interview_fields[INTERVIEW_FIELDS] = {
    [FIELD_CYCLE] = {"cycle", "Cycle", "The application cycle, as 2026-27.",
                     .kind = INTERVIEW_CYCLE, .group = INTERVIEW_REQUIRED},
    [FIELD_MONTH] = {"month", "Month", "The month of the interview, as 2026-10; never the day.",
                     .kind = INTERVIEW_MONTH, .group = INTERVIEW_REQUIRED},
    [FIELD_MODALITY] = {"modality", "Where", "How you met; async is recorded answers.",
                        CHOICE(modalities), .group = INTERVIEW_REQUIRED},
    [FIELD_FORMAT] = {"format", "Format", "What most of the day was.", CHOICE(formats),
                      .group = INTERVIEW_REQUIRED},
    [FIELD_STRESS] = {"stress", "Stress",
                      "0 a chat between friends, 10 the worst hour of the year.", NUMBER(0, 10),
                      .group = INTERVIEW_REQUIRED},
    [FIELD_IMPRESSION] =
        {"impression", "Impression",
         "Of the school, after the day: 1 better than before, 0 the same, -1 worse.", NUMBER(-1, 1),
         .group = INTERVIEW_REQUIRED},
    [FIELD_TRACK] = {"track", "Track", "The degree you applied for.", CHOICE(tracks),
                     .group = INTERVIEW_DAY},
    [FIELD_FILE] = {"file", "File", "Had they read your application?", CHOICE(files),
                    .group = INTERVIEW_DAY},
    [FIELD_INTERVIEWERS] = {"interviewers", "Interviewers", "How many you spoke with, all in all.",
                            NUMBER(1, 40), .group = INTERVIEW_DAY},
    [FIELD_MINUTES] = {"minutes", "Minutes", "Of interviewing, without tours and waiting.",
                       NUMBER(5, 600), .group = INTERVIEW_DAY},
    [FIELD_STATIONS] = {"stations", "Stations", "Of an MMI.", NUMBER(1, 20),
                        .group = INTERVIEW_DAY},
    [FIELD_READ_SECONDS] = {"read_seconds", "Reading", "Seconds to read a prompt.", NUMBER(0, 600),
                            .group = INTERVIEW_DAY},
    [FIELD_ANSWER_MINUTES] = {"answer_minutes", "Answering", "Minutes for one answer.",
                              NUMBER(1, 60), .group = INTERVIEW_DAY},
    [FIELD_ROLES] = {"roles", "Who asked", "What the interviewers were.", CHOICES(roles),
                     .group = INTERVIEW_DAY},
    [FIELD_TOUR] = {"tour", "Tour", "Who showed you around.", CHOICE(tours),
                    .group = INTERVIEW_DAY},
    [FIELD_ASKED_ABOUT] = {"asked_about", "Asked about",
                           "What nobody should ask; counted for the school, never shown with you.",
                           CHOICES(improper), .group = INTERVIEW_DAY},
    [FIELD_DIFFICULTY] = {"difficulty", "Difficulty", "Of the questions: 1 easy, 5 hard.",
                          NUMBER(1, 5), .group = INTERVIEW_RATINGS},
    [FIELD_FRIENDLINESS] = {"friendliness", "Friendliness", "1 cold, 5 warm.", NUMBER(1, 5),
                            .group = INTERVIEW_RATINGS},
    [FIELD_FACILITIES] = {"facilities", "Facilities", "1 poor, 5 excellent.", NUMBER(1, 5),
                          .group = INTERVIEW_RATINGS},
    [FIELD_LOCATION] = {"location", "Location", "To live there: 1 poor, 5 excellent.", NUMBER(1, 5),
                        .group = INTERVIEW_RATINGS},
    [FIELD_ORGANIZATION] = {"organization", "Organization", "Of the day: 1 chaos, 5 clockwork.",
                            NUMBER(1, 5), .group = INTERVIEW_RATINGS},
    [FIELD_PERFORMANCE] = {"performance", "You did", "How it went for you: 0 to 10.", NUMBER(0, 10),
                           .group = INTERVIEW_RATINGS},
    [FIELD_RANK] = {"rank", "Ranked", "Against your other interviews: 0 the last, 10 the first.",
                    NUMBER(0, 10), .group = INTERVIEW_RATINGS},
    [FIELD_RESIDENCY] = {"residency", "You are", "As the school counts it.", CHOICE(residencies),
                         .group = INTERVIEW_YOU},
    [FIELD_TRAVEL_HOURS] = {"travel_hours", "Travel", "Hours, one way.", CHOICE(hours),
                            .group = INTERVIEW_YOU},
    [FIELD_COST] = {"cost", "Cost", "Dollars in all, whoever paid.", CHOICE(costs),
                    .group = INTERVIEW_YOU},
    [FIELD_LODGING] = {"lodging", "Slept", "Where, the night before.", CHOICE(lodgings),
                       .group = INTERVIEW_YOU},
    [FIELD_OUTCOME] = {"outcome", "Outcome", "Can be told later, too.", CHOICE(outcomes),
                       .group = INTERVIEW_AFTER},
    [FIELD_DECISION_DAYS] = {"decision_days", "Decision", "Days until you heard.",
                             CHOICE(decision_days), .group = INTERVIEW_AFTER},
    [FIELD_WOULD_ATTEND] = {"would_attend", "Would you go", "If they take you.", CHOICE(would),
                            .group = INTERVIEW_AFTER},
    [FIELD_QUESTION] = {"question", "Questions", "One to a line, as you remember it.",
                        .kind = INTERVIEW_LINES, .group = INTERVIEW_WORDS,
                        .max = INTERVIEW_QUESTION_BYTES},
    [FIELD_PREPARATION] = {"preparation", "Prepared by", "What helped.", WORDS},
    [FIELD_POSITIVE] = {"positive", "Impressed by", "What was good.", WORDS},
    [FIELD_NEGATIVE] = {"negative", "Put off by", "What was not.", WORDS},
    [FIELD_WISH_KNOWN] = {"wish_known", "Wish I had known", "What you would tell yourself.", WORDS},
    [FIELD_COMMENTS] = {"comments", "Comments", "Anything else.", WORDS},
};
/* clang-format on */

void interview_form_init(struct interview_form *f)
{
    memset(f, 0, sizeof *f);
    for (int i = 0; i < INTERVIEW_FIELDS; i++)
        f->values[i] = INTERVIEW_NONE;
}

enum interview_field_id interview_form_id_of(const struct interview_field *field)
{
    return (enum interview_field_id)(field - interview_fields);
}

static char key_char(char c)
{
    return c == '-' || c == ' ' ? '_' : (char)tolower((unsigned char)c);
}

static bool key_is(const char *key, const char *typed)
{
    while (*key && *key == key_char(*typed))
        key++, typed++;
    return !*key && !*typed;
}

const struct interview_field *interview_form_field_find(const char *key)
{
    for (int i = 0; i < INTERVIEW_FIELDS; i++)
        if (key_is(interview_fields[i].key, key))
            return &interview_fields[i];
    return NULL;
}

bool interview_field_is_several(const struct interview_field *field)
{
    return field->kind == INTERVIEW_CHOICES || field->kind == INTERVIEW_LINES;
}

/* ---- faults ---- */

static enum err fault_at(struct interview_fault *fault, const struct interview_field *field,
                         const char *what)
{
    fault->field = field;
    snprintf(fault->sentence, sizeof fault->sentence, "%s %s", field->key, what);
    return E_USAGE;
}

enum err interview_fault_at(struct interview_fault *fault, enum interview_field_id id,
                            const char *what)
{
    return fault_at(fault, &interview_fields[id], what);
}

/* "format takes one of one-on-one, panel, group, mmi, mixed." */
static enum err fault_choices(struct interview_fault *fault, const struct interview_field *field)
{
    char list[120] = "";
    size_t n = 0;

    for (int i = 0; field->choices[i] && n < sizeof list; i++)
        n += (size_t)snprintf(list + n, sizeof list - n, "%s%s", i ? ", " : "", field->choices[i]);
    fault->field = field;
    snprintf(fault->sentence, sizeof fault->sentence, "%s takes one of %s.", field->key, list);
    return E_USAGE;
}

static enum err fault_number(struct interview_fault *fault, const struct interview_field *field)
{
    fault->field = field;
    snprintf(fault->sentence, sizeof fault->sentence, "%s takes a number from %d to %d.",
             field->key, field->low, field->high);
    return E_USAGE;
}

/* ---- single answers ---- */

enum err interview_form_cycle_parse(const char *typed, int *ret_first_year)
{
    int first, last, read = 0;

    if (sscanf(typed, "%4d-%2d%n", &first, &last, &read) != 2 || read != 7 || typed[7] != '\0')
        return E_USAGE;
    if (first < INTERVIEW_FIRST_CYCLE || first > 2999 || last != (first + 1) % 100)
        return E_USAGE;
    *ret_first_year = first;
    return OK;
}

void interview_form_cycle_format(int first_year, char ret[static INTERVIEW_CYCLE_SIZE])
{
    snprintf(ret, INTERVIEW_CYCLE_SIZE, "%04u-%02u", (unsigned)first_year % 10000,
             (unsigned)(first_year + 1) % 100);
}

static enum err month_parse(const char *typed, int32_t *ret)
{
    int year, month, read = 0;

    if (sscanf(typed, "%4d-%2d%n", &year, &month, &read) != 2 || read != 7 || typed[7] != '\0')
        return E_USAGE;
    if (year < INTERVIEW_FIRST_CYCLE || year > 2999 || month < 1 || month > 12)
        return E_USAGE;
    *ret = 12 * year + month - 1;
    return OK;
}

/* The only choice that begins so, or the one that is so; -1: none, or several. */
static int choice_find(const struct interview_field *field, const char *typed)
{
    size_t n = strlen(typed);
    int found = -1;

    for (int i = 0; field->choices[i]; i++) {
        if (strcasecmp(field->choices[i], typed) == 0)
            return i;
        if (n > 0 && strncasecmp(field->choices[i], typed, n) == 0)
            found = found == -1 ? i : -2;
    }
    return found < 0 ? -1 : found;
}

static enum err answer_choice(struct interview_form *f, const struct interview_field *field,
                              const char *typed, struct interview_fault *fault)
{
    int32_t *value = &f->values[interview_form_id_of(field)];
    int choice = choice_find(field, typed);

    if (choice < 0)
        return fault_choices(fault, field);
    if (field->kind == INTERVIEW_CHOICE)
        *value = choice;
    else
        *value = (*value == INTERVIEW_NONE ? 0 : *value) | 1 << choice;
    return OK;
}

static enum err answer_number(struct interview_form *f, const struct interview_field *field,
                              const char *typed, struct interview_fault *fault)
{
    long long number;

    if (int_parse(*typed == '+' ? typed + 1 : typed, field->low, field->high, &number) != OK)
        return fault_number(fault, field);
    f->values[interview_form_id_of(field)] = (int32_t)number;
    return OK;
}

static enum err answer_text(struct arena *a, struct interview_form *f,
                            const struct interview_field *field, const char *typed,
                            struct interview_fault *fault)
{
    size_t n;
    char *text;

    TRY(text_clean(a, CLEAN_STRICT, typed, strlen(typed), &text, &n));
    while (n > 0 && strchr(" \t\n", text[n - 1]))
        text[--n] = '\0';
    while (n > 0 && strchr(" \t\n", *text))
        text++, n--;
    if (n > (size_t)field->max)
        return fault_at(fault, field, "is longer than 8 KiB.");
    f->texts[interview_form_id_of(field)] = text_is_blank(text, n) ? NULL : text;
    return OK;
}

static enum err answer_line(struct arena *a, struct interview_form *f,
                            const struct interview_field *field, const char *typed,
                            struct interview_fault *fault)
{
    size_t n;
    char *line;

    TRY(text_line(a, CLEAN_STRICT, typed, strlen(typed), &line, &n));
    if (text_is_blank(line, n))
        return OK;
    if (n > (size_t)field->max)
        return fault_at(fault, field, "is longer than 1,000 characters; one question to a line.");
    if (f->n_questions == INTERVIEW_QUESTIONS)
        return fault_at(fault, field, "can be given 60 times, no more.");
    f->questions[f->n_questions++] = line;
    return OK;
}

static void answer_clear(struct interview_form *f, const struct interview_field *field)
{
    enum interview_field_id id = interview_form_id_of(field);

    f->values[id] = INTERVIEW_NONE;
    f->texts[id] = NULL;
    if (field->kind == INTERVIEW_LINES)
        f->n_questions = 0;
}

enum err interview_form_answer(struct arena *a, struct interview_form *f,
                               const struct interview_field *field, const char *typed,
                               struct interview_fault *fault)
{
    enum interview_field_id id = interview_form_id_of(field);
    int year;

    if (!*typed) {
        answer_clear(f, field);
        return OK;
    }
    switch (field->kind) {
    case INTERVIEW_CYCLE:
        if (interview_form_cycle_parse(typed, &year) != OK)
            return fault_at(fault, field,
                            "takes two years that follow, as 2026-27; the first is 2000-01.");
        f->values[id] = year;
        return OK;
    case INTERVIEW_MONTH:
        if (month_parse(typed, &f->values[id]) != OK)
            return fault_at(fault, field, "takes a year and a month, as 2026-10.");
        return OK;
    case INTERVIEW_NUMBER:
        return answer_number(f, field, typed, fault);
    case INTERVIEW_CHOICE:
    case INTERVIEW_CHOICES:
        return answer_choice(f, field, typed, fault);
    case INTERVIEW_TEXT:
        return answer_text(a, f, field, typed, fault);
    case INTERVIEW_LINES:
        return answer_line(a, f, field, typed, fault);
    }
    return OK;
}

/* ---- the whole ---- */

int interview_form_cycle_at(int64_t now_s)
{
    time_t at = (time_t)now_s;
    struct tm tm;

    gmtime_r(&at, &tm);
    return tm.tm_year + 1900 - (tm.tm_mon < 7);
}

static int month_at(int64_t now_s)
{
    time_t at = (time_t)now_s;
    struct tm tm;

    gmtime_r(&at, &tm);
    return 12 * (tm.tm_year + 1900) + tm.tm_mon;
}

/* Interviews of a cycle are held from July of its first year to its second year's August. */
static enum err cycle_check(const struct interview_form *f, int64_t now_s,
                            struct interview_fault *fault)
{
    int cycle = f->values[FIELD_CYCLE], month = f->values[FIELD_MONTH];
    int newest_cycle = interview_form_cycle_at(now_s), newest = month_at(now_s);
    char words[INTERVIEW_CYCLE_SIZE], what[96];

    if (cycle > newest_cycle) {
        interview_form_cycle_format(newest_cycle, words);
        snprintf(what, sizeof what, "has not begun; the newest is %s.", words);
        return fault_at(fault, &interview_fields[FIELD_CYCLE], what);
    }
    if (month > newest) {
        snprintf(what, sizeof what, "is still to come; the newest is %d-%02d.", newest / 12,
                 newest % 12 + 1);
        return fault_at(fault, &interview_fields[FIELD_MONTH], what);
    }
    if (month >= 12 * cycle + 6 && month <= 12 * (cycle + 1) + 7)
        return OK;
    interview_form_cycle_format(cycle, words);
    snprintf(what, sizeof what, "lies outside of cycle %s: from %d-07 to %d-08.", words, cycle,
             cycle + 1);
    return fault_at(fault, &interview_fields[FIELD_MONTH], what);
}

enum err interview_form_check(const struct interview_form *f, int64_t now_s,
                              struct interview_fault *fault)
{
    *fault = (struct interview_fault){0};
    for (int i = 0; i < INTERVIEW_FIELDS; i++)
        if (interview_fields[i].group == INTERVIEW_REQUIRED && f->values[i] == INTERVIEW_NONE)
            return fault_at(fault, &interview_fields[i], "is missing; every report has it.");
    TRY(cycle_check(f, now_s, fault));
    return interview_form_possible(f, now_s, fault);
}

static const char *choices_words(struct arena *a, const struct interview_field *field, int32_t bits)
{
    const char *words = NULL;

    for (int i = 0; field->choices[i]; i++)
        if (bits & 1 << i)
            words = words ? arena_printf(a, "%s, %s", words, field->choices[i]) : field->choices[i];
    return words;
}

const char *interview_form_value_words(struct arena *a, const struct interview_form *f,
                                       enum interview_field_id id)
{
    const struct interview_field *field = &interview_fields[id];
    int32_t value = f->values[id];
    char cycle[INTERVIEW_CYCLE_SIZE];

    if (field->kind == INTERVIEW_TEXT)
        return f->texts[id];
    if (value == INTERVIEW_NONE)
        return NULL;
    switch (field->kind) {
    case INTERVIEW_CYCLE:
        interview_form_cycle_format(value, cycle);
        return arena_strdup(a, cycle);
    case INTERVIEW_MONTH:
        return arena_printf(a, "%04d-%02d", value / 12, value % 12 + 1);
    case INTERVIEW_CHOICE:
        return field->choices[value];
    case INTERVIEW_CHOICES:
        return choices_words(a, field, value);
    default:
        return arena_printf(a, "%d", value);
    }
}

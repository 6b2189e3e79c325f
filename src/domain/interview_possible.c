/* SPDX-License-Identifier: MIT
 *
 * interview_possible.c -- answers that cannot both be so.
 *
 * Only what cannot be is refused, not what is rare: a form that argues with the truth is filled in
 * with something else.
 */
#include "interview_possible.h"

#include <string.h>
#include <time.h>

enum {
    DAY_S = 24 * 60 * 60
};

/* Where a question has one of these answers, another may have those alone; "": none. */
static const struct pair {
    enum interview_field_id of;
    const char *is;
    enum interview_field_id other;
    const char *may;
    const char *what;
} pairs[] = {
    /* clang-format off: a table that is read by row */
    {FIELD_MODALITY, "async", FIELD_FORMAT, "mmi mixed",
     "is mmi, prompt by prompt, or mixed where answers were recorded."},
    {FIELD_MODALITY, "async", FIELD_INTERVIEWERS, "",
     "cannot be told where answers were recorded: nobody was there."},
    {FIELD_MODALITY, "async", FIELD_ROLES, "",
     "cannot be told where answers were recorded: nobody was there."},
    {FIELD_MODALITY, "virtual async", FIELD_TRAVEL_HOURS, "0-1",
     "is 0-1 where you did not go there."},
    {FIELD_MODALITY, "virtual async", FIELD_LODGING, "none family",
     "is none or family where you did not go there."},
    {FIELD_FORMAT, "one-on-one panel group", FIELD_STATIONS, "",
     "goes with the format mmi or mixed alone."},
    {FIELD_FORMAT, "one-on-one panel group", FIELD_READ_SECONDS, "",
     "goes with the format mmi or mixed alone."},
    {FIELD_FORMAT, "one-on-one panel group", FIELD_ANSWER_MINUTES, "",
     "goes with the format mmi or mixed alone."},
    {FIELD_LODGING, "hotel", FIELD_COST, "1-99 100-499 500+",
     "is more than 0 with a hotel, whoever paid."},
    {FIELD_OUTCOME, "pending", FIELD_DECISION_DAYS, "",
     "cannot be told while the outcome is pending."},
    /* clang-format on */
};

/* Does the answer stand in this list? */
static bool is_in(enum interview_field_id id, int32_t value, const char *list)
{
    const struct interview_field *field = &interview_fields[id];
    const char *name;

    if (field->kind != INTERVIEW_CHOICE)
        return false;
    name = field->choices[value];
    for (const char *p = list; *p; p += strspn(p, " ")) {
        size_t n = strcspn(p, " ");

        if (strlen(name) == n && strncmp(name, p, n) == 0)
            return true;
        p += n;
    }
    return false;
}

static enum err pairs_check(const struct interview_form *f, struct interview_fault *fault)
{
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const struct pair *p = &pairs[i];
        int32_t one = f->values[p->of], other = f->values[p->other];

        if (one != INTERVIEW_NONE && other != INTERVIEW_NONE && is_in(p->of, one, p->is) &&
            !is_in(p->other, other, p->may))
            return interview_fault_at(fault, p->other, p->what);
    }
    return OK;
}

static enum err numbers_check(const struct interview_form *f, struct interview_fault *fault)
{
    int stations = f->values[FIELD_STATIONS], each = f->values[FIELD_ANSWER_MINUTES];
    int minutes = f->values[FIELD_MINUTES];

    if (is_in(FIELD_FORMAT, f->values[FIELD_FORMAT], "panel") && f->values[FIELD_INTERVIEWERS] == 1)
        return interview_fault_at(fault, FIELD_INTERVIEWERS, "is two or more of a panel.");
    if (minutes == INTERVIEW_NONE || each == INTERVIEW_NONE)
        return OK;
    if ((stations == INTERVIEW_NONE ? 1 : stations) * each > minutes)
        return interview_fault_at(fault, FIELD_MINUTES,
                                  "is less than all the answers took, station by station.");
    return OK;
}

/* The first second of a month as INTERVIEW_MONTH. */
static int64_t month_begins(int32_t month)
{
    struct tm tm = {.tm_year = month / 12 - 1900, .tm_mon = month % 12, .tm_mday = 1};

    return timegm(&tm);
}

/* Nobody has heard after two months of an interview that was this month. */
static enum err decision_check(const struct interview_form *f, int64_t now_s,
                               struct interview_fault *fault)
{
    static const int least[] = {0, 15, 31, 61}; /* days of the choices */
    int32_t decision = f->values[FIELD_DECISION_DAYS];

    if (decision == INTERVIEW_NONE ||
        now_s >= month_begins(f->values[FIELD_MONTH]) + (int64_t)least[decision] * DAY_S)
        return OK;
    return interview_fault_at(fault, FIELD_DECISION_DAYS,
                              "is longer than it has been since the interview.");
}

enum err interview_form_possible(const struct interview_form *f, int64_t now_s,
                                 struct interview_fault *fault)
{
    TRY(pairs_check(f, fault));
    TRY(numbers_check(f, fault));
    return decision_check(f, now_s, fault);
}

/* SPDX-License-Identifier: MIT
 *
 * interview_form.h -- the questions of an interview report: one table for whoever asks, checks,
 * keeps, counts or shows them.
 *
 * A filled form has one written form, read by commands, kept as a draft and stored with a report:
 * a line for each answer, "key: value", in the order of the table; a text's further lines are
 * indented by two spaces, and what may be given several times has several lines.
 *
 *     cycle: 2026-27
 *     month: 2026-10
 *     stress: 6
 *     question: Why this school?
 *     comments: A long day.
 *       They were kind.
 */
#ifndef CURBSIDE_DOMAIN_INTERVIEW_FORM_H
#define CURBSIDE_DOMAIN_INTERVIEW_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/base/str.h>

enum interview_kind {
    INTERVIEW_CYCLE,   /* "2026-27": its first year */
    INTERVIEW_MONTH,   /* "2026-10": 12 * year + month - 1 */
    INTERVIEW_NUMBER,  /* low..high */
    INTERVIEW_CHOICE,  /* one of `choices`: its index */
    INTERVIEW_CHOICES, /* any of them: a bit for each */
    INTERVIEW_TEXT,    /* Markdown, of several lines */
    INTERVIEW_LINES,   /* several texts of one line each */
};

enum interview_group {
    INTERVIEW_REQUIRED, /* these six, with the school, fit one screen */
    INTERVIEW_DAY,
    INTERVIEW_RATINGS,
    INTERVIEW_YOU,
    INTERVIEW_AFTER,
    INTERVIEW_WORDS,
};

struct interview_field {
    const char *key;   /* "stress" */
    const char *label; /* "Stress" */
    const char *help;  /* "0: a chat between friends. 10: the worst hour of the year." */
    enum interview_kind kind;
    enum interview_group group;
    int low, high;              /* of a number */
    const char *const *choices; /* NULL-ended; in an order that makes sense for medians */
    int max;                    /* bytes of a text, or of one line */
};

/* In the order of the table. */
enum interview_field_id {
    FIELD_CYCLE,
    FIELD_MONTH,
    FIELD_MODALITY,
    FIELD_FORMAT,
    FIELD_STRESS,
    FIELD_IMPRESSION,
    FIELD_TRACK,
    FIELD_FILE,
    FIELD_INTERVIEWERS,
    FIELD_MINUTES,
    FIELD_STATIONS,
    FIELD_READ_SECONDS,
    FIELD_ANSWER_MINUTES,
    FIELD_ROLES,
    FIELD_TOUR,
    FIELD_ASKED_ABOUT,
    FIELD_DIFFICULTY,
    FIELD_FRIENDLINESS,
    FIELD_FACILITIES,
    FIELD_LOCATION,
    FIELD_ORGANIZATION,
    FIELD_PERFORMANCE,
    FIELD_RANK,
    FIELD_RESIDENCY,
    FIELD_TRAVEL_HOURS,
    FIELD_COST,
    FIELD_LODGING,
    FIELD_OUTCOME,
    FIELD_DECISION_DAYS,
    FIELD_WOULD_ATTEND,
    FIELD_QUESTION,
    FIELD_PREPARATION,
    FIELD_POSITIVE,
    FIELD_NEGATIVE,
    FIELD_WISH_KNOWN,
    FIELD_COMMENTS,
    INTERVIEW_FIELDS,
};

extern const struct interview_field interview_fields[INTERVIEW_FIELDS];

enum {
    INTERVIEW_NONE = INT32_MIN, /* not answered */
    INTERVIEW_QUESTIONS = 60,   /* lines in one report */
    INTERVIEW_QUESTION_BYTES = 1000,
    INTERVIEW_TEXT_BYTES = 8 * 1024,
    INTERVIEW_BYTES = 64 * 1024,  /* the written form, all of it */
    INTERVIEW_FIRST_CYCLE = 2000, /* first year of the oldest cycle a report may be about */
};

struct interview_form {
    int32_t values[INTERVIEW_FIELDS];    /* INTERVIEW_NONE, or as `kind` says; unused for texts */
    const char *texts[INTERVIEW_FIELDS]; /* INTERVIEW_TEXT; NULL: none */
    const char *questions[INTERVIEW_QUESTIONS];
    int n_questions;
};

/* What is wrong with a form, for the sentence of whoever asked. */
struct interview_fault {
    const struct interview_field *field; /* NULL: the line is no "key: value" of this form */
    int line;                            /* of the written form, from 1; 0: not read from one */
    char sentence[160];                  /* "stress takes a number from 0 to 10." */
};

void interview_form_init(struct interview_form *f);

/* NULL: there is no such key. Case and "-" or " " for "_" do not matter. */
const struct interview_field *interview_form_field_find(const char *key);
enum interview_field_id interview_form_id_of(const struct interview_field *field);
/* Can it have several answers, each in a line of its own? */
bool interview_field_is_several(const struct interview_field *field);

/*
 * Answer one question, as typed. A choice may be cut short while it is the only one that begins so.
 * What may be given several times is added; everything else takes the place of what was there. ""
 * takes an answer back. Texts are cleaned into `a`.
 * E_USAGE with *fault filled; E_NOT_UTF8; E_NOMEM.
 */
NODISCARD enum err interview_form_answer(struct arena *a, struct interview_form *f,
                                         const struct interview_field *field, const char *typed,
                                         struct interview_fault *fault);

/*
 * Read the written form; empty lines and lines that begin with # are skipped. `f` is added to; a
 * key that has one answer stands once. E_USAGE with *fault, E_BODY_LONG: over INTERVIEW_BYTES.
 * E_NOT_UTF8.
 */
NODISCARD enum err interview_form_parse(struct arena *a, const char *text, size_t n,
                                        struct interview_form *f, struct interview_fault *fault);
/* Every answer, in the order of the table. Parsing it gives the same form. */
void interview_form_format(const struct interview_form *f, struct str *out);

/*
 * Is it whole and possible on the day `now_s`? Every required answer, a month within its cycle's
 * interviews and not to come, no two answers that cannot both be so. E_USAGE with *fault.
 */
NODISCARD enum err interview_form_check(const struct interview_form *f, int64_t now_s,
                                        struct interview_fault *fault);

/* An answer in words, "2026-27", "in-person", "7", "faculty, student"; NULL: none. */
const char *interview_form_value_words(struct arena *a, const struct interview_form *f,
                                       enum interview_field_id id);
/* "2026-27" of a cycle's first year. */
enum {
    INTERVIEW_CYCLE_SIZE = 8
};
void interview_form_cycle_format(int first_year, char ret[static INTERVIEW_CYCLE_SIZE]);
/* E_USAGE: not "2026-27", or years that do not follow. */
NODISCARD enum err interview_form_cycle_parse(const char *typed, int *ret_first_year);
/* The cycle whose interviews are held at this time: they begin in August. */
int interview_form_cycle_at(int64_t now_s);

#endif

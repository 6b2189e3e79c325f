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

enum form_kind {
    FORM_CYCLE,   /* "2026-27": its first year */
    FORM_MONTH,   /* "2026-10": 12 * year + month - 1 */
    FORM_NUMBER,  /* low..high */
    FORM_CHOICE,  /* one of `choices`: its index */
    FORM_CHOICES, /* any of them: a bit for each */
    FORM_TEXT,    /* Markdown, of several lines */
    FORM_LINES,   /* several texts of one line each */
};

enum form_group {
    FORM_REQUIRED, /* these seven, with the school, fit one screen */
    FORM_DAY,
    FORM_RATINGS,
    FORM_YOU,
    FORM_AFTER,
    FORM_WORDS,
};

struct form_field {
    const char *key;   /* "stress" */
    const char *label; /* "Stress" */
    const char *help;  /* "0: a chat between friends. 10: the worst hour of the year." */
    enum form_kind kind;
    enum form_group group;
    int low, high;              /* of a number */
    const char *const *choices; /* NULL-ended; in an order that makes sense for medians */
    int max;                    /* bytes of a text, or of one line */
};

/* In the order of the table. */
enum form_id {
    FORM_ID_CYCLE,
    FORM_ID_MONTH,
    FORM_ID_MODALITY,
    FORM_ID_FORMAT,
    FORM_ID_STRESS,
    FORM_ID_IMPRESSION,
    FORM_ID_TRACK,
    FORM_ID_FILE,
    FORM_ID_INTERVIEWERS,
    FORM_ID_MINUTES,
    FORM_ID_STATIONS,
    FORM_ID_READ_SECONDS,
    FORM_ID_ANSWER_MINUTES,
    FORM_ID_ROLES,
    FORM_ID_TOUR,
    FORM_ID_ASKED_ABOUT,
    FORM_ID_DIFFICULTY,
    FORM_ID_FRIENDLINESS,
    FORM_ID_FACILITIES,
    FORM_ID_LOCATION,
    FORM_ID_ORGANIZATION,
    FORM_ID_PERFORMANCE,
    FORM_ID_RANK,
    FORM_ID_RESIDENCY,
    FORM_ID_TRAVEL_HOURS,
    FORM_ID_COST,
    FORM_ID_LODGING,
    FORM_ID_OUTCOME,
    FORM_ID_DECISION_DAYS,
    FORM_ID_WOULD_ATTEND,
    FORM_ID_QUESTION,
    FORM_ID_PREPARATION,
    FORM_ID_POSITIVE,
    FORM_ID_NEGATIVE,
    FORM_ID_WISH_KNOWN,
    FORM_ID_COMMENTS,
    FORM_FIELDS,
};

extern const struct form_field form_fields[FORM_FIELDS];

enum {
    FORM_NONE = INT32_MIN, /* not answered */
    FORM_QUESTIONS = 60,   /* lines in one report */
    FORM_QUESTION_BYTES = 1000,
    FORM_TEXT_BYTES = 8 * 1024,
    FORM_BYTES = 64 * 1024,  /* the written form, all of it */
    FORM_FIRST_CYCLE = 2000, /* first year of the oldest cycle a report may be about */
};

struct interview_form {
    int32_t values[FORM_FIELDS];    /* FORM_NONE, or as `kind` says; unused for texts */
    const char *texts[FORM_FIELDS]; /* FORM_TEXT; NULL: none */
    const char *questions[FORM_QUESTIONS];
    int n_questions;
};

/* What is wrong with a form, for the sentence of whoever asked. */
struct form_fault {
    const struct form_field *field; /* NULL: the line is no "key: value" of this form */
    int line;                       /* of the written form, from 1; 0: not read from one */
    char sentence[160];             /* "stress takes a number from 0 to 10." */
};

void form_init(struct interview_form *f);

/* NULL: there is no such key. Case and "-" or " " for "_" do not matter. */
const struct form_field *form_field_find(const char *key);
enum form_id form_id_of(const struct form_field *field);

/*
 * Answer one question, as typed. A choice may be cut short while it is the only one that begins so.
 * What may be given several times is added; everything else takes the place of what was there. ""
 * takes an answer back. Texts are cleaned into `a`.
 * E_USAGE with *fault filled; E_NOMEM.
 */
NODISCARD enum err form_answer(struct arena *a, struct interview_form *f,
                               const struct form_field *field, const char *typed,
                               struct form_fault *fault);

/*
 * Read the written form; empty lines and lines that begin with # are skipped. `f` is added to.
 * E_USAGE with *fault, E_BODY_LONG: over FORM_BYTES. E_NOT_UTF8.
 */
NODISCARD enum err form_parse(struct arena *a, const char *text, size_t n, struct interview_form *f,
                              struct form_fault *fault);
/* Every answer, in the order of the table. Parsing it gives the same form. */
void form_format(const struct interview_form *f, struct str *out);

/*
 * Is it whole and possible on the day `now_s`? Every required answer, a month within its cycle's
 * interviews and not to come. E_USAGE with *fault.
 */
NODISCARD enum err form_check(const struct interview_form *f, int64_t now_s,
                              struct form_fault *fault);

/* An answer in words, "2026-27", "in-person", "7", "faculty, student"; NULL: none. */
const char *form_value_words(struct arena *a, const struct interview_form *f, enum form_id id);
/* "2026-27" of a cycle's first year. */
enum {
    FORM_CYCLE_SIZE = 8
};
void form_cycle_format(int first_year, char ret[static FORM_CYCLE_SIZE]);
/* E_USAGE: not "2026-27", or years that do not follow. */
NODISCARD enum err form_cycle_parse(const char *typed, int *ret_first_year);
/* The cycle whose interviews are held at this time: they begin in August. */
int form_cycle_at(int64_t now_s);

#endif

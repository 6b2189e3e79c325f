/* SPDX-License-Identifier: MIT
 *
 * privacy_checks.h -- what a pattern cannot say: checksums, and what stands around a hit.
 */
#ifndef CURBSIDE_SRC_TEXT_PRIVACY_CHECKS_H
#define CURBSIDE_SRC_TEXT_PRIVACY_CHECKS_H

#include "privacy_rules.h"

/* A text being looked at. */
struct look {
    const struct privacy *p;
    const struct plain_text *t;
    struct arena *a;
};

/* Where a pattern matched; offsets in the plain text. */
struct hit {
    const struct pattern *pattern;
    size_t word; /* the word of the lead */
    size_t lead_end;
    size_t start; /* what was found */
    size_t end;
    size_t w_start; /* group w, or nothing */
    size_t w_end;
};

/* By the name in data/safety/patterns.csv; NULL if there is none. */
privacy_check *privacy_check_named(const char *name);
privacy_change *privacy_change_named(const char *name);

/* Lists that checks ask for. */
#define WORD_LISTS(X)                                                                              \
    X(LIST_AGE_WHO, "age-who")                                                                     \
    X(LIST_APPLYING, "applying")                                                                   \
    X(LIST_ARTICLE, "article")                                                                     \
    X(LIST_CITY, "city")                                                                           \
    X(LIST_CLINICAL_VERB, "clinical-verb")                                                         \
    X(LIST_CONNECTOR, "connector")                                                                 \
    X(LIST_COUNTRY, "country")                                                                     \
    X(LIST_DARK, "dark")                                                                           \
    X(LIST_DEGREE, "degree")                                                                       \
    X(LIST_FACILITY, "facility")                                                                   \
    X(LIST_FACILITY_LOWER, "facility-lower")                                                       \
    X(LIST_FIRST, "first")                                                                         \
    X(LIST_FIRST_PERSON, "first-person")                                                           \
    X(LIST_FROM, "from")                                                                           \
    X(LIST_HOSPITAL, "hospital")                                                                   \
    X(LIST_HOSPITAL_WORD, "hospital-word")                                                         \
    X(LIST_I_AM, "i-am")                                                                           \
    X(LIST_INDEFINITE, "indefinite")                                                               \
    X(LIST_LOGIN, "login")                                                                         \
    X(LIST_MAIL, "mail")                                                                           \
    X(LIST_MONTH, "month")                                                                         \
    X(LIST_NOT_NAME, "not-name")                                                                   \
    X(LIST_NOT_PLACE, "not-place")                                                                 \
    X(LIST_NOT_SAID, "not-said")                                                                   \
    X(LIST_NOT_SURNAME, "not-surname")                                                             \
    X(LIST_NOT_WHO, "not-who")                                                                     \
    X(LIST_OLD_THING, "old-thing")                                                                 \
    X(LIST_OVER, "over")                                                                           \
    X(LIST_PATIENT_ADJECTIVE, "patient-adjective")                                                 \
    X(LIST_PERSON, "person")                                                                       \
    X(LIST_PLACE_BEFORE, "place-before")                                                           \
    X(LIST_POSSESSIVE, "possessive")                                                               \
    X(LIST_PUBLICATION, "publication")                                                             \
    X(LIST_PUBLIC_ID, "public-id")                                                                 \
    X(LIST_PUBLIC_NAME, "public-name")                                                             \
    X(LIST_ROLE, "role")                                                                           \
    X(LIST_SCHOOL, "school")                                                                       \
    X(LIST_SELF, "self")                                                                           \
    X(LIST_STAGE, "stage")                                                                         \
    X(LIST_SPECIALTY, "specialty")                                                                 \
    X(LIST_STATE_DEGREE, "state-degree")                                                           \
    X(LIST_SURNAME, "surname")                                                                     \
    X(LIST_THING, "thing")                                                                         \
    X(LIST_TIME_UNIT, "time-unit")                                                                 \
    X(LIST_VERSION, "version")                                                                     \
    X(LIST_WHO, "who")
#define WORD_LIST_ENUM(id, name) id,
enum word_list {
    WORD_LISTS(WORD_LIST_ENUM) N_WORD_LISTS
};

/* Does word i (which may lie outside the text) start an entry of the list? */
bool word_in(const struct look *l, size_t i, enum word_list list);
/* Does one of the `n` words before (or, negative, after) word i, in its sentence? */
bool near_in(const struct look *l, size_t i, int n, enum word_list list);
/* Bits of enum cue of the sentence of word i; with those of the `around` sentences on both sides.
 */
unsigned cues_at(const struct look *l, size_t i, unsigned around);
/* The first word that starts at or after `at`; n_words if there is none. */
size_t word_at(const struct plain_text *t, size_t at);

#endif

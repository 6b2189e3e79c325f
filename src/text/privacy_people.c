/* SPDX-License-Identifier: MIT
 *
 * privacy_people.c -- names and places, told by the capital words around a cue.
 *
 * Nothing here knows people. A capital word is a name where a cue says so, unless it stands in one
 * of the lists of words that are written with a capital for other reasons: months, departments,
 * eponyms, teachers whom everybody quotes.
 */
#include "privacy_people.h"

#include <string.h>

#include "privacy_checks.h"

enum {
    NAME_WORDS_MAX = 6,
    CITY_WORDS_MAX = 3,
};

static const struct word *word_of(const struct look *l, size_t i)
{
    return &l->t->words[i];
}

static bool is_all_capitals(const struct look *l, size_t i)
{
    const struct word *w = word_of(l, i);

    for (size_t k = w->start; k < w->end; k++) {
        if (l->t->s[k] >= 'a' && l->t->s[k] <= 'z')
            return false;
    }
    return w->end - w->start > 1;
}

/* Does word i + 1 belong to word i, with no more than a blank, hyphen or "." between them? */
static bool is_joined(const struct look *l, size_t i)
{
    if (i + 1 >= l->t->n_words)
        return false;
    const char *gap = l->t->s + word_of(l, i)->end;
    size_t n = word_of(l, i + 1)->start - word_of(l, i)->end;

    return n == 1 ? *gap == ' ' || *gap == '-' || *gap == '&'
                  : (n == 2 && gap[0] == '.' && gap[1] == ' ') ||
                        (n == 3 && memcmp(gap, " & ", 3) == 0);
}

/* A capital word that names nobody and nothing. */
static bool is_plain_word(const struct look *l, size_t i)
{
    return word_in(l, i, LIST_NOT_NAME) || word_in(l, i, LIST_NOT_PLACE);
}

/* ---- places ---- */

/* "recommendations from Mayo Clinic": it speaks, nobody lay there. */
static bool is_author(const struct look *l, const struct hit *hit)
{
    size_t first = word_at(l->t, hit->start);
    size_t next = word_at(l->t, hit->end);

    return (first < l->t->n_words && near_in(l, first, 5, LIST_PUBLICATION)) ||
           word_in(l, next, LIST_PUBLICATION);
}

/* The first of the capital words that end before word i; *ret_names counts those that say which. */
static size_t capitals_before(const struct look *l, size_t i, int *ret_names)
{
    size_t first = i;

    *ret_names = 0;
    for (size_t k = i; k > 0 && i - k < NAME_WORDS_MAX && is_joined(l, k - 1); k--) {
        if (!word_of(l, k - 1)->capital) {
            if (k - 1 == i - 1 || !word_in(l, k - 1, LIST_CONNECTOR))
                break;
            continue;
        }
        if (is_plain_word(l, k - 1) && word_of(l, k - 1)->first)
            break; /* "Saw Boston Clinic" */
        first = k - 1;
        *ret_names += is_plain_word(l, k - 1) ? 0 : 1;
    }
    return first;
}

/* "admitted to General Hospital": such a word alone is a name without an article. */
static bool is_hospital_word(const struct look *l, size_t i)
{
    return i > 0 && word_in(l, i - 1, LIST_HOSPITAL_WORD) && word_of(l, i - 1)->capital &&
           !near_in(l, i - 1, 1, LIST_ARTICLE);
}

/* "Children's Hospital Boston" */
static void town_take(const struct look *l, struct hit *hit)
{
    size_t next = word_at(l->t, hit->end);

    if (next < l->t->n_words && word_of(l, next)->start == hit->end + 1 && l->t->s[hit->end] == ' ')
        IGNORE(list_has(l->p, l->p->asked[LIST_CITY], l->t, next, &hit->end)); /* or none */
}

/* "Lakeside Clinic", "New York clinic", "Hospital of the Saints"; not "the Cardiology Clinic". */
static bool check_facility(const struct look *l, struct hit *hit)
{
    const struct word *cue = word_of(l, hit->word);
    int names = 0;
    size_t first = capitals_before(l, hit->word, &names);
    bool city = first < hit->word && word_in(l, first, LIST_CITY);

    if (!cue->capital) {
        bool sure = city || hit->word - first > 1 || !word_of(l, first)->first;
        if (!word_in(l, hit->word, LIST_FACILITY_LOWER) || names == 0 || !sure ||
            (is_all_capitals(l, hit->word - 1) && !city &&
             !word_in(l, hit->word - 1, LIST_HOSPITAL)))
            return false;
    }
    if (names == 0 &&
        (!cue->capital || (hit->end == hit->lead_end && !is_hospital_word(l, hit->word))))
        return false;
    hit->start = word_of(l, first)->start;
    town_take(l, hit);
    return !is_author(l, hit);
}

static bool check_saint(const struct look *l, struct hit *hit)
{
    hit->start = word_of(l, hit->word)->start;
    return !is_author(l, hit);
}

/* Its name is also a place's, a person's or a disease's: where somebody is, or was taken to. */
static bool check_known_place(const struct look *l, struct hit *hit)
{
    bool one_word = hit->word + 1 >= l->t->n_words ||
                    word_of(l, hit->word + 1)->start > hit->lead_end;

    if (one_word && !near_in(l, hit->word, 2, LIST_PLACE_BEFORE) &&
        !near_in(l, hit->word, -1, LIST_FACILITY))
        return false;
    return !is_author(l, hit);
}

static bool check_city(const struct look *l, struct hit *hit)
{
    size_t next = word_at(l->t, hit->end);

    if (!word_of(l, hit->word)->capital)
        return false;
    return hit->end > hit->lead_end || near_in(l, hit->word, 2, LIST_PLACE_BEFORE) ||
           (next < l->t->n_words && word_in(l, next, LIST_FACILITY));
}

/* "Smallville, KS": the words before a comma before a state. */
static bool check_city_state(const struct look *l, struct hit *hit)
{
    const struct word *state = word_of(l, hit->word);
    size_t i = hit->word;

    if (i == 0 || state->start < 2 || l->t->s[state->start - 2] != ',' ||
        word_of(l, i - 1)->end != state->start - 2 || !word_of(l, i - 1)->capital)
        return false;
    for (size_t k = 0; k < CITY_WORDS_MAX && i > 0 && word_of(l, i - 1)->capital &&
                       (k == 0 || is_joined(l, i - 1));
         k++)
        i--;
    if (word_in(l, hit->word, LIST_COUNTRY) && word_in(l, hit->word - 1, LIST_COUNTRY))
        return false; /* "Brazil, Austria" */
    if (word_in(l, hit->word, LIST_STATE_DEGREE) && hit->end == hit->lead_end &&
        !word_in(l, i, LIST_CITY) && !word_in(l, hit->word - 1, LIST_CITY))
        return false; /* "Ann Smith, MD" */
    hit->start = word_of(l, i)->start;
    return true;
}

/* "seen at Riverbend", "transferred to Mercy" */
static bool check_at_place(const struct look *l, struct hit *hit)
{
    size_t i = word_at(l->t, hit->start);
    bool at = l->t->words[hit->word].hash == word_hash("at", 2);

    if (!at && !near_in(l, hit->word, 1, LIST_CLINICAL_VERB))
        return false;
    return (cues_at(l, hit->word, 0) & CUE_CLINICAL) != 0 && !is_plain_word(l, i) &&
           !word_in(l, i, LIST_MONTH) && !word_in(l, i, LIST_SPECIALTY) && !is_author(l, hit);
}

/* ---- names ---- */

/* Take the words of the hit from word i on that can be a name; false if the first cannot. */
static bool name_take(const struct look *l, struct hit *hit, size_t i)
{
    size_t first = i;

    while (i < l->t->n_words && word_of(l, i)->start < hit->end) {
        bool surname = i == first || !word_in(l, i, LIST_NOT_SURNAME);
        if (is_plain_word(l, i) || !surname)
            break;
        i++;
    }
    if (i == first)
        return false;
    if (i < l->t->n_words && word_of(l, i)->start < hit->end)
        hit->end = word_of(l, i - 1)->end;
    if (hit->end - hit->start > 2 && memcmp(l->t->s + hit->end - 2, "'s", 2) == 0)
        hit->end -= 2;
    return true;
}

static bool check_titled(const struct look *l, struct hit *hit)
{
    size_t i = word_at(l->t, hit->w_start);

    if (word_of(l, i)->end - word_of(l, i)->start == 1) /* "Dr. K" */
        return true;
    return !word_in(l, i, LIST_PUBLIC_NAME) && !word_in(l, i, LIST_NOT_SURNAME) &&
           name_take(l, hit, i);
}

/* "dr. smith": without a capital only what is a common name. */
static bool check_surname(const struct look *l, struct hit *hit)
{
    return word_in(l, word_at(l->t, hit->w_start), LIST_SURNAME);
}

static bool check_named(const struct look *l, struct hit *hit)
{
    size_t i = word_at(l->t, hit->start);

    return !near_in(l, hit->word, 1, LIST_THING) && !word_in(l, i, LIST_PUBLIC_NAME) &&
           !is_all_capitals(l, i) && name_take(l, hit, i);
}

static bool check_capital(const struct look *l, struct hit *hit)
{
    return word_of(l, hit->word)->capital;
}

static bool check_full_name(const struct look *l, struct hit *hit)
{
    size_t surname = word_at(l->t, hit->w_start);
    bool saint = hit->word > 0 && is_joined(l, hit->word - 1) &&
                 word_of(l, hit->word - 1)->hash == word_hash("st", 2);

    if (!word_of(l, hit->word)->capital || saint || word_in(l, surname, LIST_NOT_SURNAME) ||
        is_plain_word(l, surname))
        return false;
    return name_take(l, hit, hit->word);
}

/* "patient Robert Lewis": of two capital words behind a person the first is no adjective. */
static bool check_person_name(const struct look *l, struct hit *hit)
{
    size_t first = word_at(l->t, hit->w_start);
    size_t last = word_at(l->t, hit->end) - 1;

    if (is_all_capitals(l, first) || word_in(l, first, LIST_CITY) ||
        word_in(l, first, LIST_HOSPITAL) || word_in(l, last, LIST_NOT_SURNAME) ||
        word_in(l, last, LIST_FACILITY) || is_plain_word(l, last))
        return false;
    return name_take(l, hit, first);
}

/* A capital word that is more likely a department, a school or a town than somebody. */
static bool is_other_word(const struct look *l, size_t i)
{
    return is_plain_word(l, i) || is_all_capitals(l, i) || word_in(l, i, LIST_NOT_SURNAME) ||
           word_in(l, i, LIST_SPECIALTY) || word_in(l, i, LIST_SCHOOL) ||
           word_in(l, i, LIST_CITY) || word_in(l, i, LIST_HOSPITAL) ||
           word_in(l, i, LIST_FACILITY) || word_in(l, i, LIST_STAGE) || word_in(l, i, LIST_MONTH) ||
           word_in(l, i, LIST_COUNTRY);
}

/* "our chief, Tyler Brandt": somebody of one's own, then two words that are a name. */
static bool check_close_name(const struct look *l, struct hit *hit)
{
    size_t i = word_at(l->t, hit->w_start);

    if (!near_in(l, hit->word, 2, LIST_POSSESSIVE) || is_other_word(l, i) ||
        (i + 1 < l->t->n_words && word_of(l, i + 1)->start < hit->end && is_other_word(l, i + 1)))
        return false;
    return name_take(l, hit, i);
}

/* "my roommate Priya" */
static bool check_close_first(const struct look *l, struct hit *hit)
{
    size_t i = word_at(l->t, hit->w_start);

    return near_in(l, hit->word, 2, LIST_POSSESSIVE) && word_in(l, i, LIST_FIRST) &&
           !is_other_word(l, i) && name_take(l, hit, i);
}

/* "a resident called Bogdan"; but the resident called Radiology. */
static bool check_called(const struct look *l, struct hit *hit)
{
    size_t i = word_at(l->t, hit->start);

    return (near_in(l, hit->word, 1, LIST_PERSON) || near_in(l, hit->word, 1, LIST_ROLE)) &&
           near_in(l, hit->word, 3, LIST_INDEFINITE) && !is_other_word(l, i);
}

static bool check_first_name(const struct look *l, struct hit *hit)
{
    size_t i = word_at(l->t, hit->w_start);
    bool more = is_joined(l, i) && word_of(l, i + 1)->capital;

    return word_in(l, i, LIST_FIRST) && !(more && word_in(l, i + 1, LIST_NOT_SURNAME));
}

/* "Ngozi O. said": a name that stands in no list. */
static bool check_initial(const struct look *l, struct hit *hit)
{
    size_t i = hit->word;

    if (i == 0 || !is_joined(l, i - 1) || l->t->s[word_of(l, i)->start - 1] != ' ' ||
        !word_of(l, i - 1)->capital || is_all_capitals(l, i - 1) || is_plain_word(l, i - 1) ||
        word_of(l, i - 1)->end - word_of(l, i - 1)->start < 3 ||
        word_in(l, i - 1, LIST_NOT_SURNAME) || word_in(l, i - 1, LIST_PERSON))
        return false;
    hit->start = word_of(l, i - 1)->start;
    return true;
}

/* The same at the end of a sentence, beside a patient. */
static bool check_initial_name(const struct look *l, struct hit *hit)
{
    return (cues_at(l, hit->word, 0) & CUE_CLINICAL) != 0 && check_initial(l, hit);
}

/* "..., Ifeoma Obi, who came": two capital words between a comma and what is said of a person. */
static bool check_who_name(const struct look *l, struct hit *hit)
{
    size_t i = hit->word;
    const char *s = l->t->s;

    if (i < 3 || !is_joined(l, i - 2) || s[word_of(l, i - 1)->end] != ',' ||
        s[word_of(l, i - 2)->start - 1] != ' ' || s[word_of(l, i - 2)->start - 2] != ',')
        return false;
    for (size_t k = i - 2; k < i; k++) {
        if (!word_of(l, k)->capital || is_plain_word(l, k) || is_all_capitals(l, k) ||
            word_in(l, k, LIST_NOT_SURNAME) || word_in(l, k, LIST_FACILITY) ||
            word_in(l, k, LIST_CITY))
            return false;
    }
    hit->start = word_of(l, i - 2)->start;
    hit->end = word_of(l, i - 1)->end;
    return true;
}

privacy_check *privacy_people_check(const char *name)
{
    static const struct {
        const char *name;
        privacy_check *check;
    } checks[] = {
        {"at-place", check_at_place},
        {"called", check_called},
        {"cap", check_capital},
        {"close-first", check_close_first},
        {"close-name", check_close_name},
        {"city", check_city},
        {"city-state", check_city_state},
        {"facility", check_facility},
        {"first-name", check_first_name},
        {"full-name", check_full_name},
        {"initial", check_initial},
        {"initial-name", check_initial_name},
        {"known-place", check_known_place},
        {"named", check_named},
        {"person-name", check_person_name},
        {"saint", check_saint},
        {"surname", check_surname},
        {"titled", check_titled},
        {"who-name", check_who_name},
    };

    for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++) {
        if (strcmp(checks[i].name, name) == 0)
            return checks[i].check;
    }
    return NULL;
}

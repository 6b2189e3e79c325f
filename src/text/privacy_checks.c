/* SPDX-License-Identifier: MIT
 *
 * privacy_checks.c -- numbers and cues: what the digits add up to and what stands around them.
 */
#include "privacy_checks.h"

#include <string.h>
#include <strings.h>

#include "privacy_people.h"

enum {
    NPI_DIGITS = 10,
    DIGITS_MAX = 40,
    NUMBER_DIGITS_MIN = 7,
    LABEL_DIGITS_MIN = 3,
    WEAK_LABEL_DIGITS_MIN = 4,
    FAR_LABEL_DIGITS_MIN = 6,
    STAGE_WORDS = 10, /* from what somebody is to where */
    DARK_WORDS = 25,  /* before and after: the sentence before, and the next */
};

/* ---- words ---- */

bool word_in(const struct look *l, size_t i, enum word_list list)
{
    return i < l->t->n_words && list_has(l->p, l->p->asked[list], l->t, i, NULL);
}

bool near_in(const struct look *l, size_t i, int n, enum word_list list)
{
    size_t step = n < 0 ? (size_t)-1 : 1;

    if (i >= l->t->n_words)
        return false;

    for (int k = 1; k <= (n < 0 ? -n : n); k++) {
        size_t at = i - step * (size_t)k; /* wraps below 0: no word then */
        if (at >= l->t->n_words || l->t->words[at].sentence != l->t->words[i].sentence)
            return false;
        if (word_in(l, at, list))
            return true;
    }
    return false;
}

unsigned cues_at(const struct look *l, size_t i, unsigned around)
{
    if (i >= l->t->n_words)
        return 0;
    size_t sentence = l->t->words[i].sentence;
    size_t first = sentence > around ? sentence - around : 0;
    unsigned cues = 0;

    for (size_t k = first; k <= sentence + around && k < l->t->n_sentences; k++)
        cues |= l->t->cues[k];
    return cues;
}

size_t word_at(const struct plain_text *t, size_t at)
{
    size_t low = 0;
    size_t high = t->n_words;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (t->words[middle].start < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* ---- digits ---- */

struct digits {
    char d[DIGITS_MAX];
    int n;       /* all of them, also beyond those kept */
    int letters; /* other word bytes among them */
};

static struct digits digits_of(const struct look *l, size_t start, size_t end)
{
    struct digits ret = {.n = 0};

    for (size_t i = start; i < end; i++) {
        char c = l->t->s[i];
        if (c >= '0' && c <= '9') {
            if (ret.n < DIGITS_MAX)
                ret.d[ret.n] = c;
            ret.n++;
        } else if (is_word_byte(c)) {
            ret.letters++;
        }
    }
    return ret;
}

static int number_at(const struct look *l, size_t at, size_t n)
{
    int value = 0;

    for (size_t i = at; i < at + n; i++)
        value = value * 10 + (l->t->s[i] - '0');
    return value;
}

static size_t digit_run(const struct look *l, size_t at, size_t end)
{
    size_t n = 0;

    while (at + n < end && l->t->s[at + n] >= '0' && l->t->s[at + n] <= '9')
        n++;
    return n;
}

static bool is_year(const struct look *l, size_t at, size_t n)
{
    int year = n == 4 ? number_at(l, at, n) : 0;

    return year >= 1900 && year < 2100;
}

/* "2025", "2025-26", "2025/2026" */
static bool is_years(const struct look *l, size_t start, size_t end)
{
    size_t n = digit_run(l, start, end);

    if (!is_year(l, start, n))
        return false;
    if (start + n == end)
        return true;
    size_t second = start + n + 1;
    size_t rest = digit_run(l, second, end);
    return strchr("-/", l->t->s[start + n]) != NULL && second + rest == end &&
           (rest == 2 || is_year(l, second, rest));
}

/* A count of something: "12345 patients", "$12345". */
static bool is_amount(const struct look *l, const struct hit *hit)
{
    size_t next = word_at(l->t, hit->end);
    bool close = next < l->t->n_words && l->t->words[next].start <= hit->end + 1;

    return (hit->start > 0 && l->t->s[hit->start - 1] == '$') ||
           (close && word_in(l, next, LIST_TIME_UNIT)) || l->t->s[hit->end] == '%';
}

/* ---- checks of numbers ---- */

/* Luhn over the prefix 80840, which adds 24, and the number. */
static bool check_luhn(const struct look *l, struct hit *hit)
{
    struct digits d = digits_of(l, hit->start, hit->end);
    int sum = 24;

    if (d.n != NPI_DIGITS)
        return false;
    for (int i = 0; i < NPI_DIGITS; i++) {
        int digit = d.d[i] - '0';
        if (i % 2 == 0)
            digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        sum += digit;
    }
    return sum % 10 == 0;
}

static bool check_dea(const struct look *l, struct hit *hit)
{
    struct digits d = digits_of(l, hit->start, hit->end);
    const char *n = d.n > 7 ? d.d + 1 : d.d; /* the second letter may be a 9 */
    int sum = 0;

    if (d.n < 7 || d.n > 8)
        return false;
    for (int i = 0; i < 6; i++)
        sum += (n[i] - '0') * (i % 2 == 0 ? 1 : 2);
    return sum % 10 == n[6] - '0';
}

static bool check_ssn(const struct look *l, struct hit *hit)
{
    struct digits d = digits_of(l, hit->start, hit->end);

    if (d.n != 9 || memcmp(d.d, "000", 3) == 0 || memcmp(d.d, "666", 3) == 0 || d.d[0] == '9')
        return false;
    return memcmp(d.d + 3, "00", 2) != 0 && memcmp(d.d + 5, "0000", 4) != 0;
}

static bool check_ip(const struct look *l, struct hit *hit)
{
    for (size_t at = hit->start; at < hit->end;) {
        size_t n = digit_run(l, at, hit->end);
        if (number_at(l, at, n) > 255)
            return false;
        at += n + 1;
    }
    return !near_in(l, hit->word, 1, LIST_VERSION) && !near_in(l, hit->word, 4, LIST_LOGIN) &&
           l->t->s[hit->start - (hit->start > 0)] != 'v';
}

/* Of the plan of North America: neither an area nor an exchange starts with 0 or 1. */
static bool is_american(const struct digits *d)
{
    return d->n == 7 || (d->n == 10 && d->d[0] > '1' && d->d[3] > '1');
}

static bool check_phone(const struct look *l, struct hit *hit)
{
    const char *s = l->t->s;
    struct digits d = digits_of(l, hit->start, hit->end);

    if (d.n == 11 && d.d[0] == '1') {
        memmove(d.d, d.d + 1, 10);
        d.n = 10;
    }
    size_t n = hit->end - hit->start;
    bool dots = memchr(s + hit->start, '.', n) != NULL;
    bool marked = dots || memchr(s + hit->start, '-', n) != NULL ||
                  memchr(s + hit->start, ')', n) != NULL;
    if (dots && memchr(s + hit->start, ' ', n) != NULL)
        return false; /* two fractions */
    if ((d.n != 10 && d.n != 7 && hit->pattern->lead == LEAD_DIGITS) ||
        (!marked && d.n > 6 && !is_american(&d)))
        return false;
    while (hit->start > 0 && strchr("(+", s[hit->start - 1]) != NULL)
        hit->start--;
    return true;
}

/* Ten digits without a mark: as good as any, but for the numbers of programs and meetings. */
static bool check_phone_bare(const struct look *l, struct hit *hit)
{
    return !is_amount(l, hit) && !near_in(l, hit->word, 2, LIST_PUBLIC_ID);
}

static bool check_phone_abroad(const struct look *l, struct hit *hit)
{
    struct digits d = digits_of(l, hit->start, hit->end);

    hit->start--;
    return d.n >= 9 && d.n <= 14;
}

static bool check_exam_id(const struct look *l, struct hit *hit)
{
    struct digits d = digits_of(l, hit->start, hit->end);

    return d.n >= 6 && d.n <= 13 && !is_years(l, hit->start, hit->end) && !is_amount(l, hit);
}

/* Something that could be a number in a register. */
static bool is_value(const struct look *l, const struct hit *hit, int digits_min)
{
    struct digits d = digits_of(l, hit->start, hit->end);
    bool mixed = d.letters > 0 && d.n >= 2 && d.n + d.letters >= 4;

    return (d.n >= digits_min || mixed) && !is_amount(l, hit) && !is_years(l, hit->start, hit->end);
}

static bool check_value(const struct look *l, struct hit *hit)
{
    return is_value(l, hit, LABEL_DIGITS_MIN);
}

/* Right behind a label that means nothing else, a year may be a number, too. */
static bool check_labelled(const struct look *l, struct hit *hit)
{
    struct digits d = digits_of(l, hit->start, hit->end);
    bool marked = memchr(l->t->s + hit->lead_end, ':', hit->start - hit->lead_end) != NULL ||
                  memchr(l->t->s + hit->lead_end, '#', hit->start - hit->lead_end) != NULL;

    return d.n > 0 && (marked ? d.n + d.letters >= 2 : is_value(l, hit, LABEL_DIGITS_MIN));
}

/* "100mg", "24h", "2020s" */
static bool is_measure(const struct look *l, const struct hit *hit)
{
    size_t n = digit_run(l, hit->start, hit->end);

    for (size_t i = hit->start + n; i < hit->end; i++) {
        if (l->t->s[i] >= '0' && l->t->s[i] <= '9')
            return false;
    }
    return n > 0;
}

/* Somewhere behind such a word: only what cannot be a count. */
static bool check_far_label(const struct look *l, struct hit *hit)
{
    struct digits d = digits_of(l, hit->start, hit->end);
    bool mixed = d.letters > 0 && d.n >= LABEL_DIGITS_MIN && !is_measure(l, hit) &&
                 memchr(l->t->s + hit->start, '.', hit->end - hit->start) == NULL;

    return (mixed || d.n >= FAR_LABEL_DIGITS_MIN) && is_value(l, hit, LABEL_DIGITS_MIN) &&
           !near_in(l, hit->word, 2, LIST_PUBLIC_ID);
}

static bool check_plate(const struct look *l, struct hit *hit)
{
    struct digits d = digits_of(l, hit->start, hit->end);

    return d.n >= 2 && d.letters >= 1;
}

/* Behind a word that has other meanings: case, policy, account, ID. */
static bool check_weak_label(const struct look *l, struct hit *hit)
{
    struct digits d = digits_of(l, hit->start, hit->end);

    /* "in any case gcc-3.4.3": a version has points, what a register holds has none. */
    return d.n >= LABEL_DIGITS_MIN && is_value(l, hit, WEAK_LABEL_DIGITS_MIN) &&
           !(d.letters > 0 && memchr(l->t->s + hit->start, '.', hit->end - hit->start) != NULL) &&
           !near_in(l, hit->word, 2, LIST_PUBLIC_ID);
}

static bool check_number(const struct look *l, struct hit *hit)
{
    const char *s = l->t->s;
    struct digits d = digits_of(l, hit->start, hit->end);
    bool in_code = hit->pattern->lead == LEAD_MIXED && d.n < NUMBER_DIGITS_MIN;

    if (hit->start > 1 && strchr(".,", s[hit->start - 1]) != NULL && s[hit->start - 2] >= '0' &&
        s[hit->start - 2] <= '9')
        return false;
    return d.n >= NUMBER_DIGITS_MIN && !in_code && !is_years(l, hit->start, hit->end) &&
           !is_amount(l, hit);
}

/* ---- dates and ages ---- */

/* "12 March." ends its sentence; "12 Mar. with" does not. */
static void date_leave_stop(const struct look *l, struct hit *hit)
{
    const char *s = l->t->s;
    size_t end = hit->end - 1, word = end;

    if (s[end] != '.')
        return;
    while (word > hit->start && is_word_byte(s[word - 1]))
        word--;
    bool whole = end - word > 4 || (end - word == 3 && strncmp(s + word, "May", 3) == 0);
    bool last = hit->end >= l->t->n || s[hit->end] == '\n' ||
                (s[hit->end] == ' ' && s[hit->end + 1] >= 'A' && s[hit->end + 1] <= 'Z');
    if (whole || last)
        hit->end = end;
}

/* "The guideline of May 2023" is no date of a patient. */
static bool check_date(const struct look *l, struct hit *hit)
{
    date_leave_stop(l, hit);
    return !near_in(l, hit->word, 3, LIST_PUBLICATION);
}

static bool is_day_and_month(int a, int b)
{
    return (a >= 1 && a <= 12 && b >= 1 && b <= 31) || (b >= 1 && b <= 12 && a >= 1 && a <= 31);
}

static bool check_date_numeric(const struct look *l, struct hit *hit)
{
    int parts[3] = {0};
    size_t widths[3] = {0};
    size_t at = hit->start;

    for (int i = 0; i < 3; i++) {
        widths[i] = digit_run(l, at, hit->end);
        parts[i] = number_at(l, at, widths[i]);
        at += widths[i] + 1;
    }
    if (l->t->s[hit->start + widths[0]] == '.' && widths[0] != 4 && widths[2] != 4)
        return false;
    bool day = widths[0] == 4 ? is_day_and_month(parts[1], parts[2])
                              : is_day_and_month(parts[0], parts[1]);
    return day && check_date(l, hit);
}

/* "Our hospital is 92 years old." */
static bool is_of_thing(const struct look *l, size_t word)
{
    uint32_t before = word > 0 ? l->t->words[word - 1].hash : 0;

    return (before == word_hash("is", 2) || before == word_hash("was", 3) ||
            before == word_hash("are", 3)) &&
           near_in(l, word - 1, 1, LIST_OLD_THING);
}

static bool check_age(const struct look *l, struct hit *hit)
{
    size_t next = word_at(l->t, hit->end);

    if (near_in(l, hit->word, 2, LIST_OVER) || is_of_thing(l, hit->word))
        return false;
    return next == l->t->n_words || next == 0 ||
           (!word_in(l, next, LIST_OLD_THING) && !near_in(l, next, -2, LIST_OLD_THING));
}

/* "my patient is 94" */
static bool check_age_who(const struct look *l, struct hit *hit)
{
    return near_in(l, hit->word, 1, LIST_AGE_WHO);
}

/* ---- cues ---- */

static bool check_patient(const struct look *l, struct hit *hit)
{
    return !near_in(l, hit->word, 1, LIST_PATIENT_ADJECTIVE);
}

/* "I was admitted", "we presented a poster" */
static bool check_not_i(const struct look *l, struct hit *hit)
{
    size_t at = hit->word;

    return !near_in(l, at, 3, LIST_FIRST_PERSON) &&
           (at == 0 || !(word_hash("we", 2) == l->t->words[at - 1].hash));
}

static bool check_not_clinical(const struct look *l, struct hit *hit)
{
    return (cues_at(l, hit->word, 0) & CUE_CLINICAL) == 0;
}

static bool check_date_own(const struct look *l, struct hit *hit)
{
    return check_not_clinical(l, hit) && check_date_numeric(l, hit);
}

/* ---- addresses ---- */

/* "guest@board.example" is where one logs in. */
static bool check_email(const struct look *l, struct hit *hit)
{
    static const char guest[] = "guest@";

    return !near_in(l, hit->word, 4, LIST_LOGIN) &&
           strncasecmp(l->t->s + hit->start, guest, sizeof guest - 1) != 0;
}

/* "drsam88 at hotmail.com": the word before belongs to it. */
static bool check_email_at(const struct look *l, struct hit *hit)
{
    const struct word *words = l->t->words;

    if (hit->word == 0 || words[hit->word].start - words[hit->word - 1].end > 3)
        return false;
    hit->start = words[hit->word - 1].start;
    while (hit->start > 0 && strchr(" \n", l->t->s[hit->start - 1]) == NULL)
        hit->start--;
    return true;
}

/* "look at gmail.com" is no address: a number, a point, or talk of mail makes it one. */
static bool check_email_provider(const struct look *l, struct hit *hit)
{
    bool cued = near_in(l, hit->word, 5, LIST_MAIL);

    if (!check_email_at(l, hit))
        return false;
    for (size_t i = hit->start; !cued && i < l->t->words[hit->word].start; i++)
        cued = strchr("0123456789._-", l->t->s[i]) != NULL;
    return cued;
}

static bool check_email_spoken(const struct look *l, struct hit *hit)
{
    bool dot = false;

    for (size_t i = hit->start; i + 3 <= hit->end; i++)
        dot = dot || strncasecmp(l->t->s + i, "dot", 3) == 0;
    return dot && check_email_at(l, hit);
}

/* ---- about oneself ---- */

static bool check_self(const struct look *l, struct hit *hit)
{
    return near_in(l, hit->word, 4, LIST_SELF);
}

/* "PGY2 in psych at ...": a line that begins with what its author is. */
static bool check_line_start(const struct look *l, struct hit *hit)
{
    size_t start = l->t->words[hit->word].start;

    return (start == 0 || l->t->s[start - 1] == '\n') && !l->t->words[hit->word].quoted;
}

static bool check_stage_before(const struct look *l, struct hit *hit)
{
    return near_in(l, hit->word, 2, LIST_STAGE);
}

/* Between commas, as in "Ohio resident, female, 517". */
static bool check_listed(const struct look *l, struct hit *hit)
{
    const char *s = l->t->s;
    size_t before = hit->start;

    while (before > 0 && s[before - 1] == ' ')
        before--;
    return before > 0 && strchr(",:/\n", s[before - 1]) != NULL &&
           (s[hit->end] == '\0' || strchr(",./;\n", s[hit->end]) != NULL);
}

static bool check_from(const struct look *l, struct hit *hit)
{
    size_t next = word_at(l->t, hit->end);

    return near_in(l, hit->word, 3, LIST_FROM) ||
           (next < l->t->n_words && l->t->words[next].hash == word_hash("resident", 8));
}

static bool check_from_city(const struct look *l, struct hit *hit)
{
    return word_in(l, word_at(l->t, hit->start), LIST_CITY);
}

/* A state is another fact, and told by another pattern. */
static bool check_hometown(const struct look *l, struct hit *hit)
{
    size_t i = word_at(l->t, hit->start);

    return !list_has(l->p, rules_list(l->p, "state"), l->t, i, NULL) &&
           !word_in(l, i, LIST_NOT_PLACE);
}

static bool check_applying(const struct look *l, struct hit *hit)
{
    return near_in(l, hit->word, 4, LIST_APPLYING);
}

static bool check_score(const struct look *l, struct hit *hit)
{
    size_t n = digit_run(l, hit->start, hit->end);
    int value = number_at(l, hit->start, n);

    return n == 3 ? value >= 180 && value <= 999 : value >= 1 && value <= 4;
}

static bool check_school(const struct look *l, struct hit *hit)
{
    size_t i = word_at(l->t, hit->start);

    return !word_in(l, i, LIST_NOT_NAME) && !word_in(l, i, LIST_NOT_PLACE) &&
           !word_in(l, i, LIST_SPECIALTY) && !word_in(l, i, LIST_DEGREE);
}

static bool check_known_school(const struct look *l, struct hit *hit)
{
    return word_in(l, word_at(l->t, hit->start), LIST_SCHOOL);
}

/* "an MS3 from Idaho at Jefferson" */
static bool check_stage_school(const struct look *l, struct hit *hit)
{
    return check_known_school(l, hit) && near_in(l, hit->word, STAGE_WORDS, LIST_STAGE);
}

/* The one woman, the first resident from somewhere; not the first exam. */
static bool check_only_one(const struct look *l, struct hit *hit)
{
    size_t i = hit->word;

    if (hit->pattern->lead == LEAD_WORD && word_in(l, i + 1, LIST_NOT_WHO))
        return false;
    return near_in(l, i, 3, LIST_I_AM) || near_in(l, i, -6, LIST_WHO);
}

/* ---- crisis ---- */

static bool check_self_said(const struct look *l, struct hit *hit)
{
    unsigned cues = cues_at(l, hit->word, 0);

    return !l->t->words[hit->word].quoted &&
           ((cues & CUE_FIRST_PERSON) != 0 || (cues & CUE_CLINICAL) == 0);
}

static bool check_first_said(const struct look *l, struct hit *hit)
{
    size_t i = hit->word;

    return !l->t->words[i].quoted && (cues_at(l, i, 0) & CUE_CLINICAL) == 0 &&
           near_in(l, i, 6, LIST_FIRST_PERSON) && !near_in(l, i, -1, LIST_NOT_SAID);
}

/* Everybody cannot go on some day; not everybody feels like a burden. */
static bool check_dark(const struct look *l, struct hit *hit)
{
    size_t first = hit->word > DARK_WORDS ? hit->word - DARK_WORDS : 0;

    for (size_t i = first; i < hit->word + DARK_WORDS; i++) {
        if (word_in(l, i, LIST_DARK))
            return !l->t->words[hit->word].quoted;
    }
    return false;
}

privacy_check *privacy_check_named(const char *name)
{
    static const struct {
        const char *name;
        privacy_check *check;
    } checks[] = {
        {"age", check_age},
        {"age-who", check_age_who},
        {"email-at", check_email_provider},
        {"line-start", check_line_start},
        {"stage-before", check_stage_before},
        {"applying", check_applying},
        {"dark", check_dark},
        {"date", check_date},
        {"date-numeric", check_date_numeric},
        {"date-own", check_date_own},
        {"dea", check_dea},
        {"email", check_email},
        {"far-label", check_far_label},
        {"from-city", check_from_city},
        {"listed", check_listed},
        {"phone-bare", check_phone_bare},
        {"plate", check_plate},
        {"email-spoken", check_email_spoken},
        {"exam-id", check_exam_id},
        {"first-said", check_first_said},
        {"from", check_from},
        {"hometown", check_hometown},
        {"ip", check_ip},
        {"known-school", check_known_school},
        {"labelled", check_labelled},
        {"luhn", check_luhn},
        {"not-clinical", check_not_clinical},
        {"not-i", check_not_i},
        {"number", check_number},
        {"only-one", check_only_one},
        {"patient", check_patient},
        {"phone", check_phone},
        {"phone-abroad", check_phone_abroad},
        {"school", check_school},
        {"score", check_score},
        {"self", check_self},
        {"self-said", check_self_said},
        {"ssn", check_ssn},
        {"stage-school", check_stage_school},
        {"value", check_value},
        {"weak-label", check_weak_label},
    };

    for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++) {
        if (strcmp(checks[i].name, name) == 0)
            return checks[i].check;
    }
    return privacy_people_check(name);
}

/* SPDX-License-Identifier: MIT
 *
 * privacy_change.c -- what to write instead of a find, and writing it.
 *
 * A replacement says as much as it may: the year of a date, the state of a place, the role of a
 * name. Where nothing is left to say there is none, and the find can only be removed or kept.
 */
#include <string.h>

#include "privacy_checks.h"

enum {
    CENTURY_TURN = 40, /* '39 is 2039, '40 is 1940 */
    REPLACEMENT_WORDS = 8,
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool has_letter(const struct look *l, const struct hit *hit)
{
    for (size_t i = hit->start; i < hit->end; i++) {
        if (is_word_byte(l->t->s[i]) && !is_digit(l->t->s[i]))
            return true;
    }
    return false;
}

/* Four digits, else the last two of three numbers, or of two with a month between them. */
static const char *change_year(const struct look *l, const struct hit *hit)
{
    const char *s = l->t->s;
    const char *last = NULL;
    int runs = has_letter(l, hit) ? 1 : 0;
    size_t n = 0;

    for (size_t i = hit->start; i<hit->end; i += n> 0 ? n : 1) {
        for (n = 0; i + n < hit->end && is_digit(s[i + n]);)
            n++;
        if (n == 4)
            return arena_memdup0(l->a, s + i, 4);
        runs += n > 0 ? 1 : 0;
        if (n > 0)
            last = n == 2 && (runs == 3 || s[i - (i > 0)] == '\'') ? s + i : NULL;
    }
    if (last == NULL)
        return NULL;
    int year = (last[0] - '0') * 10 + last[1] - '0';
    return arena_printf(l->a, "%d%02d", year < CENTURY_TURN ? 20 : 19, year);
}

static const char *change_age(const struct look *l, const struct hit *hit)
{
    (void)hit;
    return arena_strdup(l->a, "90 or older");
}

/* The state of a place, by its own letters or by a town in it; "" if nothing says. */
static const char *state_of(const struct look *l, const struct hit *hit)
{
    const struct privacy *p = l->p;

    for (size_t i = word_at(l->t, hit->start); i < l->t->n_words; i++) {
        const struct word *w = &l->t->words[i];
        if (w->start >= hit->end)
            break;
        const char *name = state_name(p, l->t->s + w->start, w->end - w->start);
        bool behind_comma = w->start > 1 && l->t->s[w->start - 2] == ',';
        if (*name != '\0' && (w->end - w->start > 2 || behind_comma))
            return name;
        for (int c = 0; word_in(l, i, LIST_CITY) && c < p->cities.n_rows; c++) {
            const char *city = csv_get(&p->cities, c, "city");
            struct entry e = {.text = city, .exact = true};
            const char *abbr = csv_get(&p->cities, c, "state");
            if (entry_match(&e, l->t, i) > 0 && *abbr != '\0')
                return state_name(p, abbr, strlen(abbr));
        }
    }
    return "";
}

/* The words of the lead: "Oaxaca, Mexico" is found behind it. */
static const char *country_of(const struct look *l, const struct hit *hit)
{
    size_t start = l->t->words[hit->word].start;
    char *name = arena_memdup0(l->a, l->t->s + start, hit->lead_end - start);

    return name != NULL ? name : "";
}

/* "hospital", "clinic", ...; "" for a town. */
static const char *kind_of(const struct look *l, const struct hit *hit)
{
    static const char *const kinds[] = {"clinic", "nursing home", "urgent care", "hospice",
                                        "medical center"};
    bool facility = hit->pattern->list == l->p->asked[LIST_FACILITY] ||
                    hit->pattern->list == l->p->asked[LIST_HOSPITAL];

    for (size_t i = word_at(l->t, hit->start); i < l->t->n_words; i++) {
        if (l->t->words[i].start >= hit->end)
            break;
        for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
            struct entry e = {.text = kinds[k]};
            if (entry_match(&e, l->t, i) > 0)
                return kinds[k];
        }
        facility = facility || word_in(l, i, LIST_FACILITY);
    }
    return facility ? "hospital" : "";
}

static const char *change_place(const struct look *l, const struct hit *hit)
{
    const char *state = hit->pattern->list == l->p->asked[LIST_COUNTRY] ? country_of(l, hit)
                                                                        : state_of(l, hit);
    const char *kind = kind_of(l, hit);
    size_t first = word_at(l->t, hit->start);
    bool article = first > 0 && near_in(l, first, 1, LIST_ARTICLE);
    const char *a = article ? "" : *kind == 'u' ? "an " : "a ";

    if (*kind != '\0' && *state != '\0')
        return arena_printf(l->a, "%s%s in %s", a, kind, state);
    if (*kind != '\0')
        return arena_printf(l->a, "%s%s", a, kind);
    if (*state != '\0')
        return arena_strdup(l->a, state);
    if (hit->pattern->lead == LEAD_DIGITS)
        return NULL; /* a street says nothing that could be said more broadly */
    return arena_printf(l->a,
                        hit->pattern->list == l->p->asked[LIST_CITY] ? "%stown" : "%sfacility", a);
}

static const char *title_role(const struct look *l, const struct hit *hit)
{
    static const struct {
        const char *title;
        const char *role;
    } roles[] = {
        {"dr", "a doctor"},   {"drs", "doctors"},      {"doctor", "a doctor"},
        {"nurse", "a nurse"}, {"prof", "a professor"}, {"professor", "a professor"},
        {"dean", "a dean"},
    };
    size_t first = word_at(l->t, hit->start);
    uint32_t hash = first < l->t->n_words ? l->t->words[first].hash : 0;

    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
        if (hash == word_hash(roles[i].title, strlen(roles[i].title)))
            return roles[i].role;
    }
    return NULL;
}

/* Behind "my attending" or "the patient" nothing is needed. */
static const char *change_role(const struct look *l, const struct hit *hit)
{
    size_t first = word_at(l->t, hit->start);
    const char *role = title_role(l, hit);

    if (first > 0 && (near_in(l, first, 1, LIST_ROLE) || near_in(l, first, 1, LIST_PERSON)))
        return arena_strdup(l->a, "");
    if (role != NULL)
        return arena_strdup(l->a, role);
    bool clinical = (cues_at(l, first, 1) & CUE_CLINICAL) != 0;
    return arena_strdup(l->a, clinical ? "the patient" : "someone");
}

/* A score as its bin of five points, an average as its tenth: bins find nobody. */
static const char *change_bin(const struct look *l, const struct hit *hit)
{
    const char *s = l->t->s + hit->start;
    int value = 0;
    size_t n = 0;

    while (hit->start + n < hit->end && is_digit(s[n]))
        value = value * 10 + (s[n++] - '0');
    if (n == 3)
        return arena_printf(l->a, "%d-%d", value - value % 5, value - value % 5 + 4);
    if (n != 1 || hit->start + 3 > hit->end || s[1] != '.' || !is_digit(s[2]))
        return NULL;
    return arena_printf(l->a, "%c.%c0-%c.%c9", s[0], s[2], s[0], s[2]);
}

static const char *change_own_school(const struct look *l, const struct hit *hit)
{
    (void)hit;
    return arena_strdup(l->a, "my school");
}

static const char *change_own_program(const struct look *l, const struct hit *hit)
{
    (void)hit;
    return arena_strdup(l->a, "my program");
}

privacy_change *privacy_change_named(const char *name)
{
    static const struct {
        const char *name;
        privacy_change *change;
    } changes[] = {
        {"age", change_age},
        {"bin", change_bin},
        {"own-program", change_own_program},
        {"own-school", change_own_school},
        {"place", change_place},
        {"role", change_role},
        {"year", change_year},
    };

    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        if (strcmp(changes[i].name, name) == 0)
            return changes[i].change;
    }
    return NULL;
}

/* ---- writing ---- */

/* Nothing stays of "(12345)", of ", Anna S.," one comma, and one blank of two. */
static void gap_close(const char *s, size_t n, size_t *start, size_t *end)
{
    bool blank_before = *start > 0 && s[*start - 1] == ' ';

    if (*start > 0 && *end < n && s[*start - 1] == '(' && s[*end] == ')') {
        --*start;
        ++*end;
        blank_before = *start > 0 && s[*start - 1] == ' ';
    }
    if (blank_before && *start > 1 && s[*start - 2] == ',' && *end < n && s[*end] == ',')
        *start -= 2;
    else if (blank_before && (*end == n || strchr(" \n.,;:!?)", s[*end]) != NULL))
        --*start;
    else if (*end < n && s[*end] == ' ' && (*start == 0 || s[*start - 1] == '\n'))
        ++*end;
}

/* ---- the article before what goes ---- */

/* "a" or "an" and a blank before `start`: where it begins; else `start`. */
static size_t article_before(const char *s, size_t start)
{
    size_t n = start >= 3 && (s[start - 2] == 'n' || s[start - 2] == 'N') ? 2 : 1;
    size_t at = start >= n + 1 ? start - n - 1 : start;

    if (at == start || s[start - 1] != ' ' || (s[at] != 'a' && s[at] != 'A'))
        return start;
    return at == 0 || !is_word_byte(s[at - 1]) ? at : start;
}

/* Behind these an article has lost its noun. */
static bool is_bare_behind(const char *s, size_t n, size_t end)
{
    static const char *const words[] = {"from", "at", "in",   "of",  "with", "who", "and", "or",
                                        "but",  "on", "here", "now", "near", "for", "by"};
    size_t len = 0;

    while (end < n && s[end] == ' ')
        end++;
    if (end == n || !is_word_byte(s[end]))
        return true;
    while (end + len < n && is_word_byte(s[end + len]))
        len++;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strlen(words[i]) == len && memcmp(words[i], s + end, len) == 0)
            return true;
    return false;
}

/* "a" or "an" before this word, as far as its first letter says; NULL: it does not. */
static const char *article_for(const char *word, bool capital)
{
    bool vowel = *word != '\0' && strchr("aeio", *word) != NULL;

    if (*word < 'a' || *word > 'z' || *word == 'u' || *word == 'h')
        return NULL;
    if (capital)
        return vowel ? "An " : "A ";
    return vowel ? "an " : "a ";
}

static enum err splice(struct arena *a, const char *s, size_t n, size_t start, size_t end,
                       const char *with, char **ret, size_t *ret_n)
{
    size_t with_n = strlen(with);
    char *text = arena_alloc(a, n - (end - start) + with_n + 1);

    if (text == NULL)
        return E_NOMEM;
    memcpy(text, s, start);
    memcpy(text + start, with, with_n);
    memcpy(text + start + with_n, s + end, n - end);
    *ret_n = n - (end - start) + with_n;
    *ret = text;
    return OK;
}

enum err privacy_remove(struct arena *a, const char *s, size_t n, const struct privacy_finding *f,
                        char **ret, size_t *ret_n)
{
    size_t start = f->start;
    size_t end = f->end;
    size_t article = article_before(s, start);
    const char *with = NULL;

    gap_close(s, n, &start, &end);
    if (article == f->start || start > f->start)
        return splice(a, s, n, start, end, "", ret, ret_n);
    if (s[article] == 'a' && is_bare_behind(s, n, end)) {
        start = article > 0 && s[article - 1] == ' ' ? article - 1 : article;
        end += start == article && end < n && s[end] == ' ';
    } else if (end + 1 < n && s[end] == ' ') {
        with = article_for(s + end + 1, s[article] == 'A');
        start = with ? article : start;
        end += with ? 1 : 0;
    }
    return splice(a, s, n, start, end, with ? with : "", ret, ret_n);
}

enum err privacy_generalize(struct arena *a, const char *s, size_t n,
                            const struct privacy_finding *f, char **ret, size_t *ret_n)
{
    if (f->general == NULL)
        return E_USAGE;
    if (*f->general == '\0')
        return privacy_remove(a, s, n, f, ret, ret_n);
    return splice(a, s, n, f->start, f->end, f->general, ret, ret_n);
}

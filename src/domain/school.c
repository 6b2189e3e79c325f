/* SPDX-License-Identifier: MIT
 *
 * school.c -- the shipped schools, and the match of what is typed with their names.
 *
 * Names are compared as search compares words (text/terms.h): case, accents and punctuation do not
 * count. Every typed word must begin a word of one of the names, or where what is asked for is what
 * is spelled nearly so be a few slips from one; how well the names fit decides the order. 281 rows
 * are read and compared anew each time: a tenth of a millisecond, and no session holds a list that
 * it does not show.
 */
#include <curbside/domain/school.h>

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <curbside/base/csv.h>
#include <curbside/base/str.h>
#include <curbside/text/slips.h>
#include <curbside/text/terms.h>

#include "data_files.h"

/* ---- the file ---- */

static bool school_read(const struct csv *csv, int i, struct school *ret)
{
    const char *parent = csv_get(csv, i, "parent");

    *ret = (struct school){
        .slug = csv_get(csv, i, "slug"),
        .name = csv_get(csv, i, "name"),
        .short_name = csv_get(csv, i, "short_name"),
        .also_known_as = csv_get(csv, i, "also_known_as"),
        .degree = csv_get(csv, i, "degree"),
        .city = csv_get(csv, i, "city"),
        .region = csv_get(csv, i, "region"),
        .country = csv_get(csv, i, "country"),
    };
    if (!ret->slug || !ret->name || !ret->short_name || !ret->also_known_as || !ret->degree ||
        !ret->city || !ret->region || !ret->country || !parent)
        return false;
    if (!*ret->short_name)
        ret->short_name = ret->name;
    ret->pool = *parent ? parent : ret->slug;
    return true;
}

static int by_slug(const void *a, const void *b)
{
    return strcmp(((const struct school *)a)->slug, ((const struct school *)b)->slug);
}

enum err school_all(struct arena *a, struct school_list *ret)
{
    struct csv csv;
    struct school *rows;

    TRY(csv_parse(a, (const char *)schools_csv, schools_csv_n, &csv, NULL));
    rows = arena_array(a, (size_t)csv.n_rows, sizeof *rows);
    if (!rows)
        return E_NOMEM;
    for (int i = 0; i < csv.n_rows; i++)
        if (!school_read(&csv, i, &rows[i]))
            return E_CORRUPT;
    qsort(rows, (size_t)csv.n_rows, sizeof *rows, by_slug);
    *ret = (struct school_list){rows, csv.n_rows};
    return OK;
}

/* The line behind a newline, with its own. */
static size_t line_bytes(const char *line)
{
    const char *end = (const char *)schools_csv + schools_csv_n;
    const char *newline = memchr(line, '\n', (size_t)(end - line));

    return (size_t)((newline ? newline + 1 : end) - line);
}

/* The line that begins with this slug; NULL: none does. No row has a line break in it. */
static const char *line_find(struct arena *a, const char *slug, size_t *ret_n)
{
    const char *start = (const char *)schools_csv;
    const char *begins = arena_printf(a, "\n%s,", slug), *found;

    found = begins ? memmem(start, schools_csv_n, begins, strlen(begins)) : NULL;
    *ret_n = found ? line_bytes(found + 1) : 0;
    return found ? found + 1 : NULL;
}

/* Of a page that asks for it several times: the whole file takes 70 kB and a fifth of a
 * millisecond. */
enum err school_get(struct arena *a, const char *slug, struct school *ret)
{
    const char *header = (const char *)schools_csv;
    size_t n, n_header = line_bytes(header);
    const char *line = line_find(a, slug, &n);
    struct csv csv;
    char *two;

    if (!line)
        return E_NOTFOUND;
    two = arena_alloc(a, n_header + n);
    if (!two)
        return E_NOMEM;
    memcpy(two, header, n_header);
    memcpy(two + n_header, line, n);
    TRY(csv_parse(a, two, n_header + n, &csv, NULL));
    if (csv.n_rows != 1 || !school_read(&csv, 0, ret))
        return E_CORRUPT;
    return strcmp(ret->slug, slug) == 0 ? OK : E_NOTFOUND; /* a slug with a comma is none */
}

/* ---- matching ---- */

enum fit {
    FIT_EXACT, /* what was typed is one of its names */
    FIT_NAME,  /* every word begins a word of its short or other names */
    FIT_LONG,  /* of these or its full name */
    FIT_PLACE, /* of these or its city */
    FIT_NONE = 99,
};

enum {
    LETTERS_A_SLIP = 4 /* of a word, in which one may be wrong */
};

struct match {
    const struct school *school;
    int fit; /* an enum fit; of what is spelled nearly so the slips, or FIT_NONE */
};

/* Do the words of `name` include one that begins so? Both are terms, each followed by a space. */
static bool has_word(const char *words, const char *start, size_t n)
{
    for (const char *p = words; *p; p = strchr(p, ' ') + 1)
        if (strncmp(p, start, n) == 0)
            return true;
    return false;
}

/* Does every typed word begin one of these words? */
static bool all_words_in(const char *typed, const char *words)
{
    while (*typed) {
        size_t n = strcspn(typed, " ");

        if (!has_word(words, typed, n))
            return false;
        typed += n + 1;
    }
    return true;
}

static bool is_name(const char *typed, const char *name, size_t n)
{
    AUTO_STR struct str words = STR_INIT;

    terms_add(&words, name, n);
    return strcmp(str_cstr(&words), typed) == 0;
}

/* The place of what was typed among a school's other names; -1: it is none of them. */
static int other_name(const struct school *s, const char *typed)
{
    const char *name = s->also_known_as;

    for (int i = 0; *name; i++) {
        size_t n = strcspn(name, ";");

        if (is_name(typed, name, n))
            return i;
        name += n + (name[n] == ';');
    }
    return -1;
}

static enum fit school_fit(const struct school *s, const char *typed)
{
    AUTO_STR struct str words = STR_INIT;

    if (is_name(typed, s->slug, strlen(s->slug)) || is_name(typed, s->name, strlen(s->name)) ||
        is_name(typed, s->short_name, strlen(s->short_name)) || other_name(s, typed) >= 0)
        return FIT_EXACT;
    terms_add(&words, s->short_name, strlen(s->short_name));
    terms_add(&words, s->also_known_as, strlen(s->also_known_as));
    if (all_words_in(typed, str_cstr(&words)))
        return FIT_NAME;
    terms_add(&words, s->name, strlen(s->name));
    if (all_words_in(typed, str_cstr(&words)))
        return FIT_LONG;
    terms_add(&words, s->city, strlen(s->city));
    terms_add(&words, s->region, strlen(s->region));
    return all_words_in(typed, str_cstr(&words)) ? FIT_PLACE : FIT_NONE;
}

/* The fewest slips between a typed word and one of these; FIT_NONE: too many. Words whose lengths
 * differ by more are that many slips apart, and most do: the table is made for the others. */
static int word_slips(const char *typed, size_t n, const char *words)
{
    size_t most = n / LETTERS_A_SLIP;
    int best = FIT_NONE;

    if (has_word(words, typed, n))
        return 0;
    for (const char *p = words; *p; p = strchr(p, ' ') + 1) {
        size_t other = strcspn(p, " ");

        if (most == 0 || other > n + most || n > other + most)
            continue;
        int slips = slips_between(typed, n, p, other);
        best = slips < best ? slips : best;
    }
    return best <= (int)most ? best : FIT_NONE;
}

/* Of all that was typed, by the words of its names and its city. */
static int school_slips(const struct school *s, const char *typed)
{
    AUTO_STR struct str words = STR_INIT;
    int sum = 0;

    terms_add(&words, s->short_name, strlen(s->short_name));
    terms_add(&words, s->also_known_as, strlen(s->also_known_as));
    terms_add(&words, s->name, strlen(s->name));
    terms_add(&words, s->city, strlen(s->city));
    while (*typed && sum < FIT_NONE) {
        size_t n = strcspn(typed, " ");

        sum += word_slips(typed, n, str_cstr(&words));
        typed += n + 1;
    }
    return sum < FIT_NONE ? sum : FIT_NONE;
}

static int by_fit(const void *a, const void *b)
{
    const struct match *x = a, *y = b;

    if (x->fit != y->fit)
        return x->fit < y->fit ? -1 : 1;
    return strcasecmp(x->school->short_name, y->school->short_name);
}

static bool is_asked(const char *wanted, const char *is)
{
    return !wanted || !*wanted || strcasecmp(wanted, is) == 0;
}

static enum err search_among(struct arena *a, const struct school_list *all,
                             const struct school_query *query, struct match **ret, int *ret_n)
{
    AUTO_STR struct str typed = STR_INIT;
    struct match *found = arena_array(a, (size_t)all->n, sizeof *found);
    int n = 0;

    if (!found)
        return E_NOMEM;
    if (query->text)
        terms_add(&typed, query->text, strlen(query->text));
    for (int i = 0; i < all->n; i++) {
        const struct school *s = &all->rows[i];

        if (!is_asked(query->degree, s->degree) || !is_asked(query->region, s->region) ||
            !is_asked(query->country, s->country))
            continue;
        found[n] = (struct match){s, typed.n == 0    ? FIT_NAME
                                     : query->nearly ? school_slips(s, str_cstr(&typed))
                                                     : (int)school_fit(s, str_cstr(&typed))};
        n += found[n].fit != FIT_NONE;
    }
    qsort(found, (size_t)n, sizeof *found, by_fit);
    *ret = found;
    *ret_n = n;
    return OK;
}

static enum err list_of(struct arena *a, const struct match *found, int n, struct school_list *ret)
{
    struct school *rows = arena_array(a, (size_t)n, sizeof *rows);

    if (!rows)
        return E_NOMEM;
    for (int i = 0; i < n; i++)
        rows[i] = *found[i].school;
    *ret = (struct school_list){rows, n};
    return OK;
}

enum err school_search(struct arena *a, const struct school_query *query, struct school_list *ret)
{
    struct school_list all;
    struct match *found;
    int n;

    TRY(school_all(a, &all));
    TRY(search_among(a, &all, query, &found, &n));
    return list_of(a, found, n, ret);
}

/* Matches that fit as well as the first. */
static int equally_good(const struct match *found, int n)
{
    int same = 0;

    while (same < n && found[same].fit == found[0].fit)
        same++;
    return same;
}

/* A campus and its parent answer to the same names; then the parent is meant. */
static const struct school *common_parent(const struct match *found, int n)
{
    const struct school *parent = NULL;

    for (int i = 0; i < n; i++) {
        if (strcmp(found[i].school->pool, found[0].school->pool) != 0)
            return NULL;
        if (strcmp(found[i].school->pool, found[i].school->slug) == 0)
            parent = found[i].school;
    }
    return parent;
}

enum err school_find(struct arena *a, const char *typed, struct school *ret,
                     struct school_list *ret_several)
{
    const struct school_query query = {.text = typed};
    AUTO_STR struct str words = STR_INIT;
    const struct school *meant;
    struct school_list all;
    struct match *found;
    int n;
    enum err err = school_get(a, typed, ret);

    if (err != E_NOTFOUND)
        return err;
    TRY(school_all(a, &all));
    TRY(search_among(a, &all, &query, &found, &n));
    terms_add(&words, typed, strlen(typed));
    if (n == 0 || words.n == 0)
        return E_NOTFOUND;
    n = equally_good(found, n);
    meant = n == 1 ? found[0].school : common_parent(found, n);
    if (!meant) {
        if (ret_several)
            TRY(list_of(a, found, n, ret_several));
        return E_AMBIGUOUS;
    }
    *ret = *meant;
    return OK;
}

enum err school_is_called(struct arena *a, const char *typed, bool *ret)
{
    AUTO_STR struct str words = STR_INIT;
    struct school_list all;

    *ret = false;
    TRY(school_all(a, &all));
    terms_add(&words, typed, strlen(typed));
    for (int i = 0; i < all.n && !*ret; i++)
        *ret = school_fit(&all.rows[i], str_cstr(&words)) == FIT_EXACT;
    return words.failed ? E_NOMEM : OK;
}

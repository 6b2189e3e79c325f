/* SPDX-License-Identifier: MIT
 *
 * query.c -- parsing what a person typed to search.
 *
 * One pass from left to right over items: a filter, an operator, a phrase in quotes, a word. A
 * fault's sentence names its place and never repeats what was typed, so that it can be shown
 * anywhere.
 */
#include <curbside/text/query.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <curbside/base/clock.h>
#include <curbside/text/clean.h>
#include <curbside/text/joins.h>
#include <curbside/text/terms.h>
#include <curbside/text/utf8.h>

enum {
    DAY_S = 24 * 60 * 60,
    YEARS_MAX = 9999,
    PARTED_LEAST = 3, /* letters of a word whose last one may go with digits behind it */
};

struct parser {
    struct arena *a;
    const char *text, *end, *at;
    int64_t now_s;
    struct query *q;
    struct query_fault *fault;
    int or_column;    /* of an OR that waits for its second word; 0: none */
    int and_column;   /* of an AND that waits for what is to hold as well */
    int not_column;   /* of a NOT that waits for what it leaves out */
    int first_never;  /* column of the first exclusion */
    int typed;        /* phrases */
    const char *word; /* the item before, if it was a bare word to be found; else NULL */
    bool can_join;    /* the item before was a word or a phrase to be found */
    bool has_item;    /* something else than an operator stood before */
};

static int column_of(const struct parser *p, const char *at)
{
    return (int)text_length(p->text, (size_t)(at - p->text)) + 1;
}

void query_fault_set(struct query_fault *fault, int column, const char *what, const char *rest)
{
    snprintf(fault->sentence, sizeof fault->sentence, "%s at column %d %s", what, column, rest);
}

static enum err fail_at(struct parser *p, int column, const char *what, const char *rest)
{
    query_fault_set(p->fault, column, what, rest);
    return E_QUERY_INVALID;
}

/* ---- words ---- */

/* The words of n bytes as one phrase; n of it 0 when there are none. */
static enum err phrase_make(struct parser *p, const char *s, size_t n, struct query_phrase *ret)
{
    const char **terms = arena_array(p->a, QUERY_PHRASE_TERMS, sizeof *terms);
    struct terms reader;
    struct term term;

    if (!terms)
        return E_NOMEM;
    *ret = (struct query_phrase){.terms = terms};
    terms_begin(&reader, s, n);
    while (terms_next(&reader, &term)) {
        if (ret->n == QUERY_PHRASE_TERMS)
            return fail_at(p, column_of(p, s + term.start), "The word",
                           "is one too many for one phrase.");
        terms[ret->n] = arena_memdup0(p->a, term.s, term.n);
        if (!terms[ret->n++])
            return E_NOMEM;
    }
    return OK;
}

/* ---- what is written as one word, too ---- */

/* Words of a phrase of which some were put together. */
struct reading {
    const char **terms;
    int words[QUERY_PHRASE_TERMS]; /* that each stands for */
    int n;
};

/* A join takes the place of the words it stands for, if all of them are still to be had. */
static bool reading_take(struct reading *r, int words)
{
    int at = r->n;

    while (at > 0 && words > 0)
        words -= r->words[--at];
    if (words != 0)
        return false;
    r->n = at;
    return true;
}

static enum err reading_add(struct parser *p, struct reading *r, const struct join *join)
{
    if (join->words > 1 && !reading_take(r, join->words))
        return OK;
    r->terms[r->n] = arena_memdup0(p->a, join->term.s, join->term.n);
    r->words[r->n] = join->words;
    return r->terms[r->n++] ? OK : E_NOMEM;
}

/* The words of n bytes, which are a phrase, with its joins as single words; n of it 0 where there
 * are none. */
static enum err phrase_read(struct parser *p, const char *s, size_t n, struct query_phrase *ret)
{
    struct reading r = {.terms = arena_array(p->a, QUERY_PHRASE_TERMS, sizeof *r.terms)};
    struct joins joins;
    struct join join;
    int words = 0;

    if (!r.terms)
        return E_NOMEM;
    joins_begin(&joins, s, n);
    while (joins_next(&joins, &join)) {
        words += join.words == 1;
        if (words > QUERY_PHRASE_TERMS)
            break; /* only where two typed words are looked at together */
        TRY(reading_add(p, &r, &join));
    }
    *ret = (struct query_phrase){.terms = r.terms, .n = r.n < words ? r.n : 0};
    return OK;
}

/* ---- a letter before digits, with what is before it or apart ---- */

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Digits right behind a word, whose last letter may go with them: where is it, as a number of the
 * word? A word of `least` letters or more; -1: nowhere. */
static int letter_find(const char *s, size_t n, size_t least)
{
    struct terms reader;
    struct term term;
    size_t end = 0, bytes = 0;
    bool letters = false;

    terms_begin(&reader, s, n);
    for (int i = 0; i < QUERY_PHRASE_TERMS && terms_next(&reader, &term); i++) {
        if (letters && bytes >= least && term.start == end && term.s[0] >= '0' && term.s[0] <= '9')
            return i - 1;
        letters = is_letter(term.s[term.n - 1]) && (term.n < 2 || is_letter(term.s[term.n - 2]));
        bytes = term.n;
        end = term.end;
    }
    return -1;
}

/* HbA1c: its A may stand apart, as in Hb A1c. Of two letters, as in FL5, both go together. */
static enum err phrase_part(struct parser *p, const char *s, size_t n,
                            const struct query_phrase *phrase, struct query_phrase *ret)
{
    int at = phrase->n < QUERY_PHRASE_TERMS ? letter_find(s, n, PARTED_LEAST) : -1;
    const char **terms = arena_array(p->a, QUERY_PHRASE_TERMS, sizeof *terms);

    *ret = (struct query_phrase){.terms = terms};
    if (!terms)
        return E_NOMEM;
    for (int i = 0; at >= 0 && i < phrase->n; i++) {
        size_t letters = i == at ? strlen(phrase->terms[i]) - 1 : 0;

        terms[ret->n++] = i == at ? arena_memdup0(p->a, phrase->terms[i], letters)
                                  : phrase->terms[i];
        if (i == at)
            terms[ret->n++] = phrase->terms[i] + letters;
        if (!terms[ret->n - 1] || !terms[i])
            return E_NOMEM;
    }
    return OK;
}

/* Hb A1c: its A may stand with what is before it, as in HbA1c. `phrase` is all of the n bytes. */
static enum err phrase_fuse(struct parser *p, const char *s, size_t n,
                            const struct query_phrase *phrase, struct query_phrase *ret)
{
    int at = letter_find(s, n, 1);
    const char **terms = arena_array(p->a, QUERY_PHRASE_TERMS, sizeof *terms);

    *ret = (struct query_phrase){.terms = terms};
    if (!terms)
        return E_NOMEM;
    if (at < 1 || strlen(phrase->terms[at]) != 1 || !is_letter(phrase->terms[at - 1][0]))
        return OK;
    for (int i = 0; i < phrase->n; i++) {
        if (i == at)
            terms[ret->n - 1] = arena_printf(p->a, "%s%s", phrase->terms[i - 1], phrase->terms[i]);
        else
            terms[ret->n++] = phrase->terms[i];
        if (!terms[ret->n - 1])
            return E_NOMEM;
    }
    return OK;
}

/* ---- a phrase into the query ---- */

static void must_add(struct query *q, const struct query_phrase *phrase, bool joined)
{
    q->must[q->n_must] = *phrase;
    q->must[q->n_must++].joined = joined;
}

static bool has_room(const struct query *q, int phrases)
{
    return q->n_must + q->n_never + phrases <= QUERY_READINGS;
}

/* Beyond what there is room for, only what was typed is looked for. */
static void other_add(struct query *q, const struct query_phrase *other, bool exclude)
{
    if (other->n == 0 || !has_room(q, 1))
        return;
    if (exclude)
        q->never[q->n_never++] = *other;
    else
        must_add(q, other, true);
}

/* `other` stands for the phrase as well. */
static enum err phrase_add(struct parser *p, struct query_phrase *phrase,
                           const struct query_phrase *other, bool exclude, int column)
{
    struct query *q = p->q;

    if (p->typed++ == QUERY_PHRASES || !has_room(q, 1))
        return fail_at(p, column, "The word", "is one too many.");
    if (exclude && p->or_column > 0)
        return fail_at(p, p->or_column, "OR", "needs a word on both sides, not an exclusion.");
    if (exclude) {
        if (p->first_never == 0)
            p->first_never = column;
        q->never[q->n_never++] = *phrase;
    } else {
        must_add(q, phrase, p->or_column > 0);
    }
    other_add(q, other, exclude);
    p->or_column = 0;
    p->can_join = !exclude;
    return OK;
}

static size_t quote_at(const char *s, const char *end)
{
    static const char *const quotes[] = {"\"", "\u201C", "\u201D", "\u201E", "\u00AB", "\u00BB"};

    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        size_t n = strlen(quotes[i]);

        if ((size_t)(end - s) >= n && memcmp(s, quotes[i], n) == 0)
            return n;
    }
    return 0;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static enum err take_quoted(struct parser *p, bool exclude, int column)
{
    const char *start = p->at + quote_at(p->at, p->end), *close = start;
    int quote = column_of(p, p->at);
    struct query_phrase phrase, other, apart, fused;

    while (close < p->end && quote_at(close, p->end) == 0)
        close++;
    if (close == p->end)
        return fail_at(p, quote, "The quotation mark", "is never closed.");
    p->at = close + quote_at(close, p->end);
    TRY(phrase_make(p, start, (size_t)(close - start), &phrase));
    if (phrase.n == 0)
        return fail_at(p, quote, "The quotation", "holds no word.");
    TRY(phrase_read(p, start, (size_t)(close - start), &other));
    TRY(phrase_part(p, start, (size_t)(close - start), &phrase, &apart));
    TRY(phrase_fuse(p, start, (size_t)(close - start), &phrase, &fused));
    TRY(phrase_add(p, &phrase, &other, exclude, column));
    other_add(p->q, &apart, exclude);
    other_add(p->q, &fused, exclude);
    return OK;
}

/* ---- filters ---- */

static bool number_read(const char **s, const char *end, int digits_min, int digits_max, int *ret)
{
    int n = 0, value = 0;

    while (*s < end && **s >= '0' && **s <= '9' && n < digits_max) {
        value = value * 10 + (**s - '0');
        (*s)++;
        n++;
    }
    *ret = value;
    return n >= digits_min;
}

/* The first second of a day, of the first one after it in the same form if `next`. */
static bool day_start(int year, int month, int day, int64_t *ret)
{
    char text[48]; /* of any three numbers */

    snprintf(text, sizeof text, "%04d-%02d-%02dT00:00:00Z", year, month, day);
    return time_parse_rfc3339(text, ret) == OK;
}

/* 2026, 2026-03 or 2026-03-01: where it begins and where the next begins. */
static bool date_read(const char *s, const char *end, int64_t *ret_from, int64_t *ret_to)
{
    int year, month, day;

    if (!number_read(&s, end, 4, 4, &year) || year < 1 || year >= YEARS_MAX)
        return false;
    if (s == end)
        return day_start(year, 1, 1, ret_from) && day_start(year + 1, 1, 1, ret_to);
    if (*s++ != '-' || !number_read(&s, end, 1, 2, &month))
        return false;
    if (s == end)
        return day_start(year, month, 1, ret_from) &&
               day_start(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1, ret_to);
    if (*s++ != '-' || !number_read(&s, end, 1, 2, &day) || s != end ||
        !day_start(year, month, day, ret_from))
        return false;
    *ret_to = *ret_from + DAY_S;
    return true;
}

/* 30d: the day that was 30 days ago. */
static bool age_read(const char *s, const char *end, int64_t now_s, int64_t *ret_from,
                     int64_t *ret_to)
{
    static const struct {
        char unit;
        int days;
    } units[] = {{'d', 1}, {'w', 7}, {'m', 30}, {'y', 365}};
    int count;

    if (!number_read(&s, end, 1, 4, &count) || end - s != 1)
        return false;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (*s != units[i].unit)
            continue;
        *ret_from = time_floor_day(now_s - (int64_t)count * units[i].days * DAY_S);
        *ret_to = *ret_from + DAY_S;
        return true;
    }
    return false;
}

static enum err take_time(struct parser *p, const char *name, const char *value, int column)
{
    const char *end = value + strlen(value);
    int64_t from, to;

    if (!date_read(value, end, &from, &to) && !age_read(value, end, p->now_s, &from, &to))
        return fail_at(p, column, name,
                       "takes a date (2026-03-01, 2026-03, 2026) or an age (30d, 8w, 6m, 2y).");
    if (name[0] == 's')
        p->q->since = from;
    else
        p->q->until = to;
    if (p->q->since >= p->q->until)
        return fail_at(p, column, name, "leaves no time: until: lies before since:.");
    return OK;
}

static enum err list_add(struct parser *p, struct query_filter *list, int *n, const char *name,
                         const struct query_filter *filter)
{
    if (*n == QUERY_FILTERS)
        return fail_at(p, filter->column, name, "is one filter too many.");
    list[(*n)++] = *filter;
    return OK;
}

static const char *const filter_names[] = {"board:", "tag:", "by:", "since:", "until:"};
enum filter {
    FILTER_BOARD,
    FILTER_TAG,
    FILTER_BY,
    FILTER_SINCE,
    FILTER_UNTIL,
    N_FILTERS
};

static enum err take_filter(struct parser *p, enum filter filter, const char *value, bool exclude,
                            int column)
{
    const struct query_filter f = {.value = value, .exclude = exclude, .column = column};
    const char *name = filter_names[filter];

    p->can_join = false;
    if (p->or_column > 0)
        return fail_at(p, p->or_column, "OR", "needs a word on both sides, not a filter.");
    if (value[0] == '\0' && quote_at(p->at, p->end) > 0)
        return fail_at(p, column, name, "takes one word without quotes, as step-1.");
    if (value[0] == '\0')
        return fail_at(p, column, name, "needs a value, without a space before it.");
    if (exclude && filter != FILTER_BOARD && filter != FILTER_TAG)
        return fail_at(p, column, name, "cannot be excluded.");
    if (filter == FILTER_BOARD)
        return list_add(p, p->q->boards, &p->q->n_boards, name, &f);
    if (filter == FILTER_TAG)
        return list_add(p, p->q->tags, &p->q->n_tags, name, &f);
    if (filter != FILTER_BY)
        return take_time(p, name, value, column);
    if (strcmp(value, "me") != 0)
        return fail_at(p, column, name,
                       "takes only \"me\": the posts of others cannot be listed by name.");
    p->q->mine = true;
    return OK;
}

/* ---- items ---- */

/* What an operator waited for is there. */
static void item_taken(struct parser *p)
{
    p->and_column = p->not_column = 0;
    p->has_item = true;
}

/* Filters of other boards and of mail: as words they would find nothing, and nobody would know
 * why. */
static enum err refuse_foreign(struct parser *p, const char *word, size_t n, int column)
{
    static const char *const names[] = {
        "author:", "from:", "user:", "in:", "title:", "subject:", "before:", "after:", "date:"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t name_n = strlen(names[i]);

        if (n > name_n && strncasecmp(word, names[i], name_n) == 0)
            return fail_at(p, column, names[i],
                           "is no filter: those are board: tag: by:me since: until:. In quotes it "
                           "is a word.");
    }
    return OK;
}

static enum err take_or(struct parser *p, int column)
{
    if (!p->can_join || p->or_column > 0 || p->and_column > 0)
        return fail_at(p, column, "OR", "has no word before it.");
    p->or_column = column;
    return OK;
}

/* What stands side by side is wanted together anyway: AND says no more. */
static enum err take_and(struct parser *p, int column)
{
    if (!p->has_item || p->or_column > 0 || p->and_column > 0)
        return fail_at(p, column, "AND", "has no word before it.");
    p->and_column = column;
    return OK;
}

static enum err take_not(struct parser *p, int column)
{
    p->not_column = column;
    return OK;
}

/* *ret_is: the word is an operator, and was taken. */
static enum err take_operator(struct parser *p, const char *word, size_t n, bool minus, int column,
                              bool *ret_is)
{
    static const struct {
        const char *name;
        enum err (*take)(struct parser *p, int column);
    } operators[] = {{"OR", take_or}, {"AND", take_and}, {"NOT", take_not}};

    *ret_is = false;
    for (size_t i = 0; i < sizeof operators / sizeof *operators && !*ret_is; i++) {
        const char *name = operators[i].name;

        if (strlen(name) != n || memcmp(word, name, n) != 0)
            continue;
        *ret_is = true;
        if (minus || p->not_column > 0)
            return fail_at(p, column, name, "is no word to leave out; in small letters it is one.");
        TRY(operators[i].take(p, column));
    }
    return OK;
}

/* A star behind a word, as others have for its beginning: without a word it would be as if it were
 * not there. Around a word it is emphasis. */
static enum err refuse_star(struct parser *p, const char *word, size_t n)
{
    if (n < 2 || word[n - 1] != '*' || word[0] == '*')
        return OK;
    return fail_at(p, column_of(p, word + n - 1), "*",
                   "stands for nothing: whole words are found. OR takes several.");
}

static bool is_one_phrase(const char *s, size_t n)
{
    struct terms reader;
    struct term term;
    int terms = 0;

    terms_begin(&reader, s, n);
    while (terms <= QUERY_PHRASE_TERMS && terms_next(&reader, &term))
        terms++;
    return terms <= QUERY_PHRASE_TERMS;
}

/* hb a1c: two words, and the first letter of the second one belongs to the first. Two that are too
 * long for one phrase stay two: nobody typed them as one. */
static enum err fuse_words(struct parser *p, const char *end, struct query_phrase *ret)
{
    struct query_phrase both;
    size_t n = (size_t)(end - p->word);

    ret->n = 0;
    if (letter_find(p->word, n, 1) != 1 || !is_one_phrase(p->word, n))
        return OK;
    TRY(phrase_make(p, p->word, n, &both));
    return phrase_fuse(p, p->word, n, &both, ret);
}

/* The word that ends at `end` and the one typed before it may be one: t cell finds tcell, and hb
 * a1c HbA1c. Both are wanted, so it stands for either. */
static enum err join_words(struct parser *p, const char *end, struct query_phrase *ret)
{
    *ret = (struct query_phrase){0};
    if (!p->word || p->or_column > 0 || !has_room(p->q, 4))
        return OK;
    TRY(phrase_read(p, p->word, (size_t)(end - p->word), ret));
    if (ret->n != 1)
        TRY(fuse_words(p, end, ret));
    other_add(p->q, ret, false);
    return OK;
}

/* A word or, as x-ray, several that stand side by side. */
static enum err take_bare(struct parser *p, const char *word, size_t n, bool exclude, int column)
{
    struct query_phrase phrase, other, apart, both = {0};

    TRY(phrase_make(p, word, n, &phrase));
    if (phrase.n == 0)
        return OK; /* signs alone */
    TRY(phrase_read(p, word, n, &other));
    TRY(phrase_part(p, word, n, &phrase, &apart));
    if (!exclude)
        TRY(join_words(p, word + n, &both));
    TRY(phrase_add(p, &phrase, &other, exclude, column));
    other_add(p->q, &apart, exclude);
    other_add(p->q, &both, false);
    p->word = exclude ? NULL : word;
    item_taken(p);
    return OK;
}

static enum err take_word(struct parser *p, bool minus, int column)
{
    const char *word = p->at;
    bool exclude = minus || p->not_column > 0, is_operator;
    size_t n;

    while (p->at < p->end && !is_space(*p->at) && quote_at(p->at, p->end) == 0)
        p->at++;
    n = (size_t)(p->at - word);
    TRY(take_operator(p, word, n, minus, column, &is_operator));
    if (is_operator)
        return OK;
    for (int i = 0; i < N_FILTERS; i++) {
        size_t name_n = strlen(filter_names[i]);

        if (n >= name_n && strncasecmp(word, filter_names[i], name_n) == 0) {
            const char *value = arena_memdup0(p->a, word + name_n, n - name_n);

            TRY(value ? take_filter(p, (enum filter)i, value, exclude, column) : E_NOMEM);
            item_taken(p);
            return OK;
        }
    }
    TRY(refuse_foreign(p, word, n, column));
    TRY(refuse_star(p, word, n));
    return take_bare(p, word, n, exclude, column);
}

static enum err take_item(struct parser *p)
{
    int column = column_of(p, p->at);
    bool minus = *p->at == '-' && p->at + 1 < p->end && !is_space(p->at[1]);

    if (minus && p->not_column > 0)
        return fail_at(p, p->not_column, "NOT", "leaves out what - leaves out already.");
    if (minus)
        p->at++;
    if (quote_at(p->at, p->end) == 0)
        return take_word(p, minus, column);
    TRY(take_quoted(p, minus || p->not_column > 0, column));
    item_taken(p);
    return OK;
}

static bool has_place(const struct query_filter *filters, int n)
{
    for (int i = 0; i < n; i++)
        if (!filters[i].exclude)
            return true;
    return false;
}

static bool has_time(const struct query *q)
{
    return q->since != INT64_MIN || q->until != INT64_MAX;
}

/* Something that can be looked up has to be there. */
static enum err check_whole(struct parser *p)
{
    const struct query *q = p->q;

    if (p->or_column > 0)
        return fail_at(p, p->or_column, "OR", "has no word behind it.");
    if (p->not_column > 0)
        return fail_at(p, p->not_column, "NOT", "has no word behind it.");
    if (p->and_column > 0)
        return fail_at(p, p->and_column, "AND", "has no word behind it.");
    if (q->n_must > 0 || q->mine || has_place(q->boards, q->n_boards) ||
        has_place(q->tags, q->n_tags) || has_time(q))
        return OK;
    if (q->n_never > 0)
        return fail_at(p, p->first_never, "What is left out",
                       "is all there is: say a word to look for as well.");
    snprintf(p->fault->sentence, sizeof p->fault->sentence,
             "There is no word to look for up to column %d: say at least one.",
             column_of(p, p->end));
    return E_QUERY_INVALID;
}

enum err query_parse(struct arena *a, const char *text, size_t n, int64_t now_s, struct query *ret,
                     struct query_fault *ret_fault)
{
    struct parser p = {.a = a,
                       .text = text,
                       .at = text,
                       .end = text + n,
                       .now_s = now_s,
                       .q = ret,
                       .fault = ret_fault};

    memset(ret, 0, sizeof *ret);
    ret->since = INT64_MIN;
    ret->until = INT64_MAX;
    if (n > QUERY_BYTES) {
        p.end = text + QUERY_BYTES;
        return fail_at(&p, column_of(&p, p.end), "The search",
                       "is over 1,000 bytes; please shorten it.");
    }
    for (;;) {
        while (p.at < p.end && is_space(*p.at))
            p.at++;
        if (p.at == p.end)
            return check_whole(&p);
        TRY(take_item(&p));
    }
}

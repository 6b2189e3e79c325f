/* SPDX-License-Identifier: MIT
 *
 * flow.c -- which line ends were made by a program.
 *
 * A program breaks a line when the next word does not fit: so a broken line is about as long as
 * the longest of its paragraph, and what follows goes on in the middle of a sentence. A paragraph
 * needs one such break, followed by a small letter, before a break at the end of a sentence or
 * before a capital is believed to be one too. When in doubt, the line end stays.
 */
#include "flow.h"

#include <string.h>

#include <curbside/text/utf8.h>

enum {
    SOFT_CELLS_MIN = 45, /* shorter lines are broken by people */
    SOFT_CELLS_MAX = 90, /* longer ones by nobody: who types them breaks paragraphs, not lines */
    RAGGED_CELLS = 12,   /* how far from the margin a person at a typewriter returns */
    FIRST_INDENT_MAX = 8,
    INDENT_MAX = 2,
    WORDS_MIN = 5,
    KEY_BYTES_MAX = 16,       /* "Subject: ..." */
    LETTERS_PERCENT_MIN = 70, /* and blanks */
    PLAIN_PERCENT_MIN = 85,   /* and digits, commas and periods */
};

enum start {
    START_SMALL,
    START_CAPITAL,
    START_OTHER,
    START_NONE
};

void flow_init(struct flow *f, const char *s, size_t n)
{
    *f = (struct flow){.source = {.s = s, .n = n}, .signature_quotes = -1};
}

bool is_signature_mark(const char *s, const struct source_line *line)
{
    size_t n = line->end - line->body;

    return (n == 2 || n == 3) && memcmp(s + line->body, "-- ", n) == 0;
}

static bool is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_letter(char c)
{
    return is_small(c) || is_capital(c) || (unsigned char)c >= 0x80;
}

static size_t blanks_at(const char *s, size_t at, size_t n)
{
    size_t end = at;

    while (end < n && s[end] == ' ')
        end++;
    return end < n ? end - at : 0; /* space at the end separates nothing */
}

/* Columns: a wide gap, one that no sentence ends before, or two narrow ones. */
static bool has_gap(const char *s, size_t n)
{
    size_t narrow = 0;

    for (size_t i = 1; i < n; i++) {
        size_t gap = blanks_at(s, i, n);
        if (gap < 2)
            continue;
        bool sentence = strchr(".?!:,\")", s[i - 1]) != NULL;
        if (gap > 3 || (!sentence && (gap > 2 || ++narrow > 1)))
            return true;
        i += gap;
    }
    return false;
}

/* "Key: value", as in forms and headers. */
static bool has_key(const char *s, size_t n)
{
    for (size_t i = 0; i < n && i <= KEY_BYTES_MAX; i++) {
        if (s[i] == ':')
            return i > 0;
        if (!is_letter(s[i]) && strchr("-_/", s[i]) == NULL)
            return false;
    }
    return false;
}

/* Words and sentences, not code, a table or a drawing. */
static bool is_prose(const char *s, size_t n)
{
    size_t letters = 0;
    size_t plain = 0;
    size_t words = 1;

    if (n == 0 || has_gap(s, n) || has_key(s, n) || strchr(";{}\\|+", s[n - 1]) != NULL)
        return false;
    for (size_t i = 0; i < n; i++) {
        bool letter = is_letter(s[i]) || s[i] == ' ';
        letters += letter ? 1 : 0;
        plain += letter || strchr("0123456789',.", s[i]) != NULL ? 1 : 0;
        words += s[i] == ' ' ? 1 : 0;
    }
    return letters * 100 >= n * LETTERS_PERCENT_MIN && plain * 100 >= n * PLAIN_PERCENT_MIN &&
           words >= WORDS_MIN;
}

/* How the words of a line that is to follow another begin. START_NONE: they should not follow. */
static enum start start_of(const char *s, const struct flow_line *l)
{
    const char *words = s + l->line.words;
    size_t n = l->line.end - l->line.words;

    if (l->line.kind != LINE_TEXT || has_key(words, n) || has_gap(words, n))
        return START_NONE;
    if (is_small(*words) || (*words == 'I' && (n == 1 || words[1] == ' ' || words[1] == '\'')))
        return START_SMALL;
    if (is_capital(*words) || (unsigned char)*words >= 0x80)
        return START_CAPITAL;
    return strchr("0123456789\"'(*_`<[$", *words) != NULL ? START_OTHER : START_NONE;
}

static bool ends_sentence(const char *s, const struct flow_line *l)
{
    size_t end = l->line.end;

    while (end > l->line.words && strchr(" \"')*_", s[end - 1]) != NULL)
        end--;
    return end > l->line.words && strchr(".?!", s[end - 1]) != NULL;
}

static char last_byte(const char *s, const struct source_line *line)
{
    size_t end = line->end;

    while (end > line->words && s[end - 1] == ' ')
        end--;
    return end > line->words ? s[end - 1] : '\0';
}

bool flow_joins_bare(const char *s, const struct source_line *line)
{
    size_t end = line->end;

    while (end > line->words && s[end - 1] == ' ')
        end--;
    return end > line->words + 1 && s[end - 1] == '-' &&
           (is_small(s[end - 2]) || is_capital(s[end - 2]));
}

size_t flow_hang(const struct source_line *lines, int n)
{
    const struct source_line *line = &lines[n > 1 ? 1 : 0];

    return line->words - line->body;
}

static void measure(const char *s, struct flow_line *l)
{
    const char *words = s + l->line.words;
    size_t n = l->line.end - l->line.words;

    while (n > 0 && words[n - 1] == ' ')
        n--;
    const char *space = n > 0 ? memchr(words, ' ', n) : NULL;
    l->cells = text_cells(words, n);
    l->first = space != NULL ? text_cells(words, (size_t)(space - words)) : l->cells;
    l->prose = is_prose(words, n);
    l->soft = false;
}

static size_t indent_of(const struct flow_line *l)
{
    return l->line.words - l->line.body;
}

/* Where the lines after the first of a paragraph or item start. */
static size_t margin_left(const struct flow *f)
{
    return indent_of(&f->run[f->run[0].line.kind == LINE_ITEM ? 0 : 1]);
}

/* May line i + 1 follow line i, by their places? A paragraph's first line may stand further in. */
static bool has_margin(const struct flow *f, int i)
{
    size_t margin = margin_left(f);
    size_t indent = indent_of(&f->run[i]);

    return indent_of(&f->run[i + 1]) == margin &&
           (indent == margin || (indent > margin && indent <= FIRST_INDENT_MAX));
}

/* Longest line of prose; above SOFT_CELLS_MAX when somebody typed without breaking lines. */
static int margin_of(const struct flow *f)
{
    int margin = 0;

    for (int i = 0; i < f->n; i++) {
        if (f->run[i].prose && f->run[i].cells > margin)
            margin = f->run[i].cells;
    }
    return margin;
}

/* Sure: goes on in the middle of a sentence. Else only in company of a sure one. */
static bool is_soft(const struct flow *f, int i, int margin, bool sure)
{
    const char *s = f->source.s;
    const struct flow_line *a = &f->run[i];
    const struct flow_line *b = &f->run[i + 1];
    enum start start = start_of(s, b);
    int needed = a->cells + 1 + b->first;

    if (!a->prose || a->cells < SOFT_CELLS_MIN || start == START_NONE || !has_margin(f, i) ||
        last_byte(s, &a->line) == ':')
        return false;
    if (start == START_SMALL)
        return needed + RAGGED_CELLS > margin;
    if (start == START_OTHER && !ends_sentence(s, a))
        return needed > margin;
    return !sure && needed > margin;
}

/* In indented text line ends stay, unless it belongs to the item of a list above; a paragraph's
 * first line may be indented as in print, and all by a blank or two as some quote. */
static bool run_may_flow(const struct flow *f)
{
    bool item = f->run[0].line.kind == LINE_ITEM;

    return f->signature_quotes < 0 && (item || margin_left(f) <= INDENT_MAX);
}

static void run_mark(struct flow *f)
{
    int margin = margin_of(f);
    bool any = false;

    if (f->n < 2 || margin > SOFT_CELLS_MAX || !run_may_flow(f))
        return;
    for (int i = 0; i + 1 < f->n; i++) {
        f->run[i].soft = is_soft(f, i, margin, true);
        any = any || f->run[i].soft;
    }
    for (int i = 0; any && i + 1 < f->n; i++)
        f->run[i].soft = is_soft(f, i, margin, false);
}

static void signature_follow(struct flow *f, const struct source_line *line)
{
    if (is_signature_mark(f->source.s, line))
        f->signature_quotes = line->quotes;
    else if (line->quotes != f->signature_quotes)
        f->signature_quotes = -1;
}

static bool line_read(struct flow *f, struct source_line *ret)
{
    if (f->has_ahead) {
        f->has_ahead = false;
        *ret = f->ahead;
        return true;
    }
    return source_next(&f->source, ret);
}

static bool goes_on(const struct flow *f, const struct source_line *line)
{
    return f->n < FLOW_LINES_MAX && line->kind == LINE_TEXT &&
           line->quotes == f->run[0].line.quotes && !is_signature_mark(f->source.s, line);
}

static bool run_read(struct flow *f)
{
    struct source_line line;

    f->n = 0;
    f->at = 0;
    if (!line_read(f, &line))
        return false;
    signature_follow(f, &line);
    f->run[f->n++] = (struct flow_line){.line = line};
    if (line.kind != LINE_TEXT && line.kind != LINE_ITEM)
        return true;
    while ((f->has_ahead = source_next(&f->source, &f->ahead)) && goes_on(f, &f->ahead))
        f->run[f->n++] = (struct flow_line){.line = f->ahead};
    for (int i = 0; i < f->n; i++)
        measure(f->source.s, &f->run[i]);
    run_mark(f);
    return true;
}

bool flow_next(struct flow *f, struct source_line *ret, bool *ret_soft)
{
    if (f->at == f->n && !run_read(f))
        return false;
    *ret = f->run[f->at].line;
    *ret_soft = f->run[f->at].soft;
    f->at++;
    return true;
}

/* SPDX-License-Identifier: MIT
 *
 * source.c -- telling the lines of a body apart.
 */
#include "source.h"

#include <string.h>

enum {
    QUOTE_INDENT_MAX = 3, /* more, and ">" is an operator in indented code */
    ORDINAL_DIGITS_MAX = 9,
    HEADING_LEVELS = 6,
    FENCE_MIN = 3,
    RULE_MIN = 3,
    LOOK_BYTES_MAX = 4 * 1024 * 1024, /* for the ends of code blocks, in one body */
};

static size_t skip(const char *s, size_t at, size_t end, char c, size_t most)
{
    size_t stop = end - at > most ? at + most : end;

    while (at < stop && s[at] == c)
        at++;
    return at;
}

static size_t skip_space(const char *s, size_t at, size_t end)
{
    return skip(s, at, end, ' ', end - at);
}

/* Past quote marks, at most `most` of them, and the space that belongs to the last one. */
static size_t quotes_skip(const char *s, size_t at, size_t end, int most, int *ret_quotes)
{
    int quotes = 0;

    while (quotes < most) {
        size_t mark = skip(s, at, end, ' ', QUOTE_INDENT_MAX);
        if (mark == end || s[mark] != '>')
            break;
        quotes++;
        at = mark + 1;
    }
    *ret_quotes = quotes;
    return quotes > 0 && at < end && s[at] == ' ' ? at + 1 : at;
}

static bool is_rule(const char *s, size_t at, size_t end)
{
    char c = s[at];
    int count = 0;

    if (c != '-' && c != '*' && c != '_')
        return false;
    for (; at < end; at++) {
        if (s[at] == c)
            count++;
        else if (s[at] != ' ')
            return false;
    }
    return count >= RULE_MIN;
}

/* Past a list mark and the space after it; `at` itself if there is none. */
static size_t item_skip(const char *s, size_t at, size_t end)
{
    size_t mark = at;

    if (s[at] == '-' || s[at] == '*' || s[at] == '+') {
        mark++;
    } else {
        while (mark < end && mark - at < ORDINAL_DIGITS_MAX && s[mark] >= '0' && s[mark] <= '9')
            mark++;
        if (mark == at || mark == end || (s[mark] != '.' && s[mark] != ')'))
            return at;
        mark++;
    }
    size_t words = skip_space(s, mark, end);
    return words > mark && words < end ? words : at;
}

static size_t heading_skip(const char *s, size_t at, size_t end)
{
    size_t mark = skip(s, at, end, '#', HEADING_LEVELS);
    size_t words = skip_space(s, mark, end);

    return mark > at && words > mark && words < end ? words : at;
}

/* Is `line`, within the block, a fence that ends it? */
static bool fence_closes(const struct source *src, const struct source_line *line)
{
    size_t after = skip(src->s, line->words, line->end, '`', line->end - line->words);

    return after - line->words >= src->fence && skip_space(src->s, after, line->end) == line->end;
}

static size_t line_end(const struct source *src, size_t at)
{
    const char *feed = memchr(src->s + at, '\n', src->n - at);

    return feed != NULL ? (size_t)(feed - src->s) : src->n;
}

/* Does the block that starts after `at` have an end? One that has none is text: three ` in a mail
 * must not make code of all that follows. */
static bool fence_has_end(struct source *src, size_t at)
{
    struct source_line line = {0};

    while (at < src->n && src->looked < LOOK_BYTES_MAX) {
        line.end = line_end(src, at);
        line.body = quotes_skip(src->s, at, line.end, src->fence_quotes, &line.quotes);
        if (line.quotes < src->fence_quotes)
            return false;
        line.words = skip_space(src->s, line.body, line.end);
        if (fence_closes(src, &line))
            return true;
        src->looked += line.end + 1 - at;
        at = line.end + 1;
    }
    return false;
}

/* A line that opens a code block: at least three `, and no other in the line, or it is code within
 * the line. */
static bool fence_opens(struct source *src, const struct source_line *line)
{
    const char *s = src->s;
    size_t after = skip(s, line->words, line->end, '`', line->end - line->words);

    if (after - line->words < FENCE_MIN || memchr(s + after, '`', line->end - after) != NULL)
        return false;
    src->fence = after - line->words;
    src->fence_quotes = line->quotes;
    if (fence_has_end(src, line->end + 1))
        return true;
    src->fence = 0;
    return false;
}

/* A line while a code block is open; false if the block's quoting has ended, and it with it. */
static bool code_line(struct source *src, struct source_line *line)
{
    line->body = quotes_skip(src->s, line->start, line->end, src->fence_quotes, &line->quotes);
    if (line->quotes < src->fence_quotes) {
        src->fence = 0;
        return false;
    }
    line->words = skip_space(src->s, line->body, line->end);
    line->kind = LINE_CODE;
    if (fence_closes(src, line)) {
        line->kind = LINE_FENCE;
        src->fence = 0;
    }
    return true;
}

static void text_line_tell(struct source *src, struct source_line *line)
{
    const char *s = src->s;
    size_t item = 0;

    line->body = quotes_skip(s, line->start, line->end, (int)(line->end - line->start),
                             &line->quotes);
    line->words = skip_space(s, line->body, line->end);
    line->kind = LINE_TEXT;
    if (line->words == line->end) {
        line->kind = LINE_BLANK;
    } else if (is_rule(s, line->words, line->end)) {
        line->kind = LINE_RULE;
    } else if (fence_opens(src, line)) {
        line->kind = LINE_FENCE;
    } else if ((item = item_skip(s, line->words, line->end)) > line->words) {
        line->kind = LINE_ITEM;
        line->words = item;
    } else if (!src->after_text && (item = heading_skip(s, line->words, line->end)) > line->words) {
        line->kind = LINE_HEADING;
        line->words = item;
    }
}

bool source_next(struct source *src, struct source_line *ret)
{
    struct source_line line = {.start = src->at};

    if (src->at >= src->n)
        return false;
    line.end = line_end(src, src->at);
    src->at = line.end + 1;
    if (src->fence == 0 || !code_line(src, &line))
        text_line_tell(src, &line);
    src->after_text = line.kind != LINE_BLANK;
    *ret = line;
    return true;
}

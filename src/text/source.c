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

/* A line that opens a code block: at least three ` or ~; after ` no other ` may follow, or it is
 * code within a line. */
static bool fence_opens(struct source *src, const struct source_line *line)
{
    const char *s = src->s;
    char c = s[line->words];

    if (c != '`' && c != '~')
        return false;
    size_t after = skip(s, line->words, line->end, c, line->end - line->words);
    if (after - line->words < FENCE_MIN ||
        (c == '`' && memchr(s + after, '`', line->end - after) != NULL))
        return false;
    src->fence = c;
    src->fence_n = after - line->words;
    src->fence_quotes = line->quotes;
    return true;
}

static bool fence_closes(const struct source *src, const struct source_line *line)
{
    size_t after = skip(src->s, line->words, line->end, src->fence, line->end - line->words);

    return after - line->words >= src->fence_n && skip_space(src->s, after, line->end) == line->end;
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
    const char *feed = memchr(src->s + src->at, '\n', src->n - src->at);
    line.end = feed != NULL ? (size_t)(feed - src->s) : src->n;
    src->at = line.end + 1;
    if (src->fence == 0 || !code_line(src, &line))
        text_line_tell(src, &line);
    src->after_text = line.kind != LINE_BLANK;
    *ret = line;
    return true;
}

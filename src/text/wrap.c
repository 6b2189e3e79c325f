/* SPDX-License-Identifier: MIT
 *
 * wrap.c -- one walk over the clusters of a line, remembering the last place where it may break.
 */
#include <curbside/text/wrap.h>

#include <curbside/text/utf8.h>

/* Space at a break belongs to no line: where the next one starts, or past the line feed. */
static size_t after_space(const char *s, size_t n, size_t at, bool *ret_last)
{
    while (at < n && (s[at] == ' ' || s[at] == '\t'))
        at++;
    *ret_last = at == n || s[at] == '\n';
    return *ret_last ? at + 1 : at;
}

bool wrap_next(const char *s, size_t n, int cells, size_t *at, struct wrap_line *ret)
{
    struct wrap_line line = {.start = *at};
    struct wrap_line broken = {0}; /* the line up to the last space; n 0: none yet */
    bool in_word = false;
    bool any_word = false;
    struct cluster c;

    if (*at > n)
        return false;
    if (cells < 2)
        cells = 2;
    const char *p = s + *at;
    while (p < s + n && *p != '\n' && cluster_next(&p, s + n, &c)) {
        bool space = c.n == 1 && (*c.s == ' ' || *c.s == '\t');
        if (space && in_word)
            broken = line;
        if (line.cells + c.cells > cells) {
            p = c.s;
            *ret = broken.n > 0 ? broken : line;
            bool at_space = broken.n > 0 || space;
            size_t end = ret->start + ret->n;
            *at = at_space && any_word ? after_space(s, n, end, &ret->last) : end;
            return true;
        }
        in_word = !space;
        any_word = any_word || in_word;
        line.n += c.n;
        line.cells += c.cells;
    }
    line.last = true;
    *ret = line;
    *at = line.start + line.n + 1;
    return true;
}

enum err wrap_text(struct arena *a, const char *s, size_t n, int cells, struct wrapped *ret)
{
    struct wrap_line line;
    size_t at = 0;
    size_t count = 0;

    while (wrap_next(s, n, cells, &at, &line))
        count++;
    struct wrap_line *lines = arena_array(a, count, sizeof *lines);
    if (lines == NULL)
        return E_NOMEM;
    at = 0;
    for (size_t i = 0; i < count; i++)
        IGNORE(wrap_next(s, n, cells, &at, &lines[i])); /* counted above */
    *ret = (struct wrapped){lines, (int)count};
    return OK;
}

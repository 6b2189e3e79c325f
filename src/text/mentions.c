/* SPDX-License-Identifier: MIT
 *
 * mentions.c -- the people a text names.
 *
 * Line by line: a line behind ">" is somebody else's, a line of three back-quotes begins and ends
 * code, and between two back-quotes nothing is a name.
 */
#include <curbside/text/mentions.h>

#include <string.h>

enum {
    NAME_LEAST = 3, /* letters of a handle, and of an alias */
};

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

/* What a name may not follow: an address, a word, another sign. */
static bool is_joined(char c)
{
    return is_name(c) || (c >= 'A' && c <= 'Z') || c == '_' || c == '@' || c == '~' || c == '/' ||
           (unsigned char)c >= 0x80;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Bytes of the name behind a sign; 0: there is none. */
static size_t name_bytes(const char *at, size_t n)
{
    size_t len = 0;

    while (len < n && is_name(lower(at[len])))
        len++;
    if (len < n && (at[len] == '_' || (unsigned char)at[len] >= 0x80))
        return 0;
    while (len > 0 && at[len - 1] == '-')
        len--;
    if (len < NAME_LEAST || len >= MENTION_NAME || lower(at[0]) < 'a')
        return 0;
    return len;
}

static bool is_known(const struct mention *found, int n, const struct mention *m)
{
    for (int i = 0; i < n; i++)
        if (found[i].alias == m->alias && strcmp(found[i].name, m->name) == 0)
            return true;
    return false;
}

static int name_add(struct mention *ret, int found, bool alias, const char *at, size_t n)
{
    struct mention m = {.alias = alias};

    for (size_t i = 0; i < n; i++)
        m.name[i] = lower(at[i]);
    /* An alias is two words. */
    if ((alias && !strchr(m.name, '-')) || is_known(ret, found, &m))
        return found;
    ret[found] = m;
    return found + 1;
}

/* One line of the author's own. */
static int find_in_line(const char *line, size_t n, struct mention *ret, int found)
{
    bool code = false;

    for (size_t i = 0; i < n && found < MENTIONS_MAX; i++) {
        size_t len;

        if (line[i] == '`')
            code = !code && memchr(line + i + 1, '`', n - i - 1) != NULL;
        if (code || (line[i] != '@' && line[i] != '~') || (i > 0 && is_joined(line[i - 1])))
            continue;
        len = name_bytes(line + i + 1, n - i - 1);
        if (len > 0)
            found = name_add(ret, found, line[i] == '~', line + i + 1, len);
        i += len;
    }
    return found;
}

static size_t blanks(const char *line, size_t n)
{
    size_t at = 0;

    while (at < n && (line[at] == ' ' || line[at] == '\t'))
        at++;
    return at;
}

int mentions_find(const char *text, size_t n, struct mention ret[static MENTIONS_MAX])
{
    bool code = false;
    int found = 0;

    for (size_t at = 0; at < n && found < MENTIONS_MAX;) {
        const char *end = memchr(text + at, '\n', n - at);
        size_t len = end ? (size_t)(end - (text + at)) : n - at;
        size_t skip = blanks(text + at, len);
        const char *line = text + at + skip;

        if (len - skip >= 3 && memcmp(line, "```", 3) == 0)
            code = !code;
        else if (!code && (len == skip || *line != '>'))
            found = find_in_line(line, len - skip, ret, found);
        at += len + 1;
    }
    return found;
}

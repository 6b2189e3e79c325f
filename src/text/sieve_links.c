/* SPDX-License-Identifier: MIT
 *
 * sieve_links.c -- domains in a text, whatever stands around them.
 *
 * No link is parsed: every run of what a domain is made of is one that may be followed, behind a
 * scheme or bare, so each is compared. Letters are folded as browsers do (full width, capitals, the
 * dots of other scripts, Punycode, percent signs), and what Markdown hides is skipped.
 */
#include <string.h>
#include <utf8proc.h>

#include <curbside/text/utf8.h>

#include "punycode.h"
#include "sieve_parts.h"

enum {
    ARENA_SLACK_BYTES = 64 * 1024,
};

struct host {
    char s[HOST_BYTES + 1];
    size_t n;
    size_t start, end; /* in the text */
    bool over;         /* longer than a domain may be */
};

static bool is_host_byte(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

static void host_put(struct host *h, const char *bytes, size_t n)
{
    if (h->n + n > HOST_BYTES) {
        h->over = true;
        return;
    }
    memcpy(h->s + h->n, bytes, n);
    h->n += n;
}

static bool is_host_letter(uint32_t cp)
{
    switch (utf8proc_category((utf8proc_int32_t)cp)) {
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
        return true;
    default:
        return false;
    }
}

static bool is_dot(uint32_t cp)
{
    return cp == 0x3002 || cp == 0xFF0E || cp == 0xFF61;
}

/* One character beyond ASCII; false: it ends the domain. */
static bool wide_put(struct host *h, uint32_t cp)
{
    utf8proc_int32_t folded[18];
    int boundary = 0;
    char bytes[4];
    utf8proc_ssize_t n;

    if (is_dot(cp)) {
        host_put(h, ".", 1);
        return true;
    }
    n = utf8proc_decompose_char((utf8proc_int32_t)cp, folded, sizeof folded / sizeof *folded,
                                UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_DECOMPOSE,
                                &boundary);
    if (n > (utf8proc_ssize_t)(sizeof folded / sizeof *folded))
        return false;
    for (utf8proc_ssize_t i = 0; i < n; i++) {
        uint32_t one = (uint32_t)folded[i];

        if (one < 0x80 ? !is_host_byte((unsigned char)one) : !is_host_letter(one))
            return false;
        host_put(h, bytes, utf8_encode(one, bytes));
    }
    return true;
}

/* The character at text[at]; false: it ends the domain, or is none. *ret_used: its bytes. */
static bool char_put(struct host *h, const char *text, size_t n, size_t at, size_t *ret_used)
{
    unsigned char c = (unsigned char)text[at];
    uint32_t cp;

    *ret_used = 1;
    if (c < 0x80) {
        char low = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);

        if (low == '\\' && at + 1 < n && (text[at + 1] == '.' || text[at + 1] == '-'))
            return true;
        if (h->n > 0 && (low == '*' || low == '`'))
            return true;
        if (!is_host_byte((unsigned char)low))
            return false;
        host_put(h, &low, 1);
        return true;
    }
    *ret_used = utf8_decode(text + at, n - at, &cp);
    return cp != UTF8_INVALID && wide_put(h, cp);
}

static void host_compare(const struct sieve *s, const struct host *h, struct sieve_hit *ret)
{
    for (int i = 0; i < s->n_links; i++) {
        const struct sieve_link *l = &s->links[i];
        size_t before = h->n - l->n;

        if (ret[l->rule].found || h->n < l->n || memcmp(h->s + before, l->host, l->n) != 0 ||
            (before > 0 && h->s[before - 1] != '.'))
            continue;
        ret[l->rule] = (struct sieve_hit){.found = true, .start = h->start, .end = h->end};
    }
}

/* The stop of a sentence is no part of it. */
static void host_trim(struct host *h)
{
    while (h->n > 0 && (h->s[h->n - 1] == '.' || h->s[h->n - 1] == '-'))
        h->n--;
    h->s[h->n] = '\0';
}

/* One label of it: as letters, where it is Punycode. */
static void label_put(struct host *out, const char *label, size_t n)
{
    uint32_t points[PUNYCODE_MAX];
    char bytes[4];
    int count = n > 4 && memcmp(label, "xn--", 4) == 0 ? punycode_decode(label + 4, n - 4, points)
                                                       : 0;

    for (int i = 0; i < count; i++)
        if (points[i] < 0x80 || !wide_put(out, points[i]))
            host_put(out, bytes, utf8_encode(points[i], bytes));
    if (count == 0)
        host_put(out, label, n);
}

static void host_decode(struct host *h)
{
    struct host out = {.start = h->start, .end = h->end, .over = h->over};

    if (!strstr(h->s, "xn--"))
        return;
    for (const char *label = h->s; *label;) {
        size_t n = strcspn(label, ".");

        label_put(&out, label, n);
        label += n;
        if (*label) {
            host_put(&out, ".", 1);
            label++;
        }
    }
    out.s[out.n] = '\0';
    *h = out;
}

/* The run from *at on, which moves behind it. */
static void host_read(const char *text, size_t n, size_t *at, struct host *ret)
{
    size_t used = 0;

    ret->n = 0;
    ret->over = false;
    ret->start = *at;
    while (*at < n && char_put(ret, text, n, *at, &used))
        *at += used;
    ret->end = *at;
    if (*at == ret->start)
        *at += used;
    host_trim(ret);
    host_decode(ret);
}

static void typed_look(const struct sieve *s, const char *text, size_t n, struct sieve_hit *ret)
{
    struct host h;

    for (size_t at = 0; at < n;) {
        host_read(text, n, &at, &h);
        if (!h.over && memchr(h.s, '.', h.n))
            host_compare(s, &h, ret);
    }
}

/* ---- percent signs ---- */

static int hex_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The byte that "%2E" at `at` stands for; -1: no such thing stands there. */
static int percent_byte(const char *text, size_t n, size_t at)
{
    if (text[at] != '%' || n - at < 3 || hex_of(text[at + 1]) < 0 || hex_of(text[at + 2]) < 0)
        return -1;
    return hex_of(text[at + 1]) * 16 + hex_of(text[at + 2]);
}

/* The text with such bytes put in, and where each byte of it stood; *ret_n: its length, that of the
 * text if there were none. */
static enum err percent_decode(struct arena *a, const char *text, size_t n, char **ret,
                               uint32_t **ret_from, size_t *ret_n)
{
    char *out = arena_alloc(a, n + 1);
    uint32_t *from = arena_array(a, n + 1, sizeof *from);
    size_t to = 0;

    if (!out || !from)
        return E_NOMEM;
    for (size_t at = 0; at < n; to++) {
        int byte = percent_byte(text, n, at);

        from[to] = (uint32_t)at;
        out[to] = byte < 0 ? text[at] : (char)byte;
        at += byte < 0 ? 1 : 3;
    }
    from[to] = (uint32_t)n;
    *ret = out;
    *ret_from = from;
    *ret_n = to;
    return OK;
}

static enum err percent_look(const struct sieve *s, const char *text, size_t n,
                             struct sieve_hit *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct sieve_hit found[SIEVE_RULES_MAX] = {{.found = false}};
    uint32_t *from;
    char *out;
    size_t out_n;

    arena_init(&a, (n + 1) * (1 + sizeof *from) + ARENA_SLACK_BYTES);
    TRY(percent_decode(&a, text, n, &out, &from, &out_n));
    if (out_n == n)
        return OK;
    typed_look(s, out, out_n, found);
    for (int i = 0; i < s->n; i++)
        if (found[i].found && !ret[i].found)
            ret[i] = (struct sieve_hit){
                .found = true, .start = from[found[i].start], .end = from[found[i].end]};
    return OK;
}

enum err sieve_links_look(const struct sieve *s, const char *text, size_t n, struct sieve_hit *ret)
{
    typed_look(s, text, n, ret);
    return memchr(text, '%', n) ? percent_look(s, text, n, ret) : OK;
}

/* ---- what was typed ---- */

static const char *after(const char *typed, const char *what)
{
    const char *at = strstr(typed, what);

    return at ? at + strlen(what) : typed;
}

static bool is_host(const struct host *h)
{
    return !h->over && h->n >= 3 && memchr(h->s, '.', h->n) && !strstr(h->s, "..") &&
           h->s[0] != '.' && h->s[0] != '-';
}

enum err sieve_host_parse(struct arena *a, const char *typed, const char **ret)
{
    const char *from = after(typed, "://"), *host;
    size_t at = 0, n;
    struct host h;

    if (from == typed && from[0] == '*' && from[1] == '.')
        from += 2;
    n = strcspn(from, "/?#");
    const char *user = memchr(from, '@', n);
    if (user) {
        n -= (size_t)(user + 1 - from);
        from = user + 1;
    }
    host_read(from, n, &at, &h);
    if (at < n && from[at] != ':')
        return E_USAGE;
    host = strncmp(h.s, "www.", 4) == 0 && strchr(h.s + 4, '.') ? h.s + 4 : h.s;
    if (!is_host(&h))
        return E_USAGE;
    *ret = arena_strdup(a, host);
    return *ret ? OK : E_NOMEM;
}

enum err sieve_links_add(struct sieve *s, int rule, const char *host)
{
    struct sieve_link *l = &s->links[s->n_links];

    TRY(sieve_host_parse(&s->arena, host, &l->host));
    l->rule = rule;
    l->n = strlen(l->host);
    s->n_links++;
    return OK;
}

/* SPDX-License-Identifier: MIT
 *
 * str.c -- the growing string. Memory doubles up to the limit; an append that does not fit leaves
 * the string as it was, whole or not at all.
 */
#include <curbside/base/str.h>

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FIRST_BYTES = 64
};

void str_done(struct str *s)
{
    free(s->s);
    *s = (struct str){.limit = s->limit};
}

void str_clear(struct str *s)
{
    s->n = 0;
    s->failed = false;
    if (s->s != NULL)
        s->s[0] = '\0';
}

/* Room for `more` bytes and the NUL. */
static bool reserve(struct str *s, size_t more)
{
    size_t limit = s->limit != 0 ? s->limit : STR_LIMIT_BYTES;

    if (s->failed || more > limit || s->n > limit - more) {
        s->failed = true;
        return false;
    }
    size_t need = s->n + more + 1;
    if (need <= s->cap)
        return true;
    size_t cap = s->cap != 0 ? s->cap : FIRST_BYTES;
    while (cap < need)
        cap *= 2;
    if (cap > limit + 1)
        cap = limit + 1;
    char *grown = realloc(s->s, cap);
    if (grown == NULL) {
        s->failed = true;
        return false;
    }
    s->s = grown;
    s->cap = cap;
    return true;
}

void str_add_n(struct str *s, const void *bytes, size_t n)
{
    if (!reserve(s, n))
        return;
    if (n > 0)
        memcpy(s->s + s->n, bytes, n);
    s->n += n;
    s->s[s->n] = '\0';
}

void str_add(struct str *s, const char *cstr)
{
    str_add_n(s, cstr, strlen(cstr));
}

void str_add_char(struct str *s, char c)
{
    str_add_n(s, &c, 1);
}

void str_add_repeat(struct str *s, char c, size_t times)
{
    if (!reserve(s, times))
        return;
    memset(s->s + s->n, c, times);
    s->n += times;
    s->s[s->n] = '\0';
}

void str_printf(struct str *s, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n < 0) {
        s->failed = true;
        return;
    }
    if (!reserve(s, (size_t)n))
        return;
    va_start(ap, fmt);
    IGNORE(vsnprintf(s->s + s->n, (size_t)n + 1, fmt, ap)); /* measured above */
    va_end(ap);
    s->n += (size_t)n;
}

const char *str_cstr(const struct str *s)
{
    return s->s != NULL ? s->s : "";
}

bool cstr_starts(const char *s, const char *prefix)
{
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool cstr_ends(const char *s, const char *suffix)
{
    size_t n = strlen(s);
    size_t m = strlen(suffix);

    return n >= m && memcmp(s + n - m, suffix, m) == 0;
}

enum err int_parse(const char *s, long long min, long long max, long long *ret_value)
{
    const char *digits = s[0] == '-' ? s + 1 : s;
    char *end = NULL;

    /* strtoll alone would also take " +7" */
    if (digits[0] < '0' || digits[0] > '9')
        return E_NUMBER_INVALID;
    errno = 0;
    long long value = strtoll(s, &end, 10);
    if (errno != 0 || *end != '\0' || value < min || value > max)
        return E_NUMBER_INVALID;
    *ret_value = value;
    return OK;
}

void str_free_cstr(char **p)
{
    free(*p);
    *p = NULL;
}

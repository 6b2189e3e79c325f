/* SPDX-License-Identifier: MIT
 *
 * str.h -- a growing string: always NUL-terminated, length known, bounded.
 */
#ifndef CURBSIDE_BASE_STR_H
#define CURBSIDE_BASE_STR_H

#include <stddef.h>

#include <curbside/base/err.h>

/* Once an append failed (limit or memory) the string stays as it was and `failed` is set; later
 * appends do nothing. So a run of appends needs one check at its end. */
struct str {
    char *s;      /* never NULL after the first append; see str_cstr() */
    size_t n;     /* bytes without the NUL */
    size_t cap;   /* bytes allocated */
    size_t limit; /* most bytes it may hold; 0 means STR_LIMIT_BYTES */
    bool failed;
};

enum {
    STR_LIMIT_BYTES = 8 * 1024 * 1024
}; /* several times the largest answer of any command */

#define STR_INIT ((struct str){NULL, 0, 0, 0, false})

void str_done(struct str *s);
void str_clear(struct str *s); /* empties, keeps the memory, clears `failed` */
void str_add(struct str *s, const char *cstr);
void str_add_n(struct str *s, const void *bytes, size_t n);
void str_add_char(struct str *s, char c);
void str_add_repeat(struct str *s, char c, size_t times);
void str_printf(struct str *s, const char *fmt, ...) PRINTF(2, 3);
/* The text, "" when empty. */
const char *str_cstr(const struct str *s);

/* Does `s` start or end with ...; pure. */
bool cstr_starts(const char *s, const char *prefix);
bool cstr_ends(const char *s, const char *suffix);
/* A whole decimal number in min..max, nothing around it. E_NUMBER_INVALID otherwise. */
NODISCARD enum err int_parse(const char *s, long long min, long long max, long long *ret_value);

void str_free_cstr(char **p);
#define AUTO_STR  __attribute__((cleanup(str_done)))
#define AUTO_FREE __attribute__((cleanup(str_free_cstr)))

#endif

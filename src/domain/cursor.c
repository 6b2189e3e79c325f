/* SPDX-License-Identifier: MIT
 *
 * cursor.c -- cursors as text: four numbers in hexadecimal and a check over them and the query.
 *
 * The check is no secret: a forged cursor shows only what the same query would show anyway. It is
 * there so that a cursor of another query, or one cut short in copying, is refused instead of
 * giving a page that is quietly wrong.
 */
#include "cursor.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curbside/base/crypto.h>
#include <curbside/base/str.h>

enum {
    CURSOR_CHECK_BYTES = 4,
    CURSOR_TEXT_BYTES = 4 * 17 + 2 * CURSOR_CHECK_BYTES + 1, /* four numbers, a check, NUL */
    CURSOR_HASH_BYTES = 16,                                  /* the smallest that BLAKE2b gives */
};

static void cursor_write(const char *query, const struct cursor *c, char ret[CURSOR_TEXT_BYTES])
{
    uint8_t hash[CURSOR_HASH_BYTES];
    AUTO_STR struct str whole = STR_INIT;
    int n = snprintf(ret, CURSOR_TEXT_BYTES, "%" PRIx64 "-%" PRIx64 "-%" PRIx64 "-%" PRIx64 "-",
                     (uint64_t)c->pinned, (uint64_t)c->first, (uint64_t)c->second, (uint64_t)c->id);

    str_printf(&whole, "cursor %s %s", query, ret);
    hash_keyed(NULL, str_cstr(&whole), whole.n, hash, sizeof hash);
    for (int i = 0; i < CURSOR_CHECK_BYTES; i++)
        n += snprintf(ret + n, (size_t)(CURSOR_TEXT_BYTES - n), "%02x", hash[i]);
}

const char *cursor_format(struct arena *a, const char *query, const struct cursor *c)
{
    char text[CURSOR_TEXT_BYTES];

    cursor_write(query, c, text);
    return arena_strdup(a, text);
}

enum err cursor_parse(const char *query, const char *text, struct cursor *ret)
{
    uint64_t number[4];
    const char *at = text;
    char again[CURSOR_TEXT_BYTES];
    struct cursor c;

    if (strlen(text) >= CURSOR_TEXT_BYTES)
        return E_CURSOR_INVALID;
    for (int i = 0; i < 4; i++) {
        char *end;
        number[i] = strtoull(at, &end, 16); /* takes too much, which writing it again shows */
        if (*end != '-')
            return E_CURSOR_INVALID;
        at = end + 1;
    }
    c = (struct cursor){(int64_t)number[0], (int64_t)number[1], (int64_t)number[2],
                        (int64_t)number[3]};
    cursor_write(query, &c, again);
    if (strcmp(again, text) != 0)
        return E_CURSOR_INVALID;
    *ret = c;
    return OK;
}

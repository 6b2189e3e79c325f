/* SPDX-License-Identifier: MIT
 *
 * fold.c -- case folding by utf8proc's tables. No locale has a say in it.
 */
#include <curbside/text/fold.h>

#include <stdlib.h>
#include <utf8proc.h>

#include <curbside/base/str.h>
#include <curbside/text/utf8.h>

bool codepoint_is_word(uint32_t cp)
{
    switch (utf8proc_category((utf8proc_int32_t)cp)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
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

enum err text_fold(struct arena *a, const char *s, size_t n, char **ret)
{
    const utf8proc_option_t options = UTF8PROC_CASEFOLD | UTF8PROC_COMPOSE | UTF8PROC_STABLE;
    utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t folded_n = utf8proc_map((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)n,
                                             &folded, options);
    char *copy;

    if (folded_n < 0)
        return folded_n == UTF8PROC_ERROR_NOMEM ? E_NOMEM : E_NOT_UTF8;
    copy = arena_memdup0(a, folded, (size_t)folded_n);
    free(folded);
    if (!copy)
        return E_NOMEM;
    *ret = copy;
    return OK;
}

enum err text_lower(struct arena *a, const char *s, size_t n, char **ret)
{
    AUTO_STR struct str lower = STR_INIT;
    uint32_t cp;

    for (size_t at = 0; at < n;) {
        char bytes[4];

        at += utf8_decode(s + at, n - at, &cp);
        cp = (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
        str_add_n(&lower, bytes, utf8_encode(cp, bytes));
    }
    *ret = lower.failed ? NULL : arena_memdup0(a, str_cstr(&lower), lower.n);
    return *ret ? OK : E_NOMEM;
}

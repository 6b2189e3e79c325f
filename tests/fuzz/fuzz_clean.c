/* SPDX-License-Identifier: MIT
 *
 * fuzz_clean.c -- whatever goes in, what comes out is clean, and clean text stays as it is.
 */
/* layers: text */
#include <string.h>

#include <curbside/text/clean.h>
#include <curbside/text/utf8.h>

#include "fuzz.h"

/* What clean text may never hold, told without the tables clean.c uses. */
static bool is_harmful(uint32_t cp)
{
    bool control = (cp < 0x20 && cp != '\n' && cp != '\t') || (cp >= 0x7F && cp < 0xA0);
    bool bidi = (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069) || cp == 0x200E ||
                cp == 0x200F || cp == 0x061C;
    bool unseen = cp == 0x200B || cp == 0x200C || cp == 0x2060 || cp == 0xFEFF || cp == 0x00AD ||
                  (cp >= 0xE0000 && cp <= 0xE0FFF) || (cp >= 0xE000 && cp <= 0xF8FF);

    return control || bidi || unseen || (cp & 0xFFFE) == 0xFFFE || cp == UTF8_INVALID;
}

static void check_clean(const char *s, size_t n)
{
    struct cluster c;
    const char *p = s;
    uint32_t cp = 0;

    for (size_t i = 0; i < n;) {
        i += utf8_decode(s + i, n - i, &cp);
        HOLDS(!is_harmful(cp));
    }
    while (cluster_next(&p, s + n, &c)) {
        HOLDS(c.n <=
              80); /* nothing hides in a cluster: an emoji of six with tones is the longest */
        HOLDS(c.cells > 0 || *c.s == '\n' || (unsigned char)*c.s >= 0x80);
    }
    HOLDS(p == s + n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const char *s = (const char *)data;
    char *clean = NULL;
    char *again = NULL;
    size_t n = 0;
    size_t again_n = 0;

    if (size > 64 * 1024)
        size = 64 * 1024;
    HOLDS(text_clean(&a, CLEAN_REPAIR, s, size, &clean, &n) == OK);
    HOLDS(n <= 3 * size && strlen(clean) == n);
    check_clean(clean, n);
    HOLDS(text_clean(&a, CLEAN_STRICT, clean, n, &again, &again_n) == OK);
    HOLDS(again_n == n && memcmp(clean, again, n) == 0);
    enum err strict = text_clean(&a, CLEAN_STRICT, s, size, &again, &again_n);
    HOLDS(strict == OK || (strict == E_NOT_UTF8 && !utf8_is_valid(s, size)));
    HOLDS(strict != OK || (again_n == n && memcmp(clean, again, n) == 0));
    HOLDS(text_line(&a, CLEAN_REPAIR, s, size, &again, &again_n) == OK);
    HOLDS(strchr(again, '\n') == NULL && strstr(again, "  ") == NULL);
    HOLDS(again_n == 0 || (again[0] != ' ' && again[again_n - 1] != ' '));
    return 0;
}

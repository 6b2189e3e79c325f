/* SPDX-License-Identifier: MIT
 *
 * fuzz_query.c -- any bytes are a query or a fault with a place; what is a query finds within
 * bounds, and words are cut within bounds.
 */
/* layers: text */
#include <string.h>

#include <curbside/text/joins.h>
#include <curbside/text/needle.h>
#include <curbside/text/query.h>
#include <curbside/text/terms.h>
#include <curbside/text/utf8.h>

#include "fuzz.h"

static void check_phrase(const struct query_phrase *phrase)
{
    HOLDS(phrase->n >= 1 && phrase->n <= QUERY_PHRASE_TERMS);
    for (int i = 0; i < phrase->n; i++) {
        const char *term = phrase->terms[i];
        size_t n = strlen(term);

        HOLDS(n >= 1 && n <= TERM_BYTES && utf8_is_valid(term, n));
        /* Nothing that an index could read as its own language. */
        for (const char *c = term; *c; c++)
            HOLDS((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || (*c & 0x80));
    }
}

static void check_query(const struct query *q, const char *s, size_t n)
{
    struct query_span spans[8];
    int found = query_spans(q, s, n, spans, 8);

    HOLDS(q->n_must + q->n_never <= QUERY_READINGS);
    HOLDS(q->since < q->until);
    for (int i = 0; i < q->n_must; i++)
        check_phrase(&q->must[i]);
    for (int i = 0; i < q->n_never; i++)
        check_phrase(&q->never[i]);
    HOLDS(found >= 0 && found <= 8);
    for (int i = 0; i < found; i++)
        HOLDS(spans[i].start < spans[i].end && spans[i].end <= n);
    if (found > 0)
        HOLDS((query_look(q, s, n) & ((UINT64_C(1) << q->n_must) - 1)) != 0);
}

static void check_needle(const char *s, size_t n)
{
    struct needle needle;
    size_t start = 0, end = 0;

    needle_set(&needle, s, n < 5 ? n : 5);
    HOLDS(needle.n >= 0 && needle.n <= NEEDLE_CHARS);
    for (size_t from = 0; needle_find(&needle, s, n, from, &start, &end); from = end)
        HOLDS(start >= from && start < end && end <= n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_STR struct str words = STR_INIT;
    struct query_fault fault = {""};
    struct query q;
    const char *s = (const char *)data;
    enum err err;

    if (size > 64 * 1024)
        return 0;
    err = query_parse(&a, s, size, 1795435200, &q, &fault);
    HOLDS(err == OK || err == E_QUERY_INVALID);
    if (err == OK)
        check_query(&q, s, size);
    else
        HOLDS(strstr(fault.sentence, "column ") &&
              utf8_is_valid(fault.sentence, strlen(fault.sentence)));
    terms_add(&words, s, size);
    joins_add(&words, s, size);
    HOLDS(!words.failed && utf8_is_valid(str_cstr(&words), words.n));
    check_needle(s, size);
    return 0;
}

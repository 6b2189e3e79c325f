/* SPDX-License-Identifier: MIT
 *
 * fuzz_sieve.c -- the first line is a rule of every kind, the rest a text: a rule is taken or
 * refused with a sentence, what was taken is taken again, and what is found lies in the text.
 */
/* layers: text */
#include <string.h>

#include <curbside/text/sieve.h>
#include <curbside/text/utf8.h>

#include "fuzz.h"

static void check(enum sieve_kind kind, const char *typed, const char *text, size_t n)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_SIEVE struct sieve *s = sieve_new();
    const char *rule, *why, *again;
    struct sieve_hit hit;
    enum err err = sieve_rule_parse(&a, kind, typed, &rule, &why);

    HOLDS(err == OK || err == E_NOT_UTF8 || (err == E_USAGE && *why));
    if (err != OK)
        return;
    HOLDS(strlen(rule) <= SIEVE_RULE_BYTES && utf8_is_valid(rule, strlen(rule)));
    HOLDS(sieve_rule_parse(&a, kind, rule, &again, &why) == OK);
    HOLDS(strcmp(rule, again) == 0);
    HOLDS(sieve_add(s, kind, rule) == OK);
    HOLDS(sieve_look(s, NULL, text, n, &hit) == OK);
    HOLDS(!(hit.found && hit.over));
    HOLDS(!hit.found || (hit.start <= hit.end && hit.end <= n));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const uint8_t *end = size > 0 ? memchr(data, '\n', size) : NULL;
    size_t n = end ? (size_t)(end - data) : size;
    const char *typed;

    if (size > 16 * 1024)
        return 0;
    typed = arena_memdup0(&a, data, n);
    HOLDS(typed);
    for (int kind = 0; kind < N_SIEVE_KINDS; kind++)
        check((enum sieve_kind)kind, typed, (const char *)data + n, size - n);
    return 0;
}

/* SPDX-License-Identifier: MIT
 *
 * fuzz_privacy.c -- any bytes are looked at within bounds; every find lies in the text, and the
 * text can be written without it or more broadly.
 */
/* layers: text */
#include <string.h>

#include <curbside/text/privacy.h>
#include <curbside/text/utf8.h>

#include "fuzz.h"

/* Made once for all inputs: what is fuzzed are texts, not the rules. */
static const struct privacy *rules_once(void)
{
    static struct privacy *rules;

    if (rules == NULL)
        rules = privacy_new();
    HOLDS(rules != NULL);
    return rules;
}

static void check_finding(struct arena *a, const char *s, size_t n, const struct privacy_finding *f)
{
    char *text = NULL;
    size_t text_n = 0;

    HOLDS(f->start < f->end && f->end <= n);
    HOLDS(f->text != NULL && strlen(f->text) <= f->end - f->start);
    HOLDS(privacy_remove(a, s, n, f, &text, &text_n) == OK && text_n < n);
    enum err err = privacy_generalize(a, s, n, f, &text, &text_n);
    HOLDS(f->general != NULL ? err == OK : err == E_USAGE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const own[] = {"board.example"};
    AUTO_ARENA struct arena a = ARENA_INIT;
    const char *s = (const char *)data;
    const struct privacy_text earlier[] = {{s, size / 2}};
    const struct privacy_company company = {
        .earlier = earlier, .n_earlier = 1, .own = own, .n_own = 1};
    struct privacy_findings f;

    if (size > 256 * 1024)
        return 0;
    arena_init(&a, 256 * 1024 * 1024);
    HOLDS(privacy_scan(rules_once(), &a, s, size, &company, &f) == OK);
    HOLDS(f.n >= 0 && f.n <= PRIVACY_FINDINGS_MAX && f.facts >= 0);
    HOLDS(f.n_told >= 0 && f.n_told <= PRIVACY_FACTS_MAX && f.n_told <= f.facts);
    for (int i = 0; i < f.n_told; i++)
        HOLDS(f.told[i].start < f.told[i].end && f.told[i].end <= size);
    for (int i = 0; i < f.n && i < 20; i++)
        check_finding(&a, s, size, &f.rows[i]);
    for (int i = 1; i < f.n; i++)
        HOLDS(f.rows[i].start >= f.rows[i - 1].start);
    return 0;
}

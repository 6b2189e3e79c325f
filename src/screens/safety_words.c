/* SPDX-License-Identifier: MIT
 *
 * safety_words.c -- what was found, with the words it is about: whoever reads it can change it.
 *
 * The marks in the editor, and what it offers to do, are in compose_safety.c.
 */
#include "safety_words.h"

#include <string.h>

const char *safety_blocked_words(struct arena *a, const struct safety_report *report,
                                 unsigned *ret_overrides)
{
    const char *words = "";
    unsigned overrides = ~0U;
    int told = 0, blocked = 0;

    for (int i = 0; i < report->n && words; i++) {
        const struct safety_finding *f = &report->rows[i];

        if (f->tier != TIER_BLOCK)
            continue;
        overrides &= f->overrides;
        blocked++;
        if (told < SAFETY_WORDS_MAX) {
            words = arena_printf(a, "%s\"%s\": %s %s\n", words, f->find.text, f->what, f->advice);
            told++;
        }
    }
    if (words && blocked > told)
        words = arena_printf(a, "%sAnd %d more.\n", words, blocked - told);
    *ret_overrides = blocked > 0 ? overrides : 0;
    return words;
}

/* Those that stop the text, or those that do not, after what is told already. */
static const char *words_add(struct arena *a, const char *words, const struct safety_report *report,
                             bool blocks, int *told)
{
    for (int i = 0; i < report->n && words && *told < SAFETY_WORDS_MAX; i++) {
        const struct safety_finding *f = &report->rows[i];

        if ((f->tier == TIER_BLOCK) != blocks)
            continue;
        words = arena_printf(a, "%s%s\"%s\": %s %s", words, *told > 0 ? "\n" : "", f->find.text,
                             f->what, f->advice);
        (*told)++;
    }
    return words;
}

const char *safety_all_words(struct arena *a, const struct safety_report *report,
                             unsigned *ret_overrides)
{
    const char *words = "";
    int told = 0;

    *ret_overrides = ~0U;
    for (int i = 0; i < report->n; i++)
        if (report->rows[i].tier == TIER_BLOCK)
            *ret_overrides &= report->rows[i].overrides;
    words = words_add(a, words, report, true, &told);
    words = words_add(a, words, report, false, &told);
    return words && told < report->n ? arena_printf(a, "%s\nand %d more", words, report->n - told)
                                     : words;
}

bool safety_is_budget(const struct safety_finding *f)
{
    return strncmp(f->rule, "identity-budget", strlen("identity-budget")) == 0;
}

/* The first one that stops the text, or else the first. */
const char *safety_findings_words(struct arena *a, const struct safety_finding *rows, int n)
{
    const struct safety_finding *told = NULL;
    const char *more = "";
    int count = 0;

    for (int i = 0; i < n; i++) {
        if (safety_is_budget(&rows[i]))
            continue;
        count++;
        if (!told || (told->tier != TIER_BLOCK && rows[i].tier == TIER_BLOCK))
            told = &rows[i];
    }
    if (!told)
        return NULL;
    if (count > 1)
        more = arena_printf(a, " And %d more.", count - 1);
    return more ? arena_printf(a, "\"%s\": %s%s", told->find.text, told->what, more) : NULL;
}

/* "MS3", "Idaho", "Jefferson": 3 facts here could point to you */
const char *safety_facts_words(struct arena *a, const struct safety_finding *rows, int n, int facts)
{
    const char *words = "";
    int count = 0;

    for (int i = 0; i < n && words; i++) {
        if (!safety_is_budget(&rows[i]))
            continue;
        words = arena_printf(a, "%s%s\"%s\"", words, count > 0 ? ", " : "", rows[i].find.text);
        count++;
    }
    if (!words || count == 0)
        return NULL;
    return arena_printf(
        a, "%s: %s%d facts %s%s", words, count < facts ? "with what else you said, " : "", facts,
        count < facts ? "" : "here ",
        facts < PRIVACY_BUDGET_STRONG ? "could point to you" : "point straight to you");
}

const char *safety_crisis_words(struct arena *a, const struct safety_finding *f)
{
    return arena_printf(a, "%s %s", f->what, f->advice);
}

/* SPDX-License-Identifier: MIT
 *
 * safety.c -- what the safety check found, told on standard error.
 *
 * Only for whoever posts: their own words come back to them. Nothing of it is logged.
 */
#include <string.h>

#include <curbside/text/clean.h>

#include "page.h"
#include "submit.h"

const char *safety_words(struct command *c, const struct safety_finding *f)
{
    char *line = NULL;

    if (f->tier == TIER_CRISIS) /* a word to a person, who is not told of rules and bytes */
        return arena_printf(c->arena, "%s %s", f->what, f->advice);
    if (text_line(c->arena, CLEAN_REPAIR, f->find.text, strlen(f->find.text), &line, NULL) != OK)
        line = NULL;
    if (strcmp(f->rule, "filter") == 0) /* its sentence is the sysop's, and says what matters */
        return arena_printf(c->arena, "%s (%s) %s", f->what, line ? line : "...", f->advice);
    if (f->field == SAFETY_ANSWER)
        return arena_printf(c->arena, "%s, in your answer (%s): %s %s", f->rule,
                            line ? line : "...", f->what, f->advice);
    return arena_printf(c->arena, "%s, bytes %zu-%zu of the %s (%s): %s %s", f->rule, f->find.start,
                        f->find.end, safety_field_name(f->field), line ? line : "...", f->what,
                        f->advice);
}

const char *safety_tier_words(struct command *c, const struct safety_finding *f)
{
    const char *words = safety_words(c, f);

    if (f->tier == TIER_CRISIS)
        return words;
    return arena_printf(c->arena, "%s: %s", privacy_tier_name(f->tier), words);
}

/* " --override public or example posts it all the same." */
static void reasons_tell(struct command *c, unsigned overrides)
{
    const char *before = " --override ";

    for (unsigned bit = OVERRIDE_PUBLIC; bit <= OVERRIDE_EXAMPLE; bit <<= 1) {
        if ((overrides & bit) == 0)
            continue;
        str_printf(&c->err, "%s%s", before, privacy_override_name((enum privacy_override)bit));
        before = " or ";
    }
    str_add(&c->err, " posts it all the same.");
}

static void tell_blocked(struct command *c, const struct safety_report *report)
{
    unsigned overrides = ~0U;

    str_add(&c->err, "The safety check stopped this text.");
    for (int i = 0; i < report->n; i++) {
        const struct safety_finding *f = &report->rows[i];
        if (f->tier != TIER_BLOCK)
            continue;
        str_printf(&c->err, "\n  %s", safety_words(c, f));
        overrides &= f->overrides;
    }
    str_add(&c->err, "\nChange it.");
    if (overrides != 0)
        reasons_tell(c, overrides);
}

void safety_tell(struct command *c, const struct safety_report *report)
{
    bool stopped = report->blocked || report->refused;

    if (report->refused)
        str_add(&c->err, report->refused);
    else if (report->blocked)
        tell_blocked(c, report);
    for (int i = 0; i < report->n && !stopped; i++) {
        if (report->rows[i].tier == TIER_BLOCK)
            continue; /* overridden */
        str_printf(&c->note, "%s%s\n", report->rows[i].tier == TIER_CRISIS ? "" : "curbside: ",
                   safety_tier_words(c, &report->rows[i]));
    }
}

enum err safety_told(struct command *c, enum err err)
{
    if (err != E_BLOCKED && err != E_FILTERED)
        str_clear(&c->err);
    return err;
}

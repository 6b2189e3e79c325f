/* SPDX-License-Identifier: MIT
 *
 * fuzz_interview.c -- the written form of an interview report.
 */
/* layers: domain */
#include <string.h>

#include <curbside/domain/interview_form.h>

#include "fuzz.h"

/* What was read can be written, and reads the same. */
static void comes_back(struct arena *a, const struct interview_form *f)
{
    AUTO_STR struct str once = STR_INIT, twice = STR_INIT;
    struct interview_form again;
    struct interview_fault fault;

    interview_form_format(f, &once);
    if (once.n > INTERVIEW_BYTES)
        return; /* cleaning may make a text longer than what may be handed in */
    interview_form_init(&again);
    HOLDS(interview_form_parse(a, str_cstr(&once), once.n, &again, &fault) == OK);
    interview_form_format(&again, &twice);
    HOLDS(strcmp(str_cstr(&once), str_cstr(&twice)) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct interview_form f;
    struct interview_fault fault;

    interview_form_init(&f);
    enum err err = interview_form_parse(&a, (const char *)data, size, &f, &fault);
    HOLDS(err == OK || err == E_USAGE || err == E_BODY_LONG || err == E_NOT_UTF8 || err == E_NOMEM);
    HOLDS(err != E_USAGE || (*fault.sentence && fault.line > 0));
    for (int i = 0; i < INTERVIEW_FIELDS; i++)
        if (interview_fields[i].kind == INTERVIEW_NUMBER && f.values[i] != INTERVIEW_NONE)
            HOLDS(f.values[i] >= interview_fields[i].low &&
                  f.values[i] <= interview_fields[i].high);
    if (err == OK)
        comes_back(&a, &f);
    return 0;
}

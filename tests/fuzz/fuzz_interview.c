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
    struct form_fault fault;

    form_format(f, &once);
    if (once.n > FORM_BYTES)
        return; /* cleaning may make a text longer than what may be handed in */
    form_init(&again);
    HOLDS(form_parse(a, str_cstr(&once), once.n, &again, &fault) == OK);
    form_format(&again, &twice);
    HOLDS(strcmp(str_cstr(&once), str_cstr(&twice)) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct interview_form f;
    struct form_fault fault;

    form_init(&f);
    enum err err = form_parse(&a, (const char *)data, size, &f, &fault);
    HOLDS(err == OK || err == E_USAGE || err == E_BODY_LONG || err == E_NOT_UTF8 || err == E_NOMEM);
    HOLDS(err != E_USAGE || (*fault.sentence && fault.line > 0));
    for (int i = 0; i < FORM_FIELDS; i++)
        if (form_fields[i].kind == FORM_NUMBER && f.values[i] != FORM_NONE)
            HOLDS(f.values[i] >= form_fields[i].low && f.values[i] <= form_fields[i].high);
    if (err == OK)
        comes_back(&a, &f);
    return 0;
}

/* SPDX-License-Identifier: MIT
 *
 * compose_safety.h -- what the composer knows of the safety check's findings in its text.
 */
#ifndef SCREENS_COMPOSE_SAFETY_H
#define SCREENS_COMPOSE_SAFETY_H

#include <curbside/base/arena.h>
#include <curbside/domain/safety.h>
#include <curbside/ui/screen.h>

enum {
    SAFETY_CHOICES = 6, /* of the question about one finding, its end included */
    SAFETY_STEPS = 32,  /* that can be undone one by one */
};

/* One choice: what it changed, and where it was asked for. */
struct safety_step {
    bool kept; /* nothing but what is remembered; else the text of the field */
    enum safety_field field;
    size_t start;
};

struct compose_safety {
    struct arena arena; /* what follows lives here; emptied at each look */
    struct safety_memory memory;
    struct safety_finding *open; /* found and not kept, by field and place */
    int n_open;
    const char *crisis; /* words to show, NULL: none */
    const char *facts;
    const char *findings;
    bool blocked; /* something stops the text */
    bool strong;  /* four facts are told */

    uint64_t looked; /* form_version() of the last look */
    int64_t look_at; /* when the next one is due; 0: none is */
    int at;          /* the finding asked about; -1: none */
    struct dialog_choice choices[SAFETY_CHOICES];
    struct safety_step steps[SAFETY_STEPS];
    int n_steps;
    uint64_t steps_version; /* form_version() after the last of them */
};

#endif

/* SPDX-License-Identifier: MIT
 *
 * safety_look.h -- the safety check inside the domain: of cleaned texts, under a face that is
 * known, and counted.
 */
#ifndef CURBSIDE_SRC_DOMAIN_SAFETY_LOOK_H
#define CURBSIDE_SRC_DOMAIN_SAFETY_LOOK_H

#include <curbside/domain/safety.h>

/* Where a text will stand. */
struct filter_parts;
struct safety_place {
    enum face face;   /* FACE_DEFAULT: not known, so no earlier texts are looked at */
    thread_id thread; /* of FACE_ALIAS; 0: a new one */
    const struct filter_parts *before; /* what the post says now; NULL: it is a new one */
};

NODISCARD enum err safety_look(struct arena *a, struct visit *v, const struct safety_place *place,
                               const struct submission *s, struct safety_report *ret);
/* Count a report's rules, one each, inside the transaction that writes the text. */
NODISCARD enum err safety_tally(struct visit *v, const struct safety_report *report);
/* What of it stops the text: E_FILTERED, E_BLOCKED or OK. */
enum err safety_verdict(const struct safety_report *report);
/* The same for a text that was stopped, in a transaction of its own. Returns `why`. */
enum err safety_stop(struct visit *v, const struct safety_report *report, enum err why);

#endif

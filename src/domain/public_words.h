/* SPDX-License-Identifier: MIT
 *
 * public_words.h -- what moderators write for everybody, reasons in the public log, titles and
 * guides, and the notes that moderators read with flags and items of the queue.
 *
 * It is looked at as posts are: what the safety check stops there, and in a reason or beside an
 * alias somebody's handle, does not get in.
 */
#ifndef CURBSIDE_SRC_DOMAIN_PUBLIC_WORDS_H
#define CURBSIDE_SRC_DOMAIN_PUBLIC_WORDS_H

#include <stdbool.h>

#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/text/privacy.h>

/* `lifted`: bits of privacy_override that are taken as given. E_WORDS_PERSON: it says who somebody
 * is, or how to reach them. */
NODISCARD enum err public_words_require(const char *text, unsigned lifted);
/* A reason for an action: nobody's handle either, and no alias. As above. */
NODISCARD enum err public_reason_require(struct visit *v, const char *text);
/* The same for one that a sysop put beside a rule: handles were looked for when it came there. */
NODISCARD enum err public_picked_require(const char *text);
/* Handles alone: E_WORDS_PERSON for a handle that somebody has. */
NODISCARD enum err public_handles_require_none(struct visit *v, const char *text);

#endif

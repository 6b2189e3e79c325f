/* SPDX-License-Identifier: MIT
 *
 * flag_rows.h -- flags inside the domain: the caller's token, what a decision does to them, and
 * what collapses by the clock.
 */
#ifndef CURBSIDE_SRC_DOMAIN_FLAG_ROWS_H
#define CURBSIDE_SRC_DOMAIN_FLAG_ROWS_H

#include <stdint.h>

#include <curbside/base/crypto.h>
#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/flags.h>

/* A member's token on this post. */
void flag_token(const struct visit *v, post_id post, uint8_t ret[static TAG_BYTES]);
/* The note as typed, in `a`; NULL: none. E_REASON_LONG E_NOT_UTF8. E_WORDS_PERSON: it says what the
 * safety check stops in a post. */
NODISCARD enum err flag_note_parse(struct arena *a, const char *typed, const char **ret);
/* Do these flags, with what the safety check finds in the text, hide what they are about until a
 * moderator has looked? */
NODISCARD enum err flags_hide(const struct flag_reason *reasons, int n, const char *text,
                              bool *ret);
/* A moderator has decided on the post by this action: its flags no longer weigh. Inside the
 * transaction. */
NODISCARD enum err flags_decided(struct visit *v, post_id post, action_id by);
/* Posts on alias boards that collapse with this release. Cheap when there are none. */
NODISCARD enum err flags_tick(struct visit *v);

#endif

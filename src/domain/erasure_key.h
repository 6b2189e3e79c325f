/* SPDX-License-Identifier: MIT
 *
 * erasure_key.h -- the keys that jobs of erasing are sealed under, one a day (counted from 1970).
 */
#ifndef CURBSIDE_SRC_DOMAIN_ERASURE_KEY_H
#define CURBSIDE_SRC_DOMAIN_ERASURE_KEY_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/crypto.h>
#include <curbside/base/err.h>
#include <curbside/domain/visit.h>

/* For posts that are known to be one handle's: from the pepper. */
void erasure_key_public(const struct visit *v, int64_t day, struct key *ret);
/* For alias posts: a file of DATA/seal, made if there is none. E_ALIAS_CLOSED, and the world's. */
NODISCARD enum err erasure_key_make(const struct visit *v, int64_t day, struct key *ret);
/* E_NOTFOUND: there is none, also in a visit without aliases. */
NODISCARD enum err erasure_key_find(const struct visit *v, int64_t day, struct key *ret);
/* OK also when it is gone. */
NODISCARD enum err erasure_key_destroy(const struct visit *v, int64_t day);
/* Is this the name of such a key, or of what a killed process left of one, for a day before `day`?
 */
bool erasure_key_is_before(const char *name, int64_t day);

#endif

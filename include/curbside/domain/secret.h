/* SPDX-License-Identifier: MIT
 *
 * secret.h -- the pepper: DATA/secret.key, 32 random bytes, mode 0600, backed up apart.
 *
 * Without it no key opens an account any more; recovery codes still do.
 */
#ifndef CURBSIDE_DOMAIN_SECRET_H
#define CURBSIDE_DOMAIN_SECRET_H

#include <curbside/base/crypto.h>
#include <curbside/base/err.h>
#include <curbside/base/random.h>

/* E_IN_USE: there is one; it is never overwritten. */
NODISCARD enum err pepper_create(const char *data_dir, const struct random *random);
/* Into locked memory; give it back with secret_free(). E_NO_SECRET: missing, unreadable, of another
 * size, or readable by others. */
NODISCARD enum err pepper_load(const char *data_dir, struct key **ret);

#endif

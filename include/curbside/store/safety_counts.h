/* SPDX-License-Identifier: MIT
 *
 * safety_counts.h -- in how many texts a rule of the safety check found something, by day.
 */
#ifndef CURBSIDE_STORE_SAFETY_COUNTS_H
#define CURBSIDE_STORE_SAFETY_COUNTS_H

#include <stdint.h>

#include <curbside/base/err.h>
#include <curbside/store/db.h>

/* One more. `day`: its start, in seconds. */
NODISCARD enum err safety_counts_add(struct db *db, const char *rule, int64_t day);

#endif

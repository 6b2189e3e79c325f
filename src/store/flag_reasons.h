/* SPDX-License-Identifier: MIT
 *
 * flag_reasons.h -- why posts and reports were flagged, in one way.
 */
#ifndef STORE_FLAG_REASONS_H
#define STORE_FLAG_REASONS_H

#include <curbside/store/flags.h>

#include "stmt.h"

/* The rows (reason, n, weight) of an open statement that binds everything but its limit; then its
 * end. */
NODISCARD enum err flag_reasons_read(struct stmt *st, struct arena *a, int limit,
                                     struct flag_reason **ret, int *ret_n);

#endif

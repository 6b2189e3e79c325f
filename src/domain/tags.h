/* SPDX-License-Identifier: MIT
 *
 * tags.h -- tags between their stored line and a list.
 */
#ifndef CURBSIDE_SRC_DOMAIN_TAGS_H
#define CURBSIDE_SRC_DOMAIN_TAGS_H

#include <curbside/base/arena.h>
#include <curbside/base/err.h>

/* "one two three" as an array of at most TAGS_MAX. */
NODISCARD enum err tags_list(struct arena *a, const char *tags, const char *const **ret,
                             int *ret_n);

#endif

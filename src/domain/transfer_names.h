/* SPDX-License-Identifier: MIT
 *
 * transfer_names.h -- what threads and posts written here are called in an export: "thread/123",
 * "post/456", the same as in addresses. What came by import keeps the id it came with.
 */
#ifndef CURBSIDE_SRC_DOMAIN_TRANSFER_NAMES_H
#define CURBSIDE_SRC_DOMAIN_TRANSFER_NAMES_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>

/* "kind/id"; NULL without memory. */
const char *transfer_name_format(struct arena *a, const char *kind, int64_t id);
/* Is it exactly such a name of that kind? */
bool transfer_name_parse(const char *name, const char *kind, int64_t *ret_id);

#endif

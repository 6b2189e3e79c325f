/* SPDX-License-Identifier: MIT
 *
 * cursor.h -- where a page of threads ended, as text that a caller hands back to get the next one.
 */
#ifndef CURBSIDE_SRC_DOMAIN_CURSOR_H
#define CURBSIDE_SRC_DOMAIN_CURSOR_H

#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>

/* The sort key of the last row shown. What `first` and `second` hold depends on the sort. */
struct cursor {
    int64_t pinned;
    int64_t first;
    int64_t second;
    int64_t id;
};

/* `query` names the query that the cursor belongs to; it does not stand in the text. NULL: memory.
 */
const char *cursor_format(struct arena *a, const char *query, const struct cursor *c);
/* E_CURSOR_INVALID: not what cursor_format() made for the same query. */
NODISCARD enum err cursor_parse(const char *query, const char *text, struct cursor *ret);

#endif

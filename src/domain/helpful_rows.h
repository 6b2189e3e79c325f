/* SPDX-License-Identifier: MIT
 *
 * helpful_rows.h -- helpful marks inside the domain: the caller's token, and their release.
 */
#ifndef CURBSIDE_SRC_DOMAIN_HELPFUL_ROWS_H
#define CURBSIDE_SRC_DOMAIN_HELPFUL_ROWS_H

#include <stdint.h>

#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/helpful.h>

/* The row of a member's mark on this post, whether it is there or not. */
void helpful_row_of(const struct visit *v, post_id post, struct helpful_row *ret);
/* Let marks count that are due, inside the release's transaction. */
NODISCARD enum err helpful_release(struct visit *v, int64_t now);

#endif

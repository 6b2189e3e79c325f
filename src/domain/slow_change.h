/* SPDX-License-Identifier: MIT
 *
 * slow_change.h -- no way around a filter that slows: its words cannot be taken out of a post again
 * while the wait that they brought runs.
 */
#ifndef CURBSIDE_SRC_DOMAIN_SLOW_CHANGE_H
#define CURBSIDE_SRC_DOMAIN_SLOW_CHANGE_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/err.h>
#include <curbside/domain/visit.h>

/* An own post and what is to become of it. */
struct slow_change {
    int64_t created; /* or when it is due */
    bool alias;
    const char *title_before, *before;
    const char *title, *text; /* titles NULL: it has none */
};
/* E_SLOW_EDIT. */
NODISCARD enum err slow_require_kept(struct visit *v, const struct slow_change *change);

#endif

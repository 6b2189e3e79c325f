/* SPDX-License-Identifier: MIT
 *
 * release_time.h -- when what is done now on an alias board will be seen.
 */
#ifndef CURBSIDE_SRC_DOMAIN_RELEASE_TIME_H
#define CURBSIDE_SRC_DOMAIN_RELEASE_TIME_H

#include <stdint.h>

#include <curbside/domain/visit.h>

/* The first release after `time`. Only where the visit has rules with releases. */
int64_t release_after(const struct visit *v, int64_t time);

#endif

/* SPDX-License-Identifier: MIT
 *
 * house_ask.h -- telling the keeper that something about the server itself was committed.
 */
#ifndef CURBSIDE_SRC_DOMAIN_HOUSE_ASK_H
#define CURBSIDE_SRC_DOMAIN_HOUSE_ASK_H

#include <curbside/domain/visit.h>

/* After the commit. The keeper looks at what stands in the database and tells everybody. */
void house_ask(const struct visit *v);

#endif

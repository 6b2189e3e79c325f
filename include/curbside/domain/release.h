/* SPDX-License-Identifier: MIT
 *
 * release.h -- letting out what waits on the alias boards: by the keeper, at every tick of
 * [alias] release_minutes.
 *
 * Everything that is due comes out in one transaction and in a drawn order, with all that counts
 * it, and then the bells ring: so the order and the moment of a release say nothing about the order
 * and the moment of writing. Only the posts of one alias in one thread keep their order. What their
 * authors changed, deleted or closed to new aliases since the last release comes out with it.
 */
#ifndef CURBSIDE_DOMAIN_RELEASE_H
#define CURBSIDE_DOMAIN_RELEASE_H

#include <stdint.h>

#include <curbside/base/err.h>
#include <curbside/domain/visit.h>

/* Cheap when nothing is due. */
NODISCARD enum err release_due(struct visit *v);

#endif

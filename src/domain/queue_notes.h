/* SPDX-License-Identifier: MIT
 *
 * queue_notes.h -- items of the queue, for those who write about them or claim them.
 */
#ifndef CURBSIDE_SRC_DOMAIN_QUEUE_NOTES_H
#define CURBSIDE_SRC_DOMAIN_QUEUE_NOTES_H

#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/visit.h>

/* Does this item wait? E_NOTFOUND. */
NODISCARD enum err queue_require(struct arena *a, struct visit *v, int64_t item);
/* Cheap when there are none. */
NODISCARD enum err queue_notes_tick(struct visit *v);

#endif

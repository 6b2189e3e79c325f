/* SPDX-License-Identifier: MIT
 *
 * heading.h -- title and tags of a thread: checking them, comparing them, putting others in their
 * place.
 */
#ifndef CURBSIDE_SRC_DOMAIN_HEADING_H
#define CURBSIDE_SRC_DOMAIN_HEADING_H

#include <stdbool.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/thread.h>
#include <curbside/domain/visit.h>
#include <curbside/store/threads.h>

struct heading {
    const char *title; /* NULL: of a reply, which has none */
    const char *tags;  /* as stored: blanks between them */
};

/* Another's tag twice is one. E_TITLE_EMPTY E_TITLE_LONG E_TAG_INVALID E_TAGS_MANY E_NOT_UTF8. */
NODISCARD enum err heading_clean(struct arena *a, const char *title, const char *const *tags,
                                 int n_tags, struct heading *ret);
bool heading_is_same(const struct heading *one, const struct heading *other);

/* In one text, and back: for what waits for a release. NULL without memory. */
const char *heading_pack(struct arena *a, const struct heading *h);
NODISCARD enum err heading_unpack(struct arena *a, const char *packed, struct heading *ret);

/* In place of what `thread` has, with its search rows, inside a write transaction. */
NODISCARD enum err heading_write(struct visit *v, const struct thread_record *thread,
                                 const struct heading *h);
/* Over a thread of the caller's own, under an alias: as they last left it. */
NODISCARD enum err heading_show(struct arena *a, struct visit *v, struct thread_record *thread);

#endif

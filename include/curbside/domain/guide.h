/* SPDX-License-Identifier: MIT
 *
 * guide.h -- the guide page of a board: what is worth knowing first, and the posts worth keeping,
 * by their addresses. Everybody reads it, moderators write it.
 */
#ifndef CURBSIDE_DOMAIN_GUIDE_H
#define CURBSIDE_DOMAIN_GUIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

enum {
    GUIDE_BYTES = 32 * 1024
};

struct guide {
    const char *body; /* clean UTF-8, Markdown; "": none was written yet */
    int64_t edited;   /* start of the day; 0: never */
};

/* E_NOTFOUND: no such board, or a closed one for whoever is no sysop. */
NODISCARD enum err guide_get(struct arena *a, struct visit *v, board_id board, struct guide *ret);
/* May the caller write it? OK, E_GUEST or E_DENIED. */
NODISCARD enum err guide_can_set(const struct visit *v);
/*
 * Another text; one with nothing visible in it takes the page away. As guide_can_set(), E_NOTFOUND
 * as above, E_BODY_LONG E_NOT_UTF8. E_DONE_ALREADY: it says so. E_FILTERED: a filter rejects
 * it. The safety check does not run: whoever moderates knows it. An action, which undo.h takes back
 * while nobody wrote it anew.
 */
NODISCARD enum err guide_set(struct visit *v, board_id board, const char *body, size_t n,
                             action_id *ret_id);

#endif

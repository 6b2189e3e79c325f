/* SPDX-License-Identifier: MIT
 *
 * school_talk.h -- where people talk about a school's interviews: a thread for each cycle, which
 * whoever comes first begins. It is an ordinary thread on the board for interviews, found by two
 * tags, the school's slug and the cycle; who follows the school follows its threads.
 */
#ifndef CURBSIDE_DOMAIN_SCHOOL_TALK_H
#define CURBSIDE_DOMAIN_SCHOOL_TALK_H

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/school.h>
#include <curbside/domain/thread.h>
#include <curbside/domain/visit.h>

struct school_talk {
    board_id board;
    struct thread_row thread; /* id 0: nobody has begun it */
    const char *title, *tags; /* to begin it with: "Yale interviews 2026-27", "yale 2026-27" */
};

/* `cycle` 0: the one whose interviews are held now. E_NOTFOUND: no such school, or the board for
 * interviews is closed. */
NODISCARD enum err school_talk_find(struct arena *a, struct visit *v, const char *school, int cycle,
                                    struct school_talk *ret);

#endif

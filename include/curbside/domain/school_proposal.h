/* SPDX-License-Identifier: MIT
 *
 * school_proposal.h -- a school that somebody misses in the list: it waits for a moderator.
 *
 * The schools are data of the binary (school.h), so an accepted one is there with the next list; a
 * report on it is kept as a draft until then. Who proposed one nobody can tell.
 */
#ifndef CURBSIDE_DOMAIN_SCHOOL_PROPOSAL_H
#define CURBSIDE_DOMAIN_SCHOOL_PROPOSAL_H

#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

enum {
    PROPOSAL_NAME_CHARS = 120,
    PROPOSAL_WAITING_MAX = 200, /* of all people together */
    PROPOSALS_WAITING_MINE = 3, /* of one account */
};

/*
 * `name` and `place` ("Springfield, IL, US") as typed. E_GUEST. E_TITLE_EMPTY E_TITLE_LONG
 * E_NOT_UTF8. E_IN_USE: a school of that name is there. E_DONE_ALREADY: the caller has proposed it.
 * E_PROPOSALS_MINE: PROPOSALS_WAITING_MINE of theirs wait. E_TOOFAST: as many wait as may.
 * E_BLOCKED E_FILTERED: as a post's words (safety.h).
 */
NODISCARD enum err school_propose(struct visit *v, const char *name, const char *place,
                                  school_proposal_id *ret);

/* ---- what became of one's own: the caller's own session finds it out ---- */

enum school_proposal_fate {
    PROPOSAL_WAITS,
    PROPOSAL_ACCEPTED, /* it comes with the next list, or has come */
    PROPOSAL_REFUSED
};
struct own_proposal {
    school_proposal_id id;
    const char *name, *place;
    int64_t day;
    enum school_proposal_fate fate;
    const char *reason; /* of whoever decided; NULL: none */
    const char *slug;   /* of the school that is called so by now; NULL: none is */
};
struct own_proposals {
    struct own_proposal *rows; /* newest day first */
    int n;
};
enum {
    PROPOSALS_OWN_MAX = 100
};

/* At most PROPOSALS_OWN_MAX. E_GUEST. */
NODISCARD enum err school_proposal_list_own(struct arena *a, struct visit *v,
                                            struct own_proposals *ret);
/* E_GUEST. E_NOTFOUND: no such, or somebody else's. */
NODISCARD enum err school_proposal_get_own(struct arena *a, struct visit *v, school_proposal_id id,
                                           struct own_proposal *ret);

/*
 * Until the school is there, a report of it is a draft (draft.h) whose school is named so:
 * "proposal/12". `ret` of school_proposal_parse_address is the id. E_NOTFOUND: it is none.
 */
enum {
    PROPOSAL_ADDRESS_SIZE = 24
};
void school_proposal_address(school_proposal_id id, char ret[static PROPOSAL_ADDRESS_SIZE]);
NODISCARD enum err school_proposal_parse_address(const char *address, school_proposal_id *ret);

/* ---- for moderators ---- */

/* `reason` as typed, NULL: none. E_GUEST E_DENIED. E_NOTFOUND. E_DONE_ALREADY: it does not wait.
 * Taken back by action_undo() (undo.h): then it waits again. */
NODISCARD enum err school_proposal_accept(struct visit *v, school_proposal_id id,
                                          const char *reason, action_id *ret_id);
NODISCARD enum err school_proposal_refuse(struct visit *v, school_proposal_id id,
                                          const char *reason, action_id *ret_id);

#endif

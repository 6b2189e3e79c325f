/* SPDX-License-Identifier: MIT
 *
 * permission.h -- who may do what, in one table.
 *
 * Four roles: guest, member, moderator, sysop; each may do what the one before may. What a role
 * allows on top of that (a board of the staff alone, one's own post, a peer's handle) is said where
 * it is done. The operator may what a sysop may.
 */
#ifndef CURBSIDE_DOMAIN_PERMISSION_H
#define CURBSIDE_DOMAIN_PERMISSION_H

#include <stdbool.h>

#include <curbside/base/err.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/visit.h>

enum permission {
    MAY_READ,            /* what is public, the log of actions too */
    MAY_POST,            /* and edit and delete one's own, mark, flag, appeal */
    MAY_START_FOR_STAFF, /* threads on boards where only the staff starts them */
    MAY_SEE_QUEUE,       /* and claim what is in it */
    MAY_DECIDE,          /* keep, remove, restore posts */
    MAY_SHAPE,           /* lock, pin, move, retitle, split, merge, slow, correct */
    MAY_SANCTION,        /* warn, mute, ban, lift */
    MAY_SETTLE,          /* appeals */
    MAY_CURATE,          /* the question bank and proposed schools */
    MAY_SEE_FILTERS,     /* words, patterns and links that hold or stop posts */
    MAY_FILTER,          /* and make, switch and delete them */
    MAY_AUDIT,           /* see who did what */
    MAY_GOVERN,          /* boards, roles, settings; sanction moderators */
    N_PERMISSIONS
};

/* The least role that may. */
enum role permission_role(enum permission what);
/* By what was known when the caller came: for what is offered to them. */
bool permission_has(const struct who *who, enum permission what);
/*
 * By what is stored now: a moderator whose role was taken in the middle of a visit is none any
 * more. Inside the transaction of what they do. E_GUEST E_DENIED.
 */
NODISCARD enum err permission_require(struct visit *v, enum permission what);

#endif

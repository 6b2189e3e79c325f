/* SPDX-License-Identifier: MIT
 *
 * role.h -- giving roles to handles, and taking them.
 *
 * Roles are public and belong to handles. What somebody may is looked up anew in the transaction of
 * whatever they do (permission.h), so that a role which is taken ends at once, in the middle of a
 * visit; one that is given is offered as soon as the caller's session looks again. There is always
 * a sysop.
 */
#ifndef CURBSIDE_DOMAIN_ROLE_H
#define CURBSIDE_DOMAIN_ROLE_H

#include <stdbool.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

/* "member", "moderator", "sysop"; E_USAGE for another word, guest too. */
NODISCARD enum err role_parse(const char *name, enum role *ret);
/*
 * E_GUEST E_DENIED. E_NOTFOUND: nobody has this handle. E_LAST_SYSOP: it is the only sysop's.
 * E_DONE_ALREADY: it has the role. The log says that a role was given, without a name; the record
 * for the operator has it.
 */
NODISCARD enum err role_give(struct visit *v, const char *handle, enum role role,
                             action_id *ret_id);
/* Somebody may have given the caller a role since they came, or taken it: from now on they are
 * offered what they may do. Nothing for a guest and for the operator. */
NODISCARD enum err role_look_again(struct visit *v);
/* E_LAST_SYSOP: the caller is the only one. */
NODISCARD enum err role_require_not_last(struct visit *v);

struct staff {
    const char *handle;
    enum role role;
};
struct staff_page {
    struct staff *rows; /* sysops first, by handle */
    int n;
};
/* E_GUEST E_DENIED. */
NODISCARD enum err staff_list(struct arena *a, struct visit *v, struct staff_page *ret);

#endif

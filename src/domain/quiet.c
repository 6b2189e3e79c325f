/* SPDX-License-Identifier: MIT
 *
 * quiet.c -- the quiet view: whether the caller wants it. Whom it hides: authorship.c.
 */
#include <curbside/domain/quiet.h>

#include <curbside/domain/identity.h>
#include <curbside/domain/state.h>

bool quiet_is_on(const struct visit *v)
{
    return v->state && state_quiet(v->state);
}

enum err quiet_set(struct visit *v, bool on)
{
    TRY(role_require(v->who, ROLE_MEMBER));
    state_quiet_set(v->state, on);
    return OK;
}

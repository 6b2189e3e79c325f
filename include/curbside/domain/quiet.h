/* SPDX-License-Identifier: MIT
 *
 * quiet.h -- the quiet view: whoever wants it does not see what handles without standing write.
 *
 * Whether an account has standing (standing.h) its own session knows, and nothing that says so is
 * stored. What a reader's session can tell is what every
 * reader could: the posts under a handle are public, so it counts those. That is stricter by a few
 * days than the account's own count, which knows the day of joining and the alias posts.
 *
 * Alias posts are never hidden by it. A mark on them that said "without standing" would be one on
 * each post of the few who are new, by which their aliases in different threads could be put
 * together. New aliases wait on the alias boards while an account is new, a thread's author may
 * close it to them (door.h), and one can be hidden by hand (mute.h).
 */
#ifndef CURBSIDE_DOMAIN_QUIET_H
#define CURBSIDE_DOMAIN_QUIET_H

#include <stdbool.h>

#include <curbside/base/err.h>
#include <curbside/domain/visit.h>

/* The caller's wish, kept in their sealed state. False for a guest. */
bool quiet_is_on(const struct visit *v);
/* E_GUEST. */
NODISCARD enum err quiet_set(struct visit *v, bool on);

#endif

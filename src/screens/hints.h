/* SPDX-License-Identifier: MIT
 *
 * hints.h -- one line of advice on the first visit to a page, shown once and never again.
 *
 * Which were shown is a setting each: sealed for a member, for the visit of a guest.
 */
#ifndef SCREENS_HINTS_H
#define SCREENS_HINTS_H

#include <stdbool.h>

#include <curbside/domain/visit.h>

/* Was any shown? */
bool hints_any_shown(const struct visit *v);
/* None was shown, as for somebody new. */
void hints_bring_back(struct visit *v);

#endif

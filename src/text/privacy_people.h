/* SPDX-License-Identifier: MIT
 *
 * privacy_people.h -- checks of names and places: which capital words are one.
 */
#ifndef CURBSIDE_SRC_TEXT_PRIVACY_PEOPLE_H
#define CURBSIDE_SRC_TEXT_PRIVACY_PEOPLE_H

#include "privacy_rules.h"

/* As privacy_check_named(). */
privacy_check *privacy_people_check(const char *name);

#endif

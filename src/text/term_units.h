/* SPDX-License-Identifier: MIT
 *
 * term_units.h -- the folded characters that terms are made of, for finding parts of words too.
 */
#ifndef CURBSIDE_SRC_TEXT_TERM_UNITS_H
#define CURBSIDE_SRC_TEXT_TERM_UNITS_H

#include <curbside/text/terms.h>

/* The next one, signs and blanks included; after terms_begin(). */
bool term_unit_next(struct terms *t, struct term_unit *ret);

#endif

/* SPDX-License-Identifier: MIT
 *
 * draft_form.h -- a draft as bytes, before it is sealed.
 */
#ifndef DOMAIN_DRAFT_FORM_H
#define DOMAIN_DRAFT_FORM_H

#include <stddef.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/draft.h>

size_t draft_form_bytes(const struct draft *d);
/* Exactly draft_form_bytes(). */
void draft_format(const struct draft *d, uint8_t *at);
/* Texts in `a`. E_CORRUPT; E_NEWER: another version. */
NODISCARD enum err draft_parse(struct arena *a, const uint8_t *at, size_t n, struct draft *ret);

#endif

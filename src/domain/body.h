/* SPDX-License-Identifier: MIT
 *
 * body.h -- the text of a post, from what somebody handed in to what is stored.
 */
#ifndef CURBSIDE_SRC_DOMAIN_BODY_H
#define CURBSIDE_SRC_DOMAIN_BODY_H

#include <stddef.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/text/clean.h>

/*
 * Clean, without blank lines at the start and white space at the end. More than `limit` bytes,
 * before or after, are E_BODY_LONG; nothing but white space is E_BODY_EMPTY. E_NOT_UTF8 when
 * `mode` is strict.
 */
NODISCARD enum err body_clean(struct arena *a, enum clean_mode mode, const char *typed, size_t n,
                              size_t limit, const char **ret);

#endif

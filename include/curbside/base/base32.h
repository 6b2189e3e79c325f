/* SPDX-License-Identifier: MIT
 *
 * base32.h -- codes a person copies by hand: upper-case base32 (RFC 4648 alphabet, no padding) in
 * groups of four joined by "-". Reading forgives lower case, spaces, missing hyphens, and 0 1 8 for
 * O I B.
 */
#ifndef CURBSIDE_BASE_BASE32_H
#define CURBSIDE_BASE_BASE32_H

#include <stddef.h>
#include <stdint.h>

#include <curbside/base/err.h>

/* Characters with hyphens and NUL for `bits` bits. */
#define CODE_SIZE(bits) (((bits) + 4) / 5 + (((bits) + 4) / 5 - 1) / 4 + 1)

/* The first `bits` bits of `bytes` (most significant first) as a code. */
void code_format(const uint8_t *bytes, size_t bits, char *ret);
/* E_CODE_INVALID unless `s` is exactly a code of `bits` bits. Unused low bits of the last byte are
 * 0. */
NODISCARD enum err code_parse(const char *s, size_t bits, uint8_t *ret_bytes);

#endif

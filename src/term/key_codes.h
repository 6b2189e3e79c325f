/* SPDX-License-Identifier: MIT
 *
 * key_codes.h -- which key a byte or a complete sequence is.
 */
#ifndef CURBSIDE_TERM_KEY_CODES_H
#define CURBSIDE_TERM_KEY_CODES_H

#include <curbside/term/keys.h>

/* A single byte below 0x80. */
keycode key_from_byte(unsigned char c);
/* What follows CSI, final byte included; K_NONE if it is no key. */
keycode key_from_csi(const char *seq, size_t n);
/* The byte after SS3; K_NONE if it is no key. */
keycode key_from_ss3(unsigned char c);

#endif

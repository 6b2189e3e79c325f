/* SPDX-License-Identifier: MIT
 *
 * punycode.h -- labels of domains as DNS writes them, back to letters (RFC 3492).
 */
#ifndef CURBSIDE_SRC_TEXT_PUNYCODE_H
#define CURBSIDE_SRC_TEXT_PUNYCODE_H

#include <stddef.h>
#include <stdint.h>

enum {
    PUNYCODE_MAX = 63, /* bytes of a label, and so code points */
};

/* What stands behind "xn--", in small letters; how many code points, 0: it is none. */
int punycode_decode(const char *s, size_t n, uint32_t ret[PUNYCODE_MAX]);

#endif

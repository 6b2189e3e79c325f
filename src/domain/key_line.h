/* SPDX-License-Identifier: MIT
 *
 * key_line.h -- one line of an authorized_keys file, as an operator hands it in.
 */
#ifndef DOMAIN_KEY_LINE_H
#define DOMAIN_KEY_LINE_H

#include <stddef.h>
#include <stdint.h>

#include <curbside/base/err.h>
#include <curbside/domain/identity.h>

/* The key in wire form: options before and a comment behind are passed over. E_CONFIG: no line of
 * a type of key Curbside accepts, broken base64, or a blob that is not of the type it says. */
NODISCARD enum err key_line_parse(const char *line, uint8_t ret_blob[static KEY_BLOB_BYTES],
                                  size_t *ret_n);

#endif

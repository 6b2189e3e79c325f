/* SPDX-License-Identifier: MIT
 *
 * privacy_data.h -- the files under data/safety, compiled in by the build.
 */
#ifndef CURBSIDE_SRC_TEXT_PRIVACY_DATA_H
#define CURBSIDE_SRC_TEXT_PRIVACY_DATA_H

#include <stddef.h>

struct privacy_file {
    const char *name; /* "words" */
    const unsigned char *text;
    size_t n;
};

extern const struct privacy_file privacy_files[]; /* ended by a NULL name */

#endif

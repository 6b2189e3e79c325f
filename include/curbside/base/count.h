/* SPDX-License-Identifier: MIT
 *
 * count.h -- a number as people read one: 1,234.
 */
#ifndef CURBSIDE_BASE_COUNT_H
#define CURBSIDE_BASE_COUNT_H

#include <stdint.h>

enum {
    COUNT_SIZE = 28 /* the longest, with its sign and commas */
};

/* "1,234" into `ret`, which is returned. For how many there are: what people type again, a number
 * of a thread or of a row, has no comma. */
const char *count_format(int64_t n, char ret[static COUNT_SIZE]);

#endif

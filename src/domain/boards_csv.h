/* SPDX-License-Identifier: MIT
 *
 * boards_csv.h -- data/boards.csv, compiled in.
 */
#ifndef CURBSIDE_SRC_DOMAIN_BOARDS_CSV_H
#define CURBSIDE_SRC_DOMAIN_BOARDS_CSV_H

#include <stddef.h>

extern const unsigned char boards_csv[]; /* a NUL follows */
extern const size_t boards_csv_n;

#endif

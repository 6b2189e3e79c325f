/* SPDX-License-Identifier: MIT
 *
 * csv.h -- RFC 4180 rows, for the data files that ship with a board.
 */
#ifndef CURBSIDE_BASE_CSV_H
#define CURBSIDE_BASE_CSV_H

#include <curbside/base/arena.h>
#include <curbside/base/err.h>

struct csv {
    char **header; /* names of the columns */
    int n_cols;
    char ***rows; /* rows[i][column] */
    int n_rows;
};

/* A whole document with a header row. E_CORRUPT: a row with another number of fields or an open
 * quote; *ret_line (may be NULL) is then its line. */
NODISCARD enum err csv_parse(struct arena *a, const char *text, size_t n, struct csv *ret,
                             int *ret_line);
/* The field of a row by column name; NULL if there is no such column. */
const char *csv_get(const struct csv *csv, int row, const char *column);

#endif

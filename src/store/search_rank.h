/* SPDX-License-Identifier: MIT
 *
 * search_rank.h -- how well a row of a search index matches: board_rank() for FTS5.
 */
#ifndef STORE_SEARCH_RANK_H
#define STORE_SEARCH_RANK_H

#include <sqlite3.h>

/* Make board_rank(TABLE, WEIGHT OF COLUMN...) known to a connection; a result code of SQLite. Its
 * value is an integer, the less the better. */
int search_rank_register(sqlite3 *conn);

#endif

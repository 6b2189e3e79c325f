/* SPDX-License-Identifier: MIT
 *
 * author_row.h -- the authorship columns of `post`, for the table files that read or write posts.
 *
 * No other file of store/ names these columns (tests/lint/authorship). A SELECT over posts calls
 * the table `p`, splices AUTHOR_COLUMNS into its list and AUTHOR_JOIN after its FROM; an INSERT
 * splices AUTHOR_INTO and AUTHOR_VALUES.
 */
#ifndef STORE_AUTHOR_ROW_H
#define STORE_AUTHOR_ROW_H

#include <curbside/store/author_row.h>

#include "stmt.h"

#define AUTHOR_COLUMNS                                                                             \
    " p.author_handle, p.author_tag, p.author_alias, p.author_imported, p.author_gone,"            \
    " ah.name AS author_name, ah.role AS author_role, ah.official AS author_official "
#define AUTHOR_TIE    " author_tag = :author_tag "
#define AUTHOR_JOIN   " LEFT JOIN handle AS ah ON ah.id = p.author_handle "
#define AUTHOR_INTO   " author_handle, author_tag, author_alias, author_imported, author_gone "
#define AUTHOR_VALUES " :author_handle, :author_tag, :author_alias, :author_imported, :author_gone "

/* `row` must stay until the statement is closed. */
void author_row_bind(struct stmt *st, const struct author_row *row);
/* For AUTHOR_TIE. */
void author_tie_bind(struct stmt *st, const struct author_row *row);
void author_row_read(struct stmt *st, struct arena *a, struct author_row *ret);

#endif

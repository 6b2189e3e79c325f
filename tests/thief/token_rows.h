/* SPDX-License-Identifier: MIT
 *
 * token_rows.h -- rows (post, token) of one table: does a token that stands at an alias post stand
 * at handle posts as well?
 */
#ifndef CURBSIDE_TESTS_THIEF_TOKEN_ROWS_H
#define CURBSIDE_TESTS_THIEF_TOKEN_ROWS_H

#include "loot.h"
#include "week.h"

struct token_rows {
    struct token_row *at;
    int n, cap;
};

/* Each account has one token for all that it does, and stands with it at its own posts, as where a
 * board counts an author's own mark, or keeps one so that there cannot be a second. `insert` takes
 * a post and a token. */
void token_rows_plant(const struct week *w, sqlite3 *copy, const char *insert);
/* What this copy holds, in place of what an earlier one did. `select` gives posts and tokens. */
void token_rows_look(struct token_rows *rows, sqlite3 *db, const char *select);
/* Of the tokens at this post the one that stands at most posts of one handle. */
int64_t token_rows_guess(const struct token_rows *rows, struct loot *loot,
                         const struct seen_post *post);
void token_rows_done(void *memory);

#endif

/* SPDX-License-Identifier: MIT
 *
 * changes.h -- rows of what authors changed on alias boards and what is not out yet.
 */
#ifndef CURBSIDE_STORE_CHANGES_H
#define CURBSIDE_STORE_CHANGES_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/store/db.h>
#include <curbside/store/ids.h>

enum change_about {
    CHANGE_TEXT,    /* body: the text to come; NULL: the post is deleted */
    CHANGE_HEADING, /* body: title and tags to come, see domain/heading.h; of a first post too */
    CHANGE_DOOR,    /* body: "closed" or "open" to new aliases; of the first post of a thread */
};

struct change_row {
    post_id post;
    enum change_about about;
    int64_t due_at;
    const char *body;
};

/* In place of an earlier one. */
NODISCARD enum err changes_set(struct db *db, const struct change_row *row);
/* E_NOTFOUND: nothing of that kind waits. */
NODISCARD enum err changes_get(struct arena *a, struct db *db, post_id post,
                               enum change_about about, struct change_row *ret);
/* OK also when there is none. */
NODISCARD enum err changes_remove(struct db *db, post_id post, enum change_about about);
/* Due at or before `at`: fills at most `limit`, bodies in `a`. */
NODISCARD enum err changes_list_due(struct arena *a, struct db *db, int64_t at, int limit,
                                    struct change_row **ret, int *ret_n);
/* When the next one is due; INT64_MAX: nothing waits. */
NODISCARD enum err changes_next_due(struct db *db, int64_t *ret);

#endif

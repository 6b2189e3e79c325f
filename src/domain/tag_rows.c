/* SPDX-License-Identifier: MIT
 *
 * tag_rows.c -- writing the tags of a thread, and folding those of older boards.
 */
#include "tags.h"

#include <curbside/store/db.h>
#include <curbside/store/threads.h>

enum {
    FOLDED_AT_ONCE = 500,
};

enum err tags_write(struct visit *v, thread_id thread, const char *const *tags, int n)
{
    AUTO_ARENA struct arena a = ARENA_INIT;

    for (int i = 0; i < n; i++) {
        struct thread_tag row = {.thread = thread, .position = i, .tag = tags[i]};

        TRY(tag_fold(&a, tags[i], &row.folded));
        TRY(threads_add_tag(v->db, &row));
    }
    return OK;
}

enum err tags_tick(struct visit *v)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct thread_tag rows[FOLDED_AT_ONCE];
    int n;

    TRY(threads_list_unfolded(&a, v->db, rows, FOLDED_AT_ONCE, &n));
    if (n == 0)
        return OK;
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    for (int i = 0; i < n; i++) {
        TRY(tag_fold(&a, rows[i].tag, &rows[i].folded));
        TRY(threads_fold_tag(v->db, &rows[i]));
    }
    return txn_commit(&txn);
}

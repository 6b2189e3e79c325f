/* SPDX-License-Identifier: MIT
 *
 * mine_addressed.c -- the posts that are addressed to the caller's handle.
 */
#include <curbside/store/addressed.h>

#include <curbside/domain/identity.h>

#include "mine_walk.h"

enum {
    ROWS_AT_A_TIME = 200
};

static enum err row_end(struct mine_walk *w, const struct addressed_row *row)
{
    mine_add_int(w, "thread_id", row->thread.v, NULL);
    mine_add_int(w, "no", row->no, "the post that is addressed to you");
    mine_add(w, "reply", row->reply ? "1" : "0",
             "it answers you, or else names you; public, as the post");
    mine_add_time(w, "created_at", row->created_at, "the post's");
    return mine_row_end(w, "addressed");
}

enum err mine_walk_addressed(struct mine_walk *w)
{
    struct addressed_row last, *rows;
    bool begun = false;
    int n;

    do {
        AUTO_ARENA struct arena a = ARENA_INIT;

        TRY(addressed_walk(&a, w->v->db, w->v->who->handle, begun ? &last : NULL, ROWS_AT_A_TIME,
                           &rows, &n));
        for (int i = 0; i < n; i++)
            TRY(row_end(w, &rows[i]));
        if (n > 0)
            last = rows[n - 1];
        begun = true;
    } while (n == ROWS_AT_A_TIME);
    return OK;
}

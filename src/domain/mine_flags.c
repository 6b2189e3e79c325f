/* SPDX-License-Identifier: MIT
 *
 * mine_flags.c -- what the caller complained of. Nobody can ask the table for it: every token is
 * compared.
 */
#include "mine_walk.h"

#include <string.h>

#include "flag_rows.h"

enum {
    FLAGS_AT_A_TIME = 1000
};

/* The place to go on from: texts of the row go with their arena. */
static void flag_after(const struct flag_row *row, struct flag_row *ret)
{
    *ret = (struct flag_row){.post = row->post};
    memcpy(ret->token, row->token, sizeof ret->token);
}

static enum err flag_row(struct mine_walk *w, const struct flag_row *row)
{
    uint8_t own[TAG_BYTES];

    flag_token(w->v, row->post, own);
    if (!bytes_equal(own, row->token, sizeof own))
        return OK;
    mine_add_int(w, "post_id", row->post.v, NULL);
    mine_add_hex(w, "token", row->token, sizeof row->token,
                 "derived from your root, for this post alone");
    mine_add(w, "reason", arena_strdup(w->a, row->reason), NULL);
    mine_add_int(w, "weight", row->weighs, "1: you had standing, and no post in that thread");
    if (row->note)
        mine_add(w, "note", arena_strdup(w->a, row->note), "for the moderators");
    mine_add_int(w, "settled", row->settled, "1: a moderator has decided");
    if (row->settled_by.v != 0)
        mine_add_int(w, "settled_by", row->settled_by.v, "the action, as in the public log");
    return mine_row_end(w, "flag");
}

enum err mine_walk_flags(struct mine_walk *w)
{
    struct flag_row last = {0}, *rows;
    int n;

    do {
        AUTO_ARENA struct arena a = ARENA_INIT;

        TRY(flags_walk(&a, w->v->db, &last, FLAGS_AT_A_TIME, &rows, &n));
        for (int i = 0; i < n; i++)
            TRY(flag_row(w, &rows[i]));
        if (n > 0)
            flag_after(&rows[n - 1], &last);
    } while (n == FLAGS_AT_A_TIME);
    return OK;
}

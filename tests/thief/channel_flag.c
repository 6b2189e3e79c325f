/* SPDX-License-Identifier: MIT
 *
 * channel_flag.c -- who flagged what is a token that stands at one post only. The plant keeps a
 * row at each post for its author, who may not flag it, under one token for each account.
 */
#include "channel.h"

#include "token_rows.h"

static void plant(const struct week *w, sqlite3 *copy)
{
    token_rows_plant(w, copy,
                     "INSERT INTO flag (post_id, token, reason, weight)"
                     " VALUES (?1, ?2, 'spam', 0)");
}

static void look(struct loot *loot, void *memory, const struct look *look)
{
    (void)loot;
    token_rows_look(memory, look->db, "SELECT post_id, token FROM flag");
}

static int64_t guess(struct loot *loot, void *memory, const struct seen_post *post)
{
    return token_rows_guess(memory, loot, post);
}

const struct channel channel_flag = {
    .name = "flag",
    .what = "the rows of flags",
    .memory = sizeof(struct token_rows),
    .plant = plant,
    .look = look,
    .guess = guess,
    .done = token_rows_done,
    .lasts = true,
};

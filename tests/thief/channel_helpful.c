/* SPDX-License-Identifier: MIT
 *
 * channel_helpful.c -- who marked what is a token that stands at one post only. The plant counts
 * an author's own mark, under one token for each account.
 */
#include "channel.h"

#include "token_rows.h"

static void plant(const struct week *w, sqlite3 *copy)
{
    token_rows_plant(w, copy, "INSERT INTO helpful (post_id, token) VALUES (?1, ?2)");
}

static void look(struct loot *loot, void *memory, const struct look *look)
{
    (void)loot;
    token_rows_look(memory, look->db,
                    "SELECT post_id, token FROM helpful"
                    " UNION ALL SELECT post_id, token FROM helpful_waiting");
}

static int64_t guess(struct loot *loot, void *memory, const struct seen_post *post)
{
    return token_rows_guess(memory, loot, post);
}

const struct channel channel_helpful = {
    .name = "helpful",
    .what = "the rows of helpful marks",
    .memory = sizeof(struct token_rows),
    .plant = plant,
    .look = look,
    .guess = guess,
    .done = token_rows_done,
    .lasts = true,
};

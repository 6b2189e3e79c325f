/* SPDX-License-Identifier: MIT
 *
 * channel_sealed.c -- which sealed rows changed between two copies, and which alias posts came. A
 * row that is written with a post, and not at the end of a visit, names its author as soon as
 * copies are close. Planted by a week whose sessions save beside each post.
 */
#include "channel.h"

enum {
    CLOSE_S = 60 /* copies between which hardly anybody's row changes */
};

static bool is_close(const struct loot *loot, const struct seen_post *post)
{
    return post->first > 0 &&
           loot->copies[post->first].at - loot->copies[post->first - 1].at <= CLOSE_S;
}

/* How many of the alias's posts came between two close copies between which this row changed. */
static int met(const struct loot *loot, const struct seen_state *s, const struct seen_post *post)
{
    int n = 0;

    for (int i = 0; i < loot->n_posts; i++) {
        const struct seen_post *p = &loot->posts[i];

        if (p->handle == 0 && is_close(loot, p) && p->thread == post->thread &&
            strcmp(p->alias, post->alias) == 0)
            n += s->changed[p->first];
    }
    return n;
}

static int64_t guess(struct loot *loot, void *memory, const struct seen_post *post)
{
    int64_t handle = 0;
    int best = 0, same = 0;

    (void)memory;
    if (!is_close(loot, post))
        return 0;
    for (int i = 0; i < loot->n_states; i++) {
        int n = met(loot, &loot->states[i], post);

        if (n == 0 || n < best)
            continue;
        same = n > best ? 1 : same + 1;
        /* Of several one that is drawn, by the post's id. */
        if (n > best || post->id % same == 0)
            handle = loot->states[i].handle;
        best = n;
    }
    return handle;
}

const struct channel channel_sealed = {
    .name = "sealed",
    .what = "which sealed rows changed when",
    .guess = guess,
    .joins = true,
};

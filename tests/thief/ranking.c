/* SPDX-License-Identifier: MIT
 *
 * ranking.c -- see the header. Kept in the order of the posts' ids.
 */
#include "ranking.h"

#include <stdlib.h>
#include <string.h>

#include "unit.h"

void ranking_clear(struct ranking *r)
{
    r->n = 0;
}

void ranking_done(struct ranking *r)
{
    free(r->at);
    *r = (struct ranking){0};
}

static int place(const struct ranking *r, int64_t post)
{
    int low = 0, high = r->n;

    while (low < high) {
        int middle = (low + high) / 2;
        if (r->at[middle].post < post)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void ranking_add(struct ranking *r, int64_t post, int64_t value)
{
    int at = place(r, post);

    if (at == r->n || r->at[at].post != post) {
        if (r->n == r->cap) {
            r->cap = r->cap ? 2 * r->cap : 1024;
            r->at = reallocarray(r->at, (size_t)r->cap, sizeof *r->at);
            assert_non_null(r->at);
        }
        memmove(r->at + at + 1, r->at + at, (size_t)(r->n - at) * sizeof *r->at);
        r->n++;
        r->at[at].post = post;
    }
    r->at[at].value = value;
}

bool ranking_find(const struct ranking *r, int64_t post, int64_t *ret)
{
    int at = place(r, post);

    if (at == r->n || r->at[at].post != post)
        return false;
    *ret = r->at[at].value;
    return true;
}

/* Everybody knows that in one thread an account has one face. */
static bool has_handle_there(const struct loot *loot, int64_t handle, int64_t thread)
{
    for (int i = 0; i < loot->n_posts; i++)
        if (loot->posts[i].handle == handle && loot->posts[i].thread == thread)
            return true;
    return false;
}

int64_t ranking_next_to(const struct ranking *r, struct loot *loot, const struct seen_post *post,
                        int64_t value, int64_t most)
{
    int64_t handle = 0;

    for (int i = 0; i < r->n; i++) {
        int64_t away = r->at[i].value - value;
        const struct seen_post *other;

        away = away < 0 ? -away : away;
        if (away > most)
            continue;
        other = loot_post(loot, r->at[i].post);
        if (!other || !loot_is_near(loot, post, other) ||
            has_handle_there(loot, other->handle, post->thread))
            continue;
        most = away;
        handle = other->handle;
    }
    return handle;
}

int64_t ranking_guess(const struct ranking *r, struct loot *loot, const struct seen_post *post)
{
    int64_t value;

    return ranking_find(r, post->id, &value) ? ranking_next_to(r, loot, post, value, INT64_MAX) : 0;
}

/* SPDX-License-Identifier: MIT
 *
 * channel_pages.c -- where in the file a row lies tells when it came there: pages are given out one
 * after another, and the one given back last is the next to be given out. So a post lies beside
 * what was written just before and after it. Planted by a week whose sessions save beside each
 * post.
 */
#include "channel.h"

#include <stdlib.h>

enum {
    AWAY_MOST = 12, /* pages */
};

/* A row that has pages of its own. */
struct spot {
    int64_t key;
    int64_t page;
};

struct spots {
    struct spot *at;
    int n, cap;
};

/* What an alias post was found beside, at its first sight. */
struct beside {
    int64_t post, state;
};

struct memory {
    struct spots posts, states;
    struct beside *at;
    int n, cap;
};

static void spot_add(void *ctx, const struct image *image, const struct cell *cell)
{
    struct spots *spots = ctx;
    size_t n;
    const uint8_t *name = cell->rowid ? NULL : cell_blob(cell, 0, &n);

    (void)image;
    if (cell->overflow == 0)
        return;
    if (spots->n == spots->cap) {
        spots->cap = spots->cap ? 2 * spots->cap : 256;
        spots->at = reallocarray(spots->at, (size_t)spots->cap, sizeof *spots->at);
        assert_non_null(spots->at);
    }
    spots->at[spots->n].key = name ? loot_name(name, (int)n) : cell->rowid;
    spots->at[spots->n++].page = cell->overflow;
}

static void beside_add(struct memory *m, int64_t post, int64_t state)
{
    if (m->n == m->cap) {
        m->cap = m->cap ? 2 * m->cap : 256;
        m->at = reallocarray(m->at, (size_t)m->cap, sizeof *m->at);
        assert_non_null(m->at);
    }
    m->at[m->n++] = (struct beside){post, state};
}

/* The sealed row nearest in the file, of those that changed since the copy before. */
static void look_beside(struct loot *loot, struct memory *m, const struct look *look,
                        const struct spot *post)
{
    int64_t best = AWAY_MOST + 1, state = 0;

    for (int i = 0; i < m->states.n; i++) {
        int64_t away = m->states.at[i].page - post->page;

        away = away < 0 ? -away : away;
        if (away < best && loot_state(loot, m->states.at[i].key)->changed[look->copy]) {
            best = away;
            state = m->states.at[i].key;
        }
    }
    if (state != 0)
        beside_add(m, post->key, state);
}

static void look(struct loot *loot, void *memory, const struct look *look)
{
    struct memory *m = memory;

    if (!look->image)
        return;
    m->posts.n = m->states.n = 0;
    image_walk(look->image, image_root(look->image, "post"), spot_add, &m->posts);
    image_walk(look->image, image_root(look->image, "waiting"), spot_add, &m->posts);
    image_walk(look->image, image_root(look->image, "state"), spot_add, &m->states);
    for (int i = 0; i < m->posts.n; i++) {
        const struct seen_post *p = loot_post(loot, m->posts.at[i].key);

        if (p && p->handle == 0 && p->first == look->copy)
            look_beside(loot, m, look, &m->posts.at[i]);
    }
}

static int64_t guess(struct loot *loot, void *memory, const struct seen_post *post)
{
    const struct memory *m = memory;

    for (int i = 0; i < m->n; i++)
        if (m->at[i].post == post->id)
            return loot_state(loot, m->at[i].state)->handle;
    return 0;
}

static void done(void *memory)
{
    struct memory *m = memory;

    free(m->posts.at);
    free(m->states.at);
    free(m->at);
}

const struct channel channel_pages = {
    .name = "pages",
    .what = "which rows lie side by side in the file",
    .memory = sizeof(struct memory),
    .look = look,
    .guess = guess,
    .done = done,
    .unproved = true,
};

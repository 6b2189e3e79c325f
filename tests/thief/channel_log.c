/* SPDX-License-Identifier: MIT
 *
 * channel_log.c -- the order of commits in the write-ahead log: a sealed row beside a post is its
 * author's. Planted by a week whose sessions save beside each post.
 */
#include "channel.h"

#include "ranking.h"

/* The sealed row next to each alias post of this log, in either direction. */
static void look(struct loot *loot, void *memory, const struct look *look)
{
    (void)loot;
    for (int i = 0; i < look->n_events; i++) {
        const struct log_event *e = &look->events[i];
        int best = 1 << 20;

        if (e->kind != LOG_POST && e->kind != LOG_WAITING)
            continue;
        for (int j = 0; j < look->n_events; j++) {
            int away = look->events[j].commit - e->commit;

            away = away < 0 ? -away : away;
            if (look->events[j].kind == LOG_STATE && away < best) {
                best = away;
                ranking_add(memory, e->key, look->events[j].key);
            }
        }
    }
}

static int64_t guess(struct loot *loot, void *memory, const struct seen_post *post)
{
    int64_t name;

    return ranking_find(memory, post->id, &name) ? loot_state(loot, name)->handle : 0;
}

static void done(void *memory)
{
    ranking_done(memory);
}

const struct channel channel_log = {
    .name = "log",
    .what = "the order of commits in the write-ahead log",
    .memory = sizeof(struct ranking),
    .look = look,
    .guess = guess,
    .done = done,
};

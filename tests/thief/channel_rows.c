/* SPDX-License-Identifier: MIT
 *
 * channel_rows.c -- interview reports, what is said of them, proposed schools and appeals name no
 * post: whose they are is guessed by the sealed row that was written next to them in the log, or
 * between two copies that are close. Planted by a week whose sessions save beside each of them.
 */
#include "channel.h"

#include "ranking.h"

enum {
    CLOSE_S = 60 /* copies between which hardly anybody's row changes */
};

/* The sealed row next to each such row of this log, in either direction. */
static void look(struct loot *loot, void *memory, const struct look *look)
{
    (void)loot;
    for (int i = 0; i < look->n_events; i++) {
        const struct log_event *e = &look->events[i];
        int best = 1 << 20;

        if (e->kind != LOG_ROW)
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

/* Of several whose sealed rows changed one that is drawn, by the row's key. */
static int64_t changed_between(const struct loot *loot, const struct seen_row *row)
{
    int64_t handle = 0;
    int same = 0;

    if (row->first == 0 || loot->copies[row->first].at - loot->copies[row->first - 1].at > CLOSE_S)
        return 0;
    for (int i = 0; i < loot->n_states; i++)
        if (loot->states[i].changed[row->first] && row->key % ++same == 0)
            handle = loot->states[i].handle;
    return handle;
}

static int64_t guess(struct loot *loot, void *memory, const struct seen_row *row)
{
    int64_t name;

    return ranking_find(memory, row->key, &name) ? loot_state(loot, name)->handle
                                                 : changed_between(loot, row);
}

static void done(void *memory)
{
    ranking_done(memory);
}

const struct channel channel_rows = {
    .name = "rows",
    .what = "reports, verdicts, proposals and appeals beside sealed rows",
    .memory = sizeof(struct ranking),
    .look = look,
    .guess_row = guess,
    .done = done,
};

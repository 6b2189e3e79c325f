/* SPDX-License-Identifier: MIT
 *
 * channel_neighbours.c -- posts of a thread are counted: one between two handle posts was written
 * between their times, and if those are stored to the second the hour of the alias is worth
 * nothing. The plant puts a handle post of the same minute right before each alias post.
 */
#include "channel.h"

#include <stdlib.h>

#define HOUR INT64_C(3600)

struct place {
    int64_t thread, post, at;
    int no;
    bool fine; /* its time is finer than the hour */
};

struct places {
    struct place *at;
    int n, cap;
};

static void plant(const struct week *w, sqlite3 *copy)
{
    sqlite3_stmt *st = loot_prepare(copy,
                                    "UPDATE post SET created_at = ?1 WHERE author_alias IS NULL"
                                    " AND (thread_id, no) IN (SELECT thread_id, no + ?3 FROM post"
                                    "                          WHERE id = ?2)");

    for (int i = 0; i < w->n_truths; i++)
        for (int side = -1; side <= 1; side += 2) {
            sqlite3_bind_int64(st, 1, w->truths[i].written + 30 * side);
            sqlite3_bind_int64(st, 2, w->truths[i].id.v);
            sqlite3_bind_int(st, 3, side);
            if (w->truths[i].face == FACE_ALIAS)
                assert_int_equal(sqlite3_step(st), SQLITE_DONE);
            sqlite3_reset(st);
        }
    sqlite3_finalize(st);
}

static void look(struct loot *loot, void *memory, const struct look *look)
{
    sqlite3_stmt *st = loot_prepare(look->db, "SELECT thread_id, id, created_at, no FROM post"
                                              " ORDER BY thread_id, no");
    struct places *p = memory;

    (void)loot;
    p->n = 0;
    while (sqlite3_step(st) == SQLITE_ROW) {
        if (p->n == p->cap) {
            p->cap = p->cap ? 2 * p->cap : 1024;
            p->at = reallocarray(p->at, (size_t)p->cap, sizeof *p->at);
            assert_non_null(p->at);
        }
        int64_t at = sqlite3_column_int64(st, 2);
        p->at[p->n++] = (struct place){sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1), at,
                                       sqlite3_column_int(st, 3), at % HOUR != 0};
    }
    sqlite3_finalize(st);
}

/* The nearest one of the same thread with a fine time, on one side. */
static const struct place *fine_beside(const struct places *p, int i, int step)
{
    int64_t thread = p->at[i].thread;

    for (i += step; i >= 0 && i < p->n && p->at[i].thread == thread; i += step)
        if (p->at[i].fine)
            return &p->at[i];
    return NULL;
}

/* Between which times, and then the handle post nearest to the middle of them. */
static int64_t guess_between(struct loot *loot, const struct seen_post *post, int64_t from,
                             int64_t to)
{
    int64_t handle = 0, best = INT64_MAX;

    for (int i = 0; i < loot->n_posts; i++) {
        const struct seen_post *other = &loot->posts[i];
        int64_t away = other->created_at - (from + to) / 2;

        away = away < 0 ? -away : away;
        if (away >= best || other->thread == post->thread || !loot_is_near(loot, post, other))
            continue;
        best = away;
        handle = other->handle;
    }
    return handle;
}

static int64_t guess(struct loot *loot, void *memory, const struct seen_post *post)
{
    const struct places *p = memory;
    int64_t from = post->created_at, to = post->created_at + HOUR;
    int i = 0;

    while (i < p->n && p->at[i].post != post->id)
        i++;
    if (i == p->n || p->at[i].fine)
        return 0;
    const struct place *before = fine_beside(p, i, -1), *after = fine_beside(p, i, 1);
    if (before && before->at > from)
        from = before->at;
    if (after && after->at < to)
        to = after->at;
    return to - from < HOUR * 3 / 4 ? guess_between(loot, post, from, to) : 0;
}

static void done(void *memory)
{
    free(((struct places *)memory)->at);
}

const struct channel channel_neighbours = {
    .name = "neighbours",
    .what = "times of the posts before and after it",
    .memory = sizeof(struct places),
    .plant = plant,
    .look = look,
    .guess = guess,
    .done = done,
    .known = true,
    .lasts = true,
};

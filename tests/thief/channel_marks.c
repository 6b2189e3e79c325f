/* SPDX-License-Identifier: MIT
 *
 * channel_marks.c -- who has a post marked as read, the moment it is out, wrote it. The thief reads
 * every sealed box as if it were open; the plant leaves some open: each account's marks as it would
 * have them, its own posts at once, others' now and then.
 */
#include "channel.h"

#include <stdlib.h>

#include <curbside/domain/state.h>

enum {
    READ_BY_OTHERS = 40, /* one in so many */
    LAST_POSTS = 60,     /* what is older was planted in an earlier copy */
};

struct mark {
    int64_t post, state;
};

struct marks {
    struct mark *at;
    int n, cap;
};

static bool is_marked(const struct truth *t, int person)
{
    uint64_t dice = (uint64_t)t->id.v * PEOPLE + (uint64_t)person;

    return t->person == person || dice_below(&dice, READ_BY_OTHERS) == 0;
}

static void plant_box(struct week *w, sqlite3 *copy, int person)
{
    AUTO_STR struct str form = STR_INIT;
    struct state *s = state_new(w->board->now_s);
    sqlite3_stmt *place = loot_prepare(copy, "SELECT thread_id, no FROM post WHERE id = ?1");
    sqlite3_stmt *set = loot_prepare(copy, "UPDATE state SET box = ?1 WHERE name = ?2");
    uint8_t name[SEALED_NAME_BYTES];

    assert_non_null(s);
    for (int i = w->n_truths > LAST_POSTS ? w->n_truths - LAST_POSTS : 0; i < w->n_truths; i++) {
        sqlite3_bind_int64(place, 1, w->truths[i].id.v);
        if (is_marked(&w->truths[i], person) && sqlite3_step(place) == SQLITE_ROW)
            marks_add(s, (thread_id){sqlite3_column_int64(place, 0)}, sqlite3_column_int(place, 1),
                      sqlite3_column_int(place, 1));
        sqlite3_reset(place);
    }
    assert_int_equal(state_format(s, &form), OK);
    if (week_state_name(w, person, name)) {
        sqlite3_bind_blob(set, 1, form.s, (int)form.n, SQLITE_STATIC);
        sqlite3_bind_blob(set, 2, name, sizeof name, SQLITE_STATIC);
        assert_int_equal(sqlite3_step(set), SQLITE_DONE);
    }
    sqlite3_finalize(place);
    sqlite3_finalize(set);
    state_free(s);
}

static void plant(const struct week *w, sqlite3 *copy)
{
    for (int i = 0; i < PEOPLE; i++)
        if (w->people[i].handle.v != 0 && !w->people[i].gone)
            plant_box((struct week *)w, copy, i); /* opening a visit changes no week */
}

static void look_at_box(struct loot *loot, struct marks *m, int copy, const struct state *s,
                        int64_t name)
{
    for (int i = 0; i < loot->n_posts; i++) {
        const struct seen_post *p = &loot->posts[i];

        if (p->handle != 0 || p->published != copy || !marks_has(s, (thread_id){p->thread}, p->no))
            continue;
        if (m->n == m->cap) {
            m->cap = m->cap ? 2 * m->cap : 512;
            m->at = reallocarray(m->at, (size_t)m->cap, sizeof *m->at);
            assert_non_null(m->at);
        }
        m->at[m->n++] = (struct mark){p->id, name};
    }
}

static void look(struct loot *loot, void *memory, const struct look *look)
{
    sqlite3_stmt *st = loot_prepare(look->db, "SELECT name, box FROM state");

    while (sqlite3_step(st) == SQLITE_ROW) {
        struct state *s = state_new(0);

        if (s &&
            state_parse(s, sqlite3_column_blob(st, 1), (size_t)sqlite3_column_bytes(st, 1)) == OK)
            look_at_box(loot, memory, look->copy, s,
                        loot_name(sqlite3_column_blob(st, 0), sqlite3_column_bytes(st, 0)));
        state_free(s);
    }
    sqlite3_finalize(st);
}

/* One of those who had it marked, drawn by its id. */
static int64_t guess(struct loot *loot, void *memory, const struct seen_post *post)
{
    const struct marks *m = memory;
    int64_t handle = 0;
    int same = 0;

    for (int i = 0; i < m->n; i++)
        if (m->at[i].post == post->id && post->id % ++same == 0)
            handle = loot_state(loot, m->at[i].state)->handle;
    return handle;
}

static void done(void *memory)
{
    free(((struct marks *)memory)->at);
}

const struct channel channel_marks = {
    .name = "marks",
    .what = "what is in the sealed boxes, if it can be read",
    .memory = sizeof(struct marks),
    .plant = plant,
    .look = look,
    .guess = guess,
    .done = done,
};

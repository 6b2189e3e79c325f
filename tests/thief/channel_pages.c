/* SPDX-License-Identifier: MIT
 *
 * channel_pages.c -- where in the file a row lies tells when it came there: pages are given out one
 * after another, and the one given back last is the next to be given out. So a post lies beside
 * what was written just before and after it. A sealed row is written where it lay before, into the
 * pages it had, so that where it lies tells when its account came for the first time and no more.
 * The plant gives long posts new pages at the end of the file, and their authors' rows the next.
 */
#include "channel.h"

#include <stdlib.h>

#include <curbside/domain/state.h>

#include "ranking.h"

enum {
    AWAY_MOST = 12,  /* pages */
    LAST_POSTS = 80, /* what is older was planted in an earlier copy */
    LONG = 4200,     /* a text that has a page of its own */
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
    struct ranking nonces; /* of each row when it was last seen */
};

/* ---- the plant ---- */

/* Nothing is free, so that what is written next lies at the end. */
static void use_free_pages(sqlite3 *copy)
{
    loot_exec(copy, "INSERT INTO planted_fill SELECT zeroblob(4092 * freelist_count)"
                    "  FROM pragma_freelist_count");
}

static void run(sqlite3 *copy, const char *sql, sqlite3_value *key, const void *value, int n)
{
    sqlite3_stmt *st = loot_prepare(copy, sql);

    sqlite3_bind_value(st, 1, key);
    if (value)
        sqlite3_bind_blob(st, 2, value, n, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(st), SQLITE_DONE);
    sqlite3_finalize(st);
}

/* How the rows of one table that holds posts are found and set. */
struct post_table {
    const char *is_long, *select, *empty, *set;
};
#define POST_TABLE(t)                                                                              \
    {                                                                                              \
        "SELECT 1 FROM " t " WHERE id = ?1 AND length(body) > ?2",                                 \
            "SELECT p.id, CAST(p.body AS BLOB), s.name, s.box FROM " t " AS p, state AS s"         \
            " WHERE p.id = ?1 AND s.name = ?2",                                                    \
            "UPDATE " t " SET body = '' WHERE id = ?1",                                            \
            "UPDATE " t " SET body = CAST(?2 AS TEXT) WHERE id = ?1"                               \
    }
static const struct post_table post_tables[] = {POST_TABLE("post"), POST_TABLE("waiting")};

/* `row` is a post's and its author's sealed one. That is written anew, so it is another box. */
static void put_side_by_side(sqlite3 *copy, sqlite3_stmt *row, const struct post_table *table)
{
    sqlite3_value *value[4];

    for (int i = 0; i < 4; i++)
        value[i] = sqlite3_value_dup(sqlite3_column_value(row, i));
    sqlite3_reset(row);
    int body_n = sqlite3_value_bytes(value[1]), box_n = sqlite3_value_bytes(value[3]);
    uint8_t *box = malloc((size_t)box_n);
    assert_non_null(box);
    memcpy(box, sqlite3_value_blob(value[3]), (size_t)box_n);
    box[0] ^= 0xff;
    run(copy, table->empty, value[0], NULL, 0);
    run(copy, "UPDATE state SET box = zeroblob(1) WHERE name = ?1", value[2], NULL, 0);
    use_free_pages(copy);
    run(copy, table->set, value[0], sqlite3_value_blob(value[1]), body_n);
    run(copy, "UPDATE state SET box = ?2 WHERE name = ?1", value[2], box, box_n);
    free(box);
    for (int i = 0; i < 4; i++)
        sqlite3_value_free(value[i]);
}

static bool is_long(sqlite3 *copy, const struct post_table *table, post_id post)
{
    sqlite3_stmt *st = loot_prepare(copy, table->is_long);

    sqlite3_bind_int64(st, 1, post.v);
    sqlite3_bind_int(st, 2, LONG);
    bool ret = sqlite3_step(st) == SQLITE_ROW;
    sqlite3_finalize(st);
    return ret;
}

/* False: it is not there, or has no pages of its own, or its author no row. */
static bool plant_post(struct week *w, sqlite3 *copy, const struct truth *t,
                       const struct post_table *table)
{
    uint8_t name[SEALED_NAME_BYTES];
    sqlite3_stmt *row;
    bool done;

    if (!is_long(copy, table, t->id) || !week_state_name(w, t->person, name))
        return false;
    row = loot_prepare(copy, table->select);
    sqlite3_bind_int64(row, 1, t->id.v);
    sqlite3_bind_blob(row, 2, name, sizeof name, SQLITE_STATIC);
    done = sqlite3_step(row) == SQLITE_ROW;
    if (done)
        put_side_by_side(copy, row, table);
    sqlite3_finalize(row);
    return done;
}

static void plant(const struct week *w, sqlite3 *copy)
{
    bool placed[PEOPLE] = {false};

    loot_exec(copy, "CREATE TABLE planted_fill (bytes BLOB)");
    use_free_pages(copy);
    for (int i = w->n_truths - 1; i >= 0 && i >= w->n_truths - LAST_POSTS; i--) {
        const struct truth *t = &w->truths[i];

        if (t->face != FACE_ALIAS || placed[t->person] || w->people[t->person].gone)
            continue;
        for (size_t k = 0; k < sizeof post_tables / sizeof post_tables[0]; k++)
            placed[t->person] |= plant_post((struct week *)w, copy, t, &post_tables[k]);
    }
}

/* ---- looking ---- */

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

/* Which sealed rows were written since the copy before: the others are left out. */
static void keep_changed(struct memory *m, sqlite3 *db)
{
    sqlite3_stmt *st = loot_prepare(db, "SELECT name, substr(box, 1, 8) FROM state");

    while (sqlite3_step(st) == SQLITE_ROW) {
        int64_t name = loot_name(sqlite3_column_blob(st, 0), sqlite3_column_bytes(st, 0));
        int64_t nonce = loot_name(sqlite3_column_blob(st, 1), sqlite3_column_bytes(st, 1));
        int64_t before;

        for (int i = 0; i < m->states.n; i++)
            if (m->states.at[i].key == name && ranking_find(&m->nonces, name, &before) &&
                before == nonce)
                m->states.at[i] = m->states.at[--m->states.n];
        ranking_add(&m->nonces, name, nonce);
    }
    sqlite3_finalize(st);
}

/* The sealed row nearest in the file. */
static void look_beside(struct memory *m, const struct spot *post)
{
    int64_t best = AWAY_MOST + 1, state = 0;

    for (int i = 0; i < m->states.n; i++) {
        int64_t away = m->states.at[i].page - post->page;

        away = away < 0 ? -away : away;
        if (away < best) {
            best = away;
            state = m->states.at[i].key;
        }
    }
    if (state != 0)
        beside_add(m, post->key, state);
}

static void walk(struct memory *m, const struct image *image)
{
    image_walk(image, image_root(image, "post"), spot_add, &m->posts);
    image_walk(image, image_root(image, "waiting"), spot_add, &m->posts);
    image_walk(image, image_root(image, "state"), spot_add, &m->states);
}

static void walk_planted(struct memory *m, sqlite3 *db)
{
    struct image image = {0};
    sqlite3_int64 n;

    image.bytes = sqlite3_serialize(db, "main", &n, 0);
    assert_non_null(image.bytes);
    image.pages = (uint32_t)(n / IMAGE_PAGE);
    walk(m, &image);
    sqlite3_free(image.bytes);
}

static void look(struct loot *loot, void *memory, const struct look *look)
{
    struct memory *m = memory;

    if (!look->image)
        return;
    m->posts.n = m->states.n = 0;
    if (look->planted)
        walk_planted(m, look->db);
    else
        walk(m, look->image);
    keep_changed(m, look->db);
    for (int i = 0; i < m->posts.n; i++) {
        const struct seen_post *p = loot_post(loot, m->posts.at[i].key);

        if (p && p->handle == 0 && p->first == look->copy)
            look_beside(m, &m->posts.at[i]);
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
    ranking_done(&m->nonces);
}

const struct channel channel_pages = {
    .name = "pages",
    .what = "which rows lie side by side in the file",
    .memory = sizeof(struct memory),
    .plant = plant,
    .look = look,
    .guess = guess,
    .done = done,
};

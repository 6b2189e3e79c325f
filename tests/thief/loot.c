/* SPDX-License-Identifier: MIT
 *
 * loot.c -- copies laid side by side: which posts came when, which sealed rows changed between two
 * copies, and whose sealed rows those are taken for.
 *
 * That a sealed row is a certain handle's is no secret a board could keep from somebody who copies
 * it every hour: the row changes when that handle was there. The thief is given that much. What he
 * must not get from it is the way on to an alias.
 */
#include "loot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "channel.h"
#include "unit.h"

#define HOUR INT64_C(3600)

enum {
    WAIT_S = (ALIAS_SPREAD_MINUTES + ALIAS_RELEASE_MINUTES) * 60,
    VISIT_S = 25 * 60, /* hardly anybody stays longer */
};

void loot_init(struct loot *loot, const struct week *w, const struct channel *const *channels)
{
    *loot = (struct loot){.week = w, .channels = channels};
    for (int i = 0; channels[i]; i++)
        if (channels[i]->memory > 0) {
            loot->memory[i] = calloc(1, channels[i]->memory);
            assert_non_null(loot->memory[i]);
        }
}

void loot_done(struct loot *loot)
{
    for (int i = 0; loot->channels[i]; i++) {
        if (loot->channels[i]->done)
            loot->channels[i]->done(loot->memory[i]);
        free(loot->memory[i]);
    }
    free(loot->posts);
    free(loot->rows);
}

/* ---- asking a copy ---- */

sqlite3_stmt *loot_prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *st = NULL;

    if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    return st;
}

void loot_exec(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
}

int64_t loot_number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *st = loot_prepare(db, sql);
    int64_t value = sqlite3_step(st) == SQLITE_ROW ? sqlite3_column_int64(st, 0) : 0;

    sqlite3_finalize(st);
    return value;
}

int64_t loot_name(const void *blob, int n)
{
    int64_t name = 0;

    memcpy(&name, blob, n < 8 ? (size_t)n : 8);
    return name;
}

/* ---- posts ---- */

static int post_place(const struct loot *loot, int64_t id)
{
    int low = 0, high = loot->n_posts;

    while (low < high) {
        int middle = (low + high) / 2;
        if (loot->posts[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct seen_post *loot_post(struct loot *loot, int64_t id)
{
    int at = post_place(loot, id);

    return at < loot->n_posts && loot->posts[at].id == id ? &loot->posts[at] : NULL;
}

static struct seen_post *post_note(struct loot *loot, int64_t id, int copy)
{
    int at = post_place(loot, id);

    if (at < loot->n_posts && loot->posts[at].id == id)
        return &loot->posts[at];
    if (loot->n_posts == loot->cap_posts) {
        loot->cap_posts = loot->cap_posts ? 2 * loot->cap_posts : 1024;
        loot->posts = reallocarray(loot->posts, (size_t)loot->cap_posts, sizeof *loot->posts);
        assert_non_null(loot->posts);
    }
    memmove(loot->posts + at + 1, loot->posts + at,
            (size_t)(loot->n_posts - at) * sizeof *loot->posts);
    loot->n_posts++;
    loot->posts[at] = (struct seen_post){.id = id, .first = copy, .published = -1};
    return &loot->posts[at];
}

static void alias_note(struct seen_post *post, sqlite3_stmt *st, int column)
{
    const char *alias = (const char *)sqlite3_column_text(st, column);

    if (alias)
        snprintf(post->alias, sizeof post->alias, "%s", alias);
}

static void look_at_posts(struct loot *loot, sqlite3 *db, int copy)
{
    sqlite3_stmt *st = loot_prepare(
        db, "SELECT p.id, p.thread_id, p.no, p.created_at, p.edited_at, p.author_handle,"
            " p.author_alias, b.mode = 'alias'"
            "  FROM post AS p JOIN thread AS t ON t.id = p.thread_id"
            "  JOIN board AS b ON b.id = t.board_id"
            " WHERE p.author_handle NOT NULL OR p.author_alias NOT NULL");

    while (sqlite3_step(st) == SQLITE_ROW) {
        struct seen_post *p = post_note(loot, sqlite3_column_int64(st, 0), copy);

        p->thread = sqlite3_column_int64(st, 1);
        p->no = sqlite3_column_int(st, 2);
        p->created_at = sqlite3_column_int64(st, 3);
        p->edited_at = sqlite3_column_int64(st, 4);
        p->handle = sqlite3_column_int64(st, 5);
        alias_note(p, st, 6);
        p->held = sqlite3_column_int(st, 7) != 0;
        if (p->published < 0)
            p->published = copy;
    }
    sqlite3_finalize(st);
}

static void look_at_waiting(struct loot *loot, sqlite3 *db, int copy)
{
    sqlite3_stmt *st = loot_prepare(db, "SELECT id, thread_id, due_at, author_alias FROM waiting");

    while (sqlite3_step(st) == SQLITE_ROW) {
        struct seen_post *p = post_note(loot, sqlite3_column_int64(st, 0), copy);

        p->thread = sqlite3_column_int64(st, 1);
        p->due = sqlite3_column_int64(st, 2);
        p->created_at = p->due - p->due % HOUR;
        p->held = p->waited = true;
        alias_note(p, st, 3);
    }
    sqlite3_finalize(st);
}

/* ---- rows that name no post ---- */

static void row_note(struct loot *loot, int64_t key, int copy)
{
    for (int i = 0; i < loot->n_rows; i++)
        if (loot->rows[i].key == key)
            return;
    if (loot->n_rows == loot->cap_rows) {
        loot->cap_rows = loot->cap_rows ? 2 * loot->cap_rows : 256;
        loot->rows = reallocarray(loot->rows, (size_t)loot->cap_rows, sizeof *loot->rows);
        assert_non_null(loot->rows);
    }
    loot->rows[loot->n_rows++] = (struct seen_row){key, copy};
}

static void look_at_rows(struct loot *loot, sqlite3 *db, int copy)
{
    sqlite3_stmt *st = loot_prepare(db, "SELECT id FROM report UNION ALL"
                                        " SELECT id FROM school_proposal UNION ALL"
                                        " SELECT action_id FROM appeal UNION ALL"
                                        " SELECT token FROM verdict");

    while (sqlite3_step(st) == SQLITE_ROW)
        row_note(loot,
                 sqlite3_column_type(st, 0) == SQLITE_BLOB
                     ? loot_name(sqlite3_column_blob(st, 0), sqlite3_column_bytes(st, 0))
                     : sqlite3_column_int64(st, 0),
                 copy);
    sqlite3_finalize(st);
}

/* ---- sealed rows ---- */

struct seen_state *loot_state(struct loot *loot, int64_t name)
{
    for (int i = 0; i < loot->n_states; i++)
        if (loot->states[i].name == name)
            return &loot->states[i];
    assert_true(loot->n_states < STATES_MAX);
    loot->states[loot->n_states] = (struct seen_state){.name = name};
    return &loot->states[loot->n_states++];
}

static void look_at_states(struct loot *loot, sqlite3 *db, int copy)
{
    sqlite3_stmt *st = loot_prepare(db, "SELECT name, substr(box, 1, 8) FROM state");

    while (sqlite3_step(st) == SQLITE_ROW) {
        int64_t name = loot_name(sqlite3_column_blob(st, 0), sqlite3_column_bytes(st, 0));
        uint64_t nonce = (uint64_t)loot_name(sqlite3_column_blob(st, 1),
                                             sqlite3_column_bytes(st, 1));
        struct seen_state *s = loot_state(loot, name);

        s->changed[copy] = s->nonce != nonce;
        s->nonce = nonce;
    }
    sqlite3_finalize(st);
}

/* ---- one copy ---- */

void theft_read(struct theft *theft, const char *path, int64_t at, bool has_log)
{
    *theft = (struct theft){.path = path, .at = at, .has_log = has_log};
    if (has_log) {
        image_read(&theft->image, path);
        log_events_read(&theft->events, &theft->image);
    }
    assert_int_equal(sqlite3_open(path, &theft->db), SQLITE_OK);
    loot_exec(theft->db, "PRAGMA synchronous = OFF; PRAGMA cache_size = -65536");
}

void theft_done(struct theft *theft)
{
    sqlite3_close(theft->db);
    image_free(&theft->image);
    free(theft->events.at);
    free(theft->shown);
}

/* The file has other bytes now; its log is the same. */
static void theft_read_again(struct theft *theft)
{
    size_t at = 0;

    image_free(&theft->image);
    image_read(&theft->image, theft->path);
    while (image_next_commit(&theft->image, &at))
        continue;
}

static void plant_bytes(struct loot *loot, struct theft *theft)
{
    bool any = false;

    for (int i = 0; loot->channels[i] && theft->has_log; i++) {
        if (!loot->channels[i]->plant_bytes)
            continue;
        loot->channels[i]->plant_bytes(loot->week, theft->path);
        any = true;
    }
    if (any)
        theft_read_again(theft);
}

static void look_planted(struct loot *loot, const struct channel *channel, const struct look *look)
{
    if (channel->plant)
        channel->plant(loot->week, look->db);
    if (channel->plant_events)
        channel->plant_events(loot->week, look->events, look->n_events);
}

/* Each channel's plant is gone before the next one looks. */
static void look_through(struct loot *loot, struct look *look, const struct log_events *events,
                         bool planted)
{
    look_at_posts(loot, look->db, look->copy);
    look_at_waiting(loot, look->db, look->copy);
    look_at_rows(loot, look->db, look->copy);
    look_at_states(loot, look->db, look->copy);
    for (int i = 0; loot->channels[i]; i++) {
        const struct channel *channel = loot->channels[i];

        if (planted && channel->lasts && look->copy % PLANT_EVERY != 0 &&
            look->copy != loot->last_copy)
            continue;
        loot_exec(look->db, "BEGIN");
        if (planted)
            look_planted(loot, channel, look);
        if (channel->look)
            channel->look(loot, loot->memory[i], look);
        loot_exec(look->db, "ROLLBACK");
        if (look->n_events > 0)
            memcpy(look->events, events->at, (size_t)look->n_events * sizeof *events->at);
    }
}

void loot_take(struct loot *loot, struct theft *theft, bool planted)
{
    struct look look = {.copy = loot->n_copies,
                        .path = theft->path,
                        .db = theft->db,
                        .image = theft->has_log ? &theft->image : NULL,
                        .planted = planted,
                        .n_events = theft->events.n,
                        .shown = theft->shown,
                        .n_shown = theft->n_shown};

    assert_true(loot->n_copies < COPIES_MAX);
    loot->copies[loot->n_copies++] = (struct copy){theft->at, theft->has_log};
    if (planted)
        plant_bytes(loot, theft);
    look.events = calloc((size_t)look.n_events + 1, sizeof *look.events);
    assert_non_null(look.events);
    if (look.n_events > 0)
        memcpy(look.events, theft->events.at, (size_t)look.n_events * sizeof *look.events);
    look_through(loot, &look, &theft->events, planted);
    free(look.events);
}

/* ---- whose sealed rows ---- */

/* How often a row changed within the visit in which the handle posted, against all times. */
static double likeness(const struct loot *loot, const struct seen_state *s, int64_t handle)
{
    int changes = 0, posts = 0, both = 0;

    for (int c = 1; c < loot->n_copies; c++)
        changes += s->changed[c];
    for (int i = 0; i < loot->n_posts; i++) {
        const struct seen_post *p = &loot->posts[i];
        bool met = false;

        if (p->handle != handle || p->first == 0)
            continue;
        for (int c = p->first; c < loot->n_copies && !met; c++) {
            if (loot->copies[c - 1].at > p->created_at + VISIT_S)
                break;
            met = s->changed[c];
        }
        posts++;
        both += met;
    }
    return posts == 0 || changes == 0 ? 0 : both / sqrt((double)posts * changes);
}

void loot_settle(struct loot *loot)
{
    int64_t handles[STATES_MAX];
    int n = 0;

    for (int i = 0; i < loot->n_posts; i++) {
        int at = 0;

        while (at < n && handles[at] != loot->posts[i].handle)
            at++;
        if (at == n && loot->posts[i].handle != 0 && n < STATES_MAX)
            handles[n++] = loot->posts[i].handle;
    }
    for (int i = 0; i < loot->n_states; i++) {
        double best = 0;

        for (int h = 0; h < n; h++) {
            double like = likeness(loot, &loot->states[i], handles[h]);
            if (like > best) {
                best = like;
                loot->states[i].handle = handles[h];
            }
        }
    }
}

/* ---- when ---- */

void loot_between(const struct loot *loot, const struct seen_post *post, int64_t *ret_from,
                  int64_t *ret_to)
{
    *ret_from = post->first > 0 ? loot->copies[post->first - 1].at : 0;
    *ret_to = loot->copies[post->first].at;
}

void loot_period(const struct loot *loot, const struct seen_post *post, int64_t *ret_from,
                 int64_t *ret_to)
{
    int64_t hour = post->created_at - post->created_at % HOUR;

    /* One that waits has the hour it comes out in, not that of its writing. */
    int64_t first = hour - (post->held ? WAIT_S : 0);

    loot_between(loot, post, ret_from, ret_to);
    if (first > *ret_from && first < *ret_to)
        *ret_from = first;
    if (hour + HOUR < *ret_to && hour + HOUR > *ret_from)
        *ret_to = hour + HOUR;
}

bool loot_is_near(const struct loot *loot, const struct seen_post *alias,
                  const struct seen_post *handle)
{
    int64_t from, to;

    loot_period(loot, alias, &from, &to);
    return handle->handle != 0 && handle->created_at >= from - HOUR / 4 &&
           handle->created_at <= to + HOUR / 4;
}

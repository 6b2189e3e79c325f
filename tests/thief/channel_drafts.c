/* SPDX-License-Identifier: MIT
 *
 * channel_drafts.c -- a draft's row goes when its post comes. Were a row's name used again for the
 * same account's next draft, it would tie the two posts together. The plant names all rows of
 * one account alike.
 */
#include "channel.h"

#include <stdlib.h>

#include <curbside/domain/draft.h>

#include "ranking.h"

enum {
    TYPING_S = 90,
    LOG_AWAY = 4, /* commits between a draft and its post */
    SURE = 3,     /* sights that make an owner */
};

struct row {
    int64_t name;
    unsigned char *there; /* in which copies */
    int64_t owner;        /* once they are asked for */
    int times;
};

struct rows {
    struct row *at;
    int n, cap;
    struct ranking logged; /* the row before each post in a log */
    bool found;            /* the owners */
};

/* Of one account all rows have one name. */
static int64_t planted_name(const struct week *w, int64_t name)
{
    for (int i = 0; i < w->n_drafts; i++)
        if (w->drafts[i].name == name)
            return w->drafts[i].person + 1;
    return name;
}

static void plant(const struct week *w, sqlite3 *copy)
{
    sqlite3_stmt *all = loot_prepare(copy, "SELECT name FROM draft");
    sqlite3_stmt *set = loot_prepare(copy, "UPDATE OR IGNORE draft SET name = ?1 WHERE name = ?2");

    while (sqlite3_step(all) == SQLITE_ROW) {
        int64_t name[SEALED_NAME_BYTES / 8] = {0};
        int n = sqlite3_column_bytes(all, 0);

        assert_int_equal(n, sizeof name);
        name[0] = planted_name(w, loot_name(sqlite3_column_blob(all, 0), n));
        sqlite3_bind_blob(set, 1, name, sizeof name, SQLITE_TRANSIENT);
        sqlite3_bind_blob(set, 2, sqlite3_column_blob(all, 0), n, SQLITE_TRANSIENT);
        assert_int_equal(sqlite3_step(set), SQLITE_DONE); /* of two at once one stays as it is */
        sqlite3_reset(set);
    }
    sqlite3_finalize(all);
    sqlite3_finalize(set);
}

static void plant_events(const struct week *w, struct log_event *events, int n)
{
    for (int i = 0; i < n; i++)
        if (events[i].kind == LOG_DRAFT)
            events[i].key = planted_name(w, events[i].key);
}

static struct row *row_note(struct rows *rows, int64_t name)
{
    for (int i = 0; i < rows->n; i++)
        if (rows->at[i].name == name)
            return &rows->at[i];
    if (rows->n == rows->cap) {
        rows->cap = rows->cap ? 2 * rows->cap : 128;
        rows->at = reallocarray(rows->at, (size_t)rows->cap, sizeof *rows->at);
        assert_non_null(rows->at);
    }
    rows->at[rows->n] = (struct row){.name = name, .there = calloc(COPIES_MAX, 1)};
    assert_non_null(rows->at[rows->n].there);
    return &rows->at[rows->n++];
}

static void look_at_log(struct rows *rows, const struct look *look)
{
    const struct log_event *draft = NULL;

    for (int i = 0; i < look->n_events; i++) {
        const struct log_event *e = &look->events[i];

        if (e->kind == LOG_DRAFT)
            draft = e;
        if ((e->kind == LOG_POST || e->kind == LOG_WAITING) && draft &&
            e->commit - draft->commit <= LOG_AWAY) {
            row_note(rows, draft->key);
            ranking_add(&rows->logged, e->key, draft->key);
        }
    }
}

static void look(struct loot *loot, void *memory, const struct look *look)
{
    sqlite3_stmt *st = loot_prepare(look->db, "SELECT name FROM draft");

    (void)loot;
    look_at_log(memory, look);
    while (sqlite3_step(st) == SQLITE_ROW) {
        struct row *row = row_note(
            memory, loot_name(sqlite3_column_blob(st, 0), sqlite3_column_bytes(st, 0)));

        row->there[look->copy] = 1;
    }
    sqlite3_finalize(st);
}

/* Was it there right before this post came? Only close copies can say so. */
static bool is_with(const struct loot *loot, const struct row *row, const struct seen_post *post)
{
    int before = post->first - 1;

    return before >= 0 && row->there[before] && !row->there[post->first] &&
           loot->copies[post->first].at - loot->copies[before].at < TYPING_S;
}

/* The row that was written last before this post in a log. */
static bool is_before(const struct rows *rows, const struct row *row, int64_t post)
{
    int64_t name;

    return ranking_find(&rows->logged, post, &name) && name == row->name;
}

/* Did this handle's post come right after a sight of the row? A handle's times are exact. */
static bool is_soon_after(const struct loot *loot, const struct row *row,
                          const struct seen_post *post)
{
    int before = post->first - 1;

    return before >= 0 && row->there[before] &&
           post->created_at - loot->copies[before].at < TYPING_S;
}

/* The handle whose posts came most often with this row, and how often. */
static int64_t owner(struct loot *loot, const struct rows *rows, const struct row *row,
                     int *ret_times)
{
    int64_t best = 0;

    *ret_times = 0;
    for (int i = 0; i < loot->n_posts; i++) {
        int64_t handle = loot->posts[i].handle;
        int times = 0;

        for (int j = i; handle != 0 && j < loot->n_posts; j++)
            if (loot->posts[j].handle == handle)
                times += 2 * is_before(rows, row, loot->posts[j].id) +
                         is_soon_after(loot, row, &loot->posts[j]);
        if (times > *ret_times) {
            *ret_times = times;
            best = handle;
        }
    }
    return best;
}

static void find_owners(struct loot *loot, struct rows *rows)
{
    for (int i = 0; i < rows->n && !rows->found; i++)
        rows->at[i].owner = owner(loot, rows, &rows->at[i], &rows->at[i].times);
    rows->found = true;
}

static int64_t guess(struct loot *loot, void *memory, const struct seen_post *post)
{
    struct rows *rows = memory;
    int64_t best = 0;
    int most = 0;

    find_owners(loot, rows);
    for (int i = 0; i < rows->n; i++) {
        const struct row *row = &rows->at[i];

        if (row->owner != 0 && is_before(rows, row, post->id))
            return row->owner;
        if (row->times > most && row->times >= SURE && is_with(loot, row, post)) {
            most = row->times;
            best = row->owner;
        }
    }
    return best;
}

static void done(void *memory)
{
    struct rows *rows = memory;

    for (int i = 0; i < rows->n; i++)
        free(rows->at[i].there);
    free(rows->at);
    ranking_done(&rows->logged);
}

const struct channel channel_drafts = {
    .name = "drafts",
    .what = "rows of drafts that come and go",
    .memory = sizeof(struct rows),
    .plant = plant,
    .plant_events = plant_events,
    .look = look,
    .guess = guess,
    .done = done,
};

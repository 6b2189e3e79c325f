/* SPDX-License-Identifier: MIT
 *
 * loot.h -- what a thief has: a series of copies of the database, some with its write-ahead log,
 * and what can be read off them side by side. The means that all channels share.
 */
#ifndef CURBSIDE_TESTS_THIEF_LOOT_H
#define CURBSIDE_TESTS_THIEF_LOOT_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "image.h"
#include "log_events.h"

struct week;
struct channel;

enum {
    PLANT_EVERY = 12,
    COPIES_MAX = 1000,
    STATES_MAX = 128,
    CHANNELS_MAX = 32,
};

/* A post as the copies showed it. */
struct seen_post {
    int64_t id;
    int64_t thread;
    int no;             /* 0 while it waited */
    int64_t created_at; /* as stored; of one that waits, when it is due */
    int64_t edited_at;
    int64_t handle; /* 0: an alias post */
    char alias[40];
    bool held;     /* on a board where posts wait */
    bool waited;   /* it was seen waiting */
    int64_t due;   /* then: when it was to come out */
    int first;     /* the copy it was first in */
    int published; /* the copy in which it was out, -1: none */
};

/* A row that somebody made and that names no post: a report, a word about one, a proposal, an
 * appeal. */
struct seen_row {
    int64_t key; /* its id, or the first bytes of its token */
    int first;   /* the copy it was first in */
};

/* A row of `state`, by the first bytes of its name. */
struct seen_state {
    int64_t name;
    uint64_t nonce; /* the box's first bytes: another one, another writing */
    int64_t handle; /* whose it is taken for, by when it changed; 0: nobody's */
    bool changed[COPIES_MAX];
};

struct copy {
    int64_t at;
    bool has_log; /* the bytes as they lay there, and the log */
};

/* An item about an alias post, as a moderator was shown it. */
struct shown_item {
    int64_t post, since;
};

/* What was taken at one moment: a file, with its log or as a backup, and what the queue said. */
struct theft {
    const char *path;
    int64_t at;
    bool has_log;
    sqlite3 *db;
    struct image image; /* with the log in it */
    struct log_events events;
    struct shown_item *shown;
    int n_shown, cap_shown;
};

/* One copy, while it is looked at. */
struct look {
    int copy;            /* its number */
    sqlite3 *db;         /* to be asked; what a channel writes into it, only it will see */
    const char *path;    /* of the file */
    struct image *image; /* the log is in it; NULL for a backup */
    bool planted;        /* what was planted in `db` is not in `image` */
    struct log_event *events;
    int n_events;
    const struct shown_item *shown;
    int n_shown;
};

struct loot {
    const struct week *week; /* for the clock's start alone: what is true is not asked here */
    struct copy copies[COPIES_MAX];
    int n_copies;
    int last_copy; /* the number that the last one will have */
    struct seen_post *posts;
    int n_posts, cap_posts;
    struct seen_row *rows;
    int n_rows, cap_rows;
    struct seen_state states[STATES_MAX];
    int n_states;
    const struct channel *const *channels;
    void *memory[CHANNELS_MAX]; /* of each channel */
};

void loot_init(struct loot *loot, const struct week *w, const struct channel *const *channels);
void loot_done(struct loot *loot);
/* Read the copy that lies there, once for all who look at it; what a moderator is shown is added by
 * whoever asks. */
void theft_read(struct theft *theft, const char *path, int64_t at, bool has_log);
void theft_done(struct theft *theft);
/* Look at it; `planted`: with the channels' planted leaks, the last time. */
void loot_take(struct loot *loot, struct theft *theft, bool planted);
/* After the last one. */
void loot_settle(struct loot *loot);

struct seen_post *loot_post(struct loot *loot, int64_t id);
struct seen_state *loot_state(struct loot *loot, int64_t name);

/* Between which moments the copies say that it was handed in. */
void loot_between(const struct loot *loot, const struct seen_post *post, int64_t *ret_from,
                  int64_t *ret_to);
/* The same, with what the stored hour says. */
void loot_period(const struct loot *loot, const struct seen_post *post, int64_t *ret_from,
                 int64_t *ret_to);
/* Was this handle seen around the post? Whoever was not is no candidate. */
bool loot_is_near(const struct loot *loot, const struct seen_post *alias,
                  const struct seen_post *handle);

/* One number from a statement, 0 where it gives no row. Fails the running test on an error. */
int64_t loot_number(sqlite3 *db, const char *sql);
void loot_exec(sqlite3 *db, const char *sql);
sqlite3_stmt *loot_prepare(sqlite3 *db, const char *sql);
int64_t loot_name(const void *blob, int n);

#endif

/* SPDX-License-Identifier: MIT
 *
 * desk.h -- a board in a temporary folder with a few rows, and callers who run commands on it.
 *
 * The clock stands at 2026-11-23 10:04 UTC and moves when a test moves it. Randomness repeats: the
 * same coins fall in each run. Expectations are written with the ids put in all the same.
 */
#ifndef CURBSIDE_TESTS_DESK_H
#define CURBSIDE_TESTS_DESK_H

#include "dice.h"
#include "own_folder.h"
#include "unit.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>

#include <curbside/commands/command.h>
#include <curbside/domain/board.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/secret.h>
#include <curbside/store/db.h>

enum {
    DESK_NOW = 1795428240 /* 2026-11-23T10:04:00Z, a Monday */
};

struct desk {
    char dir[64];
    int64_t now;
    struct clock clock;
    struct dice dice;
    struct random random;
    struct key *pepper;
    struct visit visit;
    const char *stdin_text; /* NULL: reading it is a failure of the test */
    size_t stdin_n;
    bool stdin_was_read;
    struct command_io io;
    struct command_result last;
};

static inline int64_t desk_wall(void *ctx)
{
    return ((struct desk *)ctx)->now;
}

static inline int64_t desk_mono(void *ctx)
{
    return ((struct desk *)ctx)->now * 1000;
}

static inline enum err desk_stdin(void *ctx, struct str *ret)
{
    struct desk *d = ctx;
    size_t n = d->stdin_n < COMMAND_STDIN_BYTES + 1 ? d->stdin_n : COMMAND_STDIN_BYTES + 1;

    d->stdin_was_read = true;
    assert_non_null(d->stdin_text);
    str_add_n(ret, d->stdin_text, n);
    return OK;
}

static inline enum err desk_join(void *ctx, struct arena *a, const char *handle,
                                 const char **ret_code)
{
    struct desk *d = ctx;
    char code[RECOVERY_CODE_SIZE];

    TRY(account_join(&d->visit, handle, code));
    *ret_code = arena_strdup(a, code);
    return OK;
}

/* The caller with this key comes; NULL: one without a key. */
static inline void desk_caller(struct desk *d, const char *key)
{
    if (d->visit.who)
        account_close(&d->visit);
    assert_int_equal(account_open(&d->visit, (const uint8_t *)key, key ? strlen(key) : 0), OK);
    d->io.key_proven = key != NULL;
}

static const char desk_boards[] =
    "slug,category,title,description,mode,open,position,staff\n"
    "lounge,Lounge,Lounge,\"Off-topic, kept friendly.\",either,1,20,0\n"
    "mcat-general,MCAT,MCAT General,\"Scheduling, test day, score release.\",either,1,10,0\n"
    "announcements,Front Desk,Announcements,News from the sysops.,handle,1,5,1\n"
    "vent,Confidential,Vent,Say it here.,alias,0,30,0\n";

static inline struct desk *desk_new(void)
{
    struct desk *d = calloc(1, sizeof *d);
    int made;

    assert_non_null(d);
    assert_true(own_folder_make(d->dir, sizeof d->dir));
    d->random = dice_random(&d->dice);
    assert_int_equal(crypto_init(), OK);
    assert_int_equal(db_init(), OK);
    assert_int_equal(pepper_create(d->dir, &d->random), OK);
    assert_int_equal(pepper_load(d->dir, &d->pepper), OK);
    assert_int_equal(db_create(d->dir, &d->visit.db), OK);
    assert_int_equal(db_keep_statements(d->visit.db, UNIT_STATEMENTS), OK);
    d->now = DESK_NOW;
    d->clock = (struct clock){desk_wall, desk_mono, d};
    d->visit.pepper = d->pepper;
    d->visit.clock = &d->clock;
    d->visit.random = &d->random;
    d->io = (struct command_io){.read_stdin = desk_stdin,
                                .join = desk_join,
                                .ctx = d,
                                .width = 80,
                                .schema = 1,
                                .sqlite_version = "3.40.1",
                                .libssh_version = "0.10.6"};
    desk_caller(d, NULL);
    assert_int_equal(board_seed(&d->visit, desk_boards, strlen(desk_boards), &made), OK);
    assert_int_equal(made, 4);
    return d;
}

static inline int desk_remove(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st, (void)type, (void)ftw;
    return remove(path);
}

static inline void desk_free(struct desk *d)
{
    command_result_done(&d->last);
    account_close(&d->visit);
    db_close(d->visit.db);
    secret_free(d->pepper);
    nftw(d->dir, desk_remove, 8, FTW_DEPTH | FTW_PHYS);
    free(d);
}

/* Run a line; the exit status. The answer is in d->last. */
static inline int desk_run(struct desk *d, const char *line)
{
    command_result_done(&d->last);
    d->stdin_was_read = false;
    run_command(&d->visit, &d->io, line, strlen(line), &d->last);
    db_assert_idle(d->visit.db);
    return d->last.exit;
}

static inline int desk_run_with(struct desk *d, const char *line, const char *input)
{
    int status;

    d->stdin_text = input;
    d->stdin_n = strlen(input);
    status = desk_run(d, line);
    d->stdin_text = NULL;
    return status;
}

static inline const char *desk_out(struct desk *d)
{
    return str_cstr(&d->last.out);
}

static inline const char *desk_err(struct desk *d)
{
    return str_cstr(&d->last.err);
}

/* The answer as a document: exactly one, and a newline. The caller gives it back. */
static inline json_t *desk_json(struct desk *d)
{
    json_error_t trouble;
    json_t *doc = json_loadb(str_cstr(&d->last.out), d->last.out.n, 0, &trouble);

    assert_non_null(doc);
    assert_true(d->last.out.n > 0);
    assert_int_equal(d->last.out.s[d->last.out.n - 1], '\n');
    assert_null(memchr(d->last.out.s, '\n', d->last.out.n - 1));
    return doc;
}

/* Exactly these keys, space-separated. */
static inline void assert_keys(json_t *object, const char *keys)
{
    size_t n = 0;
    char key[64];

    assert_true(json_is_object(object));
    for (const char *at = keys; *at; at += strspn(at, " ")) {
        size_t len = strcspn(at, " ");

        snprintf(key, sizeof key, "%.*s", (int)len, at);
        if (!json_object_get(object, key))
            fail_msg("no key \"%s\"", key);
        at += len;
        n++;
    }
    assert_int_equal(json_object_size(object), n);
}

/* A member who posted a thread on a board; the thread's number. */
static inline long long desk_thread(struct desk *d, const char *board, const char *title,
                                    const char *body)
{
    char line[512];
    json_t *doc;
    long long id;

    snprintf(line, sizeof line, "post %s --title '%s' --json", board, title);
    assert_int_equal(desk_run_with(d, line, body), 0);
    doc = desk_json(d);
    id = json_integer_value(json_object_get(doc, "thread"));
    json_decref(doc);
    assert_in_range(id, 1, 999999999);
    return id;
}

static inline void desk_join_as(struct desk *d, const char *key, const char *handle)
{
    char line[64];

    desk_caller(d, key);
    snprintf(line, sizeof line, "join --handle %s", handle);
    assert_int_equal(desk_run(d, line), 0);
}

#endif

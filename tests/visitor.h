/* SPDX-License-Identifier: MIT
 *
 * visitor.h -- for tests: a board's database with a clock and a randomness one can set, and
 * callers who visit it.
 */
#ifndef CURBSIDE_TESTS_VISITOR_H
#define CURBSIDE_TESTS_VISITOR_H

#include <curbside/base/clock.h>
#include <curbside/base/crypto.h>
#include <curbside/base/random.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/visit.h>
#include <curbside/store/db.h>

#include "data_folder.h"

enum {
    VISIT_START_S = 1763900000 /* 2025-11-23 */
};

struct visit_board {
    struct data_folder folder;
    struct db *db;
    struct key pepper;
    int64_t now_s;
    uint64_t dice; /* the generator's state */
    struct clock clock;
    struct random random;
};

static inline int64_t visit_board_wall_s(void *ctx)
{
    return ((struct visit_board *)ctx)->now_s;
}

static inline int64_t visit_board_mono_ms(void *ctx)
{
    return ((struct visit_board *)ctx)->now_s * 1000;
}

/* SplitMix64: the same numbers in every run. */
static inline void visit_board_fill(void *ctx, void *bytes, size_t n)
{
    struct visit_board *b = ctx;
    uint8_t *at = bytes;

    for (size_t i = 0; i < n; i++) {
        uint64_t z = (b->dice += UINT64_C(0x9e3779b97f4a7c15));
        z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
        z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
        at[i] = (uint8_t)(z ^ (z >> 31));
    }
}

static inline struct visit_board *visit_board_new(void)
{
    struct visit_board *b = calloc(1, sizeof *b);

    assert_int_equal(crypto_init(), OK);
    data_folder_make(&b->folder);
    b->now_s = VISIT_START_S;
    b->dice = 1;
    b->clock = (struct clock){visit_board_wall_s, visit_board_mono_ms, b};
    b->random = (struct random){visit_board_fill, b};
    memset(b->pepper.b, 'p', sizeof b->pepper.b);
    assert_int_equal(db_create(b->folder.path, &b->db), OK);
    assert_int_equal(db_keep_statements(b->db, UNIT_STATEMENTS), OK);
    return b;
}

static inline void visit_board_free(struct visit_board *b)
{
    db_close(b->db);
    data_folder_remove(&b->folder);
    free(b);
}

static inline int visit_board_setup(void **state)
{
    *state = visit_board_new();
    return 0;
}

static inline int visit_board_teardown(void **state)
{
    visit_board_free(*state);
    return 0;
}

#define VISIT_CASE(test)                                                                           \
    cmocka_unit_test_setup_teardown(test, visit_board_setup, visit_board_teardown)

/* A caller who proved `key` (any text stands for a key's blob), or none if NULL. */
static inline struct visit visit_as(struct visit_board *b, const char *key)
{
    struct visit v = {.db = b->db, .pepper = &b->pepper, .clock = &b->clock, .random = &b->random};

    assert_int_equal(account_open(&v, (const uint8_t *)key, key ? strlen(key) : 0), OK);
    return v;
}

/* As above, and makes the account with that handle first. */
static inline struct visit visit_joined(struct visit_board *b, const char *key, const char *handle)
{
    struct visit v = visit_as(b, key);
    char code[RECOVERY_CODE_SIZE];

    assert_int_equal(account_join(&v, handle, code), OK);
    return v;
}

#endif

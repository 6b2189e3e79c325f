/* SPDX-License-Identifier: MIT
 *
 * house.h -- a data folder as init makes it, in a temporary place, for the app's tests.
 */
#ifndef CURBSIDE_TESTS_HOUSE_H
#define CURBSIDE_TESTS_HOUSE_H

#include "own_folder.h"
#include "unit.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <curbside/app/folder.h>
#include <curbside/domain/board.h>
#include <curbside/domain/secret.h>

struct house {
    char dir[64];
};

static inline struct house *house_new(void)
{
    static const char boards[] = "slug,category,title,description,mode,open,position\n"
                                 "lounge,Lounge,Lounge,Off-topic.,either,1,20\n";
    struct house *h = calloc(1, sizeof *h);
    struct folder folder;
    struct db *db;
    int made;

    assert_non_null(h);
    assert_true(own_folder_make(h->dir, sizeof h->dir));
    assert_int_equal(crypto_init(), OK);
    assert_int_equal(db_init(), OK);
    assert_int_equal(pepper_create(h->dir, &random_system), OK);
    assert_int_equal(db_create(h->dir, &db), OK);
    db_close(db);
    assert_int_equal(folder_open(h->dir, &folder), OK);
    assert_int_equal(board_seed(&folder.visit, boards, strlen(boards), &made), OK);
    folder_close(&folder);
    return h;
}

static inline int house_remove(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st, (void)type, (void)ftw;
    return remove(path);
}

static inline void house_free(struct house *h)
{
    nftw(h->dir, house_remove, 8, FTW_DEPTH | FTW_PHYS);
    free(h);
}

static inline int house_setup(void **state)
{
    *state = house_new();
    return 0;
}

static inline int house_teardown(void **state)
{
    house_free(*state);
    return 0;
}

#define IN_HOUSE(name) cmocka_unit_test_setup_teardown(name, house_setup, house_teardown)

#endif

/* SPDX-License-Identifier: MIT
 *
 * begin_again.c -- a program that begins again does so once.
 *
 * This one loses the wish at each beginning, as one with capabilities of its own does.
 */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "begin_again.h"

#if defined(__GLIBC__) && !defined(CURBSIDE_ASAN)
enum {
    ENDLESS = 3
};

/* How often this process has begun, which stays in its environment. */
static int beginnings(void)
{
    const char *so_far = getenv("BEGINNINGS");
    char count[] = {(char)(so_far ? *so_far + 1 : '1'), '\0'};

    setenv("BEGINNINGS", count, 1);
    return count[0] - '0';
}

static void it_begins_again_once_though_the_wish_is_lost(void **state)
{
    (void)state;
    assert_string_equal(getenv("BEGINNINGS"), "2");
}

static void its_mark_is_gone_afterwards(void **state)
{
    (void)state;
    assert_null(getenv("CURBSIDE_BEGUN"));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_begins_again_once_though_the_wish_is_lost),
        cmocka_unit_test(its_mark_is_gone_afterwards),
    };

    (void)argc;
    unsetenv("GLIBC_TUNABLES");
    if (beginnings() < ENDLESS)
        begin_again(argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
#else
int main(void)
{
    return 0;
}
#endif

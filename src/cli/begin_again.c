/* SPDX-License-Identifier: MIT
 *
 * begin_again.c -- glibc keeps up to seven freed pieces of each small size where malloc_trim() does
 * not reach. What SQLite's schema and the key exchange leave there pins 80 pages of a session and
 * its transport for as long as they rest: 330 KiB a caller. The cache can be turned off before a
 * program begins, and not later.
 *
 * The loader takes the wish out of the environment of a program with capabilities of its own, which
 * would begin again for ever: a mark of ours, which no loader knows, says that it has begun.
 */
#include "begin_again.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

#include <curbside/base/err.h>

#if defined(__GLIBC__) && !defined(CURBSIDE_ASAN)
static const char name[] = "GLIBC_TUNABLES";
static const char mark[] = "CURBSIDE_BEGUN";
static const char wish[] = "glibc.malloc.tcache_count=0";

/* What the operator tunes stays, and goes before. False: our wish is there, or one about the same.
 */
static bool wish_add(void)
{
    const char *set = getenv(name);
    char both[1024];
    int n = set && *set ? snprintf(both, sizeof both, "%s:%s", set, wish)
                        : snprintf(both, sizeof both, "%s", wish);

    if (set && strstr(set, "glibc.malloc.tcache_count"))
        return false;
    return n > 0 && (size_t)n < sizeof both && setenv(name, both, 1) == 0;
}

/* Not where the wish would be taken away, and not where the kernel was given the loader, and it
 * us: /proc/self/exe is the loader then, and takes our words for its own. */
static bool can_begin(void)
{
    return getauxval(AT_SECURE) == 0 && getauxval(AT_BASE) != 0;
}

void begin_again(char **argv)
{
    char path[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    bool begun = getenv(mark) != NULL;

    unsetenv(mark);
    if (n <= 0 || begun || !can_begin() || !wish_add() || setenv(mark, "1", 1) != 0)
        return;
    path[n] = '\0';
    IGNORE(execv(path, argv)); /* without it we go on as we are */
    unsetenv(mark);
}
#else
void begin_again(char **argv)
{
    (void)argv;
}
#endif

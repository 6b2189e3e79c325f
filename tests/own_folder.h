/* SPDX-License-Identifier: MIT
 *
 * own_folder.h -- for tests: a folder of their own, below $TMPDIR or /tmp. ./test.sh puts it into
 * memory where there is room: what tests write is synced to the disk otherwise, thousands of times.
 */
#ifndef CURBSIDE_TESTS_OWN_FOLDER_H
#define CURBSIDE_TESTS_OWN_FOLDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

/* Make a folder and write its path into `path`, of `size` bytes. false where it cannot be made, or
 * its path does not fit. */
static inline bool own_folder_make(char *path, size_t size)
{
    const char *tmp = getenv("TMPDIR");
    int len = snprintf(path, size, "%s/curbside-test-XXXXXX", tmp && *tmp ? tmp : "/tmp");

    return len > 0 && (size_t)len < size && mkdtemp(path);
}

#endif

/* SPDX-License-Identifier: MIT
 *
 * torture.h -- hostile text: the project's own cases, and those of the corpus where there is one.
 */
#ifndef CURBSIDE_TESTS_TORTURE_H
#define CURBSIDE_TESTS_TORTURE_H

#include <stddef.h>

struct torture {
    char *name;
    char *bytes; /* may hold any byte; ended by one NUL beyond n */
    size_t n;
};

/* All cases, malloced, *ret_n of them; the corpus's when CURBSIDE_CORPUS (or the build's folder)
 * has them. */
struct torture *torture_load(size_t *ret_n);
void torture_done(struct torture *t, size_t n);

#endif

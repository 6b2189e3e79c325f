/* SPDX-License-Identifier: MIT
 *
 * mine.h -- every stored row about the caller, field by field: what the board knows, shown to the
 * one it is about. Sealed rows are shown as their names and sizes, and what is in them beside it.
 */
#ifndef CURBSIDE_DOMAIN_MINE_H
#define CURBSIDE_DOMAIN_MINE_H

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/visit.h>

struct mine_field {
    const char *name;  /* the column */
    const char *value; /* as text; blobs as hex, boxes as "N bytes, sealed" */
    const char *note;  /* what it is, in a few words; NULL where the name says it */
};

struct mine_row {
    const char *table;
    struct mine_field *fields;
    int n;
};

/* Called row by row; returning anything but OK stops with that error. Strings live until the
 * return. */
typedef enum err mine_each(void *ctx, const struct mine_row *row);

/* Every row. E_GUEST. */
NODISCARD enum err mine_walk(struct arena *a, struct visit *v, mine_each *each, void *ctx);

#endif

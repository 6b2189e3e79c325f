/* SPDX-License-Identifier: MIT
 *
 * mine_walk.h -- between the files that list what is stored about the caller.
 */
#ifndef DOMAIN_MINE_WALK_H
#define DOMAIN_MINE_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/domain/mine.h>
#include <curbside/domain/visit.h>

enum {
    MINE_FIELDS = 12, /* of one row */
};

struct mine_walk {
    struct arena *a;
    struct visit *v;
    mine_each *each;
    void *ctx;
    struct mine_field fields[MINE_FIELDS];
    int n;
    bool failed; /* without memory */
};

/* A field of the row being told; `note` may be NULL. */
void mine_add(struct mine_walk *w, const char *name, const char *value, const char *note);
void mine_add_int(struct mine_walk *w, const char *name, int64_t value, const char *note);
void mine_add_time(struct mine_walk *w, const char *name, int64_t value, const char *note);
void mine_add_hex(struct mine_walk *w, const char *name, const uint8_t *bytes, size_t n,
                  const char *note);
/* The row is whole. What `each` answers. */
NODISCARD enum err mine_row_end(struct mine_walk *w, const char *table);

/* Flags. */
NODISCARD enum err mine_walk_flags(struct mine_walk *w);
/* Appeals. */
NODISCARD enum err mine_walk_appeals(struct mine_walk *w);
/* Interview reports, and what the caller said of others'. */
NODISCARD enum err mine_walk_interviews(struct mine_walk *w);

/* mine_addressed.c */
enum err mine_walk_addressed(struct mine_walk *w);

#endif

/* SPDX-License-Identifier: MIT
 *
 * arena.h -- memory that is freed all at once.
 *
 * `struct arena *` as a first parameter means "the result lives there". A session has three: its
 * own, one per screen, and a scratch that is emptied after every event. An arena grows by chunks up
 * to its limit; what would exceed it is refused with NULL, so that nothing a caller sends can take
 * the machine's memory.
 */
#ifndef CURBSIDE_BASE_ARENA_H
#define CURBSIDE_BASE_ARENA_H

#include <stddef.h>

#include <curbside/base/err.h>

struct arena_chunk;

struct arena {
    struct arena_chunk *head; /* newest chunk first */
    size_t used;              /* bytes handed out, all chunks */
    size_t limit;             /* bytes, all chunks */
};

enum {
    ARENA_CHUNK_BYTES = 4 * 1024,        /* first chunk; later ones double up to 256 KiB */
    ARENA_LIMIT_BYTES = 16 * 1024 * 1024 /* default limit: a 5,000-post page with room to spare */
};

/* A cleared struct (ARENA_INIT) is a valid empty arena with the default limit. */
#define ARENA_INIT ((struct arena){NULL, 0, 0})

void arena_init(struct arena *a, size_t limit_bytes);
/* Free everything; the arena is empty and usable again. */
void arena_done(struct arena *a);
/* Forget everything but keep the first chunk, for reuse. */
void arena_reset(struct arena *a);

/* `n` zeroed bytes aligned for any type; NULL over the limit or without memory. n may be 0. */
void *arena_alloc(struct arena *a, size_t n);
/* An array of `count` zeroed items; NULL also when the product overflows. */
void *arena_array(struct arena *a, size_t count, size_t item);
/* Copies; NULL as above. arena_strdup(a, NULL) is NULL. */
char *arena_strdup(struct arena *a, const char *s);
char *arena_memdup0(struct arena *a, const void *p, size_t n); /* adds a NUL byte */
char *arena_printf(struct arena *a, const char *fmt, ...) PRINTF(2, 3);

#define AUTO_ARENA __attribute__((cleanup(arena_done)))

#endif

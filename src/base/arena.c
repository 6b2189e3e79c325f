/* SPDX-License-Identifier: MIT
 *
 * arena.c -- chunks in a list, newest first; an allocation is a step of a counter.
 *
 * A request larger than the next chunk gets a chunk of its own, put *behind* the head so that what
 * is left of the head is still used. Under AddressSanitizer a gap that may not be touched follows
 * every allocation, and a reset gives all memory back: stale pointers are found.
 */
#include <curbside/base/arena.h>

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef CURBSIDE_ASAN
#include <sanitizer/asan_interface.h>
enum {
    GAP_BYTES = 16
};
#else
#define ASAN_POISON_MEMORY_REGION(p, n)   ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
enum {
    GAP_BYTES = 0
};
#endif

enum {
    ALIGN = _Alignof(max_align_t),
    CHUNK_MAX_BYTES = 256 * 1024,
};

struct arena_chunk {
    struct arena_chunk *next;
    size_t size; /* of data */
    size_t used;
    _Alignas(max_align_t) unsigned char data[];
};

void arena_init(struct arena *a, size_t limit_bytes)
{
    *a = (struct arena){NULL, 0, limit_bytes};
}

static void chunks_free(struct arena_chunk *c)
{
    while (c != NULL) {
        struct arena_chunk *next = c->next;
        ASAN_UNPOISON_MEMORY_REGION(c->data, c->size);
        free(c);
        c = next;
    }
}

void arena_done(struct arena *a)
{
    chunks_free(a->head);
    a->head = NULL;
    a->used = 0;
}

void arena_reset(struct arena *a)
{
    struct arena_chunk *first = a->head;

#ifdef CURBSIDE_ASAN
    arena_done(a);
    return;
#endif
    if (first == NULL)
        return;
    while (first->next != NULL) {
        struct arena_chunk *next = first->next;
        free(first);
        first = next;
    }
    first->used = 0;
    a->head = first;
    a->used = 0;
}

static size_t next_chunk_bytes(const struct arena *a)
{
    /* The head carries the header too: a first chunk is one page, not one page and a bit. */
    size_t size = ARENA_CHUNK_BYTES - sizeof(struct arena_chunk);

    if (a->head != NULL && a->head->size >= size)
        size = 2 * (a->head->size + sizeof(struct arena_chunk)) - sizeof(struct arena_chunk);
    return size < CHUNK_MAX_BYTES ? size : CHUNK_MAX_BYTES;
}

static struct arena_chunk *chunk_add(struct arena *a, size_t need)
{
    size_t usual = next_chunk_bytes(a);
    size_t size = need > usual ? need : usual;
    struct arena_chunk *c = malloc(sizeof *c + size);

    if (c == NULL)
        return NULL;
    c->size = size;
    c->used = 0;
    ASAN_POISON_MEMORY_REGION(c->data, c->size);
    if (need > usual && a->head != NULL) {
        c->next = a->head->next;
        a->head->next = c;
    } else {
        c->next = a->head;
        a->head = c;
    }
    return c;
}

void *arena_alloc(struct arena *a, size_t n)
{
    size_t limit = a->limit != 0 ? a->limit : ARENA_LIMIT_BYTES;
    struct arena_chunk *c = a->head;

    if (n > limit)
        return NULL;
    size_t need = (n + GAP_BYTES + ALIGN - 1) / ALIGN * ALIGN;
    if (need > limit || a->used > limit - need)
        return NULL;
    if (c == NULL || c->size - c->used < need)
        c = chunk_add(a, need);
    if (c == NULL)
        return NULL;
    void *p = c->data + c->used;
    c->used += need;
    a->used += need;
    ASAN_UNPOISON_MEMORY_REGION(p, n);
    return memset(p, 0, n);
}

void *arena_array(struct arena *a, size_t count, size_t item)
{
    size_t n = 0;

    if (__builtin_mul_overflow(count, item, &n))
        return NULL;
    return arena_alloc(a, n);
}

char *arena_memdup0(struct arena *a, const void *p, size_t n)
{
    if (n == SIZE_MAX)
        return NULL;
    char *copy = arena_alloc(a, n + 1);
    if (copy != NULL && n > 0)
        memcpy(copy, p, n);
    return copy;
}

char *arena_strdup(struct arena *a, const char *s)
{
    return s != NULL ? arena_memdup0(a, s, strlen(s)) : NULL;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n < 0)
        return NULL;
    char *s = arena_alloc(a, (size_t)n + 1);
    if (s == NULL)
        return NULL;
    va_start(ap, fmt);
    IGNORE(vsnprintf(s, (size_t)n + 1, fmt, ap)); /* measured above */
    va_end(ap);
    return s;
}

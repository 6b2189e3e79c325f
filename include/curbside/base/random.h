/* SPDX-License-Identifier: MIT
 *
 * random.h -- randomness, passed in so that tests can repeat it. The real one is libsodium's.
 */
#ifndef CURBSIDE_BASE_RANDOM_H
#define CURBSIDE_BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

struct random {
    void (*fill)(void *ctx, void *bytes, size_t n);
    void *ctx;
};

extern const struct random random_system;

void random_fill(const struct random *r, void *bytes, size_t n);
/* Uniform in 0..bound-1, without bias. bound >= 1. */
uint32_t random_below(const struct random *r, uint32_t bound);
/* Uniform in 1..999,999,999: the ids of threads and posts. */
int64_t random_id(const struct random *r);

#endif

/* SPDX-License-Identifier: MIT
 *
 * random.c -- libsodium's generator, and numbers in a range without bias.
 */
#include <curbside/base/random.h>

#include <sodium.h>

#include <curbside/base/err.h>

enum {
    ID_MAX = 999999999
};

static void system_fill(void *ctx, void *bytes, size_t n)
{
    (void)ctx;
    randombytes_buf(bytes, n);
}

const struct random random_system = {system_fill, NULL};

void random_fill(const struct random *r, void *bytes, size_t n)
{
    r->fill(r->ctx, bytes, n);
}

uint32_t random_below(const struct random *r, uint32_t bound)
{
    uint32_t value = 0;

    BUG_ON(bound == 0);
    /* Values under 2^32 mod bound would make the low results likelier: draw again. */
    uint32_t threshold = -bound % bound;
    do {
        random_fill(r, &value, sizeof value);
    } while (value < threshold);
    return value % bound;
}

int64_t random_id(const struct random *r)
{
    return 1 + (int64_t)random_below(r, ID_MAX);
}

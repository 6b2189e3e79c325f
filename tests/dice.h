/* SPDX-License-Identifier: MIT
 *
 * dice.h -- randomness that is different each time and the same in each run, so that a test that
 * leans on chance fails always or never. SplitMix64 (Steele, Lea and Flood, 2014).
 */
#ifndef CURBSIDE_TESTS_DICE_H
#define CURBSIDE_TESTS_DICE_H

#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <curbside/base/random.h>

/* All zero is a beginning. It must stay where dice_random() found it. A process that was forked
 * goes on with numbers of its own. */
struct dice {
    uint64_t state;
    pid_t pid; /* whose */
};

static inline void dice_fill(void *ctx, void *bytes, size_t n)
{
    struct dice *dice = ctx;
    uint8_t *at = bytes;

    if (dice->pid && dice->pid != getpid())
        dice->state += (uint64_t)getpid() << 32;
    dice->pid = getpid();
    for (size_t i = 0; i < n; i++) {
        uint64_t z = (dice->state += UINT64_C(0x9e3779b97f4a7c15));

        z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
        z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
        at[i] = (uint8_t)(z >> 56);
    }
}

static inline struct random dice_random(struct dice *dice)
{
    return (struct random){dice_fill, dice};
}

#endif

/* SPDX-License-Identifier: MIT
 *
 * fuzz.h -- what a fuzz target is: a function that is given bytes, and aborts if a promise of the
 * headers does not hold for them.
 */
#ifndef CURBSIDE_TESTS_FUZZ_H
#define CURBSIDE_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include <curbside/base/err.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define HOLDS(cond) BUG_ON(!(cond))

#endif

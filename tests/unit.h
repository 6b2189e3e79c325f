/* SPDX-License-Identifier: MIT
 *
 * unit.h -- what every cmocka program needs: cmocka and the headers it forgot to include itself.
 */
#ifndef CURBSIDE_TESTS_UNIT_H
#define CURBSIDE_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif

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

enum {
    /* That a connection keeps which stands for everybody's; db_keep_statements(). The sixteen of a
     * session would be prepared over and over: two fifths of what a week of fifty people costs. */
    UNIT_STATEMENTS = 400
};

#endif

/* SPDX-License-Identifier: MIT
 *
 * harness.h -- everything an end-to-end test needs: a board of its own, callers with keys, a real
 * ssh in a pty, and the line between them.
 *
 *     static int one_board(void **state) { *state = board_new(NULL); return 0; }
 *
 *     static void guest_reads_the_boards(void **state)
 *     {
 *         struct screen *s = screen_open(*state, CALLER_GUEST, 80, 24);
 *         screen_wait_text(s, "Look around as a guest");
 *         screen_type(s, "\r");
 *         ...
 *         screen_close(s);
 *     }
 *
 * Nothing here sleeps: every wait is for a condition, until a deadline. What goes wrong fails the
 * running cmocka test and prints the screen, or what the board wrote to its log.
 */
#ifndef CURBSIDE_TESTS_HARNESS_H
#define CURBSIDE_TESTS_HARNESS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "e2e/harness/answer.h"
#include "e2e/harness/board.h"
#include "e2e/harness/caller.h"
#include "e2e/harness/line.h"
#include "e2e/harness/process.h"
#include "e2e/harness/screen.h"
#include "e2e/harness/torture.h"

#endif

/* SPDX-License-Identifier: MIT
 *
 * look_alike.h -- the Latin letter that a sign is read as.
 *
 * For filters alone: search must tell Cyrillic from Latin, a reader who is shown the one for the
 * other does not.
 */
#ifndef CURBSIDE_SRC_TEXT_LOOK_ALIKE_H
#define CURBSIDE_SRC_TEXT_LOOK_ALIKE_H

#include <stdint.h>

/* 'a'-'z', or 0: it looks like none. Capitals and small letters of Greek and Cyrillic, small
 * capitals, letters in boxes. */
char look_alike(uint32_t cp);
/* The letter that a digit or sign stands for inside a word ("c4s1no", "ca$ino"), 0: none. What may
 * be an i or an l is `one`. */
char look_alike_digit(char c, char one);

#endif

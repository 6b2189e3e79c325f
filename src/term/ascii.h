/* SPDX-License-Identifier: MIT
 *
 * ascii.h -- the ASCII character that looks most like another, for terminals without Unicode.
 */
#ifndef CURBSIDE_TERM_ASCII_H
#define CURBSIDE_TERM_ASCII_H

#include <stdint.h>

/* A printable ASCII character; '?' when nothing is alike. */
char ascii_likeness(uint32_t ch);

#endif

/* SPDX-License-Identifier: MIT
 *
 * handle.h -- the rules for handles: public, stable names.
 */
#ifndef CURBSIDE_DOMAIN_HANDLE_H
#define CURBSIDE_DOMAIN_HANDLE_H

#include <stdbool.h>
#include <stddef.h>

#include <curbside/base/err.h>
#include <curbside/base/random.h>

struct db;
struct visit;

enum {
    HANDLE_MIN = 3,
    HANDLE_MAX = 24,
    HANDLE_SIZE = HANDLE_MAX + 1,
};

/* The form alone: 3-24 of a-z 0-9 -, starting with a letter. Upper case is not forgiven.
 * E_HANDLE_INVALID; E_HANDLE_RESERVED: it is, holds or looks like a word that speaks for the board
 * (0 for o, 1 for l, hyphens between...). */
NODISCARD enum err handle_check_form(const char *handle);

/* May somebody take this handle now? As handle_check_form(), and E_HANDLE_TAKEN: held or resting;
 * E_HANDLE_RESERVED also: looks like the handle of somebody on the staff. E_HANDLE_FILTERED: a
 * filter that holds or rejects would meet it in a text. */
NODISCARD enum err handle_check(struct visit *v, const char *handle);

/* A free one, adjective-animal-number. */
NODISCARD enum err handle_draw(struct visit *v, char ret[static HANDLE_SIZE]);

/* The word in it that claims a profession ("md", "pgy", ...), which shows "claimed, not verified";
 * NULL if there is none. Whole words only. */
const char *handle_claim(const char *handle);

/* What a reader may take it for: two handles that look alike have the same skeleton. */
void handle_skeleton(const char *handle, char ret[static HANDLE_SIZE]);

#endif

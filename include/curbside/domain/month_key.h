/* SPDX-License-Identifier: MIT
 *
 * month_key.h -- the keys by which alias posts can be matched to their authors, each for a time.
 *
 * A month's key is the file YYYY-MM.key in DATA/seal, 32 random bytes, made when it is first needed
 * (by the keeper, on the first) and destroyed `month_key_days` after the month's end, whatever
 * happens in the threads it serves. It is never in a backup: a board restored without it makes a
 * new one, and every alias of before is then nobody's.
 *
 * Which month serves a thread: that in which the thread was made, while its key lives; then the
 * month in which that key was destroyed, and so on. So a tag in a new thread is good for four
 * months at least, in an old one for what is left of its key; who comes back after its end gets a
 * new alias. Nothing about this is stored: it follows from the thread's age and the day.
 */
#ifndef CURBSIDE_DOMAIN_MONTH_KEY_H
#define CURBSIDE_DOMAIN_MONTH_KEY_H

#include <stdint.h>

#include <curbside/base/crypto.h>
#include <curbside/base/err.h>
#include <curbside/base/random.h>
#include <curbside/domain/alias_rules.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

enum {
    MONTH_NAME_SIZE = 8 /* "2026-10" */
};

/* The month of a time, counted from January 1970; and when a month begins. */
int month_of(int64_t time);
int64_t month_start(int month);
/* The month whose key serves a thread made at `created_at` at the time
 * `at`; *ret_until is when that key will be destroyed. */
int month_of_thread(int days, int64_t created_at, int64_t at, int64_t *ret_until);
/* The last second of the UTC month that holds `time`. */
int64_t month_last_second(int64_t time);
void month_format(int month, char ret[static MONTH_NAME_SIZE]);

/*
 * The secret of a thread made at `created_at`, as it is at the time `at`; the month key is made if
 * there is none. *ret_until (may be NULL): when it ends. The caller wipes `ret`.
 * E_ALIAS_CLOSED: this visit has no aliases. E_IO E_FULL E_READONLY: the key cannot be had.
 */
NODISCARD enum err thread_secret_get(const struct visit *v, thread_id thread, int64_t created_at,
                                     int64_t at, struct key *ret, int64_t *ret_until);

/* The month whose key serves at the time `at` a thread made at `created_at`; 0: this visit has no
 * aliases. */
uint32_t month_serving(const struct visit *v, int64_t created_at, int64_t at);
/* A month's key, if it lives: none is made. E_NOTFOUND: its time is over, or it is not there.
 * E_ALIAS_CLOSED: this visit has no aliases. E_IO. The caller wipes `ret`. */
NODISCARD enum err month_key_find(const struct visit *v, int month, struct key *ret);

/* Make the present month's key and destroy every key whose time is over. */
NODISCARD enum err month_keys_keep(const struct alias_rules *rules, const struct random *random,
                                   int64_t now);

#endif

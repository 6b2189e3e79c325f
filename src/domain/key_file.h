/* SPDX-License-Identifier: MIT
 *
 * key_file.h -- keys that are files of DATA/seal: made when first needed, destroyed on their day,
 * never in a backup.
 */
#ifndef CURBSIDE_SRC_DOMAIN_KEY_FILE_H
#define CURBSIDE_SRC_DOMAIN_KEY_FILE_H

#include <curbside/base/crypto.h>
#include <curbside/base/err.h>
#include <curbside/base/random.h>

/* E_NOTFOUND: there is none. E_IO. */
NODISCARD enum err key_file_find(const char *dir, const char *name, struct key *ret);
/* It is made if there is none. E_IO E_FULL E_READONLY. */
NODISCARD enum err key_file_get(const char *dir, const char *name, const struct random *random,
                                struct key *ret);
/* OK also when it is gone. */
NODISCARD enum err key_file_destroy(const char *dir, const char *name);
/* Destroy every key of `dir`, and what a killed process left of one, whose name `is_over` says it
 * of. All are tried; the first error. E_IO: the folder cannot be read. */
NODISCARD enum err key_files_sweep(const char *dir, bool (*is_over)(void *ctx, const char *name),
                                   void *ctx);
/* Of `n` digits, and nothing else; -1 otherwise. For the names of keys. */
int key_name_digits(const char *s, int n);

#endif

/* SPDX-License-Identifier: MIT
 *
 * erasure_key.c -- the keys of the days of erasing: files "erase-20785.key" of DATA/seal, by the
 * number of the day.
 */
#include "erasure_key.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curbside/domain/alias_rules.h>

#include "key_file.h"

enum {
    NAME_BYTES = 40
};

static const char prefix[] = "erase-";

static void name_of(int64_t day, char ret[static NAME_BYTES])
{
    snprintf(ret, NAME_BYTES, "%s%" PRId64 ".key", prefix, day);
}

void erasure_key_public(const struct visit *v, int64_t day, struct key *ret)
{
    uint8_t bytes[8];

    for (int i = 0; i < 8; i++)
        bytes[i] = (uint8_t)((uint64_t)day >> (8 * i));
    key_derive(v->pepper, "erase", bytes, sizeof bytes, ret);
}

enum err erasure_key_make(const struct visit *v, int64_t day, struct key *ret)
{
    char name[NAME_BYTES];

    if (!v->alias)
        return E_ALIAS_CLOSED;
    name_of(day, name);
    return key_file_get(v->alias->seal_dir, name, v->random, ret);
}

enum err erasure_key_find(const struct visit *v, int64_t day, struct key *ret)
{
    char name[NAME_BYTES];

    if (!v->alias)
        return E_NOTFOUND;
    name_of(day, name);
    return key_file_find(v->alias->seal_dir, name, ret);
}

enum err erasure_key_destroy(const struct visit *v, int64_t day)
{
    char name[NAME_BYTES];

    if (!v->alias)
        return OK;
    name_of(day, name);
    return key_file_destroy(v->alias->seal_dir, name);
}

bool erasure_key_is_before(const char *name, int64_t day)
{
    char *end;

    if (strncmp(name, prefix, sizeof prefix - 1) != 0)
        return false;
    long long n = strtoll(name + sizeof prefix - 1, &end, 10);
    return end != name + sizeof prefix - 1 && strncmp(end, ".key", 4) == 0 && n < day;
}

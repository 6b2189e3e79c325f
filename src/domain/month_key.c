/* SPDX-License-Identifier: MIT
 *
 * month_key.c -- which month's key serves a thread, and keeping the keys of the months.
 */
#include <curbside/domain/month_key.h>

#include <stdio.h>
#include <string.h>
#include <time.h>

#include <curbside/domain/authorship.h>

#include "erasure_key.h"
#include "key_file.h"

enum {
    NAME_BYTES = 16,
    ERASURE_KEEP_DAYS = 120, /* longer than any job waits */
    DAY_S = 24 * 60 * 60,
    MONTHS_MAX = 12 * 8000, /* four digits of a year, from 1970 on */
};

/* ---- months ---- */

int month_of(int64_t time)
{
    time_t t = (time_t)(time < 0 ? 0 : time);
    struct tm tm;

    if (!gmtime_r(&t, &tm))
        return 0;
    int month = (tm.tm_year - 70) * 12 + tm.tm_mon;
    return month < MONTHS_MAX ? month : MONTHS_MAX;
}

int64_t month_start(int month)
{
    struct tm tm = {.tm_year = 70 + month / 12, .tm_mon = month % 12, .tm_mday = 1};

    return timegm(&tm);
}

static int64_t month_end(int month, int days)
{
    return month_start(month + 1) + (int64_t)days * DAY_S;
}

int month_of_thread(int days, int64_t created_at, int64_t at, int64_t *ret_until)
{
    int month = month_of(created_at);

    while (month < MONTHS_MAX && month_end(month, days) <= at)
        month = month_of(month_end(month, days));
    *ret_until = month_end(month, days);
    return month;
}

int64_t month_last_second(int64_t time)
{
    return month_start(month_of(time) + 1) - 1;
}

void month_format(int month, char ret[static MONTH_NAME_SIZE])
{
    unsigned year = 1970 + (unsigned)month / 12;

    snprintf(ret, MONTH_NAME_SIZE, "%04u-%02u", year % 10000, (unsigned)month % 12 + 1);
}

/* ---- their files ---- */

static enum err key_get(const struct alias_rules *rules, const struct random *random, int month,
                        struct key *ret)
{
    char name[NAME_BYTES], text[MONTH_NAME_SIZE];

    month_format(month, text);
    snprintf(name, sizeof name, "%s.key", text);
    return key_file_get(rules->seal_dir, name, random, ret);
}

enum err thread_secret_get(const struct visit *v, thread_id thread, int64_t created_at, int64_t at,
                           struct key *ret, int64_t *ret_until)
{
    struct key key;
    int64_t until;

    if (!v->alias)
        return E_ALIAS_CLOSED;
    int month = month_of_thread(v->alias->month_key_days, created_at, at, &until);
    TRY(key_get(v->alias, v->random, month, &key));
    thread_secret(&key, thread, ret);
    secret_wipe(&key, sizeof key);
    if (ret_until)
        *ret_until = until;
    return OK;
}

uint32_t month_serving(const struct visit *v, int64_t created_at, int64_t at)
{
    int64_t until;

    if (!v->alias)
        return 0;
    return (uint32_t)month_of_thread(v->alias->month_key_days, created_at, at, &until);
}

enum err month_key_find(const struct visit *v, int month, struct key *ret)
{
    char name[NAME_BYTES], text[MONTH_NAME_SIZE];

    if (!v->alias)
        return E_ALIAS_CLOSED;
    /* Over, though the keeper may not have come to it yet. */
    if (month >= MONTHS_MAX || month_end(month, v->alias->month_key_days) <= clock_wall_s(v->clock))
        return E_NOTFOUND;
    month_format(month, text);
    snprintf(name, sizeof name, "%s.key", text);
    return key_file_find(v->alias->seal_dir, name, ret);
}

/* ---- the sweep ---- */

/* "2026-10.key", and "2026-10.key.<mark>" that a killed process left; -1 for another name. */
static int month_parse(const char *name)
{
    const size_t n = strlen("2026-10.key");
    int year, month;

    if (strlen(name) < n || name[4] != '-' || strncmp(name + 7, ".key", 4) != 0)
        return -1;
    year = key_name_digits(name, 4);
    month = key_name_digits(name + 5, 2);
    if (year < 1970 || month < 1 || month > 12 || (name[n] != '\0' && name[n] != '.'))
        return -1;
    return (year - 1970) * 12 + month - 1;
}

struct sweep {
    int days;
    int64_t now;
};

static bool is_over(void *ctx, const char *name)
{
    const struct sweep *s = ctx;
    int month = month_parse(name);

    /* The keeper destroys a day's key when its jobs are done; what it missed goes here. */
    if (erasure_key_is_before(name, s->now / DAY_S - ERASURE_KEEP_DAYS))
        return true;
    return month >= 0 && month_end(month, s->days) <= s->now;
}

enum err month_keys_keep(const struct alias_rules *rules, const struct random *random, int64_t now)
{
    struct sweep s = {rules->month_key_days, now};
    struct key key;

    TRY(key_files_sweep(rules->seal_dir, is_over, &s));
    TRY(key_get(rules, random, month_of(now), &key));
    secret_wipe(&key, sizeof key);
    return OK;
}

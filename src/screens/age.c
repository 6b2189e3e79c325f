/* SPDX-License-Identifier: MIT
 *
 * age.c -- how long ago.
 *
 * Not a calendar: no time zone, no locale. What is older than a week is a date, because "37 d"
 * makes the reader count; what is older than this year is a month and a year, because the day no
 * longer matters in a list.
 */
#include "age.h"

#include <stdbool.h>
#include <stdio.h>
#include <time.h>

enum {
    MINUTE_S = 60,
    HOUR_S = 3600,
    DAY_S = 86400
};

static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

static int64_t day_of(int64_t s)
{
    return s >= 0 ? s / DAY_S : -1;
}

/* A whole hour is all that is known of it: what aliases wrote, and where they did, has no minutes,
 * and "10 m" would be made up. */
static bool is_hour(int64_t then_s)
{
    return then_s % HOUR_S == 0;
}

/* The ages that are counted; false when it takes a date. */
static bool format_counted(int64_t now_s, int64_t then_s, char *buf, size_t size)
{
    int64_t s = now_s - then_s;
    int64_t days = day_of(now_s) - day_of(then_s);

    if (s < MINUTE_S)
        snprintf(buf, size, "now");
    else if (s < HOUR_S && is_hour(then_s))
        snprintf(buf, size, "<1 h");
    else if (s < HOUR_S)
        snprintf(buf, size, "%d m", (int)(s / MINUTE_S));
    else if (s < DAY_S)
        snprintf(buf, size, "%d h", (int)(s / HOUR_S));
    else if (days == 1)
        snprintf(buf, size, "yesterday");
    else if (days < 7)
        snprintf(buf, size, "%d d", (int)days);
    else
        return false;
    return true;
}

static struct tm utc_of(int64_t s)
{
    time_t t = (time_t)s;
    struct tm tm = {0};

    if (!gmtime_r(&t, &tm))
        tm = (struct tm){.tm_mday = 1, .tm_year = 70};
    /* Years that do not fit the columns come only from damaged rows. */
    tm.tm_year = tm.tm_year < -1900 ? -1900 : tm.tm_year > 8099 ? 8099 : tm.tm_year;
    return tm;
}

void age_format(int64_t now_s, int64_t then_s, char ret[static AGE_SIZE])
{
    struct tm then;

    if (format_counted(now_s, then_s, ret, AGE_SIZE))
        return;
    then = utc_of(then_s);
    if (then.tm_year == utc_of(now_s).tm_year)
        snprintf(ret, AGE_SIZE, "%s %d", months[then.tm_mon], then.tm_mday);
    else
        snprintf(ret, AGE_SIZE, "%s %d", months[then.tm_mon], then.tm_year + 1900);
}

void age_format_long(int64_t now_s, int64_t then_s, char ret[static AGE_LONG_SIZE])
{
    struct tm then;
    char counted[AGE_SIZE];

    if (format_counted(now_s, then_s, counted, sizeof counted)) {
        bool plain = counted[0] == 'n' || counted[0] == 'y';

        snprintf(ret, AGE_LONG_SIZE, "%s%s", counted, plain ? "" : " ago");
        return;
    }
    then = utc_of(then_s);
    snprintf(ret, AGE_LONG_SIZE, "%s %d, %d", months[then.tm_mon], then.tm_mday,
             then.tm_year + 1900);
}

static void say_counted(int64_t n, const char *unit, char ret[static AGE_SAID_SIZE])
{
    snprintf(ret, AGE_SAID_SIZE, "%d %s%s ago", (int)n, unit, n == 1 ? "" : "s");
}

void age_say(int64_t now_s, int64_t then_s, char ret[static AGE_SAID_SIZE])
{
    static const char *const names[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
    int64_t s = now_s - then_s;
    int64_t days = day_of(now_s) - day_of(then_s);
    struct tm then = utc_of(then_s);

    if (s < MINUTE_S)
        snprintf(ret, AGE_SAID_SIZE, "just now");
    else if (s < HOUR_S && is_hour(then_s))
        snprintf(ret, AGE_SAID_SIZE, "less than an hour ago");
    else if (s < HOUR_S)
        say_counted(s / MINUTE_S, "minute", ret);
    else if (s < DAY_S)
        say_counted(s / HOUR_S, "hour", ret);
    else if (days == 1)
        snprintf(ret, AGE_SAID_SIZE, "yesterday");
    else if (days < 7)
        say_counted(days, "day", ret);
    else if (then.tm_year == utc_of(now_s).tm_year)
        snprintf(ret, AGE_SAID_SIZE, "%s %d", names[then.tm_mon], then.tm_mday);
    else
        snprintf(ret, AGE_SAID_SIZE, "%s %d", names[then.tm_mon], then.tm_year + 1900);
}

void wait_format(int64_t now_s, int64_t then_s, char ret[static WAIT_SIZE])
{
    int64_t minutes = then_s > now_s ? (then_s - now_s + 59) / 60 : 1;

    if (minutes > 90)
        snprintf(ret, WAIT_SIZE, "%d h", (int)((minutes + 59) / 60 % 1000));
    else
        snprintf(ret, WAIT_SIZE, "%d min", (int)minutes);
}

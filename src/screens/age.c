/* SPDX-License-Identifier: MIT
 *
 * age.c -- how long ago, or when.
 *
 * Not a calendar: no locale. What is older than a week is a date, because "37 d" makes the reader
 * count; what is older than this year is a month and a year, because the day no longer matters in a
 * list.
 */
#include "age.h"

#include <stdio.h>
#include <time.h>

enum {
    MINUTE_S = 60,
    HOUR_S = 3600,
    DAY_S = 86400
};

static const char *const months[] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};

enum {
    SHORT = 3 /* letters of a month where there is little room */
};

/* ---- in the reader's zone ---- */

/* Far from any time that can be meant, but so that sums do not overflow. */
static int64_t local_s(const struct moment *now, int64_t s)
{
    const int64_t reach = INT64_C(1) << 50;
    int64_t near = s < -reach ? -reach : s > reach ? reach : s;

    return near + zone_offset_s(&now->zone, near);
}

static int64_t day_of(const struct moment *now, int64_t s)
{
    int64_t local = local_s(now, s);

    return local >= 0 ? local / DAY_S : (local - DAY_S + 1) / DAY_S;
}

static struct tm local_of(const struct moment *now, int64_t s)
{
    time_t t = (time_t)local_s(now, s);
    struct tm tm = {0};

    if (!gmtime_r(&t, &tm))
        tm = (struct tm){.tm_mday = 1, .tm_year = 70};
    /* Years that do not fit the columns come only from damaged rows. */
    tm.tm_year = tm.tm_year < -1900 ? -1900 : tm.tm_year > 8099 ? 8099 : tm.tm_year;
    return tm;
}

/* A whole hour is all that is known of it: what aliases wrote, and where they did, has no minutes,
 * and "10 m" would be made up. */
static bool is_hour(int64_t then_s)
{
    return then_s % HOUR_S == 0;
}

/* "2:05 pm"; of a whole hour "2 pm", also where a zone's hours begin at half past. */
static void clock_text(const struct tm *at, bool hour, char ret[static AGE_SIZE])
{
    int h = at->tm_hour % 12 == 0 ? 12 : at->tm_hour % 12;
    const char *half = at->tm_hour < 12 ? "am" : "pm";

    if (hour)
        snprintf(ret, AGE_SIZE, "%d %s", h, half);
    else
        snprintf(ret, AGE_SIZE, "%d:%02d %s", h, at->tm_min % 60, half);
}

void clock_format(const struct moment *at, char ret[static AGE_SIZE])
{
    struct tm tm = local_of(at, at->s);

    clock_text(&tm, false, ret);
}

/* ---- ages ---- */

/* The ages that are counted; false when it takes a date. */
static bool format_counted(const struct moment *now, int64_t then_s, char *buf, size_t size)
{
    int64_t s = now->s - then_s;
    int64_t days = day_of(now, now->s) - day_of(now, then_s);

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

static void format_date(const struct moment *now, const struct tm *then, char ret[static AGE_SIZE])
{
    const char *month = months[then->tm_mon];

    if (then->tm_year == local_of(now, now->s).tm_year)
        snprintf(ret, AGE_SIZE, "%.*s %d", SHORT, month, then->tm_mday);
    else
        snprintf(ret, AGE_SIZE, "%.*s %d", SHORT, month, then->tm_year + 1900);
}

void age_format(const struct moment *now, int64_t then_s, char ret[static AGE_SIZE])
{
    struct tm then;

    if (!now->clock && format_counted(now, then_s, ret, AGE_SIZE))
        return;
    then = local_of(now, then_s);
    if (now->clock && day_of(now, now->s) == day_of(now, then_s))
        clock_text(&then, is_hour(then_s), ret);
    else
        format_date(now, &then, ret);
}

/* By the clock: the date, but for today, and the time where the year is this one. */
static void format_when(const struct moment *now, int64_t then_s, int letters, char *buf,
                        size_t size)
{
    struct tm then = local_of(now, then_s);
    char at[AGE_SIZE];

    clock_text(&then, is_hour(then_s), at);
    if (day_of(now, now->s) == day_of(now, then_s))
        snprintf(buf, size, "%s", at);
    else if (then.tm_year == local_of(now, now->s).tm_year)
        snprintf(buf, size, "%.*s %d, %s", letters, months[then.tm_mon], then.tm_mday, at);
    else
        snprintf(buf, size, "%.*s %d, %d", letters, months[then.tm_mon], then.tm_mday,
                 then.tm_year + 1900);
}

void age_format_long(const struct moment *now, int64_t then_s, char ret[static AGE_LONG_SIZE])
{
    char counted[AGE_SIZE];
    struct tm then;

    if (now->clock) {
        format_when(now, then_s, SHORT, ret, AGE_LONG_SIZE);
        return;
    }
    if (format_counted(now, then_s, counted, sizeof counted)) {
        bool plain = counted[0] == 'n' || counted[0] == 'y';

        snprintf(ret, AGE_LONG_SIZE, "%s%s", counted, plain ? "" : " ago");
        return;
    }
    then = local_of(now, then_s);
    snprintf(ret, AGE_LONG_SIZE, "%.*s %d, %d", SHORT, months[then.tm_mon], then.tm_mday,
             then.tm_year + 1900);
}

/* ---- read aloud ---- */

static void say_counted(int64_t n, const char *unit, char ret[static AGE_SAID_SIZE])
{
    snprintf(ret, AGE_SAID_SIZE, "%d %s%s ago", (int)n, unit, n == 1 ? "" : "s");
}

static void say_date(const struct moment *now, int64_t then_s, char ret[static AGE_SAID_SIZE])
{
    struct tm then = local_of(now, then_s);

    if (then.tm_year == local_of(now, now->s).tm_year)
        snprintf(ret, AGE_SAID_SIZE, "%s %d", months[then.tm_mon], then.tm_mday);
    else
        snprintf(ret, AGE_SAID_SIZE, "%s %d", months[then.tm_mon], then.tm_year + 1900);
}

void age_say(const struct moment *now, int64_t then_s, char ret[static AGE_SAID_SIZE])
{
    int64_t s = now->s - then_s;
    int64_t days = day_of(now, now->s) - day_of(now, then_s);

    if (now->clock)
        format_when(now, then_s, AGE_SAID_SIZE, ret, AGE_SAID_SIZE);
    else if (s < MINUTE_S)
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
    else
        say_date(now, then_s, ret);
}

void wait_format(int64_t now_s, int64_t then_s, char ret[static WAIT_SIZE])
{
    int64_t minutes = then_s > now_s ? (then_s - now_s + 59) / 60 : 1;

    if (minutes > 90)
        snprintf(ret, WAIT_SIZE, "%d h", (int)((minutes + 59) / 60 % 1000));
    else
        snprintf(ret, WAIT_SIZE, "%d min", (int)minutes);
}

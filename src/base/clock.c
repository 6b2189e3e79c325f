/* SPDX-License-Identifier: MIT
 *
 * clock.c -- the system's clocks, and times as text.
 *
 * Everything is UTC and the proleptic Gregorian calendar; no time zone file is ever read.
 */
#include <curbside/base/clock.h>

#include <stdio.h>
#include <string.h>
#include <time.h>

enum {
    MINUTE_S = 60,
    HOUR_S = 3600,
    DAY_S = 86400
};

static const int64_t year_0_s = -62167219200;    /* 0000-01-01T00:00:00Z */
static const int64_t year_9999_s = 253402300799; /* 9999-12-31T23:59:59Z */

static int64_t system_wall_s(void *ctx)
{
    struct timespec ts = {0};

    (void)ctx;
    IGNORE(clock_gettime(CLOCK_REALTIME, &ts)); /* cannot fail on Linux */
    return (int64_t)ts.tv_sec;
}

static int64_t system_mono_ms(void *ctx)
{
    struct timespec ts = {0};

    (void)ctx;
    IGNORE(clock_gettime(CLOCK_MONOTONIC, &ts)); /* cannot fail on Linux */
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

const struct clock clock_system = {system_wall_s, system_mono_ms, NULL};

int64_t clock_wall_s(const struct clock *c)
{
    return c->wall_s(c->ctx);
}

int64_t clock_mono_ms(const struct clock *c)
{
    return c->mono_ms(c->ctx);
}

static struct tm utc(int64_t wall_s)
{
    time_t t = (time_t)wall_s;
    struct tm tm = {0};

    if (wall_s < year_0_s)
        t = (time_t)year_0_s;
    if (wall_s > year_9999_s)
        t = (time_t)year_9999_s;
    BUG_ON(gmtime_r(&t, &tm) == NULL);
    return tm;
}

void time_format_rfc3339(int64_t wall_s, char ret[static TIME_RFC3339_SIZE])
{
    struct tm tm = utc(wall_s);
    char text[64]; /* what the compiler thinks six ints may need */

    IGNORE(snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02dZ", tm.tm_year + 1900,
                    tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec)); /* 20 bytes */
    memcpy(ret, text, TIME_RFC3339_SIZE);
}

/* `count` digits at *p, which moves past them; -1 if they are not there. */
static int digits_take(const char **p, int count)
{
    int value = 0;

    for (int i = 0; i < count; i++, (*p)++) {
        if (**p < '0' || **p > '9')
            return -1;
        value = value * 10 + (**p - '0');
    }
    return value;
}

static bool char_take(const char **p, const char *any_of)
{
    if (**p == '\0' || strchr(any_of, **p) == NULL)
        return false;
    (*p)++;
    return true;
}

static int month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && leap ? 1 : 0);
}

static bool date_take(const char **p, struct tm *tm)
{
    int year = digits_take(p, 4);
    if (year < 0 || !char_take(p, "-"))
        return false;
    int month = digits_take(p, 2);
    if (month < 1 || month > 12 || !char_take(p, "-"))
        return false;
    int day = digits_take(p, 2);
    if (day < 1 || day > month_days(year, month))
        return false;
    tm->tm_year = year - 1900;
    tm->tm_mon = month - 1;
    tm->tm_mday = day;
    return true;
}

static bool time_take(const char **p, struct tm *tm)
{
    tm->tm_hour = digits_take(p, 2);
    if (tm->tm_hour < 0 || tm->tm_hour > 23 || !char_take(p, ":"))
        return false;
    tm->tm_min = digits_take(p, 2);
    if (tm->tm_min < 0 || tm->tm_min > 59 || !char_take(p, ":"))
        return false;
    tm->tm_sec = digits_take(p, 2);
    if (tm->tm_sec < 0 || tm->tm_sec > 60) /* 60: a leap second */
        return false;
    if (!char_take(p, "."))
        return true;
    if (digits_take(p, 1) < 0)
        return false;
    while (**p >= '0' && **p <= '9')
        (*p)++;
    return true;
}

/* "Z", "+02:00", "-05:00": seconds east of Greenwich. */
static bool offset_take(const char **p, int64_t *ret_s)
{
    *ret_s = 0;
    if (char_take(p, "Zz"))
        return true;
    int sign = **p == '-' ? -1 : 1;
    if (!char_take(p, "+-"))
        return false;
    int hours = digits_take(p, 2);
    if (hours < 0 || hours > 23 || !char_take(p, ":"))
        return false;
    int minutes = digits_take(p, 2);
    if (minutes < 0 || minutes > 59)
        return false;
    *ret_s = sign * ((int64_t)hours * HOUR_S + (int64_t)minutes * MINUTE_S);
    return true;
}

enum err time_parse_rfc3339(const char *s, int64_t *ret_wall_s)
{
    struct tm tm = {0};
    int64_t east_s = 0;

    if (!date_take(&s, &tm) || !char_take(&s, "Tt ") || !time_take(&s, &tm) ||
        !offset_take(&s, &east_s) || *s != '\0')
        return E_USAGE;
    *ret_wall_s = (int64_t)timegm(&tm) - east_s;
    return OK;
}

/* Rounds down, also before 1970. */
static int64_t floor_to(int64_t wall_s, int64_t step)
{
    int64_t over = wall_s % step;

    return wall_s - (over < 0 ? over + step : over);
}

int64_t time_floor_day(int64_t wall_s)
{
    return floor_to(wall_s, DAY_S);
}

int64_t time_floor_hour(int64_t wall_s)
{
    return floor_to(wall_s, HOUR_S);
}

int64_t time_floor_quarter(int64_t wall_s)
{
    struct tm tm = utc(wall_s);
    struct tm start = {.tm_year = tm.tm_year, .tm_mon = tm.tm_mon / 3 * 3, .tm_mday = 1};

    return (int64_t)timegm(&start);
}

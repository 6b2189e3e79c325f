/* SPDX-License-Identifier: MIT
 *
 * zone.c -- time zones by their rules.
 *
 * Summer begins and ends on "the second Sunday of March" and the like. Both moments of a year are
 * reckoned anew for every question: it is a dozen additions, and nothing has to be kept.
 */
#include <curbside/base/zone.h>

#include <stddef.h>
#include <string.h>

enum {
    MINUTE_S = 60,
    HOUR_S = 3600,
    DAY_S = 86400,
    TURN_S = 2 * HOUR_S, /* where a rule names no time */
    HOURS_MAX = 167,     /* of a time in a rule: so POSIX extended it */
};

#define REACH_S (INT64_C(1) << 40) /* 35,000 years: further times come from damaged rows only */

/* ---- days ---- */

/* Days since 1970 of a date in the calendar that counts years from March. */
static int64_t day_number(int64_t year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t of_era = y - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static int64_t year_of(int64_t s)
{
    int64_t day = floor_div(s, DAY_S);
    int64_t year = 1970 + floor_div(day * 400, 146097);

    while (day_number(year, 1, 1) > day)
        year--;
    while (day_number(year + 1, 1, 1) <= day)
        year++;
    return year;
}

static int weekday_of(int64_t day)
{
    return (int)(((day + 4) % 7 + 7) % 7);
}

/* In local time, as seconds since 1970. */
static int64_t turn_s(const struct zone_turn *turn, int64_t year)
{
    int64_t first = day_number(year, turn->month, 1);
    int64_t next = turn->month == 12 ? day_number(year + 1, 1, 1)
                                     : day_number(year, turn->month + 1, 1);
    int64_t day = first + (turn->day - weekday_of(first) + 7) % 7 + (turn->week - 1) * 7;

    while (day >= next)
        day -= 7;
    return day * DAY_S + turn->s;
}

int32_t zone_offset_s(const struct zone *zone, int64_t utc_s)
{
    int64_t year, begins, ends;
    bool summer;

    if (!zone->has_summer || utc_s < -REACH_S || utc_s > REACH_S)
        return zone->offset_s;
    year = year_of(utc_s + zone->offset_s);
    begins = turn_s(&zone->begins, year) - zone->offset_s;
    ends = turn_s(&zone->ends, year) - zone->summer_s;
    /* South of the equator summer lies around New Year. */
    summer = begins < ends ? utc_s >= begins && utc_s < ends : utc_s >= begins || utc_s < ends;
    return summer ? zone->summer_s : zone->offset_s;
}

/* ---- rules ---- */

static bool parse_number(const char **at, int max, int *ret)
{
    int n = 0;

    if (**at < '0' || **at > '9')
        return false;
    for (; **at >= '0' && **at <= '9'; ++*at) {
        n = n * 10 + (**at - '0');
        if (n > max)
            return false;
    }
    *ret = n;
    return true;
}

/* "EST" or "<+0330>". */
static bool parse_name(const char **at)
{
    const char *from = *at;

    if (**at == '<') {
        const char *end = strchr(*at, '>');

        *at = end ? end + 1 : *at;
        return end != NULL;
    }
    while ((**at >= 'A' && **at <= 'Z') || (**at >= 'a' && **at <= 'z'))
        ++*at;
    return *at - from >= 3;
}

/* "5", "-5:30" */
static bool parse_time(const char **at, int32_t *ret)
{
    bool minus = **at == '-';
    int hours, minutes = 0;

    *at += minus || **at == '+';
    if (!parse_number(at, HOURS_MAX, &hours))
        return false;
    if (**at == ':') {
        ++*at;
        if (!parse_number(at, 59, &minutes))
            return false;
    }
    *ret = (minus ? -1 : 1) * (hours * HOUR_S + minutes * MINUTE_S);
    return true;
}

static bool parse_char(const char **at, char c)
{
    if (**at != c)
        return false;
    ++*at;
    return true;
}

/* ",M3.2.0/1" */
static bool parse_turn(const char **at, struct zone_turn *ret)
{
    ret->s = TURN_S;
    return parse_char(at, ',') && parse_char(at, 'M') && parse_number(at, 12, &ret->month) &&
           ret->month > 0 && parse_char(at, '.') && parse_number(at, 5, &ret->week) &&
           ret->week > 0 && parse_char(at, '.') && parse_number(at, 6, &ret->day) &&
           (!parse_char(at, '/') || parse_time(at, &ret->s));
}

bool zone_parse(const char *rule, struct zone *ret)
{
    struct zone zone = {0};
    const char *at = rule;
    int32_t west;

    if (!parse_name(&at) || !parse_time(&at, &west))
        return false;
    zone.offset_s = -west;
    zone.has_summer = *at != '\0';
    zone.summer_s = zone.offset_s + HOUR_S;
    if (zone.has_summer) {
        if (!parse_name(&at))
            return false;
        if (*at != ',') {
            if (!parse_time(&at, &west))
                return false;
            zone.summer_s = -west;
        }
        if (!parse_turn(&at, &zone.begins) || !parse_turn(&at, &zone.ends))
            return false;
    }
    if (*at != '\0')
        return false;
    *ret = zone;
    return true;
}

/* SPDX-License-Identifier: MIT
 *
 * settings.h -- how a person wants the board to look: theme, characters, time zone, times, plain
 * mode, and which first-visit hints were shown.
 *
 * A member's lie in the sealed state and follow the account to every key and terminal; a guest's
 * last for the visit. Nothing of them is ever asked of the client or written elsewhere: which zone
 * somebody lives in is a fact about a person.
 *
 * The rules know numbers; what a theme looks like is the terminal's business.
 */
#ifndef CURBSIDE_DOMAIN_SETTINGS_H
#define CURBSIDE_DOMAIN_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/base/zone.h>
#include <curbside/domain/visit.h>

/* The numbers are stored: a new one takes the next, none is used again. Below VISIT_SETTINGS. */
enum setting {
    SETTING_THEME = 1,
    SETTING_CHARACTERS = 2,
    SETTING_ZONE = 3, /* zone_row.number */
    SETTING_TIMES = 4,
    SETTING_PLAIN = 5,       /* 1: lines of text in place of screens */
    SETTING_HINT_FIRST = 16, /* from here on: this hint was shown; see the screens */
    SETTING_HINT_LAST = 47,
};

/* 0 is what holds for whoever never chose. */
enum setting_theme {
    THEME_CHOICE_DARK,
    THEME_CHOICE_LIGHT,
    THEME_CHOICE_CONTRAST,
    THEME_CHOICE_MONO,
    N_THEME_CHOICES
};
enum setting_characters {
    CHARACTERS_AUTO, /* what the terminal is known to show */
    CHARACTERS_UTF8,
    CHARACTERS_ASCII,
    N_CHARACTERS
};
enum setting_times {
    TIMES_AGO,   /* "4 m", "yesterday" */
    TIMES_CLOCK, /* "2:05 pm", "Nov 22" */
    N_TIMES
};

/* The value; one that this version does not know is 0. */
uint32_t setting_get(const struct visit *v, enum setting which);
/* E_USAGE: there is no such value. Holds at once. */
NODISCARD enum err setting_set(struct visit *v, enum setting which, uint32_t value);
/* The caller has just become a member: what they chose as a guest is theirs now, where the account
 * never chose anything. */
void settings_carry(struct visit *v);

struct zone_row {
    uint32_t number;    /* stays what it is from version to version */
    const char *name;   /* "Eastern" */
    const char *places; /* "New York, Toronto" */
    struct zone zone;
};
struct zone_page {
    struct zone_row *rows;
    int n;
};
/* From data/zones.csv, west to east after UTC. */
NODISCARD enum err zone_list(struct arena *a, struct zone_page *ret);
/* The caller's. UTC where they chose none, or where there is no memory. */
struct zone setting_zone(const struct visit *v);

#endif

/* SPDX-License-Identifier: MIT
 *
 * board_settings.h -- what a sysop sets for the whole board while it runs.
 *
 * The operator's file (curbside.conf) says how things are; what a sysop sets lies over it in the
 * database, and takes effect without a restart: in every session with its next key, in the keeper
 * with its next tick. Each setting has a range, and nothing in that range protects anybody less
 * than the threat model says: what would is the operator's file alone. So is how many may come at
 * all: the tables that count them are made at the start. And so is how many newcomers' posts pass:
 * whoever reads the queue must not be the one who turns that measure.
 */
#ifndef CURBSIDE_DOMAIN_BOARD_SETTINGS_H
#define CURBSIDE_DOMAIN_BOARD_SETTINGS_H

#include <stdbool.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

enum board_setting {
    BOARD_IDLE_MINUTES,
    BOARD_RELEASE_MINUTES,
    BOARD_SPREAD_MINUTES,
    BOARD_OTHER_FACE_MINUTES,
    BOARD_NEW_ROWS,
    BOARD_MINIMUM,
    BOARD_SPLIT_MINIMUM,
    BOARD_JOINS,
    N_BOARD_SETTINGS
};

struct board_settings {
    int values[N_BOARD_SETTINGS];
};

/* As they are shipped. */
extern const struct board_settings board_settings_default;

/* What a setting is; constant. */
struct board_setting_about {
    const char *name;  /* as in the file: "spread_minutes" */
    const char *title; /* "Drawn wait of alias posts" */
    const char *unit;  /* "minutes" */
    const char *one;   /* "minute" */
    const char *about; /* a sentence or two */
    const char *floor; /* why there is no less; NULL: nothing to say */
    int min, max;      /* that a sysop may set */
};
const struct board_setting_about *board_setting_about(enum board_setting which);
/* E_NOTFOUND. */
NODISCARD enum err board_setting_find(const char *name, enum board_setting *ret);

/*
 * What holds now: `file` and what a sysop set. Cheap: a look-up of a few rows. A stored value that
 * is out of its range, of another version, is left out.
 */
NODISCARD enum err board_settings_load(struct visit *v, const struct board_settings *file,
                                       struct board_settings *ret);
/* Did a sysop set this one? E_GUEST E_DENIED. */
NODISCARD enum err board_setting_is_set(struct visit *v, enum board_setting which, bool *ret);
/*
 * An action, taken back by undo.h. E_GUEST E_DENIED. E_NUMBER_INVALID: out of the range.
 * E_DONE_ALREADY: it is set so.
 */
NODISCARD enum err board_setting_set(struct visit *v, enum board_setting which, int value,
                                     action_id *ret_id);
/* The operator's file holds again. E_DONE_ALREADY: it does. */
NODISCARD enum err board_setting_unset(struct visit *v, enum board_setting which,
                                       action_id *ret_id);
/* "120 minutes", "1 minute". */
const char *board_setting_words(struct arena *a, enum board_setting which, int value);
/* "Drawn wait: from 120 to 1440 minutes. Less protects people less: ...". */
const char *board_setting_range(struct arena *a, enum board_setting which);

#endif

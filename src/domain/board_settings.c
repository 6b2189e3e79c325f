/* SPDX-License-Identifier: MIT
 *
 * board_settings.c -- the table of what a sysop may set, and the values over the operator's.
 */
#include <curbside/domain/board_settings.h>

#include <stdio.h>
#include <string.h>

#include <curbside/base/str.h>
#include <curbside/domain/alias_rules.h>
#include <curbside/domain/interview.h>
#include <curbside/domain/permission.h>
#include <curbside/store/meta.h>

#include "governing.h"
#include "house_ask.h"

#define PREFIX "setting."

enum {
    KEY_SIZE = 64,
    VALUE_SIZE = 16,
    STORED_MAX = 64, /* with those of other versions */
    IDLE_MINUTES = 60,
    JOINS_PER_HOUR = 30,
};

#define LETS_IN   " More lets more in: that is for the operator's file alone."
#define OPERATORS " Less protects people less: that is for the operator's file alone."

static const struct board_setting_about about[N_BOARD_SETTINGS] = {
    [BOARD_IDLE_MINUTES] =
        {"idle_minutes", "Idle", "minutes", "minute",
         "Without a key pressed until a session ends, warned two minutes before; "
         "what was being written is kept as a draft.",
         NULL, 5, 24 * 60},
    [BOARD_RELEASE_MINUTES] = {"release_minutes", "Release", "minutes", "minute",
                               "Between two releases on the boards under aliases: what was written "
                               "in between comes out together, in a drawn order.",
                               OPERATORS, ALIAS_RELEASE_MINUTES, 24 * 60},
    [BOARD_SPREAD_MINUTES] = {"spread_minutes", "Drawn wait", "minutes", "minute",
                              "There every post waits for a drawn time up to this, and then for a "
                              "release, unless its author chooses the next one.",
                              OPERATORS, ALIAS_SPREAD_MINUTES, 24 * 60},
    [BOARD_OTHER_FACE_MINUTES] = {"other_face_minutes", "Other name", "minutes", "minute",
                                  "Who posted under their handle this recently is asked whether "
                                  "their alias's post should really be out with the next release.",
                                  OPERATORS, ALIAS_OTHER_FACE_MINUTES, 24 * 60},
    [BOARD_NEW_ROWS] = {"new_rows", "New reports", "reports", "report",
                        "By members with standing that have to come before a page of figures "
                        "changes.",
                        OPERATORS, 5, 1000},
    [BOARD_MINIMUM] = {"minimum", "Figures from", "people", "person",
                       "Fewer people than this are never shown as a number.", OPERATORS, 5, 1000},
    [BOARD_SPLIT_MINIMUM] =
        {"split_minimum", "One cycle from", "reports", "report",
         "A single cycle of a school has a page of its own from so many reports "
         "on.",
         OPERATORS, 10, 1000},
    [BOARD_JOINS] = {"joins_per_hour", "Joins", "accounts", "account",
                     "New ones from one place in an hour; who comes then is asked to wait.",
                     LETS_IN, 1, JOINS_PER_HOUR},
};

const struct board_settings board_settings_default = {
    .values = {[BOARD_IDLE_MINUTES] = IDLE_MINUTES,
               [BOARD_JOINS] = JOINS_PER_HOUR,
               [BOARD_RELEASE_MINUTES] = ALIAS_RELEASE_MINUTES,
               [BOARD_SPREAD_MINUTES] = ALIAS_SPREAD_MINUTES,
               [BOARD_OTHER_FACE_MINUTES] = ALIAS_OTHER_FACE_MINUTES,
               [BOARD_NEW_ROWS] = 5,
               [BOARD_MINIMUM] = 5,
               [BOARD_SPLIT_MINIMUM] = 10},
};

const struct board_setting_about *board_setting_about(enum board_setting which)
{
    BUG_ON((unsigned)which >= N_BOARD_SETTINGS);
    return &about[which];
}

enum err board_setting_find(const char *name, enum board_setting *ret)
{
    for (int i = 0; i < N_BOARD_SETTINGS; i++)
        if (strcmp(about[i].name, name) == 0) {
            *ret = (enum board_setting)i;
            return OK;
        }
    return E_NOTFOUND;
}

const char *board_setting_words(struct arena *a, enum board_setting which, int value)
{
    const struct board_setting_about *s = board_setting_about(which);

    return arena_printf(a, "%d %s", value, value == 1 ? s->one : s->unit);
}

const char *board_setting_range(struct arena *a, enum board_setting which)
{
    const struct board_setting_about *s = board_setting_about(which);

    return arena_printf(a, "%s: from %d to %d %s.%s", s->title, s->min, s->max, s->unit,
                        s->floor ? s->floor : "");
}

/* ---- what is stored: a decimal number ---- */

static void key_format(enum board_setting which, char ret[static KEY_SIZE])
{
    snprintf(ret, KEY_SIZE, PREFIX "%s", about[which].name);
}

static bool value_parse(enum board_setting which, const uint8_t *bytes, size_t n, int *ret)
{
    char text[VALUE_SIZE];
    long long value;

    if (n >= sizeof text)
        return false;
    memcpy(text, bytes, n);
    text[n] = '\0';
    if (int_parse(text, about[which].min, about[which].max, &value) != OK)
        return false;
    *ret = (int)value;
    return true;
}

enum err board_settings_load(struct visit *v, const struct board_settings *file,
                             struct board_settings *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct board_settings found = *file;
    struct meta_row *rows;
    int n;

    TRY(meta_list(&a, v->db, PREFIX, STORED_MAX, &rows, &n));
    for (int i = 0; i < n; i++) {
        enum board_setting which;

        if (board_setting_find(rows[i].key + strlen(PREFIX), &which) == OK)
            IGNORE(value_parse(which, rows[i].value, rows[i].n, &found.values[which]));
    }
    *ret = found;
    return OK;
}

/* "": it is not set. */
static enum err stored_get(struct arena *a, struct visit *v, enum board_setting which,
                           const char **ret)
{
    char key[KEY_SIZE];
    const uint8_t *bytes;
    size_t n;

    key_format(which, key);
    *ret = "";
    enum err err = meta_get(a, v->db, key, &bytes, &n);
    if (err != OK)
        return err == E_NOTFOUND ? OK : err;
    *ret = arena_memdup0(a, bytes, n);
    return *ret ? OK : E_NOMEM;
}

static enum err stored_set(struct visit *v, enum board_setting which, const char *value)
{
    char key[KEY_SIZE];

    key_format(which, key);
    return *value ? meta_set(v->db, key, value, strlen(value)) : meta_remove(v->db, key);
}

enum err board_setting_is_set(struct visit *v, enum board_setting which, bool *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const char *value;

    TRY(permission_require(v, MAY_GOVERN));
    TRY(stored_get(&a, v, which, &value));
    *ret = *value != '\0';
    return OK;
}

/* ---- setting: how it stood, and how it stands, a blank between; "-" for the file's ---- */

static const char *shown(const char *value)
{
    return *value ? value : "-";
}

static enum err change(struct visit *v, enum board_setting which, const char *value,
                       action_id *ret_id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct action_row what = {.verb = "set"};
    const char *before;

    TRY(governing_begin(&txn, v));
    TRY(stored_get(&a, v, which, &before));
    if (strcmp(before, value) == 0)
        return E_DONE_ALREADY;
    what.subject = arena_printf(&a, "setting/%s", about[which].name);
    what.reason = *value ? arena_printf(&a, "%s = %s", about[which].name, value)
                         : arena_printf(&a, "%s as the operator's file says", about[which].name);
    if (!what.subject || !what.reason)
        return E_NOMEM;
    TRY(stored_set(v, which, value));
    TRY(governing_end(&txn, v, &what, arena_printf(&a, "%s %s", shown(before), shown(value)),
                      ret_id));
    house_ask(v);
    return OK;
}

enum err board_setting_set(struct visit *v, enum board_setting which, int value, action_id *ret_id)
{
    char text[VALUE_SIZE];

    if (value < about[which].min || value > about[which].max)
        return E_NUMBER_INVALID;
    snprintf(text, sizeof text, "%d", value);
    return change(v, which, text, ret_id);
}

enum err board_setting_unset(struct visit *v, enum board_setting which, action_id *ret_id)
{
    return change(v, which, "", ret_id);
}

enum err undo_setting(struct arena *a, struct visit *v, const struct action_row *action,
                      const char *was)
{
    const char *name = strchr(action->subject ? action->subject : "", '/'), *stored;
    char before[VALUE_SIZE], now[VALUE_SIZE];
    enum board_setting which;

    if (!name || sscanf(was, "%15s %15s", before, now) != 2)
        return E_CORRUPT;
    TRY(board_setting_find(name + 1, &which));
    TRY(stored_get(a, v, which, &stored));
    if (strcmp(shown(stored), now) != 0)
        return E_STALE;
    return stored_set(v, which, strcmp(before, "-") == 0 ? "" : before);
}

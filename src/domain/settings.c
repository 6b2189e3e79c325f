/* SPDX-License-Identifier: MIT
 *
 * settings.c -- a person's settings, of an account or of a visit.
 */
#include <curbside/domain/settings.h>

#include <stdlib.h>

#include <curbside/base/csv.h>
#include <curbside/domain/state.h>

#include "data_files.h"

static bool is_known_zone(uint32_t number)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct zone_page page;

    if (number == 0)
        return true;
    if (zone_list(&a, &page) != OK)
        return false;
    for (int i = 0; i < page.n; i++)
        if (page.rows[i].number == number)
            return true;
    return false;
}

static bool is_value(enum setting which, uint32_t value)
{
    switch (which) {
    case SETTING_THEME:
        return value < N_THEME_CHOICES;
    case SETTING_CHARACTERS:
        return value < N_CHARACTERS;
    case SETTING_ZONE:
        return is_known_zone(value);
    case SETTING_TIMES:
        return value < N_TIMES;
    default:
        return value <= 1; /* on and off, shown and not shown */
    }
}

uint32_t setting_get(const struct visit *v, enum setting which)
{
    uint32_t value = v->state ? state_setting(v->state, which) : v->guest_settings[which];

    /* It may be of a newer version. */
    return is_value(which, value) ? value : 0;
}

enum err setting_set(struct visit *v, enum setting which, uint32_t value)
{
    if (!is_value(which, value) || value > UINT8_MAX)
        return E_USAGE;
    if (v->state)
        state_setting_set(v->state, which, value);
    else
        v->guest_settings[which] = (uint8_t)value;
    return OK;
}

void settings_carry(struct visit *v)
{
    if (!v->state || state_has_settings(v->state))
        return;
    for (uint32_t i = 1; i < VISIT_SETTINGS; i++)
        state_setting_set(v->state, i, v->guest_settings[i]);
}

/* ---- zones ---- */

enum err zone_list(struct arena *a, struct zone_page *ret)
{
    struct csv csv;

    TRY(csv_parse(a, (const char *)zones_csv, zones_csv_n, &csv, NULL));
    ret->n = csv.n_rows;
    ret->rows = arena_array(a, (size_t)csv.n_rows + 1, sizeof *ret->rows);
    if (!ret->rows)
        return E_NOMEM;
    for (int i = 0; i < csv.n_rows; i++) {
        struct zone_row *row = &ret->rows[i];
        const char *number = csv_get(&csv, i, "number"), *rule = csv_get(&csv, i, "rule");

        *row = (struct zone_row){.name = csv_get(&csv, i, "name"),
                                 .places = csv_get(&csv, i, "places")};
        BUG_ON(!number || !rule || !row->name || !row->places || !zone_parse(rule, &row->zone));
        row->number = (uint32_t)strtoul(number, NULL, 10);
    }
    return OK;
}

struct zone setting_zone(const struct visit *v)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    uint32_t number = setting_get(v, SETTING_ZONE);
    struct zone_page page;

    if (number > 0 && zone_list(&a, &page) == OK)
        for (int i = 0; i < page.n; i++)
            if (page.rows[i].number == number)
                return page.rows[i].zone;
    return (struct zone){0};
}

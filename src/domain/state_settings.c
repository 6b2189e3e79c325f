/* SPDX-License-Identifier: MIT
 *
 * state_settings.c -- how the account wants the board to look, and what it was told once.
 *
 * A list of numbered settings, each with an edition that grows with every change: of two sessions
 * the later edition of each holds, of one edition the larger value. Numbers of a newer version are
 * kept and written back.
 */
#include "state_record.h"

#include <string.h>

/* Where `number` is, or belongs. */
static size_t find(const struct state *s, uint32_t number)
{
    size_t at = 0;

    while (at < s->n_settings && s->settings[at].number < number)
        at++;
    return at;
}

static bool is_at(const struct state *s, size_t at, uint32_t number)
{
    return at < s->n_settings && s->settings[at].number == number;
}

uint32_t state_setting(const struct state *s, uint32_t number)
{
    size_t at = find(s, number);

    return is_at(s, at, number) ? s->settings[at].value : 0;
}

bool state_has_settings(const struct state *s)
{
    return s->n_settings > 0;
}

/* NULL: full. */
static struct setting_record *make_room(struct state *s, size_t at, uint32_t number)
{
    struct setting_record *row = &s->settings[at];

    if (is_at(s, at, number))
        return row;
    if (s->n_settings == STATE_SETTINGS)
        return NULL;
    memmove(row + 1, row, (s->n_settings - at) * sizeof *row);
    s->n_settings++;
    *row = (struct setting_record){number, 0, 0};
    return row;
}

void state_setting_set(struct state *s, uint32_t number, uint32_t value)
{
    struct setting_record *row;

    if (state_setting(s, number) == value || value > STATE_SETTING_VALUE_MAX)
        return;
    row = make_room(s, find(s, number), number);
    if (!row || row->edition == STATE_EDITION_MAX)
        return;
    row->value = value;
    row->edition++;
    s->dirty = true;
}

/* ---- the form: number (difference), edition, value, for each ---- */

void state_settings_format(const struct state *s, struct str *out)
{
    uint32_t before = 0;

    for (size_t i = 0; i < s->n_settings; i++) {
        state_add_number(out, s->settings[i].number - before);
        state_add_number(out, s->settings[i].edition);
        state_add_number(out, s->settings[i].value);
        before = s->settings[i].number;
    }
}

enum err state_settings_parse(struct state_reader *r, struct state *s)
{
    uint32_t number = 0;

    while (r->at < r->end) {
        uint32_t step, edition, value;

        TRY(state_read_number(r, STATE_SETTING_MAX, &step));
        TRY(state_read_number(r, STATE_EDITION_MAX, &edition));
        TRY(state_read_number(r, STATE_SETTING_VALUE_MAX, &value));
        if (step == 0 || edition == 0 || step > STATE_SETTING_MAX - number ||
            s->n_settings == STATE_SETTINGS)
            return E_CORRUPT;
        number += step;
        s->settings[s->n_settings++] = (struct setting_record){number, edition, value};
    }
    return OK;
}

static bool is_later(const struct setting_record *a, const struct setting_record *b)
{
    return a->edition != b->edition ? a->edition > b->edition : a->value > b->value;
}

enum err state_settings_merge(struct state *s, const struct state *from)
{
    for (size_t i = 0; i < from->n_settings; i++) {
        const struct setting_record *other = &from->settings[i];
        struct setting_record *ours = make_room(s, find(s, other->number), other->number);

        if (ours && is_later(other, ours))
            *ours = *other;
    }
    return OK;
}

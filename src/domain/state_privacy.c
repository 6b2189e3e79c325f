/* SPDX-License-Identifier: MIT
 *
 * state_privacy.c -- what the account wants to be shown: the quiet view.
 *
 * Each setting has an edition, which grows by one with every change. Of two sessions the later
 * edition holds; of one edition the quieter wish.
 */
#include "state_record.h"

bool state_quiet(const struct state *s)
{
    return s->quiet_view.on;
}

void state_quiet_set(struct state *s, bool on)
{
    if (s->quiet_view.on == on)
        return;
    s->quiet_view.on = on;
    s->quiet_view.edition++;
    s->dirty = true;
}

/* ---- the form: edition, on; nothing while it was never set ---- */

void state_privacy_format(const struct state *s, struct str *out)
{
    if (s->quiet_view.edition == 0)
        return;
    state_add_number(out, s->quiet_view.edition);
    state_add_number(out, s->quiet_view.on);
}

enum err state_privacy_parse(struct state_reader *r, struct state *s)
{
    uint32_t on;

    if (r->at == r->end)
        return OK;
    TRY(state_read_number(r, STATE_EDITION_MAX, &s->quiet_view.edition));
    TRY(state_read_number(r, 1, &on));
    s->quiet_view.on = on == 1;
    return s->quiet_view.edition > 0 && r->at == r->end ? OK : E_CORRUPT;
}

enum err state_privacy_merge(struct state *s, const struct state *from)
{
    if (from->quiet_view.edition > s->quiet_view.edition)
        s->quiet_view = from->quiet_view;
    else if (from->quiet_view.edition == s->quiet_view.edition && from->quiet_view.on)
        s->quiet_view.on = true;
    return OK;
}

/* SPDX-License-Identifier: MIT
 *
 * state_told.c -- up to where the account has read what moderators told it.
 *
 * A week and a count: what stays of a sanction through an alias names no more than its week, and
 * this must not be finer. Of two sessions the one that has read more holds.
 */
#include "state_record.h"

enum {
    TOLD_MAX = 1000000,
};

void state_told(const struct state *s, uint32_t *ret_week, uint32_t *ret_n)
{
    *ret_week = s->told.week;
    *ret_n = s->told.n;
}

static bool is_more(uint32_t week, uint32_t n, const struct state *s)
{
    return week != s->told.week ? week > s->told.week : n > s->told.n;
}

void state_told_set(struct state *s, uint32_t week, uint32_t n)
{
    if (week > TOLD_MAX || n > TOLD_MAX || !is_more(week, n, s))
        return;
    s->told.week = week;
    s->told.n = n;
    s->dirty = true;
}

/* ---- the form: week, count; nothing while nothing was read ---- */

void state_told_format(const struct state *s, struct str *out)
{
    if (s->told.n == 0)
        return;
    state_add_number(out, s->told.week);
    state_add_number(out, s->told.n);
}

enum err state_told_parse(struct state_reader *r, struct state *s)
{
    if (r->at == r->end)
        return OK;
    TRY(state_read_number(r, TOLD_MAX, &s->told.week));
    TRY(state_read_number(r, TOLD_MAX, &s->told.n));
    return s->told.n > 0 && r->at == r->end ? OK : E_CORRUPT;
}

enum err state_told_merge(struct state *s, const struct state *from)
{
    if (is_more(from->told.week, from->told.n, s))
        s->told = from->told;
    return OK;
}

/* SPDX-License-Identifier: MIT
 *
 * state_flags.c -- which posts and interview reports the account has flagged, to tell it what
 * became of them.
 *
 * By number; with the day of flagging, after which an entry is forgotten some time later, and
 * whether the outcome was told. Of two sessions' the later word holds: told is told.
 */
#include "state_record.h"

#include <string.h>

enum {
    ID_MAX = 999999999,
    NUMBER_MAX = STATE_REPORT_FLAGS + ID_MAX,
};

const struct state_flag *state_flags(const struct state *s, size_t *ret_n)
{
    *ret_n = s->n_flags;
    return s->flags;
}

static bool is_old(const struct state *s, const struct state_flag *flag)
{
    return s->today > 0 && flag->day + STATE_FLAG_DAYS < s->today;
}

static void drop(struct state *s, size_t at)
{
    s->n_flags--;
    memmove(s->flags + at, s->flags + at + 1, (s->n_flags - at) * sizeof *s->flags);
}

/* In front of a full list the oldest makes room. */
static void drop_oldest(struct state *s)
{
    size_t oldest = 0;

    for (size_t i = 1; i < s->n_flags; i++)
        if (s->flags[i].day < s->flags[oldest].day)
            oldest = i;
    drop(s, oldest);
}

/* Was anything new? */
static bool put(struct state *s, const struct state_flag *flag)
{
    size_t at = 0;

    if (is_old(s, flag))
        return false;
    while (at < s->n_flags && s->flags[at].number < flag->number)
        at++;
    if (at < s->n_flags && s->flags[at].number == flag->number) {
        bool news = flag->told && !s->flags[at].told;

        s->flags[at].told = s->flags[at].told || flag->told;
        return news;
    }
    if (s->n_flags == STATE_FLAGS) {
        drop_oldest(s);
        at = 0;
        while (at < s->n_flags && s->flags[at].number < flag->number)
            at++;
    }
    memmove(s->flags + at + 1, s->flags + at, (s->n_flags - at) * sizeof *s->flags);
    s->flags[at] = *flag;
    s->n_flags++;
    return true;
}

static void add(struct state *s, int64_t number)
{
    const struct state_flag flag = {.number = (uint32_t)number, .day = s->today};

    if (put(s, &flag))
        s->dirty = true;
}

void state_flag_add(struct state *s, post_id post)
{
    BUG_ON(post.v < 1 || post.v > ID_MAX);
    add(s, post.v);
}

void state_report_flag_add(struct state *s, int64_t report)
{
    BUG_ON(report < 1 || report > ID_MAX);
    add(s, STATE_REPORT_FLAGS + report);
}

static void forget(struct state *s, uint32_t number)
{
    for (size_t i = 0; i < s->n_flags; i++)
        if (s->flags[i].number == number) {
            drop(s, i);
            s->dirty = true;
            return;
        }
}

void state_flag_remove(struct state *s, post_id post)
{
    forget(s, (uint32_t)post.v);
}

void state_report_flag_remove(struct state *s, int64_t report)
{
    forget(s, (uint32_t)(STATE_REPORT_FLAGS + report));
}

void state_flag_told(struct state *s, uint32_t number)
{
    for (size_t i = 0; i < s->n_flags; i++)
        if (s->flags[i].number == number && !s->flags[i].told)
            s->flags[i].told = s->dirty = true;
}

/* number (difference), day, told */
void state_flags_format(const struct state *s, struct str *out)
{
    uint32_t number = 0;

    for (size_t i = 0; i < s->n_flags; i++) {
        state_add_number(out, s->flags[i].number - number);
        state_add_number(out, s->flags[i].day);
        state_add_number(out, s->flags[i].told);
        number = s->flags[i].number;
    }
}

enum err state_flags_parse(struct state_reader *r, struct state *s)
{
    uint32_t number = 0;

    while (r->at < r->end) {
        struct state_flag flag;
        uint32_t step, told;

        TRY(state_read_number(r, NUMBER_MAX, &step));
        TRY(state_read_number(r, STATE_DAY_MAX, &flag.day));
        TRY(state_read_number(r, 1, &told));
        if (step == 0 || step > NUMBER_MAX - number || s->n_flags == STATE_FLAGS)
            return E_CORRUPT;
        flag.number = number += step;
        flag.told = told == 1;
        s->flags[s->n_flags++] = flag;
    }
    return OK;
}

enum err state_flags_merge(struct state *s, const struct state *from)
{
    for (size_t i = 0; i < from->n_flags; i++)
        IGNORE(put(s, &from->flags[i])); /* known or not, it is in now */
    return OK;
}

/* SPDX-License-Identifier: MIT
 *
 * state_strikes.c -- the sanctions an account has found to be its own, and the posts by which it
 * may come to have standing.
 *
 * Strikes are ordered by day, then number. Nothing that follows from them is kept (how long they
 * last, whether they were lifted): it is reckoned anew each time from all that are here, so two
 * sessions that merge reckon alike. What is too old to matter is not taken over by a merge, and so
 * goes; beyond the bound the oldest gives way.
 */
#include "state_record.h"

#include <stdlib.h>
#include <string.h>

enum {
    ID_MAX = 999999999
};

static int compare(const struct state_strike *one, const struct state_strike *two)
{
    if (one->day != two->day)
        return one->day < two->day ? -1 : 1;
    return one->id == two->id ? 0 : one->id < two->id ? -1 : 1;
}

static struct state_strike *find(struct state *s, uint32_t id)
{
    for (size_t i = 0; i < s->n_strikes; i++)
        if (s->strikes[i].id == id)
            return &s->strikes[i];
    return NULL;
}

static void drop(struct state *s, size_t at)
{
    s->n_strikes--;
    memmove(s->strikes + at, s->strikes + at + 1, (s->n_strikes - at) * sizeof *s->strikes);
}

/* False without memory. */
static bool insert(struct state *s, const struct state_strike *strike)
{
    size_t at = 0;

    if (!s->strikes)
        s->strikes = calloc(STATE_STRIKES, sizeof *s->strikes);
    if (!s->strikes)
        return false;
    if (s->n_strikes == STATE_STRIKES) {
        if (compare(strike, &s->strikes[0]) < 0)
            return true;
        drop(s, 0);
    }
    while (at < s->n_strikes && compare(strike, &s->strikes[at]) > 0)
        at++;
    memmove(s->strikes + at + 1, s->strikes + at, (s->n_strikes - at) * sizeof *s->strikes);
    s->strikes[at] = *strike;
    s->n_strikes++;
    return true;
}

/* A record that is only being read has no day. */
static bool is_old(const struct state *s, const struct state_strike *strike)
{
    return s->today > 0 && strike->out_day == 0 && strike->day + STATE_STRIKE_DAYS < s->today;
}

/* *ret_new: something was not known yet. */
static bool put(struct state *s, const struct state_strike *strike, bool *ret_new)
{
    struct state_strike *known = find(s, strike->id);

    *ret_new = false;
    if (is_old(s, strike))
        return true;
    *ret_new = !known || known->out_day < strike->out_day;
    if (!known)
        return insert(s, strike);
    if (*ret_new)
        known->out_day = strike->out_day;
    return true;
}

const struct state_strike *state_strikes(const struct state *s, size_t *ret_n)
{
    *ret_n = s->n_strikes;
    return s->strikes;
}

enum err state_strike_add(struct state *s, const struct state_strike *strike)
{
    bool is_new;

    BUG_ON(strike->id == 0 || strike->id > ID_MAX || strike->thread == 0 ||
           strike->thread > ID_MAX);
    if (!put(s, strike, &is_new))
        return E_NOMEM;
    s->dirty = s->dirty || is_new;
    return OK;
}

/* ---- posts that count for standing ---- */

const struct state_evidence *state_evidence(const struct state *s, size_t *ret_n)
{
    *ret_n = s->n_evidence;
    return s->evidence;
}

/* One a day, the newest days; of two on one day the lower number, so that merging has no order. */
static void evidence_put(struct state *s, uint32_t post, uint32_t day)
{
    size_t at = 0;

    while (at < s->n_evidence && s->evidence[at].day < day)
        at++;
    if (at < s->n_evidence && s->evidence[at].day == day) {
        if (post < s->evidence[at].post)
            s->evidence[at].post = post;
        return;
    }
    if (s->n_evidence == STATE_EVIDENCE) {
        if (at == 0)
            return;
        at--;
        s->n_evidence--;
        memmove(s->evidence, s->evidence + 1, s->n_evidence * sizeof *s->evidence);
    }
    memmove(s->evidence + at + 1, s->evidence + at, (s->n_evidence - at) * sizeof *s->evidence);
    s->evidence[at] = (struct state_evidence){post, day};
    s->n_evidence++;
}

void state_evidence_note(struct state *s, post_id post, uint32_t day)
{
    if (post.v >= 1 && post.v <= ID_MAX)
        evidence_put(s, (uint32_t)post.v, day);
}

/* ---- what is remembered of this session alone ---- */

int64_t state_strikes_looked(const struct state *s)
{
    return s->strikes_looked;
}

void state_strikes_looked_set(struct state *s, int64_t at)
{
    s->strikes_looked = at;
}

/* ---- the form: count, strikes, then post and day of the evidence to the end ---- */

static void add_text(struct str *out, const char *text)
{
    size_t n = strlen(text);

    state_add_number(out, (uint32_t)n);
    str_add_n(out, text, n);
}

void state_strikes_format(const struct state *s, struct str *out)
{
    state_add_number(out, (uint32_t)s->n_strikes);
    for (size_t i = 0; i < s->n_strikes; i++) {
        const struct state_strike *strike = &s->strikes[i];

        state_add_number(out, strike->id);
        state_add_number(out, strike->thread);
        state_add_number(out, strike->severity);
        state_add_number(out, strike->day);
        state_add_number(out, strike->out_day);
        add_text(out, strike->rule);
        add_text(out, strike->reason);
    }
    for (size_t i = 0; i < s->n_evidence; i++) {
        state_add_number(out, s->evidence[i].post);
        state_add_number(out, s->evidence[i].day);
    }
}

static enum err read_text(struct state_reader *r, char *ret, size_t size)
{
    uint32_t n;

    TRY(state_read_number(r, (uint32_t)size - 1, &n));
    if ((size_t)(r->end - r->at) < n || memchr(r->at, '\0', n))
        return E_CORRUPT;
    memcpy(ret, r->at, n);
    ret[n] = '\0';
    r->at += n;
    return OK;
}

static enum err parse_strike(struct state_reader *r, struct state *s)
{
    struct state_strike strike = {0};
    uint32_t severity;

    TRY(state_read_number(r, ID_MAX, &strike.id));
    TRY(state_read_number(r, ID_MAX, &strike.thread));
    TRY(state_read_number(r, STATE_SEVERITY_MAX, &severity));
    TRY(state_read_number(r, STATE_DAY_MAX, &strike.day));
    TRY(state_read_number(r, STATE_DAY_MAX, &strike.out_day));
    TRY(read_text(r, strike.rule, sizeof strike.rule));
    TRY(read_text(r, strike.reason, sizeof strike.reason));
    strike.severity = (uint8_t)severity;
    if (strike.id == 0 || strike.thread == 0 || find(s, strike.id))
        return E_CORRUPT;
    if (s->n_strikes > 0 && compare(&strike, &s->strikes[s->n_strikes - 1]) <= 0)
        return E_CORRUPT;
    return insert(s, &strike) ? OK : E_NOMEM;
}

static enum err parse_evidence(struct state_reader *r, struct state *s)
{
    uint32_t post, day;

    TRY(state_read_number(r, ID_MAX, &post));
    TRY(state_read_number(r, STATE_DAY_MAX, &day));
    if (post == 0 || s->n_evidence == STATE_EVIDENCE ||
        (s->n_evidence > 0 && s->evidence[s->n_evidence - 1].day >= day))
        return E_CORRUPT;
    s->evidence[s->n_evidence++] = (struct state_evidence){post, day};
    return OK;
}

enum err state_strikes_parse(struct state_reader *r, struct state *s)
{
    uint32_t n;

    TRY(state_read_number(r, STATE_STRIKES, &n));
    for (uint32_t i = 0; i < n; i++)
        TRY(parse_strike(r, s));
    while (r->at < r->end)
        TRY(parse_evidence(r, s));
    return OK;
}

enum err state_strikes_merge(struct state *s, const struct state *from)
{
    bool is_new;

    for (size_t i = 0; i < from->n_strikes; i++)
        if (!put(s, &from->strikes[i], &is_new))
            return E_NOMEM;
    for (size_t i = 0; i < from->n_evidence; i++)
        evidence_put(s, from->evidence[i].post, from->evidence[i].day);
    return OK;
}

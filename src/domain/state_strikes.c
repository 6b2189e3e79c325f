/* SPDX-License-Identifier: MIT
 *
 * state_strikes.c -- the sanctions an account has found to be its own, and the posts by which it
 * may come to have standing.
 *
 * Strikes are ordered by day, then number. Nothing that follows from them is kept (how long they
 * last, whether they were lifted): it is reckoned anew each time from all that are here, so two
 * sessions that merge reckon alike. What is too old to matter is not taken over by a merge, and so
 * goes; beyond the bound the oldest gives way.
 *
 * Each has the month of the key that matched it, and is stored in that month's box. When the key is
 * gone, a strike's rest stays, under number 0: its severity and its week, without the thread, the
 * number (by which the record of what moderators did names the post) or the words. Two strikes that
 * leave the same rest leave one.
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

static bool is_same(const struct state_strike *one, const struct state_strike *two)
{
    if (one->id != 0 || two->id != 0)
        return one->id == two->id;
    return one->month == two->month && one->day == two->day && one->severity == two->severity;
}

static struct state_strike *find(struct state *s, const struct state_strike *strike)
{
    for (size_t i = 0; i < s->n_strikes; i++)
        if (is_same(&s->strikes[i], strike))
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
    struct state_strike *known = find(s, strike);

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
static void evidence_put(struct state *s, uint32_t post, uint32_t day, uint32_t month)
{
    size_t at = 0;

    while (at < s->n_evidence && s->evidence[at].day < day)
        at++;
    if (at < s->n_evidence && s->evidence[at].day == day) {
        if (post < s->evidence[at].post)
            s->evidence[at] = (struct state_evidence){post, day, month};
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
    s->evidence[at] = (struct state_evidence){post, day, month};
    s->n_evidence++;
}

void state_evidence_note(struct state *s, post_id post, uint32_t day, uint32_t month)
{
    if (post.v >= 1 && post.v <= ID_MAX)
        evidence_put(s, (uint32_t)post.v, day, month);
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

/* ---- the part of a month: count, strikes; count, post and day of the evidence ---- */

static void add_text(struct str *out, const char *text)
{
    size_t n = strlen(text);

    state_add_number(out, (uint32_t)n);
    str_add_n(out, text, n);
}

static bool is_of(const struct state_strike *strike, uint32_t month)
{
    return strike->id != 0 && strike->month == month;
}

static void format_strikes(const struct state *s, uint32_t month, struct str *out)
{
    uint32_t n = 0;

    for (size_t i = 0; i < s->n_strikes; i++)
        n += is_of(&s->strikes[i], month);
    state_add_number(out, n);
    for (size_t i = 0; i < s->n_strikes; i++) {
        const struct state_strike *strike = &s->strikes[i];

        if (!is_of(strike, month))
            continue;
        state_add_number(out, strike->id);
        state_add_number(out, strike->thread);
        state_add_number(out, strike->severity);
        state_add_number(out, strike->day);
        state_add_number(out, strike->out_day);
        add_text(out, strike->rule);
        add_text(out, strike->reason);
    }
}

void state_strikes_month_format(const struct state *s, uint32_t month, struct str *out)
{
    uint32_t n = 0;

    format_strikes(s, month, out);
    for (size_t i = 0; i < s->n_evidence; i++)
        n += s->evidence[i].month == month;
    state_add_number(out, n);
    for (size_t i = 0; i < s->n_evidence; i++) {
        if (s->evidence[i].month != month)
            continue;
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

static enum err parse_strike(struct state_reader *r, struct state *s, uint32_t month)
{
    struct state_strike strike = {.month = month};
    uint32_t severity;
    bool is_new;

    TRY(state_read_number(r, ID_MAX, &strike.id));
    TRY(state_read_number(r, ID_MAX, &strike.thread));
    TRY(state_read_number(r, STATE_SEVERITY_MAX, &severity));
    TRY(state_read_number(r, STATE_DAY_MAX, &strike.day));
    TRY(state_read_number(r, STATE_DAY_MAX, &strike.out_day));
    TRY(read_text(r, strike.rule, sizeof strike.rule));
    TRY(read_text(r, strike.reason, sizeof strike.reason));
    strike.severity = (uint8_t)severity;
    if (strike.id == 0 || strike.thread == 0)
        return E_CORRUPT;
    return put(s, &strike, &is_new) ? OK : E_NOMEM;
}

static enum err parse_evidence(struct state_reader *r, struct state *s, uint32_t month)
{
    uint32_t post, day;

    TRY(state_read_number(r, ID_MAX, &post));
    TRY(state_read_number(r, STATE_DAY_MAX, &day));
    if (post == 0)
        return E_CORRUPT;
    evidence_put(s, post, day, month);
    return OK;
}

enum err state_strikes_month_parse(struct state_reader *r, struct state *s, uint32_t month)
{
    uint32_t n;

    TRY(state_read_number(r, STATE_STRIKES, &n));
    for (uint32_t i = 0; i < n; i++)
        TRY(parse_strike(r, s, month));
    TRY(state_read_number(r, STATE_EVIDENCE, &n));
    for (uint32_t i = 0; i < n; i++)
        TRY(parse_evidence(r, s, month));
    return OK;
}

static void take_less(uint32_t month, uint32_t above, uint32_t *next)
{
    if (month > above && (*next == 0 || month < *next))
        *next = month;
}

uint32_t state_strikes_month_next(const struct state *s, uint32_t above)
{
    uint32_t next = 0;

    for (size_t i = 0; i < s->n_strikes; i++)
        if (s->strikes[i].id != 0)
            take_less(s->strikes[i].month, above, &next);
    for (size_t i = 0; i < s->n_evidence; i++)
        take_less(s->evidence[i].month, above, &next);
    return next;
}

/* ---- what stays ---- */

static struct state_strike rest_of(const struct state_strike *strike)
{
    return (struct state_strike){.month = strike->month,
                                 .severity = strike->severity,
                                 .day = strike->day - strike->day % STATE_REST_DAYS,
                                 .out_day = strike->out_day - strike->out_day % STATE_REST_DAYS};
}

bool state_strikes_close(struct state *s, uint32_t month)
{
    bool is_new;

    for (size_t i = s->n_strikes; i-- > 0;) {
        struct state_strike rest = rest_of(&s->strikes[i]);

        if (!is_of(&s->strikes[i], month))
            continue;
        drop(s, i);
        IGNORE(put(s, &rest, &is_new)); /* there is room */
        i = i < s->n_strikes ? i + 1 : s->n_strikes;
    }
    return state_rests(s, month) > 0;
}

uint32_t state_evidence_stood(const struct state *s, uint32_t month)
{
    uint32_t n = 0;

    for (size_t i = 0; i < s->n_evidence; i++)
        n += s->evidence[i].month == month && s->evidence[i].day + STATE_EVIDENCE_DAYS <= s->today;
    return n;
}

uint32_t state_evidence_close(struct state *s, uint32_t month)
{
    uint32_t stood = state_evidence_stood(s, month);
    size_t n = 0;

    for (size_t i = 0; i < s->n_evidence; i++)
        if (s->evidence[i].month != month)
            s->evidence[n++] = s->evidence[i];
    s->n_evidence = n;
    return stood;
}

/* In a state that is only read they are there by themselves; else they follow from the strikes. */
static bool rest_get(const struct state *s, uint32_t month, size_t at, struct state_strike *ret)
{
    if (s->strikes[at].month != month)
        return false;
    *ret = rest_of(&s->strikes[at]);
    for (size_t i = 0; i < at; i++) {
        struct state_strike before = rest_of(&s->strikes[i]);

        if (is_same(&before, ret))
            return false;
    }
    return true;
}

size_t state_rests(const struct state *s, uint32_t month)
{
    struct state_strike rest;
    size_t n = 0;

    for (size_t i = 0; i < s->n_strikes; i++)
        n += rest_get(s, month, i, &rest);
    return n;
}

void state_rests_format(const struct state *s, uint32_t month, struct str *out)
{
    struct state_strike rest;

    state_add_number(out, (uint32_t)state_rests(s, month));
    for (size_t i = 0; i < s->n_strikes; i++) {
        if (!rest_get(s, month, i, &rest))
            continue;
        state_add_number(out, rest.severity);
        state_add_number(out, rest.day);
        state_add_number(out, rest.out_day);
    }
}

enum err state_rests_parse(struct state_reader *r, struct state *s, uint32_t month)
{
    uint32_t n, severity;

    TRY(state_read_number(r, STATE_STRIKES, &n));
    for (uint32_t i = 0; i < n; i++) {
        struct state_strike rest = {.month = month};

        TRY(state_read_number(r, STATE_SEVERITY_MAX, &severity));
        TRY(state_read_number(r, STATE_DAY_MAX, &rest.day));
        TRY(state_read_number(r, STATE_DAY_MAX, &rest.out_day));
        rest.severity = (uint8_t)severity;
        if (find(s, &rest) || s->n_strikes == STATE_STRIKES || rest.day % STATE_REST_DAYS != 0 ||
            rest.out_day % STATE_REST_DAYS != 0)
            return E_CORRUPT;
        if (!insert(s, &rest))
            return E_NOMEM;
    }
    return OK;
}

void state_rests_drop(struct state *s, uint32_t month)
{
    for (size_t i = s->n_strikes; i-- > 0;)
        if (s->strikes[i].id == 0 && s->strikes[i].month == month)
            drop(s, i);
}

enum err state_strikes_merge(struct state *s, const struct state *from)
{
    bool is_new;

    for (size_t i = 0; i < from->n_strikes; i++)
        if (!put(s, &from->strikes[i], &is_new))
            return E_NOMEM;
    for (size_t i = 0; i < from->n_evidence; i++)
        evidence_put(s, from->evidence[i].post, from->evidence[i].day, from->evidence[i].month);
    return OK;
}

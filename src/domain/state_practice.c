/* SPDX-License-Identifier: MIT
 *
 * state_practice.c -- which questions the account has practiced with, and how it rated itself.
 *
 * Two sessions may each have added some under the same place: they are told apart by question and
 * day. What was forgotten in this session does not come back from what is stored.
 */
#include "state_record.h"

#include <stdlib.h>
#include <string.h>

enum {
    QUESTION_MAX = 999999999,
    ORDER_MAX = 1000000000,
};

static int attempt_compare(const struct state_attempt *x, const struct state_attempt *y)
{
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    if (x->question != y->question)
        return x->question < y->question ? -1 : 1;
    return (x->day > y->day) - (x->day < y->day);
}

static bool attempts_have(const struct state_attempt *list, size_t n,
                          const struct state_attempt *attempt)
{
    for (size_t i = 0; i < n; i++)
        if (attempt_compare(&list[i], attempt) == 0)
            return true;
    return false;
}

/* In its place; in front of a full list the oldest makes room. */
static enum err attempt_put(struct state *s, const struct state_attempt *attempt)
{
    size_t at = s->n_attempts;

    if (!s->attempts)
        s->attempts = calloc(STATE_ATTEMPTS, sizeof *s->attempts);
    if (!s->attempts)
        return E_NOMEM;
    while (at > 0 && attempt_compare(&s->attempts[at - 1], attempt) > 0)
        at--;
    if (s->n_attempts == STATE_ATTEMPTS && at == 0)
        return OK; /* older than all that are kept */
    if (s->n_attempts == STATE_ATTEMPTS) {
        memmove(s->attempts, s->attempts + 1, --at * sizeof *s->attempts);
        s->attempts[at] = *attempt;
        return OK;
    }
    memmove(s->attempts + at + 1, s->attempts + at, (s->n_attempts - at) * sizeof *s->attempts);
    s->attempts[at] = *attempt;
    s->n_attempts++;
    return OK;
}

const struct state_attempt *state_attempts(const struct state *s, size_t *ret_n)
{
    *ret_n = s->n_attempts;
    return s->attempts;
}

enum err state_attempt_add(struct state *s, const struct state_attempt *attempt)
{
    struct state_attempt added = *attempt;

    added.order = s->n_attempts > 0 ? s->attempts[s->n_attempts - 1].order + 1 : 1;
    if (added.order > ORDER_MAX)
        added.order = ORDER_MAX;
    TRY(attempt_put(s, &added));
    s->dirty = true;
    return OK;
}

void state_attempts_forget(struct state *s)
{
    if (s->n_attempts == 0)
        return;
    free(s->gone_attempts);
    s->gone_attempts = s->attempts;
    s->n_gone_attempts = s->n_attempts;
    s->attempts = NULL;
    s->n_attempts = 0;
    s->dirty = true;
}

void state_practice_done(struct state *s)
{
    free(s->attempts);
    free(s->gone_attempts);
}

/* ---- the field ---- */

/* order (difference), question, day, seconds, mode and typed, ratings as digits of base 5 */
void state_practice_format(const struct state *s, struct str *out)
{
    uint32_t order = 0;

    for (size_t i = 0; i < s->n_attempts; i++) {
        const struct state_attempt *a = &s->attempts[i];
        uint32_t ratings = 0;

        for (int r = 0; r < STATE_RATINGS; r++)
            ratings = ratings * (STATE_RATING_MAX + 1) + a->ratings[r];
        state_add_number(out, a->order - order);
        state_add_number(out, a->question);
        state_add_number(out, a->day);
        state_add_number(out, a->seconds);
        state_add_number(out, 2U * a->mode + a->typed);
        state_add_number(out, ratings);
        order = a->order;
    }
}

static enum err parse_one(struct state_reader *r, uint32_t *order, struct state_attempt *ret)
{
    uint32_t step, how, ratings, most = 1;

    for (int i = 0; i < STATE_RATINGS; i++)
        most *= STATE_RATING_MAX + 1;
    TRY(state_read_number(r, ORDER_MAX, &step));
    TRY(state_read_number(r, QUESTION_MAX, &ret->question));
    TRY(state_read_number(r, STATE_DAY_MAX, &ret->day));
    TRY(state_read_number(r, STATE_SECONDS_MAX, &ret->seconds));
    TRY(state_read_number(r, 2 * STATE_PRACTICE_MODE_MAX + 1, &how));
    TRY(state_read_number(r, most - 1, &ratings));
    if (step > ORDER_MAX - *order || ret->question == 0)
        return E_CORRUPT;
    ret->order = *order += step;
    ret->mode = (uint8_t)(how / 2);
    ret->typed = how & 1;
    for (int i = STATE_RATINGS - 1; i >= 0; i--, ratings /= STATE_RATING_MAX + 1)
        ret->ratings[i] = (uint8_t)(ratings % (STATE_RATING_MAX + 1));
    return OK;
}

enum err state_practice_parse(struct state_reader *r, struct state *s)
{
    uint32_t order = 0;

    while (r->at < r->end) {
        struct state_attempt attempt = {0};

        TRY(parse_one(r, &order, &attempt));
        if (s->n_attempts == STATE_ATTEMPTS)
            return E_CORRUPT;
        if (s->n_attempts > 0 && attempt_compare(&s->attempts[s->n_attempts - 1], &attempt) >= 0)
            return E_CORRUPT;
        TRY(attempt_put(s, &attempt));
    }
    return OK;
}

enum err state_practice_merge(struct state *s, const struct state *from)
{
    for (size_t i = 0; i < from->n_attempts; i++) {
        const struct state_attempt *a = &from->attempts[i];

        if (!attempts_have(s->attempts, s->n_attempts, a) &&
            !attempts_have(s->gone_attempts, s->n_gone_attempts, a))
            TRY(attempt_put(s, a));
    }
    return OK;
}

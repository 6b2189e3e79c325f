/* SPDX-License-Identifier: MIT
 *
 * state_aliases.c -- the part of the sealed record that names alias posts: sanctions through an
 * alias, posts that count for standing, threads in which the account is an alias and what of their
 * answers was cleared.
 *
 * Whoever can open the record must not be able to read that part once its month key is destroyed,
 * whether the account comes back or not. So there is one box for each month, under a key that takes
 * both the root and that month's key. Beside the box, in the open record, stands what has to
 * outlive it and names no post: on how many days the account posted, and of a sanction its severity
 * and its week.
 *
 * In memory everything lies in one `struct state`, each entry with its month. Boxes are opened
 * after the record was read and made anew before it is written.
 */
#include "state_record.h"

#include <stdlib.h>
#include <string.h>

#include <curbside/base/arena.h>
#include <curbside/base/crypto.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/month_key.h>

enum {
    MONTH_MAX = 96000,
    PAD_BYTES = 256, /* so that its length does not count what is in it */
    BOX_MAX = 128 * 1024,
};

static const char context[] = "state alias";

/* ---- the boxes in memory ---- */

static struct alias_box *box_find(struct state *s, uint32_t month)
{
    for (size_t i = 0; i < s->n_boxes; i++)
        if (s->boxes[i].month == month)
            return &s->boxes[i];
    return NULL;
}

/* Made if there is none; of too many the oldest gives way. */
static struct alias_box *box_of(struct state *s, uint32_t month)
{
    struct alias_box *known = box_find(s, month);
    size_t at = 0;

    if (known)
        return known;
    if (s->n_boxes == STATE_ALIAS_MONTHS) {
        free(s->boxes[0].bytes);
        s->n_boxes--;
        memmove(s->boxes, s->boxes + 1, s->n_boxes * sizeof *s->boxes);
    }
    while (at < s->n_boxes && s->boxes[at].month < month)
        at++;
    memmove(s->boxes + at + 1, s->boxes + at, (s->n_boxes - at) * sizeof *s->boxes);
    s->boxes[at] = (struct alias_box){.month = month};
    s->n_boxes++;
    return &s->boxes[at];
}

/* Takes `bytes` over; NULL: it is empty from now on. */
static void box_fill(struct alias_box *box, uint8_t *bytes, size_t n)
{
    free(box->bytes);
    box->bytes = bytes;
    box->n = (uint32_t)n;
}

void state_aliases_done(struct state *s)
{
    for (size_t i = 0; i < s->n_boxes; i++)
        free(s->boxes[i].bytes);
    s->n_boxes = 0;
}

int state_evidence_days(const struct state *s)
{
    uint32_t days = 0;

    for (size_t i = 0; i < s->n_boxes; i++)
        if (!s->boxes[i].open)
            days += s->boxes[i].days;
    return (int)days;
}

/* ---- the field: month, days, rests of sanctions, the box ---- */

void state_aliases_format(const struct state *s, struct str *out)
{
    for (size_t i = 0; i < s->n_boxes; i++) {
        const struct alias_box *box = &s->boxes[i];

        if (box->n == 0 && box->days == 0 && state_rests(s, box->month) == 0)
            continue;
        state_add_number(out, box->month);
        state_add_number(out, box->days);
        state_rests_format(s, box->month, out);
        state_add_number(out, box->n);
        if (box->n > 0)
            str_add_n(out, (const char *)box->bytes, box->n);
    }
}

static enum err parse_box(struct state_reader *r, struct state *s)
{
    uint32_t month, days, n;
    uint8_t *copy;

    TRY(state_read_number(r, MONTH_MAX, &month));
    if (month == 0 || s->n_boxes == STATE_ALIAS_MONTHS ||
        (s->n_boxes > 0 && s->boxes[s->n_boxes - 1].month >= month))
        return E_CORRUPT;
    TRY(state_read_number(r, STATE_EVIDENCE, &days));
    TRY(state_rests_parse(r, s, month));
    TRY(state_read_number(r, BOX_MAX, &n));
    if ((size_t)(r->end - r->at) < n)
        return E_CORRUPT;
    copy = n > 0 ? malloc(n) : NULL;
    if (n > 0 && !copy)
        return E_NOMEM;
    if (n > 0)
        memcpy(copy, r->at, n);
    r->at += n;
    s->boxes[s->n_boxes++] = (struct alias_box){
        .month = month, .days = days, .bytes = copy, .n = n};
    return OK;
}

enum err state_aliases_parse(struct state_reader *r, struct state *s)
{
    while (r->at < r->end)
        TRY(parse_box(r, s));
    return OK;
}

/* What is stored takes the place of what was; it is opened and merged after that. */
enum err state_aliases_merge(struct state *s, const struct state *from)
{
    for (size_t i = 0; i < from->n_boxes; i++) {
        const struct alias_box *stored = &from->boxes[i];
        struct alias_box *box = box_of(s, stored->month);
        uint8_t *copy = stored->n > 0 ? malloc(stored->n) : NULL;

        if (stored->n > 0 && !copy)
            return E_NOMEM;
        if (copy)
            memcpy(copy, stored->bytes, stored->n);
        box_fill(box, copy, stored->n);
        box->open = false;
        if (box->days < stored->days)
            box->days = stored->days;
    }
    return state_strikes_merge(s, from);
}

/* ---- opening ---- */

static void box_key(const struct visit *v, const struct key *month, struct key *ret)
{
    who_derive(v->who, "state alias", month->b, sizeof month->b, ret);
}

/* The key is gone: what named a post goes, and what may outlive it stays. */
static void month_close(struct state *s, uint32_t month)
{
    struct alias_box *box;
    uint32_t days = state_evidence_close(s, month);
    bool rests = state_strikes_close(s, month);

    state_inbox_close(s, month);
    box = days > 0 || rests ? box_of(s, month) : box_find(s, month);
    if (!box)
        return;
    if (box->days < days)
        box->days = days;
    box->open = false;
    box_fill(box, NULL, 0);
}

static enum err inside_parse(struct state *s, uint32_t month, const uint8_t *plain, size_t n)
{
    struct state_reader r = {plain, plain + n};

    TRY(state_strikes_month_parse(&r, s, month));
    return state_inbox_month_parse(&r, s, month);
}

static enum err box_open(struct visit *v, struct state *s, struct alias_box *box,
                         const struct key *month)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct key key;
    uint8_t *plain = box->n > SEAL_EXTRA ? arena_alloc(&a, box->n - SEAL_EXTRA) : NULL;

    if (!plain)
        return box->n > SEAL_EXTRA ? E_NOMEM : E_CORRUPT;
    box_key(v, month, &key);
    enum err err = unseal(&key, context, box->bytes, box->n, plain);
    secret_wipe(&key, sizeof key);
    TRY(err);
    state_rests_drop(s, box->month); /* they are known in full */
    TRY(inside_parse(s, box->month, plain, box->n - SEAL_EXTRA));
    box->open = true;
    return OK;
}

/* E_CORRUPT: the month has another key by now, made after the one it was sealed under was gone. */
static bool is_over(enum err err)
{
    return err == E_NOTFOUND || err == E_CORRUPT;
}

enum err state_aliases_open(struct visit *v, struct state *s)
{
    if (!v->alias)
        return OK;
    for (size_t i = 0; i < s->n_boxes; i++) {
        struct alias_box *box = &s->boxes[i];
        struct key key;
        enum err err = month_key_find(v, (int)box->month, &key);

        if (err == OK && box->n > 0)
            err = box_open(v, s, box, &key);
        secret_wipe(&key, sizeof key);
        if (is_over(err))
            month_close(s, box->month);
        else if (err == E_NOMEM)
            return err;
    }
    return OK;
}

/* ---- making ---- */

static enum err box_seal(struct visit *v, struct state *s, uint32_t month, const struct key *key)
{
    AUTO_STR struct str form = STR_INIT;
    struct alias_box *box = box_of(s, month);
    struct key sealing;

    state_strikes_month_format(s, month, &form);
    state_inbox_month_format(s, month, &form);
    while (form.n % PAD_BYTES != 0 && !form.failed)
        str_add_char(&form, '\0');
    uint8_t *bytes = form.failed ? NULL : malloc(form.n + SEAL_EXTRA);
    if (!bytes)
        return E_NOMEM;
    box_key(v, key, &sealing);
    seal(v->random, &sealing, context, form.s, form.n, bytes);
    secret_wipe(&sealing, sizeof sealing);
    secret_wipe(form.s, form.n);
    box_fill(box, bytes, form.n + SEAL_EXTRA);
    box->days = state_evidence_stood(s, month);
    box->open = true;
    return OK;
}

static enum err month_seal(struct visit *v, struct state *s, uint32_t month)
{
    const struct alias_box *box = box_find(s, month);
    struct key key;
    enum err err;

    if (box && !box->open && box->n > 0)
        return OK; /* it could not be read: it stays as it is */
    err = month_key_find(v, (int)month, &key);
    if (err == OK)
        err = box_seal(v, s, month, &key);
    else if (err == E_NOTFOUND)
        month_close(s, month);
    secret_wipe(&key, sizeof key);
    return err == E_NOMEM ? err : OK; /* the rest of the record does not wait for a folder */
}

/* The least month above `above` of which something is in memory; 0: none. */
static uint32_t month_next(const struct state *s, uint32_t above)
{
    uint32_t next = state_strikes_month_next(s, above);
    uint32_t inbox = state_inbox_month_next(s, above);

    if (inbox > 0 && (next == 0 || inbox < next))
        next = inbox;
    for (size_t i = 0; i < s->n_boxes; i++) {
        uint32_t month = s->boxes[i].month;

        if (s->boxes[i].open && month > above && (next == 0 || month < next))
            next = month;
    }
    return next;
}

enum err state_aliases_seal(struct visit *v, struct state *s)
{
    if (!v->alias)
        return OK;
    for (uint32_t month = month_next(s, 0); month > 0; month = month_next(s, month))
        TRY(month_seal(v, s, month));
    return OK;
}

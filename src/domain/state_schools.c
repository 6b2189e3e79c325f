/* SPDX-License-Identifier: MIT
 *
 * state_schools.c -- what the account has seen of the schools it follows: which snapshot, and how
 * many reports.
 *
 * By slug. Of two sessions' the later snapshot and the greater number hold: seen is seen. What this
 * session unfollowed, a merge may bring back: it says nothing while nobody follows it, and goes
 * with the next that is unfollowed.
 */
#include "state_record.h"

#include <stdlib.h>
#include <string.h>

static size_t place_of(const struct state *s, const char *slug)
{
    size_t at = 0;

    while (at < s->n_schools && strcmp(s->schools[at].slug, slug) < 0)
        at++;
    return at;
}

static bool is_at(const struct state *s, size_t at, const char *slug)
{
    return at < s->n_schools && strcmp(s->schools[at].slug, slug) == 0;
}

const struct state_school *state_school_find(const struct state *s, const char *slug)
{
    size_t at = place_of(s, slug);

    return is_at(s, at, slug) ? &s->schools[at] : NULL;
}

/* Its place, made if there is none. NULL: full, or without memory. */
static struct state_school *school_of(struct state *s, const char *slug)
{
    size_t at = place_of(s, slug);

    if (is_at(s, at, slug))
        return &s->schools[at];
    if (!s->schools)
        s->schools = calloc(STATE_SCHOOLS, sizeof *s->schools);
    if (!s->schools || s->n_schools == STATE_SCHOOLS)
        return NULL;
    memmove(s->schools + at + 1, s->schools + at, (s->n_schools - at) * sizeof *s->schools);
    s->schools[at] = (struct state_school){0};
    strcpy(s->schools[at].slug, slug); /* no longer than that: looked at by whoever calls */
    s->n_schools++;
    return &s->schools[at];
}

void state_school_set(struct state *s, const struct state_school *seen)
{
    struct state_school *school;

    if (!*seen->slug || !memchr(seen->slug, '\0', sizeof seen->slug))
        return;
    school = school_of(s, seen->slug);
    if (!school || (school->day == seen->day && school->reports == seen->reports))
        return;
    *school = *seen;
    s->dirty = true;
}

static void drop(struct state *s, size_t at)
{
    s->n_schools--;
    memmove(s->schools + at, s->schools + at + 1, (s->n_schools - at) * sizeof *s->schools);
}

void state_school_forget(struct state *s, const char *slug)
{
    size_t at = place_of(s, slug);

    if (!is_at(s, at, slug))
        return;
    drop(s, at);
    s->dirty = true;
}

/* ---- the form: bytes of the slug, slug, day, reports ---- */

void state_schools_format(const struct state *s, struct str *out)
{
    for (size_t i = 0; i < s->n_schools; i++) {
        const struct state_school *school = &s->schools[i];

        state_add_number(out, (uint32_t)strlen(school->slug));
        str_add(out, school->slug);
        state_add_number(out, school->day);
        state_add_number(out, school->reports);
    }
}

static enum err school_parse(struct state_reader *r, struct state_school *ret)
{
    uint32_t n;

    *ret = (struct state_school){0};
    TRY(state_read_number(r, STATE_SCHOOL_BYTES, &n));
    if (n == 0 || (size_t)(r->end - r->at) < n)
        return E_CORRUPT;
    memcpy(ret->slug, r->at, n);
    r->at += n;
    if (strlen(ret->slug) != n)
        return E_CORRUPT;
    TRY(state_read_number(r, STATE_DAY_MAX, &ret->day));
    return state_read_number(r, UINT32_MAX, &ret->reports);
}

enum err state_schools_parse(struct state_reader *r, struct state *s)
{
    while (r->at < r->end) {
        struct state_school school, *put;

        TRY(school_parse(r, &school));
        /* In order, each once. */
        if (s->n_schools == STATE_SCHOOLS || place_of(s, school.slug) < s->n_schools)
            return E_CORRUPT;
        put = school_of(s, school.slug);
        if (!put)
            return E_NOMEM;
        *put = school;
    }
    return OK;
}

enum err state_schools_merge(struct state *s, const struct state *from)
{
    for (size_t i = 0; i < from->n_schools; i++) {
        const struct state_school *theirs = &from->schools[i];
        struct state_school *ours = school_of(s, theirs->slug);

        if (!ours)
            continue; /* told once more at worst */
        if (theirs->day > ours->day)
            ours->day = theirs->day;
        if (theirs->reports > ours->reports)
            ours->reports = theirs->reports;
    }
    return OK;
}

void state_schools_done(struct state *s)
{
    free(s->schools);
    s->schools = NULL;
    s->n_schools = 0;
}

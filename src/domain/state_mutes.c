/* SPDX-License-Identifier: MIT
 *
 * state_mutes.c -- whom the account has hidden: names, with the thread of an alias.
 *
 * Ordered by thread, then name. Two sessions merge to the union; what this one removed does not
 * come back to it.
 */
#include "state_record.h"

#include <string.h>

static int compare(uint32_t thread, const char *name, const struct state_mute *mute)
{
    if (thread != mute->thread)
        return thread < mute->thread ? -1 : 1;
    return strcmp(name, mute->name);
}

/* Where it is, or belongs. */
static size_t place_of(const struct state_mute *list, size_t n, uint32_t thread, const char *name)
{
    size_t at = 0;

    while (at < n && compare(thread, name, &list[at]) > 0)
        at++;
    return at;
}

static bool is_at(const struct state_mute *list, size_t n, size_t at, uint32_t thread,
                  const char *name)
{
    return at < n && compare(thread, name, &list[at]) == 0;
}

/* False: it is full. */
static bool list_put(struct state_mute *list, size_t *n, uint32_t thread, const char *name)
{
    size_t at = place_of(list, *n, thread, name);

    if (is_at(list, *n, at, thread, name))
        return true;
    if (*n == STATE_MUTES)
        return false;
    memmove(list + at + 1, list + at, (*n - at) * sizeof *list);
    list[at] = (struct state_mute){.thread = thread};
    memcpy(list[at].name, name, strlen(name) + 1);
    (*n)++;
    return true;
}

static bool list_take(struct state_mute *list, size_t *n, uint32_t thread, const char *name)
{
    size_t at = place_of(list, *n, thread, name);

    if (!is_at(list, *n, at, thread, name))
        return false;
    memmove(list + at, list + at + 1, (*n - at - 1) * sizeof *list);
    (*n)--;
    return true;
}

const struct state_mute *state_mutes(const struct state *s, size_t *ret_n)
{
    *ret_n = s->n_mutes;
    return s->mutes;
}

enum err state_mute_add(struct state *s, thread_id thread, const char *name)
{
    size_t before = s->n_mutes;

    BUG_ON(strlen(name) >= STATE_MUTE_NAME);
    if (!list_put(s->mutes, &s->n_mutes, (uint32_t)thread.v, name))
        return E_MUTES_FULL;
    list_take(s->gone_mutes, &s->n_gone_mutes, (uint32_t)thread.v, name);
    s->dirty = s->dirty || s->n_mutes > before;
    return OK;
}

void state_mute_remove(struct state *s, thread_id thread, const char *name)
{
    char copy[STATE_MUTE_NAME];
    size_t n = strlen(name);

    if (n >= sizeof copy) /* so long a name cannot be there */
        return;
    memcpy(copy, name, n + 1); /* it may point into the list */
    if (!list_take(s->mutes, &s->n_mutes, (uint32_t)thread.v, copy))
        return;
    list_put(s->gone_mutes, &s->n_gone_mutes, (uint32_t)thread.v, copy);
    s->dirty = true;
}

/* ---- the form: thread, bytes of the name, name ---- */

void state_mutes_format(const struct state *s, struct str *out)
{
    for (size_t i = 0; i < s->n_mutes; i++) {
        size_t n = strlen(s->mutes[i].name);

        state_add_number(out, s->mutes[i].thread);
        state_add_number(out, (uint32_t)n);
        str_add_n(out, s->mutes[i].name, n);
    }
}

enum err state_mutes_parse(struct state_reader *r, struct state *s)
{
    while (r->at < r->end) {
        char name[STATE_MUTE_NAME] = "";
        uint32_t thread, n;

        TRY(state_read_number(r, STATE_MUTE_THREAD_MAX, &thread));
        TRY(state_read_number(r, STATE_MUTE_NAME - 1, &n));
        if ((size_t)(r->end - r->at) < n)
            return E_CORRUPT;
        memcpy(name, r->at, n);
        r->at += n;
        /* In order, each once, with a name. */
        if (n == 0 || strlen(name) != n || s->n_mutes == STATE_MUTES ||
            place_of(s->mutes, s->n_mutes, thread, name) < s->n_mutes ||
            !list_put(s->mutes, &s->n_mutes, thread, name))
            return E_CORRUPT;
    }
    return OK;
}

enum err state_mutes_merge(struct state *s, const struct state *from)
{
    for (size_t i = 0; i < from->n_mutes; i++) {
        const struct state_mute *m = &from->mutes[i];
        size_t gone = place_of(s->gone_mutes, s->n_gone_mutes, m->thread, m->name);

        if (!is_at(s->gone_mutes, s->n_gone_mutes, gone, m->thread, m->name))
            list_put(s->mutes, &s->n_mutes, m->thread, m->name);
    }
    return OK;
}

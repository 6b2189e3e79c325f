/* SPDX-License-Identifier: MIT
 *
 * mute.c -- hiding and unhiding, and the question whether somebody is hidden.
 */
#include <curbside/domain/mute.h>

#include <string.h>

#include <curbside/domain/identity.h>
#include <curbside/domain/state.h>
#include <curbside/store/handles.h>

static bool is_alias(const char *name)
{
    return name[0] == '~';
}

/* "~amber-heron": what could stand on a post, no more. */
static bool alias_is_formed(const char *name)
{
    size_t n = strlen(name);

    return n > 1 && n < STATE_MUTE_NAME &&
           strspn(name + 1, "abcdefghijklmnopqrstuvwxyz0123456789-") == n - 1;
}

static enum err handle_require(struct visit *v, const char *name)
{
    bool found;

    if (strlen(name) > HANDLE_MAX || strcmp(name, v->who->name) == 0)
        return E_NOTFOUND;
    TRY(handles_has_name(v->db, name, clock_wall_s(v->clock), &found));
    return found ? OK : E_NOTFOUND;
}

enum err mute_add(struct visit *v, const char *name, thread_id thread)
{
    TRY(role_require(v->who, ROLE_MEMBER));
    if (!is_alias(name)) {
        TRY(handle_require(v, name));
        return state_mute_add(v->state, (thread_id){0}, name);
    }
    if (!alias_is_formed(name))
        return E_NOTFOUND;
    return thread.v == 0 ? E_USAGE : state_mute_add(v->state, thread, name);
}

enum err mute_remove(struct visit *v, const char *name, thread_id thread)
{
    const struct state_mute *mutes;
    size_t n;

    TRY(role_require(v->who, ROLE_MEMBER));
    mutes = state_mutes(v->state, &n);
    /* Backwards: removing moves what follows. */
    for (size_t i = n; i-- > 0;) {
        struct state_mute mute = mutes[i];

        if (strcmp(mute.name, name) == 0 &&
            (thread.v == 0 || !is_alias(name) || (int64_t)mute.thread == thread.v))
            state_mute_remove(v->state, (thread_id){mute.thread}, mute.name);
    }
    return OK;
}

enum err mute_list(struct arena *a, struct visit *v, struct mute_page *ret)
{
    const struct state_mute *mutes;
    size_t n;

    TRY(role_require(v->who, ROLE_MEMBER));
    mutes = state_mutes(v->state, &n);
    ret->n = (int)n;
    ret->rows = arena_array(a, n + 1, sizeof *ret->rows);
    if (!ret->rows)
        return E_NOMEM;
    for (size_t i = 0; i < n; i++) {
        ret->rows[i] = (struct mute){arena_strdup(a, mutes[i].name), {mutes[i].thread}};
        if (!ret->rows[i].name)
            return E_NOMEM;
    }
    return OK;
}

bool mute_covers(const struct visit *v, thread_id thread, const struct author *author)
{
    const struct state_mute *mutes;
    size_t n;

    if (!v->state || (author->kind != AUTHOR_HANDLE && author->kind != AUTHOR_ALIAS))
        return false;
    if (author->kind == AUTHOR_HANDLE)
        thread.v = 0;
    mutes = state_mutes(v->state, &n);
    for (size_t i = 0; i < n; i++)
        if ((int64_t)mutes[i].thread == thread.v && strcmp(mutes[i].name, author->name) == 0)
            return true;
    return false;
}

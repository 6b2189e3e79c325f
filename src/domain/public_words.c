/* SPDX-License-Identifier: MIT
 *
 * public_words.c -- looking at what moderators write for everybody.
 */
#include "public_words.h"

#include <string.h>

#include <curbside/base/arena.h>
#include <curbside/store/handles.h>

static bool is_stopped(const struct privacy_findings *found, unsigned lifted)
{
    for (int i = 0; i < found->n; i++)
        if (found->rows[i].rule->tier == TIER_BLOCK && !(found->rows[i].rule->overrides & lifted))
            return true;
    return false;
}

enum err public_words_require(const char *text, unsigned lifted)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct privacy *rules = privacy_new();
    struct privacy_findings found;
    enum err err;

    if (!rules)
        return E_NOMEM;
    err = privacy_scan(rules, &a, text, strlen(text), NULL, &found);
    if (err == OK && is_stopped(&found, lifted))
        err = E_WORDS_PERSON;
    privacy_free(rules);
    return err;
}

/* ---- handles ---- */

static size_t name_length(const char *at)
{
    return strspn(at, "abcdefghijklmnopqrstuvwxyz0123456789-");
}

/* A word that is a handle by chance ("spam", "off-topic") names nobody: one with a number does. */
static enum err is_handle(struct visit *v, const char *at, size_t n, bool called, bool *ret)
{
    char name[HANDLE_ROW_NAME];
    handle_id id;

    *ret = false;
    if (n == 0 || n >= sizeof name || (!called && strcspn(at, "0123456789") >= n))
        return OK;
    memcpy(name, at, n);
    name[n] = '\0';
    enum err err = handles_find(v->db, name, &id);
    *ret = err == OK;
    return err == E_NOTFOUND ? OK : err;
}

enum err public_handles_require_none(struct visit *v, const char *text)
{
    for (const char *at = text; *at;) {
        size_t n = name_length(at);
        bool called = at > text && at[-1] == '@', named;

        TRY(is_handle(v, at, n, called, &named));
        if (named)
            return E_WORDS_PERSON;
        at += n > 0 ? n : 1;
    }
    return OK;
}

enum err public_reason_require(struct visit *v, const char *text)
{
    TRY(public_words_require(text, OVERRIDE_NONE));
    return public_handles_require_none(v, text);
}

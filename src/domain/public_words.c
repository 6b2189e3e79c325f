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

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* However it is written: a sentence may begin with it. */
static size_t name_length(const char *at)
{
    return strspn(at, LOWER UPPER "0123456789-");
}

static void name_take(const char *at, size_t n, char *ret)
{
    for (size_t i = 0; i < n; i++)
        ret[i] = (char)(at[i] >= 'A' && at[i] <= 'Z' ? at[i] - 'A' + 'a' : at[i]);
    ret[n] = '\0';
}

/* A word that is a handle by chance ("spam", "off-topic") names nobody: one with a number does. */
static enum err is_handle(struct visit *v, const char *at, size_t n, bool called, bool *ret)
{
    char name[HANDLE_ROW_NAME];
    handle_id id;

    *ret = false;
    if (n == 0 || n >= sizeof name || (!called && strcspn(at, "0123456789") >= n))
        return OK;
    name_take(at, n, name);
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

/* "~amber-heron": beside what was done without a target it would be the target. */
static bool names_alias(const char *text)
{
    for (const char *at = strchr(text, '~'); at; at = strchr(at + 1, '~')) {
        size_t n = strspn(at + 1, LOWER UPPER);

        if (n > 0 && at[1 + n] == '-' && strspn(at + 2 + n, LOWER UPPER) > 0)
            return true;
    }
    return false;
}

enum err public_picked_require(const char *text)
{
    TRY(public_words_require(text, OVERRIDE_NONE));
    return names_alias(text) ? E_WORDS_PERSON : OK;
}

enum err public_reason_require(struct visit *v, const char *text)
{
    TRY(public_picked_require(text));
    return public_handles_require_none(v, text);
}

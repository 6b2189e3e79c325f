/* SPDX-License-Identifier: MIT
 *
 * handle.c -- what a handle may be.
 *
 * A handle is public and stays, so the one harm it can do is to be taken for somebody who speaks
 * for the board or for an institution. What a reader sees is the skeleton: hyphens gone, digits and
 * pairs read as the letters they look like. Two handles with one skeleton are the same to the eye.
 */
#include <curbside/domain/handle.h>

#include <stdio.h>
#include <string.h>

#include <curbside/base/str.h>
#include <curbside/domain/visit.h>
#include <curbside/store/handles.h>

#include "filter_rows.h"
#include "names.h"

enum {
    DRAW_TRIES = 64,
};

/* ---- what it looks like ---- */

static char letter_like(char c)
{
    static const char digits[] = "olzeasbtbg"; /* 0 1 2 3 4 5 6 7 8 9 */

    if (c >= '0' && c <= '9')
        return digits[c - '0'];
    return c == 'i' ? 'l' : c;
}

/* Two letters that together look like one; 0 if they do not. */
static char pair_like(char one, char two)
{
    if (one == 'r' && two == 'n')
        return 'm';
    if (one == 'v' && two == 'v')
        return 'w';
    if (one == 'c' && two == 'l')
        return 'd';
    return 0;
}

static void skeleton_of(const char *s, size_t n, char ret[static HANDLE_SIZE])
{
    size_t out = 0;

    for (size_t i = 0; i < n && out < HANDLE_MAX; i++) {
        if (s[i] == '-')
            continue;
        char c = letter_like(s[i]);
        char pair = out > 0 ? pair_like(ret[out - 1], c) : 0;
        if (pair != 0)
            ret[out - 1] = pair;
        else
            ret[out++] = c;
    }
    ret[out] = '\0';
}

void handle_skeleton(const char *handle, char ret[static HANDLE_SIZE])
{
    skeleton_of(handle, strlen(handle), ret);
}

/* ---- what is reserved ---- */

static size_t without_digits(const char *s, size_t n)
{
    while (n > 0 && s[n - 1] >= '0' && s[n - 1] <= '9')
        n--;
    return n;
}

static bool looks_like_one(const char *const *list, const char *s, size_t n)
{
    char seen[HANDLE_SIZE], reserved[HANDLE_SIZE];

    if (n == 0)
        return false;
    skeleton_of(s, n, seen);
    for (size_t i = 0; list[i]; i++) {
        handle_skeleton(list[i], reserved);
        if (strcmp(seen, reserved) == 0)
            return true;
    }
    return false;
}

/* With and without a number at its end: "admin" and "admin2", but also "adm1n". */
static bool is_listed(const char *const *list, const char *s, size_t n)
{
    return looks_like_one(list, s, n) || looks_like_one(list, s, without_digits(s, n));
}

/* At one end of a word; in the middle it is something else: "badminton". */
static bool holds_title(const char *s, size_t n)
{
    static const char *const titles[] = {"sysop", "admin", "moderator", "curbside", "official"};
    char seen[HANDLE_SIZE], title[HANDLE_SIZE];

    skeleton_of(s, n, seen);
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
        handle_skeleton(titles[i], title);
        if (cstr_starts(seen, title) || cstr_ends(seen, title))
            return true;
    }
    return false;
}

/* `ret` is the handle without the words that say nothing of who it is. */
static bool has_reserved_word(const char *handle, char ret[static HANDLE_SIZE])
{
    size_t out = 0;

    for (const char *word = handle; *word; word += strspn(word, "-")) {
        size_t n = strcspn(word, "-");
        if (is_listed(names_reserved_words, word, n) || holds_title(word, n))
            return true;
        if (!looks_like_one(names_reserved_fillers, word, n)) {
            memcpy(ret + out, word, n);
            out += n;
        }
        word += n;
    }
    ret[out] = '\0';
    return false;
}

static bool is_reserved(const char *handle)
{
    char core[HANDLE_SIZE];
    size_t n = strlen(handle);

    if (has_reserved_word(handle, core))
        return true;
    /* The letters may be apart: a-d-m-i-n. */
    if (is_listed(names_reserved_words, handle, n) || is_listed(names_reserved_names, handle, n))
        return true;
    /* Nothing but fillers speaks for nobody in particular, so for everybody: "the-team". */
    return core[0] == '\0' || is_listed(names_reserved_names, core, strlen(core));
}

/* ---- the rules ---- */

enum err handle_check_form(const char *handle)
{
    size_t n = strlen(handle);

    if (n < HANDLE_MIN || n > HANDLE_MAX)
        return E_HANDLE_INVALID;
    if (strspn(handle, "abcdefghijklmnopqrstuvwxyz0123456789-") != n)
        return E_HANDLE_INVALID;
    if (handle[0] < 'a' || handle[0] > 'z')
        return E_HANDLE_INVALID;
    return is_reserved(handle) ? E_HANDLE_RESERVED : OK;
}

/* A name stands over every post: what a filter would hold or refuse in a text is not taken. The
 * letters may be apart or not: "b-a-d" is looked at as "bad", too. */
static enum err require_unfiltered(struct visit *v, const char *handle)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    char words[HANDLE_SIZE] = "", joined[HANDLE_SIZE] = "";
    struct filter_parts parts = {.title = words, .body = joined};
    struct filter_verdict verdict;
    size_t n = 0;

    for (size_t i = 0; handle[i]; i++) {
        words[i] = handle[i] == '-' ? ' ' : handle[i];
        if (handle[i] != '-')
            joined[n++] = handle[i];
    }
    parts.body_n = n;
    TRY(filter_look(&a, v, &parts, NULL, &verdict));
    return filter_met(&verdict, FILTER_REJECT) || filter_met(&verdict, FILTER_HOLD)
               ? E_HANDLE_FILTERED
               : OK;
}

enum err handle_check(struct visit *v, const char *handle)
{
    char skeleton[HANDLE_SIZE];
    bool found;

    TRY(handle_check_form(handle));
    TRY(require_unfiltered(v, handle));
    TRY(handles_has_name(v->db, handle, clock_wall_s(v->clock), &found));
    if (found)
        return E_HANDLE_TAKEN;
    handle_skeleton(handle, skeleton);
    TRY(handles_has_staff_skeleton(v->db, skeleton, &found));
    return found ? E_HANDLE_RESERVED : OK;
}

static uint32_t count(const char *const *list)
{
    uint32_t n = 0;

    while (list[n])
        n++;
    return n;
}

enum err handle_draw(struct visit *v, char ret[static HANDLE_SIZE])
{
    enum err err = E_HANDLE_TAKEN;
    char name[HANDLE_SIZE];

    for (int i = 0; i < DRAW_TRIES &&
                    (err == E_HANDLE_TAKEN || err == E_HANDLE_RESERVED || err == E_HANDLE_FILTERED);
         i++) {
        const char *adjective = names_adjectives[random_below(v->random, count(names_adjectives))];
        const char *animal = names_animals[random_below(v->random, count(names_animals))];
        int number = 10 + (int)random_below(v->random, 90);
        snprintf(name, sizeof name, "%s-%s-%d", adjective, animal, number);
        err = handle_check(v, name);
    }
    if (err == OK)
        memcpy(ret, name, sizeof name);
    return err;
}

const char *handle_claim(const char *handle)
{
    static const char *const claims[] = {"md",  "do", "dr",    "physician", "attending", "resident",
                                         "pgy", "pd", "adcom", "np",        "pa",        "rn"};

    for (const char *word = handle; *word; word += strspn(word, "-")) {
        size_t n = strcspn(word, "-");
        size_t bare = without_digits(word, n); /* pgy2 */
        for (size_t i = 0; i < sizeof claims / sizeof claims[0]; i++)
            if (strlen(claims[i]) == bare && memcmp(claims[i], word, bare) == 0)
                return claims[i];
        word += n;
    }
    return NULL;
}

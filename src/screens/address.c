/* SPDX-License-Identifier: MIT
 *
 * address.c -- addresses of this board, opened and found.
 */
#include "address.h"

#include <string.h>

#include <curbside/base/str.h>
#include <curbside/domain/board.h>
#include <curbside/domain/school.h>
#include <curbside/text/fold.h>

#include "context.h"
#include "places.h"
#include "tag_keys.h"

static const char *const kinds[] = {"thread/", "post/", "board/", "school/"};

enum {
    N_KINDS = sizeof kinds / sizeof kinds[0],
    KIND_BOARD = 2,
    KIND_SCHOOL = 3,
};

static const char tag_kind[] = "tag/";

/* By slug alone: an address means one thing. */
static enum err school_open(struct ui *ui, const char *slug)
{
    struct school school;
    struct school_arg arg;

    TRY(school_get(ui_scratch(ui), slug, &school));
    arg.slug = school.slug;
    ui_push(ui, "school", &arg, sizeof arg);
    return OK;
}

static enum err tagged_open(struct ui *ui, const char *typed)
{
    const char *tag;
    enum err err = tag_parse(ui_scratch(ui), typed, &tag);

    if (err == OK)
        tag_open(ui, tag);
    return err;
}

enum err address_open(struct ui *ui, const char *typed)
{
    struct thread_list_arg list = {0};
    struct thread_arg thread = {0};
    struct board board;
    char *address;

    TRY(text_lower(ui_scratch(ui), typed, strlen(typed), &address));
    if (cstr_starts(address, kinds[KIND_BOARD])) {
        TRY(board_find(ui_scratch(ui), visit_of(ui), address + strlen(kinds[KIND_BOARD]), &board));
        list.board = board.id;
        ui_push(ui, "thread_list", &list, sizeof list);
        return OK;
    }
    if (cstr_starts(address, kinds[KIND_SCHOOL]))
        return school_open(ui, address + strlen(kinds[KIND_SCHOOL]));
    if (cstr_starts(address, tag_kind) || address[0] == '#')
        return tagged_open(ui, address[0] == '#' ? address : address + strlen(tag_kind));
    TRY(thread_resolve(visit_of(ui), address, &thread.thread, &thread.no));
    if (!cstr_starts(address, kinds[1]))
        thread.no = 0; /* a thread opens where its reader begins */
    ui_push(ui, "thread", &thread, sizeof thread);
    return OK;
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '/' || c == '.' || c == '_' || (unsigned char)c >= 0x80;
}

/* Bytes of the address at `at`; 0: there is none. */
static size_t address_bytes(const char *at)
{
    for (int i = 0; i < N_KINDS; i++) {
        const char *name = i >= KIND_BOARD ? "abcdefghijklmnopqrstuvwxyz0123456789-" : "0123456789";
        size_t kind = strlen(kinds[i]), n;

        if (!cstr_starts(at, kinds[i]))
            continue;
        n = strspn(at + kind, name);
        return n == 0 || (is_word(at[kind + n]) && at[kind + n] != '.') ? 0 : kind + n;
    }
    return 0;
}

static bool is_listed(const char *const *list, int n, const char *text, size_t bytes)
{
    for (int i = 0; i < n; i++)
        if (strlen(list[i]) == bytes && memcmp(list[i], text, bytes) == 0)
            return true;
    return false;
}

/* "school/work" is no address, whatever it looks like. */
static bool leads_nowhere(struct arena *a, const char *address)
{
    struct school school;

    return cstr_starts(address, kinds[KIND_SCHOOL]) &&
           school_get(a, address + strlen(kinds[KIND_SCHOOL]), &school) != OK;
}

enum err address_list(struct arena *a, const char *text, const char *const **ret, int *ret_n)
{
    const char **list = arena_array(a, ADDRESSES_MAX, sizeof *list);
    int n = 0;

    if (!list)
        return E_NOMEM;
    for (const char *at = text; *at && n < ADDRESSES_MAX; at++) {
        size_t bytes = at == text || !is_word(at[-1]) ? address_bytes(at) : 0;

        if (bytes == 0 || is_listed(list, n, at, bytes))
            continue;
        list[n] = arena_memdup0(a, at, bytes);
        if (!list[n])
            return E_NOMEM;
        n += !leads_nowhere(a, list[n]);
    }
    *ret = list;
    *ret_n = n;
    return OK;
}

bool address_is_in(struct arena *scratch, const char *text)
{
    const char *const *found;
    int n;

    return address_list(scratch, text, &found, &n) == OK && n > 0;
}

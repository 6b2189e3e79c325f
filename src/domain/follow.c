/* SPDX-License-Identifier: MIT
 *
 * follow.c -- following threads, boards, tags and schools.
 *
 * An address is checked when it is added and looked up when it is listed: what is gone since stays
 * in the list, so that it can be taken from it.
 */
#include <curbside/domain/follow.h>

#include <string.h>

#include <curbside/domain/board.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/school.h>
#include <curbside/domain/school_news.h>
#include <curbside/domain/state.h>
#include <curbside/domain/thread.h>

#include "keep_address.h"
#include "tags.h"

static const char *const kind_names[] = {
    [FOLLOW_THREAD] = "thread", [FOLLOW_BOARD] = "board", [FOLLOW_TAG] = "tag",
    [FOLLOW_SCHOOL] = "school", [FOLLOW_OTHER] = "other",
};

const char *follow_kind_name(enum follow_kind kind)
{
    return kind_names[kind];
}

static const char *tag_typed(const char *address)
{
    return address[0] == '#' ? address : keep_rest(address, "tag");
}

/* The address of the follow of a tag, in whatever way it was written; NULL: there is none. */
static enum err tag_follow_find(struct arena *a, const struct visit *v, const char *tag,
                                const char **ret)
{
    size_t n = 0;
    const struct state_text *follows = v->state ? state_keeps(v->state, STATE_FOLLOWS, &n) : NULL;
    const char *wanted, *folded;

    *ret = NULL;
    TRY(tag_fold(a, tag, &wanted));
    for (size_t i = 0; i < n; i++) {
        const char *followed = keep_rest(follows[i].text, "tag");

        if (!followed)
            continue;
        TRY(tag_fold(a, followed, &folded));
        if (strcmp(folded, wanted) == 0)
            *ret = follows[i].text;
    }
    return OK;
}

static enum err tag_address(struct arena *a, const struct visit *v, const char *typed,
                            const char **ret)
{
    const char *tag, *known;

    TRY(tag_parse(a, typed, &tag));
    TRY(tag_follow_find(a, v, tag, &known));
    *ret = known ? arena_strdup(a, known) : arena_printf(a, "tag/%s", tag);
    if (!*ret)
        return E_NOMEM;
    return strlen(*ret) > STATE_TEXT_BYTES ? E_TAG_INVALID : OK;
}

/* Campuses share what is said of their parent. */
static enum err school_address(struct arena *a, const char *typed, const char **ret)
{
    struct school school;

    TRY(school_find(a, typed, &school, NULL));
    *ret = arena_printf(a, "school/%s", school.pool);
    return *ret ? OK : E_NOMEM;
}

/* What it is called here, if it is there. */
static enum err address_find(struct arena *a, struct visit *v, const char *typed, const char **ret)
{
    const char *slug = keep_rest(typed, "board");
    struct board board;
    thread_id thread;
    int no;

    if (tag_typed(typed))
        return tag_address(a, v, tag_typed(typed), ret);
    if (keep_rest(typed, "school"))
        return school_address(a, keep_rest(typed, "school"), ret);
    if (slug) {
        TRY(board_find(a, v, slug, &board));
        *ret = arena_printf(a, "board/%s", board.slug);
    } else {
        TRY(thread_resolve(v, typed, &thread, &no));
        *ret = arena_printf(a, "thread/%lld", (long long)thread.v);
    }
    return *ret ? OK : E_NOMEM;
}

enum err follow_add(struct arena *a, struct visit *v, const char *address, const char **ret_address)
{
    TRY(role_require(v->who, ROLE_MEMBER));
    TRY(address_find(a, v, address, ret_address));
    if (state_keep_has(v->state, STATE_FOLLOWS, *ret_address))
        return OK;
    TRY(state_keep_add(v->state, STATE_FOLLOWS, *ret_address));
    /* What is there already is no news. */
    return keep_rest(*ret_address, "school")
               ? school_news_seen(v, keep_rest(*ret_address, "school"))
               : OK;
}

enum err follow_remove(struct arena *a, struct visit *v, const char *address,
                       const char **ret_address)
{
    enum err err;

    TRY(role_require(v->who, ROLE_MEMBER));
    *ret_address = arena_strdup(a, address);
    if (!*ret_address)
        return E_NOMEM;
    if (!state_keep_has(v->state, STATE_FOLLOWS, address)) {
        err = address_find(a, v, address, ret_address);
        if (err != OK)
            return err == E_NOTFOUND ? OK : err;
    }
    state_keep_remove(v->state, STATE_FOLLOWS, *ret_address);
    if (keep_rest(*ret_address, "school"))
        state_school_forget(v->state, keep_rest(*ret_address, "school"));
    return OK;
}

static bool has(const struct visit *v, const char *kind, const char *name)
{
    char address[STATE_TEXT_BYTES + 1];
    size_t kind_n = strlen(kind), n = strlen(name);

    if (!v->state || kind_n + 1 + n > STATE_TEXT_BYTES)
        return false;
    memcpy(address, kind, kind_n);
    address[kind_n] = '/';
    memcpy(address + kind_n + 1, name, n + 1);
    return state_keep_has(v->state, STATE_FOLLOWS, address);
}

bool follow_has_thread(const struct visit *v, thread_id thread)
{
    char address[KEEP_NUMBER_SIZE];

    keep_number_format("thread", thread.v, address);
    return v->state && state_keep_has(v->state, STATE_FOLLOWS, address);
}

bool follow_has_board(const struct visit *v, const char *slug)
{
    return has(v, "board", slug);
}

bool follow_has_tag(const struct visit *v, const char *tag)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const char *found;

    return tag_follow_find(&a, v, tag, &found) == OK && found;
}

bool follow_has_school(const struct visit *v, const char *slug)
{
    return has(v, "school", slug);
}

/* ---- the list ---- */

static enum err not_there(enum err err)
{
    return err == E_NOTFOUND ? OK : err;
}

static enum err fill_thread(struct arena *a, struct visit *v, struct follow *f)
{
    struct thread_row thread;
    enum err err;

    f->kind = FOLLOW_THREAD;
    f->thread.v = keep_number(f->address, "thread");
    err = thread_get(a, v, f->thread, &thread);
    if (err == OK)
        f->title = thread.title;
    return not_there(err);
}

static enum err fill_board(struct arena *a, struct visit *v, struct follow *f)
{
    struct board board;
    enum err err = board_find(a, v, keep_rest(f->address, "board"), &board);

    f->kind = FOLLOW_BOARD;
    if (err == OK) {
        f->board = board.id;
        f->title = board.title;
    }
    return not_there(err);
}

static enum err fill_school(struct arena *a, struct visit *v, struct follow *f)
{
    struct school school;
    enum err err = school_get(a, keep_rest(f->address, "school"), &school);

    f->kind = FOLLOW_SCHOOL;
    if (err == OK) {
        f->school = school.slug;
        f->title = school.short_name;
        return school_news_of(v, f->school, &f->news);
    }
    return not_there(err);
}

static enum err fill(struct arena *a, struct visit *v, struct follow *f)
{
    if (keep_number(f->address, "thread"))
        return fill_thread(a, v, f);
    if (keep_rest(f->address, "board"))
        return fill_board(a, v, f);
    if (keep_rest(f->address, "school"))
        return fill_school(a, v, f);
    f->kind = FOLLOW_OTHER;
    if (!keep_rest(f->address, "tag"))
        return OK;
    f->kind = FOLLOW_TAG;
    f->title = arena_printf(a, "#%s", keep_rest(f->address, "tag"));
    return f->title ? OK : E_NOMEM;
}

/* "17.thread/123": the place of the last one shown. It says nothing that its owner does not know.
 */
static enum err cursor_read(const char *after, struct state_text *ret)
{
    const char *point = strchr(after, '.');
    char order[16];
    long long n;

    if (!point || (size_t)(point - after) >= sizeof order)
        return E_CURSOR_INVALID;
    memcpy(order, after, (size_t)(point - after));
    order[point - after] = '\0';
    if (int_parse(order, 0, UINT32_MAX, &n) != OK)
        return E_CURSOR_INVALID;
    *ret = (struct state_text){.text = point + 1, .order = (uint32_t)n};
    return OK;
}

enum err follow_list(struct arena *a, struct visit *v, const char *after, int limit,
                     struct follow_page *ret)
{
    struct state_text *kept, last = {0};
    int n;

    TRY(role_require(v->who, ROLE_MEMBER));
    if (after)
        TRY(cursor_read(after, &last));
    limit = limit < 1 ? 1 : limit > LIST_MAX ? LIST_MAX : limit;
    TRY(keep_list(a, v->state, STATE_FOLLOWS, &kept, &n));
    *ret = (struct follow_page){.rows = arena_array(a, (size_t)limit, sizeof *ret->rows)};
    if (!ret->rows)
        return E_NOMEM;
    for (int i = 0; i < n; i++) {
        struct follow f = {.address = kept[i].text};

        if (after && !keep_is_behind(&kept[i], &last))
            continue;
        if (ret->n == limit) {
            ret->next = arena_printf(a, "%u.%s", (unsigned)last.order, last.text);
            return ret->next ? OK : E_NOMEM;
        }
        TRY(fill(a, v, &f));
        if (f.kind == FOLLOW_OTHER)
            continue;
        ret->rows[ret->n++] = f;
        last = kept[i];
        after = NULL;
    }
    return OK;
}

enum err follow_walk(const struct visit *v, enum err (*each)(void *ctx, const char *address),
                     void *ctx)
{
    const struct state_text *kept;
    size_t n;

    if (!v->state)
        return OK;
    kept = state_keeps(v->state, STATE_FOLLOWS, &n);
    for (size_t i = 0; i < n; i++)
        TRY(each(ctx, kept[i].text));
    return OK;
}

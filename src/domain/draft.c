/* SPDX-License-Identifier: MIT
 *
 * draft.c -- drafts: sealed, padded, each under a name that serves once. See the header for why.
 *
 * The number inside a record must be that of its row, so that rows cannot be swapped.
 *
 * A draft that an alias writes, or that changes a post, would tell whose that alias is: its thread,
 * the name, or the text that was posted a moment before a crash. So would one with the token of
 * another draft, which may have been posted by an alias. So its box takes the month key of its
 * thread as well, and nobody opens it when that is gone.
 */
#include <curbside/domain/draft.h>

#include <stdlib.h>
#include <string.h>

#include <curbside/base/crypto.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/month_key.h>
#include <curbside/domain/state.h>
#include <curbside/store/posts.h>
#include <curbside/store/sealed.h>
#include <curbside/store/threads.h>

#include "draft_form.h"
#include "who_secret.h"

enum {
    DAY_S = 24 * 60 * 60,
    TOKEN_DAYS =
        2, /* then it is forgotten what a token made: the day it was handed in, and one more */
};

static const size_t buckets[] = {4 * 1024, 16 * 1024, 64 * 1024, 144 * 1024};
static const char context[] = "draft";

/* ---- the rows ---- */

/* What all drafts of one account share; wiped by keys_done(). */
struct keys {
    struct key name, box;
};

static void keys_of(const struct who *who, struct keys *ret)
{
    who_derive(who, "draft", NULL, 0, &ret->name);
    who_derive(who, "draft key", NULL, 0, &ret->box);
}

static void keys_done(struct keys *keys)
{
    secret_wipe(keys, sizeof *keys);
}
#define AUTO_KEYS __attribute__((cleanup(keys_done)))

static void row_name(const struct keys *keys, uint32_t number, uint8_t ret[SEALED_NAME_BYTES])
{
    uint8_t bytes[4];

    for (int i = 0; i < 4; i++)
        bytes[i] = (uint8_t)(number >> (8 * i));
    hash_keyed(&keys->name, bytes, sizeof bytes, ret, SEALED_NAME_BYTES);
}

/* ---- whose box takes a month key ---- */

static void month_box_key(const struct visit *v, const struct key *month, struct key *ret)
{
    who_derive(v->who, "draft key", month->b, sizeof month->b, ret);
}

/* The month whose key serves the thread of a draft; the present one while it has none. */
static enum err month_of_draft(struct visit *v, const struct draft *d, int *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    thread_id id = d->thread;
    struct thread_record thread;
    int64_t now = clock_wall_s(v->clock);
    enum err err = OK;
    int no;

    if (id.v == 0 && d->edit.v != 0)
        err = posts_find(v->db, d->edit, &id, &no);
    if (err == OK && id.v != 0)
        err = threads_get(&a, v->db, id, &thread);
    if (err != OK && err != E_NOTFOUND)
        return err;
    *ret = (int)month_serving(v, err == OK && id.v != 0 ? thread.created_at : now, now);
    return OK;
}

/* The key to seal it under. Without that month's key nobody has been an alias there. */
static enum err box_key(struct visit *v, const struct keys *keys, const struct draft *d,
                        struct key *ret)
{
    struct key month;
    int at;

    *ret = keys->box;
    if (!v->alias || (d->edit.v == 0 && d->face == FACE_HANDLE && !d->shared))
        return OK;
    TRY(month_of_draft(v, d, &at));
    enum err err = month_key_find(v, at, &month);
    if (err == OK)
        month_box_key(v, &month, ret);
    secret_wipe(&month, sizeof month);
    return err == E_NOTFOUND ? OK : err;
}

/* E_CORRUPT: no month key that lives opens it. */
static enum err unseal_by_months(struct visit *v, const uint8_t *box, size_t n, uint8_t *plain)
{
    int month = month_of(clock_wall_s(v->clock));
    enum err err = E_CORRUPT;

    for (int i = 0; v->alias && err == E_CORRUPT && i < STATE_ALIAS_MONTHS && i <= month; i++) {
        struct key key, sealing;

        if (month_key_find(v, month - i, &key) != OK)
            continue;
        month_box_key(v, &key, &sealing);
        err = unseal(&sealing, context, box, n, plain);
        secret_wipe(&key, sizeof key);
        secret_wipe(&sealing, sizeof sealing);
    }
    return err;
}

/* A handle's draft under a month key parted from another one. */
static void sharing_note(struct visit *v, bool by_month, struct draft *d)
{
    d->shared = by_month && d->edit.v == 0 && d->face == FACE_HANDLE;
    if (!d->shared || clock_wall_s(v->clock) - d->updated < TOKEN_DAYS * DAY_S)
        return;
    random_fill(v->random, d->token, sizeof d->token);
    d->shared = false;
}

static enum err row_read(struct arena *a, struct visit *v, const struct keys *keys, uint32_t number,
                         struct draft *ret)
{
    uint8_t name[SEALED_NAME_BYTES];
    const uint8_t *box;
    size_t n;

    row_name(keys, number, name);
    TRY(sealed_get(a, v->db, SEALED_DRAFT, name, &box, &n));
    if (n < SEAL_EXTRA)
        return E_CORRUPT;
    uint8_t *plain = arena_alloc(a, n - SEAL_EXTRA);
    if (!plain)
        return E_NOMEM;
    enum err err = unseal(&keys->box, context, box, n, plain);
    bool by_month = err == E_CORRUPT;

    TRY(by_month ? unseal_by_months(v, box, n, plain) : err);
    TRY(draft_parse(a, plain, n - SEAL_EXTRA, ret));
    sharing_note(v, by_month, ret);
    memcpy(ret->stamp, box, sizeof ret->stamp);
    ret->apart = false;
    return ret->number == number ? OK : E_CORRUPT;
}

static size_t bucket_of(size_t n)
{
    size_t i = 0;

    while (i + 1 < sizeof buckets / sizeof buckets[0] && buckets[i] < n)
        i++;
    return buckets[i];
}

/* Each sealing has a nonce of its own: a record with another one was written by somebody else. */
static enum err stamp_require(struct arena *a, struct visit *v,
                              const uint8_t name[static SEALED_NAME_BYTES], const struct draft *d)
{
    const uint8_t *box;
    size_t n;

    TRY(sealed_get(a, v->db, SEALED_DRAFT, name, &box, &n));
    return n >= sizeof d->stamp && memcmp(box, d->stamp, sizeof d->stamp) == 0 ? OK : E_STALE;
}

static enum err row_write(struct visit *v, const struct keys *keys, struct draft *d, bool fresh)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    uint8_t name[SEALED_NAME_BYTES];
    size_t n = bucket_of(draft_form_bytes(d));
    uint8_t *plain = arena_alloc(&a, n), *box = arena_alloc(&a, n + SEAL_EXTRA);
    struct key key;

    if (!plain || !box)
        return E_NOMEM;
    BUG_ON(draft_form_bytes(d) > n);
    draft_format(d, plain);
    TRY(box_key(v, keys, d, &key));
    seal(v->random, &key, context, plain, n, box);
    secret_wipe(&key, sizeof key);
    row_name(keys, d->number, name);
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    enum err err = who_require_kept(v);
    TRY(err == E_NOTFOUND ? E_GUEST : err); /* left in another session: nothing is to come back */
    if (!fresh)
        TRY(stamp_require(&a, v, name, d));
    TRY((fresh ? sealed_insert : sealed_replace)(v->db, SEALED_DRAFT, name, box, n + SEAL_EXTRA));
    TRY(txn_commit(&txn));
    memcpy(d->stamp, box, sizeof d->stamp);
    return OK;
}

/* ---- finding them ---- */

static uint32_t today(struct visit *v)
{
    return (uint32_t)(clock_wall_s(v->clock) / DAY_S);
}

/* From the last day that is known, from joining, or from DRAFT_DAYS back, whichever is latest. */
static uint32_t first_day_to_try(struct visit *v)
{
    uint32_t day = today(v), first = day > DRAFT_DAYS ? day - DRAFT_DAYS : 0;
    uint32_t joined = (uint32_t)(v->who->joined_day / DAY_S);
    uint32_t known = state_draft_day(v->state);

    first = joined > first ? joined : first;
    return known > first ? known : first;
}

static enum err number_try(struct visit *v, const struct keys *keys, uint32_t number)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    uint8_t name[SEALED_NAME_BYTES];
    const uint8_t *box;
    size_t n;

    row_name(keys, number, name);
    enum err err = sealed_get(&a, v->db, SEALED_DRAFT, name, &box, &n);
    if (err == OK)
        state_draft_add(v->state, number);
    return err == E_NOTFOUND ? OK : err;
}

/* Into the state, whatever drafts the state does not know. */
static enum err numbers_find(struct visit *v, const struct keys *keys)
{
    uint32_t last = today(v);

    for (uint32_t day = first_day_to_try(v); day <= last; day++)
        for (uint32_t i = 0; i < DRAFT_DAY_NUMBERS; i++)
            TRY(number_try(v, keys, day * DRAFT_DAY_NUMBERS + i));
    state_draft_day_set(v->state, last);
    return OK;
}

static int newest_first(const void *a, const void *b)
{
    const struct draft *x = a, *y = b;

    if (x->updated != y->updated)
        return x->updated > y->updated ? -1 : 1;
    return x->number > y->number ? -1 : x->number < y->number;
}

static enum err list(struct arena *a, struct visit *v, const struct keys *keys,
                     struct draft_page *ret)
{
    uint32_t numbers[STATE_DRAFTS];
    struct draft_page page = {arena_array(a, STATE_DRAFTS, sizeof *page.rows), 0};

    if (!page.rows)
        return E_NOMEM;
    TRY(numbers_find(v, keys));
    size_t n = state_drafts(v->state, numbers);
    for (size_t i = 0; i < n; i++) {
        enum err err = row_read(a, v, keys, numbers[i], &page.rows[page.n]);
        if (err == OK)
            page.n++;
        else if (err == E_NOTFOUND)
            state_draft_remove(v->state, numbers[i]);
        else if (err != E_CORRUPT && err != E_NEWER)
            return err;
    }
    qsort(page.rows, (size_t)page.n, sizeof *page.rows, newest_first);
    *ret = page;
    return OK;
}

/* ---- what others call ---- */

void draft_init(struct draft *d, const struct random *random)
{
    *d = (struct draft){.alias = "", .title = "", .tags = "", .body = "", .kept = "", .school = ""};
    random_fill(random, d->token, sizeof d->token);
}

enum err draft_list(struct arena *a, struct visit *v, struct draft_page *ret)
{
    AUTO_KEYS struct keys keys = {0};

    if (who_is_guest(v->who))
        return E_GUEST;
    keys_of(v->who, &keys);
    return list(a, v, &keys, ret);
}

enum err draft_find(struct arena *a, struct visit *v, board_id board, thread_id thread,
                    struct draft *ret)
{
    struct draft_page page;

    TRY(draft_list(a, v, &page));
    for (int i = 0; i < page.n; i++) {
        const struct draft *d = &page.rows[i];
        if (d->edit.v == 0 && !*d->school && d->thread.v == thread.v &&
            (thread.v != 0 || d->board.v == board.v)) {
            *ret = *d;
            return OK;
        }
    }
    return E_NOTFOUND;
}

enum err draft_find_edit(struct arena *a, struct visit *v, post_id post, struct draft *ret)
{
    struct draft_page page;

    TRY(draft_list(a, v, &page));
    for (int i = 0; i < page.n; i++) {
        if (page.rows[i].edit.v == post.v) {
            *ret = page.rows[i];
            return OK;
        }
    }
    return E_NOTFOUND;
}

enum err draft_find_report(struct arena *a, struct visit *v, const char *school, struct draft *ret)
{
    struct draft_page page;

    TRY(draft_list(a, v, &page));
    for (int i = 0; i < page.n; i++) {
        if (strcmp(page.rows[i].school, school) == 0) {
            *ret = page.rows[i];
            return OK;
        }
    }
    return E_NOTFOUND;
}

enum err draft_get(struct arena *a, struct visit *v, uint32_t number, struct draft *ret)
{
    AUTO_KEYS struct keys keys = {0};

    if (who_is_guest(v->who))
        return E_GUEST;
    keys_of(v->who, &keys);
    return row_read(a, v, &keys, number, ret);
}

/* A number nobody had: of today, from a random place in its range on. */
static uint32_t number_next(struct visit *v)
{
    uint32_t last = state_draft_last(v->state), day = today(v), at;

    if (last / DRAFT_DAY_NUMBERS == day)
        at = (last + 1) % DRAFT_DAY_NUMBERS;
    else
        at = random_below(v->random, DRAFT_DAY_NUMBERS);
    state_draft_last_set(v->state, day * DRAFT_DAY_NUMBERS + at);
    return day * DRAFT_DAY_NUMBERS + at;
}

static enum err save_new(struct visit *v, const struct keys *keys, struct draft *d)
{
    /* Its row was there, and is another session's by now. The token stays: whichever is handed in
     * second is told of the first. */
    bool apart = d->number != 0;

    AUTO_ARENA struct arena a = ARENA_INIT;
    struct draft_page page;
    enum err err = E_IN_USE;

    TRY(list(&a, v, keys, &page));
    if (page.n >= DRAFT_SLOTS)
        return E_DRAFTS_FULL;
    d->shared = d->shared || apart;
    for (int i = 0; i < DRAFT_DAY_NUMBERS && err == E_IN_USE; i++) {
        d->number = number_next(v);
        err = row_write(v, keys, d, true); /* another session may have drawn the same */
    }
    if (err == OK)
        state_draft_add(v->state, d->number);
    d->apart = d->apart || (err == OK && apart);
    return err == E_IN_USE ? E_DRAFTS_FULL : err;
}

enum err draft_save(struct visit *v, struct draft *d)
{
    AUTO_KEYS struct keys keys = {0};
    uint32_t number = d->number;

    if (who_is_guest(v->who))
        return E_GUEST;
    if (d->body_n > DRAFT_BODY_BYTES)
        return E_BODY_LONG;
    if ((d->title && strlen(d->title) > DRAFT_TITLE_BYTES) ||
        (d->tags && strlen(d->tags) > DRAFT_TAGS_BYTES))
        return E_TITLE_LONG;
    BUG_ON(d->alias && strlen(d->alias) > DRAFT_ALIAS_BYTES);
    BUG_ON(d->kept && strlen(d->kept) > DRAFT_KEPT_BYTES);
    BUG_ON(d->school && strlen(d->school) > DRAFT_SCHOOL_BYTES);
    keys_of(v->who, &keys);
    d->updated = clock_wall_s(v->clock);
    enum err err = number != 0 ? row_write(v, &keys, d, false) : E_NOTFOUND;
    if (err == E_NOTFOUND || err == E_STALE)
        err = save_new(v, &keys, d);
    if (err != OK)
        d->number = number;
    return err;
}

static enum err row_remove(struct visit *v, const uint8_t name[static SEALED_NAME_BYTES])
{
    AUTO_TXN struct txn txn = TXN_NONE;

    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(sealed_remove(v->db, SEALED_DRAFT, name));
    return txn_commit(&txn);
}

enum err draft_clear(struct visit *v, uint32_t number)
{
    AUTO_KEYS struct keys keys = {0};
    uint8_t name[SEALED_NAME_BYTES];

    if (who_is_guest(v->who))
        return E_GUEST;
    keys_of(v->who, &keys);
    row_name(&keys, number, name);
    TRY(row_remove(v, name));
    state_draft_remove(v->state, number);
    return OK;
}

static enum err row_drop(struct visit *v, const uint8_t name[static SEALED_NAME_BYTES],
                         const struct draft *d)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    enum err err;

    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    err = stamp_require(&a, v, name, d);
    if (err != OK)
        return err == E_NOTFOUND ? OK : err;
    TRY(sealed_remove(v->db, SEALED_DRAFT, name));
    return txn_commit(&txn);
}

enum err draft_drop(struct visit *v, const struct draft *d)
{
    AUTO_KEYS struct keys keys = {0};
    uint8_t name[SEALED_NAME_BYTES];

    if (who_is_guest(v->who))
        return E_GUEST;
    if (d->number == 0)
        return OK;
    keys_of(v->who, &keys);
    row_name(&keys, d->number, name);
    TRY(row_drop(v, name, d));
    state_draft_remove(v->state, d->number);
    return OK;
}

enum err draft_row(struct visit *v, uint32_t number, uint8_t ret_name[static SEALED_NAME_BYTES],
                   size_t *ret_bytes)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_KEYS struct keys keys = {0};
    const uint8_t *box;

    keys_of(v->who, &keys);
    row_name(&keys, number, ret_name);
    return sealed_get(&a, v->db, SEALED_DRAFT, ret_name, &box, ret_bytes);
}

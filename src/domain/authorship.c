/* SPDX-License-Identifier: MIT
 *
 * authorship.c -- the only file that knows how a post is tied to its author, and with
 * store/author_row.c the only one that names the columns.
 *
 * The tag of an alias post depends on the root and on the thread, so tags of one account in two
 * threads have nothing in common; and once the month key behind the thread secret is destroyed, not
 * even the author can compute it again.
 */
#include <curbside/domain/authorship.h>

#include <stdio.h>
#include <string.h>

#include <curbside/domain/identity.h>
#include <curbside/domain/month_key.h>
#include <curbside/domain/quiet.h>
#include <curbside/domain/standing.h>

#include "names.h"
#include "who_secret.h"

enum {
    ALIAS_TRIES = 64,
    USES_MAX = 4096, /* threads looked at for one pair of words; thousands are drawn from */
    ID_BYTES = 8,
    DAY_S = 24 * 60 * 60,
};

static void put_id(int64_t value, uint8_t ret[static ID_BYTES])
{
    for (int i = 0; i < ID_BYTES; i++)
        ret[i] = (uint8_t)((uint64_t)value >> (8 * i));
}

void thread_secret(const struct key *month, thread_id thread, struct key *ret)
{
    uint8_t id[ID_BYTES];

    put_id(thread.v, id);
    hash_keyed(month, id, sizeof id, ret->b, sizeof ret->b);
}

static void tag_of(const struct who *who, const struct key *secret, uint8_t ret[static TAG_BYTES])
{
    struct key key;

    who_derive(who, "tag", NULL, 0, &key);
    hash_keyed(&key, secret->b, sizeof secret->b, ret, TAG_BYTES);
    secret_wipe(&key, sizeof key);
}

/* ---- which face ---- */

static enum err face_known(struct arena *a, struct visit *v, const struct author_place *place,
                           enum face *ret_face, const char **ret_alias)
{
    uint8_t tag[TAG_BYTES];
    bool handle;

    *ret_alias = NULL;
    TRY(author_has_handle(v->db, place->thread, v->who->handle, &handle));
    if (place->secret) {
        tag_of(v->who, place->secret, tag);
        TRY(author_find_alias(a, v->db, place->thread, tag, ret_alias));
    }
    *ret_face = handle ? FACE_HANDLE : *ret_alias ? FACE_ALIAS : FACE_DEFAULT;
    return OK;
}

/* What an account gets that wishes nothing in particular. Where no alias can be had any more (the
 * thread takes no new ones, the operator closed them all) it is the alias all the same, and so
 * refused: nobody who counts on one may be shown by their handle. */
static enum face face_default(const struct author_place *place)
{
    if (place->mode == BOARD_HANDLE)
        return FACE_HANDLE;
    if (place->mode == BOARD_ALIAS)
        return FACE_ALIAS;
    return place->secret ? FACE_ALIAS : FACE_HANDLE;
}

static bool mode_allows(enum board_mode mode, enum face face)
{
    return mode == BOARD_EITHER || (mode == BOARD_HANDLE) == (face == FACE_HANDLE);
}

static enum err face_choose(const struct author_place *place, enum face wish, enum face known,
                            enum face *ret)
{
    enum face face = wish != FACE_DEFAULT ? wish : known;

    if (face == FACE_DEFAULT)
        face = face_default(place);
    if (face == FACE_ALIAS && (!place->alias_open || !place->secret))
        return E_ALIAS_CLOSED;
    if (!mode_allows(place->mode, face) || (known != FACE_DEFAULT && known != face))
        return E_FACE_FIXED;
    if (face == FACE_ALIAS && known != FACE_ALIAS && place->alias_shut)
        return E_ALIAS_SHUT;
    /* It may have been an alias here itself, and its key is gone: nobody can tell any more. */
    if (face == FACE_HANDLE && known == FACE_DEFAULT && wish == FACE_DEFAULT && place->has_alias)
        return E_FACE_ASK;
    *ret = face;
    return OK;
}

/* ---- making rows ---- */

static const char *draw_word(const struct random *random, const char *const *list)
{
    uint32_t n = 0;

    while (list[n])
        n++;
    return list[random_below(random, n)];
}

static size_t word_at(const char *text, const char *const *list)
{
    for (; *list; list++) {
        size_t n = strlen(*list);

        if (strncmp(text, *list, n) == 0 && (text[n] == '-' || text[n] == '\0'))
            return n;
    }
    return 0;
}

/* Could it have been drawn? Nobody chooses an alias. */
static bool alias_is_drawn(const char *alias)
{
    size_t first = word_at(alias, names_adjectives);

    return first > 0 && alias[first] == '-' &&
           alias[first + 1 + word_at(alias + first + 1, names_animals)] == '\0' &&
           alias[first + 1] != '\0';
}

static enum err use_is_mine(const struct visit *v, const struct author_use *use, bool *ret)
{
    int64_t at = use->due != 0 ? use->due : clock_wall_s(v->clock);
    uint8_t tag[TAG_BYTES];
    struct key secret;

    TRY(thread_secret_get(v, use->thread, use->created, at, &secret, NULL));
    tag_of(v->who, &secret, tag);
    secret_wipe(&secret, sizeof secret);
    *ret = bytes_equal(tag, use->tag, sizeof tag);
    return OK;
}

/* Two threads with the same two words out of thousands would tell everybody that one person wrote
 * in both. A draft keeps the words it was offered, and may outlive the post that was made of it. */
static enum err alias_is_mine_elsewhere(struct arena *a, struct visit *v,
                                        const struct author_place *place, bool *ret)
{
    struct author_use *uses;
    int n;

    *ret = false;
    TRY(author_list_alias_uses(a, v->db, place->alias, place->thread, USES_MAX, &uses, &n));
    for (int i = 0; i < n && !*ret; i++)
        TRY(use_is_mine(v, &uses[i], ret));
    return OK;
}

/* The one the caller was shown, if it can still be had. */
static enum err alias_take(struct arena *a, struct visit *v, const struct author_place *place)
{
    bool taken;

    if (!alias_is_drawn(place->alias))
        return E_ALIAS_CHANGED;
    TRY(author_has_alias(v->db, place->thread, place->alias, &taken));
    if (!taken)
        TRY(alias_is_mine_elsewhere(a, v, place, &taken));
    return taken ? E_ALIAS_CHANGED : OK;
}

/* Two words that nobody in this thread has. */
static enum err alias_draw(struct arena *a, struct visit *v, thread_id thread, const char **ret)
{
    bool taken = true;

    for (int i = 0; i < ALIAS_TRIES && taken; i++) {
        *ret = arena_printf(a, "%s-%s", draw_word(v->random, names_adjectives),
                            draw_word(v->random, names_animals));
        if (!*ret)
            return E_NOMEM;
        TRY(author_has_alias(v->db, thread, *ret, &taken));
    }
    return taken ? E_THREAD_FULL : OK;
}

static enum err alias_get(struct arena *a, struct visit *v, const struct author_place *place,
                          const char *known, const char **ret)
{
    if (known) {
        *ret = known;
        return place->alias && strcmp(place->alias, known) != 0 ? E_ALIAS_CHANGED : OK;
    }
    *ret = place->alias;
    return place->alias ? alias_take(a, v, place) : alias_draw(a, v, place->thread, ret);
}

enum err author_for_new_post(struct arena *a, struct visit *v, const struct author_place *place,
                             enum face wish, struct author_row *ret, enum face *ret_face)
{
    struct author_row row = {0};
    enum face known, face;
    const char *alias;

    if (who_is_guest(v->who))
        return E_GUEST;
    enum err err = who_require_kept(v);
    TRY(err == E_NOTFOUND ? E_GUEST : err); /* left in another session */
    TRY(face_known(a, v, place, &known, &alias));
    TRY(face_choose(place, wish, known, &face));
    if (face == FACE_HANDLE) {
        row.aut_handle = v->who->handle;
        row.aut_name = v->who->name;
        row.aut_role = role_name(v->who->role);
    } else {
        TRY(alias_get(a, v, place, alias, &row.aut_alias));
        row.aut_has_tag = true;
        tag_of(v->who, place->secret, row.aut_tag);
    }
    *ret = row;
    *ret_face = face;
    return OK;
}

struct author_row author_for_import(const char *name)
{
    return (struct author_row){.aut_imported = name};
}

enum err author_count_waiting(struct visit *v, thread_id thread, const struct author_row *row,
                              int *ret)
{
    return author_count_tag_waiting(v->db, thread, row->aut_tag, ret);
}

/* ---- receipts ---- */

void author_receipt(const struct who *who, const struct key *secret, post_id post,
                    uint8_t ret[static RECEIPT_BYTES])
{
    uint8_t about[KEY_BYTES + ID_BYTES], hash[TAG_BYTES];
    struct key key;

    memcpy(about, secret->b, KEY_BYTES);
    put_id(post.v, about + KEY_BYTES);
    who_derive(who, "receipt", NULL, 0, &key);
    hash_keyed(&key, about, sizeof about, hash, sizeof hash);
    memcpy(ret, hash, RECEIPT_BYTES);
    secret_wipe(&key, sizeof key);
    secret_wipe(about, sizeof about);
    secret_wipe(hash, sizeof hash);
}

void receipt_hash(post_id post, const uint8_t receipt[static RECEIPT_BYTES],
                  uint8_t ret[static TAG_BYTES])
{
    uint8_t about[RECEIPT_BYTES + ID_BYTES];

    memcpy(about, receipt, RECEIPT_BYTES);
    put_id(post.v, about + RECEIPT_BYTES);
    hash_keyed(NULL, about, sizeof about, ret, TAG_BYTES);
}

/* ---- asking rows ---- */

bool author_is_me(const struct who *who, const struct author_row *row, const struct key *secret)
{
    uint8_t tag[TAG_BYTES];

    if (who_is_guest(who))
        return false;
    if (row->aut_handle.v != 0)
        return row->aut_handle.v == who->handle.v;
    if (!row->aut_has_tag || !secret)
        return false;
    tag_of(who, secret, tag);
    return bytes_equal(tag, row->aut_tag, sizeof tag);
}

enum err author_list_mine(const struct visit *v, thread_id thread, int64_t created_at, int above,
                          int *ret_nos, int limit, int *ret_n)
{
    uint8_t tag[TAG_BYTES];
    struct key secret;
    bool tags;

    *ret_n = 0;
    if (who_is_guest(v->who))
        return OK;
    TRY(author_has_tags(v->db, thread, &tags));
    if (tags && v->alias) {
        TRY(thread_secret_get(v, thread, created_at, clock_wall_s(v->clock), &secret, NULL));
        tag_of(v->who, &secret, tag);
        secret_wipe(&secret, sizeof secret);
    }
    return author_list_numbers(v->db, thread, v->who->handle, tags && v->alias ? tag : NULL, above,
                               ret_nos, limit, ret_n);
}

enum err author_target(const struct author_row *row, thread_id thread, struct sanction_target *ret)
{
    *ret = (struct sanction_target){.thread = thread};
    if (row->aut_handle.v != 0) {
        ret->handle = row->aut_handle;
        return row->aut_name ? OK : E_NOBODY;
    }
    if (!row->aut_has_tag)
        return E_NOBODY;
    memcpy(ret->tag, row->aut_tag, sizeof ret->tag);
    return OK;
}

void author_own_target(const struct who *who, thread_id thread, const struct key *secret,
                       struct sanction_target *ret)
{
    *ret = (struct sanction_target){.thread = thread};
    tag_of(who, secret, ret->tag);
}

static bool is_same_text(const char *one, const char *two)
{
    return one && two && strcmp(one, two) == 0;
}

bool author_is_same(const struct author_row *one, const struct author_row *two)
{
    if (one->aut_handle.v != 0)
        return one->aut_handle.v == two->aut_handle.v;
    /* An alias is unique in its thread, also after its tag has lost its meaning. */
    return is_same_text(one->aut_alias, two->aut_alias) ||
           is_same_text(one->aut_imported, two->aut_imported);
}

bool author_addressee(const struct author_row *row, handle_id *ret_handle, const char **ret_alias)
{
    *ret_handle = row->aut_name ? row->aut_handle : (handle_id){0};
    *ret_alias = row->aut_alias;
    return ret_handle->v != 0 || *ret_alias;
}

enum err author_my_alias(struct arena *a, const struct visit *v, thread_id thread,
                         int64_t created_at, const char **ret)
{
    uint8_t tag[TAG_BYTES];
    struct key secret;

    *ret = NULL;
    if (who_is_guest(v->who) || !v->alias)
        return OK;
    TRY(thread_secret_get(v, thread, created_at, clock_wall_s(v->clock), &secret, NULL));
    tag_of(v->who, &secret, tag);
    secret_wipe(&secret, sizeof secret);
    return author_find_alias(a, v->db, thread, tag, ret);
}

bool author_is_alias(const struct author_row *row)
{
    return row->aut_alias != NULL;
}

/* ---- the quiet view ---- */

/* Whom it never leaves out: everybody but members' handles, and the staff. */
static bool is_exempt(const struct visit *v, const struct author_row *row)
{
    return row->aut_handle.v == 0 || !row->aut_name || row->aut_official ||
           row->aut_handle.v == v->who->handle.v ||
           (row->aut_role && strcmp(row->aut_role, role_name(ROLE_MEMBER)) != 0);
}

/* By what is public: see standing.h for what the account itself counts. */
static enum err has_no_standing(struct visit *v, handle_id handle, bool *ret)
{
    int64_t today = time_floor_day(clock_wall_s(v->clock)), from = 0, created, first = 0;
    int days = 0;

    while (days < STANDING_POSTS) {
        TRY(author_next_standing(v->db, handle, from, today - STANDING_POST_DAYS * DAY_S,
                                 &created));
        if (created == 0)
            break;
        if (days++ == 0)
            first = created;
        from = time_floor_day(created) + DAY_S;
    }
    *ret = days < STANDING_POSTS || first > today - STANDING_DAYS * DAY_S;
    return OK;
}

enum err author_is_covered(struct visit *v, const struct author_row *row,
                           struct quiet_memory *memory, bool *ret)
{
    *ret = false;
    if (!quiet_is_on(v) || is_exempt(v, row))
        return OK;
    for (int i = 0; i < memory->n && i < QUIET_MEMORY; i++)
        if (memory->handles[i].v == row->aut_handle.v) {
            *ret = memory->covered[i];
            return OK;
        }
    TRY(has_no_standing(v, row->aut_handle, ret));
    memory->handles[memory->n % QUIET_MEMORY] = row->aut_handle;
    memory->covered[memory->n++ % QUIET_MEMORY] = *ret;
    return OK;
}

enum err author_show(struct arena *a, const struct author_row *row, struct author *ret)
{
    enum author_kind kind = AUTHOR_GONE;
    const char *name = "gone";

    if (row->aut_alias) {
        kind = AUTHOR_ALIAS;
        name = arena_printf(a, "~%s", row->aut_alias);
    } else if (row->aut_imported) {
        kind = AUTHOR_IMPORTED;
        name = arena_strdup(a, row->aut_imported);
    } else if (row->aut_handle.v != 0 && row->aut_name) {
        kind = row->aut_official ? AUTHOR_OFFICIAL : AUTHOR_HANDLE;
        name = arena_strdup(a, row->aut_name);
    }
    if (!name)
        return E_NOMEM;
    *ret = (struct author){kind, name};
    return OK;
}

struct author_row author_for_nobody(void)
{
    return (struct author_row){.aut_gone = true};
}

void author_tie_format(const struct author_row *row, char ret[static AUTHOR_TIE_SIZE])
{
    strcpy(ret, AUTHOR_TIE_NONE);
    for (size_t i = 0; row->aut_has_tag && i < sizeof row->aut_tag; i++)
        snprintf(ret + 2 * i, 3, "%02x", row->aut_tag[i]);
}

void author_tie(struct author_row *row, const char *tie)
{
    row->aut_has_tag = strlen(tie) == AUTHOR_TIE_SIZE - 1;
    for (size_t i = 0; row->aut_has_tag && i < sizeof row->aut_tag; i++) {
        unsigned byte = 0;

        row->aut_has_tag = sscanf(tie + 2 * i, "%2x", &byte) == 1;
        row->aut_tag[i] = (uint8_t)byte;
    }
}

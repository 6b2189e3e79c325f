/* SPDX-License-Identifier: MIT
 *
 * draft_form.c -- a draft as bytes.
 *
 * Version, number, board, thread, reply-to, face, time, token, then title, tags, body, alias and
 * what was kept behind their lengths, then the post edited and the hash of what it said, then the
 * school of a report behind its length; little endian; what follows is padding. Fields were added
 * at the end: in an older record their place is padding, which reads as "" and 0, or it ends before
 * them. Read as if a stranger had written it.
 */
#include "draft_form.h"

#include <string.h>

enum {
    VERSION = 1,
    HEAD_BYTES = 1 + 4 + 8 + 8 + 4 + 1 + 8 + SUBMIT_TOKEN_BYTES,
    LENGTHS_BYTES = 5 * 4,
    TAIL_BYTES = 8 + EDIT_BASE_BYTES,
    SCHOOL_LENGTH_BYTES = 4,
};

static void put(uint8_t **at, uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        *(*at)++ = (uint8_t)(value >> (8 * i));
}

static uint64_t get(const uint8_t **at, int bytes)
{
    uint64_t value = 0;

    for (int i = 0; i < bytes; i++)
        value |= (uint64_t) * (*at)++ << (8 * i);
    return value;
}

static void put_bytes(uint8_t **at, const void *bytes, size_t n)
{
    put(at, n, 4);
    if (n > 0)
        memcpy(*at, bytes, n);
    *at += n;
}

/* A text nobody typed yet. */
static const char *or_empty(const char *s)
{
    return s ? s : "";
}

/* One that was looked at and not taken is nobody's, and would lie in a box that lasts. */
static const char *alias_kept(const struct draft *d)
{
    return d->face == FACE_HANDLE ? "" : or_empty(d->alias);
}

size_t draft_form_bytes(const struct draft *d)
{
    return HEAD_BYTES + LENGTHS_BYTES + strlen(or_empty(d->title)) + strlen(or_empty(d->tags)) +
           d->body_n + strlen(alias_kept(d)) + strlen(or_empty(d->kept)) + TAIL_BYTES +
           SCHOOL_LENGTH_BYTES + strlen(or_empty(d->school));
}

void draft_format(const struct draft *d, uint8_t *at)
{
    put(&at, VERSION, 1);
    put(&at, d->number, 4);
    put(&at, (uint64_t)d->board.v, 8);
    put(&at, (uint64_t)d->thread.v, 8);
    put(&at, (uint32_t)d->reply_to, 4);
    put(&at, (uint8_t)d->face, 1);
    put(&at, (uint64_t)d->updated, 8);
    memcpy(at, d->token, sizeof d->token);
    at += sizeof d->token;
    put_bytes(&at, d->title, strlen(or_empty(d->title)));
    put_bytes(&at, d->tags, strlen(or_empty(d->tags)));
    put_bytes(&at, d->body, d->body_n);
    put_bytes(&at, alias_kept(d), strlen(alias_kept(d)));
    put_bytes(&at, d->kept, strlen(or_empty(d->kept)));
    put(&at, (uint64_t)d->edit.v, 8);
    memcpy(at, d->base, sizeof d->base);
    at += sizeof d->base;
    put_bytes(&at, d->school, strlen(or_empty(d->school)));
}

/* A text behind its length, in `a`. */
static enum err get_text(struct arena *a, const uint8_t **at, const uint8_t *end, size_t limit,
                         const char **ret, size_t *ret_n)
{
    if (end - *at < 4)
        return E_CORRUPT;
    size_t n = get(at, 4);
    if (n > limit || n > (size_t)(end - *at))
        return E_CORRUPT;
    *ret = arena_memdup0(a, *at, n);
    if (!*ret)
        return E_NOMEM;
    *at += n;
    *ret_n = n;
    return OK;
}

/* The fields that were added: absent, or all of a text, or nothing. */
static enum err get_added(struct arena *a, const uint8_t *at, const uint8_t *end, struct draft *ret)
{
    size_t n;

    ret->alias = ret->kept = ret->school = "";
    ret->edit.v = 0;
    memset(ret->base, 0, sizeof ret->base);
    if (end - at < 4)
        return OK;
    TRY(get_text(a, &at, end, DRAFT_ALIAS_BYTES, &ret->alias, &n));
    if (end - at < 4)
        return OK;
    TRY(get_text(a, &at, end, DRAFT_KEPT_BYTES, &ret->kept, &n));
    if (end - at < TAIL_BYTES)
        return OK;
    ret->edit.v = (int64_t)get(&at, 8);
    memcpy(ret->base, at, sizeof ret->base);
    at += sizeof ret->base;
    if (end - at < SCHOOL_LENGTH_BYTES)
        return OK;
    return get_text(a, &at, end, DRAFT_SCHOOL_BYTES, &ret->school, &n);
}

enum err draft_parse(struct arena *a, const uint8_t *at, size_t n, struct draft *ret)
{
    const uint8_t *end = at + n;
    size_t title_n, tags_n;

    if (n < HEAD_BYTES)
        return E_CORRUPT;
    if (get(&at, 1) != VERSION)
        return E_NEWER;
    ret->number = (uint32_t)get(&at, 4);
    ret->board.v = (int64_t)get(&at, 8);
    ret->thread.v = (int64_t)get(&at, 8);
    ret->reply_to = (int)get(&at, 4);
    unsigned face = (unsigned)get(&at, 1);
    ret->updated = (int64_t)get(&at, 8);
    memcpy(ret->token, at, sizeof ret->token);
    at += sizeof ret->token;
    if (face > FACE_ALIAS || ret->reply_to < 0)
        return E_CORRUPT;
    ret->face = (enum face)face;
    TRY(get_text(a, &at, end, DRAFT_TITLE_BYTES, &ret->title, &title_n));
    TRY(get_text(a, &at, end, DRAFT_TAGS_BYTES, &ret->tags, &tags_n));
    TRY(get_text(a, &at, end, DRAFT_BODY_BYTES, &ret->body, &ret->body_n));
    return get_added(a, at, end, ret);
}

/* SPDX-License-Identifier: MIT
 *
 * state_keys.c -- which keys open the account, as the account itself remembers them.
 *
 * No row says which wraps belong together, so their locators stand in the sealed state, with the
 * labels their owner typed. This is a memory, not the truth: a key is one while its wrap is stored.
 * A locator that came back by a merge after its wrap was removed does no harm, and one that was
 * never noted is noted when its key next comes.
 */
#include "state_record.h"

#include <string.h>

static struct state_key *key_find(struct state *s, const uint8_t *locator)
{
    for (size_t i = 0; i < s->n_keys; i++)
        if (memcmp(s->keys[i].locator, locator, STATE_LOCATOR_BYTES) == 0)
            return &s->keys[i];
    return NULL;
}

static bool has_number(const struct state *s, uint32_t number)
{
    for (size_t i = 0; i < s->n_keys; i++)
        if (s->keys[i].number == number)
            return true;
    return false;
}

static uint32_t free_number(const struct state *s)
{
    uint32_t number = 1;

    while (has_number(s, number))
        number++;
    return number;
}

/* At its place by number; there is room. */
static void key_put(struct state *s, const struct state_key *key)
{
    size_t at = s->n_keys;

    for (; at > 0 && s->keys[at - 1].number > key->number; at--)
        s->keys[at] = s->keys[at - 1];
    s->keys[at] = *key;
    s->n_keys++;
}

static void key_take(struct state *s, struct state_key *key)
{
    size_t after = s->n_keys - (size_t)(key - s->keys) - 1;

    memmove(key, key + 1, after * sizeof *key);
    s->n_keys--;
}

const struct state_key *state_keys(const struct state *s, size_t *ret_n)
{
    *ret_n = s->n_keys;
    return s->keys;
}

/* ---- what is gone in this session ---- */

static size_t gone_at(const struct state *s, const uint8_t *locator)
{
    size_t i = 0;

    while (i < s->n_gone_keys && memcmp(s->gone_keys[i], locator, STATE_LOCATOR_BYTES) != 0)
        i++;
    return i;
}

static void gone_add(struct state *s, const uint8_t *locator)
{
    if (gone_at(s, locator) < s->n_gone_keys || s->n_gone_keys == STATE_KEYS)
        return;
    memcpy(s->gone_keys[s->n_gone_keys++], locator, STATE_LOCATOR_BYTES);
}

static void gone_remove(struct state *s, const uint8_t *locator)
{
    size_t at = gone_at(s, locator);

    if (at < s->n_gone_keys)
        memmove(s->gone_keys[at], s->gone_keys[--s->n_gone_keys], STATE_LOCATOR_BYTES);
}

/* ---- changes ---- */

enum err state_key_add(struct state *s, const uint8_t locator[static STATE_LOCATOR_BYTES])
{
    struct state_key key = {.number = free_number(s)};

    if (key_find(s, locator))
        return OK;
    if (s->n_keys == STATE_KEYS)
        return E_KEYS_FULL;
    gone_remove(s, locator);
    memcpy(key.locator, locator, sizeof key.locator);
    key_put(s, &key);
    s->dirty = true;
    return OK;
}

void state_key_note(struct state *s, const uint8_t locator[static STATE_LOCATOR_BYTES])
{
    bool dirty = s->dirty;

    IGNORE(state_key_add(s, locator)); /* a full one has no need of it */
    s->noted = s->noted || (s->dirty && !dirty);
    s->dirty = dirty;
}

void state_keys_keep(struct state *s)
{
    s->dirty = s->dirty || s->noted;
}

void state_key_label(struct state *s, const uint8_t locator[static STATE_LOCATOR_BYTES],
                     const char *label)
{
    struct state_key *key = key_find(s, locator);
    size_t n = strlen(label);

    BUG_ON(n >= sizeof key->label);
    if (!key || strcmp(key->label, label) == 0)
        return;
    memcpy(key->label, label, n + 1);
    key->edition++;
    s->dirty = true;
}

void state_key_remove(struct state *s, const uint8_t locator[static STATE_LOCATOR_BYTES])
{
    struct state_key *key = key_find(s, locator);

    gone_add(s, locator);
    if (!key)
        return;
    key_take(s, key);
    s->dirty = true;
}

/* ---- the form: locator, number, edition, bytes of the label, label ---- */

void state_keys_format(const struct state *s, struct str *out)
{
    for (size_t i = 0; i < s->n_keys; i++) {
        const struct state_key *key = &s->keys[i];
        size_t n = strlen(key->label);

        str_add_n(out, (const char *)key->locator, sizeof key->locator);
        state_add_number(out, key->number);
        state_add_number(out, key->edition);
        state_add_number(out, (uint32_t)n);
        str_add_n(out, key->label, n);
    }
}

static enum err parse_bytes(struct state_reader *r, void *ret, size_t n)
{
    if ((size_t)(r->end - r->at) < n)
        return E_CORRUPT;
    memcpy(ret, r->at, n);
    r->at += n;
    return OK;
}

enum err state_keys_parse(struct state_reader *r, struct state *s)
{
    uint32_t before = 0, n;

    while (r->at < r->end) {
        struct state_key key = {.number = 0};

        TRY(parse_bytes(r, key.locator, sizeof key.locator));
        TRY(state_read_number(r, UINT32_MAX, &key.number));
        TRY(state_read_number(r, UINT32_MAX, &key.edition));
        TRY(state_read_number(r, STATE_KEY_LABEL - 1, &n));
        TRY(parse_bytes(r, key.label, n));
        if (key.number <= before || s->n_keys == STATE_KEYS || strlen(key.label) != n ||
            key_find(s, key.locator))
            return E_CORRUPT;
        key_put(s, &key);
        before = key.number;
    }
    return OK;
}

/* Ours by the same number makes room; where there is none, it is noted again at its next login. */
static void renumber(struct state *s, uint32_t number)
{
    for (size_t i = 0; i < s->n_keys; i++)
        if (s->keys[i].number == number) {
            struct state_key moved = s->keys[i];

            moved.number = free_number(s);
            key_take(s, &s->keys[i]);
            key_put(s, &moved);
            return;
        }
}

enum err state_keys_merge(struct state *s, const struct state *from)
{
    for (size_t i = 0; i < from->n_keys; i++) {
        struct state_key key = from->keys[i], *ours = key_find(s, key.locator);

        if (gone_at(s, key.locator) < s->n_gone_keys)
            continue;
        if (ours && ours->edition > key.edition) {
            key.edition = ours->edition;
            memcpy(key.label, ours->label, sizeof key.label);
        }
        if (ours)
            key_take(s, ours);
        if (s->n_keys == STATE_KEYS)
            continue;
        renumber(s, key.number);
        key_put(s, &key);
    }
    return OK;
}

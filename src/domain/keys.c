/* SPDX-License-Identifier: MIT
 *
 * keys.c -- listing, labelling, removing and linking keys.
 *
 * A link code is a recovery code that lives ten minutes: the root sealed under Argon2id of a secret
 * the database never sees, under a locator that only the account can tell. Using it removes it in
 * the transaction that stores the new key's wrap, so of two who use it at once one is let in.
 */
#include <curbside/domain/keys.h>

#include <string.h>

#include <curbside/domain/state.h>
#include <curbside/store/db.h>
#include <curbside/store/wraps.h>
#include <curbside/text/clean.h>

#include "who_secret.h"

static const char link_context[] = "link";

enum {
    MINUTE_S = 60,
    DAY_S = 24 * 60 * 60,
};

/* ---- the list ---- */

static enum err has_wrap(struct visit *v, const uint8_t *locator, bool *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const uint8_t *box;
    size_t n;

    enum err err = wraps_get(&a, v->db, locator, &box, &n);
    *ret = err == OK;
    return err == E_NOTFOUND ? OK : err;
}

/* Forget the keys that open nothing any more. Backwards: removing moves what follows. */
static enum err prune(struct visit *v)
{
    size_t n;
    const struct state_key *keys = state_keys(v->state, &n);

    for (size_t i = n; i-- > 0;) {
        struct state_key key = keys[i];
        bool there;

        TRY(has_wrap(v, key.locator, &there));
        if (!there)
            state_key_remove(v->state, key.locator);
    }
    return OK;
}

static bool is_this(const struct visit *v, const struct state_key *key)
{
    return memcmp(key->locator, v->who->secret->locator, sizeof key->locator) == 0;
}

enum err keys_list(struct arena *a, struct visit *v, struct key_page *ret)
{
    const struct state_key *keys;
    size_t n;

    TRY(role_require(v->who, ROLE_MEMBER));
    TRY(prune(v));
    keys = state_keys(v->state, &n);
    ret->n = (int)n;
    ret->rows = arena_array(a, n + 1, sizeof *ret->rows);
    if (!ret->rows)
        return E_NOMEM;
    for (size_t i = 0; i < n; i++) {
        const char *label = arena_strdup(a, keys[i].label);

        if (!label)
            return E_NOMEM;
        ret->rows[i] = (struct key_row){(int)keys[i].number, label, is_this(v, &keys[i])};
    }
    return OK;
}

static enum err find_number(struct visit *v, int number, struct state_key *ret, size_t *ret_n)
{
    const struct state_key *keys;

    TRY(prune(v));
    keys = state_keys(v->state, ret_n);
    for (size_t i = 0; i < *ret_n; i++)
        if (number > 0 && keys[i].number == (uint32_t)number) {
            *ret = keys[i];
            return OK;
        }
    return E_NOTFOUND;
}

/* ---- changing it ---- */

enum err keys_label(struct visit *v, int number, const char *label)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct state_key key;
    char *line;
    size_t n;

    TRY(role_require(v->who, ROLE_MEMBER));
    TRY(text_line(&a, CLEAN_STRICT, label, strlen(label), &line, &n));
    if (text_is_blank(line, n) || text_length(line, n) > KEY_LABEL_CHARS || n >= STATE_KEY_LABEL)
        return E_LABEL_INVALID;
    TRY(find_number(v, number, &key, &n));
    state_key_label(v->state, key.locator, line);
    return OK;
}

static enum err remove_wrap(struct visit *v, const struct state_key *key)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    bool mine_opens;

    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    /* Two keys that remove each other: the second one stays. */
    TRY(has_wrap(v, v->who->secret->locator, &mine_opens));
    if (!mine_opens)
        return E_KEY_LAST;
    TRY(wraps_remove(v->db, key->locator));
    return txn_commit(&txn);
}

enum err keys_remove(struct visit *v, int number)
{
    struct state_key key;
    size_t n;

    TRY(role_require(v->who, ROLE_MEMBER));
    TRY(find_number(v, number, &key, &n));
    if (is_this(v, &key))
        return n == 1 ? E_KEY_LAST : E_KEY_IN_USE;
    TRY(remove_wrap(v, &key));
    state_key_remove(v->state, key.locator);
    state_wrote(v->state);
    return OK;
}

/* ---- links ---- */

void link_locator(struct visit *v, int days_back, uint8_t ret[static 5])
{
    int64_t day = clock_wall_s(v->clock) / DAY_S - days_back;
    uint8_t bytes[4];
    struct key key;

    for (int i = 0; i < 4; i++)
        bytes[i] = (uint8_t)((uint64_t)day >> (8 * i));
    who_derive(v->who, "link locator", bytes, sizeof bytes, &key);
    memcpy(ret, key.b, RECOVERY_LOCATOR_BYTES);
    secret_wipe(&key, sizeof key);
}

static enum err link_store(struct visit *v, const struct secret_code *code)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    int64_t minutes = (clock_wall_s(v->clock) + MINUTE_S - 1) / MINUTE_S + LINK_MINUTES;
    bool mine_opens;

    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(has_wrap(v, v->who->secret->locator, &mine_opens));
    if (!mine_opens)
        return E_DENIED;
    TRY(links_set(v->db, code->code, code->salt, code->box, sizeof code->box, minutes * MINUTE_S));
    return txn_commit(&txn);
}

enum err keys_link_make(struct visit *v, char ret_code[static LINK_CODE_SIZE])
{
    struct secret_code code;
    size_t n;

    TRY(role_require(v->who, ROLE_MEMBER));
    TRY(prune(v));
    IGNORE(state_keys(v->state, &n)); /* only how many */
    if (n >= KEYS_MAX)
        return E_KEYS_FULL;
    TRY(secret_code_make(v, link_context, &code));
    link_locator(v, 0, code.code);
    enum err err = link_store(v, &code);
    if (err == OK) {
        code_format(code.code, SECRET_CODE_BITS, ret_code);
        state_keys_keep(v->state); /* the other key is to find this one */
        state_wrote(v->state);
    }
    secret_wipe(&code, sizeof code);
    return err;
}

static enum err link_open(struct visit *v, const uint8_t *code, uint8_t *ret_salt)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const uint8_t *box = NULL;
    size_t n = 0;

    enum err err = links_get(&a, v->db, code, clock_wall_s(v->clock), ret_salt, &box, &n);
    if (err != OK && err != E_NOTFOUND)
        return err;
    return secret_code_open(v, link_context, code, ret_salt, box, n);
}

/* The key was let in a moment ago, so it counts already as soon as it is noted. */
static enum err room_require(struct visit *v)
{
    size_t n;

    TRY(prune(v));
    IGNORE(state_keys(v->state, &n)); /* only how many */
    return n < KEYS_MAX ? OK : E_KEYS_FULL;
}

static enum err link_accept(struct visit *v, const uint8_t *code, const uint8_t *salt)
{
    AUTO_TXN struct txn txn = TXN_NONE;

    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    enum err err = links_use(v->db, code, salt);
    if (err == OK)
        err = who_adopt(v);
    if (err == E_NOTFOUND)
        return E_CODE_INVALID; /* used, replaced or left meanwhile */
    TRY(err);
    TRY(room_require(v));
    return txn_commit(&txn);
}

enum err keys_link_use(struct visit *v, const char *code)
{
    uint8_t bytes[SECRET_CODE_BYTES], salt[SECRET_CODE_SALT] = {0};

    TRY(who_may_join(v->who));
    TRY(code_parse(code, SECRET_CODE_BITS, bytes));
    enum err err = link_open(v, bytes, salt);
    if (err == OK)
        err = link_accept(v, bytes, salt);
    if (err == OK)
        who_adopted(v);
    else
        who_become_guest(v);
    secret_wipe(bytes, sizeof bytes);
    return err;
}

/* SPDX-License-Identifier: MIT
 *
 * identity.c -- accounts as sealed roots.
 *
 * The record that a box holds is version, root, handle id and the day of joining; the last is there
 * because no row may say it and no later write may be needed to keep it. A box is sealed either
 * under KDF(pepper, "wrap", key blob), so that it takes the pepper *and* the key that signed, or
 * under Argon2id of a recovery secret, so that it takes neither. The blob itself is hashed at
 * login and forgotten.
 */
#include <curbside/domain/identity.h>

#include <stdlib.h>
#include <string.h>

#include <curbside/base/log.h>
#include <curbside/domain/maintenance.h>
#include <curbside/domain/sanction.h>
#include <curbside/domain/state.h>
#include <curbside/store/author_row.h>
#include <curbside/store/handles.h>
#include <curbside/store/meta.h>
#include <curbside/store/wraps.h>

#include "action.h"
#include "key_line.h"
#include "who_secret.h"

_Static_assert((int)LOCATOR_BYTES == (int)WRAP_LOCATOR_BYTES, "one size of locators");
_Static_assert((int)LOCATOR_BYTES == (int)STATE_LOCATOR_BYTES, "one size of locators");
_Static_assert((int)SECRET_CODE_SALT == (int)RECOVERY_SALT_BYTES, "one size of salts");
_Static_assert((int)HANDLE_SIZE == (int)HANDLE_ROW_NAME, "one size of handles");

static const char wrap_context[] = "wrap";
static const char recovery_context[] = "recovery";
static const char claim_key[] = "claim";

enum {
    DAY_S = 24 * 60 * 60,
    RECOVERY_SECRET_AT = RECOVERY_LOCATOR_BITS / 8,
    RECOVERY_SECRET_BYTES = SECRET_CODE_BYTES - RECOVERY_SECRET_AT,
    CLAIM_BYTES = (CLAIM_CODE_BITS + 7) / 8,
};

/* ---- roles ---- */

static const char *const role_names[] = {
    [ROLE_GUEST] = "guest",
    [ROLE_MEMBER] = "member",
    [ROLE_MODERATOR] = "moderator",
    [ROLE_SYSOP] = "sysop",
};

const char *role_name(enum role role)
{
    return role_names[role];
}

static enum err role_parse(const char *name, enum role *ret)
{
    for (int i = ROLE_MEMBER; i <= ROLE_SYSOP; i++)
        if (strcmp(name, role_names[i]) == 0) {
            *ret = (enum role)i;
            return OK;
        }
    return E_CORRUPT;
}

bool who_is_guest(const struct who *who)
{
    return who->role == ROLE_GUEST || who->is_operator;
}

enum err role_require(const struct who *who, enum role least)
{
    if (who->role >= least)
        return OK;
    return who_is_guest(who) ? E_GUEST : E_DENIED;
}

void who_derive(const struct who *who, const char *purpose, const void *extra, size_t n,
                struct key *ret)
{
    BUG_ON(who_is_guest(who));
    key_derive(&who->secret->root, purpose, extra, n, ret);
}

/* ---- the record in a box ---- */

static void put_le(uint8_t *at, uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        at[i] = (uint8_t)(value >> (8 * i));
}

static uint64_t get_le(const uint8_t *at, int bytes)
{
    uint64_t value = 0;

    for (int i = 0; i < bytes; i++)
        value |= (uint64_t)at[i] << (8 * i);
    return value;
}

static void record_format(struct who *who)
{
    uint8_t *r = who->secret->record;

    r[0] = RECORD_VERSION;
    memcpy(r + 1, who->secret->root.b, KEY_BYTES);
    put_le(r + 1 + KEY_BYTES, (uint64_t)who->handle.v, 8);
    put_le(r + 1 + KEY_BYTES + 8, (uint64_t)(who->joined_day / DAY_S), 4);
}

static enum err record_parse(struct who *who)
{
    const uint8_t *r = who->secret->record;

    if (r[0] != RECORD_VERSION)
        return E_NEWER;
    memcpy(who->secret->root.b, r + 1, KEY_BYTES);
    who->handle.v = (int64_t)get_le(r + 1 + KEY_BYTES, 8);
    who->joined_day = (int64_t)get_le(r + 1 + KEY_BYTES + 8, 4) * DAY_S;
    return OK;
}

static void record_seal(struct visit *v, const struct key *key, const char *context,
                        uint8_t ret_box[static BOX_BYTES])
{
    struct who_secret *secret = v->who->secret;

    record_format(v->who);
    seal(v->random, key, context, secret->record, RECORD_BYTES, ret_box);
    secret_wipe(secret->record, RECORD_BYTES);
}

static enum err record_open(struct who *who, const struct key *key, const char *context,
                            const uint8_t *box, size_t n)
{
    if (n != BOX_BYTES)
        return E_CORRUPT;
    TRY(unseal(key, context, box, n, who->secret->record));
    enum err err = record_parse(who);
    secret_wipe(who->secret->record, RECORD_BYTES);
    return err;
}

/* ---- opening ---- */

static void who_free(struct who *who)
{
    if (!who)
        return;
    secret_free(who->secret);
    secret_wipe(who, sizeof *who);
    free(who);
}

void who_become_guest(struct visit *v)
{
    struct who guest = {.has_key = v->who->has_key, .secret = v->who->secret};

    state_free(v->state);
    v->state = NULL;
    secret_wipe(v->who->secret->root.b, KEY_BYTES);
    *v->who = guest;
}

static enum err who_new(const struct key *pepper, const uint8_t *blob, size_t n, struct who **ret)
{
    struct key locator_key;
    struct who *who = calloc(1, sizeof *who);

    if (who && blob)
        who->secret = secret_new(sizeof *who->secret);
    if (!who || (blob && !who->secret)) {
        who_free(who);
        return E_NOMEM;
    }
    if (blob) {
        who->has_key = true;
        key_derive(pepper, "locator", NULL, 0, &locator_key);
        hash_keyed(&locator_key, blob, n, who->secret->locator, LOCATOR_BYTES);
        secret_wipe(&locator_key, sizeof locator_key);
        key_derive(pepper, "wrap", blob, n, &who->secret->wrap);
    }
    *ret = who;
    return OK;
}

/* What is public of the account whose record was just opened. E_NOTFOUND: it was left. */
static enum err read_handle(struct visit *v)
{
    struct who *who = v->who;
    struct handle_row row;

    enum err err = handles_get(v->db, who->handle, &row);
    if (err == E_NOTFOUND)
        return E_CORRUPT;
    TRY(err);
    if (row.gone)
        return E_NOTFOUND;
    TRY(role_parse(row.role, &who->role));
    memcpy(who->name, row.name, sizeof who->name);
    who->joined_quarter = row.joined_quarter;
    return OK;
}

static enum err read_state(struct visit *v)
{
    v->state = state_new(clock_wall_s(v->clock));
    if (!v->state)
        return E_NOMEM;
    enum err err = state_load(v, v->state);
    if (err != E_CORRUPT)
        return err;
    log_line(LOG_WARNING, "identity: a sealed state could not be read and starts anew");
    state_lost_set(v->state);
    return OK;
}

/* Whoever left did not know of this key: it ran commands only, and was noted nowhere. */
static enum err forget_key(struct visit *v)
{
    AUTO_TXN struct txn txn = TXN_NONE;

    who_become_guest(v);
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(wraps_remove(v->db, v->who->secret->locator));
    return txn_commit(&txn);
}

static enum err become_member(struct visit *v)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const uint8_t *box;
    size_t n;

    enum err err = wraps_get(&a, v->db, v->who->secret->locator, &box, &n);
    if (err == E_NOTFOUND)
        return OK;
    TRY(err);
    TRY(record_open(v->who, &v->who->secret->wrap, wrap_context, box, n));
    err = read_handle(v);
    if (err == E_NOTFOUND)
        return forget_key(v);
    TRY(err);
    TRY(read_state(v));
    IGNORE(state_key_add(v->state, v->who->secret->locator)); /* full: it opens all the same */
    IGNORE(sanction_find_own(v)); /* looked for again before every post */
    return OK;
}

enum err who_require_kept(struct visit *v)
{
    struct handle_row row;

    TRY(handles_get(v->db, v->who->handle, &row));
    return row.gone ? E_NOTFOUND : OK;
}

enum err account_open(struct visit *v, const uint8_t *blob, size_t n)
{
    if (blob && (n == 0 || n > KEY_BLOB_BYTES))
        return E_PROTOCOL;
    v->state = NULL;
    v->who = NULL;
    TRY(crypto_init());
    TRY(who_new(v->pepper, blob, n, &v->who));
    enum err err = blob ? become_member(v) : OK;
    if (err != OK)
        account_close(v);
    return err;
}

void account_be_operator(struct visit *v)
{
    BUG_ON(v->who->has_key || !who_is_guest(v->who));
    v->who->is_operator = true;
    v->who->role = ROLE_SYSOP;
}

void account_close(struct visit *v)
{
    state_free(v->state);
    who_free(v->who);
    v->state = NULL;
    v->who = NULL;
}

/* ---- recovery codes ---- */

void recovery_locator(const struct who *who, uint8_t generation, uint8_t ret[static 5])
{
    struct key key;

    who_derive(who, "recovery locator", &generation, sizeof generation, &key);
    memcpy(ret, key.b, RECOVERY_LOCATOR_BYTES);
    secret_wipe(&key, sizeof key);
}

enum err secret_code_make(struct visit *v, const char *context, struct secret_code *ret)
{
    uint8_t *secret = ret->code + RECOVERY_SECRET_AT;
    struct key key;

    random_fill(v->random, ret->salt, sizeof ret->salt);
    random_fill(v->random, secret, RECOVERY_SECRET_BYTES);
    secret[RECOVERY_SECRET_BYTES - 1] &= 0xf0; /* 100 bits end in the middle of a byte */
    TRY(key_stretch(secret, RECOVERY_SECRET_BYTES, ret->salt, &key));
    record_seal(v, &key, context, ret->box);
    secret_wipe(&key, sizeof key);
    return OK;
}

enum err secret_code_open(struct visit *v, const char *context, const uint8_t *code,
                          const uint8_t *salt, const uint8_t *box, size_t n)
{
    struct key key;

    TRY(key_stretch(code + RECOVERY_SECRET_AT, RECOVERY_SECRET_BYTES, salt, &key));
    enum err err = box ? record_open(v->who, &key, context, box, n) : E_CORRUPT;
    secret_wipe(&key, sizeof key);
    return err == E_CORRUPT ? E_CODE_INVALID : err;
}

static enum err recovery_insert(struct visit *v, struct secret_code *r)
{
    enum err err = E_IN_USE;

    for (uint8_t i = 0; i < RECOVERY_GENERATIONS && err == E_IN_USE; i++) {
        recovery_locator(v->who, i, r->code);
        err = recoveries_insert(v->db, r->code, r->salt, r->box, sizeof r->box);
    }
    return err;
}

static enum err recovery_open(struct visit *v, const uint8_t code[static SECRET_CODE_BYTES])
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    uint8_t salt[RECOVERY_SALT_BYTES] = {0};
    const uint8_t *box = NULL;
    size_t n = 0;

    enum err err = recoveries_get(&a, v->db, code, salt, &box, &n);
    if (err != OK && err != E_NOTFOUND)
        return err;
    return secret_code_open(v, recovery_context, code, salt, box, n);
}

/* ---- joining ---- */

enum err who_may_join(const struct who *who)
{
    if (!who_is_guest(who))
        return E_MEMBER_ALREADY;
    return who->has_key ? OK : E_NO_KEY;
}

/* The box for the present key. */
static enum err wrap_insert(struct visit *v)
{
    uint8_t box[BOX_BYTES];

    record_seal(v, &v->who->secret->wrap, wrap_context, box);
    enum err err = wraps_insert(v->db, v->who->secret->locator, box, sizeof box);
    return err == E_IN_USE ? E_MEMBER_ALREADY : err;
}

static enum err handle_insert(struct visit *v, enum role role)
{
    struct handle_row row = {.id = v->who->handle, .joined_quarter = v->who->joined_quarter};

    strcpy(row.name, v->who->name);
    strcpy(row.role, role_name(role));
    handle_skeleton(row.name, row.skeleton);
    enum err err = handles_insert(v->db, &row);
    return err == E_IN_USE ? E_HANDLE_TAKEN : err;
}

static enum err name_choose(struct visit *v, const char *handle)
{
    if (!handle)
        return handle_draw(v, v->who->name);
    TRY(handle_check(v, handle));
    strcpy(v->who->name, handle);
    return OK;
}

/* How somebody came to every right stands in the record. */
static enum err first_sysop_log(struct visit *v)
{
    const struct action_row what = {
        .verb = "role", .reason = role_name(ROLE_SYSOP), .on = v->who->handle};
    action_id action;

    return action_add(v, &what, &action);
}

static enum err join_store(struct visit *v, const char *handle, enum role role,
                           struct secret_code *r)
{
    AUTO_TXN struct txn txn = TXN_NONE;

    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(name_choose(v, handle));
    TRY(handle_insert(v, role));
    TRY(wrap_insert(v));
    TRY(recovery_insert(v, r));
    if (role == ROLE_SYSOP)
        TRY(first_sysop_log(v));
    return txn_commit(&txn);
}

static void draw_account(struct visit *v)
{
    struct who *who = v->who;
    uint64_t id;

    random_fill(v->random, who->secret->root.b, KEY_BYTES);
    random_fill(v->random, &id, sizeof id);
    who->handle.v = (int64_t)(id >> 1) | 1; /* positive, never 0 */
    who->joined_day = time_floor_day(clock_wall_s(v->clock));
    who->joined_quarter = time_floor_quarter(clock_wall_s(v->clock));
}

/* `role` counts for who_derive() at once: the caller is a member while the rows are written. The
 * commit comes last: nothing may fail after it, or the recovery code would be lost. */
static enum err join_as(struct visit *v, const char *handle, enum role role,
                        struct secret_code *recovery)
{
    draw_account(v);
    v->who->role = role;
    v->state = state_new(clock_wall_s(v->clock));
    if (!v->state)
        return E_NOMEM;
    TRY(secret_code_make(v, recovery_context, recovery));
    return join_store(v, handle, role, recovery);
}

static enum err join(struct visit *v, const char *handle, enum role role, char *ret_code)
{
    struct secret_code recovery;

    TRY(who_may_join(v->who));
    if (handle)
        TRY(handle_check(v, handle));
    enum err err = join_as(v, handle, role, &recovery);
    if (err == OK) {
        code_format(recovery.code, SECRET_CODE_BITS, ret_code);
        state_key_note(v->state, v->who->secret->locator);
        state_wrote(v->state);
    } else {
        who_become_guest(v);
    }
    secret_wipe(&recovery, sizeof recovery);
    return err;
}

enum err account_join(struct visit *v, const char *handle, char ret_code[static RECOVERY_CODE_SIZE])
{
    TRY(maintenance_require_joins(v));
    return join(v, handle, ROLE_MEMBER, ret_code);
}

enum err who_adopt(struct visit *v)
{
    TRY(read_handle(v));
    TRY(wrap_insert(v));
    return read_state(v);
}

void who_adopted(struct visit *v)
{
    IGNORE(state_key_add(v->state, v->who->secret->locator)); /* full: it opens all the same */
    state_wrote(v->state);
}

static enum err recover_store(struct visit *v)
{
    AUTO_TXN struct txn txn = TXN_NONE;

    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    enum err err = who_adopt(v);
    if (err == E_NOTFOUND)
        return E_CODE_INVALID; /* left meanwhile */
    TRY(err);
    return txn_commit(&txn);
}

enum err account_recover(struct visit *v, const char *code)
{
    uint8_t bytes[SECRET_CODE_BYTES];

    TRY(who_may_join(v->who));
    TRY(code_parse(code, SECRET_CODE_BITS, bytes));
    enum err err = recovery_open(v, bytes);
    if (err == OK)
        err = recover_store(v);
    if (err == OK)
        who_adopted(v);
    else
        who_become_guest(v);
    secret_wipe(bytes, sizeof bytes);
    return err;
}

static enum err new_code_store(struct visit *v, struct secret_code *r)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    uint8_t locator[RECOVERY_LOCATOR_BYTES];

    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    enum err err = who_require_kept(v);
    TRY(err == E_NOTFOUND ? E_GUEST : err);
    for (uint8_t i = 0; i < RECOVERY_GENERATIONS; i++) {
        recovery_locator(v->who, i, locator);
        TRY(recoveries_remove(v->db, locator));
    }
    TRY(recovery_insert(v, r));
    return txn_commit(&txn);
}

enum err account_new_code(struct visit *v, char ret_code[static RECOVERY_CODE_SIZE])
{
    struct secret_code recovery;

    TRY(role_require(v->who, ROLE_MEMBER));
    TRY(secret_code_make(v, recovery_context, &recovery));
    enum err err = new_code_store(v, &recovery);
    if (err == OK) {
        code_format(recovery.code, SECRET_CODE_BITS, ret_code);
        state_wrote(v->state);
    }
    secret_wipe(&recovery, sizeof recovery);
    return err;
}

/* ---- the first sysop ---- */

static void claim_hash(const uint8_t code[static CLAIM_BYTES], uint8_t ret[static HASH_BYTES])
{
    hash_keyed(NULL, code, CLAIM_BYTES, ret, HASH_BYTES);
}

enum err claim_make(struct visit *v, char ret_code[static CLAIM_CODE_SIZE])
{
    AUTO_TXN struct txn txn = TXN_NONE;
    uint8_t code[CLAIM_BYTES], hash[HASH_BYTES];

    random_fill(v->random, code, sizeof code);
    code[CLAIM_BYTES - 1] &= 0xf0;
    claim_hash(code, hash);
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(meta_set(v->db, claim_key, hash, sizeof hash));
    TRY(txn_commit(&txn));
    code_format(code, CLAIM_CODE_BITS, ret_code);
    return OK;
}

static enum err claim_check(struct visit *v, const uint8_t hash[static HASH_BYTES])
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const uint8_t *stored;
    size_t n;

    enum err err = meta_get(&a, v->db, claim_key, &stored, &n);
    if (err == E_NOTFOUND)
        return E_CODE_INVALID;
    TRY(err);
    return n == HASH_BYTES && bytes_equal(stored, hash, n) ? OK : E_CODE_INVALID;
}

enum err claim_use(struct visit *v, const char *code)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    uint8_t bytes[CLAIM_BYTES], hash[HASH_BYTES];

    TRY(role_require(v->who, ROLE_MEMBER));
    TRY(code_parse(code, CLAIM_CODE_BITS, bytes));
    claim_hash(bytes, hash);
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(claim_check(v, hash));
    TRY(handles_set_role(v->db, v->who->handle, role_name(ROLE_SYSOP)));
    TRY(meta_remove(v->db, claim_key));
    TRY(first_sysop_log(v));
    TRY(txn_commit(&txn));
    v->who->role = ROLE_SYSOP;
    return OK;
}

enum err account_key_check(const char *key_line)
{
    uint8_t blob[KEY_BLOB_BYTES];
    size_t n;

    return key_line_parse(key_line, blob, &n);
}

enum err account_make_sysop(struct visit *v, const char *key_line,
                            char ret_handle[static HANDLE_SIZE],
                            char ret_code[static RECOVERY_CODE_SIZE])
{
    uint8_t blob[KEY_BLOB_BYTES];
    size_t n;

    TRY(key_line_parse(key_line, blob, &n));
    account_close(v);
    TRY(account_open(v, blob, n));
    TRY(join(v, NULL, ROLE_SYSOP, ret_code));
    memcpy(ret_handle, v->who->name, HANDLE_SIZE);
    return OK;
}

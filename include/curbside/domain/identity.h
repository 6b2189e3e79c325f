/* SPDX-License-Identifier: MIT
 *
 * identity.h -- who the caller is: an account opened by the key that signed, or a guest.
 *
 * An account is a random root R. The database knows it only wrapped: under each of its keys (with
 * the pepper) and under its recovery code (without). There is no number of an account anywhere;
 * what is public of it is its handle.
 *
 * A visit (visit.h) whose db, pepper, clock and random are set is given its caller by
 * account_open() and loses it by account_close(); in between `v->who` is never NULL, and `v->state`
 * is NULL exactly while the caller is a guest, or the operator.
 */
#ifndef CURBSIDE_DOMAIN_IDENTITY_H
#define CURBSIDE_DOMAIN_IDENTITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/base32.h>
#include <curbside/base/crypto.h>
#include <curbside/base/err.h>
#include <curbside/domain/handle.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

enum role {
    ROLE_GUEST,
    ROLE_MEMBER,
    ROLE_MODERATOR,
    ROLE_SYSOP
};

enum {
    KEY_BLOB_BYTES = 4 * 1024, /* RSA with 16384 bits is 2 KiB */
    LOCATOR_BYTES = 32,
    RECOVERY_LOCATOR_BITS = 40,
    RECOVERY_SECRET_BITS = 100,
    RECOVERY_CODE_SIZE = CODE_SIZE(RECOVERY_LOCATOR_BITS + RECOVERY_SECRET_BITS),
    CLAIM_CODE_BITS = 100,
    CLAIM_CODE_SIZE = CODE_SIZE(CLAIM_CODE_BITS),
};

struct who_secret; /* locked memory: the root, and a guest's proven key until they join */

/* The caller. Read it; only identity.c writes it. */
struct who {
    enum role role;            /* ROLE_GUEST: no account */
    bool has_key;              /* proved a key, so a guest may join */
    bool is_operator;          /* no account, and may what a sysop may: has the shell */
    handle_id handle;          /* of a member; 0 for a guest */
    char name[HANDLE_SIZE];    /* the handle; "" for a guest */
    int64_t joined_quarter;    /* start of the quarter, public; 0 for a guest */
    int64_t joined_day;        /* start of the day, known to the account alone; 0 for a guest */
    struct who_secret *secret; /* NULL for a guest without a key */
};

/* Has no account: the operator has none either. */
bool who_is_guest(const struct who *who);
/* "guest", "member", "moderator", "sysop". */
const char *role_name(enum role role);
/* E_GUEST for a guest, E_DENIED for a lesser role. */
NODISCARD enum err role_require(const struct who *who, enum role least);

/*
 * Who holds this public key? `blob` is the SSH wire form of a key that signed, or NULL for a caller
 * without one. Sets v->who, and for a member v->state. A key without an account is a guest who may
 * join. A sealed state that cannot be read is a new one with its `lost` flag set.
 * E_CORRUPT: the account's record is damaged. E_PROTOCOL: a blob over KEY_BLOB_BYTES.
 */
NODISCARD enum err account_open(struct visit *v, const uint8_t *blob, size_t n);
/* The caller of a visit without a key is the operator from now on, who governs without a handle:
 * only for processes that were started with the shell, never in a session. */
void account_be_operator(struct visit *v);
/* Forget the caller: wipes secrets, frees v->who and v->state. Writes nothing. */
void account_close(struct visit *v);

/*
 * Make the account of the guest in `v`, who is a member from then on, and v->state is made.
 * `handle` NULL draws one. `ret_code` is the recovery code, to be shown once: it is stored nowhere.
 * E_NO_KEY E_MEMBER_ALREADY, and as handle_check(). After an error nothing was made.
 */
NODISCARD enum err account_join(struct visit *v, const char *handle,
                                char ret_code[static RECOVERY_CODE_SIZE]);

/*
 * Open the account of a recovery code for the guest in `v` and let their key open it from now on.
 * The code stays valid. E_CODE_INVALID for any code that opens nothing, well formed or not.
 * E_NO_KEY E_MEMBER_ALREADY. Takes 0.1 s on purpose; the caller limits the rate.
 */
NODISCARD enum err account_recover(struct visit *v, const char *code);

/* Another recovery code in place of the one there was, which opens nothing from then on. E_GUEST.
 * Takes 0.1 s. */
NODISCARD enum err account_new_code(struct visit *v, char ret_code[static RECOVERY_CODE_SIZE]);

/* ---- the first sysop ---- */

/* A new claim code, in place of any earlier one; its hash is stored. */
NODISCARD enum err claim_make(struct visit *v, char ret_code[static CLAIM_CODE_SIZE]);
/* Make the caller sysop; the code works once. E_GUEST E_CODE_INVALID. */
NODISCARD enum err claim_use(struct visit *v, const char *code);

/* Is this such a line as account_make_sysop() takes? E_CONFIG: it is none. */
NODISCARD enum err account_key_check(const char *key_line);
/*
 * `curbside init --sysop-key FILE`: an account with role sysop for the key in this line of the
 * authorized_keys form ("ssh-ed25519 AAAA... comment"). E_CONFIG: not such a line. Leaves `v` with
 * a guest or as account_open() does.
 */
NODISCARD enum err account_make_sysop(struct visit *v, const char *key_line,
                                      char ret_handle[static HANDLE_SIZE],
                                      char ret_code[static RECOVERY_CODE_SIZE]);

/* ---- for the modules that derive from the root; members only (BUG_ON) ---- */

/* KDF(R, purpose, extra). Only state.c, draft.c, authorship.c and their later siblings call it. */
void who_derive(const struct who *who, const char *purpose, const void *extra, size_t n,
                struct key *ret);

#endif

/* SPDX-License-Identifier: MIT
 *
 * keys.h -- the keys of an account: which there are, letting another one in, putting one out; and
 * leaving for good.
 *
 * An account knows its keys from its sealed state alone. All but keys_link_use() change nothing
 * that is public; what they change in the sealed state is written by the next state_save(), which
 * never stands beside the rows of keys.
 */
#ifndef CURBSIDE_DOMAIN_KEYS_H
#define CURBSIDE_DOMAIN_KEYS_H

#include <stdbool.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/visit.h>

enum {
    KEYS_MAX = 16,
    KEY_LABEL_CHARS = 40,
    LINK_MINUTES = 10, /* and what is left of the minute it was made in */
    LINK_CODE_SIZE = RECOVERY_CODE_SIZE,
    HANDLE_REST_DAYS = 365,
};

struct key_row {
    int number;        /* stays the key's while it is there */
    const char *label; /* "" without one */
    bool is_this;      /* the one the caller came with */
};

struct key_page {
    struct key_row *rows; /* by number */
    int n;
};

/* E_GUEST. */
NODISCARD enum err keys_list(struct arena *a, struct visit *v, struct key_page *ret);
/* E_GUEST E_NOTFOUND E_LABEL_INVALID E_NOT_UTF8. */
NODISCARD enum err keys_label(struct visit *v, int number, const char *label);
/*
 * From now on this key opens nothing; a session it has open lives to its end and can no longer
 * link. E_GUEST E_NOTFOUND. E_KEY_LAST: no other opens the account. E_KEY_IN_USE: the caller's own.
 */
NODISCARD enum err keys_remove(struct visit *v, int number);

/*
 * A code by which another key is let in: once, for LINK_MINUTES, and only while no later one was
 * made. E_GUEST. E_KEYS_FULL. E_DENIED: the caller's key was removed meanwhile. Takes 0.1 s.
 */
NODISCARD enum err keys_link_make(struct visit *v, char ret_code[static LINK_CODE_SIZE]);
/* The guest in `v` becomes the account of the code, and their key opens it from now on. As
 * account_recover(), and E_KEYS_FULL. */
NODISCARD enum err keys_link_use(struct visit *v, const char *code);

/*
 * Leave for good: every wrap, the recovery box, the sealed state and the drafts go, the handle is
 * "gone" and its name rests a year. Posts stay; alias posts are not touched. `handle` is the
 * caller's own as they typed it, E_NOTFOUND if it is not. The caller is a guest afterwards.
 * E_GUEST. E_BUSY: the log could not be emptied between what is private and what is public; the
 * account is there, try again.
 */
NODISCARD enum err account_leave(struct visit *v, const char *handle);
/* The same, and every own post that can still be told to be the caller's is erased on a day of its
 * own (erasure.h). Nothing of it is touched now. Takes time with the threads that hold aliases. */
NODISCARD enum err account_leave_erasing(struct visit *v, const char *handle);

#endif

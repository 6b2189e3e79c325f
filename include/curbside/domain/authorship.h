/* SPDX-License-Identifier: MIT
 *
 * authorship.h -- how a post is tied to its author. The one module that knows.
 *
 * A handle post carries its handle's id. An alias post carries the alias and a tag and nothing
 * else: tag = BLAKE2b-128(KDF(R, "tag"), thread secret), where the thread secret comes from a month
 * key that is destroyed later. So an author finds their own alias posts, and nobody else can, not
 * even with the database, the pepper and every backup; two tags of one person in two threads have
 * nothing in common.
 *
 * Posts are written only through rows made here.
 */
#ifndef CURBSIDE_DOMAIN_AUTHORSHIP_H
#define CURBSIDE_DOMAIN_AUTHORSHIP_H

#include <stdbool.h>

#include <curbside/base/arena.h>
#include <curbside/base/crypto.h>
#include <curbside/base/err.h>
#include <curbside/domain/author.h>
#include <curbside/domain/board.h>
#include <curbside/domain/visit.h>
#include <curbside/store/author_row.h>
#include <curbside/store/ids.h>
#include <curbside/store/sanctions.h>

/* A thread as authorship sees it. */
struct author_place {
    thread_id thread; /* of a thread about to be made: the id drawn for it */
    enum board_mode mode;
    const struct key *secret; /* the thread's, from the month key; NULL: none, only handles */
    bool alias_open;          /* aliases may be chosen */
    bool alias_shut;          /* but none is drawn for whoever has none in this thread */
    bool has_alias;           /* somebody has been one in this thread */
    const char *alias;        /* drawn beforehand and shown to the caller; NULL: draw one */
};

/* thread secret = BLAKE2b(month key, thread id) */
void thread_secret(const struct key *month, thread_id thread, struct key *ret);

/*
 * The row for a new post by the caller, and the face it has. One face per account and thread: the
 * first post fixes it. Inside the post's transaction, before the insert. Where an alias could have
 * been meant, nothing but the wish for it makes it the handle.
 * E_GUEST. E_ALIAS_CLOSED: an alias was chosen, or nothing, and there are none. E_ALIAS_SHUT: the
 * same, and the thread takes no new ones. E_FACE_ASK: nothing was chosen, the board takes handles
 * only, and the thread holds aliases. E_FACE_FIXED: the thread knows the caller by the other face,
 * or the board does not allow the one wished.
 * E_ALIAS_CHANGED: the alias drawn beforehand is somebody's by now, or the caller has another one
 * in this thread, or had this one in another, or it was never drawn.
 */
NODISCARD enum err author_for_new_post(struct arena *a, struct visit *v,
                                       const struct author_place *place, enum face wish,
                                       struct author_row *ret, enum face *ret_face);
/* For an imported name. */
struct author_row author_for_import(const char *name);

/* Nobody: what stands in the place of a post that was put elsewhere. */
struct author_row author_for_nobody(void);
/* What ties an alias post to its author, as text; AUTHOR_TIE_NONE: nothing does (any more). A post
 * that is put into another thread loses it: it was made for the one it was written in. */
enum {
    AUTHOR_TIE_SIZE = 2 * TAG_BYTES + 1
};
#define AUTHOR_TIE_NONE "-"
void author_tie_format(const struct author_row *row, char ret[static AUTHOR_TIE_SIZE]);
void author_tie(struct author_row *row, const char *tie);

/* How many posts this alias has waiting in its thread: the next one's part. */
NODISCARD enum err author_count_waiting(struct visit *v, thread_id thread,
                                        const struct author_row *row, int *ret);
/*
 * The receipt of an alias post: derived, so that its author can be shown it again while the alias
 * lives and nobody can make it afterwards; whoever kept it may still delete. Its hash is stored.
 */
void author_receipt(const struct who *who, const struct key *secret, post_id post,
                    uint8_t ret[static RECEIPT_BYTES]);
void receipt_hash(post_id post, const uint8_t receipt[static RECEIPT_BYTES],
                  uint8_t ret[static TAG_BYTES]);

/* Did the caller write it? `secret` as in author_place. False for a guest. */
bool author_is_me(const struct who *who, const struct author_row *row, const struct key *secret);
/* Numbers above `above`, rising, of the caller's posts in a thread made at `created_at`, under
 * either face as far as that can be told; at most `limit`. Nothing for a guest. */
NODISCARD enum err author_list_mine(const struct visit *v, thread_id thread, int64_t created_at,
                                    int above, int *ret_nos, int limit, int *ret_n);
/*
 * Whom a sanction through this post in `thread` reaches: the handle, or the tag in its thread and
 * nothing else. E_NOBODY: an imported name, or an account that was left. (Whether a tag can still
 * be made by anybody is not asked here.)
 */
NODISCARD enum err author_target(const struct author_row *row, thread_id thread,
                                 struct sanction_target *ret);
/* The caller's own alias in a thread, as a target. Members only. */
void author_own_target(const struct who *who, thread_id thread, const struct key *secret,
                       struct sanction_target *ret);
/* Do two posts of one thread stand under the same face? (OP) */
bool author_is_same(const struct author_row *one, const struct author_row *two);
/* Whom an answer to this post is addressed to: a public handle, or an alias (without ~) of its
 * thread; the other is 0 or NULL. False for an imported author and one who has left. */
bool author_addressee(const struct author_row *row, handle_id *ret_handle, const char **ret_alias);
/* The caller's alias in a thread made at `created_at`, without ~, in `a`; NULL: none, or none that
 * can be told any more. NULL for a guest. */
NODISCARD enum err author_my_alias(struct arena *a, const struct visit *v, thread_id thread,
                                   int64_t created_at, const char **ret);
/* Is it an alias post, so that times are coarsened? */
bool author_is_alias(const struct author_row *row);
/* Does the quiet view leave this author out (quiet.h)? `memory` remembers the last answers for one
 * page; clear it first. */
enum {
    QUIET_MEMORY = 32
};
struct quiet_memory {
    handle_id handles[QUIET_MEMORY];
    bool covered[QUIET_MEMORY];
    int n;
};
NODISCARD enum err author_is_covered(struct visit *v, const struct author_row *row,
                                     struct quiet_memory *memory, bool *ret);
/* The name to show, in `a`. */
NODISCARD enum err author_show(struct arena *a, const struct author_row *row, struct author *ret);

#endif

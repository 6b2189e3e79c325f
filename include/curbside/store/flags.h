/* SPDX-License-Identifier: MIT
 *
 * flags.h -- rows of flags, and of the posts that moderators have to look at because of them.
 */
#ifndef CURBSIDE_STORE_FLAGS_H
#define CURBSIDE_STORE_FLAGS_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/crypto.h>
#include <curbside/base/err.h>
#include <curbside/store/db.h>
#include <curbside/store/ids.h>

struct flag_row {
    post_id post;
    uint8_t token[TAG_BYTES];
    const char *reason;
    bool weighs;
    const char *note; /* NULL: none */
    bool settled;
    action_id settled_by; /* read, never written; 0: none, or long ago */
};

/* E_IN_USE: this token has flagged the post before. */
NODISCARD enum err flags_insert(struct db *db, const struct flag_row *row);
NODISCARD enum err flags_has(struct db *db, post_id post, const uint8_t token[static TAG_BYTES],
                             bool *ret);
/* One reason given for a post, of flags nobody decided on. */
struct flag_reason {
    const char *reason;
    int count;
    int weight;
};
/* The commonest first; at most `limit`. */
NODISCARD enum err flags_reasons(struct arena *a, struct db *db, post_id post, int limit,
                                 struct flag_reason **ret, int *ret_n);
/* What was written with them, in no order that says anything. */
NODISCARD enum err flags_notes(struct arena *a, struct db *db, post_id post, int limit,
                               const char ***ret, int *ret_n);
/* Of the flags on all posts of a thread that nobody decided on. */
NODISCARD enum err flags_weight_of_thread(struct db *db, thread_id thread, int *ret);
/* A moderator has decided by this action; or that is taken back. */
NODISCARD enum err flags_settle(struct db *db, post_id post, action_id by);
NODISCARD enum err flags_unsettle(struct db *db, post_id post, action_id by);
/* E_NOTFOUND: this token has not flagged the post. */
NODISCARD enum err flags_get(struct arena *a, struct db *db, post_id post,
                             const uint8_t token[static TAG_BYTES], struct flag_row *ret);
/* By its post and token. OK also when it is not there. */
NODISCARD enum err flags_remove(struct db *db, const struct flag_row *row);
/* The next row after (post, token): for whoever looks for their own. *ret_row false at the end. */
NODISCARD enum err flags_walk(struct arena *a, struct db *db, const struct flag_row *after,
                              int limit, struct flag_row **ret, int *ret_n);

/* ---- posts that were flagged ---- */

struct flagged_row {
    post_id post;
    thread_id thread;
    int no;
    int64_t since;
};

/* OK also when it is there. */
NODISCARD enum err flagged_add(struct db *db, post_id post, int64_t since);
/* OK also when it is not there. */
NODISCARD enum err flagged_remove(struct db *db, post_id post);
NODISCARD enum err flagged_has(struct db *db, post_id post, bool *ret);
/* *ret_since 0: it is not there; *ret_collapses 0: not at a tick. */
NODISCARD enum err flagged_find(struct db *db, post_id post, int64_t *ret_since,
                                int64_t *ret_collapses);
/* Those still shown, oldest first, after (since, post). */
NODISCARD enum err flagged_list(struct arena *a, struct db *db, int64_t after_since, post_id after,
                                int limit, struct flagged_row **ret, int *ret_n);
NODISCARD enum err flagged_count(struct db *db, int limit, int *ret);
NODISCARD enum err flagged_set_collapse(struct db *db, post_id post, int64_t at);
/* One that collapses at or before `now`; *ret 0: none. */
NODISCARD enum err flagged_next_collapse(struct db *db, int64_t now, post_id *ret);

#endif

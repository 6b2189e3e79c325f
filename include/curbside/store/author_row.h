/* SPDX-License-Identifier: MIT
 *
 * author_row.h -- what a stored post says of its author, as stored.
 *
 * Only domain/authorship.c knows what it means. Everybody else carries it, whole, between
 * authorship and the post's row: the fields are called aut_... so that tests/lint/authorship can
 * fail a build where any other file looks inside.
 */
#ifndef CURBSIDE_STORE_AUTHOR_ROW_H
#define CURBSIDE_STORE_AUTHOR_ROW_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/crypto.h>
#include <curbside/base/err.h>
#include <curbside/store/db.h>
#include <curbside/store/ids.h>

struct author_row {
    handle_id aut_handle; /* 0: not a handle post */
    bool aut_has_tag;
    uint8_t aut_tag[TAG_BYTES]; /* alias posts only */
    const char *aut_alias;      /* alias posts only, without ~ */
    const char *aut_imported;   /* imported posts only */
    bool aut_gone;
    /* of the handle; read, never written with the post */
    const char *aut_name; /* NULL once the account was left */
    const char *aut_role;
    bool aut_official;
};

/* The alias that this tag has in this thread, in `a`; NULL: none yet. */
NODISCARD enum err author_find_alias(struct arena *a, struct db *db, thread_id thread,
                                     const uint8_t tag[static TAG_BYTES], const char **ret);
/* Is this alias somebody's in this thread? */
NODISCARD enum err author_has_alias(struct db *db, thread_id thread, const char *alias, bool *ret);
/* Where else than in `but` somebody has this alias, in `a`: by which tag, and what its thread's
 * secret depends on. At most `limit`. */
struct author_use {
    thread_id thread;
    int64_t created; /* of the thread */
    int64_t due;     /* of a post that waits; 0: it is out */
    uint8_t tag[TAG_BYTES];
};
NODISCARD enum err author_list_alias_uses(struct arena *a, struct db *db, const char *alias,
                                          thread_id but, int limit, struct author_use **ret,
                                          int *ret_n);
/* Is there an alias that is somebody's in both threads? */
NODISCARD enum err author_share_alias(struct db *db, thread_id one, thread_id other, bool *ret);
/* Has this handle posted in this thread? */
NODISCARD enum err author_has_handle(struct db *db, thread_id thread, handle_id handle, bool *ret);

/* Posts by a handle, for `mine`: after (thread, no), by thread and number. */
struct author_post {
    post_id post;
    thread_id thread;
    int no;
    int64_t created;
    int64_t body_bytes;
};
NODISCARD enum err author_list_posts(struct arena *a, struct db *db, handle_id handle,
                                     thread_id after_thread, int after_no, int limit,
                                     struct author_post **ret, int *ret_n);
/* Where and when a handle has posted, by time, above a time and id: at most `limit`. */
struct author_dated {
    post_id post;
    thread_id thread;
    int no;
    int64_t created;
};
NODISCARD enum err author_list_since(struct db *db, handle_id handle,
                                     const struct author_dated *above,
                                     struct author_dated *ret_rows, int limit, int *ret_n);
/* What this handle has posted, newest first: at most `limit` texts, and none after they together
 * passed `bytes`. */
struct author_text {
    const char *body; /* in `a` */
    size_t n;
};
NODISCARD enum err author_list_texts(struct arena *a, struct db *db, handle_id handle, int limit,
                                     size_t bytes, struct author_text **ret, int *ret_n);
/* Numbers above `above`, rising, of the posts in a thread by this handle or with this tag (NULL: by
 * the handle alone). Fills at most `limit`. */
NODISCARD enum err author_list_numbers(struct db *db, thread_id thread, handle_id handle,
                                       const uint8_t *tag, int above, int *ret_nos, int limit,
                                       int *ret_n);
/* Does this thread hold posts with a tag? */
NODISCARD enum err author_has_tags(struct db *db, thread_id thread, bool *ret);
/* How many posts with this tag wait in this thread. */
NODISCARD enum err author_count_tag_waiting(struct db *db, thread_id thread,
                                            const uint8_t tag[static TAG_BYTES], int *ret);
/* What waits under a handle, by id: what a filter held. */
NODISCARD enum err author_list_waiting(struct db *db, handle_id handle, post_id *ret, int limit,
                                       int *ret_n);
NODISCARD enum err author_drop_waiting(struct db *db, handle_id handle);
/* When this handle posted last, as stored; 0: never. */
NODISCARD enum err author_last_post(struct db *db, handle_id handle, int64_t *ret);
/* The first post of this handle in [from, before) that is shown: when it was made; 0: none. */
NODISCARD enum err author_next_standing(struct db *db, handle_id handle, int64_t from,
                                        int64_t before, int64_t *ret_created);
/* Has this handle any post at all? */
NODISCARD enum err author_has_posts(struct db *db, handle_id handle, bool *ret);

#endif

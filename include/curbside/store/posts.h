/* SPDX-License-Identifier: MIT
 *
 * posts.h -- rows of posts. Who wrote one stands in an author_row that is carried and not read.
 */
#ifndef CURBSIDE_STORE_POSTS_H
#define CURBSIDE_STORE_POSTS_H

#include <stddef.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/store/author_row.h>
#include <curbside/store/db.h>
#include <curbside/store/ids.h>

struct post_record {
    post_id id;
    thread_id thread;
    int no;
    int64_t created_at;
    int64_t edited_at; /* 0: never */
    const char *state; /* "visible", "collapsed", "held", "removed", "deleted" */
    int reply_to;      /* 0: none */
    int see;           /* the post that sets it right; 0: none. Not written. */
    int64_t helpful;   /* marks; see helpful.h. Not written. */
    const char *body;
    const uint8_t *receipt; /* TAG_BYTES: hash of an alias post's; NULL: none. Never read. */
    struct author_row author;
};

struct post_records {
    struct post_record *rows;
    int n;
};

/* Posts of a thread from number `from` on: at most `limit`, and none after their bodies together
 * passed `bytes`. An unknown thread has none. */
NODISCARD enum err posts_list(struct arena *a, struct db *db, thread_id thread, int from, int limit,
                              size_t bytes, struct post_records *ret);
/* E_NOTFOUND. */
NODISCARD enum err posts_get(struct arena *a, struct db *db, thread_id thread, int no,
                             struct post_record *ret);
/* Numbers, rising, of the posts of a thread that answer post `no`. Fills at most `limit`. */
NODISCARD enum err posts_list_answers(struct db *db, thread_id thread, int no, int *ret_nos,
                                      int limit, int *ret_n);
/* Where a post stands; E_NOTFOUND. */
NODISCARD enum err posts_find(struct db *db, post_id id, thread_id *ret_thread, int *ret_no);
/* `row` carries its id, drawn by the caller; always visible, never edited. E_IN_USE: the id is
 * taken. */
NODISCARD enum err posts_insert(struct db *db, const struct post_record *row);
/* Does this post's receipt hash to this? False too for a post that has none, or is not there. */
NODISCARD enum err posts_has_receipt(struct db *db, post_id id,
                                     const uint8_t hash[static TAG_BYTES], bool *ret);
NODISCARD enum err posts_set_body(struct db *db, post_id id, const char *body, int64_t edited_at);
/* One of the words of post_record.state. */
NODISCARD enum err posts_set_state(struct db *db, post_id id, const char *state);
/* It becomes this number of this thread, tied to its author as `row` says. */
NODISCARD enum err posts_place(struct db *db, const struct post_record *row, thread_id thread,
                               int no, int reply_to);
/* A marker that makes room for the post it stands for: nothing may hang on it. */
NODISCARD enum err posts_remove(struct db *db, post_id id);
/* Its text goes and its number stays: "deleted", but a "removed" one remains that. */
NODISCARD enum err posts_delete(struct db *db, post_id id);
/* The first number whose post is as new as `time`; 0 if none is. Reads the posts before it, in
 * their index alone. */
NODISCARD enum err posts_first_since(struct db *db, thread_id thread, int64_t time, int *ret_no);
/* The last number whose post is of exactly this time; 0 if none is. Costs the posts behind it. */
NODISCARD enum err posts_last_at(struct db *db, thread_id thread, int64_t time, int *ret_no);

#endif

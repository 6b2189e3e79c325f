/* SPDX-License-Identifier: MIT
 *
 * insert.h -- writing threads and posts with everything that counts them.
 *
 * The one way a thread or a post comes into the database, for what is written here and for what is
 * imported. Inside the caller's write transaction; after an error the caller rolls back.
 */
#ifndef CURBSIDE_SRC_DOMAIN_INSERT_H
#define CURBSIDE_SRC_DOMAIN_INSERT_H

#include <stdint.h>

#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/author_row.h>
#include <curbside/store/ids.h>

struct new_thread {
    thread_id id; /* from thread_draw() */
    board_id board;
    const char *title; /* clean */
    const char *const *tags;
    int n_tags;
    int64_t created_at;
};

struct new_post {
    post_id id; /* from post_draw(); 0: post_insert() draws it */
    board_id board;
    thread_id thread;
    int64_t created_at;
    int reply_to;
    const char *body;       /* clean */
    const uint8_t *receipt; /* TAG_BYTES: the hash of an alias post's; NULL: none */
    struct author_row author;
    bool bulk; /* one of many: the search index gets it later (search_catch_up()) */
};

/* An id that no thread has. E_IO: no free one was found, which takes a broken source of chance. */
NODISCARD enum err thread_draw(struct visit *v, thread_id *ret);
/* An id that no post has, out or waiting. E_IO likewise. */
NODISCARD enum err post_draw(struct visit *v, post_id *ret);
/* Without its first post a thread is no thread: post_insert() follows in the same transaction. */
NODISCARD enum err thread_insert(struct visit *v, const struct new_thread *thread);
NODISCARD enum err post_insert(struct visit *v, const struct new_post *post, post_id *ret_id,
                               int *ret_no);

#endif

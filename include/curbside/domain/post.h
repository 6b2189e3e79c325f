/* SPDX-License-Identifier: MIT
 *
 * post.h -- posts: reading them and writing them.
 *
 * A post and everything that counts it (thread, board) are written in one transaction, and nothing
 * private to the author is written in or beside it. A submission carries a random token: the same
 * token a second time answers with the post it made and makes no other, for a day.
 */
#ifndef CURBSIDE_DOMAIN_POST_H
#define CURBSIDE_DOMAIN_POST_H

#include <stddef.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/author.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

enum {
    BODY_BYTES = 64 * 1024,         /* a post written here */
    IMPORT_BODY_BYTES = 256 * 1024, /* an imported one */
    SUBMIT_TOKEN_BYTES = 16,
    POST_LIST_MAX = 1000, /* posts in one answer */
};

enum post_state {
    POST_VISIBLE,
    POST_COLLAPSED,
    POST_HELD,
    POST_REMOVED,
    POST_DELETED
};

struct post {
    post_id id;
    thread_id thread;
    int no; /* 1 is the one that opened the thread */
    struct author author;
    bool op; /* written under the face that opened the thread */
    bool you;
    const char *body; /* clean UTF-8, Markdown; "" when removed or deleted */
    int64_t created;  /* already coarsened where the board coarsens */
    int64_t edited;   /* 0: never */
    int64_t helpful;
    enum post_state state;
    int reply_to; /* number in the thread, 0: to nobody in particular */
    bool unread;  /* for the caller */
};

struct post_page {
    struct post *rows;
    int n;
    int next_no; /* number to go on from, 0 at the end */
};

/* "visible", "collapsed", "held", "removed", "deleted". */
const char *post_state_name(enum post_state state);

/* Posts of a thread from number `from` on, at most `limit` (1..POST_LIST_MAX, brought into range).
 * E_NOTFOUND as thread_get(). */
NODISCARD enum err post_list(struct arena *a, struct visit *v, thread_id thread, int from,
                             int limit, struct post_page *ret);
NODISCARD enum err post_get(struct arena *a, struct visit *v, thread_id thread, int no,
                            struct post *ret); /* E_NOTFOUND also for a number nobody has */

/* Remember that the caller was shown these posts to their end. Nothing for a guest. Kept in the
 * sealed state, written when the session writes it. */
void post_mark_read(struct visit *v, thread_id thread, int from, int to);

/* What a person hands in. Texts are as typed: they are checked and cleaned here. */
struct submission {
    board_id board;   /* a new thread there, when thread is 0 */
    thread_id thread; /* or a reply in this thread */
    int reply_to;     /* number of the post it answers, 0: none */
    enum face face;
    const char *title; /* new threads only */
    const char *const *tags;
    int n_tags; /* new threads only; the same tag twice counts once */
    const char *body;
    size_t body_n; /* bytes; the body may hold anything, E_NOT_UTF8 if it is not UTF-8 */
    uint8_t token[SUBMIT_TOKEN_BYTES]; /* random, made once per draft */
};

struct submitted {
    thread_id thread;
    post_id post;
    int no;
    int64_t released; /* when others see it: now, for a handle post */
};

/*
 * Check without writing: everything post_submit() would refuse but the state of the disk. A body
 * is measured before and after it is cleaned: one byte over BODY_BYTES is E_BODY_LONG.
 * E_GUEST E_DENIED E_CLOSED_BOARD E_ALIAS_CLOSED E_LOCKED E_THREAD_FULL E_NOTFOUND E_TITLE_EMPTY
 * E_TITLE_LONG E_BODY_EMPTY E_BODY_LONG E_NOT_UTF8 E_TAG_INVALID E_TAGS_MANY
 */
NODISCARD enum err post_check(struct visit *v, const struct submission *s);
/* Post it. As above, and E_FULL, E_READONLY, E_BUSY, E_IO: nothing was posted then. Rings the
 * board's and the thread's topic. A token used before answers OK with what it made. */
NODISCARD enum err post_submit(struct visit *v, const struct submission *s, struct submitted *ret);
/* The name this caller would post under: the face, and the author as others would see it. */
NODISCARD enum err post_face(struct arena *a, struct visit *v, board_id board, thread_id thread,
                             enum face wish, enum face *ret_face, struct author *ret_author);

#endif

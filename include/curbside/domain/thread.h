/* SPDX-License-Identifier: MIT
 *
 * thread.h -- threads: lists of them, and one of them.
 *
 * Lists page by keyset: a cursor is the place after the last row shown, opaque to callers, and
 * stays right while others post.
 */
#ifndef CURBSIDE_DOMAIN_THREAD_H
#define CURBSIDE_DOMAIN_THREAD_H

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/author.h>
#include <curbside/domain/board.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

enum {
    TITLE_CHARS = 200, /* characters, as the person counts them (grapheme clusters) */
    TAGS_MAX = 5,
    TAG_CHARS = 32,
    THREAD_POSTS = 5000, /* posts one thread may hold */
    LIST_DEFAULT = 20,
    LIST_MAX = 200,
};

enum thread_sort {
    THREADS_ACTIVE,
    THREADS_NEW,
    THREADS_HELPFUL
};

struct thread_row {
    thread_id id;
    board_id board;
    const char *board_slug;
    const char *board_title;
    const char *title;
    struct author author; /* of the first post */
    const char **tags;    /* without # */
    int n_tags;
    int64_t posts;
    int64_t helpful;
    int64_t created;
    int64_t active; /* newest post */
    int64_t unread; /* for the caller; 0 for a guest */
    bool pinned;
    bool locked;
    thread_id moved_to; /* its posts were merged into that one; 0: not */
    bool alias_closed;  /* nobody is let in who would be drawn an alias; see door.h */
    bool hidden;        /* the caller has hidden the author of the first post */
    bool held;          /* by a moderator, or refused by one: only its author sees it */
    int64_t released;   /* 0: out; else when it will be, and until then only its author sees it */
};

struct thread_query {
    board_id board; /* 0: every open board; only by THREADS_ACTIVE, nothing pinned */
    enum thread_sort sort;
    const char *tag;   /* as typed; NULL: any */
    const char *after; /* a cursor of the same query, NULL: from the start */
    int limit;         /* 1..LIST_MAX */
};

struct thread_page {
    struct thread_row *rows; /* on the first page of one board: the caller's own that wait, besides
                                the limit, then pinned ones */
    int n;
    const char *next; /* cursor, NULL at the end */
};

/* E_NOTFOUND: no such open board. E_CURSOR_INVALID: `after` is not a cursor of this query.
 * E_TAG_INVALID: a tag nothing could carry. E_USAGE: a sort that all boards together do not have.
 * A limit out of range is brought into it. */
NODISCARD enum err thread_list(struct arena *a, struct visit *v, const struct thread_query *query,
                               struct thread_page *ret);
/* E_NOTFOUND also when its board is not open to the caller. */
NODISCARD enum err thread_get(struct arena *a, struct visit *v, thread_id id,
                              struct thread_row *ret);

/*
 * May this caller reply? OK, or the first reason against it: as board_can_reply(), then E_LOCKED,
 * E_THREAD_FULL. Screens hide the key by it; post_submit() asks again.
 */
NODISCARD enum err thread_can_reply(const struct visit *v, const struct board *board,
                                    const struct thread_row *row);

/* "active", "new", "helpful"; E_USAGE for another word. */
NODISCARD enum err thread_sort_parse(const char *name, enum thread_sort *ret);

/*
 * "thread/123", "post/123" or a bare number (a thread, else a post), as a person types an address.
 * *ret_no is the post's number, 1 for a thread. E_NOTFOUND also for what is no address at all and
 * for what lies on a board that is closed.
 */
NODISCARD enum err thread_resolve(struct visit *v, const char *address, thread_id *ret_thread,
                                  int *ret_no);

/*
 * A tag as it is stored and shown: as written, but in small letters: those of any script, digits
 * and hyphens, without the # a person may type before it. E_TAG_INVALID: empty, longer than
 * TAG_CHARS characters, or with anything else in it.
 */
NODISCARD enum err tag_parse(struct arena *a, const char *typed, const char **ret);
/*
 * A title as it is stored: one line, without controls, runs of white space as one space.
 * E_TITLE_EMPTY: nothing visible is left. E_TITLE_LONG: over TITLE_CHARS. E_NOT_UTF8.
 */
NODISCARD enum err title_parse(struct arena *a, const char *typed, const char **ret);

#endif

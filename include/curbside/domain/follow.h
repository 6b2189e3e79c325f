/* SPDX-License-Identifier: MIT
 *
 * follow.h -- threads, boards and tags that the caller wants to hear of. Kept in the sealed state:
 * nobody is told, and nothing counts followers. What is new in them is the inbox's (inbox.h).
 */
#ifndef CURBSIDE_DOMAIN_FOLLOW_H
#define CURBSIDE_DOMAIN_FOLLOW_H

#include <stdbool.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/school_news.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

enum follow_kind {
    FOLLOW_THREAD,
    FOLLOW_BOARD,
    FOLLOW_TAG,
    FOLLOW_SCHOOL, /* its threads, those tagged with its slug; its figures and reports */
    FOLLOW_OTHER,  /* kept by a newer version; not shown here */
};

struct follow {
    enum follow_kind kind;
    const char *address;     /* "thread/123", "board/mcat", "tag/retake", "school/yale" */
    const char *title;       /* of the thread or board, "#retake"; NULL: it is not there any more */
    thread_id thread;        /* of a thread */
    board_id board;          /* of a board */
    const char *school;      /* slug, of a school */
    struct school_news news; /* of a school */
};

struct follow_page {
    struct follow *rows; /* the newest first */
    int n;
    const char *next; /* cursor, NULL at the end */
};

/* "thread", "board", "tag", "school". */
const char *follow_kind_name(enum follow_kind kind);

/*
 * `address` as typed: board/SLUG, thread/ID (also a bare number, or post/ID for its thread), tag/T
 * or #T, school/SLUG (or any name of it). Twice is OK. *ret_address, in `a`, is what it is called.
 * E_GUEST. E_NOTFOUND: no such thread or board. E_TAG_INVALID. E_LIST_FULL.
 */
NODISCARD enum err follow_add(struct arena *a, struct visit *v, const char *address,
                              const char **ret_address);
/* OK also for what is not followed, or is not there any more. E_GUEST. */
NODISCARD enum err follow_remove(struct arena *a, struct visit *v, const char *address,
                                 const char **ret_address);
/* At most `limit` (1..LIST_MAX) behind `after`, NULL for the start; also when what it names is not
 * followed any more. E_GUEST E_CURSOR_INVALID. */
NODISCARD enum err follow_list(struct arena *a, struct visit *v, const char *after, int limit,
                               struct follow_page *ret);

/* Is it followed? False for a guest. */
bool follow_has_thread(const struct visit *v, thread_id thread);
bool follow_has_board(const struct visit *v, const char *slug);
bool follow_has_tag(const struct visit *v, const char *tag);
bool follow_has_school(const struct visit *v, const char *slug);

/* Every follow as its address, for whoever lists what is kept about the caller. Anything but OK
 * from `each` stops with that. Nothing for a guest. */
NODISCARD enum err follow_walk(const struct visit *v,
                               enum err (*each)(void *ctx, const char *address), void *ctx);

#endif

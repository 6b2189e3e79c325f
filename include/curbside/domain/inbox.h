/* SPDX-License-Identifier: MIT
 *
 * inbox.h -- what is new for the caller: answers to their posts, their name in somebody's post, and
 * what is unread in what they follow.
 *
 * It is computed by the caller's own session whenever it is shown, from their sealed state and
 * public rows; nobody writes into another's inbox, so there is nothing in it to be stolen. Answers
 * and mentions stay until they are cleared, read or not; a followed thread is listed while it has
 * unread posts. A thread stands in it once, under the strongest of its reasons.
 *
 * It is read in pages and holds however much has piled up; a page costs what it shows.
 */
#ifndef CURBSIDE_DOMAIN_INBOX_H
#define CURBSIDE_DOMAIN_INBOX_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/thread.h>
#include <curbside/domain/visit.h>

enum {
    INBOX_MAX = 200,         /* rows of one page */
    INBOX_COUNT_MAX = 10000, /* rows counted, and cleared one by one */
};

enum inbox_kind {
    INBOX_REPLY,   /* somebody answered the caller */
    INBOX_MENTION, /* somebody named the caller: @handle, or ~alias in its thread */
    INBOX_THREAD,  /* a thread that is followed */
    INBOX_TAG,     /* a tag that is followed */
    INBOX_BOARD,   /* a board that is followed */
};

struct inbox_row {
    enum inbox_kind kind;
    struct thread_row thread;
    const char *tag; /* of INBOX_TAG */
    int no;          /* the post to begin with; 0: the first unread one */
    int count;       /* posts it is about */
    int unread;      /* of them */
    int64_t time;    /* of the newest, as the thread shows times */
};

struct inbox_page {
    struct inbox_row *rows; /* newest first */
    int n;
    const char *next; /* cursor, NULL at the end */
};

/* "reply", "mention", "thread", "tag", "board". */
const char *inbox_kind_name(enum inbox_kind kind);
/* At most `limit` rows (1..INBOX_MAX) behind `after`, NULL for the start. What comes meanwhile is
 * at the start; no row is shown twice for it or left out. E_GUEST E_CURSOR_INVALID. */
NODISCARD enum err inbox_list(struct arena *a, struct visit *v, const char *after, int limit,
                              struct inbox_page *ret);
/* The first few rows with something unread, at a glance: they are looked for among the newest posts
 * and threads, and what is older may be missing. `next` says whether there is more. E_GUEST. */
NODISCARD enum err inbox_newest(struct arena *a, struct visit *v, int limit,
                                struct inbox_page *ret);
/* How many of the first `look` rows (1..INBOX_COUNT_MAX) have something unread, and whether there
 * are rows behind them. E_GUEST. */
NODISCARD enum err inbox_count_unread(struct visit *v, int look, int *ret, bool *ret_more);
/* Nothing of what is in it now will be again; what was unread in its threads stays unread there.
 * Where more than STATE_INBOX_THREADS threads of one hour are cleared, or more than
 * INBOX_COUNT_MAX, what comes in the rest of the hour goes with them. E_GUEST. */
NODISCARD enum err inbox_clear(struct visit *v);
/* Take the last inbox_clear() of this session back. E_NOTFOUND: there is none. */
NODISCARD enum err inbox_clear_undo(struct visit *v);

#endif

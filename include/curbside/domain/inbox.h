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
 * It looks at the newest INBOX_LOOK posts addressed to the handle and as many threads of each board
 * that is followed: it costs what a screen of it is worth, however much has piled up.
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
    INBOX_LOOK = 400,
    INBOX_MAX = 200, /* rows of one answer */
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
    int unread; /* rows with something unread, all of them */
    bool more;  /* there are older ones */
};

/* "reply", "mention", "thread", "tag", "board". */
const char *inbox_kind_name(enum inbox_kind kind);
/* At most `limit` (1..INBOX_MAX). E_GUEST. */
NODISCARD enum err inbox_list(struct arena *a, struct visit *v, int limit, struct inbox_page *ret);
/* Nothing of what is in it now will be again; what was unread in its threads stays unread there.
 * E_GUEST. */
NODISCARD enum err inbox_clear(struct visit *v);
/* Take the last inbox_clear() of this session back. E_NOTFOUND: there is none. */
NODISCARD enum err inbox_clear_undo(struct visit *v);

#endif

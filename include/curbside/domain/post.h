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
#include <curbside/text/privacy.h>

enum {
    BODY_BYTES = 64 * 1024,         /* a post written here */
    IMPORT_BODY_BYTES = 256 * 1024, /* an imported one */
    SUBMIT_TOKEN_BYTES = 16,
    NAME_SHOWN_SIZE = 64, /* a handle, or ~ and two words */
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
    bool hidden;      /* the caller has hidden its author; the text is there all the same */
    bool quiet;       /* and it is the quiet view that does */
    const char *body; /* clean UTF-8, Markdown; "" when removed or deleted */
    int64_t created;  /* already coarsened where the board coarsens */
    int64_t edited;   /* 0: never */
    int64_t helpful;  /* marks, as everybody sees them */
    bool marked;      /* by the caller; see helpful.h */
    enum post_state state;
    thread_id moved_to; /* this stands where it was: a moderator put it into that thread; 0: not */
    int see;            /* the number that sets it right, as a moderator says; 0: none */
    int reply_to;       /* number in the thread, 0: to nobody in particular */
    bool unread;        /* for the caller */
    int64_t released;   /* 0: out; else when it will be, and until then only its author sees it. Its
                           own held or refused ones its author sees with 0, in that state. */
    int64_t changes; /* 0, or when what its author changed is out; `body` is the new text already,
                        for its author alone */
    bool going;      /* and the change is that it is deleted */
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

/* The caller's own posts in this thread that wait for their release, in the order they will come
 * out; their `no` is 0. The first post of a thread that waits itself is post_list()'s. */
NODISCARD enum err post_list_waiting(struct arena *a, struct visit *v, thread_id thread,
                                     struct post_page *ret);

/* The posts that answer one, by number. */
enum {
    POST_ANSWERS_MAX = 8, /* listed; beyond, it is only said that there are more */
};
struct post_answers {
    int nos[POST_ANSWERS_MAX];
    int n;
    bool more;
};
/* Of a thread the caller may read: it is not asked again. */
NODISCARD enum err post_list_answers(struct visit *v, thread_id thread, int no,
                                     struct post_answers *ret);

/* Remember that the caller was shown these posts to their end. Nothing for a guest. Kept in the
 * sealed state, written when the session writes it. */
void post_mark_read(struct visit *v, thread_id thread, int from, int to);

/* What a person hands in. Texts are as typed: they are checked and cleaned here. */
struct submission {
    board_id board;   /* a new thread there, when thread is 0 */
    thread_id thread; /* or a reply in this thread */
    int reply_to;     /* number of the post it answers, 0: none */
    enum face face;
    const char *alias; /* the one post_offer() drew, if the caller was shown it; NULL: any */
    bool soon;         /* with the next release, and not after a drawn time */
    const char *title; /* new threads only */
    const char *const *tags;
    int n_tags; /* new threads only; the same tag twice counts once */
    const char *body;
    size_t body_n; /* bytes; the body may hold anything, E_NOT_UTF8 if it is not UTF-8 */
    uint8_t token[SUBMIT_TOKEN_BYTES]; /* random, made once per draft */
    enum privacy_override override;    /* why what the safety check stops may be posted */
};

struct submitted {
    thread_id thread;
    post_id post;
    int no; /* 0: it waits, and gets its number when it is out */
    bool waits;
    bool held;                       /* for a moderator, who will let it out or not */
    int64_t released;                /* when others see it: now, unless it waits; 0: held */
    char name[NAME_SHOWN_SIZE];      /* it stands under */
    char receipt[RECEIPT_CODE_SIZE]; /* of an alias post; "" for a handle's */
    int64_t until; /* alias: when nobody can tell any more whose it is, its author included; or 0 */
    int slow_minutes; /* a filter: the caller's next post in this thread waits so long; 0: no */
    bool differs; /* nothing was posted: the token made this before, with another text than this */
};

/*
 * Check without writing: everything post_submit() would refuse but the state of the disk. A body
 * is measured before and after it is cleaned: one byte over BODY_BYTES is E_BODY_LONG.
 * E_GUEST E_DENIED E_CLOSED_BOARD E_ALIAS_CLOSED E_LOCKED E_THREAD_FULL E_NOTFOUND E_TITLE_EMPTY
 * E_TITLE_LONG E_BODY_EMPTY E_BODY_LONG E_NOT_UTF8 E_TAG_INVALID E_TAGS_MANY
 */
NODISCARD enum err post_check(struct visit *v, const struct submission *s);
/*
 * Post it. As above, and E_FULL, E_READONLY, E_BUSY, E_IO: nothing was posted then. Rings the
 * board's and the thread's topic. A token used before answers OK with what it made. E_BLOCKED: the
 * safety check stops it (safety.h) and `override` is no reason its rule knows. E_FILTERED: a filter
 * does (filter.h), and safety_check() has its sentence; one that holds it makes it `held`, under a
 * handle as well. A token used before
 * for another text: OK with `differs`, and the draft is to be kept.
 *
 * On an alias board posts may be held for a moderator (decide.h), and the post waits for a release
 * (release.h) after a drawn time of up to `spread_minutes`; with 0 of these for the next one, or up
 * to ALIAS_OTHER_FACE_WAIT_S where the caller's handle was seen in the last `other_face_minutes`.
 * With `soon` always for the next one. FACE_DEFAULT never falls back from an alias to the handle:
 * unless the handle is wished, E_ALIAS_SHUT in a thread that takes no new aliases (door.h),
 * E_ALIAS_CLOSED where the operator closed them, E_ALIAS_STAFF for a thread on a board where
 * moderators alone start them, and E_FACE_ASK in a thread that holds aliases, on
 * a board that takes handles only.
 */
NODISCARD enum err post_submit(struct visit *v, const struct submission *s, struct submitted *ret);
/* Who the caller would be there, said beforehand. */
struct face_offer {
    enum face face;
    struct author author; /* as others would see it */
    const char *alias;    /* without its ~, to be handed in with the submission; NULL: the handle */
    bool fixed;           /* no other face can be had here */
    bool waits;           /* for a release */
    bool seen;            /* the caller's handle was seen a moment ago */
    int64_t released;     /* when it would be out with `soon` */
    int64_t latest; /* when it is out at the latest without; the same where nothing is drawn */
    int64_t until;  /* as in struct submitted */
};
/* `alias` is the one offered before, to be kept if it can still be had; NULL draws one. Errors as
 * post_submit(), of the place and of a wish that cannot be had. */
NODISCARD enum err post_offer(struct arena *a, struct visit *v, board_id board, thread_id thread,
                              enum face wish, const char *alias, struct face_offer *ret);

#endif

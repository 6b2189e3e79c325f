/* SPDX-License-Identifier: MIT
 *
 * err.h -- how every function of Curbside says that something did not work.
 *
 * Three kinds of trouble. *Our bug* is BUG_ON(): it ends this process. *The world* (disk, database,
 * peer) and *the person* (too long, not allowed, too fast) are values of `enum err`, handed up the
 * stack; each has one row in err_info() with its stable code for --json, its exit status and the
 * one sentence a person reads.
 */
#ifndef CURBSIDE_BASE_ERR_H
#define CURBSIDE_BASE_ERR_H

#include <stdbool.h>

enum err {
    OK = 0,

    /* the world: logged once by whoever stops it */
    E_NOMEM,     /* out of memory, or a bound on what a caller may make grow */
    E_IO,        /* a read, write or system call failed */
    E_FULL,      /* no space left, or a quota */
    E_READONLY,  /* the data folder or database cannot be written */
    E_CORRUPT,   /* the database, a sealed record or a stored file is damaged */
    E_NEWER,     /* the database was written by a newer version */
    E_BUSY,      /* the database stayed locked through every retry */
    E_PROTOCOL,  /* a peer sent what its protocol does not allow */
    E_CLOSED,    /* the peer is gone */
    E_TIMEOUT,   /* a deadline passed */
    E_NOTREADY,  /* would block: try again when the descriptor is ready */
    E_IN_USE,    /* the folder, port or name is held by another process */
    E_NO_SECRET, /* secret.key is missing or unusable */
    E_CONFIG,    /* curbside.conf cannot be read or holds an impossible value */

    /* the person: never logged */
    E_USAGE,           /* words that do not fit the command's usage */
    E_NOTFOUND,        /* no such thing, or one the caller may not know of */
    E_AMBIGUOUS,       /* what was typed may mean several things */
    E_DENIED,          /* it is there, but not for this caller */
    E_GUEST,           /* a guest would have to join first */
    E_NO_KEY,          /* joining needs a key, and this caller proved none */
    E_MEMBER_ALREADY,  /* this key has an account */
    E_JOINS_FAST,      /* enough accounts from one place in an hour */
    E_APPEALS_MINE,    /* so many of the caller's own wait */
    E_APPEALS_MANY,    /* so many of everybody's wait */
    E_REPORTS_MINE,    /* so many interview reports of the caller's wait */
    E_REPORTS_CYCLE,   /* the caller has so many of this cycle */
    E_PROPOSALS_MINE,  /* so many schools that the caller proposed wait */
    E_TOOFAST,         /* a limit per time was reached */
    E_CLOSED_BOARD,    /* the board takes no posts */
    E_LOCKED,          /* the thread is locked */
    E_MOVED,           /* the thread was merged into another */
    E_THREAD_FULL,     /* the thread has as many posts as one may hold */
    E_ALIAS_CLOSED,    /* the operator keeps aliases closed */
    E_ALIAS_SHUT,      /* this thread takes no new aliases */
    E_STAFF_BOARD,     /* moderators alone start threads there */
    E_ALIAS_STAFF,     /* only staff starts threads there: an alias would tell */
    E_FACE_ASK,        /* the handle would be shown where an alias may have been meant */
    E_FACE_FIXED,      /* this thread knows the caller by another face */
    E_ALIAS_CHANGED,   /* the alias shown beforehand is not the one the post would have */
    E_TITLE_EMPTY,     /* a thread needs a title */
    E_TITLE_LONG,      /* title over 200 characters */
    E_NOT_OPENER,      /* a title for a post that opens no thread */
    E_BODY_EMPTY,      /* nothing but white space */
    E_BODY_LONG,       /* body over 64 KiB */
    E_NOT_UTF8,        /* text that is not UTF-8 */
    E_TAG_INVALID,     /* a tag that is not 1-32 letters, digits or hyphens */
    E_TAGS_MANY,       /* more tags than a thread may carry */
    E_HANDLE_INVALID,  /* not 3-24 of a-z 0-9 -, starting with a letter */
    E_HANDLE_TAKEN,    /* held by somebody, or resting after a release */
    E_HANDLE_RESERVED, /* looks like staff or an official name */
    E_HANDLE_FILTERED, /* holds what a filter of the board does not let pass */
    E_CODE_INVALID,    /* a recovery, link or claim code that opens nothing */
    E_KEY_LAST,        /* the only key of an account */
    E_KEY_IN_USE,      /* the key the caller came with */
    E_KEYS_FULL,       /* as many keys as an account may have */
    E_LABEL_INVALID,   /* a label that is empty or too long */
    E_MUTES_FULL,      /* as many people hidden as may be */
    E_DRAFTS_FULL,     /* all draft slots hold something */
    E_NUMBER_INVALID,  /* not a number in the allowed range */
    E_CURSOR_INVALID,  /* --after with something --next never gave */
    E_BLOCKED,         /* stopped by the safety check */
    E_STALE,           /* changed by another session since it was read */
    E_QUERY_INVALID,   /* a search that cannot be read; the reader says where */
    E_SEARCH_BROKEN,   /* the search index is damaged, or of another version */
    E_LIST_FULL,       /* as many follows or bookmarks as may be */
    E_NOT_OUT,         /* one's own post that others cannot see yet */
    E_OWN_POST,        /* what is for other people's posts only */
    E_BARRED_THREAD,   /* a sanction keeps the caller's alias out of this thread */
    E_BARRED_ALIAS,    /* a sanction: no posts under any alias for now */
    E_BARRED_HANDLE,   /* a sanction: no posts under the handle for now */
    E_BARRED,          /* a sanction: no posts at all */
    E_RULE_UNKNOWN,    /* no such house rule, or a retired one */
    E_RULE_LAST,       /* the only rule in force */
    E_RULES_FULL,      /* as many rules, or reasons of one, as there can be */
    E_WORDS_EMPTY,     /* a text with nothing in it where some is needed */
    E_REASON_LONG,     /* a moderator's reason over 240 bytes */
    E_NOBODY,          /* nobody can be reached behind this post */
    E_OWN_CASE,        /* moderators do not act on what is their own */
    E_PEER,            /* nor on one another's handles */
    E_DONE_ALREADY,    /* somebody else has done it */
    E_FLAG_DECIDED,    /* a moderator has decided on what was flagged */
    E_CLAIMED,         /* another moderator looks after it */
    E_APPEAL_LONG,     /* an appeal over 2,000 bytes */
    E_NO_HANDLE,       /* it stands under a handle, and the operator has none */
    E_LAST_SYSOP,      /* there has to be a sysop */
    E_BOARD_OTHER,     /* another board, with other rules about names */
    E_ALIAS_TWICE,     /* two aliases would become one */
    E_SLOW,            /* slow mode: not yet */
    E_SAME_PERSON,     /* who acted does not decide on the appeal */
    E_PAUSED,          /* maintenance: nothing public is written */
    E_NO_JOINS,        /* maintenance: no accounts are made */
    E_BROADCAST_LONG,  /* what is said to everybody */
    E_FILTERED,        /* stopped by a filter of this board */
    E_EDIT_HELD,       /* a change that a filter would hold: the post is out already */
    E_EDIT_PAUSED,     /* maintenance: every new text waits, and the post is out already */
    E_WORDS_PERSON,    /* a reason, a title or a note names somebody */
    E_FILTER,          /* no filter, or one that may not be switched on; the trial says why */
    E_FILTERS_FULL,    /* as many filters as there may be */
    E_NO_UNDO,         /* it was done, and cannot be taken back (any more) */
    E_APPEAL_GRANTED,  /* an appeal against it was granted: it stays lifted, or restored */
    E_SLOW_EDIT,       /* a change would shed a filter that slows its author down */
    E_NO_SERVER,       /* no server runs here, or its keeper does not answer */
    E_NO_SESSION,      /* no session has that number now */
    N_ERR
};

struct err_info {
    const char *code;     /* stable, lower-case, for --json: "not-found" */
    int exit;             /* exit status of a command: 0 1 2 3 4 5 70, see docs/commands.md */
    const char *sentence; /* one plain sentence for the person, ending in a full stop */
};

/* The row of `err`; never NULL, also for values out of range. */
const struct err_info *err_info(enum err err);

/* From a failed system call's errno: E_NOMEM, E_FULL, E_READONLY, E_NOTFOUND, E_DENIED, E_IN_USE,
 * E_CLOSED, E_NOTREADY or E_IO. */
enum err err_from_errno(int errnum);

#define NODISCARD         __attribute__((warn_unused_result))
#define PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define NORETURN          __attribute__((noreturn))

/* The only macro that returns. */
#define TRY(call)                                                                                  \
    do {                                                                                           \
        enum err try_err_ = (call);                                                                \
        if (try_err_ != OK)                                                                        \
            return try_err_;                                                                       \
    } while (0)

/* A result that may be ignored; the reason stands beside the call. */
#define IGNORE(call)                                                                               \
    do {                                                                                           \
        __auto_type ignored_ = (call);                                                             \
        (void)ignored_;                                                                            \
    } while (0)

/* Move a held resource out of a cleanup variable: AUTO_FD int fd = ...; *ret_fd = TAKE_FD(fd); */
#define TAKE(ptr)                                                                                  \
    ({                                                                                             \
        __auto_type taken_ = (ptr);                                                                \
        (ptr) = NULL;                                                                              \
        taken_;                                                                                    \
    })

/*
 * Our own bug: tells the log where, runs the hook set by bug_hook_set() (a session restores its
 * terminal there) and aborts. Forbidden in the listener.
 */
#define BUG_ON(cond)                                                                               \
    do {                                                                                           \
        if (__builtin_expect(!!(cond), 0))                                                         \
            bug_at(#cond, __FILE__, __LINE__);                                                     \
    } while (0)

NORETURN void bug_at(const char *what, const char *file, int line);

/* One hook per process, called once before the abort. NULL removes it. */
void bug_hook_set(void (*hook)(void *ctx), void *ctx);

#endif

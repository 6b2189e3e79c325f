/* SPDX-License-Identifier: MIT
 *
 * queue.h -- everything that waits for a moderator, oldest first.
 *
 * An item about a post is named by the post's number, others by one that is none. A held post is
 * there from the release on that it was written for, and what is known by its day alone (reports,
 * schools, appeals) when that day is over: a moderator who looks every minute learns no better when
 * something was written than whoever reads the board.
 */
#ifndef CURBSIDE_DOMAIN_QUEUE_H
#define CURBSIDE_DOMAIN_QUEUE_H

#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/author.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>
#include <curbside/store/reports.h>

enum queue_kind {
    QUEUE_HELD,   /* a post that is not out */
    QUEUE_FLAGS,  /* one that readers flagged */
    QUEUE_FIRST,  /* the first one under a handle */
    QUEUE_REPORT, /* an interview report: of a new account, flagged, or with other texts */
    QUEUE_MERGE,  /* two questions of the bank that may be one */
    QUEUE_SCHOOL, /* one that somebody misses in the list */
    QUEUE_APPEAL, /* against what a moderator did */
    QUEUE_OUT,    /* a ban that a moderator wants to be everywhere: another has to agree */
    N_QUEUE_KINDS
};

enum {
    EXCERPT_CHARS = 120,
    QUEUE_NOTES_MAX = 20, /* of moderators, on one item */
    QUEUE_NOTE_DAYS = 30,
    QUEUE_DAYS_KEPT = 52 * 7, /* of how much waited on which day */
    FLAG_NOTES_SHOWN = 20,
};

struct queue_item {
    int64_t item;
    enum queue_kind kind;
    action_id action;   /* an appeal: what it is against; QUEUE_OUT: the ban */
    const char *verb;   /* and what that was: "ban" */
    const char *appeal; /* and what it says */
    bool by_me;         /* and the caller did it */
    enum err barred;    /* of a post; OK, or E_OWN_CASE or E_PEER: somebody else decides on it */
    post_id post;       /* 0: it is about none, or about none that is there */
    thread_id thread;
    int no; /* its number there; 0 while it is held */
    const char *thread_title;
    const char *board; /* slug */
    const char *board_title;
    struct author author;
    const char *const *reasons;
    int n_reasons;
    int count; /* how many complained; 1 for what is held; 0 for a report with other texts, and
                  for a post that collapsed and whose flags were all taken back */
    const char *excerpt; /* the beginning in one line, "…" where there is more */
    const char *body;
    int reply_to;             /* number of the post it answers; 0: none */
    const char *const *notes; /* what was written with the flags, in no order */
    int n_notes;
    bool edited;   /* since the hour it was flagged in: it may say something else now */
    int priors;    /* sanctions that stand on its author's handle; of an alias nothing is told */
    int64_t since; /* the release it was written for, or the first flag */
    int64_t age_hours;
    const char *claimed; /* the handle of who looks after it; NULL: nobody */
    bool claimed_by_me;
};

struct queue_query {
    const char *after; /* a cursor, NULL: from the start */
    int limit;         /* 1..LIST_MAX */
};

struct queue_page {
    struct queue_item *rows;
    int n;
    const char *next; /* cursor, NULL at the end */
};

/* "held", "flags", "first", "report", "merge", "school", "appeal", "everywhere" */
const char *queue_kind_name(enum queue_kind kind);
/* E_GUEST E_DENIED E_CURSOR_INVALID. */
NODISCARD enum err queue_list(struct arena *a, struct visit *v, const struct queue_query *query,
                              struct queue_page *ret);
/* One that waits. E_GUEST E_DENIED E_NOTFOUND. */
NODISCARD enum err queue_get(struct arena *a, struct visit *v, int64_t item,
                             struct queue_item *ret);
/* What a moderator tells the others about an item. E_GUEST E_DENIED E_NOTFOUND E_BODY_EMPTY
 * E_REASON_LONG E_NOT_UTF8. E_WORDS_PERSON: it says who somebody is, or names a handle beside what
 * is no handle's. E_LIST_FULL: so many were written. E_NO_HANDLE: the operator, who has
 * none. */
NODISCARD enum err queue_note_add(struct visit *v, int64_t item, const char *note);
struct queue_note {
    const char *by; /* handle */
    const char *text;
};
struct queue_note_page {
    struct queue_note *rows;
    int n;
};
/* E_GUEST E_DENIED. */
NODISCARD enum err queue_note_list(struct arena *a, struct visit *v, int64_t item,
                                   struct queue_note_page *ret);
/* Keep or remove what an item is about, whatever it is, as post_keep() and post_remove() do; of an
 * appeal keeping denies it and removing grants it; of two questions keeping keeps both, and
 * removing makes the second a wording of the first; a proposed school is accepted or refused;
 * of a ban keeping declines that it is everywhere, and removing agrees.
 * E_USAGE: `rule` is needed. */
NODISCARD enum err item_keep(struct visit *v, int64_t item, action_id *ret_id);
NODISCARD enum err item_remove(struct visit *v, int64_t item, const char *rule, const char *reason,
                               action_id *ret_id);
/* Does it still wait? E_DONE_ALREADY: somebody decided on it. E_NOTFOUND: what it is about is
 * gone. Asked before a decision by whoever shows a list that may be old. */
NODISCARD enum err queue_still_waits(struct visit *v, int64_t item);
/* The item that a report is, whether it waits or is out. */
int64_t queue_item_of_report(report_id report);
/* How many wait, at most 1,000 of each kind; 0 for who may not see. */
NODISCARD enum err queue_count(struct visit *v, int *ret);

#endif

/* SPDX-License-Identifier: MIT
 *
 * sanction.h -- warning, muting and banning whoever wrote a post, without learning who that is.
 *
 * Through a handle a sanction acts on the handle, at once and everywhere under it. Through an alias
 * it is sealed: what is stored is the thread, the tag that the alias's posts carry, and a severity.
 * No function here that a moderator can call asks anything about the account behind: what it
 * answers, stores and logs follows from public rows alone. The account's own session finds the row
 * by making the tag again, moves it into its sealed state, and reckons from all its strikes how
 * long it may write under no alias. So:
 *
 *   in that thread     at once; a mute until the end of the next day, a ban for good. By severity
 *                      alone: even who watches the alias there learns nothing of its history.
 *   under any alias    from the next daily tick (UTC midnight) on, for the step of the ladder that
 *                      the account's strikes of the last 90 days make: note, 1, 7, 30, 90 days.
 *   under the handle   never: an account that falls silent everywhere at once is unmasked by it.
 *
 * "Out everywhere" (doxxing, a threat, patient data) takes two moderators and begins on a day
 * within 3 to 10 that follows from the account's root and from nothing that is stored.
 */
#ifndef CURBSIDE_DOMAIN_SANCTION_H
#define CURBSIDE_DOMAIN_SANCTION_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/crypto.h>
#include <curbside/base/err.h>
#include <curbside/domain/post.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

enum severity {
    SEVERITY_WARN,
    SEVERITY_MUTE,
    SEVERITY_BAN
};

enum {
    SANCTION_ROW_DAYS = 30, /* a row about an alias is kept */
    REMOVAL_DAYS = 90,      /* its author is told of it */
    REMOVALS_MAX = 500,     /* of everybody's, the newest, are looked at for it */
    OUT_FIRST_DAY = 3,
    OUT_LAST_DAY = 10,
};

/* "warn", "mute", "ban". E_USAGE for another word. */
const char *severity_name(enum severity severity);
NODISCARD enum err severity_parse(const char *name, enum severity *ret);

/* ---- a moderator's side ---- */

/* Why somebody may be kept out everywhere. */
enum out_reason {
    OUT_NO,
    OUT_DOXXING,
    OUT_THREAT,
    OUT_PATIENT
};
/* "doxxing", "threat", "patient". E_USAGE. */
NODISCARD enum err out_reason_parse(const char *name, enum out_reason *ret);

struct sanction_order {
    enum severity severity;
    const char *rule;    /* its name */
    const char *reason;  /* as typed; NULL: the rule's own */
    enum out_reason out; /* with SEVERITY_BAN: asks a second moderator to agree, or agrees */
};

/*
 * Sanction the author of a post, whoever it is. *ret_id names the action.
 * E_GUEST E_DENIED. E_NOTFOUND: no such post. E_RULE_UNKNOWN E_REASON_LONG
 * E_NOT_UTF8. E_NOBODY: an imported name, an account that was left, or an alias whose month key is
 * gone. E_CLAIMED: another moderator looks after the post. E_OWN_CASE: the caller's own. E_PEER: a
 * moderator's or sysop's handle (a sysop may sanction a moderator's). E_DONE_ALREADY: the same was
 * done today, or (with `out`) is agreed. E_SAME_PERSON: the caller asked for it, and another has to
 * agree. E_USAGE: `out` without a ban.
 */
NODISCARD enum err sanction_through_post(struct visit *v, post_id post,
                                         const struct sanction_order *order, action_id *ret_id);
/* Does this ban wait for another moderator to agree that it is everywhere? */
NODISCARD enum err sanction_is_asked(struct visit *v, action_id ban, bool *ret);
/* Agree as the second, or say that the ban is enough. E_GUEST E_DENIED E_CLAIMED E_OWN_CASE E_PEER.
 * E_NOTFOUND: nothing is asked. E_SAME_PERSON: the caller asked; who asked may decline. */
NODISCARD enum err sanction_agree(struct visit *v, action_id ban, action_id *ret_id);
NODISCARD enum err sanction_decline(struct visit *v, action_id ban, action_id *ret_id);
/* Take one back, also one whose row has gone. E_NOTFOUND: not the number of a sanction.
 * E_DONE_ALREADY. E_OWN_CASE E_PEER as above. E_REASON_LONG E_NOT_UTF8. */
NODISCARD enum err sanction_lift(struct visit *v, action_id sanction, const char *reason,
                                 action_id *ret_id);

/* ---- the side of whom it reaches: asked by their own session alone ---- */

struct sanction_notice {
    action_id id; /* 0: the month key it came through is gone; `day` is the first of its week */
    bool removal; /* of a post or report, which keeps its author from nothing; no `severity` */
    int no;       /* of that post */
    const char *report; /* of a report: its school and cycle; NULL: it was a post */
    enum severity severity;
    bool alias;               /* through an alias, in `thread`; else through the handle */
    thread_id thread;         /* 0: through the handle, and no removal */
    const char *thread_title; /* NULL: there is no such thread, or none is told */
    const char *rule;         /* its name */
    const char *rule_text;    /* its sentence */
    const char *reason;
    int64_t day;          /* when it was given */
    int64_t answered;     /* the day on which the caller's appeal was decided; 0: it was not */
    int64_t thread_until; /* out of that thread; 0: not, INT64_MAX: for good */
    int64_t from, until;  /* no posts under any alias, or under the handle; 0: a note */
    int64_t out_from;     /* no posts at all from then on; 0: no such thing */
    bool lifted;
    bool acts; /* keeps the caller from something now, or will */
};

struct sanction_page {
    struct sanction_notice *rows; /* newest first */
    int n;
};

/* What a notice says, each as sentences in `a`; NULL without memory. */
struct sanction_words {
    const char *what;  /* "You were banned on 2026-11-23, by the rule kindness: Answer as ..." */
    const char *where; /* "For what you wrote as an alias in "Title" (thread/123)." */
    const char *why;   /* "The reason given: ..." */
    const char *until; /* "You are out of that thread for good. No posts under ..." */
    const char *last;  /* "Its number is 123. ..." */
};
NODISCARD enum err sanction_words(struct arena *a, const struct sanction_notice *n,
                                  struct sanction_words *ret);

/* Look for sanctions that are the caller's own and take them into the sealed state: at login, and
 * before a post where that was a minute ago. OK for a guest. */
NODISCARD enum err sanction_find_own(struct visit *v);
/* Is there one, not lifted, that acts beyond its thread or was given within the last week, or was a
 * post or report removed in that week, and has one come since the last sanction_seen()? False for a
 * guest. */
NODISCARD enum err sanction_has_news(struct visit *v, bool *ret);
/* The caller was shown all of these: what sanction_list_mine() gave. */
void sanction_seen(struct visit *v, const struct sanction_page *page);
/* Everything that acts or counts, and the removals of REMOVAL_DAYS that were not taken back.
 * E_GUEST. */
NODISCARD enum err sanction_list_mine(struct arena *a, struct visit *v, struct sanction_page *ret);
/*
 * May the caller write in this thread under this face (edit, mark and flag too)? `secret` is the
 * thread's, for FACE_ALIAS. OK for a guest, who may nothing anyway. E_BARRED_THREAD E_BARRED_ALIAS
 * E_BARRED_HANDLE E_BARRED.
 */
NODISCARD enum err sanction_require(struct visit *v, enum face face, thread_id thread,
                                    const struct key *secret);
/* Is the caller out everywhere? For what carries no face: marks, flags. E_BARRED. */
NODISCARD enum err sanction_require_any(struct visit *v);
/* Has the caller a strike that counts, or a sanction that acts, and so no standing? Notes do not
 * count. False for a guest. */
NODISCARD enum err sanction_counts(struct visit *v, bool *ret);

#endif

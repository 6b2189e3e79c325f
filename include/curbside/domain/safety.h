/* SPDX-License-Identifier: MIT
 *
 * safety.h -- the safety check of a text somebody is about to post: text/privacy.h with the texts
 * the same name has posted before.
 *
 * It runs in the author's own session, on the draft as often as an editor likes and once more when
 * the text is posted or changed. A finding that stops a text can be overridden with a reason, where
 * its rule allows one; all others are told and nothing more. Nothing is kept but one count per rule
 * and day. The identity budget is counted anew each time, from the posts under the handle, or under
 * the alias in its thread: the two are never looked at together.
 *
 * The board's filters are looked for in the same go: what they stop no override lifts.
 *
 * For an editor: safety_check() the draft; mark [start, end) of each finding; offer
 * privacy_generalize() where `general` is not NULL, privacy_remove(), or leaving it; check again.
 */
#ifndef CURBSIDE_DOMAIN_SAFETY_H
#define CURBSIDE_DOMAIN_SAFETY_H

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/post.h>
#include <curbside/domain/visit.h>
#include <curbside/text/privacy.h>

struct filter_verdict;

enum safety_field {
    SAFETY_BODY,
    SAFETY_TITLE,
    SAFETY_ANSWER, /* of a report: its texts are looked at together, and places in them say little
                    */
};

struct safety_finding {
    enum safety_field field;
    const char *rule; /* "email" */
    enum privacy_tier tier;
    unsigned overrides;          /* of the tier TIER_BLOCK: reasons that lift it */
    const char *what;            /* "An email address." */
    const char *advice;          /* "Leave it out; ..." */
    struct privacy_finding find; /* bytes of the field as handed in; its rule is NULL */
};

struct safety_report {
    struct safety_finding *rows; /* the title's first, then by place; a filter's behind them */
    int n;
    int facts;                   /* about the author, by this text and those before it */
    struct safety_finding *told; /* those of them that are new here, in the same order */
    int n_told;
    bool blocked; /* post_submit() would say E_BLOCKED, with the override of the submission */

    /* What filters (filter.h) make of it; those that warn are among the rows, as rule "filter". */
    const char *refused; /* the sentence of one that rejects it: E_FILTERED; NULL: none does */
    const char *holds;   /* likewise of one that holds it for a moderator */
    bool slows;          /* the caller's next post in the thread waits */
    const struct filter_verdict *filters; /* for whoever counts them */
};

/*
 * Look at a submission: its title and body, as typed. Everything is in `a`. A place where the
 * caller may not post is no error here: then there are no earlier texts. E_NOMEM and the world's.
 */
/* (Of another text for a post of one's own: post_edit_check(), edit.h.) */
NODISCARD enum err safety_check(struct arena *a, struct visit *v, const struct submission *s,
                                struct safety_report *ret);
/*
 * The same, over and over while somebody writes: what was posted before is read once and then
 * remembered in `m`, which begins zeroed, for as long as the face and the thread stay the same.
 */
struct safety_memory {
    bool set;
    enum face face;
    thread_id thread;
    uint32_t facts; /* of earlier texts; see privacy.h */
};
NODISCARD enum err safety_check_on(struct arena *a, struct visit *v, const struct submission *s,
                                   struct safety_memory *m, struct safety_report *ret);
/* Look at a text that goes nowhere, next to the posts under the caller's handle (a guest has
 * none). */
NODISCARD enum err safety_check_text(struct arena *a, struct visit *v, const char *text, size_t n,
                                     struct safety_report *ret);

/* "body", "title" */
const char *safety_field_name(enum safety_field field);

#endif

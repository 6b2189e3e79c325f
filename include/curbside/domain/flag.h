/* SPDX-License-Identifier: MIT
 *
 * flag.h -- complaining of a post, with a reason.
 *
 * A flag is a token that its account alone can make, one for a post, unlinkable between posts. The
 * flagger's own session says whether it has weight: with standing, and without a post in that
 * thread. Weighty flags collapse a post (a click shows it): three of them, or one for doxxing or
 * patient data. There a finding of the safety check has weight too, whoever flags. On alias boards
 * a post collapses with the next release. Every flag brings the post before the moderators, with
 * weight or without.
 */
#ifndef CURBSIDE_DOMAIN_FLAG_H
#define CURBSIDE_DOMAIN_FLAG_H

#include <stdbool.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>
#include <curbside/store/reports.h>

enum flag_code {
    FLAG_UNKIND,
    FLAG_HARASSMENT,
    FLAG_DOXXING,
    FLAG_PATIENT,
    FLAG_FAKE_CREDENTIAL,
    FLAG_MISINFORMATION,
    FLAG_EXAM_CONTENT,
    FLAG_SPAM,
    FLAG_OFF_TOPIC,
    FLAG_SELF_HARM,
    N_FLAG_CODES
};

enum {
    FLAG_COLLAPSE = 3,        /* weighty flags */
    FLAG_COLLAPSE_URGENT = 1, /* of doxxing and patient */
};

/* "unkind" */
const char *flag_code_name(enum flag_code code);
/* E_USAGE for another word. */
NODISCARD enum err flag_code_parse(const char *name, enum flag_code *ret);

/*
 * `note` as typed, NULL or blank: none. E_GUEST. E_NOTFOUND: no such post that is shown.
 * E_OWN_POST. E_DONE_ALREADY: flagged by this account before. E_REASON_LONG E_NOT_UTF8.
 * E_WORDS_PERSON: the note says who somebody is; of an alias, also a handle. E_BARRED:
 * the caller is out everywhere.
 */
NODISCARD enum err flag_add(struct visit *v, post_id post, enum flag_code code, const char *note);
/* Has the caller flagged it? False for a guest. */
NODISCARD enum err flag_is_mine(struct visit *v, post_id post, bool *ret);
/* For which reason the caller flagged it, while nobody has decided. E_GUEST. E_NOTFOUND: they have
 * not. E_FLAG_DECIDED: a moderator has looked. */
NODISCARD enum err flag_get_mine(struct visit *v, post_id post, enum flag_code *ret);
/*
 * Take the caller's flag back, as long as nobody has decided. It weighs no more, and a post that
 * nobody else flagged leaves the queue; one that collapsed stays so and waits there, until a
 * moderator has looked. As flag_get_mine().
 */
NODISCARD enum err flag_withdraw(struct visit *v, post_id post);

/* ---- what became of one's own flags, of posts and of interview reports ---- */

enum flag_result {
    FLAG_WAITS,          /* nobody has decided */
    FLAG_LED_TO_REMOVAL, /* the post is removed */
    FLAG_LED_TO_NOTHING, /* a moderator looked, and it stands */
    FLAG_IS_GONE         /* the post is not there any more, or its author deleted it */
};
struct flag_outcome {
    post_id post;       /* 0: it was a report */
    report_id report;   /* 0: it was a post */
    const char *reason; /* that the caller gave; NULL: unknown, as `title` is */
    enum flag_result what;
    thread_id thread; /* 0: unknown, as `title` is */
    int no;
    const char *school; /* of a report: its slug */
    const char *title;  /* of its thread, or the report's school and cycle; NULL */
    const char *rule;   /* that it was removed by; NULL: none */
    bool told;          /* flag_outcome_told() said so before */
};
struct flag_outcome_page {
    struct flag_outcome *rows; /* in no order that says anything */
    int n;
};
/* Of the last STATE_FLAG_DAYS; those that a command made, once a moderator has decided, within 30
 * days of it. E_GUEST. */
NODISCARD enum err flag_outcome_list(struct arena *a, struct visit *v,
                                     struct flag_outcome_page *ret);
/* How many were decided on since the caller was told last. Zeros for a guest. */
NODISCARD enum err flag_outcome_news(struct visit *v, int *ret_removed, int *ret_kept);
/* The caller has seen this list. */
void flag_outcome_told(struct visit *v, const struct flag_outcome_page *page);

/* Where help is found, for who flags a post as self-harm: a sentence. */
const char *flag_crisis_words(void);

#endif

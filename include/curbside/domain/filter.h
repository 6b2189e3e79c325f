/* SPDX-License-Identifier: MIT
 *
 * filter.h -- words, patterns and links that the sysop wants met before a text is out.
 *
 * A filter is looked for in title, tags and body of what is posted and of what a post is changed
 * to, after cleaning, whoever writes it and under whatever face; of imports nothing is looked at.
 * It has one action:
 *
 *   warn    the author reads its sentence and may post all the same
 *   hold    the post waits for a moderator (decide.h); a change of a post that is out is refused
 *   reject  the text is refused with its sentence; the draft stays
 *   slow    the text goes out, and its author's next one in that thread FILTER_SLOW_MINUTES later
 *
 * What slow means is reckoned from the author's own last post in the thread, as slow.h does:
 * nothing is stored of it. What a post said before it was changed is not held against the change.
 *
 * No filter is switched on without a dry run over the newest posts, whose figure is kept beside it.
 * One that finds more than a quarter of them (and more than FILTER_WIDE_LEAST), that finds any text
 * whatever, or that is over its limit (sieve.h) in one of them or in a line made to explode it, is
 * refused. At posting a filter that is over its limit counts as met where it holds or rejects, and
 * the text is held: so nobody gets round a filter with a text that is hard to search. Where it
 * warns or slows it is left out.
 *
 * Kept are counts by day, told when the day is over: one that moved at once would tell moderators
 * when a post was written that comes out hours later. Each change is an action; the public log has
 * number, action and rule, not what is looked for.
 */
#ifndef CURBSIDE_DOMAIN_FILTER_H
#define CURBSIDE_DOMAIN_FILTER_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>
#include <curbside/text/sieve.h>

enum {
    FILTERS_MAX = SIEVE_RULES_MAX,
    FILTER_SENTENCE_BYTES = 160,
    FILTER_TRY_POSTS = 10000, /* of a dry run */
    FILTER_TRY_MS = 10000,    /* which is given up after that */
    FILTER_WIDE_LEAST = 4,    /* so many may be found on the smallest board */
    FILTER_EXAMPLES = 5,
    FILTER_SLOW_MINUTES = 30,
    FILTER_COUNT_DAYS = 90, /* for which counts are kept */
};

enum filter_action {
    FILTER_WARN,
    FILTER_HOLD,
    FILTER_REJECT,
    FILTER_SLOW,
    N_FILTER_ACTIONS
};

/* "warn" "hold" "reject" "slow" */
const char *filter_action_name(enum filter_action action);
NODISCARD enum err filter_action_parse(const char *name, enum filter_action *ret); /* E_USAGE */

/* ---- dry runs ---- */

struct filter_example {
    post_id post;
    thread_id thread;
    int no;
    const char *excerpt; /* one line around what was found */
};

struct filter_trial {
    int looked, hits;
    struct filter_example rows[FILTER_EXAMPLES]; /* the newest */
    int n;
    const char *refused; /* why it may not be switched on, with the figure; NULL: it may */
};

/* "It finds 12 of the last 10,000 posts." In `a`. */
const char *filter_trial_words(struct arena *a, const struct filter_trial *trial);

/*
 * What a filter would have found; nothing is stored. E_GUEST E_DENIED. E_FILTER: it is none, and
 * `refused` says why, with nothing looked at.
 */
NODISCARD enum err filter_try(struct arena *a, struct visit *v, enum sieve_kind kind,
                              const char *text, struct filter_trial *ret);
/* The same of one there is, whose figure is kept. E_NOTFOUND. */
NODISCARD enum err filter_try_again(struct arena *a, struct visit *v, filter_id id,
                                    struct filter_trial *ret);

/* ---- making and switching ---- */

struct filter_draft {
    enum sieve_kind kind;
    enum filter_action action;
    const char *text;
    const char *rule;     /* a house rule's name; NULL: none */
    const char *sentence; /* told to the author; NULL: the action's own */
};

/*
 * Make one, after its dry run: off, or on. E_GUEST E_DENIED E_RULE_UNKNOWN E_NOT_UTF8.
 * E_REASON_LONG: the sentence. E_FILTER: `ret_trial->refused` says why; nothing was made.
 * E_FILTERS_FULL. E_DONE_ALREADY: there is one of that kind and text.
 */
NODISCARD enum err filter_add(struct arena *a, struct visit *v, const struct filter_draft *draft,
                              bool on, struct filter_trial *ret_trial, filter_id *ret_id,
                              action_id *ret_action);
/* Off, or on after another dry run. E_NOTFOUND. E_DONE_ALREADY: it is. E_FILTER as above.
 * `ret_trial` is written where it goes on. */
NODISCARD enum err filter_switch(struct arena *a, struct visit *v, filter_id id, bool on,
                                 struct filter_trial *ret_trial, action_id *ret_action);
/* Its text is kept while that can be taken back. E_NOTFOUND. */
NODISCARD enum err filter_delete(struct visit *v, filter_id id, action_id *ret_action);

/* ---- the list ---- */

struct filter {
    filter_id id;
    enum sieve_kind kind;
    enum filter_action action;
    const char *text;
    const char *rule, *sentence; /* NULL: none */
    bool on;
    int64_t hits, looked; /* of the last dry run */
    int64_t tried;        /* its day */
    int64_t met, overs;   /* in texts of the last FILTER_COUNT_DAYS that are over */
};

struct filter_page {
    struct filter *rows;
    int n;
};

/* By number. Moderators, too. E_GUEST E_DENIED. */
NODISCARD enum err filter_list(struct arena *a, struct visit *v, struct filter_page *ret);

/* What an author is told by a filter that was met, in `a`: its own sentence, or its action's. */
const char *filter_sentence(struct arena *a, enum filter_action action, const char *rule,
                            const char *sentence);

#endif

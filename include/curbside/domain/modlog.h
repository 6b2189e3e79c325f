/* SPDX-License-Identifier: MIT
 *
 * modlog.h -- the public log: what moderators did, under which rule and why, on which day.
 *
 * No names on either side. What hides what must not be found (names, patients) has no target. What
 * was done to a person (warnings, mutes, bans, lifts and appeals) has none either, and no board: it
 * stands under its week, in the order of drawn numbers, and with the rule's own reason where the
 * moderator's words stand on the removal of a post, so that the two cannot be put together.
 */
#ifndef CURBSIDE_DOMAIN_MODLOG_H
#define CURBSIDE_DOMAIN_MODLOG_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

struct modlog_row {
    action_id id;
    const char *action;
    const char
        *target; /* "post/123", "thread/123", "question/12 into question/34"; NULL: none is told */
    const char *board;  /* slug; NULL: none */
    const char *rule;   /* NULL: none */
    const char *reason; /* as it was given; else what the action means by itself */
    int64_t day;
    bool by_week; /* `day` is the first of its week; no finer time is told */
};

struct modlog_page {
    struct modlog_row *rows; /* newest day or week first */
    int n;
    const char *next; /* cursor, NULL at the end */
    int64_t decided;  /* appeals, ever, */
    int64_t granted;  /* and how many of them took something back */
};

/* `after` NULL: from the newest on. A limit out of 1..LIST_MAX is brought into it. Everybody may
 * read it. E_CURSOR_INVALID. */
NODISCARD enum err modlog_list(struct arena *a, struct visit *v, const char *after, int limit,
                               struct modlog_page *ret);
/* An action in a reader's words, before its target: "remove", "accept a proposed school". */
const char *modlog_words(const char *action);
/* Why, where nobody gave a reason: "It breaks no rule."; "" where one is always given. */
const char *modlog_why(const char *action);

#endif

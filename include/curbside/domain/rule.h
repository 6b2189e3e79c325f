/* SPDX-License-Identifier: MIT
 *
 * rule.h -- the house rules that moderators act by, from data/rules.csv.
 */
#ifndef CURBSIDE_DOMAIN_RULE_H
#define CURBSIDE_DOMAIN_RULE_H

#include <curbside/base/arena.h>
#include <curbside/base/err.h>

enum {
    RULE_CHARS = 23,    /* of its name: kebab-case */
    REASON_BYTES = 240, /* of what a moderator gives as a reason */
};

struct rule {
    const char *name;   /* "no-names" */
    const char *title;  /* "No names" */
    const char *text;   /* one sentence */
    const char *reason; /* what a moderator says who says nothing else */
};

struct rule_page {
    struct rule *rows;
    int n;
};

/* In the order of the file. */
NODISCARD enum err rule_list(struct arena *a, struct rule_page *ret);
/* E_RULE_UNKNOWN. */
NODISCARD enum err rule_find(struct arena *a, const char *name, struct rule *ret);
/*
 * A reason as it is stored: one line without controls. `typed` NULL or blank: the rule's own.
 * E_REASON_LONG E_NOT_UTF8.
 */
NODISCARD enum err reason_parse(struct arena *a, const struct rule *rule, const char *typed,
                                const char **ret);

#endif

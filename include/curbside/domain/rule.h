/* SPDX-License-Identifier: MIT
 *
 * rule.h -- the house rules that moderators act by: those of data/rules.csv, and what this board
 * made of them (rule_edit.h).
 *
 * What was done by a rule stays explained by it: no rule is ever removed, and its name never
 * changes. A retired one is not in force: nothing is decided by it any more.
 */
#ifndef CURBSIDE_DOMAIN_RULE_H
#define CURBSIDE_DOMAIN_RULE_H

#include <stdbool.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/visit.h>

enum {
    RULE_CHARS = 23,    /* of its name: kebab-case */
    RULE_BYTES = 240,   /* of its title and of its text */
    REASON_BYTES = 240, /* of what a moderator gives as a reason */
    RULES_MAX = 40,     /* with the retired ones */
    TEMPLATES_MAX = 7,  /* of one rule: with its own reason they fit one question */
};

struct rule {
    const char *name;   /* "no-names" */
    const char *title;  /* "No names" */
    const char *text;   /* one sentence */
    const char *reason; /* what a moderator says who says nothing else */
    bool retired;
};

struct rule_page {
    struct rule *rows;
    int n;
};

/* Those in force: the shipped ones in the order of the file, then this board's own by name. */
NODISCARD enum err rule_list(struct arena *a, struct visit *v, struct rule_page *ret);
/* The retired ones, too. */
NODISCARD enum err rule_list_all(struct arena *a, struct visit *v, struct rule_page *ret);
/* One that is in force. E_RULE_UNKNOWN. */
NODISCARD enum err rule_find(struct arena *a, struct visit *v, const char *name, struct rule *ret);
/* Any, for what was done by it. E_RULE_UNKNOWN. */
NODISCARD enum err rule_explain(struct arena *a, struct visit *v, const char *name,
                                struct rule *ret);

/* What a moderator may say beside the rule's own reason. */
struct template
{
    int no; /* stays the same when others go */
    const char *text;
};
struct template_page {
    struct template *rows;
    int n;
};
/* Of a rule, by number; none of one that there is not. */
NODISCARD enum err template_list(struct arena *a, struct visit *v, const char *rule,
                                 struct template_page *ret);
/*
 * A reason as it is stored: one line without controls. `typed` NULL or blank: the rule's own.
 * E_REASON_LONG E_NOT_UTF8.
 */
NODISCARD enum err reason_parse(struct arena *a, const struct rule *rule, const char *typed,
                                const char **ret);

#endif

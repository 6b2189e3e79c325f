/* SPDX-License-Identifier: MIT
 *
 * rule_edit.h -- changing the house rules, and the reasons that moderators pick from: for sysops.
 *
 * A rule's name is fixed and no rule is removed; one that is not wanted is retired, and may be
 * brought back. Each change is an action and is taken back by undo.h; a rule that was made is
 * retired by that.
 */
#ifndef CURBSIDE_DOMAIN_RULE_EDIT_H
#define CURBSIDE_DOMAIN_RULE_EDIT_H

#include <curbside/base/err.h>
#include <curbside/domain/rule.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

enum {
    RULE_AS_IS = -1,
};

/* What is to be otherwise; NULL and RULE_AS_IS: nothing. */
struct rule_change {
    const char *title, *text, *reason;
    int retired; /* 0, 1 or RULE_AS_IS */
};

/*
 * E_GUEST E_DENIED. E_RULE_UNKNOWN: no such rule. E_WORDS_EMPTY: a text with nothing in it.
 * E_TITLE_LONG E_REASON_LONG E_NOT_UTF8. E_WORDS_PERSON: its reason says who somebody is, and
 * would be refused to every moderator who gives it. E_RULE_LAST: it is the only one in force.
 * E_DONE_ALREADY: all of it is so.
 */
NODISCARD enum err rule_edit(struct visit *v, const char *name, const struct rule_change *change,
                             action_id *ret_id);
/* A new one, in force; all three texts must be there. E_USAGE: no name of 1-23 of a-z 0-9 -.
 * E_IN_USE: there is such a rule. E_RULES_FULL. The rest as above. */
NODISCARD enum err rule_make(struct visit *v, const char *name, const struct rule_change *change,
                             action_id *ret_id);

/* Another reason of a rule. E_RULE_UNKNOWN E_RULES_FULL, E_WORDS_EMPTY E_REASON_LONG E_NOT_UTF8,
 * E_WORDS_PERSON as above. */
NODISCARD enum err template_add(struct visit *v, const char *rule, const char *text, int *ret_no,
                                action_id *ret_id);
/* Other words; `text` NULL: it goes. E_NOTFOUND: there is no such one. E_DONE_ALREADY. Words as
 * above. */
NODISCARD enum err template_edit(struct visit *v, const char *rule, int no, const char *text,
                                 action_id *ret_id);

#endif

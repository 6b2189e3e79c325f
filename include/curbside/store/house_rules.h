/* SPDX-License-Identifier: MIT
 *
 * house_rules.h -- house rules as this board changed them, and reasons that moderators pick from.
 */
#ifndef CURBSIDE_STORE_HOUSE_RULES_H
#define CURBSIDE_STORE_HOUSE_RULES_H

#include <stdbool.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/store/db.h>

struct rule_row {
    const char *name, *title, *text, *reason;
    bool retired;
};

/* By name, at most `limit`. */
NODISCARD enum err house_rules_list(struct arena *a, struct db *db, int limit,
                                    struct rule_row **ret_rows, int *ret_n);
/* E_NOTFOUND. */
NODISCARD enum err house_rules_get(struct arena *a, struct db *db, const char *name,
                                   struct rule_row *ret);
/* In place of the one there is, if there is one. */
NODISCARD enum err house_rules_set(struct db *db, const struct rule_row *row);
/* OK also when there is none. */
NODISCARD enum err house_rules_remove(struct db *db, const char *name);

struct template_row {
    int no;
    const char *text;
};
/* Of one rule, by number, at most `limit`. */
NODISCARD enum err templates_list(struct arena *a, struct db *db, const char *rule, int limit,
                                  struct template_row **ret_rows, int *ret_n);
/* E_NOTFOUND. */
NODISCARD enum err templates_get(struct arena *a, struct db *db, const char *rule, int no,
                                 const char **ret_text);
/* In place of the one there is, if there is one. */
NODISCARD enum err templates_set(struct db *db, const char *rule, int no, const char *text);
NODISCARD enum err templates_remove(struct db *db, const char *rule, int no);

#endif

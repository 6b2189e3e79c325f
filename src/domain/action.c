/* SPDX-License-Identifier: MIT
 *
 * action.c -- adding to the record of what moderators do.
 */
#include "action.h"

#include <string.h>

#include <curbside/base/clock.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/rule.h>

#include "public_words.h"

enum {
    DRAWS = 64,
};

int64_t action_day(const struct visit *v)
{
    return time_floor_day(clock_wall_s(v->clock));
}

static bool stands_beside(const struct rule *rule, const struct template_page *others,
                          const char *reason)
{
    if (strcmp(rule->reason, reason) == 0)
        return true;
    for (int i = 0; i < others->n; i++)
        if (strcmp(others->rows[i].text, reason) == 0)
            return true;
    return false;
}

/* Is it the rule's own, or another that a sysop put beside it for everybody to pick? */
static enum err is_picked(struct visit *v, const struct action_row *row, bool *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    size_t same_n = strlen(ACTION_SAME_PERSON);
    bool same = strncmp(row->reason, ACTION_SAME_PERSON, same_n) == 0;
    struct template_page others;
    struct rule rule;
    enum err err;

    *ret = false;
    if (!row->rule)
        return OK;
    err = rule_explain(&a, v, row->rule, &rule);
    if (err != OK)
        return err == E_RULE_UNKNOWN ? OK : err;
    TRY(template_list(&a, v, row->rule, &others));
    *ret = stands_beside(&rule, &others, row->reason + (same ? same_n : 0));
    return OK;
}

/* What is said to everybody is the sysop's own business; all other reasons are about somebody. */
static enum err reason_require(struct visit *v, const struct action_row *row)
{
    bool picked;

    if (!row->reason || !*row->reason || strstr(row->verb, "broadcast"))
        return OK;
    TRY(is_picked(v, row, &picked));
    return picked ? public_picked_require(row->reason) : public_reason_require(v, row->reason);
}

enum err action_add(struct visit *v, const struct action_row *what, action_id *ret_id)
{
    struct action_row row = *what;
    enum err err = E_IN_USE;

    TRY(reason_require(v, &row));
    row.day = action_day(v);
    row.by = v->who->handle;
    for (int i = 0; i < DRAWS && err == E_IN_USE; i++) {
        row.id.v = random_id(v->random);
        err = actions_insert(v->db, &row);
    }
    TRY(err == E_IN_USE ? E_IO : err);
    *ret_id = row.id;
    return OK;
}

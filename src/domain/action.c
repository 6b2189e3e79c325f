/* SPDX-License-Identifier: MIT
 *
 * action.c -- adding to the record of what moderators do.
 */
#include "action.h"

#include <string.h>

#include <curbside/base/clock.h>
#include <curbside/domain/identity.h>

#include "public_words.h"

enum {
    DRAWS = 64,
};

int64_t action_day(const struct visit *v)
{
    return time_floor_day(clock_wall_s(v->clock));
}

/* What is said to everybody is the sysop's own business; all other reasons are about somebody. */
static enum err reason_require(struct visit *v, const struct action_row *row)
{
    if (!row->reason || !*row->reason || strstr(row->verb, "broadcast"))
        return OK;
    return public_reason_require(v, row->reason);
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

/* SPDX-License-Identifier: MIT
 *
 * school_proposal_own.c -- what the caller proposed, and what became of it.
 *
 * No row says whose it is: every one is asked whether its token is the caller's. There are few:
 * what waits is bounded, and what was decided grew by a moderator's hand.
 */
#include <curbside/domain/school_proposal.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curbside/domain/permission.h>
#include <curbside/domain/school.h>
#include <curbside/store/actions.h>
#include <curbside/store/db.h>
#include <curbside/store/school_proposals.h>

#include "school_proposal_rows.h"

enum {
    AT_A_TIME = 200
};

static const char address_kind[] = "proposal/";

void school_proposal_address(school_proposal_id id, char ret[static PROPOSAL_ADDRESS_SIZE])
{
    snprintf(ret, PROPOSAL_ADDRESS_SIZE, "%s%" PRId64, address_kind, id.v);
}

enum err school_proposal_parse_address(const char *address, school_proposal_id *ret)
{
    char end;

    if (strncmp(address, address_kind, sizeof address_kind - 1) != 0 ||
        sscanf(address + sizeof address_kind - 1, "%9" SCNd64 "%c", &ret->v, &end) != 1)
        return E_NOTFOUND;
    return OK;
}

static bool is_own(const struct visit *v, const struct school_proposal_row *row)
{
    uint8_t token[TAG_BYTES];

    school_proposal_token(v, row->name, token);
    return memcmp(token, row->token, sizeof token) == 0;
}

/* Why it was decided so, as the public log says. */
static enum err reason_get(struct arena *a, struct visit *v, action_id by, const char **ret)
{
    struct action_row action;
    enum err err;

    *ret = NULL;
    if (by.v == 0)
        return OK;
    err = actions_get(a, v->db, by, &action);
    if (err == OK)
        *ret = action.reason;
    return err == E_NOTFOUND ? OK : err;
}

static enum err own_fill(struct arena *a, struct visit *v, const struct school_proposal_row *row,
                         struct own_proposal *ret)
{
    struct school school;
    enum err err;

    *ret = (struct own_proposal){
        .id = row->id,
        .name = arena_strdup(a, row->name),
        .place = arena_strdup(a, row->place),
        .day = row->day,
        .fate = strcmp(row->state, "accepted") == 0  ? PROPOSAL_ACCEPTED
                : strcmp(row->state, "refused") == 0 ? PROPOSAL_REFUSED
                                                     : PROPOSAL_WAITS,
    };
    if (!ret->name || !ret->place)
        return E_NOMEM;
    TRY(reason_get(a, v, row->decided_by, &ret->reason));
    err = school_find(a, row->name, &school, NULL);
    if (err == OK)
        ret->slug = school.slug;
    return err == E_NOTFOUND || err == E_AMBIGUOUS ? OK : err;
}

static int newest_first(const void *a, const void *b)
{
    const struct own_proposal *x = a, *y = b;

    if (x->day != y->day)
        return x->day < y->day ? 1 : -1;
    return (x->id.v < y->id.v) - (x->id.v > y->id.v);
}

enum err school_proposal_list_own(struct arena *a, struct visit *v, struct own_proposals *ret)
{
    struct school_proposal_rows rows;
    int64_t after = 0;

    TRY(role_require(v->who, ROLE_MEMBER));
    *ret = (struct own_proposals){.rows = arena_array(a, PROPOSALS_OWN_MAX, sizeof *ret->rows)};
    if (!ret->rows)
        return E_NOMEM;
    do {
        AUTO_ARENA struct arena scratch = ARENA_INIT;

        TRY(school_proposals_walk(&scratch, v->db, after, AT_A_TIME, &rows));
        for (int i = 0; i < rows.n && ret->n < PROPOSALS_OWN_MAX; i++) {
            after = rows.rows[i].id.v;
            if (is_own(v, &rows.rows[i]))
                TRY(own_fill(a, v, &rows.rows[i], &ret->rows[ret->n++]));
        }
    } while (rows.n == AT_A_TIME && ret->n < PROPOSALS_OWN_MAX);
    qsort(ret->rows, (size_t)ret->n, sizeof *ret->rows, newest_first);
    return OK;
}

enum err school_proposal_get_own(struct arena *a, struct visit *v, school_proposal_id id,
                                 struct own_proposal *ret)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct school_proposal_row row;

    TRY(role_require(v->who, ROLE_MEMBER));
    TRY(school_proposals_get(&scratch, v->db, id, &row));
    return is_own(v, &row) ? own_fill(a, v, &row, ret) : E_NOTFOUND;
}

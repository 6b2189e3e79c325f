/* SPDX-License-Identifier: MIT
 *
 * propose.c -- a school that is missing in the list; without one, what the caller proposed and what
 * became of it.
 */
#include <curbside/domain/school_proposal.h>

#include "json.h"
#include "page.h"

static const char *fate_name(const struct own_proposal *p)
{
    return p->fate == PROPOSAL_ACCEPTED  ? "accepted"
           : p->fate == PROPOSAL_REFUSED ? "refused"
                                         : "waiting";
}

static enum err own_json(struct command *c, const struct own_proposals *own)
{
    json_t *list = json_array();

    for (int i = 0; i < own->n; i++) {
        const struct own_proposal *p = &own->rows[i];

        json_array_append_new(list, json_pack("{s:I, s:o, s:o, s:o, s:s, s:o, s:o}", "proposal",
                                              (json_int_t)p->id.v, "name", json_text(p->name),
                                              "place", json_text(p->place), "day",
                                              json_time(p->day), "state", fate_name(p), "reason",
                                              json_text(p->reason), "school", json_text(p->slug)));
    }
    return json_answer(c, json_pack("{s:o}", "proposals", list));
}

static enum err own_list(struct command *c)
{
    struct own_proposals own;

    TRY(school_proposal_list_own(c->arena, c->visit, &own));
    if (c->json)
        return own_json(c, &own);
    for (int i = 0; i < own.n; i++) {
        const struct own_proposal *p = &own.rows[i];

        page_text(c, 0, 2,
                  arena_printf(c->arena, "%s, %s: %s%s%s%s%s", p->name, p->place, fate_name(p),
                               p->reason ? ", because: " : "", p->reason ? p->reason : "",
                               p->slug ? "; in the list as " : "", p->slug ? p->slug : ""));
    }
    if (own.n == 0)
        page_line(c, "You have proposed no school.");
    return OK;
}

static enum err propose_run(struct command *c)
{
    school_proposal_id id;
    enum err err;

    if (c->words.n_args == 0)
        return own_list(c);
    if (c->words.n_args == 1) {
        str_add(&c->err, "A proposal needs the school's name and its place.");
        return E_USAGE; /* the usage line follows */
    }
    err = school_propose(c->visit, c->words.args[0], c->words.args[1], &id);

    if (err == E_IN_USE) {
        c->exit = err_info(E_NOTFOUND)->exit;
        str_add(&c->err, "A school is called so already; \"schools\" with its name finds it.");
    }
    if (err == E_DONE_ALREADY)
        str_add(&c->err, "You have proposed that school; a moderator looks at it.");
    if (err == E_TITLE_EMPTY)
        str_add(&c->err, "A proposal needs the school's name and its place.");
    if (err == E_TITLE_LONG)
        str_add(&c->err, "Name and place have at most 120 characters each.");
    if (err == E_TOOFAST)
        str_add(&c->err, "Many proposals wait for a moderator now; try again in some days.");
    TRY(err);
    if (c->json)
        return json_answer(
            c, json_pack("{s:I, s:s}", "proposal", (json_int_t)id.v, "state", "waiting"));
    page_text(c, 0, 0,
              "Proposed. It waits for a moderator, and comes with the next list of schools. Nobody "
              "can tell that it was you.");
    return OK;
}

const struct command_ops command_propose = {
    .name = "propose",
    .summary = "Propose a medical school that is missing in the list",
    .usage = "propose [NAME PLACE]",
    .detail =
        "In quotes: 'propose \"Springfield College of Medicine\" \"Springfield, IL\"'. A "
        "moderator looks at it; without NAME you see what became of it. Until the school is there, your report can be a draft: g i, "
        "then p.",
    .min_args = 0,
    .max_args = 2,
    .needs_account = true,
    .run = propose_run,
};

/* SPDX-License-Identifier: MIT
 *
 * propose.c -- a school that is missing in the list.
 */
#include <curbside/domain/school_proposal.h>

#include "json.h"
#include "page.h"

static enum err propose_run(struct command *c)
{
    school_proposal_id id;
    enum err err = school_propose(c->visit, c->words.args[0], c->words.args[1], &id);

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
    .usage = "propose NAME PLACE",
    .detail = "In quotes: 'propose \"Springfield College of Medicine\" \"Springfield, IL\"'. A "
              "moderator looks at it; until the school is there, keep your report as a draft.",
    .min_args = 2,
    .max_args = 2,
    .needs_account = true,
    .run = propose_run,
};

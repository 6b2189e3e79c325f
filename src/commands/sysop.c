/* SPDX-License-Identifier: MIT
 *
 * sysop.c -- governing by command. What there is to govern is in groups of verbs, a file each.
 */
#include <curbside/domain/undo.h>

#include "json.h"
#include "page.h"
#include "paging.h"
#include "verbs.h"

static enum err undo_run(struct command *c)
{
    action_id about, id;
    long long number;

    if (int_parse(c->words.args[1], 1, INT64_MAX, &number) != OK)
        return E_NOTFOUND;
    about.v = number;
    TRY(action_undo(c->visit, about, &id));
    if (c->json)
        return json_answer(c, json_pack("{s:s, s:I, s:I}", "action", "undo", "id", (json_int_t)id.v,
                                        "target", (json_int_t)about.v));
    page_line(c, "Action %lld is taken back: action %lld.", number, (long long)id.v);
    return OK;
}

/* clang-format off */
static const struct command_verb undo_verbs[] = {
    {"undo", "undo ACTION", "Takes back what was done, within a week.", NULL, 1, 1, undo_run},
    {0},
};

static const struct command_verb *const verbs[] = {
    sysop_role_verbs,
    sysop_board_verbs,
    sysop_house_verbs,
    sysop_filter_verbs,
    sysop_rule_verbs,
    sysop_setting_verbs,
    sysop_stats_verbs,
    sysop_audit_verbs,
    undo_verbs,
    NULL,
};
/* clang-format on */

static const struct flag flags[] = {
    {.name = "--title", .takes_value = true},
    {.name = "--text", .takes_value = true},
    {.name = "--reason", .takes_value = true},
    {.name = "--retired", .takes_value = true},
    {.name = "--remove"},
    {.name = "--default"},
    {.name = "--weeks", .takes_value = true},
    {.name = "--category", .takes_value = true},
    {.name = "--description", .takes_value = true},
    {.name = "--mode", .takes_value = true},
    {.name = "--open", .takes_value = true},
    {.name = "--staff", .takes_value = true},
    {.name = "--slow", .takes_value = true},
    {.name = "--position", .takes_value = true},
    {.name = "--minutes", .takes_value = true},
    {.name = "--end"},
    {.name = "--action", .takes_value = true},
    {.name = "--rule", .takes_value = true},
    {.name = "--sentence", .takes_value = true},
    {.name = "--on"},
    PAGING_FLAGS,
    {.name = NULL},
};

const struct command_ops command_sysop = {
    .name = "sysop",
    .summary = "Govern the board",
    .usage = "sysop VERB [WORDS] [--flags]",
    .detail = "For sysops; the operator runs the same as \"curbside sysop VERB\" without being "
              "anybody on the board. All of it is in the public log, without names.",
    .flags = flags,
    .verbs = verbs,
    .min_args = 1,
    .max_args = 4,
    .needs_account = true,
    .run = verbs_run,
};

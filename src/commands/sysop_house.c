/* SPDX-License-Identifier: MIT
 *
 * sysop_house.c -- governing by command: what holds for everybody who is here, and what is said to
 * them.
 */
#include <string.h>

#include <curbside/domain/maintenance.h>

#include "json.h"
#include "page.h"
#include "verbs.h"

static enum err action_answer(struct command *c, const char *action, action_id id)
{
    if (c->json)
        return json_answer(c, json_pack("{s:s, s:I}", "action", action, "id", (json_int_t)id.v));
    page_line(c, "%s: action %lld.", action, (long long)id.v);
    return OK;
}

/* ---- switches ---- */

static enum err switches_show(struct command *c)
{
    bool on[N_MAINTENANCE];
    json_t *list;

    for (int i = 0; i < N_MAINTENANCE; i++) {
        TRY(maintenance_is_on(c->visit, (enum maintenance)i, &on[i]));
        if (!c->json)
            page_line(c, "%-9s  %s", maintenance_name((enum maintenance)i), on[i] ? "on" : "off");
    }
    if (!c->json)
        return OK;
    list = json_object();
    for (int i = 0; i < N_MAINTENANCE; i++)
        json_object_set_new(list, maintenance_name((enum maintenance)i), json_boolean(on[i]));
    return json_answer(c, json_pack("{s:o}", "maintenance", list));
}

static enum err maintenance_run(struct command *c)
{
    const char *word = c->words.n_args == 3 ? c->words.args[2] : "";
    bool on = strcmp(word, "on") == 0;
    enum maintenance which;
    action_id id;

    if (c->words.n_args == 1)
        return switches_show(c);
    if (maintenance_parse(c->words.args[1], &which) != OK || (!on && strcmp(word, "off") != 0))
        return verbs_usage(c, "A switch is read-only, no-joins or hold; it is turned on or off.");
    TRY(maintenance_set(c->visit, which, on, &id));
    return action_answer(
        c, arena_printf(c->arena, "%s%s", on ? "" : "end-", maintenance_name(which)), id);
}

/* ---- sentences ---- */

static enum err broadcast_show(struct command *c)
{
    struct broadcast said;

    TRY(broadcast_find(c->arena, c->visit, &said));
    if (c->json)
        return json_answer(c, json_pack("{s:o, s:o}", "broadcast", json_text(said.words), "until",
                                        json_time(said.words ? said.until : 0)));
    page_line(c, "%s", said.words ? said.words : "Nothing is said to everybody now.");
    return OK;
}

static enum err minutes_of(struct command *c, int *ret)
{
    const char *word = words_value(&c->words, "--minutes");
    long long number = 0;

    if (word && int_parse(word, 1, BROADCAST_MINUTES_MAX, &number) != OK)
        return E_NUMBER_INVALID;
    *ret = (int)number;
    return OK;
}

static enum err broadcast_run(struct command *c)
{
    bool ends = words_has(&c->words, "--end");
    action_id id;
    int minutes;

    TRY(minutes_of(c, &minutes));
    if (c->words.n_args == 1 && !ends)
        return broadcast_show(c);
    if (ends && c->words.n_args > 1)
        return verbs_usage(c, "Either a sentence is said, or the one that is ends.");
    if (ends)
        TRY(broadcast_end(c->visit, &id));
    else
        TRY(broadcast_say(c->visit, c->words.args[1], minutes, &id));
    return action_answer(c, ends ? "end-broadcast" : "broadcast", id);
}

/* clang-format off */
const struct command_verb sysop_house_verbs[] = {
    {"maintenance", "maintenance [read-only|no-joins|hold on|off]",
     "Lists three switches, or turns one. read-only: nobody posts, edits, marks or flags; drafts "
     "and what is one's own are still kept. no-joins: no accounts are made. hold: every new post "
     "waits for a moderator. Everybody reads so at the top of the screen, at once.",
     NULL, 0, 2, maintenance_run},
    {"broadcast", "broadcast [TEXT] [--minutes N] [--end]",
     "Says a sentence to all who are connected, and to who comes within N minutes (10 unless "
     "given). --end takes it away; without words it is shown.",
     "--minutes --end", 0, 1, broadcast_run},
    {0},
};
/* clang-format on */

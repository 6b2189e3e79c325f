/* SPDX-License-Identifier: MIT
 *
 * sysop_house.c -- governing by command: what holds for everybody who is here, and what is said to
 * them.
 */
#include <string.h>

#include <curbside/base/clock.h>
#include <curbside/domain/backup.h>
#include <curbside/domain/house.h>
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

/* ---- sessions ---- */

static enum err sessions_run(struct command *c)
{
    struct house_page page;
    json_t *list;

    TRY(house_sessions(c->arena, c->visit, &page));
    if (!c->json) {
        for (int i = 0; i < page.n; i++)
            page_line(c, "%d  %-7s  %s%s%s", page.rows[i].number,
                      house_kind_name(page.rows[i].kind), house_age_name(page.rows[i].age),
                      page.rows[i].idle ? ", idle" : "", page.rows[i].own ? ", this one" : "");
        page_line(c, "Up to %d s old: who came since is not in it yet.", HOUSE_LIST_S);
        return OK;
    }
    list = json_array();
    for (int i = 0; i < page.n; i++)
        json_array_append_new(list,
                              json_pack("{s:i, s:s, s:s, s:b, s:b}", "session", page.rows[i].number,
                                        "kind", house_kind_name(page.rows[i].kind), "here",
                                        house_age_name(page.rows[i].age), "idle", page.rows[i].idle,
                                        "this", page.rows[i].own));
    return json_answer(c, json_pack("{s:o, s:i}", "sessions", list, "up_to_s_old", HOUSE_LIST_S));
}

static enum err kick_run(struct command *c)
{
    long long number;

    if (int_parse(c->words.args[1], 1, INT32_MAX, &number) != OK)
        return E_NO_SESSION;
    TRY(house_kick(c->visit, (int)number));
    if (c->json)
        return json_answer(c, json_pack("{s:I}", "kicked", (json_int_t)number));
    page_line(c, "Session %lld was ended.", number);
    return OK;
}

/* ---- the database ---- */

static json_t *day_json(int64_t day)
{
    return day < 0 ? json_null() : json_time(day);
}

static const char *day_words(struct command *c, int64_t day)
{
    char text[TIME_RFC3339_SIZE];

    if (day < 0)
        return "never";
    time_format_rfc3339(day, text);
    return arena_printf(c->arena, "%.10s", text);
}

static enum err database_run(struct command *c)
{
    struct health h;

    TRY(health_get(c->visit, &h));
    if (c->json)
        return json_answer(
            c, json_pack("{s:I, s:I, s:I, s:I, s:i, s:b, s:o, s:I, s:o, s:I}", "bytes",
                         (json_int_t)h.bytes, "pages", (json_int_t)h.pages, "free_pages",
                         (json_int_t)h.free_pages, "wal_bytes", (json_int_t)h.wal_bytes, "schema",
                         h.schema, "search_whole", h.search_whole, "checked",
                         day_json(h.checked_day), "violations", (json_int_t)h.violations, "backup",
                         day_json(h.backup_day), "backup_bytes", (json_int_t)h.backup_bytes));
    page_line(c, "size          %s kB in %s pages, %s of them free", page_number(c, h.bytes / 1024),
              page_number(c, h.pages), page_number(c, h.free_pages));
    page_line(c, "log           %s kB", page_number(c, h.wal_bytes / 1024));
    page_line(c, "schema        %d", h.schema);
    page_line(c, "search index  %s", h.search_whole ? "whole" : "damaged: run curbside reindex");
    page_line(c, "checked       %s%s", day_words(c, h.checked_day),
              h.violations > 0 ? ", and damaged: run curbside check" : "");
    page_line(c, "backup        %s", day_words(c, h.backup_day));
    return OK;
}

static enum err backup_run(struct command *c)
{
    struct health h;

    TRY(house_backup(c->visit, HOUSE_BACKUP_MS));
    TRY(health_get(c->visit, &h));
    if (c->json)
        return json_answer(c, json_pack("{s:o, s:I}", "backup", day_json(h.backup_day), "bytes",
                                        (json_int_t)h.backup_bytes));
    page_line(c, "backups/newest.db is made and whole: %s kB. secret.key is not in it.",
              page_number(c, h.backup_bytes / 1024));
    return OK;
}

/* clang-format off */
const struct command_verb sysop_house_verbs[] = {
    {"maintenance", "maintenance [read-only|no-joins|hold on|off]",
     "Lists three switches, or turns one. read-only: nobody posts, edits, marks or flags; drafts "
     "and what is one's own are still kept. no-joins: no accounts are made. hold: every new post "
     "waits for a moderator, but a moderator's own under their handle. Everybody reads so at the top of the screen, at once.",
     NULL, 0, 2, maintenance_run},
    {"broadcast", "broadcast [TEXT] [--minutes N] [--end]",
     "Says a sentence to all who are connected, and to who comes within N minutes (10 unless "
     "given). --end takes it away; without words it is shown.",
     "--minutes --end", 0, 1, broadcast_run},
    {"sessions", "sessions",
     "Lists who is connected: a number drawn for this list, what they see, how long in coarse "
     "words, and whether anything was typed in ten minutes. Not who it is. It is made once a minute "
     "at most: who came since is in the next one, which has other numbers.",
     NULL, 0, 0, sessions_run},
    {"kick", "kick N",
     "Ends the session of that number of the last list. Its draft is kept, and it may come back. "
     "Who came within the minute may be in no list yet. What is private to it is stored minutes "
     "later; so long it counts among the callers that the board takes, though its client is gone.",
     NULL, 1, 1, kick_run},
    {"database", "database",
     "Shows size, free pages, the log's size, the schema, and when it was last checked and backed "
     "up.",
     NULL, 0, 0, database_run},
    {"backup", "backup",
     "Makes backups/newest.db, all but drafts, and backups/board-DAY.db, what is public, of which "
     "three are kept. Neither holds secret.key or seal/.",
     NULL, 0, 0, backup_run},
    {0},
};
/* clang-format on */

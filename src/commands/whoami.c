/* SPDX-License-Identifier: MIT
 *
 * whoami.c -- who the board takes the caller for, and what moderators keep them from.
 *
 * `badges` is empty until roles are verified. Of sanctions only their owner's session knows; the
 * key is left out where there are none.
 */
#include <curbside/domain/appeal.h>
#include <curbside/domain/flag.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/sanction.h>
#include <curbside/domain/standing.h>

#include "json.h"
#include "page.h"

/* ---- sanctions ---- */

static json_t *moment(int64_t wall_s)
{
    return wall_s == INT64_MAX ? json_string("for good") : json_time(wall_s);
}

/* NULL: there was no appeal. */
struct appealed {
    const char *state, *words;
    const char *reason; /* NULL: none */
};

static enum err appealed_get(struct command *c, const struct sanction_notice *n,
                             struct appealed *ret)
{
    enum appeal_state state = APPEAL_NONE;

    *ret = (struct appealed){.state = NULL};
    if (n->id.v != 0)
        TRY(appeal_find(c->arena, c->visit, n->id, &state, &ret->reason));
    if (state == APPEAL_NONE)
        return OK;
    ret->state = appeal_state_name(state);
    ret->words = appeal_words(c->arena, state, ret->reason);
    return ret->words ? OK : E_NOMEM;
}

static json_t *describe_appeal(const struct appealed *appeal)
{
    if (!appeal->state)
        return json_null();
    return json_pack("{s:s, s:o}", "state", appeal->state, "reason", json_text(appeal->reason));
}

static json_t *describe(const struct sanction_notice *n)
{
    return json_pack("{s:I, s:s, s:o, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:b, s:b}", "id",
                     (json_int_t)n->id.v, "severity", severity_name(n->severity), "thread",
                     n->alias ? json_integer((json_int_t)n->thread.v) : json_null(), "rule",
                     n->rule, "reason", n->reason, "day", json_time(n->day), "thread_until",
                     moment(n->thread_until), "from", json_time(n->from), "until",
                     json_time(n->until), "everywhere_from", json_time(n->out_from), "lifted",
                     n->lifted, "acts", n->acts);
}

static json_t *describe_removal(const struct sanction_notice *n)
{
    return json_pack("{s:I, s:o, s:o, s:o, s:s, s:s, s:o}", "id", (json_int_t)n->id.v, "thread",
                     n->report ? json_null() : json_integer((json_int_t)n->thread.v), "no",
                     n->no > 0 ? json_integer(n->no) : json_null(), "report", json_text(n->report),
                     "rule", n->rule, "reason", n->reason, "day", json_time(n->day));
}

/* Those of one sort under their name; nothing where there are none. */
static enum err notices_json(struct command *c, const struct sanction_page *page, bool removals,
                             const char *name, json_t *answer)
{
    json_t *list = json_array();
    enum err err = OK;

    for (int i = 0; i < page->n && err == OK; i++) {
        const struct sanction_notice *n = &page->rows[i];
        struct appealed appeal;
        json_t *row;

        if (n->removal != removals)
            continue;
        err = appealed_get(c, n, &appeal);
        row = err == OK ? removals ? describe_removal(n) : describe(n) : NULL;
        if (row)
            json_object_set_new(row, "appeal", describe_appeal(&appeal));
        json_array_append_new(list, row);
    }
    if (err == OK && json_array_size(list) > 0)
        return json_object_set_new(answer, name, list) == 0 ? OK : E_NOMEM;
    json_decref(list);
    return err;
}

static enum err tell_sanction(struct command *c, const struct sanction_notice *n)
{
    struct sanction_words words;
    struct appealed appeal;

    TRY(sanction_words(c->arena, n, &words));
    TRY(appealed_get(c, n, &appeal));
    page_blank(c);
    page_text(c, 0, 0, words.what);
    page_text(c, 2, 2, words.where);
    page_text(c, 2, 2, words.why);
    page_text(c, 2, 2, words.until);
    page_text(c, 2, 2, words.last);
    if (appeal.words)
        page_text(c, 2, 2, appeal.words);
    return OK;
}

/* ---- flags ---- */

static const struct {
    const char *name, *words;
} outcomes[] = {
    [FLAG_WAITS] = {"waits", "it waits for a moderator."},
    [FLAG_LED_TO_REMOVAL] = {"removed", "a moderator removed it. Thank you."},
    [FLAG_LED_TO_NOTHING] = {"stands", "a moderator looked at it, and it stands. Thank you."},
    [FLAG_IS_GONE] = {"gone", "it is not there any more."},
};

static json_t *describe_flag(const struct flag_outcome *f)
{
    return json_pack("{s:o, s:o, s:s, s:o, s:o, s:o}", "post",
                     f->post.v ? json_integer((json_int_t)f->post.v) : json_null(), "report",
                     f->report.v ? json_integer((json_int_t)f->report.v) : json_null(), "outcome",
                     outcomes[f->what].name, "thread",
                     f->thread.v ? json_integer((json_int_t)f->thread.v) : json_null(), "no",
                     f->no > 0 ? json_integer(f->no) : json_null(), "rule", json_text(f->rule));
}

static enum err flags_json(struct command *c, json_t *answer)
{
    struct flag_outcome_page page;
    json_t *list = json_array();
    enum err err = flag_outcome_list(c->arena, c->visit, &page);

    for (int i = 0; err == OK && i < page.n; i++)
        json_array_append_new(list, describe_flag(&page.rows[i]));
    if (err == OK && page.n > 0)
        return json_object_set_new(answer, "flags", list) == 0 ? OK : E_NOMEM;
    json_decref(list);
    return err;
}

/* "post/12, #3 of "Title"", "a report of Yale, 2026-27" */
static const char *flagged_words(struct command *c, const struct flag_outcome *f)
{
    if (f->report.v != 0)
        return f->title ? f->title : arena_printf(c->arena, "report/%lld", (long long)f->report.v);
    return f->title ? arena_printf(c->arena, "post/%lld, #%d of \"%s\"", (long long)f->post.v,
                                   f->no, f->title)
                    : arena_printf(c->arena, "post/%lld", (long long)f->post.v);
}

static enum err tell_flags(struct command *c)
{
    struct flag_outcome_page page;

    TRY(flag_outcome_list(c->arena, c->visit, &page));
    if (page.n > 0)
        page_blank(c);
    for (int i = 0; i < page.n; i++) {
        const struct flag_outcome *f = &page.rows[i];

        page_text(c, 0, 2,
                  arena_printf(c->arena, "You flagged %s: %s", flagged_words(c, f),
                               outcomes[f->what].words));
    }
    flag_outcome_told(c->visit, &page);
    return OK;
}

/* ---- the caller ---- */

static enum err whoami_json(struct command *c, const struct who *who)
{
    bool guest = who_is_guest(who), standing = false;
    struct sanction_page page = {0};
    json_t *answer;

    if (!guest) {
        TRY(standing_has(c->visit, &standing));
        TRY(sanction_list_mine(c->arena, c->visit, &page));
    }
    answer = json_pack("{s:b, s:o, s:s, s:[], s:b, s:o}", "guest", guest, "handle",
                       json_text(guest ? NULL : who->name), "role", role_name(who->role), "badges",
                       "standing", standing, "since", json_time(who->joined_quarter));
    if (!answer)
        return E_NOMEM;
    TRY(notices_json(c, &page, false, "sanctions", answer));
    TRY(notices_json(c, &page, true, "removals", answer));
    if (!guest)
        TRY(flags_json(c, answer));
    return json_answer(c, answer);
}

/* "the fourth quarter of 2026": nothing public about an account is finer than that. */
static const char *quarter(struct command *c, int64_t wall_s)
{
    static const char *const names[] = {"first", "second", "third", "fourth"};
    const char *day = page_day(c, wall_s);
    int month = (day[5] - '0') * 10 + (day[6] - '0');

    return arena_printf(c->arena, "the %s quarter of %.4s", names[(month - 1) / 3 % 4], day);
}

static enum err tell_member(struct command *c, const struct who *who)
{
    struct sanction_page page;
    bool standing;

    TRY(standing_has(c->visit, &standing));
    TRY(sanction_list_mine(c->arena, c->visit, &page));
    page_text(c, 0, 0,
              arena_printf(c->arena, "You are %s, %s, here since %s.%s", who->name,
                           role_name(who->role), quarter(c, who->joined_quarter),
                           standing ? " You have standing." : ""));
    for (int i = 0; i < page.n; i++)
        TRY(tell_sanction(c, &page.rows[i]));
    sanction_seen(c->visit, &page);
    return tell_flags(c);
}

static enum err whoami_run(struct command *c)
{
    const struct who *who = c->visit->who;

    if (c->json)
        return whoami_json(c, who);
    if (!who_is_guest(who))
        return tell_member(c, who);
    page_text(c, 0, 0,
              who->has_key ? "You are a guest. This key has no account yet: \"join\" makes one."
                           : "You are a guest without a key: you can read everything.");
    return OK;
}

const struct command_ops command_whoami = {
    .name = "whoami",
    .summary = "Say who the board takes you for, and what moderators told you",
    .usage = "whoami",
    .detail =
        "Standing comes with 14 days and posts on 5 days that stood for a week. A sanction "
        "says the thread, the rule, the reason and until when, a removed post or report its rule and "
        "reason; only you see it here, and \"appeal\" asks another moderator, whose answer stands with it. What came of what "
        "you flagged in the last 30 days stands below.",
    .run = whoami_run,
};

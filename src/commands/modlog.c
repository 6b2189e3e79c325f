/* SPDX-License-Identifier: MIT
 *
 * modlog.c -- the public log of what moderators did.
 */
#include <string.h>

#include <curbside/domain/modlog.h>

#include "json.h"
#include "page.h"
#include "paging.h"

static json_t *describe(struct command *c, const struct modlog_row *row)
{
    return json_pack("{s:I, s:s, s:o, s:o, s:o, s:o, s:s}", "id", (json_int_t)row->id.v, "action",
                     row->action, "target", json_text(row->target), "board", json_text(row->board),
                     "rule", json_text(row->rule), "reason", json_text(row->reason), "day",
                     page_day(c, row->day));
}

static enum err answer_json(struct command *c, const struct modlog_page *page)
{
    json_t *list = json_array();

    for (int i = 0; i < page->n; i++)
        json_array_append_new(list, describe(c, &page->rows[i]));
    return json_answer(c,
                       json_pack("{s:o, s:o, s:{s:I, s:I}}", "actions", list, "next",
                                 json_text(page->next), "appeals", "decided",
                                 (json_int_t)page->decided, "granted", (json_int_t)page->granted));
}

/* "2026-11-23  remove post/123 in lounge, kindness: This was unkind. (action 456)"
 * "2026-11-19  in the week from that day: mute, kindness: This was unkind. (action 457)" */
static void tell(struct command *c, const struct modlog_row *row)
{
    const char *target = row->target ? arena_printf(c->arena, " %s", row->target) : "";
    const char *board = row->board ? arena_printf(c->arena, " in %s", row->board) : "";
    const char *rule = row->rule ? arena_printf(c->arena, ", %s", row->rule) : "";
    const char *reason = row->reason ? arena_printf(c->arena, ": %s", row->reason) : "";

    page_entry(c, 0, page_day(c, row->day), 12,
               arena_printf(c->arena, "%s%s%s%s%s%s (action %lld)",
                            row->by_week ? "in the week from that day: " : "",
                            modlog_words(row->action), target, board, rule, reason,
                            (long long)row->id.v));
}

static enum err modlog_run(struct command *c)
{
    struct modlog_page page;
    int limit;

    TRY(paging_limit(c, &limit));
    TRY(modlog_list(c->arena, c->visit, words_value(&c->words, "--after"), limit, &page));
    if (c->json)
        return answer_json(c, &page);
    if (page.n == 0)
        page_text(c, 0, 0, "Moderators have done nothing here yet.");
    for (int i = 0; i < page.n; i++)
        tell(c, &page.rows[i]);
    if (page.decided > 0)
        page_line(c, "Of %s appeals %s were granted.", page_number(c, page.decided),
                  page_number(c, page.granted));
    paging_more(c, "modlog", page.next);
    return OK;
}

static const struct flag flags[] = {
    PAGING_FLAGS,
    {.name = NULL},
};

const struct command_ops command_modlog = {
    .name = "modlog",
    .summary = "Show what moderators did, and why",
    .usage = "modlog " PAGING_USAGE,
    .detail =
        "The newest day first, with the rule and the reason. No names, of nobody; what was "
        "removed because it pointed to a person has no address. What was done to a person has "
        "no board either, and its week in place of its day: nobody is to read from it whose "
        "post was removed.",
    .flags = flags,
    .run = modlog_run,
};

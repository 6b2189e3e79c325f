/* SPDX-License-Identifier: MIT
 *
 * sysop_audit.c -- governing by command: who of the staff did what.
 */
#include <curbside/commands/audit_line.h>
#include <curbside/domain/audit.h>

#include "json.h"
#include "page.h"
#include "paging.h"
#include "verbs.h"

static const char *target_words(struct command *c, const struct audit_row *row)
{
    if (row->on)
        return arena_printf(c->arena, " of %s", row->on);
    if (row->post.v != 0)
        return arena_printf(c->arena, " post/%lld", (long long)row->post.v);
    return row->thread.v != 0 ? arena_printf(c->arena, " thread/%lld", (long long)row->thread.v)
                              : "";
}

/* "2026-11-23  calm-maud-7: remove post/123 in lounge, kindness: This was unkind. (action 456)" */
static void tell(struct command *c, const struct audit_row *row)
{
    const char *board = row->board ? arena_printf(c->arena, " in %s", row->board) : "";
    const char *rule = row->rule ? arena_printf(c->arena, ", %s", row->rule) : "";
    const char *reason = row->reason ? arena_printf(c->arena, ": %s", row->reason) : "";

    page_entry(c, 0, page_day(c, row->day), 12,
               arena_printf(c->arena, "%s: %s%s%s%s%s (action %lld)", row->by, row->action,
                            target_words(c, row), board, rule, reason, (long long)row->id.v));
}

static enum err audit_run(struct command *c)
{
    struct audit_page page;
    json_t *list;
    int limit;

    TRY(paging_limit(c, &limit));
    TRY(audit_list(c->arena, c->visit, words_value(&c->words, "--after"), limit, &page));
    if (c->json) {
        list = json_array();
        for (int i = 0; i < page.n; i++)
            json_array_append_new(list, audit_line(&page.rows[i]));
        return json_answer(c,
                           json_pack("{s:o, s:o}", "actions", list, "next", json_text(page.next)));
    }
    if (page.n == 0)
        page_line(c, "Nothing was done yet.");
    for (int i = 0; i < page.n; i++)
        tell(c, &page.rows[i]);
    paging_more(c, "sysop audit", page.next);
    return OK;
}

/* clang-format off */
const struct command_verb sysop_audit_verbs[] = {
    {"audit", "audit " PAGING_USAGE,
     "Lists what was done with the handle of whoever did it, newest first; the public log has no "
     "names. Who wrote a post stands nowhere in it. The operator has all of it by \"curbside "
     "audit\".",
     "--limit --after", 0, 0, audit_run},
    {0},
};
/* clang-format on */

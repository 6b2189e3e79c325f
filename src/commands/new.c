/* SPDX-License-Identifier: MIT
 *
 * new.c -- the threads with unread posts, of every board.
 */
#include <curbside/domain/unread.h>

#include "json.h"
#include "page.h"
#include "paging.h"
#include "thread_table.h"

static enum err new_run(struct command *c)
{
    struct thread_page page;
    int limit;

    TRY(paging_limit(c, &limit));
    TRY(unread_list(c->arena, c->visit, (board_id){0}, words_value(&c->words, "--after"), limit,
                    &page));
    if (c->json)
        return json_answer(c, thread_table_json(&page));
    if (page.n == 0)
        page_line(c, "Nothing is unread.");
    thread_table_text(c, &page, true);
    paging_more(c, "new", page.next);
    return OK;
}

static const struct flag flags[] = {
    PAGING_FLAGS,
    {.name = NULL},
};

const struct command_ops command_new = {
    .name = "new",
    .summary = "List the threads with unread posts",
    .usage = "new " PAGING_USAGE,
    .detail = "Newest activity first, of every board. Unread is what came since the day you "
              "joined, was not written by you, was not shown to you in the screens (or by \"read "
              "--mark\") and not caught up with.",
    .flags = flags,
    .needs_account = true,
    .run = new_run,
};

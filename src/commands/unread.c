/* SPDX-License-Identifier: MIT
 *
 * unread.c -- how many posts are unread: the number alone, for a status line.
 *
 * With --json the threads come with it, as in `new`.
 */
#include <inttypes.h>

#include <curbside/domain/unread.h>

#include "json.h"
#include "page.h"
#include "paging.h"
#include "thread_table.h"

enum {
    EXIT_NONE = 1
};

static enum err unread_json(struct command *c, int64_t n)
{
    struct thread_page page;
    json_t *doc;
    int limit;

    TRY(paging_limit(c, &limit));
    TRY(unread_list(c->arena, c->visit, (board_id){0}, words_value(&c->words, "--after"), limit,
                    &page));
    doc = thread_table_json(&page);
    if (!doc || json_object_set_new(doc, "unread", json_integer(n)) != 0) {
        json_decref(doc);
        return E_NOMEM;
    }
    return json_answer(c, doc);
}

static enum err unread_run(struct command *c)
{
    int64_t n;

    TRY(unread_total(c->visit, &n));
    c->exit = n == 0 ? EXIT_NONE : 0;
    if (c->json)
        return unread_json(c, n);
    page_line(c, "%" PRId64, n);
    return OK;
}

static const struct flag flags[] = {
    PAGING_FLAGS,
    {.name = NULL},
};

const struct command_ops command_unread = {
    .name = "unread",
    .summary = "Say how many posts are unread",
    .usage = "unread " PAGING_USAGE,
    .detail =
        "The number alone, on all boards together; the exit status is 1 if it is 0. With "
        "--json the threads come with it, as in \"new\". What you read in screens that are still "
        "open counts here when they end, or ten minutes later at most.",
    .flags = flags,
    .needs_account = true,
    .run = unread_run,
};

/* SPDX-License-Identifier: MIT
 *
 * inbox.c -- what is new for the caller; clearing it.
 */
#include <curbside/domain/inbox.h>
#include <curbside/domain/state.h>

#include "json.h"
#include "page.h"
#include "paging.h"

enum {
    ID_COLS = 9, /* ids are below 10^9 */
    GAP_COLS = 2,
};

static json_t *describe(const struct inbox_row *r)
{
    return json_pack("{s:s, s:I, s:o, s:o, s:o, s:i, s:i, s:o, s:o}", "kind",
                     inbox_kind_name(r->kind), "thread", (json_int_t)r->thread.id.v, "board",
                     json_text(r->thread.board_slug), "title", json_text(r->thread.title), "no",
                     r->no ? json_integer(r->no) : json_null(), "count", r->count, "unread",
                     r->unread, "tag", json_text(r->tag), "active", json_time(r->time));
}

/* "2 replies", "mention", "3 new, #retake" */
static const char *what(struct command *c, const struct inbox_row *r)
{
    switch (r->kind) {
    case INBOX_REPLY:
        return page_count(c, r->count, "reply", "replies");
    case INBOX_MENTION:
        return page_count(c, r->count, "mention", "mentions");
    case INBOX_TAG:
        return arena_printf(c->arena, "%s new, #%s", page_number(c, r->count), r->tag);
    case INBOX_THREAD:
    case INBOX_BOARD:
        break;
    }
    return arena_printf(c->arena, "%s new", page_number(c, r->count));
}

static void tell(struct command *c, const struct inbox_row *r)
{
    const char *at = r->no ? arena_printf(c->arena, ", from #%d", r->no) : "";

    page_entry(c, 0, arena_printf(c->arena, "%*lld", ID_COLS, (long long)r->thread.id.v),
               ID_COLS + GAP_COLS, r->thread.title);
    page_text(c, ID_COLS + GAP_COLS, ID_COLS + GAP_COLS,
              arena_printf(c->arena, "%s%s%s, %s, %s", what(c, r), at, r->unread ? "" : " (read)",
                           r->thread.board_title, page_day(c, r->time)));
}

static enum err answer_json(struct command *c, const struct inbox_page *page)
{
    json_t *list = json_array();
    int unread;
    bool more;

    TRY(inbox_count_unread(c->visit, INBOX_COUNT_MAX, &unread, &more));
    for (int i = 0; i < page->n; i++)
        json_array_append_new(list, describe(&page->rows[i]));
    return json_answer(c, json_pack("{s:o, s:i, s:o}", "inbox", list, "unread", unread, "next",
                                    json_text(page->next)));
}

static enum err answer(struct command *c, const struct inbox_page *page)
{
    if (c->json)
        return answer_json(c, page);
    for (int i = 0; i < page->n; i++)
        tell(c, &page->rows[i]);
    if (page->n == 0)
        page_line(c, "Nothing is new for you.");
    paging_more(c, "inbox", page->next);
    return OK;
}

static enum err inbox_run(struct command *c)
{
    struct inbox_page page;
    int limit;

    TRY(paging_limit(c, &limit));
    if (words_has(&c->words, "--clear")) {
        TRY(inbox_clear(c->visit));
        TRY(state_save(c->visit));
    }
    TRY(inbox_list(c->arena, c->visit, words_value(&c->words, "--after"), limit, &page));
    return answer(c, &page);
}

static const struct flag flags[] = {
    {.name = "--clear"},
    PAGING_FLAGS,
    {.name = NULL},
};

const struct command_ops command_inbox = {
    .name = "inbox",
    .summary = "What is new for you: answers, mentions, what you follow",
    .usage = "inbox [--clear] " PAGING_USAGE,
    .detail = "Answers to your posts and your name in others' (@handle, or ~alias in its thread) "
              "stay until they are cleared; what you follow is listed while it is unread. Newest "
              "first; a thread is listed once. --clear empties it, and marks nothing read. It is "
              "put together by your own session: nobody writes into it.",
    .flags = flags,
    .needs_account = true,
    .run = inbox_run,
};

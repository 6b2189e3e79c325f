/* SPDX-License-Identifier: MIT
 *
 * threads.c -- the threads of one board.
 */
#include <curbside/domain/thread.h>

#include "board_argument.h"
#include "json.h"
#include "page.h"
#include "paging.h"
#include "thread_table.h"

/* Nothing on the board, or nothing with the tag that was asked for. */
static const char *none_words(struct command *c, const struct board *board)
{
    const char *tag = words_value(&c->words, "--tag");

    if (tag && board->threads > 0)
        return arena_printf(c->arena, "No thread on %s has the tag \"%s\".", board->title, tag);
    return arena_printf(c->arena, "No thread here. Start one: post %s --title TITLE", board->slug);
}

static enum err threads_text(struct command *c, const struct board *board,
                             const struct thread_page *page)
{
    if (!page->n) {
        page_text(c, 0, 0, none_words(c, board));
        return OK;
    }
    thread_table_text(c, page, false);
    paging_more(c, paging_same(c, "threads"), page->next);
    return OK;
}

static enum err threads_run(struct command *c)
{
    const char *sort = words_value(&c->words, "--sort");
    struct thread_query query = {.tag = words_value(&c->words, "--tag"),
                                 .after = words_value(&c->words, "--after")};
    struct thread_page page;
    struct board board;

    TRY(paging_limit(c, &query.limit));
    if (sort && thread_sort_parse(sort, &query.sort) != OK) {
        str_add(&c->err, "--sort takes active, new or helpful.");
        return E_USAGE;
    }
    TRY(board_argument(c, c->words.args[0], &board));
    query.board = board.id;
    TRY(thread_list(c->arena, c->visit, &query, &page));
    return c->json ? json_answer(c, thread_table_json(&page)) : threads_text(c, &board, &page);
}

static const struct flag flags[] = {
    {.name = "--sort", .takes_value = true},
    {.name = "--tag", .takes_value = true},
    PAGING_FLAGS,
    {.name = NULL},
};

const struct command_ops command_threads = {
    .name = "threads",
    .summary = "List the threads of a board",
    .usage = "threads BOARD [--sort active|new|helpful] [--tag T] " PAGING_USAGE,
    .detail =
        "BOARD is a name from \"boards\", or board/NAME. The numbers in front are what \"read\" and "
        "\"reply\" take.",
    .flags = flags,
    .min_args = 1,
    .max_args = 1,
    .run = threads_run,
};

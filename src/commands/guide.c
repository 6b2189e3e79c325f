/* SPDX-License-Identifier: MIT
 *
 * guide.c -- the guide page of a board; moderators write it.
 */
#include <curbside/domain/guide.h>

#include <string.h>

#include <curbside/domain/board.h>
#include <curbside/text/markdown.h>

#include "board_argument.h"
#include "json.h"
#include "page.h"
#include "submit.h"

static enum err answer(struct command *c, const struct board *board, const struct guide *guide)
{
    int cells = c->width < PAGE_TEXT_COLS ? c->width : PAGE_TEXT_COLS;

    if (c->json)
        return json_answer(c, json_pack("{s:o, s:o, s:o}", "board", json_text(board->slug), "body",
                                        guide->body[0] ? json_text(guide->body) : json_null(),
                                        "edited", json_time(guide->edited)));
    if (!guide->body[0]) {
        page_line(c, "Nobody has written a guide for this board yet.");
        return OK;
    }
    TRY(markdown_plain(guide->body, strlen(guide->body), cells, 0, &c->out));
    page_blank(c);
    page_line(c, "(%s, %s)", board->title, page_day(c, guide->edited));
    return OK;
}

static enum err write_guide(struct command *c, board_id board)
{
    AUTO_STR struct str body = STR_INIT;
    action_id id;

    TRY(guide_can_set(c->visit));
    TRY(read_input(c, &body));
    return guide_set(c->visit, board, str_cstr(&body), body.n, &id);
}

static enum err guide_run(struct command *c)
{
    struct board board;
    struct guide guide;

    TRY(board_argument(c, c->words.args[0], &board));
    if (words_has(&c->words, "--edit"))
        TRY(write_guide(c, board.id));
    TRY(guide_get(c->arena, c->visit, board.id, &guide));
    return answer(c, &board, &guide);
}

static const struct flag flags[] = {
    {.name = "--edit"},
    {.name = NULL},
};

const struct command_ops command_guide = {
    .name = "guide",
    .summary = "Show the guide page of a board; moderators write it",
    .usage = "guide BOARD [--edit]",
    .detail =
        "BOARD is a name from \"boards\". With --edit a moderator, or the operator as \"curbside guide\", replaces the page by what "
        "comes on standard input (Markdown, at most 32 KiB); nothing at all takes it away. "
        "Addresses in it (thread/ID, post/ID, board/NAME) open on screen.",
    .flags = flags,
    .min_args = 1,
    .max_args = 1,
    .run = guide_run,
};

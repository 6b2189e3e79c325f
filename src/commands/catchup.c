/* SPDX-License-Identifier: MIT
 *
 * catchup.c -- take everything, a board or a thread for read.
 */
#include <curbside/domain/board.h>
#include <curbside/domain/unread.h>

#include "board_argument.h"
#include "json.h"
#include "page.h"

/* A board's name, else the address of a thread. */
static enum err place_find(struct command *c, board_id *ret_board, thread_id *ret_thread)
{
    struct board board;
    enum err err;
    int no;

    ret_board->v = ret_thread->v = 0;
    if (c->words.n_args == 0)
        return OK;
    err = board_argument_find(c, c->words.args[0], &board);
    if (err == OK)
        *ret_board = board.id;
    if (err != E_NOTFOUND)
        return err;
    err = thread_resolve(c->visit, c->words.args[0], ret_thread, &no);
    if (err == E_NOTFOUND)
        str_printf(&c->err,
                   "\"%.40s\" is neither a board nor a thread here; see \"boards\" and \"new\".",
                   c->words.args[0]);
    return err;
}

static enum err catchup_run(struct command *c)
{
    thread_id thread;
    board_id board;
    int64_t marked;

    TRY(place_find(c, &board, &thread));
    TRY(catch_up(c->visit, board, thread, &marked));
    c->keep_state = true;
    if (c->json)
        return json_answer(c, json_pack("{s:I}", "marked", (json_int_t)marked));
    page_line(c, "%s taken for read.", page_count(c, marked, "post", "posts"));
    return OK;
}

const struct command_ops command_catchup = {
    .name = "catchup",
    .summary = "Take everything for read, or one board, or one thread",
    .usage = "catchup [BOARD|THREAD]",
    .detail =
        "BOARD is a name from \"boards\", THREAD a number from \"threads\", or "
        "thread/NUMBER. What comes later is unread. The answer is how many posts were unread; "
        "here it cannot be taken back, in the screens it can.",
    .max_args = 1,
    .needs_account = true,
    .run = catchup_run,
};

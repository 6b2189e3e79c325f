/* SPDX-License-Identifier: MIT
 *
 * board_keys.c -- following a board, and its guide.
 */
#include "board_keys.h"

#include <curbside/domain/follow.h>

#include "context.h"
#include "places.h"

void board_toggle_follow(struct ui *ui, const struct board *board)
{
    bool on = !follow_has_board(visit_of(ui), board->slug);
    const char *address = arena_printf(ui_scratch(ui), "board/%s", board->slug);
    enum err err = E_NOMEM;

    if (address)
        err = (on ? follow_add : follow_remove)(ui_scratch(ui), visit_of(ui), address, &address);
    if (err != OK)
        ui_fail(ui, err);
    else
        ui_say(ui, on ? "You follow this board: what is new in it is in your inbox."
                      : "You do not follow this board any more.");
}

void board_show_guide(struct ui *ui, const struct board *board)
{
    struct guide_arg arg = {.board = board->id, .title = board->title};

    ui_push(ui, "guide", &arg, sizeof arg);
}

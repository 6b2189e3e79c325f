/* SPDX-License-Identifier: MIT
 *
 * start.c -- where a visit begins: at its first page, or, with that below it, at an address.
 */
#include <string.h>

#include <curbside/base/str.h>
#include <curbside/domain/board.h>
#include <curbside/domain/school.h>
#include <curbside/screens/context.h>
#include <curbside/ui/ui.h>

#include "context.h"
#include "places.h"

static enum err start_board(struct ui *ui, const char *slug)
{
    struct thread_list_arg arg;
    struct board board;

    TRY(board_find(ui_scratch(ui), visit_of(ui), slug, &board));
    arg.board = board.id;
    return ui_start(ui, "thread_list", &arg, sizeof arg);
}

static enum err start_thread(struct ui *ui, const char *address)
{
    struct thread_arg arg = {0};

    TRY(thread_resolve(visit_of(ui), address, &arg.thread, &arg.no));
    if (cstr_starts(address, "thread/"))
        arg.no = 0; /* where the reader was */
    return ui_start(ui, "thread", &arg, sizeof arg);
}

/* By a slug, or any name that means one school: whoever types it has no list to look at. */
static enum err start_school(struct ui *ui, const char *name)
{
    struct school school;
    struct school_arg arg;

    TRY(school_find(ui_scratch(ui), name, &school, NULL));
    arg.slug = school.slug;
    return ui_start(ui, "school", &arg, sizeof arg);
}

static enum err start_tag(struct ui *ui, const char *typed)
{
    struct tagged_arg arg;

    TRY(tag_parse(ui_scratch(ui), typed, &arg.tag));
    return ui_start(ui, "tagged", &arg, sizeof arg);
}

static enum err start_at(struct ui *ui, const char *address)
{
    if (cstr_starts(address, "board/"))
        return start_board(ui, address + strlen("board/"));
    if (cstr_starts(address, "school/"))
        return start_school(ui, address + strlen("school/"));
    if (cstr_starts(address, "tag/"))
        return start_tag(ui, address + strlen("tag/"));
    return start_thread(ui, address);
}

enum err screen_start(struct ui *ui, const char *address)
{
    enum err err;

    settings_apply(ui);
    TRY(ui_start(ui, screen_first(context_of(ui)), NULL, 0));
    if (!address)
        return OK;
    err = start_at(ui, address);
    if (err == E_NOTFOUND)
        ui_warn(ui, "There is nothing at that address; this is where a visit begins.");
    else
        ui_fail(ui, err);
    return OK;
}

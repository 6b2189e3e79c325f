/* SPDX-License-Identifier: MIT
 *
 * for_you_inbox.c -- on home: answers, mentions and what is followed, as far as it is unread. What
 * was read already is left to the inbox itself.
 */
#include <curbside/domain/inbox.h>

#include "context.h"
#include "for_you.h"
#include "inbox_rows.h"
#include "places.h"

enum {
    SHOWN = 4 /* the others are one step away: g m */
};

enum err for_you_inbox(struct ui *ui, struct arena *page, struct for_you *ret)
{
    struct inbox_page inbox;

    TRY(inbox_newest(page, visit_of(ui), SHOWN, &inbox));
    for (int i = 0; i < inbox.n; i++) {
        const struct inbox_row *r = &inbox.rows[i];
        struct thread_arg arg = {.thread = r->thread.id, .no = r->no};
        struct for_you_line line = {.mark = inbox_row_what(page, r),
                                    .place = r->thread.board_title,
                                    .title = r->thread.title,
                                    .when = r->time,
                                    .thread = r->thread.id};

        if (!line.mark)
            return E_NOMEM;
        for_you_add(ret, &line, "thread", &arg, sizeof arg);
    }
    return OK;
}

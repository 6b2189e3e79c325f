/* SPDX-License-Identifier: MIT
 *
 * catching.c -- asking what to take for read, doing it, taking it back.
 *
 * What is chosen from stands in the context while the question is open: the choices belong to
 * whichever screen asks.
 */
#include "catching.h"

#include <inttypes.h>

#include <curbside/domain/board.h>
#include <curbside/domain/thread.h>
#include <curbside/domain/unread.h>
#include <curbside/ui/ui.h>

#include "rows.h"

enum {
    CHOICES = 3,
    TITLE_BYTES = 160,
};

static void take(struct ui *ui, board_id board, thread_id thread)
{
    int64_t marked;
    enum err err = catch_up(visit_of(ui), board, thread, &marked);

    if (err != OK) {
        ui_fail(ui, err);
        return;
    }
    ui_sayf(ui, "%s taken for read; %s takes that back.",
            count_say(ui_scratch(ui), marked, "post", "posts"), ui_is_plain(ui) ? "undo" : "z");
    ui_reload(ui);
}

static void take_thread(struct ui *ui, void *state)
{
    (void)state;
    take(ui, (board_id){0}, context_of(ui)->catching.thread);
}

static void take_board(struct ui *ui, void *state)
{
    (void)state;
    take(ui, context_of(ui)->catching.board, (thread_id){0});
}

static void take_all(struct ui *ui, void *state)
{
    (void)state;
    take(ui, (board_id){0}, (thread_id){0});
}

static const char *label(struct arena *a, const char *what, int64_t unread)
{
    return arena_printf(a, "%.*s: %s", TITLE_BYTES, what,
                        count_say(a, unread, "unread post", "unread posts"));
}

/* The page under the question says the same number: where it was read elsewhere meanwhile, it is
 * loaded again. */
static void count_anew(struct ui *ui)
{
    int64_t before = context_of(ui)->unread;

    unread_recount(ui);
    if (context_of(ui)->unread != before)
        ui_reload(ui);
}

/* What it offers is added behind the `n` choices; what is not there any more, or read, is not. */
static int thread_offer(struct ui *ui, thread_id id, struct dialog_choice *choices, int n)
{
    struct thread_row thread;

    if (id.v == 0 || thread_get(ui_scratch(ui), visit_of(ui), id, &thread) != OK ||
        thread.unread == 0)
        return n;
    choices[n] = (struct dialog_choice){'t', label(ui_arena(ui), "This thread", thread.unread),
                                        take_thread};
    return n + 1;
}

static int board_offer(struct ui *ui, board_id id, struct dialog_choice *choices, int n)
{
    struct board board;

    if (id.v == 0 || board_get(ui_scratch(ui), visit_of(ui), id, &board) != OK || board.unread == 0)
        return n;
    choices[n] = (struct dialog_choice){'b', label(ui_arena(ui), board.title, board.unread),
                                        take_board};
    return n + 1;
}

void catching_ask(struct ui *ui, board_id board, thread_id thread)
{
    struct arena *a = ui_arena(ui);
    struct dialog_choice *choices = arena_array(a, CHOICES + 1, sizeof *choices);
    int n = 0;

    count_anew(ui);
    if (!choices)
        return;
    context_of(ui)->catching.thread = thread;
    context_of(ui)->catching.board = board;
    n = thread_offer(ui, thread, choices, n);
    n = board_offer(ui, board, choices, n);
    if (context_of(ui)->unread > 0)
        choices[n++] = (struct dialog_choice){'a', label(a, "All boards", context_of(ui)->unread),
                                              take_all};
    choices[n] = (struct dialog_choice){0};
    if (n == 0)
        ui_say(ui, "Nothing is unread.");
    else
        ui_ask(ui, &(struct dialog){
                       .title = ui_is_plain(ui) ? "Take for read, unseen: what?" : "Take for read",
                       .text = ui_is_plain(ui) ? "What comes later is unread; undo takes this "
                                                 "back."
                                               : "What comes later is unread; z takes this back.",
                       .choices = choices,
                       /* there Enter alone is what one reads on with */
                       .enter_first = !ui_is_plain(ui)});
}

void catching_undo(struct ui *ui, void *state)
{
    enum err err = catch_up_undo(visit_of(ui));

    (void)state;
    if (err != OK) {
        ui_fail(ui, err);
        return;
    }
    unread_recount(ui);
    ui_sayf(ui, "Taken back: %s.",
            count_say(ui_scratch(ui), context_of(ui)->unread, "unread post", "unread posts"));
    ui_reload(ui);
}

bool catching_can_undo(struct ui *ui, const void *state)
{
    (void)state;
    return catch_up_can_undo(visit_of(ui));
}

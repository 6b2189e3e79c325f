/* SPDX-License-Identifier: MIT
 *
 * thread_write.c -- answering in a thread, and changing or deleting what is one's own.
 */
#include <curbside/domain/board.h>
#include <curbside/domain/edit.h>

#include "context.h"
#include "places.h"
#include "thread_state.h"

enum err thread_can_answer(struct ui *ui, const struct thread_row *thread)
{
    struct board board;

    TRY(board_get(ui_scratch(ui), visit_of(ui), thread->board, &board));
    return thread_can_reply(visit_of(ui), &board, thread);
}

static void compose(struct ui *ui, struct thread_state *s, bool quote)
{
    const struct post *post = thread_window_post(&s->window);
    struct compose_arg arg = {.board = s->window.thread.board, .thread = s->thread, .quote = quote};
    int count = ui_count(ui);

    if (s->may_reply != OK) {
        ui_fail(ui, s->may_reply);
        return;
    }
    if (count > s->window.thread.posts) {
        ui_sayf(ui, "There is no #%d here.", count);
        return;
    }
    arg.reply_to = count > 0 ? count : post ? post->no : 0;
    ui_push(ui, "compose", &arg, sizeof arg);
}

void thread_reply(struct ui *ui, void *state)
{
    compose(ui, state, false);
}

void thread_reply_quoting(struct ui *ui, void *state)
{
    compose(ui, state, true);
}

/* ---- one's own ---- */

bool thread_may_delete(struct ui *ui, const void *state)
{
    const struct thread_state *s = state;
    const struct post *post = thread_window_post(&s->window);

    (void)ui;
    return post && post->you && !post->going && post->state != POST_DELETED;
}

bool thread_may_edit(struct ui *ui, const void *state)
{
    const struct thread_state *s = state;
    const struct post *post = thread_window_post(&s->window);

    (void)ui;
    return post && post->you && !post->going && post_is_shown(post) && !s->window.thread.locked;
}

void thread_edit(struct ui *ui, void *state)
{
    struct thread_state *s = state;
    const struct post *post = thread_window_post(&s->window);
    struct compose_arg arg = {
        .board = s->window.thread.board, .thread = s->thread, .edit = post->id};

    ui_push(ui, "compose", &arg, sizeof arg);
}

static void delete_now(struct ui *ui, void *state)
{
    struct thread_state *s = state;
    enum err err = post_delete(visit_of(ui), s->doomed);

    if (err != OK) {
        ui_fail(ui, err);
        return;
    }
    thread_load_again(ui, s);
    ui_say(ui, "Deleted.");
}

/* What goes, what stays, and when others see it. */
static const char *delete_words(struct ui *ui, const struct thread_state *s,
                                const struct post *post)
{
    struct board board;
    const char *when = "";

    if (post->released > 0)
        return "It has not been out: it goes without a trace.";
    if (board_get(ui_scratch(ui), visit_of(ui), s->window.thread.board, &board) == OK &&
        board.mode == BOARD_ALIAS)
        when = " Others see it with the next release.";
    return arena_printf(ui_arena(ui),
                        "Its text goes%s and cannot be brought back; its number stays, with "
                        "\"deleted by its author\".%s",
                        post->no == 1 ? ", with the title and the tags of the thread," : "", when);
}

void thread_delete(struct ui *ui, void *state)
{
    static const struct dialog_choice choices[] = {
        {'d', "Delete it for good", delete_now}, {'k', "Keep it", NULL}, {0}};
    struct thread_state *s = state;
    const struct post *post = thread_window_post(&s->window);

    s->doomed = post->id;
    s->asked = (struct dialog){
        .title = post->no > 0 ? arena_printf(ui_arena(ui), "Delete #%d?", post->no)
                              : "Delete this post?",
        .text = delete_words(ui, s, post),
        .choices = choices,
    };
    if (s->asked.title)
        ui_ask(ui, &s->asked);
}

/* SPDX-License-Identifier: MIT
 *
 * thread_reshape.c -- what moderators do to a thread beyond locking it: T asks what, one line asks
 * how, and z takes it back like everything else.
 */
#include <string.h>

#include <curbside/base/str.h>
#include <curbside/domain/board.h>
#include <curbside/domain/reshape.h>
#include <curbside/domain/slow.h>

#include "context.h"
#include "places.h"
#include "thread_state.h"

static const struct {
    const char *place, *words, *label, *note;
} asks[N_THREAD_RESHAPES] = {
    [RESHAPE_MOVE] = {"Moderation › Move", "To a board where one writes under the same names.",
                      "Board", "premed-general"},
    [RESHAPE_RETITLE] = {"Moderation › Title", NULL, "Title", NULL},
    [RESHAPE_SPLIT] = {"Moderation › Split",
                       "This post and those after it become a thread of their own. Aliases among "
                       "them cannot be edited by their authors any more, only deleted.",
                       "Title", "of the new thread"},
    [RESHAPE_MERGE] = {"Moderation › Merge",
                       "All posts of this thread go to the end of another, and this one is locked. "
                       "Aliases among them cannot be edited by their authors any more, only "
                       "deleted.",
                       "Into", "thread/123"},
    [RESHAPE_SLOW] = {"Moderation › Slow mode",
                      "Minutes between two posts of one person here. 0: none.", "Minutes", "30"},
    [RESHAPE_CORRECT] = {"Moderation › Correction",
                         "\"Disputed: see #N\" stands by this post. 0: no longer.", "See #", "14"},
};

static void ask(struct ui *ui, struct thread_state *s, enum thread_reshape what)
{
    const struct post *post = thread_window_post(&s->window);
    const struct one_line_arg arg = {.place = asks[what].place,
                                     .words = asks[what].words,
                                     .label = asks[what].label,
                                     .note = asks[what].note,
                                     .text = what == RESHAPE_RETITLE ? s->window.thread.title
                                                                     : NULL,
                                     .answer = &s->judging.answer};

    s->reshape = what;
    s->reshaped = post ? post->id : (post_id){0};
    ui_push(ui, "one_line", &arg, sizeof arg);
}

static void ask_move(struct ui *ui, void *state)
{
    ask(ui, state, RESHAPE_MOVE);
}

static void ask_retitle(struct ui *ui, void *state)
{
    ask(ui, state, RESHAPE_RETITLE);
}

static void ask_split(struct ui *ui, void *state)
{
    ask(ui, state, RESHAPE_SPLIT);
}

static void ask_merge(struct ui *ui, void *state)
{
    ask(ui, state, RESHAPE_MERGE);
}

static void ask_slow(struct ui *ui, void *state)
{
    ask(ui, state, RESHAPE_SLOW);
}

static void ask_correct(struct ui *ui, void *state)
{
    ask(ui, state, RESHAPE_CORRECT);
}

void thread_reshape_ask(struct ui *ui, void *state)
{
    static const struct dialog_choice choices[] = {
        {'m', "Move it to another board", ask_move},
        {'t', "Give it another title", ask_retitle},
        {'s', "Split it from this post on", ask_split},
        {'g', "Merge it into another thread", ask_merge},
        {'w', "Slow mode", ask_slow},
        {'d', "This post is disputed: see another", ask_correct},
        {0}};
    static const struct dialog what = {.title = "What is to be done here?", .choices = choices};

    (void)state;
    ui_ask(ui, &what);
}

/* A number as typed, E_NUMBER_INVALID for what is none. */
static enum err number_of(const char *text, int max, int *ret)
{
    long long number;

    if (int_parse(text[0] == '#' ? text + 1 : text, 0, max, &number) != OK)
        return E_NUMBER_INVALID;
    *ret = (int)number;
    return OK;
}

static enum err reshape(struct ui *ui, struct thread_state *s, const char *text, action_id *ret_id)
{
    struct visit *v = visit_of(ui);
    struct board board;
    thread_id thread;
    int number;

    switch (s->reshape) {
    case RESHAPE_MOVE:
        TRY(board_find(ui_scratch(ui), v, text, &board));
        return thread_move(v, s->thread, board.id, NULL, NULL, ret_id);
    case RESHAPE_RETITLE:
        return thread_retitle(v, s->thread, text, NULL, NULL, ret_id);
    case RESHAPE_SPLIT:
        return thread_split(v, s->reshaped, text, NULL, NULL, &thread, ret_id);
    case RESHAPE_MERGE:
        TRY(thread_resolve(v, text, &thread, &number));
        return thread_merge(v, s->thread, thread, NULL, NULL, ret_id);
    case RESHAPE_SLOW:
        TRY(number_of(text, SLOW_MINUTES_MAX, &number));
        return thread_slow(v, s->thread, number, NULL, NULL, ret_id);
    case RESHAPE_CORRECT:
        TRY(number_of(text, THREAD_POSTS, &number));
        return post_correct(v, s->reshaped, number, NULL, NULL, ret_id);
    case RESHAPE_NOTHING:
    case N_THREAD_RESHAPES:
        break;
    }
    return OK;
}

void thread_reshape_resume(struct ui *ui, struct thread_state *s)
{
    action_id id;
    enum err err;

    if (s->reshape == RESHAPE_NOTHING)
        return;
    err = s->judging.answer.given ? reshape(ui, s, s->judging.answer.text, &id) : OK;
    if (err != OK) {
        ui_fail(ui, err);
    } else if (s->judging.answer.given) {
        judging_note(ui, id, s->thread, "what T did");
        ui_say(ui, "Done. z takes it back.");
    }
    s->reshape = RESHAPE_NOTHING;
    s->judging.answer.given = false;
}

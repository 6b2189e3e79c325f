/* SPDX-License-Identifier: MIT
 *
 * thread_jump.c -- from a post to one that answers it, to the one it answers, and back; and back to
 * the threads from which one read on.
 */
#include <string.h>

#include "context.h"
#include "places.h"
#include "thread_state.h"

static const struct post_answers *answers_here(const struct thread_state *s)
{
    return thread_window_answers(&s->window);
}

static void jump(struct ui *ui, struct thread_state *s, int no)
{
    const struct post *post = thread_window_post(&s->window);

    thread_mark_read(ui, s);
    if (s->n_jumps == THREAD_JUMPS) {
        for (int i = 1; i < THREAD_JUMPS; i++)
            s->jumps[i - 1] = s->jumps[i];
        s->n_jumps--;
    }
    if (post)
        s->jumps[s->n_jumps++] = post->no;
    thread_go_to(ui, s, no);
}

bool thread_has_answers(struct ui *ui, const void *state)
{
    const struct post_answers *answers = answers_here(state);

    (void)ui;
    return answers && answers->n > 0;
}

/* The first; with a count the one of that place, as they are listed. */
void thread_go_answer(struct ui *ui, void *state)
{
    struct thread_state *s = state;
    const struct post_answers *answers = answers_here(s);
    int which = ui_count(ui) > 0 ? ui_count(ui) : 1;

    if (which > answers->n)
        ui_sayf(ui, "It has %d %s.", answers->n, answers->n == 1 ? "answer" : "answers");
    else
        jump(ui, s, answers->nos[which - 1]);
}

bool thread_has_answered(struct ui *ui, const void *state)
{
    const struct thread_state *s = state;
    const struct post *post = thread_window_post(&s->window);

    (void)ui;
    return post && post->reply_to > 0;
}

void thread_go_answered(struct ui *ui, void *state)
{
    struct thread_state *s = state;

    jump(ui, s, thread_window_post(&s->window)->reply_to);
}

bool thread_has_jumped(struct ui *ui, const void *state)
{
    const struct thread_state *s = state;

    (void)ui;
    return s->n_jumps > 0 || s->n_trail > 0;
}

static void show_place(struct ui *ui, struct thread_state *s, const struct thread_place *place)
{
    struct thread_arg arg = {.thread = place->thread,
                             .no = place->no,
                             .neighbors = s->neighbors,
                             .n_neighbors = s->n_neighbors,
                             .trail = s->trail,
                             .n_trail = s->n_trail};

    ui_replace(ui, "thread", &arg, sizeof arg);
}

void thread_read_on(struct ui *ui, struct thread_state *s, thread_id thread)
{
    const struct post *post = thread_window_post(&s->window);

    if (s->n_trail == THREAD_TRAIL)
        memmove(s->trail, s->trail + 1, (size_t)--s->n_trail * sizeof *s->trail);
    s->trail[s->n_trail++] = (struct thread_place){s->thread, post && post->no > 0 ? post->no : 1};
    show_place(ui, s, &(struct thread_place){.thread = thread});
}

void thread_go_back(struct ui *ui, void *state)
{
    struct thread_state *s = state;

    thread_mark_read(ui, s);
    if (s->n_jumps > 0)
        thread_go_to(ui, s, s->jumps[--s->n_jumps]);
    else
        show_place(ui, s, &s->trail[--s->n_trail]);
}

bool thread_was_moved(struct ui *ui, const void *state)
{
    const struct thread_state *s = state;
    const struct post *post = thread_window_post(&s->window);

    (void)ui;
    return post && post->moved_to.v != 0;
}

void thread_follow_move(struct ui *ui, void *state)
{
    struct thread_state *s = state;
    const struct thread_arg arg = {.thread = thread_window_post(&s->window)->moved_to};

    ui_push(ui, "thread", &arg, sizeof arg);
}

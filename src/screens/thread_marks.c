/* SPDX-License-Identifier: MIT
 *
 * thread_marks.c -- what a reader marks: a post as helpful or to be found again, a thread to be
 * followed. The same key takes each of them back.
 */
#include <curbside/domain/bookmark.h>
#include <curbside/domain/follow.h>
#include <curbside/domain/helpful.h>

#include "context.h"
#include "thread_state.h"

bool thread_may_mark(struct ui *ui, const void *state)
{
    const struct thread_state *s = state;
    const struct post *post = thread_window_post(&s->window);

    return is_member(ui) && post && post->no > 0 && !post->you && post_is_shown(post);
}

bool thread_is_own(struct ui *ui, const void *state)
{
    const struct thread_state *s = state;
    const struct post *post = thread_window_post(&s->window);

    (void)ui;
    return post && post->you && post_is_shown(post);
}

/* Of one that is gone the bookmark can still be taken away; one that is not out yet is told why. */
bool thread_may_bookmark(struct ui *ui, const void *state)
{
    const struct thread_state *s = state;
    const struct post *post = thread_window_post(&s->window);

    return is_member(ui) && post && (post_is_shown(post) || bookmark_has(visit_of(ui), post->id));
}

void thread_toggle_helpful(struct ui *ui, void *state)
{
    struct thread_state *s = state;
    const struct post *post = thread_window_post(&s->window);
    int no = post->no;
    struct helpful_answer answer;
    enum err err = helpful_set(visit_of(ui), post->id, !post->marked, &answer);

    if (err != OK) {
        ui_fail(ui, err);
        return;
    }
    thread_load_again(ui, s);
    ui_sayf(ui, "%s #%d%s.",
            answer.marked ? "You marked as helpful:" : "You took your mark back from", no,
            answer.waits ? "; it counts with a later release" : "");
}

void thread_toggle_bookmark(struct ui *ui, void *state)
{
    struct thread_state *s = state;
    const struct post *post = thread_window_post(&s->window);
    bool on = !bookmark_has(visit_of(ui), post->id);
    int no = post->no;
    enum err err;

    err = on ? bookmark_add(visit_of(ui), post->id) : bookmark_remove(visit_of(ui), post->id);
    if (err != OK) {
        ui_fail(ui, err);
        return;
    }
    thread_load_again(ui, s);
    ui_sayf(ui, on ? "#%d is bookmarked." : "#%d is not bookmarked any more.", no);
}

void thread_toggle_follow(struct ui *ui, void *state)
{
    struct thread_state *s = state;
    bool on = !follow_has_thread(visit_of(ui), s->thread);
    const char *address = arena_printf(ui_scratch(ui), "thread/%lld", (long long)s->thread.v);
    enum err err = E_NOMEM;

    if (address)
        err = (on ? follow_add : follow_remove)(ui_scratch(ui), visit_of(ui), address, &address);
    if (err != OK) {
        ui_fail(ui, err);
        return;
    }
    thread_load_again(ui, s);
    ui_say(ui, on ? "You follow this thread: what is new in it is in your inbox."
                  : "You do not follow this thread any more.");
}

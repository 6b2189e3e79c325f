/* SPDX-License-Identifier: MIT
 *
 * thread_judge.c -- flagging a post, and what moderators do to posts and threads where they read.
 */
#include <curbside/domain/decide.h>
#include <curbside/domain/shape.h>

#include "context.h"
#include "places.h"
#include "thread_state.h"

static const struct post *current(const struct thread_state *s)
{
    return thread_window_post(&s->window);
}

/* ---- readers ---- */

bool thread_may_flag(struct ui *ui, const void *state)
{
    const struct post *post = current(state);

    return is_member(ui) && post && post->no > 0 && !post->you && post_is_shown(post);
}

void thread_flag(struct ui *ui, void *state)
{
    const struct post *post = current(state);
    const struct flag_arg arg = {
        .post = post->id,
        .what = arena_printf(ui_scratch(ui), "#%d by %s", post->no, post->author.name)};

    ui_push(ui, "flag", &arg, sizeof arg);
}

void thread_say_own(struct ui *ui, void *state)
{
    (void)state;
    ui_fail(ui, E_OWN_POST);
}

bool thread_was_removed(struct ui *ui, const void *state)
{
    const struct post *post = current(state);

    return is_member(ui) && post && post->you && post->state == POST_REMOVED;
}

void thread_show_why(struct ui *ui, void *state)
{
    (void)state;
    ui_push(ui, "sanctions", NULL, 0);
}

/* ---- moderators ---- */

bool thread_may_judge(struct ui *ui, const void *state)
{
    const struct post *post = current(state);

    return is_moderator(ui) && post && post->no > 0 && !post->you && post->state != POST_DELETED;
}

bool thread_may_remove(struct ui *ui, const void *state)
{
    return thread_may_judge(ui, state) && current(state)->state != POST_REMOVED;
}

bool thread_may_shape(struct ui *ui, const void *state)
{
    (void)state;
    return is_moderator(ui);
}

bool thread_can_undo(struct ui *ui, const void *state)
{
    const struct thread_state *s = state;

    return judged_steps_has(ui, s->thread);
}

static void decide(struct ui *ui, void *state, enum judge_verb verb, const char *rule,
                   const char *reason)
{
    struct thread_state *s = state;
    const struct post *post = current(s);
    const struct judged_post on = {.post = post->id, .thread = s->thread};
    int no = post->no;
    enum err err;

    judged_steps_begin(ui);
    err = judging_do(&s->judging, ui, &on, rule, reason);
    thread_load_again(ui, s);
    if (err != OK)
        ui_fail(ui, err);
    else
        ui_sayf(ui, "#%d is %s. z takes it back.", no, judging_done_word(verb));
}

enum err thread_judge_init(struct ui *ui, struct thread_state *s)
{
    return is_moderator(ui) ? judging_init(&s->judging, ui, decide) : OK;
}

static void ask(struct ui *ui, struct thread_state *s, enum judge_verb verb)
{
    const struct post *post = current(s);

    judging_ask(&s->judging, ui, s, verb,
                arena_printf(ui_scratch(ui), "#%d by %s", post->no, post->author.name));
}

/* Of a removed post: bring it back. */
void thread_keep(struct ui *ui, void *state)
{
    struct thread_state *s = state;
    const struct post *post = current(s);
    action_id id;
    enum err err;

    if (post->state != POST_REMOVED) {
        ask(ui, s, JUDGE_KEEP);
        return;
    }
    err = post_restore(visit_of(ui), post->id, NULL, NULL, &id);
    if (err != OK) {
        ui_fail(ui, err);
        return;
    }
    judging_note(ui, id, s->thread, "restored");
    thread_load_again(ui, s);
    ui_say(ui, "It is back. z takes that back.");
}

void thread_remove(struct ui *ui, void *state)
{
    ask(ui, state, JUDGE_REMOVE);
}

void thread_warn(struct ui *ui, void *state)
{
    ask(ui, state, JUDGE_WARN);
}

void thread_mute(struct ui *ui, void *state)
{
    ask(ui, state, JUDGE_MUTE);
}

void thread_ban(struct ui *ui, void *state)
{
    ask(ui, state, JUDGE_BAN);
}

void thread_claim(struct ui *ui, void *state)
{
    enum err err = item_claim(visit_of(ui), current(state)->id.v);

    if (err == OK)
        ui_say(ui, "Yours for an hour: others leave it to you.");
    else
        ui_fail(ui, err);
}

static void shape(struct ui *ui, struct thread_state *s, enum shape what, const char *done,
                  const char *said)
{
    action_id id;
    enum err err = thread_shape(visit_of(ui), s->thread, what, NULL, NULL, &id);

    if (err != OK) {
        ui_fail(ui, err);
        return;
    }
    judging_note(ui, id, s->thread, done);
    thread_load_again(ui, s);
    ui_say(ui, said);
}

void thread_lock(struct ui *ui, void *state)
{
    struct thread_state *s = state;

    if (s->window.thread.locked)
        shape(ui, s, SHAPE_UNLOCK, "unlocked", "Replies are taken again.");
    else
        shape(ui, s, SHAPE_LOCK, "locked", "Locked: no more replies. L or z opens it again.");
}

void thread_pin(struct ui *ui, void *state)
{
    struct thread_state *s = state;

    if (s->window.thread.pinned)
        shape(ui, s, SHAPE_UNPIN, "unpinned", "Not pinned any more.");
    else
        shape(ui, s, SHAPE_PIN, "pinned", "Pinned to the top of its board.");
}

void thread_undo(struct ui *ui, void *state)
{
    struct thread_state *s = state;
    post_id post;
    const char *done;
    enum err err = judged_steps_undo(ui, &post, &done);

    thread_load_again(ui, s);
    if (err != OK)
        ui_fail(ui, err);
    else
        ui_sayf(ui, "Taken back: %s.", done ? done : "nothing");
}

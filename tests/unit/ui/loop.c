/* SPDX-License-Identifier: MIT
 *
 * loop.c -- a whole session in one process: the far end of the line is a script that runs whenever
 * the loop is about to wait, and time is what the script says.
 */
#include <curbside/ui/loop.h>

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include <curbside/base/fd.h>

#include "unit/ui/demo.h"

/* Every wait must be answered by something, or the loop really waits. */
struct far {
    int tty[2];     /* [0] the session's */
    int control[2]; /* one byte per message: d drained, r resized, e ended */
    struct clock clock;
    int64_t now_ms;
    int waits; /* times the loop waited */
    int slept;
    void (*script)(struct far *far);
    struct str seen; /* what the session sent */
    struct terminal *terminal;
    struct ui *ui;
};

static struct far far;

static void screen_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    (void)ui;
    canvas_printf(canvas, body.x, body.y, body.cols, THEME_TEXT, "pressed %d", *(int *)state);
}

static bool screen_key(struct ui *ui, void *state, keycode key)
{
    (void)ui;
    if (key != K_DOWN)
        return false;
    ++*(int *)state;
    return true;
}

static const struct screen_ops screen_home = {.name = "home",
                                              .about = "Home",
                                              .state_size = sizeof(int),
                                              .draw = screen_draw,
                                              .key = screen_key};
static const struct screen_ops *const screens[] = {&screen_home, NULL};

static int64_t far_mono_ms(void *ctx)
{
    return ((struct far *)ctx)->now_ms;
}

static void look(void)
{
    char bytes[4096];
    ssize_t n;

    while ((n = recv(far.tty[1], bytes, sizeof(bytes), MSG_DONTWAIT)) > 0)
        str_add_n(&far.seen, bytes, (size_t)n);
}

static void type(const char *keys)
{
    assert_int_equal(send(far.tty[1], keys, strlen(keys), 0), strlen(keys));
}

static void tell(const char *messages)
{
    assert_int_equal(send(far.control[1], messages, strlen(messages), 0), strlen(messages));
}

static void on_wait(void *ctx)
{
    struct far *f = ctx;

    look();
    if (++f->waits > 1000)
        fail_msg("the loop does not come to rest");
    f->script(f);
}

static void on_sleep(void *ctx)
{
    ((struct far *)ctx)->slept++;
}

static enum err on_control(void *ctx, struct loop_news *ret)
{
    struct far *f = ctx;
    char message;

    if (recv(f->control[0], &message, 1, MSG_DONTWAIT) != 1)
        return OK;
    ret->drained = message == 'd';
    ret->resized = message == 'r';
    ret->cols = 100;
    ret->rows = 30;
    ret->ended = message == 'e';
    ret->line = "The board restarts. Your draft is kept.";
    return message == 'x' ? E_PROTOCOL : OK;
}

static enum err on_screens(void *ctx, struct terminal **ret)
{
    *ret = ((struct far *)ctx)->terminal;
    return *ret != NULL ? OK : E_NOTFOUND;
}

static enum err run(void (*script)(struct far *), int64_t idle_limit_ms)
{
    struct ui_app ui_app = {.screens = screens, .clock = &far.clock, .cols = 80, .rows = 24};
    struct terminal_wish wish = {.term = "xterm-256color", .cols = 80, .rows = 24};
    struct loop_app app = {.tty_fd = far.tty[0],
                           .control_fd = far.control[0],
                           .bell_fd = -1,
                           .on_control = on_control,
                           .on_wait = on_wait,
                           .on_sleep = on_sleep,
                           .on_screens = on_screens,
                           .ctx = &far,
                           .clock = &far.clock,
                           .idle_limit_ms = idle_limit_ms,
                           .title = "Curbside"};
    enum err err;

    far.script = script;
    assert_int_equal(ui_new(&ui_app, &far.ui), OK);
    assert_int_equal(ui_start(far.ui, "home", NULL, 0), OK);
    assert_int_equal(terminal_open(&wish, &far.terminal), OK);
    err = loop_run(&app, far.ui, far.terminal);
    if (far.tty[1] >= 0)
        look();
    return err;
}

static int setup(void **state)
{
    (void)state;
    far = (struct far){.now_ms = 1000};
    far.clock = (struct clock){.mono_ms = far_mono_ms, .ctx = &far};
    return socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, far.tty) != 0 ||
           socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, far.control) != 0;
}

static int teardown(void **state)
{
    (void)state;
    terminal_close(far.terminal);
    ui_free(far.ui);
    str_done(&far.seen);
    for (int i = 0; i < 2; i++) {
        fd_close(&far.tty[i]);
        fd_close(&far.control[i]);
    }
    return 0;
}

static bool has_seen(const char *words)
{
    return strstr(str_cstr(&far.seen), words) != NULL;
}

static void assert_left_cleanly(void)
{
    assert_true(has_seen("\033[?1049l"));
    assert_true(has_seen("\033[?2004l"));
}

static void leave_at_once(struct far *f)
{
    if (f->waits == 1)
        type("Q");
}

static void a_session_draws_and_leaves_cleanly(void **state)
{
    (void)state;
    assert_int_equal(run(leave_at_once, 0), OK);
    assert_true(has_seen("\033[?1049h"));
    assert_true(has_seen("pressed 0"));
    assert_left_cleanly();
}

static void plain_and_back(struct far *f)
{
    if (f->waits == 1)
        ui_plain_set(f->ui, true), type("\033[B");
    if (f->waits == 2)
        tell("d");
    if (f->waits == 3) {
        assert_left_cleanly(); /* so that what is said stays */
        assert_true(has_seen("Command: "));
        str_clear(&f->seen);
        ui_plain_set(f->ui, false);
        type("\r");
    }
    if (f->waits == 4)
        tell("d");
    if (f->waits == 5) {
        assert_true(has_seen("\033[?1049h"));
        assert_true(has_seen("pressed 1"));
        type("Q");
    }
}

static void screens_become_lines_and_screens_again(void **state)
{
    (void)state;
    assert_int_equal(run(plain_and_back, 0), OK);
    assert_left_cleanly();
}

static void press_boss(struct far *f)
{
    if (f->waits == 1)
        type("\\");
    if (f->waits == 2)
        tell("d");
    if (f->waits == 3) {
        assert_true(has_seen("\033]2;sh\007")); /* the title */
        assert_true(has_seen("\033[3J"));       /* what was scrolled out */
        assert_true(has_seen("$ df -h"));
        str_clear(&f->seen);
        type("Q");
    }
    if (f->waits == 4)
        tell("d");
    if (f->waits == 5) {
        assert_true(has_seen("\033]2;Curbside\007")); /* that Q was for the dull page */
        assert_true(has_seen("pressed 0"));
        type("Q");
    }
}

static void the_boss_key_takes_the_title_too(void **state)
{
    (void)state;
    assert_int_equal(run(press_boss, 0), OK);
    assert_left_cleanly();
}

static void press_without_draining(struct far *f)
{
    if (f->waits <= 19)
        type("\033[B");
    if (f->waits == 20) {
        assert_false(has_seen("\033[3;9H1")); /* the first frame is still on its way */
        assert_true(has_seen("pressed 0"));
        tell("d");
    }
    if (f->waits == 21)
        type("Q");
}

static void frames_are_skipped_while_the_last_is_on_its_way(void **state)
{
    (void)state;
    assert_int_equal(run(press_without_draining, 0), OK);
    assert_true(has_seen("19"));
    assert_false(has_seen("18"));
}

static void hang_up(struct far *f)
{
    if (f->waits == 1)
        shutdown(f->tty[1], SHUT_WR);
}

static void a_dropped_line_is_told(void **state)
{
    (void)state;
    assert_int_equal(run(hang_up, 0), E_CLOSED);
}

static void vanish(struct far *f)
{
    if (f->waits == 1)
        fd_close(&f->tty[1]);
}

static void a_peer_that_is_gone_is_no_signal(void **state)
{
    (void)state;
    assert_int_not_equal(run(vanish, 0), OK);
}

static void end_by_message(struct far *f)
{
    if (f->waits == 1)
        tell("de");
}

static void the_end_says_why(void **state)
{
    (void)state;
    assert_int_equal(run(end_by_message, 0), OK);
    assert_left_cleanly();
    assert_true(cstr_ends(str_cstr(&far.seen), "The board restarts. Your draft is kept.\r\n"));
}

static void break_protocol(struct far *f)
{
    if (f->waits == 1)
        tell("x");
}

static void a_broken_message_ends_the_session_and_leaves_cleanly(void **state)
{
    (void)state;
    assert_int_equal(run(break_protocol, 0), E_PROTOCOL);
    assert_left_cleanly();
}

static void resize_in_between(struct far *f)
{
    if (f->waits == 1)
        tell("dr");
    if (f->waits == 3) {
        tell("d");
        type("Q");
    }
}

static void a_new_size_is_drawn(void **state)
{
    int cols, rows;

    (void)state;
    assert_int_equal(run(resize_in_between, 0), OK);
    terminal_size(far.terminal, &cols, &rows);
    assert_int_equal(cols, 100);
    assert_int_equal(rows, 30);
}

static void rest_for_an_hour(struct far *f)
{
    if (f->waits == 1)
        tell("d");
    if (f->waits == 2)
        f->now_ms += 61 * 1000;
    if (f->waits == 3) {
        assert_true(terminal_is_asleep(f->terminal));
        f->now_ms += 3600 * 1000;
        type("\033[B");
    }
    if (f->waits == 4) {
        tell("d");
        type("Q");
    }
}

static void an_idle_session_sleeps_once_and_wakes_by_a_key(void **state)
{
    (void)state;
    assert_int_equal(run(rest_for_an_hour, 0), OK);
    assert_int_equal(far.slept, 1);
    assert_true(has_seen("pressed 1"));
    assert_true(far.waits < 10);
}

static void never_answer(struct far *f)
{
    if (f->waits == 1)
        tell("d");
    if (f->waits == 2)
        f->now_ms += 58 * 60 * 1000;
    if (f->waits == 3)
        tell("d");
    if (f->waits == 4) {
        assert_true(has_seen("Are you there?"));
        f->now_ms += 2 * 60 * 1000;
    }
}

static void who_types_nothing_is_warned_and_then_let_go(void **state)
{
    (void)state;
    assert_int_equal(run(never_answer, 60 * 60 * 1000), OK);
    assert_left_cleanly();
    assert_true(has_seen("Drafts are kept.\r\n"));
}

static void answer_late(struct far *f)
{
    if (f->waits == 1)
        tell("d");
    if (f->waits == 2)
        f->now_ms += 58 * 60 * 1000;
    if (f->waits == 3) {
        tell("d");
        type("\033[B");
    }
    if (f->waits == 4)
        tell("d");
    if (f->waits == 5) {
        f->now_ms += 57 * 60 * 1000;
        type("Q");
    }
}

static void any_key_keeps_the_line_open(void **state)
{
    (void)state;
    assert_int_equal(run(answer_late, 60 * 60 * 1000), OK);
    assert_false(has_seen("Drafts are kept."));
}

static void take_nothing(struct far *f)
{
    if (f->waits == 1)
        f->now_ms += LOOP_UNREAD_MS + 1;
}

static void who_takes_nothing_for_30_s_is_gone(void **state)
{
    (void)state;
    assert_int_equal(run(take_nothing, 0), E_TIMEOUT);
}

static void press_escape(struct far *f)
{
    if (f->waits == 1)
        tell("d");
    if (f->waits == 2)
        type("\033");
    if (f->waits == 3)
        f->now_ms += 100;
    if (f->waits == 4)
        type("Q");
}

static void escape_wakes_the_loop_for_itself(void **state)
{
    (void)state;
    assert_int_equal(run(press_escape, 0), OK);
    assert_true(far.waits < 10);
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(a_session_draws_and_leaves_cleanly),
        T(screens_become_lines_and_screens_again),
        T(the_boss_key_takes_the_title_too),
        T(frames_are_skipped_while_the_last_is_on_its_way),
        T(a_dropped_line_is_told),
        T(a_peer_that_is_gone_is_no_signal),
        T(the_end_says_why),
        T(a_broken_message_ends_the_session_and_leaves_cleanly),
        T(a_new_size_is_drawn),
        T(an_idle_session_sleeps_once_and_wakes_by_a_key),
        T(who_types_nothing_is_warned_and_then_let_go),
        T(any_key_keeps_the_line_open),
        T(who_takes_nothing_for_30_s_is_gone),
        T(escape_wakes_the_loop_for_itself),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

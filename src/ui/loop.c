/* SPDX-License-Identifier: MIT
 *
 * loop.c -- poll, act, draw when the line is free; nothing else runs in a session.
 *
 * Three rules make a slow or dead line harmless: a frame is drawn only when the one before has
 * reached the client; nothing is written while something is still unsent; whoever takes nothing for
 * LOOP_UNREAD_MS is gone.
 */
#include <curbside/ui/loop.h>

#include <errno.h>
#include <limits.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

enum {
    READ_BYTES = 16 * 1024, /* one read; a paste comes in several */
    LEAVE_MS = 2000,        /* for the last bytes */
    READS_PER_ROUND = 64,   /* 1 MiB of input, then a look at everything else */
};

enum {
    TTY,
    CONTROL,
    BELL,
    N_POLLED
};

struct loop {
    const struct loop_app *app;
    struct ui *ui;
    struct terminal *terminal; /* NULL in plain mode */
    struct str out;
    size_t sent;         /* bytes of `out` that are in the kernel */
    bool line_free;      /* everything sent has reached the client */
    bool hung_up;        /* the tty is at its end */
    int64_t progress_ms; /* output was last taken */
    int64_t active_ms;   /* something last happened */
    int64_t typed_ms;    /* the person last typed */
    bool warned;         /* of the idle limit */
    bool rests;          /* slept since something was typed */
    bool asleep;         /* memory was given back; only looked at without a terminal */
};

static int64_t now(const struct loop *l)
{
    return clock_mono_ms(l->app->clock);
}

/* -- output ------------------------------------------------------------------------------------ */

static enum err write_some(const struct loop *l, const void *bytes, size_t n, size_t *ret_taken)
{
    ssize_t taken;

    *ret_taken = 0;
    if (l->app->write != NULL)
        return l->app->write(l->app->ctx, bytes, n, ret_taken);
    taken = write(l->app->tty_fd, bytes, n);
    if (taken < 0)
        return errno == EINTR ? E_NOTREADY : err_from_errno(errno);
    *ret_taken = (size_t)taken;
    return OK;
}

static bool is_unsent(const struct loop *l)
{
    return l->sent < l->out.n;
}

static enum err flush(struct loop *l)
{
    while (is_unsent(l)) {
        size_t taken;
        enum err err = write_some(l, l->out.s + l->sent, l->out.n - l->sent, &taken);

        if (err == E_NOTREADY)
            return OK;
        TRY(err);
        l->sent += taken;
        l->progress_ms = now(l);
    }
    str_done(&l->out); /* frames differ much in size; an idle session holds none */
    l->out = (struct str){.limit = LOOP_OUT_BYTES};
    l->sent = 0;
    return OK;
}

/* Plain mode: what was said goes out as it is. */
static enum err say(struct loop *l)
{
    ui_take_text(l->ui, &l->out);
    if (l->out.n == 0)
        return OK;
    l->line_free = l->app->control_fd < 0;
    l->progress_ms = now(l);
    return flush(l);
}

/* The boss key hides more than the screen. */
static void hide(struct loop *l)
{
    bool on;

    if (!ui_take_boss(l->ui, &on))
        return;
    terminal_retitle(l->terminal, on ? "sh" : l->app->title, &l->out);
    if (on)
        terminal_forget(l->terminal, &l->out);
}

static enum err draw(struct loop *l)
{
    enum theme_palette palette;
    const char *copy = ui_take_copy(l->ui);

    if (ui_is_plain(l->ui))
        return say(l);
    if (ui_take_chime(l->ui))
        str_add_char(&l->out, '\a');
    hide(l);
    if (copy != NULL)
        terminal_copy(l->terminal, copy, &l->out);
    if (ui_take_palette(l->ui, &palette)) {
        terminal_set_palette(l->terminal, palette);
        terminal_repaint(l->terminal);
    }
    if (ui_take_repaint(l->ui))
        terminal_repaint(l->terminal);
    TRY(terminal_draw(l->terminal, ui_draw(l->ui), &l->out));
    if (l->out.n == 0)
        return OK;
    l->line_free = l->app->control_fd < 0;
    l->progress_ms = now(l);
    return flush(l);
}

/* Screens become lines: the terminal is put back first, so that the lines stay. */
static enum err mode_plain(struct loop *l)
{
    TRY(ui_mode_set(l->ui, UI_PLAIN_ECHO));
    terminal_leave(l->terminal, NULL, &l->out);
    l->terminal = NULL;
    return flush(l);
}

static enum err mode_screens(struct loop *l)
{
    enum err err = E_NOTFOUND;
    int cols, rows;

    if (l->app->on_screens != NULL)
        err = l->app->on_screens(l->app->ctx, &l->terminal);
    if (err != OK) {
        ui_warn(l->ui, "This terminal shows no screens, so plain mode stays on here.");
        return err == E_NOTFOUND ? OK : err;
    }
    terminal_size(l->terminal, &cols, &rows);
    TRY(ui_mode_set(l->ui, UI_DRAWN));
    ui_resize(l->ui, cols, rows);
    terminal_enter(l->terminal, l->app->title, &l->out);
    terminal_repaint(l->terminal);
    return flush(l);
}

static enum err mode_check(struct loop *l)
{
    enum ui_mode mode;

    if (!ui_take_mode(l->ui, &mode))
        return OK;
    return mode == UI_DRAWN ? mode_screens(l) : mode_plain(l);
}

/* -- input ------------------------------------------------------------------------------------- */

static bool takes_input(const struct loop *l)
{
    return ui_ended(l->ui) == NULL && ui_wants_input(l->ui);
}

static enum err on_tty(struct loop *l)
{
    char bytes[READ_BYTES];

    /* Hung up, and what came before was not asked for: there is nobody to wait for. */
    if (!takes_input(l))
        l->hung_up = true;
    for (int i = 0; i < READS_PER_ROUND && takes_input(l); i++) {
        ssize_t n = read(l->app->tty_fd, bytes, sizeof(bytes));

        if (n == 0) {
            l->hung_up = true;
            return OK;
        }
        if (n < 0 && (errno == EAGAIN || errno == EINTR))
            return OK;
        if (n < 0)
            return err_from_errno(errno);
        if (l->app->on_input)
            l->app->on_input(l->app->ctx);
        ui_input(l->ui, bytes, (size_t)n);
        l->active_ms = l->typed_ms = now(l);
        if (l->rests && l->app->on_stir != NULL)
            l->app->on_stir(l->app->ctx);
        l->warned = l->asleep = l->rests = false;
        if ((size_t)n < sizeof(bytes))
            return OK;
    }
    return OK;
}

static void news_take(struct loop *l, const struct loop_news *news)
{
    if (news->drained) {
        l->line_free = true;
        l->progress_ms = now(l);
    }
    if (news->resized) {
        int cols = news->cols, rows = news->rows;

        if (l->terminal != NULL) {
            terminal_resize(l->terminal, cols, rows);
            terminal_size(l->terminal, &cols, &rows);
        }
        ui_resize(l->ui, cols, rows);
        l->active_ms = now(l);
    }
    if (news->rang) {
        ui_bell(l->ui, news->topic);
        l->active_ms = now(l);
    }
    if (news->ended)
        ui_quit(l->ui, news->line);
}

static enum err on_fd(struct loop *l, enum err (*take)(void *, struct loop_news *))
{
    struct loop_news news = {.drained = false};

    TRY(take(l->app->ctx, &news));
    news_take(l, &news);
    return OK;
}

/* -- time -------------------------------------------------------------------------------------- */

static int64_t sooner(int64_t a, int64_t b)
{
    if (a < 0 || b < 0)
        return a < 0 ? b : a;
    return a < b ? a : b;
}

static bool is_stalled(const struct loop *l)
{
    return is_unsent(l) || !l->line_free;
}

static bool is_asleep(const struct loop *l)
{
    return l->terminal == NULL ? l->asleep : terminal_is_asleep(l->terminal);
}

/* When something has to be done although nothing comes in; -1: never. */
static int64_t deadline(const struct loop *l)
{
    int64_t ms = ui_deadline_ms(l->ui);

    if (l->app->deadline_ms != NULL)
        ms = sooner(ms, l->app->deadline_ms(l->app->ctx));
    if (is_stalled(l))
        ms = sooner(ms, l->progress_ms + LOOP_UNREAD_MS);
    else if (!is_asleep(l))
        ms = sooner(ms, l->active_ms + LOOP_SLEEP_MS);
    if (l->app->idle_limit_ms > 0)
        ms = sooner(ms, l->typed_ms + l->app->idle_limit_ms - (l->warned ? 0 : LOOP_IDLE_WARN_MS));
    return ms;
}

static void idle_check(struct loop *l, int64_t at_ms)
{
    int64_t limit_ms = l->app->idle_limit_ms;

    if (limit_ms <= 0)
        return;
    if (at_ms - l->typed_ms >= limit_ms) {
        ui_quit(l->ui, "Nothing was typed for a long time, so the line was closed. Drafts are "
                       "kept.");
    } else if (!l->warned && at_ms - l->typed_ms >= limit_ms - LOOP_IDLE_WARN_MS) {
        l->warned = true;
        ui_warn(l->ui, "Are you there? The line closes in two minutes. Any key keeps it open.");
    }
}

static enum err time_check(struct loop *l)
{
    int64_t at_ms = now(l);
    int64_t ui_ms = ui_deadline_ms(l->ui);

    if (ui_ms >= 0 && at_ms >= ui_ms) {
        ui_time(l->ui);
        l->active_ms = at_ms; /* a clock that is shown keeps the terminal's memory */
    }
    if (l->app->deadline_ms != NULL && l->app->on_time != NULL) {
        int64_t app_ms = l->app->deadline_ms(l->app->ctx);

        if (app_ms >= 0 && at_ms >= app_ms)
            l->app->on_time(l->app->ctx);
    }
    if (is_stalled(l) && at_ms - l->progress_ms >= LOOP_UNREAD_MS)
        return E_TIMEOUT;
    idle_check(l, at_ms);
    if (!is_stalled(l) && !ui_is_dirty(l->ui) && !is_asleep(l) &&
        at_ms - l->active_ms >= LOOP_SLEEP_MS) {
        if (l->terminal != NULL)
            terminal_sleep(l->terminal);
        ui_rest(l->ui);
        l->asleep = l->rests = true;
        if (l->app->on_sleep != NULL)
            l->app->on_sleep(l->app->ctx);
        malloc_trim(0); /* what was given back lies between what is kept */
    }
    return OK;
}

/* -- the loop ---------------------------------------------------------------------------------- */

static int timeout_of(const struct loop *l)
{
    int64_t due_ms = deadline(l);
    int64_t left;

    if (due_ms < 0)
        return -1;
    left = due_ms - now(l);
    return left < 0 ? 0 : left > INT_MAX ? INT_MAX : (int)left;
}

static enum err wait_and_act(struct loop *l)
{
    const struct loop_app *app = l->app;
    struct pollfd polled[N_POLLED] = {
        [TTY] = {app->tty_fd, (short)((takes_input(l) ? POLLIN : 0) | (is_unsent(l) ? POLLOUT : 0)),
                 0},
        [CONTROL] = {app->control_fd, POLLIN, 0},
        [BELL] = {app->bell_fd, POLLIN, 0},
    };

    if (app->on_wait != NULL)
        app->on_wait(app->ctx);
    if (poll(polled, N_POLLED, timeout_of(l)) < 0 && errno != EINTR)
        return E_IO;
    if (polled[CONTROL].revents != 0)
        TRY(on_fd(l, app->on_control));
    if (polled[BELL].revents != 0)
        TRY(on_fd(l, app->on_bell));
    if (polled[TTY].revents & (POLLIN | POLLHUP | POLLERR))
        TRY(on_tty(l));
    TRY(flush(l));
    return time_check(l);
}

static enum err run(struct loop *l)
{
    while (ui_ended(l->ui) == NULL) {
        if (l->hung_up)
            return E_CLOSED;
        TRY(mode_check(l));
        if (l->line_free && !is_unsent(l))
            ui_go_on(l->ui);
        if (l->line_free && !is_unsent(l) && ui_is_dirty(l->ui))
            TRY(draw(l));
        TRY(wait_and_act(l));
    }
    return OK;
}

/* Put the terminal back and wait a little for the line to take it. */
static void leave(struct loop *l, const char *line)
{
    int64_t until_ms = now(l) + LEAVE_MS;

    if (l->terminal != NULL)
        terminal_leave(l->terminal, line, &l->out);
    else
        ui_take_text_last(l->ui, line, &l->out);
    while (flush(l) == OK && is_unsent(l)) {
        struct pollfd polled = {l->app->tty_fd, POLLOUT, 0};
        int64_t left = until_ms - now(l);

        if (left <= 0 || (poll(&polled, 1, (int)left) < 0 && errno != EINTR))
            break;
    }
}

enum err loop_run(const struct loop_app *app, struct ui *ui, struct terminal *terminal)
{
    struct loop l = {.app = app, .ui = ui, .terminal = terminal, .line_free = true};
    enum err err;

    signal(SIGPIPE, SIG_IGN); /* a peer that is gone is an error of write() */
    l.out.limit = LOOP_OUT_BYTES;
    l.progress_ms = l.active_ms = l.typed_ms = now(&l);
    if (terminal != NULL)
        terminal_enter(terminal, app->title, &l.out);
    err = flush(&l);
    if (err == OK)
        err = run(&l);
    if (err != E_TIMEOUT)
        leave(&l, ui_ended(ui));
    str_done(&l.out);
    return err;
}

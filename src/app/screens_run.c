/* SPDX-License-Identifier: MIT
 *
 * screens_run.c -- a member or a guest in front of the screens: the ui's loop, wired to the line,
 * the bell and the database.
 *
 * The sealed state is saved when the visit ends, and ten minutes after it first changed: never
 * because something was posted, for the write-ahead log would then name the author. The ui is freed
 * before that, so that a compose screen has kept its draft. Where a sysop ended the visit it is
 * saved at a drawn moment of the next ten minutes: they chose the session by its number and shall
 * not learn from the file whose it was.
 */
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include <curbside/base/log.h>
#include <curbside/base/random.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/interview.h>
#include <curbside/domain/settings.h>
#include <curbside/domain/state.h>
#include <curbside/screens/context.h>
#include <curbside/term/terminal.h>
#include <curbside/ui/loop.h>
#include <curbside/ui/screen.h>
#include <curbside/ui/ui.h>

#include "session.h"

enum {
    EXIT_OUR_FAULT = 70,
    PLAIN_COLS = 80, /* without a terminal */
    PLAIN_ROWS = 24,
    SETTINGS_MS =
        1000, /* between two looks at what a sysop set: at every key they cost a tenth of it */
};

struct showing {
    struct session *session;
    struct loop_app loop;
    struct screen_context context;
    struct ui *ui;
    bool plain;                /* lines of text in place of screens */
    const char *address;       /* to begin at; NULL: at home */
    struct terminal *terminal; /* NULL in plain mode */
    int64_t dirty_since_ms;    /* -1: the sealed state holds nothing unsaved */
    bool reports_counted;      /* those from before there was standing, once in a session */
    int64_t settings_ms;       /* when the board's settings were read last; monotonic */
};

/* ---- being told to end by a signal ---- */

static volatile sig_atomic_t told_to_end;
static volatile sig_atomic_t wake_fd = -1;

/* The loop sleeps in poll(); a line that breaks wakes it. */
static void on_end_signal(int sig)
{
    (void)sig;
    told_to_end = 1;
    if (wake_fd >= 0)
        shutdown(wake_fd, SHUT_RD);
}

/* The bell's line is the one to lose; without it the control line still carries EXIT outwards. */
static void wake_fd_set(const struct session_link *link)
{
    wake_fd = link->bells.fd >= 0 ? link->bells.fd : link->control;
}

/* ---- the last line ---- */

static const char *line_with_draft(const struct showing *v, const char *plain, const char *kept)
{
    return strcmp(ui_screen_name(v->ui), "compose") == 0 ? kept : plain;
}

static void end_with(struct showing *v, const char *plain, const char *kept, struct loop_news *ret)
{
    ret->ended = true;
    ret->line = line_with_draft(v, plain, kept);
}

static void end_stopping(struct showing *v, struct loop_news *ret)
{
    end_with(v, "Curbside is restarting; connect again in a moment.",
             "Curbside is restarting; connect again in a moment. Your draft is kept.", ret);
}

/* ---- what the descriptors bring ---- */

static enum err on_control(void *ctx, struct loop_news *ret)
{
    struct showing *v = ctx;
    struct session_link *link = v->session->link;
    struct wire_message m;
    enum err err;

    if (told_to_end) {
        end_stopping(v, ret);
        return OK;
    }
    err = session_link_receive(link, &m);
    if (err == E_NOTREADY)
        return OK;
    TRY(err);
    switch (m.type) {
    case WIRE_RESIZE:
        ret->resized = true;
        ret->cols = m.u.resize.cols > CANVAS_MAX_COLS ? CANVAS_MAX_COLS : (int)m.u.resize.cols;
        ret->rows = m.u.resize.rows > CANVAS_MAX_ROWS ? CANVAS_MAX_ROWS : (int)m.u.resize.rows;
        return OK;
    case WIRE_SIGNAL:
        if (m.u.signal != WIRE_SIGNAL_INT)
            end_with(v, "", "Your draft is kept.", ret);
        return OK;
    case WIRE_DRAINED:
        ret->drained = session_link_is_drained(link);
        return OK;
    default:
        return OK;
    }
}

static enum err on_bell(void *ctx, struct loop_news *ret)
{
    struct showing *v = ctx;
    struct session_link *link = v->session->link;
    struct bell bell;
    enum err err = bell_receive(&link->bells, &bell);

    if (told_to_end) {
        end_stopping(v, ret);
        return OK;
    }
    if (err != OK) {
        /* Nothing now, or the switchboard is gone: no live changes until the end. */
        v->loop.bell_fd = link->bells.fd;
        wake_fd_set(link);
        return OK;
    }
    if (bell.type == BELL_STOPPING)
        end_stopping(v, ret);
    if (bell.type == BELL_END) {
        v->session->put_off = true;
        end_with(v, "A sysop ended this session; you can connect again.",
                 "A sysop ended this session; you can connect again. Your draft is kept.", ret);
    }
    if (bell.type == BELL_RANG && bell.topic == topic_number(TOPIC_HOUSE, HOUSE_NEWS)) {
        screen_notice_load(&v->context);
        ui_notice(v->ui);
    } else if (bell.type == BELL_RANG) {
        ret->rang = true;
        ret->topic = bell.topic;
    }
    return OK;
}

static enum err on_write(void *ctx, const void *bytes, size_t n, size_t *ret_taken)
{
    struct showing *v = ctx;

    return session_link_write(v->session->link, bytes, n, ret_taken);
}

/* ---- before sleeping, and by the clock ---- */

static int64_t deadline_ms(void *ctx)
{
    struct showing *v = ctx;
    const struct state *state = v->session->folder.visit.state;

    if (!state || !state_is_dirty(state))
        v->dirty_since_ms = -1;
    else if (v->dirty_since_ms < 0)
        v->dirty_since_ms = clock_mono_ms(v->session->link->clock);
    return v->dirty_since_ms < 0 ? -1 : v->dirty_since_ms + STATE_SAVE_MS;
}

static void on_time(void *ctx)
{
    struct showing *v = ctx;

    bool empty;

    session_save_state(v->session);
    /* What this session posts next shall not lie in the log behind its state. A reader in the way
     * is gone by the keeper's next minute. */
    IGNORE(db_wal_truncate(v->session->folder.db, &empty));
    db_rest(v->session->folder.db); /* whoever sleeps goes on sleeping */
    /* One that could not be saved is tried again, ten minutes later. */
    v->dirty_since_ms = -1;
}

static int64_t idle_limit_ms(const struct session *s)
{
    return (int64_t)s->folder.idle_minutes * 60 * 1000;
}

/* What a sysop set holds from this key on, or from one a second later. */
static void on_input(void *ctx)
{
    struct showing *v = ctx;
    int64_t now = clock_mono_ms(v->session->link->clock);

    if (now - v->settings_ms < SETTINGS_MS)
        return;
    v->settings_ms = now;
    folder_take_settings(&v->session->folder);
    v->loop.idle_limit_ms = idle_limit_ms(v->session);
}

static void on_wait(void *ctx)
{
    struct showing *v = ctx;

    db_assert_idle(v->session->folder.db);
    db_release_memory(v->session->folder.db);
}

/* The switchboard knows who rests, for the list of sessions; without a line nobody asks. */
static void on_sleep(void *ctx)
{
    struct showing *v = ctx;

    IGNORE(bell_rests(&v->session->link->bells, true));
    if (!v->reports_counted)
        IGNORE(report_count_own(&v->session->folder.visit)); /* in the next session again */
    v->reports_counted = true;
    db_rest(v->session->folder.db);
}

static void on_stir(void *ctx)
{
    struct showing *v = ctx;

    IGNORE(bell_rests(&v->session->link->bells, false));
}

/* ---- topics ---- */

static void listen_topic(void *ctx, uint64_t topic, bool on)
{
    struct session *s = ctx;

    /* Without a line, or with too many topics, the screen misses live changes and nothing else. */
    if (on)
        IGNORE(bell_subscribe(&s->link->bells, topic));
    else
        IGNORE(bell_unsubscribe(&s->link->bells, topic));
}

/* ---- our own bug ---- */

/* The terminal is put back before the process aborts; the transport says the sentence. */
static void on_bug(void *ctx)
{
    struct showing *v = ctx;
    struct str out = STR_INIT;

    if (!v->terminal)
        return;
    terminal_leave(v->terminal, NULL, &out);
    IGNORE(session_link_write(v->session->link, str_cstr(&out), out.n, NULL)); /* as it fits */
    str_done(&out);
}

/* ---- after a sysop's end ---- */

/* Does the server stop? Whatever else rang is nothing to us any more. */
static bool is_stopping(struct bell_line *l)
{
    struct bell bell;

    while (bell_receive(l, &bell) == OK)
        if (bell.type == BELL_STOPPING)
            return true;
    return told_to_end;
}

/* Until then, or until the server stops. Without a line SIGTERM says so, which is let in only while
 * nothing can be missed. */
static void sleep_until(struct session_link *link, int64_t until_ms)
{
    const struct clock *clock = link->clock;
    sigset_t end, before;

    sigemptyset(&end);
    sigaddset(&end, SIGTERM);
    sigprocmask(SIG_BLOCK, &end, &before);
    for (int64_t left = until_ms - clock_mono_ms(clock); left > 0 && !is_stopping(&link->bells);
         left = until_ms - clock_mono_ms(clock)) {
        const struct timespec t = {left / 1000, left % 1000 * 1000000};
        struct pollfd p = {.fd = link->bells.fd, .events = POLLIN};

        IGNORE(ppoll(&p, 1, &t, &before)); /* woken: looked at above */
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
}

void screens_save_put_off(struct session *s)
{
    struct sigaction action = {.sa_handler = on_end_signal};
    struct session_link *link = s->link;
    struct visit *v = &s->folder.visit;
    int64_t wait_ms = PUT_OFF_MIN_MS;

    if (!v->state || !state_is_dirty(v->state))
        return;
    wait_ms += random_below(v->random, STATE_SAVE_MS - PUT_OFF_MIN_MS);
    sigaction(SIGTERM, &action, NULL);           /* a command had no need of it */
    IGNORE(bell_am(&link->bells, BELL_NOTHING)); /* a lost one: its number ends nobody */
    db_rest(s->folder.db);
    sleep_until(link, clock_mono_ms(link->clock) + wait_ms);
    session_save_state(s);
}

/* ---- from the first screen to the last line ---- */

static int cols_of(const struct wire_hello *hello)
{
    return hello->cols > CANVAS_MAX_COLS ? CANVAS_MAX_COLS : (int)hello->cols;
}

static int rows_of(const struct wire_hello *hello)
{
    return hello->rows > CANVAS_MAX_ROWS ? CANVAS_MAX_ROWS : (int)hello->rows;
}

static enum err open_terminal(struct showing *v)
{
    const struct wire_hello *hello = &v->session->link->hello;
    struct terminal_wish wish = {
        .term = hello->term,
        .cols = cols_of(hello),
        .rows = rows_of(hello),
        .no_color = hello->no_color,
    };
    enum err err;

    if (v->plain)
        return OK;
    err = terminal_open(&wish, &v->terminal);
    /* A system that describes not even a vt100 still has lines to say. */
    v->plain = err == E_NOTFOUND;
    return v->plain ? OK : err;
}

/* What the ui is told of whoever looks or listens. A size that was not given is the usual one. */
static void app_fill(const struct showing *v, struct ui_app *app)
{
    const struct wire_hello *hello = &v->session->link->hello;

    if (!v->plain) {
        app->charset = terminal_charset(v->terminal);
        terminal_size(v->terminal, &app->cols, &app->rows);
        return;
    }
    app->mode = hello->pty ? UI_PLAIN_ECHO : UI_PLAIN_LINES;
    app->cols = hello->cols > 0 ? cols_of(hello) : PLAIN_COLS;
    app->rows = hello->rows > 0 ? rows_of(hello) : PLAIN_ROWS;
}

static enum err open_ui(struct showing *v)
{
    struct ui_app app = {.context = &v->context,
                         .screens = screen_registry,
                         .clock = v->session->link->clock,
                         .level = screen_level,
                         .who = screen_who,
                         .listen = listen_topic,
                         .listen_ctx = v->session,
                         .hint = screen_hint,
                         .notice = screen_notice,
                         .manual = "manual",
                         .palette = "palette",
                         .go = screen_go,
                         .go_named = screen_go_named};
    const struct visit *visit = &v->session->folder.visit;

    app_fill(v, &app);
    IGNORE(bell_am(&v->session->link->bells, v->plain ? BELL_PLAIN : BELL_SCREENS));
    /* First asked for, then read: what changes in between is heard. Without a line it stays. */
    IGNORE(bell_subscribe(&v->session->link->bells, topic_number(TOPIC_HOUSE, HOUSE_NEWS)));
    screen_notice_load(&v->context);
    TRY(ui_new(&app, &v->ui));
    TRY(screen_start(v->ui, v->address));
    if (visit->state && state_was_lost(visit->state))
        ui_warn(v->ui, "Your private record, or a part of it, could not be read and starts anew.");
    else if (!v->plain && terminal_match(v->terminal) == TERMINAL_UNKNOWN)
        ui_say(v->ui, "Your TERM is not known here; the screens are drawn for a vt100.");
    return OK;
}

/* From plain mode to screens. It may have begun with screens: then there is a terminal. */
static enum err on_screens(void *ctx, struct terminal **ret)
{
    struct showing *v = ctx;

    if (!v->session->link->hello.pty)
        return E_NOTFOUND;
    v->plain = false;
    if (!v->terminal)
        TRY(open_terminal(v));
    if (!v->terminal)
        return E_NOTFOUND;
    *ret = v->terminal;
    return OK;
}

static void loop_prepare(struct showing *v)
{
    struct session *s = v->session;

    v->loop = (struct loop_app){.tty_fd = s->link->tty,
                                .control_fd = s->link->control,
                                .bell_fd = s->link->bells.fd,
                                .write = on_write,
                                .on_control = on_control,
                                .on_bell = on_bell,
                                .on_input = on_input,
                                .on_wait = on_wait,
                                .on_sleep = on_sleep,
                                .on_stir = on_stir,
                                .on_screens = on_screens,
                                .deadline_ms = deadline_ms,
                                .on_time = on_time,
                                .ctx = v,
                                .clock = s->link->clock,
                                .idle_limit_ms = idle_limit_ms(s),
                                .title = "Curbside"};
}

static enum err show(struct showing *v)
{
    struct sigaction action = {.sa_handler = on_end_signal};

    TRY(open_terminal(v));
    TRY(open_ui(v));
    bug_hook_set(on_bug, v);
    wake_fd_set(v->session->link);
    sigaction(SIGTERM, &action, NULL);
    loop_prepare(v);
    return loop_run(&v->loop, v->ui, v->terminal);
}

int screens_run(struct session *s, const struct screens_wish *wish)
{
    struct showing v = {
        .session = s,
        .plain = wish->plain || setting_get(&s->folder.visit, SETTING_PLAIN) == 1,
        .address = wish->address,
        .dirty_since_ms = -1,
        .context = {.visit = &s->folder.visit,
                    .key_proven = s->folder.visit.who->has_key,
                    .term = s->link->hello.term,
                    .no_color = s->link->hello.no_color,
                    .plain_asked = wish->plain,
                    .host = s->app->host,
                    .port = s->app->port,
                    .join = session_join,
                    .join_ctx = s,
                    .may_try_code = session_may_try_code},
    };
    enum err err = show(&v);
    bool shown = v.ui != NULL;

    /* Screens close, and save what is unsaved, before the terminal's memory goes. */
    ui_free(v.ui);
    screen_context_done(&v.context);
    bug_hook_set(NULL, NULL);
    terminal_close(v.terminal);
    if (!s->put_off)
        session_save_state(s);
    if (err == OK || err == E_CLOSED || err == E_TIMEOUT)
        return 0;
    log_line(LOG_ERROR, "the screens ended: %s", err_info(err)->code);
    if (!shown)
        session_tell(s->link, err_info(err)->sentence);
    return EXIT_OUR_FAULT;
}

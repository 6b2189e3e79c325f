/* SPDX-License-Identifier: MIT
 *
 * exec_run.c -- `ssh host COMMAND`: one command through the same rules as the screens.
 *
 * Input that no command asked for is thrown away while the answer goes out: the transport ends a
 * caller whose input nobody takes, and `ssh host boards | less` has a keyboard as its input.
 */
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include <curbside/commands/command.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/state.h>
#include <curbside/ssh/serve.h>

#include "session.h"

enum {
    EXIT_OUR_FAULT = 70,
    COLS_PIPE = 80,
    COLS_MIN = 20,
    COLS_MAX = 240,
    INPUT_IDLE_MS = 10 * 60 * 1000, /* somebody may be typing the body */
    OUTPUT_IDLE_MS = 35 * 1000,     /* the transport gives a stalled reader up after 30 s */
};

static enum err read_stdin(void *ctx, struct str *ret)
{
    struct session *s = ctx;

    return session_link_read_input(s->link, COMMAND_STDIN_BYTES + 1, INPUT_IDLE_MS, ret);
}

/* False: no more will come. */
static bool discard_input(int tty)
{
    char bytes[4096];
    ssize_t n;

    do
        n = read(tty, bytes, sizeof bytes);
    while (n > 0);
    return n < 0 && (errno == EAGAIN || errno == EINTR);
}

static enum err take_messages(struct session_link *l)
{
    struct wire_message m;
    enum err err;

    do
        err = session_link_receive(l, &m);
    while (err == OK);
    return err == E_NOTREADY ? OK : err;
}

/* Wait until tty takes bytes again. */
static enum err wait_writable(struct session_link *l, bool *input_open)
{
    struct pollfd p[] = {
        {.fd = l->tty, .events = (short)(POLLOUT | (*input_open ? POLLIN : 0))},
        {.fd = l->control, .events = POLLIN},
    };
    int n = poll(p, 2, OUTPUT_IDLE_MS);

    if (n == 0)
        return E_TIMEOUT;
    if (n < 0)
        return errno == EINTR ? OK : E_IO;
    if (*input_open && p[0].revents & (POLLIN | POLLHUP))
        *input_open = discard_input(l->tty);
    return p[1].revents ? take_messages(l) : OK;
}

static enum err write_bytes(struct session_link *l, const char *bytes, size_t n)
{
    bool input_open = true;

    while (n) {
        size_t took = 0;
        enum err err = session_link_write(l, bytes, n, &took);

        bytes += took;
        n -= took;
        if (err == E_NOTREADY)
            err = wait_writable(l, &input_open);
        TRY(err);
    }
    return OK;
}

/* A terminal in raw mode needs the carriage return that its line discipline would have added. */
static void for_terminal(struct session *s, struct str *text)
{
    struct str lines = STR_INIT;

    if (!s->link->hello.pty)
        return;
    for (const char *at = str_cstr(text); *at; at += *at == '\n') {
        size_t n = strcspn(at, "\n");

        str_add_n(&lines, at, n);
        at += n;
        if (*at == '\n')
            str_add(&lines, "\r\n");
    }
    /* Without memory the answer stays as it was: ragged, but whole. */
    if (lines.failed) {
        str_done(&lines);
        return;
    }
    str_done(text);
    *text = lines;
}

static int width_of(const struct wire_hello *hello)
{
    if (!hello->pty || !hello->cols)
        return COLS_PIPE;
    if (hello->cols < COLS_MIN)
        return COLS_MIN;
    return hello->cols > COLS_MAX ? COLS_MAX : (int)hello->cols;
}

/* What was said, out to the last byte; else nobody is there to read it. */
static enum err write_result(struct session *s, struct command_result *r)
{
    for_terminal(s, &r->out);
    for_terminal(s, &r->err);
    TRY(write_bytes(s->link, str_cstr(&r->out), r->out.n));
    return session_link_stderr(s->link, str_cstr(&r->err), r->err.n);
}

/* The account notes which key came, once: for those who only ever run commands, who could not find
 * a lost key to remove it otherwise. Never in a session that posted. */
static bool has_noted_a_key(struct visit *v)
{
    if (!v->state || !state_is_dirty(v->state) || state_has_written(v->state))
        return false;
    state_wrote(v->state); /* the rows of joining may still stand in the log: it is emptied first */
    return true;
}

/* Of a session that a sysop ended it waits, as of one with screens. */
static void save_state(struct session *s, bool asked)
{
    if (!asked && !has_noted_a_key(&s->folder.visit))
        return;
    s->put_off = session_link_is_ended(s->link);
    if (!s->put_off)
        session_save_state(s);
}

int exec_run(struct session *s)
{
    const struct wire_hello *hello = &s->link->hello;
    struct command_io io = {
        /* A raw terminal has no end of file, and nobody would see what they type. */
        .read_stdin = hello->pty ? NULL : read_stdin,
        .join = session_join,
        .may_try_code = session_may_try_code,
        .ctx = s,
        .width = width_of(hello),
        .key_proven = s->folder.visit.who->has_key,
        .schema = db_schema_newest(),
        .sqlite_version = db_sqlite_version(),
        .libssh_version = serve_library_version(),
    };
    struct command_result result;
    int status;

    run_command(&s->folder.visit, &io, hello->command, hello->command_n, &result);
    db_assert_idle(s->folder.db);
    save_state(s, result.keep_state);
    /* A slow reader must not keep the database open meanwhile. */
    db_release_memory(s->folder.db);
    status = write_result(s, &result) == OK ? result.exit : EXIT_OUR_FAULT;
    command_result_done(&result);
    return status;
}

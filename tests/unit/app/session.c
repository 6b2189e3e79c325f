/* SPDX-License-Identifier: MIT
 *
 * session.c -- a session from HELLO to EXIT, its transport played by the test.
 *
 * Everything fits into the sockets' buffers, so the session runs to its end and the test reads
 * afterwards what came.
 */
#include "unit/app/house.h"

#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <curbside/app/app.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/state.h>

struct line {
    struct session_link link;
    int tty, control; /* the transport's ends */
    char out[256 * 1024], err[4096];
    int status; /* -1: no EXIT came */
};

static struct line *line_new(void)
{
    struct line *l = calloc(1, sizeof *l);
    int tty[2], control[2];

    assert_non_null(l);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, tty), 0);
    assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0, control), 0);
    l->link = (struct session_link){
        .tty = tty[0], .control = control[0], .bells = {.fd = -1}, .clock = &clock_system};
    l->tty = tty[1];
    l->control = control[1];
    l->status = -1;
    return l;
}

static void line_free(struct line *l)
{
    close(l->link.tty);
    close(l->link.control);
    close(l->tty);
    close(l->control);
    free(l);
}

static void type_and_end(struct line *l, const char *input)
{
    struct wire_message end = {.type = WIRE_INPUT_END};

    assert_int_equal(send(l->tty, input, strlen(input), 0), strlen(input));
    assert_int_equal(wire_send(l->control, &end), OK);
    shutdown(l->tty, SHUT_WR);
}

static void take_all(struct line *l)
{
    uint8_t buffer[WIRE_MESSAGE_BYTES];
    struct wire_message m;
    size_t n = 0;
    ssize_t got;

    while ((got = recv(l->tty, l->out + n, sizeof l->out - 1 - n, MSG_DONTWAIT)) > 0)
        n += (size_t)got;
    l->out[n] = '\0';
    while (wire_receive(l->control, buffer, &m) == OK) {
        if (m.type == WIRE_STDERR)
            strncat(l->err, m.u.text.s, m.u.text.n);
        if (m.type == WIRE_EXIT) {
            l->status = m.u.exit.status;
            assert_int_equal(m.u.exit.written, n);
        }
    }
}

static void command(struct line *l, const char *words, const char *key)
{
    l->link.hello.exec = true;
    l->link.hello.command = words;
    l->link.hello.command_n = strlen(words);
    l->link.hello.key = (const uint8_t *)key;
    l->link.hello.key_n = key ? strlen(key) : 0;
    l->link.hello.guest = !key;
}

static void run(struct house *h, struct line *l)
{
    struct app app = {.data_dir = h->dir, .host = "", .port = 22, .idle_minutes = 60};

    assert_int_equal(app_session(&app, &l->link), 0);
    take_all(l);
}

static void a_command_is_answered_with_its_output_and_status(void **state)
{
    struct line *l = line_new();

    command(l, "whoami", NULL);
    run(*state, l);
    assert_string_equal(l->out, "You are a guest without a key: you can read everything.\n");
    assert_string_equal(l->err, "");
    assert_int_equal(l->status, 0);
    line_free(l);
}

static void an_error_goes_to_standard_error(void **state)
{
    struct line *l = line_new();

    command(l, "threads nowhere", NULL);
    run(*state, l);
    assert_string_equal(l->out, "");
    assert_memory_equal(l->err, "curbside: ", 10);
    assert_int_equal(l->status, 1);
    line_free(l);
}

static void a_terminal_gets_carriage_returns_and_its_own_width(void **state)
{
    struct line *l = line_new();

    command(l, "help", NULL);
    l->link.hello.pty = true;
    l->link.hello.cols = 40;
    run(*state, l);
    assert_non_null(strstr(l->out, "\r\n"));
    for (char *at = strchr(l->out, '\n'); at; at = strchr(at + 1, '\n'))
        assert_int_equal(at[-1], '\r');
    for (char *at = strtok(l->out, "\r\n"); at; at = strtok(NULL, "\r\n"))
        assert_true(strlen(at) <= 40);
    line_free(l);
}

static void impossible_widths_are_brought_into_range(void **state)
{
    static const uint32_t widths[] = {0, 1, 65535, UINT32_MAX};

    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        struct line *l = line_new();

        command(l, "man", NULL);
        l->link.hello.pty = true;
        l->link.hello.cols = widths[i];
        run(*state, l);
        assert_int_equal(l->status, 0);
        assert_true(strlen(l->out) > 1000);
        line_free(l);
    }
}

static void joining_without_a_switchboard_is_refused_and_makes_nothing(void **state)
{
    struct line *l = line_new();

    command(l, "join", "a key that signed");
    run(*state, l);
    assert_int_not_equal(l->status, 0);
    line_free(l);
    l = line_new();
    command(l, "whoami", "a key that signed");
    run(*state, l);
    assert_non_null(strstr(l->out, "no account yet"));
    line_free(l);
}

/* The key decides, and a caller who came as guest has none, whatever else was said. */
static void a_guest_is_a_guest_even_with_a_key_beside(void **state)
{
    struct line *l = line_new();

    command(l, "whoami --json", "a key that signed");
    l->link.hello.guest = true;
    run(*state, l);
    assert_non_null(strstr(l->out, "\"guest\":true"));
    line_free(l);
}

static void a_shell_without_a_terminal_is_answered_in_lines(void **state)
{
    struct line *l = line_new();

    run(*state, l);
    assert_non_null(strstr(l->out, "Command: "));
    assert_null(strchr(l->out, '\r'));
    assert_int_equal(l->status, 0);
    line_free(l);
}

static void a_dumb_terminal_is_answered_in_lines(void **state)
{
    struct line *l = line_new();

    l->link.hello.pty = true;
    strcpy(l->link.hello.term, "dumb");
    run(*state, l);
    assert_non_null(strstr(l->out, "Command: "));
    assert_null(strchr(l->out, '\033'));
    line_free(l);
}

static void input_that_nobody_asked_for_does_no_harm(void **state)
{
    struct line *l = line_new();

    command(l, "boards", NULL);
    type_and_end(l, "posted by accident\n");
    run(*state, l);
    assert_int_equal(l->status, 0);
    assert_non_null(strstr(l->out, "lounge"));
    line_free(l);
}

static void a_board_that_lost_its_secret_says_so_in_a_sentence(void **state)
{
    struct house *h = *state;
    struct line *l = line_new();
    char path[128];

    snprintf(path, sizeof path, "%s/secret.key", h->dir);
    assert_int_equal(unlink(path), 0);
    command(l, "whoami", NULL);
    run(h, l);
    assert_int_equal(l->status, 70);
    assert_non_null(strstr(l->err, "secret.key"));
    line_free(l);
}

/* ---- a session that a sysop ended ---- */

enum {
    PATIENCE_MS = 60 * 1000
};

/* The folder, opened by who has that key. */
static void folder_of(const struct house *h, const char *key, struct folder *ret)
{
    assert_int_equal(folder_open(h->dir, ret), OK);
    account_close(&ret->visit); /* nobody's */
    assert_int_equal(account_open(&ret->visit, (const uint8_t *)key, strlen(key)), OK);
}

static void join(const struct house *h, const char *key)
{
    AUTO_FOLDER struct folder folder = {0};
    char code[RECOVERY_CODE_SIZE];

    folder_of(h, key, &folder);
    assert_int_equal(account_join(&folder.visit, "ann", code), OK);
}

static bool is_state_stored(const struct house *h, const char *key)
{
    AUTO_FOLDER struct folder folder = {0};
    uint8_t name[SEALED_NAME_BYTES];
    size_t n;

    folder_of(h, key, &folder);
    return state_row(&folder.visit, name, &n) == OK;
}

static void ring_out(int fd, enum bell_type type)
{
    uint8_t bytes[BELL_BYTES];

    bell_format(&(struct bell){.type = type}, bytes);
    assert_int_equal(send(fd, bytes, sizeof bytes, 0), sizeof bytes);
}

static bool becomes_ready(int fd)
{
    struct pollfd p = {.fd = fd, .events = POLLIN};

    return poll(&p, 1, PATIENCE_MS) == 1;
}

/* The session in a process of its own; *ret_alive is ready when it has ended. */
static pid_t run_apart(struct house *h, struct line *l, int *ret_alive)
{
    struct app app = {.data_dir = h->dir, .host = "", .port = 22, .idle_minutes = 60};
    int ends[2];
    pid_t pid;

    assert_int_equal(pipe(ends), 0);
    pid = fork();
    if (pid == 0)
        _exit(app_session(&app, &l->link));
    close(ends[1]);
    *ret_alive = ends[0];
    return pid;
}

/* It has noted its key, which is all that is to be stored. Stored as it ends, it would tell the
 * sysop whose it was; as the server stops there is no time to lose. */
static void a_command_that_a_sysop_ended_is_stored_when_the_server_stops(void **state)
{
    struct line *l = line_new();
    int bells[2], alive, status;
    pid_t pid;

    join(*state, "a key that signed");
    assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0, bells), 0);
    l->link.bells.fd = bells[0];
    command(l, "check", "a key that signed");
    ring_out(bells[1], BELL_END);
    pid = run_apart(*state, l, &alive);
    assert_true(becomes_ready(l->control)); /* its exit */
    assert_false(is_state_stored(*state, "a key that signed"));
    ring_out(bells[1], BELL_STOPPING);
    if (!becomes_ready(alive))
        kill(pid, SIGKILL);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
    assert_true(is_state_stored(*state, "a key that signed"));
    take_all(l);
    assert_non_null(strstr(l->err, "connection was closed")); /* it waited for its input */
    close(alive);
    close(bells[0]);
    close(bells[1]);
    line_free(l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HOUSE(a_command_is_answered_with_its_output_and_status),
        IN_HOUSE(an_error_goes_to_standard_error),
        IN_HOUSE(a_terminal_gets_carriage_returns_and_its_own_width),
        IN_HOUSE(impossible_widths_are_brought_into_range),
        IN_HOUSE(joining_without_a_switchboard_is_refused_and_makes_nothing),
        IN_HOUSE(a_guest_is_a_guest_even_with_a_key_beside),
        IN_HOUSE(a_shell_without_a_terminal_is_answered_in_lines),
        IN_HOUSE(a_dumb_terminal_is_answered_in_lines),
        IN_HOUSE(input_that_nobody_asked_for_does_no_harm),
        IN_HOUSE(a_board_that_lost_its_secret_says_so_in_a_sentence),
        IN_HOUSE(a_command_that_a_sysop_ended_is_stored_when_the_server_stops),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

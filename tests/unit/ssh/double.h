/* SPDX-License-Identifier: MIT
 *
 * double.h -- a whole server of this layer with a session that only shows what it was given, so
 * that listener, transport, switchboard and sandbox can be tried with any client before and beside
 * the real session.
 *
 * Commands: facts · exit N · big BYTES · cat · complain TEXT · hang · die · open PATH · ring TOPIC
 * · hear TOPIC · join. A shell echoes what is typed, tells sizes and signals, and ends at "q" with
 * status 7.
 */
#ifndef CURBSIDE_TESTS_SSH_DOUBLE_H
#define CURBSIDE_TESTS_SSH_DOUBLE_H

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <curbside/ssh/serve.h>

static inline void double_say(struct session_link *l, const char *text)
{
    IGNORE(session_link_write_all(l, text, strlen(text))); /* gone: nobody to tell */
}

static inline void double_facts(struct session_link *l)
{
    const struct wire_hello *h = &l->hello;
    char text[512];
    unsigned sum = 0;

    for (size_t i = 0; i < h->key_n; i++)
        sum = sum * 31 + h->key[i];
    snprintf(text, sizeof(text),
             "guest=%d key=%zu sum=%u pty=%d exec=%d term=%s unusable=%d size=%ux%u\r\n", h->guest,
             h->key_n, sum, h->pty, h->exec, h->term, h->term_unusable, h->cols, h->rows);
    double_say(l, text);
}

static inline void double_big(struct session_link *l, long bytes)
{
    char piece[8192];

    for (size_t i = 0; i < sizeof(piece); i++)
        piece[i] = (char)('a' + i % 26);
    while (bytes > 0) {
        size_t n = bytes < (long)sizeof(piece) ? (size_t)bytes : sizeof(piece);

        if (session_link_write_all(l, piece, n) != OK)
            return;
        bytes -= (long)n;
    }
}

static inline int double_cat(struct session_link *l)
{
    struct str in = STR_INIT;
    enum err err = session_link_read_input(l, 4 * 1024 * 1024, 60000, &in);
    char text[64];

    snprintf(text, sizeof(text), "%zu bytes, %s\n", in.n, err_info(err)->code);
    double_say(l, text);
    str_done(&in);
    return err == OK ? 0 : 1;
}

/* Wait for bells on a topic; tells each until the server stops. */
static inline int double_hear(struct session_link *l, uint64_t topic)
{
    struct pollfd p[] = {{l->bells.fd, POLLIN, 0}, {l->control, POLLIN, 0}};

    IGNORE(bell_subscribe(&l->bells, topic)); /* the poll below tells */
    double_say(l, "listening\n");
    for (;;) {
        struct wire_message m;
        struct bell b;
        enum err err;

        poll(p, 2, -1);
        err = bell_receive(&l->bells, &b);
        if (err == E_CLOSED || (err == OK && b.type == BELL_STOPPING)) {
            double_say(l, "stopping\n");
            return 5;
        }
        if (err == OK)
            double_say(l, "rang\n");
        if (session_link_receive(l, &m) == E_CLOSED)
            return 0;
    }
}

static inline int double_exec(struct session_link *l)
{
    char c[WIRE_COMMAND_BYTES + 1];
    char text[64];

    memcpy(c, l->hello.command == NULL ? "" : l->hello.command, l->hello.command_n);
    c[l->hello.command_n] = '\0';
    if (strncmp(c, "exit ", 5) == 0)
        return atoi(c + 5);
    if (strncmp(c, "big ", 4) == 0)
        double_big(l, atol(c + 4));
    else if (strcmp(c, "cat") == 0)
        return double_cat(l);
    else if (strncmp(c, "complain ", 9) == 0)
        IGNORE(session_link_stderr(l, c + 9, strlen(c + 9))); /* gone: nobody to tell */
    else if (strcmp(c, "hang") == 0)
        for (;;)
            poll(NULL, 0, 1000);
    else if (strcmp(c, "die") == 0)
        _exit(3);
    else if (strncmp(c, "open ", 5) == 0) {
        int fd = open(c + 5, O_RDONLY | O_CLOEXEC);

        snprintf(text, sizeof(text), "%s\n", fd >= 0 ? "opened" : "refused");
        double_say(l, text);
    } else if (strncmp(c, "ring ", 5) == 0)
        return bell_ring(&l->bells, strtoull(c + 5, NULL, 10)) == OK ? 0 : 1;
    else if (strncmp(c, "hear ", 5) == 0)
        return double_hear(l, strtoull(c + 5, NULL, 10));
    else if (strcmp(c, "join") == 0)
        return (int)bell_may_join(&l->bells);
    else
        double_facts(l);
    return 0;
}

/* False: the caller is gone. */
static inline bool double_hear_control(struct session_link *l)
{
    struct wire_message m;
    char text[64];
    enum err err;

    while ((err = session_link_receive(l, &m)) == OK) {
        if (m.type == WIRE_RESIZE)
            snprintf(text, sizeof(text), "size=%ux%u\r\n", m.u.resize.cols, m.u.resize.rows);
        else if (m.type == WIRE_SIGNAL)
            snprintf(text, sizeof(text), "signal=%d\r\n", (int)m.u.signal);
        else
            continue;
        double_say(l, text);
    }
    return err == E_NOTREADY;
}

static inline int double_shell(struct session_link *l)
{
    double_facts(l);
    for (;;) {
        struct pollfd p[] = {
            {l->tty, POLLIN, 0}, {l->control, POLLIN, 0}, {l->bells.fd, POLLIN, 0}};
        char typed[4096];
        struct bell b;
        ssize_t n;

        poll(p, 3, -1);
        if (!double_hear_control(l))
            return 0;
        if (bell_receive(&l->bells, &b) == OK && b.type == BELL_STOPPING) {
            double_say(l, "the server stops\r\n");
            return 5;
        }
        if (!(p[0].revents & (POLLIN | POLLHUP)))
            continue;
        n = read(l->tty, typed, sizeof(typed));
        if (n == 0)
            return l->input_ended ? 6 : 0;
        if (n > 0 && memchr(typed, 'q', (size_t)n) != NULL)
            return 7;
        if (n > 0)
            IGNORE(session_link_write_all(l, typed, (size_t)n)); /* gone: nobody to tell */
    }
}

static inline int double_session(void *ctx, struct session_link *l)
{
    int status = l->hello.exec ? double_exec(l) : double_shell(l);

    (void)ctx;
    IGNORE(session_link_exit(l, status)); /* gone: nobody to tell */
    return 0;
}

static inline int double_keeper(void *ctx, struct bell_line *line)
{
    struct bell b;

    (void)ctx;
    for (;;) {
        struct pollfd p = {line->fd, POLLIN, 0};
        enum err err;

        poll(&p, 1, -1);
        err = bell_receive(line, &b);
        if (err == E_CLOSED || (err == OK && b.type == BELL_STOPPING))
            return 0;
    }
}

/* Serve in this process until told to stop; returns main()'s status. */
static inline int double_serve(const struct serve_options *options)
{
    const struct serve_hooks hooks = {.session = double_session, .keeper = double_keeper};
    char why[SERVE_WHY_SIZE];
    enum err err = serve(options, &hooks, why);

    if (err != OK)
        fprintf(stderr, "%s\n", why);
    return err == OK ? 0 : 1;
}

#endif

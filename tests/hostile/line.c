/* SPDX-License-Identifier: MIT
 *
 * line.c -- lines that misbehave before anybody logged in, readers who stop, and requests too
 * large.
 */
#include "e2e/harness.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

static int setup(void **state)
{
    struct board *b = board_new(&(struct board_options){.fixture = TEST_DATA "/threads.jsonl"});

    caller_join(b, "fay", "calm-fay");
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    board_free(*state);
    return 0;
}

static int dial(const struct board *b)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)b->port)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
    return fd;
}

/* The server hangs up on its own; what it had to say is thrown away. */
static void is_hung_up(int fd)
{
    long long deadline = deadline_in(30000);
    char bytes[4096];

    for (;;) {
        struct pollfd p = {fd, POLLIN, 0};
        ssize_t n;

        if (now_ms() > deadline)
            fail_msg("the server keeps the connection");
        if (poll(&p, 1, 200) <= 0)
            continue;
        n = read(fd, bytes, sizeof bytes);
        if (n == 0 || (n < 0 && errno == ECONNRESET))
            break;
    }
    close(fd);
}

static void a_real_user_gets_in(struct board *b)
{
    free(caller_expect(b, CALLER("fay"), 0, NULL, "whoami"));
}

static void garbage_instead_of_a_banner_is_hung_up_on(void **state)
{
    static const char http[] = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    char noise[8192];
    int fd = dial(*state);

    signal(SIGPIPE, SIG_IGN);
    assert_true(write(fd, http, sizeof http - 1) > 0);
    is_hung_up(fd);
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (char)(i * 2654435761u >> 13);
    fd = dial(*state);
    assert_true(write(fd, noise, sizeof noise) > 0);
    is_hung_up(fd);
    fd = dial(*state);
    memset(noise, 'A', sizeof noise); /* a banner line without end */
    for (int i = 0; i < 64 && write(fd, noise, sizeof noise) > 0; i++)
        ;
    is_hung_up(fd);
    a_real_user_gets_in(*state);
}

static void a_handshake_dropped_midway_leaves_nothing(void **state)
{
    static const char banner[] = "SSH-2.0-OpenSSH_9.2\r\n";
    char some[1024] = {0, 0, 1, 0x2c, 4, 20};

    for (int i = 0; i < 20; i++) {
        int fd = dial(*state);

        assert_true(write(fd, banner, sizeof banner - 1) > 0);
        if (i % 2)
            assert_true(write(fd, some, (size_t)(i * 40)) >= 0);
        close(fd);
    }
    board_wait_processes(*state, "transport", 0);
    board_wait_processes(*state, "session", 0); /* ends when it has seen its transport go */
    a_real_user_gets_in(*state);
}

/* 120 callers who say nothing: beyond 50 some are dropped at random, so a real one may have to call
 * twice, and after the login deadline of 20 s none of the silent ones is left. */
static void half_open_connections_do_not_keep_a_real_user_out(void **state)
{
    int fds[120], tries = 0;

    for (size_t i = 0; i < sizeof fds / sizeof fds[0]; i++)
        fds[i] = dial(*state);
    for (bool in = false; !in; tries++) {
        struct outcome r = caller_run(*state, CALLER("fay"), NULL, "whoami");

        assert_true(tries < 20);
        in = r.status == 0;
        outcome_done(&r);
    }
    for (size_t i = 0; i < sizeof fds / sizeof fds[0]; i++)
        is_hung_up(fds[i]);
    board_wait_processes(*state, "transport", 0);
}

/* The board's side of a connection, as the kernel tells it: a timer that probes an idle peer (2, in
 * hundredths of a second) and is due within a third of the 45 s. */
static bool is_watched(void *ctx)
{
    const struct board *b = ctx;
    FILE *f = fopen("/proc/net/tcp", "re");
    char line[512];
    bool found = false;

    while (f && fgets(line, sizeof line, f)) {
        unsigned port, state, timer, due;

        found = found || (sscanf(line, " %*d: %*8x:%x %*8x:%*x %x %*x:%*x %x:%x", &port, &state,
                                 &timer, &due) == 4 &&
                          port == (unsigned)b->port && state == 1 && timer == 2 &&
                          due <= (45 / 3 + 1) * 100);
    }
    if (f)
        fclose(f);
    return found;
}

static void the_kernel_looks_after_a_peer_that_says_nothing(void **state)
{
    int fd = dial(*state);

    assert_true(wait_until(is_watched, *state, WAIT_MS));
    close(fd);
}

static long long status_kb(pid_t pid, const char *key)
{
    char path[64], line[256];
    FILE *f;
    long long kb = -1;

    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    f = fopen(path, "re");
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, key, strlen(key)) == 0)
            kb = atoll(line + strlen(key) + 1);
    if (f)
        fclose(f);
    return kb;
}

static long long cpu_ticks(pid_t pid)
{
    char path[64], line[1024] = "";
    long long user = 0, system = 0;
    FILE *f;

    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    f = fopen(path, "re");
    if (!f)
        return -1;
    if (fgets(line, sizeof line, f) && strrchr(line, ')'))
        sscanf(strrchr(line, ')') + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lld %lld",
               &user, &system);
    fclose(f);
    return user + system;
}

struct stalled {
    pid_t transport;
    long long ticks;
    long long since; /* now_ms() when they last changed */
};

/* Its CPU time has stood still for a second. */
static bool is_at_rest(void *ctx)
{
    struct stalled *s = ctx;
    long long now = cpu_ticks(s->transport);

    if (now != s->ticks)
        s->since = now_ms();
    s->ticks = now;
    return now_ms() - s->since >= 1000;
}

static void a_stopped_reader_costs_neither_memory_nor_cpu(void **state)
{
    struct caller who = {.client = CLIENT_PLINK, .key = "fay"};
    struct screen *s = screen_open(*state, &who, 200, 60), *other;
    struct stalled stalled;
    long long before;

    screen_wait_text(s, "calm-fay");
    stalled = (struct stalled){board_process(*state, "transport"), 0, now_ms()};
    before = status_kb(stalled.transport, "VmRSS");
    assert_true(before > 0);
    kill(screen_pid(s), SIGSTOP);
    for (int i = 0; i < 200; i++) { /* each would be a frame */
        screen_resize(s, 60 + i % 140, 20 + i % 40);
        screen_send(s, "\x0c", 1);
    }
    kill(screen_pid(s), SIGCONT);
    screen_type(s, "\x0c\x0c\x0c\x0c\x0c\x0c\x0c\x0c");
    kill(screen_pid(s), SIGSTOP);
    assert_true(wait_until(is_at_rest, &stalled, WAIT_MS));
    assert_true(status_kb(stalled.transport, "VmRSS") - before <= 512);
    other = screen_open(*state, CALLER_GUEST, 80, 24);
    screen_wait_text(other, "Look around");
    screen_close(other);
    other = screen_open(*state, CALLER("fay"), 80, 24); /* the same account, while that one hangs */
    screen_wait_text(other, "calm-fay");
    screen_close(other);
    kill(screen_pid(s), SIGCONT);
    screen_close(s);
    board_wait_processes(*state, "transport", 0);
}

/* ssh joins its arguments, so that many of them make one command of a mebibyte. */
static void a_command_of_a_mebibyte_is_refused(void **state)
{
    static const struct {
        int words;
        size_t bytes;
    } sizes[] = {{1, 9000}, {1, 100000}, {11, 100000}};
    char *word = malloc(100001);

    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct words w = caller_words(*state, CALLER("fay"), false);
        struct outcome r;

        memset(word, 'a', sizes[i].bytes);
        word[sizes[i].bytes] = '\0';
        words_add(&w, "read");
        for (int k = 0; k < sizes[i].words; k++)
            words_add(&w, "%s", word);
        r = process_run(&w, NULL, 0, 30000);
        if (sizes[i].words == 1 && (r.status != 2 || !strstr(r.err, "curbside: ")))
            fail_msg("%zu bytes: status %d: %.300s", sizes[i].bytes, r.status, r.err);
        assert_int_not_equal(r.status, 0);
        assert_int_not_equal(r.status, -1);
        outcome_done(&r);
        words_done(&w);
    }
    free(word);
    a_real_user_gets_in(*state);
}

static void input_after_the_bound_is_not_waited_for(void **state)
{
    size_t n = 8 * 1024 * 1024;
    char *flood = malloc(n);
    struct outcome r;

    memset(flood, 'y', n);
    r = caller_run_n(*state, CALLER("fay"), flood, n,
                     "post fixture-step --as handle --title Flood");
    assert_int_equal(r.status, 1);
    assert_non_null(strstr(r.err, "64 KiB"));
    outcome_done(&r);
    free(flood);
    a_real_user_gets_in(*state);
}

static void a_line_reset_by_the_network_keeps_nobody(void **state)
{
    struct board *b = *state;
    struct line *l = line_new(b->port, 0);
    struct screen *s = screen_open(b, &(struct caller){.key = "fay", .port = line_port(l)}, 80, 24);

    screen_wait_text(s, "calm-fay");
    line_cut(l);
    assert_int_equal(screen_wait_exit(s), 255);
    screen_close(s);
    board_wait_processes(b, "session", 0);
    board_wait_processes(b, "transport", 0);
    line_free(l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(garbage_instead_of_a_banner_is_hung_up_on),
        cmocka_unit_test(a_handshake_dropped_midway_leaves_nothing),
        cmocka_unit_test(the_kernel_looks_after_a_peer_that_says_nothing),
        cmocka_unit_test(a_stopped_reader_costs_neither_memory_nor_cpu),
        cmocka_unit_test(a_command_of_a_mebibyte_is_refused),
        cmocka_unit_test(input_after_the_bound_is_not_waited_for),
        cmocka_unit_test(a_line_reset_by_the_network_keeps_nobody),
        cmocka_unit_test(half_open_connections_do_not_keep_a_real_user_out),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}

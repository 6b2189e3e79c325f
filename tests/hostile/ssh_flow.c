/* SPDX-License-Identifier: MIT
 *
 * ssh_flow.c -- clients that open every window and then read nothing.
 */
#include "hostile/ssh_raw.h"

#include <signal.h>

enum {
    GROWTH_BYTES = 512 * 1024,
    REST_MS = 1000,
    DEMANDS = 2000 /* 40 MB of screens, if somebody piled them up */
};

/* Private memory of a process in bytes. */
static long private_bytes(pid_t pid)
{
    char path[64];
    char line[256];
    long kib, sum = 0;
    FILE *f;

    snprintf(path, sizeof(path), "/proc/%d/smaps_rollup", (int)pid);
    f = fopen(path, "re");
    assert_non_null(f);
    while (fgets(line, sizeof(line), f) != NULL) {
        if (sscanf(line, "Private_Dirty: %ld", &kib) == 1)
            sum += kib * 1024;
    }
    fclose(f);
    return sum;
}

static long cpu_ticks(pid_t pid)
{
    char path[64];
    unsigned long user = 0, system = 0;
    char *text;

    snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
    text = file_text(path, NULL);
    assert_non_null(text);
    assert_int_equal(sscanf(strrchr(text, ')') + 2,
                            "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system),
                     2);
    free(text);
    return (long)(user + system);
}

/* At rest: no processor time for a whole second. */
struct watched {
    pid_t pid;
    long ticks;
    long long since;
};

static bool is_at_rest(void *ctx)
{
    struct watched *w = ctx;
    long ticks = cpu_ticks(w->pid);

    if (ticks != w->ticks || w->since == 0) {
        w->ticks = ticks;
        w->since = now_ms();
    }
    return now_ms() - w->since >= REST_MS;
}

/* A terminal as large as it gets, and a shell. */
static uint32_t open_screens(struct raw *r, uint32_t window)
{
    static struct raw_buffer p;
    uint32_t channel = 0;

    assert_int_equal(raw_open_channel(r, "session", 0, window, &channel), RAW_CHANNEL_CONFIRM);
    p.n = 0;
    raw_put_byte(&p, RAW_CHANNEL_REQUEST);
    raw_put_u32(&p, channel);
    raw_put_text(&p, "pty-req");
    raw_put_byte(&p, 1);
    raw_put_text(&p, "xterm-256color");
    raw_put_u32(&p, 240);
    raw_put_u32(&p, 80);
    raw_put_u32(&p, 0);
    raw_put_u32(&p, 0);
    raw_put_text(&p, "");
    raw_send(r, &p);
    assert_int_equal(raw_receive_answer(r), RAW_CHANNEL_SUCCESS);
    raw_request(r, channel, "shell", NULL);
    assert_int_equal(raw_receive_answer(r), RAW_CHANNEL_SUCCESS);
    return channel;
}

static void type(struct raw *r, uint32_t channel, const char *keys)
{
    static struct raw_buffer p;

    p.n = 0;
    raw_put_byte(&p, RAW_CHANNEL_DATA);
    raw_put_u32(&p, channel);
    raw_put_text(&p, keys);
    raw_send(r, &p);
}

/* Every Ctrl-L is a whole screen to whoever reads. */
static void demand_without_reading(struct board *b, uint32_t window)
{
    struct raw *r = raw_open(b);
    struct watched transport = {0};
    uint32_t channel;
    int small = 4096;
    long before;

    assert_int_equal(setsockopt(r->fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof(small)), 0);
    raw_login_guest(r);
    channel = open_screens(r, window);
    assert_int_equal(raw_receive(r, WAIT_MS), RAW_CHANNEL_DATA);
    transport.pid = board_process(b, "transport");
    before = private_bytes(transport.pid);
    for (int i = 0; i < DEMANDS; i++)
        type(r, channel, "\f");
    assert_true(wait_until(is_at_rest, &transport, WAIT_MS));
    assert_in_range(private_bytes(transport.pid), 0, before + GROWTH_BYTES);
    raw_close(r);
    board_wait_processes(b, "transport", 0);
}

static void a_window_of_2_gib_that_nobody_reads_costs_nothing(void **state)
{
    demand_without_reading(*state, 0x7fffffff);
}

static void a_window_of_4_gib_that_nobody_reads_costs_nothing(void **state)
{
    demand_without_reading(*state, 0xffffffff);
}

static void a_window_of_nothing_costs_nothing(void **state)
{
    struct board *b = *state;
    struct raw *r = raw_open(b);
    struct watched transport = {0};
    uint32_t channel;

    raw_login_guest(r);
    channel = open_screens(r, 0);
    transport.pid = board_process(b, "transport");
    for (int i = 0; i < DEMANDS; i++)
        type(r, channel, "\f");
    assert_true(wait_until(is_at_rest, &transport, WAIT_MS));
    raw_close(r);
    board_wait_processes(b, "transport", 0);
}

/* A key exchange that is begun and never ended: nothing may be sent meanwhile, and nothing piles
 * up. */
static void a_key_exchange_that_never_ends_costs_nothing(void **state)
{
    static struct raw_buffer p;
    struct board *b = *state;
    struct raw *r = raw_open(b);
    struct watched transport = {0};
    uint32_t channel;
    long before;

    raw_login_guest(r);
    channel = open_screens(r, 0x7fffffff);
    assert_int_equal(raw_receive(r, WAIT_MS), RAW_CHANNEL_DATA);
    transport.pid = board_process(b, "transport");
    before = private_bytes(transport.pid);
    for (int i = 0; i < 10; i++)
        type(r, channel, "\f");
    p.n = 0;
    raw_kexinit(&p);
    raw_send(r, &p);
    assert_true(wait_until(is_at_rest, &transport, WAIT_MS));
    assert_in_range(private_bytes(transport.pid), 0, before + GROWTH_BYTES);
    raw_close(r);
    board_wait_processes(b, "transport", 0);
}

static bool has_no_transport(void *ctx)
{
    pid_t pid;

    return board_processes(ctx, "transport", &pid, 1) == 0;
}

static void a_reader_who_stays_away_is_hung_up_on(void **state)
{
    struct board *b = *state;
    struct raw *r = raw_open(b);
    long long began;
    uint32_t channel;

    raw_login_guest(r);
    channel = open_screens(r, 1000); /* less than a frame, and never more */
    began = now_ms();
    for (int i = 0; i < 5; i++)
        type(r, channel, "\f");
    assert_true(wait_until(has_no_transport, b, 40000));
    assert_true(now_ms() - began >= 25000); /* 30 s: nobody is hurried */
    raw_close(r);
}

/* A session that hangs is found by its own caller's typing, and costs nobody else anything. */
static void a_session_that_reads_no_input_is_given_up(void **state)
{
    static char keys[16 * 1024 + 1];
    struct board *b = *state;
    struct raw *r = raw_open(b);
    uint32_t channel;
    pid_t session;

    memset(keys, 'j', sizeof(keys) - 1);
    raw_login_guest(r);
    channel = open_screens(r, 1 << 20);
    assert_int_equal(raw_receive(r, WAIT_MS), RAW_CHANNEL_DATA);
    session = board_process(b, "session");
    kill(session, SIGSTOP);
    for (int i = 0; i < 40; i++)
        type(r, channel, keys);
    assert_true(wait_until(has_no_transport, b, WAIT_MS));
    kill(session, SIGCONT);
    board_wait_gone(session);
    raw_close(r);
}

static int one_board(void **state)
{
    *state = board_new(NULL);
    return 0;
}

static int no_board(void **state)
{
    board_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_window_of_2_gib_that_nobody_reads_costs_nothing),
        cmocka_unit_test(a_window_of_4_gib_that_nobody_reads_costs_nothing),
        cmocka_unit_test(a_window_of_nothing_costs_nothing),
        cmocka_unit_test(a_key_exchange_that_never_ends_costs_nothing),
        cmocka_unit_test(a_reader_who_stays_away_is_hung_up_on),
        cmocka_unit_test(a_session_that_reads_no_input_is_given_up),
    };

    return cmocka_run_group_tests(tests, one_board, no_board);
}

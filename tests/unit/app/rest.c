/* SPDX-License-Identifier: MIT
 *
 * rest.c -- a session that nobody types into comes to rest after a minute, and what it does then.
 *
 * Its transport is played by a thread, which takes what the session shows and says so; then a
 * minute passes at once.
 */
#include "unit/app/house.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>

#include <curbside/app/app.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/interview.h>
#include <curbside/domain/post.h>
#include <curbside/domain/state.h>
#include <curbside/ssh/wire.h>
#include <curbside/ui/loop.h>

static const char key[] = "a key that signed";
static const char school[] = "jefferson-kimmel";

/* ---- an account that came to standing ---- */

static int64_t past_s;

static int64_t past_wall_s(void *ctx)
{
    (void)ctx;
    return past_s;
}

static int64_t past_mono_ms(void *ctx)
{
    (void)ctx;
    return past_s * 1000;
}

static const struct clock past = {past_wall_s, past_mono_ms, NULL};

static void visit_open(struct house *h, struct folder *folder)
{
    assert_int_equal(folder_open(h->dir, folder), OK);
    folder->visit.clock = &past;
    folder->visit.alias = NULL;
    account_close(&folder->visit);
    assert_int_equal(account_open(&folder->visit, (const uint8_t *)key, sizeof key - 1), OK);
}

static void report(struct visit *v)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct interview_form form;
    struct interview_fault fault;
    char written[160];
    report_id id;
    int cycle = interview_form_cycle_at(past_s);

    interview_form_init(&form);
    snprintf(written, sizeof written,
             "cycle: %d-%02d\nmonth: %d-07\nmodality: virtual\nformat: mmi\nstress: 5\n"
             "impression: 1\n",
             cycle, (cycle + 1) % 100, cycle);
    assert_int_equal(interview_form_parse(&a, written, strlen(written), &form, &fault), OK);
    assert_int_equal(report_add(v, school, &form, OVERRIDE_NONE, &fault, &id), OK);
}

static void post(struct visit *v, int n)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct submission s = {.title = "A title", .body = "A body to read.", .body_n = 15};
    struct submitted made;
    struct board board;

    assert_int_equal(board_find(&a, v, "lounge", &board), OK);
    s.board = board.id;
    memset(s.token, n + 1, sizeof s.token);
    assert_int_equal(post_submit(v, &s, &made), OK);
}

static bool counts(struct house *h)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct folder folder;
    struct own_report own;

    visit_open(h, &folder);
    assert_int_equal(report_own(&a, &folder.visit, school, 0, &own), OK);
    account_close(&folder.visit);
    folder_close(&folder);
    return own.counts;
}

/* Joined forty days ago, reported that day, and wrote on five. */
static void account_make(struct house *h)
{
    char code[RECOVERY_CODE_SIZE];
    struct folder folder;

    past_s = clock_wall_s(&clock_system) - 40 * INT64_C(86400);
    visit_open(h, &folder);
    assert_int_equal(account_join(&folder.visit, "early-otter-1", code), OK);
    report(&folder.visit);
    for (int day = 0; day < 5; day++, past_s += 86400)
        post(&folder.visit, day);
    assert_int_equal(state_save(&folder.visit), OK);
    account_close(&folder.visit);
    folder_close(&folder);
}

/* ---- the session's line ---- */

struct line {
    struct session_link link;
    int tty, control; /* the transport's ends */
    _Atomic int64_t leap_ms;
    uint64_t taken;
};

static int64_t leaping_wall_s(void *ctx)
{
    (void)ctx;
    return clock_wall_s(&clock_system);
}

static int64_t leaping_mono_ms(void *ctx)
{
    return clock_mono_ms(&clock_system) + atomic_load(&((struct line *)ctx)->leap_ms);
}

static void line_say(struct line *l, enum wire_type type)
{
    struct wire_message m = {.type = type};

    if (type == WIRE_DRAINED)
        m.u.delivered = l->taken;
    assert_int_equal(wire_send(l->control, &m), OK);
}

/* Takes all there is for a while; true: there was something. */
static bool line_take(struct line *l, int wait_ms)
{
    struct timeval wait = {.tv_usec = wait_ms * 1000};
    char bytes[4096];
    ssize_t got;
    bool any = false;

    setsockopt(l->tty, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    while ((got = recv(l->tty, bytes, sizeof bytes, 0)) > 0) {
        l->taken += (uint64_t)got;
        any = true;
    }
    return any;
}

/* Until the first screen is there and nothing follows it; then a minute is over, and the line. */
static void *transport(void *ctx)
{
    struct line *l = ctx;

    while (!line_take(l, 300))
        ;
    do
        line_say(l, WIRE_DRAINED);
    while (line_take(l, 300));
    atomic_fetch_add(&l->leap_ms, LOOP_SLEEP_MS + 1);
    line_say(l, WIRE_DRAINED); /* the session looks at its clock */
    line_take(l, 300);
    line_say(l, WIRE_INPUT_END);
    shutdown(l->tty, SHUT_WR);
    return NULL;
}

static void session_run(struct house *h, struct line *l)
{
    struct app app = {.data_dir = h->dir, .host = "", .port = 22, .idle_minutes = 60};
    const struct clock clock = {leaping_wall_s, leaping_mono_ms, l};
    int tty[2], control[2];
    pthread_t thread;

    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, tty), 0);
    assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, control), 0);
    assert_int_equal(fcntl(tty[0], F_SETFL, O_NONBLOCK), 0);
    assert_int_equal(fcntl(control[0], F_SETFL, O_NONBLOCK), 0);
    l->link = (struct session_link){
        .tty = tty[0], .control = control[0], .bells = {.fd = -1}, .clock = &clock};
    l->link.hello.key = (const uint8_t *)key;
    l->link.hello.key_n = sizeof key - 1;
    l->tty = tty[1];
    l->control = control[1];
    assert_int_equal(pthread_create(&thread, NULL, transport, l), 0);
    assert_int_equal(app_session(&app, &l->link), 0);
    pthread_join(thread, NULL);
    for (int i = 0; i < 2; i++) {
        close(tty[i]);
        close(control[i]);
    }
}

static void reports_from_before_standing_begin_to_count_when_a_session_rests(void **state)
{
    struct house *h = *state;
    static struct line l;

    account_make(h);
    assert_false(counts(h));
    session_run(h, &l);
    assert_true(counts(h));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HOUSE(reports_from_before_standing_begin_to_count_when_a_session_rests),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

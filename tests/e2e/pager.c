/* SPDX-License-Identifier: MIT
 *
 * pager.c -- `ssh HOST read ID | less`: somebody reads the first page for a while, and the rest is
 * there when they go on.
 */
#include "e2e/harness.h"

#include <fcntl.h>
#include <unistd.h>

static bool has_no_session(void *ctx)
{
    pid_t pids[8];

    return board_processes(ctx, "session", pids, 8) == 0;
}

static size_t read_to_end(int fd)
{
    char bytes[16 * 1024];
    size_t n = 0;
    ssize_t got;

    while ((got = read(fd, bytes, sizeof bytes)) > 0)
        n += (size_t)got;
    return n;
}

static void the_rest_waits_for_a_pager(void **state)
{
    struct board *b = board_new(NULL);
    struct words w;
    char *body = malloc(60001), *whole;
    long long id;
    int out[2];
    json_t *o;
    pid_t pid;

    (void)state;
    assert_non_null(body);
    memset(body, 'z', 60000);
    body[60000] = '\0';
    caller_join(b, "pam", "calm-pam");
    o = answer(b, CALLER("pam"), 0, body, "post premed-general --as handle --title Long --json");
    id = answer_number(o, "thread");
    json_decref(o);
    for (int i = 0; i < 3; i++)
        json_decref(answer(b, CALLER("pam"), 0, body, "reply %lld --as handle --json", id));
    w = caller_words(b, CALLER("pam"), false);
    words_add(&w, "read %lld", id);

    assert_int_equal(pipe2(out, O_CLOEXEC), 0);
    pid = process_start(&w, -1, out[1], -1);
    close(out[1]);
    board_wait_processes(b, "session", 1);
    /* Far longer than the two seconds in which a client usually closes. */
    assert_false(wait_until(has_no_session, b, 4000));
    snprintf(body, 60000, "read %lld", id);
    whole = caller_expect(b, CALLER("pam"), 0, NULL, body);
    assert_true(strlen(whole) > 200 * 1024);
    assert_int_equal(read_to_end(out[0]), strlen(whole));
    assert_int_equal(process_wait(pid, WAIT_MS), 0);
    assert_true(wait_until(has_no_session, b, WAIT_MS));
    close(out[0]);
    free(whole);
    free(body);
    words_done(&w);
    board_free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rest_waits_for_a_pager),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT
 *
 * by_command.c -- the newcomer's whole way without a screen: a key made a minute ago, join, read an
 * imported thread, reply with a quote, lose the line in the middle of the next post.
 */
#include "e2e/harness.h"

#include <signal.h>
#include <unistd.h>

#define TITLE "CARS plateau at 126, what actually moved?"

static int setup(void **state)
{
    *state = board_new(&(struct board_options){.fixture = TEST_DATA "/threads.jsonl"});
    return 0;
}

static int teardown(void **state)
{
    board_free(*state);
    return 0;
}

static void a_newcomer_joins_reads_and_replies_with_a_quote(void **state)
{
    struct board *b = *state;
    json_t *o;
    long long thread;
    char *text;
    char command[64];

    caller_key(b, "nora");
    text = caller_expect(b, CALLER("nora"), 0, NULL, "whoami");
    assert_non_null(strstr(text, "no account"));
    free(text);
    o = answer(b, CALLER("nora"), 0, NULL, "join --json");
    assert_non_null(strchr(answer_text(o, "handle"), '-'));
    json_decref(o);

    thread = answer_thread(b, CALLER("nora"), "fixture-cars", TITLE);
    snprintf(command, sizeof command, "read %lld", thread);
    text = caller_expect(b, CALLER("nora"), 0, NULL, command);
    assert_non_null(strstr(text, "one read, one sentence per paragraph"));
    assert_non_null(strstr(text, "https://example.org/sheet"));
    free(text);

    o = answer(b, CALLER("nora"), 0, "> one read, one sentence per paragraph\n\nThis helped.",
               "reply %lld --to 3 --as handle --json", thread);
    assert_int_equal(answer_number(o, "no"), 5);
    json_decref(o);
    o = answer(b, CALLER_GUEST, 0, NULL, "read %lld --from 5 --json", thread);
    o = json_array_get(answer_array(o, "posts"), 0);
    assert_int_equal(answer_number(o, "reply_to"), 3);
    assert_string_equal(answer_text(o, "body"),
                        "> one read, one sentence per paragraph\n\nThis helped.");
}

/* The client dies with half of its input sent: nothing is posted, not even the half. */
static void half_a_post_is_no_post(void **state)
{
    struct board *b = *state;
    struct words w;
    json_t *before, *after;
    int in[2];
    pid_t pid;
    char half[20000];

    caller_join(b, "otto", "calm-otto");
    before = answer(b, CALLER_GUEST, 0, NULL, "threads fixture-step --json");
    w = caller_words(b, CALLER("otto"), false);
    words_add(&w, "post fixture-step --as handle --title Half");
    assert_int_equal(pipe(in), 0);
    pid = process_start(&w, in[0], -1, -1);
    close(in[0]);
    memset(half, 'h', sizeof half);
    assert_int_equal(write(in[1], half, sizeof half), sizeof half);
    board_wait_processes(b, "session", 1);
    kill(pid, SIGKILL);
    assert_int_equal(process_wait(pid, WAIT_MS), 128 + SIGKILL);
    close(in[1]);
    board_wait_processes(b, "session", 0);
    after = answer(b, CALLER_GUEST, 0, NULL, "threads fixture-step --json");
    assert_int_equal(json_array_size(answer_array(after, "threads")),
                     json_array_size(answer_array(before, "threads")));
    json_decref(before);
    json_decref(after);
    words_done(&w);
}

static void drafts_are_listed(void **state)
{
    json_t *o;

    caller_join(*state, "pia", "calm-pia");
    o = answer(*state, CALLER("pia"), 0, NULL, "drafts --json");
    assert_int_equal(json_array_size(answer_array(o, "drafts")), 0);
    json_decref(o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_newcomer_joins_reads_and_replies_with_a_quote),
        cmocka_unit_test(half_a_post_is_no_post),
        cmocka_unit_test(drafts_are_listed),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}

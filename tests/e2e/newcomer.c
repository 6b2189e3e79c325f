/* SPDX-License-Identifier: MIT
 *
 * newcomer.c -- the whole way once, at a terminal of 80x24: a key made a minute ago, join, read an
 * imported thread, reply with a quote, lose the line in the middle of the next post, find the draft
 * on return.
 */
#include "e2e/harness.h"

#define TITLE "CARS plateau at 126"

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

/* From the page for an unknown key to home; the handle drawn is kept. */
static void join(struct screen *s)
{
    screen_wait_text(s, "Join with this key");
    screen_wait_text(s, "I expected my account");
    screen_select(s, "Join with this key", "j");
    screen_type(s, "\r");
    screen_wait_text(s, "Your key becomes your account");
    screen_type(s, "\r");
    screen_wait_text(s, "Your recovery code");
    screen_type(s, "q"); /* not before it was written down */
    screen_wait_text(s, "w");
    screen_type(s, "w");
    screen_wait_text(s, "Places");
}

static void open_thread(struct screen *s)
{
    screen_go_board(s, "Fixture CARS");
    screen_select(s, TITLE, "j");
    screen_type(s, "\r");
    screen_wait_text(s, "I have been at 126");
}

static void finish(struct screen *s)
{
    screen_type(s, "\x14\x18");
    screen_wait_text(s, "Post it");
    screen_type(s, "p");
    screen_wait_text(s, "Posted");
}

static void a_newcomer_joins_reads_replies_and_finds_the_draft(void **state)
{
    struct board *b = *state;
    struct screen *s;

    caller_key(b, "sam");
    s = screen_open(b, CALLER("sam"), 80, 24);
    join(s);
    open_thread(s);
    screen_type(s, "}}"); /* to the third post */
    screen_wait_text(s, "one read, one sentence");
    screen_type(s, "R");
    screen_wait_text(s, "\u203a reply");
    screen_wait_text(s, "> ");
    screen_type(s, "This is my quoted answer.");
    screen_wait_text(s, "This is my quoted answer.");
    finish(s);
    screen_wait_text(s, "This is my quoted answer.");
    screen_type(s, "r");
    screen_wait_text(s, "\u203a reply");
    screen_type(s, "A second thought, never sent");
    screen_wait_text(s, "never sent");
    screen_settle(s, 2500); /* drafts are written every two seconds of typing */
    screen_cut(s);
    screen_close(s);
    board_wait_processes(b, "session", 0);

    s = screen_open(b, CALLER("sam"), 80, 24);
    screen_wait_text(s, "draft");
    screen_select(s, "draft", "j");
    screen_type(s, "\r");
    screen_wait_text(s, "A second thought, never sent");
    finish(s);
    screen_type(s, "Q");
    assert_int_equal(screen_wait_exit(s), 0);
    screen_assert_clean(s);
    screen_close(s);
}

static void what_was_posted_stands_in_the_thread_once(void **state)
{
    json_t *o = answer(*state, CALLER_GUEST, 0, NULL, "read %lld --json",
                       answer_thread(*state, CALLER_GUEST, "fixture-cars",
                                     "CARS plateau at 126, what actually moved?"));
    json_t *posts = answer_array(o, "posts");

    assert_int_equal(json_array_size(posts), 6);
    assert_non_null(
        strstr(answer_text(json_array_get(posts, 4), "body"), "\n\nThis is my quoted answer."));
    assert_int_equal(answer_number(json_array_get(posts, 4), "reply_to"), 3);
    assert_string_equal(answer_text(json_array_get(posts, 5), "body"),
                        "A second thought, never sent");
    json_decref(o);
}

static void a_posted_draft_is_gone(void **state)
{
    json_t *o = answer(*state, CALLER("sam"), 0, NULL, "drafts --json");

    assert_int_equal(json_array_size(answer_array(o, "drafts")), 0);
    json_decref(o);
}

static void a_guest_reads_everything_and_is_told_how_to_join(void **state)
{
    struct screen *s = screen_open(*state, CALLER_GUEST, 80, 24);

    screen_wait_text(s, "guest");
    screen_select(s, "Look around", "j");
    screen_type(s, "\r");
    open_thread(s);
    assert_int_equal(screen_find(s, "R quote"), -1);
    screen_type(s, "r");
    screen_settle(s, 100);
    screen_wait_text(s, "I have been at 126");
    screen_type(s, "Q");
    assert_int_equal(screen_wait_exit(s), 0);
    screen_assert_clean(s);
    screen_close(s);
}

static void a_taken_handle_is_refused_where_it_was_typed(void **state)
{
    struct screen *s;

    caller_join(*state, "tess", "calm-tess");
    caller_key(*state, "ulla");
    s = screen_open(*state, CALLER("ulla"), 80, 24);
    screen_wait_text(s, "Join with this key");
    screen_type(s, "\r");
    screen_wait_text(s, "Your key becomes your account");
    screen_type(s, "\x15"
                   "calm-tess\r");
    screen_wait_text(s, "taken");
    screen_type(s, "\x15"
                   "calm-ulla\r");
    screen_wait_text(s, "Your recovery code");
    screen_wait_text(s, "calm-ulla");
    screen_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_newcomer_joins_reads_replies_and_finds_the_draft),
        cmocka_unit_test(what_was_posted_stands_in_the_thread_once),
        cmocka_unit_test(a_posted_draft_is_gone),
        cmocka_unit_test(a_guest_reads_everything_and_is_told_how_to_join),
        cmocka_unit_test(a_taken_handle_is_refused_where_it_was_typed),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}

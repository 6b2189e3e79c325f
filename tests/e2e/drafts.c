/* SPDX-License-Identifier: MIT
 *
 * drafts.c -- what was typed survives every kind of death: a cut line, a killed session, a killed
 * transport, a killed board, a stopped board; and is never posted twice.
 */
#include "e2e/harness.h"

#include <signal.h>

static int setup(void **state)
{
    struct board *b = board_new(&(struct board_options){.fixture = TEST_DATA "/threads.jsonl"});

    caller_join(b, "vic", "calm-vic");
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    board_free(*state);
    return 0;
}

/* Begin a thread and type `text` into its body. */
static struct screen *write_thread(struct board *b, const char *title, const char *text)
{
    struct screen *s = screen_open(b, CALLER("vic"), 80, 24);

    screen_go_board(s, "Fixture Step");
    screen_type(s, "w");
    screen_wait_text(s, "Tags");
    screen_type(s, title);
    screen_type(s, "\t\t");
    screen_type(s, text);
    screen_wait_text(s, "%s", text);
    return s;
}

/* It is offered on the home screen, and holds title and text; then it is discarded. */
static void is_found_again(struct board *b, const char *title, const char *text)
{
    struct screen *s = screen_open(b, CALLER("vic"), 80, 24);

    screen_wait_text(s, "%s", title);
    screen_select(s, title, "j");
    screen_type(s, "\r");
    screen_wait_text(s, "%s", text);
    screen_type(s, "\x18");
    screen_wait_text(s, "Discard it");
    screen_type(s, "d");
    screen_wait_text(s, "Sure?");
    screen_type(s, "d");
    screen_wait_text(s, "Places");
    screen_type(s, "Q");
    assert_int_equal(screen_wait_exit(s), 0);
    screen_close(s);
}

static bool has_draft(void *ctx)
{
    json_t *o = answer(ctx, CALLER("vic"), 0, NULL, "drafts --json");
    size_t n = json_array_size(answer_array(o, "drafts"));

    json_decref(o);
    return n > 0;
}

static void a_draft_survives_a_cut_line(void **state)
{
    struct screen *s = write_thread(*state, "Cut off", "Words before the line broke");

    screen_cut(s); /* at once: the session keeps it when the line drops */
    screen_close(s);
    board_wait_processes(*state, "session", 0);
    is_found_again(*state, "Cut off", "Words before the line broke");
}

static void a_draft_survives_a_killed_session(void **state)
{
    struct screen *s = write_thread(*state, "Session killed", "Words before the kill");

    assert_true(wait_until(has_draft, *state, WAIT_MS));
    kill(board_process(*state, "session"), SIGKILL);
    assert_int_equal(screen_wait_exit(s), 70);
    screen_assert_clean(s);
    screen_close(s);
    is_found_again(*state, "Session killed", "Words before the kill");
}

static void a_draft_survives_a_killed_transport(void **state)
{
    struct screen *s = write_thread(*state, "Transport killed", "Words typed in time");

    kill(board_process(*state, "transport"), SIGKILL);
    screen_wait_exit(s);
    screen_close(s);
    board_wait_processes(*state, "session", 0);
    is_found_again(*state, "Transport killed", "Words typed in time");
}

static void a_draft_survives_the_death_of_the_board(void **state)
{
    struct board *b = *state;
    struct screen *s = write_thread(b, "Board killed", "Words that were kept");
    pid_t pids[64];
    int n;

    assert_true(wait_until(has_draft, b, WAIT_MS));
    n = process_tree(b->pid, pids, 64);
    kill(b->pid, SIGKILL);
    for (int i = 0; i < n; i++)
        kill(pids[i], SIGKILL);
    process_wait(b->pid, WAIT_MS);
    b->pid = 0;
    screen_wait_exit(s);
    screen_close(s);
    board_start(b);
    is_found_again(b, "Board killed", "Words that were kept");
}

static void a_draft_survives_a_stop(void **state)
{
    struct board *b = *state;
    struct screen *s = write_thread(b, "Board stopped", "Words at closing time");

    assert_int_equal(board_stop(b), 0);
    screen_wait_exit(s);
    screen_assert_clean(s);
    screen_close(s);
    board_start(b);
    is_found_again(b, "Board stopped", "Words at closing time");
}

static void a_draft_open_twice_is_posted_once(void **state)
{
    struct screen *s = write_thread(*state, "Only once", "Words to be posted once"), *t;
    json_t *o, *row;
    size_t i, found = 0;

    assert_true(wait_until(has_draft, *state, WAIT_MS));
    t = screen_open(*state, CALLER("vic"), 80, 24);
    screen_wait_text(t, "Only once");
    screen_select(t, "Only once", "j");
    screen_type(t, "\r");
    screen_wait_text(t, "Words to be posted once");
    screen_type(s, "\x14\x18");
    screen_wait_text(s, "Post it");
    screen_type(s, "p");
    screen_wait_text(s, "Posted");
    screen_type(t, "\x14\x18");
    screen_wait_text(t, "Post it");
    screen_type(t, "p");
    screen_wait_gone(t, "Post it");
    screen_settle(t, 200);
    screen_close(s);
    screen_close(t);
    o = answer(*state, CALLER_GUEST, 0, NULL, "threads fixture-step --json");
    json_array_foreach(answer_array(o, "threads"), i, row)
    {
        if (strcmp(answer_text(row, "title"), "Only once") == 0)
            found += (size_t)answer_number(row, "posts");
    }
    assert_int_equal(found, 1);
    json_decref(o);
}

/* How many drafts begin with these words. */
static int begun_with(struct board *b, const char *words)
{
    json_t *o = answer(b, CALLER("vic"), 0, NULL, "drafts --json"), *row;
    size_t i;
    int n = 0;

    json_array_foreach(answer_array(o, "drafts"), i, row)
    {
        n += strcmp(answer_text(row, "first_words"), words) == 0 ? 1 : 0;
    }
    json_decref(o);
    return n;
}

static bool has_left(void *ctx)
{
    return begun_with(ctx, "Begun here, left") == 1;
}

/* Each session types on: what either of them wrote is there, whole. */
static void a_draft_written_on_twice_keeps_both_texts(void **state)
{
    struct screen *s = write_thread(*state, "Two hands", "Begun here"), *t;

    assert_true(wait_until(has_draft, *state, WAIT_MS));
    t = screen_open(*state, CALLER("vic"), 80, 24);
    screen_wait_text(t, "Two hands");
    screen_select(t, "Two hands", "j");
    screen_type(t, "\r");
    screen_wait_text(t, "Begun here");
    screen_type(s, ", left");
    screen_wait_text(s, "Begun here, left");
    assert_true(wait_until(has_left, *state, WAIT_MS));
    screen_type(t, ", right");
    screen_wait_text(t, "Another session of yours");
    screen_close(s);
    screen_close(t);
    assert_int_equal(begun_with(*state, "Begun here, left"), 1);
    assert_int_equal(begun_with(*state, "Begun here, right"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_draft_survives_a_cut_line),
        cmocka_unit_test(a_draft_survives_a_killed_session),
        cmocka_unit_test(a_draft_survives_a_killed_transport),
        cmocka_unit_test(a_draft_survives_the_death_of_the_board),
        cmocka_unit_test(a_draft_survives_a_stop),
        cmocka_unit_test(a_draft_open_twice_is_posted_once),
        cmocka_unit_test(a_draft_written_on_twice_keeps_both_texts),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}

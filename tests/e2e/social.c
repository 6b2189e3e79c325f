/* SPDX-License-Identifier: MIT
 *
 * social.c -- marks, follows, bookmarks and the inbox: by command with their JSON, and the main way
 * through on screen, over real ssh.
 */
#include "e2e/harness.h"

#define FIXTURE TEST_DATA "/threads.jsonl"

static int setup(void **state)
{
    struct board *b = board_new(&(struct board_options){.fixture = FIXTURE});

    caller_join(b, "ada", "calm-ada");
    caller_join(b, "bea", "calm-bea");
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    board_free(*state);
    return 0;
}

struct made {
    long long thread, post;
};

static struct made post(struct board *b, const char *key, const char *title, const char *body)
{
    json_t *o = answer(b, CALLER(key), 0, body, "post fixture-step --as handle --title '%s' --json",
                       title);
    struct made made = {answer_number(o, "thread"), answer_number(o, "post")};

    json_decref(o);
    return made;
}

static void a_mark_is_a_count_and_never_who(void **state)
{
    struct board *b = *state;
    struct made made = post(b, "ada", "Marks", "Of use to somebody.");
    json_t *o = answer(b, CALLER("bea"), 0, NULL, "helpful %lld --json", made.post);

    answer_has_keys(o, "post helpful");
    assert_int_equal(answer_number(o, "post"), made.post);
    assert_int_equal(answer_number(o, "helpful"), 1);
    json_decref(o);
    json_decref(answer(b, CALLER("ada"), 3, NULL, "helpful %lld --json", made.post));
    json_decref(answer(b, CALLER_GUEST, 3, NULL, "helpful %lld --json", made.post));
    json_decref(answer(b, CALLER("bea"), 1, NULL, "helpful 999999998 --json"));
    o = answer(b, CALLER_GUEST, 0, NULL, "threads fixture-step --sort helpful --json");
    o = json_array_get(answer_array(o, "threads"), 0);
    assert_int_equal(answer_number(o, "id"), made.thread);
    assert_int_equal(answer_number(o, "helpful"), 1);
    o = answer(b, CALLER("bea"), 0, NULL, "unhelpful post/%lld --json", made.post);
    assert_int_equal(answer_number(o, "helpful"), 0);
    json_decref(o);
}

static void what_is_followed_and_bookmarked_is_there_the_next_time(void **state)
{
    struct board *b = *state;
    struct made made = post(b, "ada", "Kept", "To be found again.");
    json_t *o = answer(b, CALLER("bea"), 0, NULL, "follow thread/%lld --json", made.thread), *row;
    char *text;

    answer_has_keys(o, "following next");
    json_decref(o);
    json_decref(answer(b, CALLER("bea"), 0, NULL, "follow '#Retake' --json"));
    json_decref(answer(b, CALLER("bea"), 1, NULL, "follow board/no-such --json"));
    o = answer(b, CALLER("bea"), 0, NULL, "following --json");
    row = json_array_get(answer_array(o, "following"), 0);
    answer_has_keys(row, "address kind title news");
    assert_string_equal(answer_text(row, "address"), "tag/retake");
    assert_string_equal(answer_text(json_array_get(answer_array(o, "following"), 1), "title"),
                        "Kept");
    json_decref(o);
    text = caller_expect(b, CALLER("bea"), 0, NULL, "following");
    assert_non_null(strstr(text, "tag/retake                      #retake\n")); /* columns */
    free(text);
    json_decref(answer(b, CALLER("bea"), 0, NULL, "unfollow tag/retake --json"));
    json_decref(answer(b, CALLER("bea"), 0, NULL, "unfollow thread/%lld --json", made.thread));

    o = answer(b, CALLER("bea"), 0, NULL, "bookmark %lld --json", made.post);
    answer_has_keys(o, "post bookmarked");
    json_decref(o);
    o = answer(b, CALLER("bea"), 0, NULL, "bookmarks --json");
    answer_has_keys(o, "bookmarks next");
    row = json_array_get(answer_array(o, "bookmarks"), 0);
    answer_has_keys(row, "post thread no board title author excerpt created");
    assert_string_equal(answer_text(row, "excerpt"), "To be found again.");
    answer_is_time(row, "created");
    json_decref(o);
    json_decref(answer(b, CALLER("bea"), 0, NULL, "unbookmark post/%lld --json", made.post));
    o = answer(b, CALLER("bea"), 0, NULL, "bookmarks --json");
    assert_int_equal(json_array_size(answer_array(o, "bookmarks")), 0);
    json_decref(o);
    json_decref(answer(b, CALLER_GUEST, 3, NULL, "following --json"));
    json_decref(answer(b, CALLER_GUEST, 3, NULL, "bookmarks --json"));
}

static void an_answer_and_a_name_come_to_the_inbox_until_it_is_cleared(void **state)
{
    struct board *b = *state;
    struct made made = post(b, "bea", "Inbox", "A question.");
    bool answers_first;
    json_t *o, *row;

    json_decref(answer(b, CALLER("ada"), 0, "An answer.", "reply %lld --to 1 --as handle --json",
                       made.thread));
    post(b, "ada", "Called", "What does @calm-bea think?");
    o = answer(b, CALLER("bea"), 0, NULL, "inbox --json");
    answer_has_keys(o, "inbox unread next");
    assert_int_equal(json_array_size(answer_array(o, "inbox")), 2);
    row = json_array_get(answer_array(o, "inbox"), 0);
    answer_has_keys(row, "kind thread board title no count unread tag active");
    /* Both may be of one second; then their random ids decide. */
    answers_first = strcmp(answer_text(row, "kind"), "reply") == 0;
    row = json_array_get(answer_array(o, "inbox"), answers_first ? 1 : 0);
    assert_string_equal(answer_text(row, "kind"), "mention");
    row = json_array_get(answer_array(o, "inbox"), answers_first ? 0 : 1);
    assert_string_equal(answer_text(row, "kind"), "reply");
    assert_int_equal(answer_number(row, "no"), 2);
    json_decref(o);
    o = answer(b, CALLER("bea"), 0, NULL, "inbox --clear --json");
    assert_int_equal(json_array_size(answer_array(o, "inbox")), 0);
    json_decref(o);
    o = answer(b, CALLER("bea"), 0, NULL, "inbox --json");
    assert_int_equal(json_array_size(answer_array(o, "inbox")), 0);
    json_decref(o);
    json_decref(answer(b, CALLER("ada"), 0, "One more.", "reply %lld --to 1 --as handle --json",
                       made.thread));
    o = answer(b, CALLER("bea"), 0, NULL, "inbox --json");
    assert_int_equal(json_array_size(answer_array(o, "inbox")), 1);
    json_decref(o);
    json_decref(answer(b, CALLER_GUEST, 3, NULL, "inbox --json"));
}

/* Read what one was called for, mark it, keep it, change and delete one's own. */
static void the_way_through_on_screen(void **state)
{
    struct board *b = *state;
    struct made made = post(b, "ada", "On screen", "Dear @calm-bea, what helped?");
    struct screen *s = screen_open(b, CALLER("bea"), 80, 24);
    char *text;

    screen_wait_text(s, "Places");
    screen_type(s, "gm");
    screen_wait_text(s, "mention");
    screen_select(s, "On screen", "j");
    screen_type(s, "\r");
    screen_wait_text(s, "Dear @calm-bea");
    screen_type(s, "+");
    screen_wait_text(s, "You marked as helpful");
    screen_type(s, "m");
    screen_wait_text(s, "is bookmarked");
    screen_type(s, "r");
    screen_wait_text(s, "to #1");
    screen_type(s, "Sleep did.\x14\x18");
    screen_wait_text(s, "Post it");
    screen_type(s, "p");
    screen_wait_text(s, "Sleep did.");
    screen_wait_text(s, "post 2 of 2");
    screen_type(s, "e");
    screen_wait_text(s, "Ctrl-X");
    screen_type(s, "\033[F Really.\x18");
    screen_wait_text(s, "Save the change");
    screen_type(s, "p");
    screen_wait_text(s, "Really.");
    screen_wait_text(s, "edited");
    screen_type(s, "x");
    screen_wait_text(s, "Delete #2?");
    screen_type(s, "d");
    screen_wait_text(s, "(deleted by its author)");
    screen_type(s, "gs");
    screen_wait_text(s, "Bookmarks");
    screen_wait_text(s, "On screen");
    screen_type(s, "Q");
    assert_int_equal(screen_wait_exit(s), 0);
    screen_assert_clean(s);
    screen_close(s);
    text = caller_expect(b, CALLER("bea"), 0, NULL, "bookmarks");
    assert_non_null(strstr(text, "post/"));
    assert_non_null(strstr(text, "On screen\n"));
    assert_non_null(strstr(text, "#1 calm-ada, "));
    free(text);
    (void)made;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mark_is_a_count_and_never_who),
        cmocka_unit_test(what_is_followed_and_bookmarked_is_there_the_next_time),
        cmocka_unit_test(an_answer_and_a_name_come_to_the_inbox_until_it_is_cleared),
        cmocka_unit_test(the_way_through_on_screen),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}

/* SPDX-License-Identifier: MIT
 *
 * unread.c -- screens that tell the truth about what is unread, and show what others post.
 */
#include "stage.h"

#include <curbside/domain/bookmark.h>
#include <curbside/domain/shape.h>
#include <curbside/domain/unread.h>

static void post_threads(struct stage *st, const char *board, int n)
{
    for (int i = 1; i <= n; i++) {
        char title[32];

        snprintf(title, sizeof title, "%s thread %d", board, i);
        stage_post(st, "amber-heron-3", board, (thread_id){0}, title, "Words.");
        st->now_ms += 60 * 1000;
    }
}

/* What a caller did not see to its end stays unread, wherever it is counted. */
static int64_t unread(struct stage *st)
{
    int64_t n;

    assert_int_equal(unread_total(&st->visit, &n), OK);
    return n;
}

static void the_end_of_a_long_post_is_one_key_away(void **state)
{
    struct stage st;
    char tall[600] = "";

    (void)state;
    for (int i = 0; i < 60; i++)
        strcat(tall, "line\n\n");
    strcat(tall, "The end.");
    stage_make(&st);
    stage_enter(&st, "quiet-otter-41");
    stage_post(&st, "amber-heron-3", "mcat", (thread_id){0}, "A title", tall);
    stage_keys(&st, " ");
    assert_shows(&st, "space read on");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    assert_shows_not(&st, "The end.");
    stage_keys(&st, "G");
    assert_shows(&st, "The end.");
    stage_done(&st);
}

static void space_alone_reads_everything(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    stage_enter(&st, "quiet-otter-41");
    post_threads(&st, "mcat", 3);
    post_threads(&st, "premed", 2);
    stage_keys(&st, "1q");
    assert_int_equal(unread(&st), 5);
    for (int i = 0; i < 5; i++)
        stage_keys(&st, " ");
    stage_keys(&st, " ");
    assert_shows(&st, "Nothing else is unread.");
    stage_keys(&st, "q");
    assert_int_equal(unread(&st), 0);
    assert_shows(&st, "Nothing unread.");
    stage_done(&st);
}

/* A thread that fits the screen is read while it is looked at, wherever one goes from there. */
static void what_is_read_is_not_counted_on_the_next_screen(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    stage_enter(&st, "quiet-otter-41");
    post_threads(&st, "mcat", 4);
    stage_keys(&st, "1q ");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    stage_keys(&st, "gb");
    assert_shows(&st, "quiet-otter-41 \xc2\xb7 3 unread");
    stage_keys(&st, " gh");
    assert_shows(&st, "quiet-otter-41 \xc2\xb7 2 unread");
    stage_keys(&st, " :");
    assert_shows(&st, "quiet-otter-41 \xc2\xb7 1 unread");
    stage_done(&st);
}

/* One Space too many is no loss: the thread before is there again, at the post one was at. */
static void what_was_read_before_is_one_key_back(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    stage_enter(&st, "quiet-otter-41");
    post_threads(&st, "mcat", 3);
    stage_keys(&st, "1q ");
    assert_shows(&st, "mcat thread 3");
    assert_shows(&st, "space next unread"); /* its end is in view */
    stage_keys(&st, "  ");
    assert_shows(&st, "mcat thread 1");
    stage_keys(&st, "<");
    assert_shows(&st, "mcat thread 2");
    stage_keys(&st, "<");
    assert_shows(&st, "mcat thread 3");
    stage_keys(&st, "<");
    assert_shows(&st, "Not possible here now");
    stage_keys(&st, "q");
    assert_string_equal(ui_screen_name(st.ui), "home");
    stage_done(&st);
}

static void space_reads_on_on_the_same_board_first(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    stage_enter(&st, "quiet-otter-41");
    post_threads(&st, "premed", 1);
    post_threads(&st, "mcat", 1);
    post_threads(&st, "premed", 1); /* the newest anywhere */
    stage_keys(&st, "1q ");
    assert_shows(&st, "Premed General \xe2\x80\xba premed thread 1");
    stage_keys(&st, " ");
    assert_shows(&st, "Premed General \xe2\x80\xba premed thread 1");
    stage_keys(&st, " ");
    assert_shows(&st, "MCAT General \xe2\x80\xba mcat thread 1");
    stage_done(&st);
}

/* What a narrowed list does not show is passed over. */
static void the_next_thread_is_the_next_one_that_a_narrowed_list_shows(void **state)
{
    static const char *const titles[] = {"Anki one", "Sleep", "Anki two", "Food", "Anki three"};
    struct stage st;

    (void)state;
    stage_make(&st);
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        stage_post(&st, "amber-heron-3", "mcat", (thread_id){0}, titles[i], "Words.");
        st.now_ms += 60 * 1000;
    }
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "1<Down><Down><Enter>/anki<Enter><Enter>");
    assert_shows(&st, "Anki three");
    stage_keys(&st, "]");
    assert_shows(&st, "Anki two");
    stage_keys(&st, "]");
    assert_shows(&st, "Anki one");
    stage_keys(&st, "]");
    assert_shows(&st, "No further thread");
    stage_done(&st);
}

static void catching_up_says_what_and_can_be_taken_back(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    stage_enter(&st, "quiet-otter-41");
    post_threads(&st, "mcat", 3);
    post_threads(&st, "premed", 2);
    stage_keys(&st, "1");
    stage_keys(&st, "c");
    stage_golden_sizes(&st, "catch_up");
    assert_shows(&st, "All boards: 5 unread posts");
    stage_keys(&st, "a");
    assert_shows(&st, "5 posts taken for read");
    assert_int_equal(unread(&st), 0);
    post_threads(&st, "mcat", 1);
    ui_bell(st.ui, topic_number(TOPIC_FORUM, 0));
    assert_int_equal(unread(&st), 1);
    stage_keys(&st, "z");
    assert_shows(&st, "Taken back: 6 unread posts.");
    assert_int_equal(unread(&st), 6);
    stage_keys(&st, "z"); /* there is nothing more to take back */
    assert_int_equal(unread(&st), 6);
    stage_done(&st);
}

/* Nobody rings: the page is as it was loaded, and what is taken is what there is. */
static void catching_up_counts_when_it_asks(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    stage_enter(&st, "quiet-otter-41");
    post_threads(&st, "mcat", 2);
    stage_keys(&st, "1/mcat<Enter>");
    post_threads(&st, "mcat", 2);
    post_threads(&st, "premed", 1);
    stage_keys(&st, "c");
    assert_shows(&st, "MCAT General: 4 unread posts");
    assert_shows(&st, "All boards: 5 unread posts");
    stage_keys(&st, "b");
    assert_shows(&st, "4 posts taken for read");
    stage_done(&st);
}

static void nothing_unread_is_nothing_to_catch_up_with(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "1c");
    assert_shows(&st, "Nothing is unread.");
    stage_done(&st);
}

static void a_list_shows_what_others_post_and_keeps_its_selection(void **state)
{
    struct stage st;
    char cursor[40];

    (void)state;
    stage_make(&st);
    stage_enter(&st, "quiet-otter-41");
    post_threads(&st, "premed", 40);
    stage_keys(&st, "1<Down><Enter>");
    assert_shows(&st, "Premed");
    stage_keys(&st, "<Down><Down><Down>");
    stage_post(&st, "amber-heron-3", "premed", (thread_id){0}, "Just now", "Words.");
    ui_bell(st.ui, topic_number(TOPIC_BOARD, 2));
    assert_shows(&st, "Just now");
    stage_keys(&st, "<Enter>");
    assert_shows(&st, "premed thread 37"); /* the one that was selected */
    stage_keys(&st, "q<PgDn>");
    assert_shows_not(&st, "Just now");
    stage_post(&st, "amber-heron-3", "premed", (thread_id){0}, "Even later", "Words.");
    snprintf(cursor, sizeof cursor, "%s", strstr(stage_text(&st, DUMP_CURSOR), "cursor"));
    ui_bell(st.ui, topic_number(TOPIC_BOARD, 2));
    assert_shows_not(&st, "Even later"); /* it is above what is being read */
    assert_string_equal(strstr(stage_text(&st, DUMP_CURSOR), "cursor"), cursor);
    stage_done(&st);
}

static void home_counts_what_others_post(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    stage_enter(&st, "quiet-otter-41");
    assert_shows_not(&st, "1 unread");
    post_threads(&st, "mcat", 1);
    ui_bell(st.ui, topic_number(TOPIC_FORUM, 0));
    assert_shows(&st, "1 unread");
    stage_done(&st);
}

static void home_keeps_what_is_selected_while_others_post(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    post_threads(&st, "premed", 2);
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "ca<End>");
    stage_post(&st, "amber-heron-3", "mcat", (thread_id){0}, "Above it", "Words.");
    ui_bell(st.ui, topic_number(TOPIC_FORUM, 0));
    stage_wait(&st, UI_HEAR_MS);
    assert_shows(&st, "Above it");
    stage_keys(&st, "<Enter>");
    assert_shows(&st, "premed thread 1");
    stage_done(&st);
}

/* The same account on another terminal, which reads a thread, bookmarks its post and hangs up. */
static void read_elsewhere(struct stage *st, thread_id thread)
{
    struct visit other = stage_visit(st);
    struct post post;

    assert_int_equal(account_open(&other, (const uint8_t *)"quiet-otter-41", 14), OK);
    post_mark_read(&other, thread, 1, 1);
    assert_int_equal(post_get(&st->arena, &other, thread, 1, &post), OK);
    assert_int_equal(bookmark_add(&other, post.id), OK);
    assert_int_equal(state_save(&other), OK);
    account_close(&other);
}

static void what_was_read_on_another_terminal_is_read_at_the_next_look(void **state)
{
    struct stage st;
    thread_id thread;

    (void)state;
    stage_make(&st);
    stage_enter(&st, "quiet-otter-41");
    thread = stage_post(&st, "amber-heron-3", "premed", (thread_id){0}, "Read there", "W.").thread;
    post_threads(&st, "mcat", 1);
    stage_keys(&st, "1");
    assert_shows(&st, "2 unread");
    read_elsewhere(&st, thread);
    stage_keys(&st, "q"); /* home */
    assert_shows(&st, "1 unread");
    assert_shows_not(&st, "2 unread");
    stage_keys(&st, "gs");
    assert_shows(&st, "Read there");
    /* Where one reads on as well. */
    thread = stage_post(&st, "amber-heron-3", "premed", (thread_id){0}, "Next", "W.").thread;
    read_elsewhere(&st, thread);
    stage_keys(&st, "gh ");
    assert_shows(&st, "mcat thread 1");
    stage_keys(&st, " ");
    assert_shows(&st, "Nothing else is unread.");
    stage_done(&st);
}

static void asking_what_to_take_for_read_leaves_one_count_on_the_screen(void **state)
{
    struct stage st;
    thread_id thread;

    (void)state;
    stage_make(&st);
    stage_enter(&st, "quiet-otter-41");
    thread = stage_post(&st, "amber-heron-3", "premed", (thread_id){0}, "Read there", "W.").thread;
    post_threads(&st, "mcat", 2);
    stage_keys(&st, "1q");
    assert_shows(&st, "3 unread");
    read_elsewhere(&st, thread);
    stage_keys(&st, "c");
    assert_shows(&st, "All boards: 2 unread posts");
    stage_keys(&st, "<Esc>");
    assert_string_equal(ui_screen_name(st.ui), "home");
    assert_shows(&st, "2 unread");
    assert_shows_not(&st, "3 unread");
    stage_done(&st);
}

/* A reader who went away: one word, then nothing, however much is posted; the next key shows it. */
static void a_list_that_nobody_looks_at_loads_with_the_next_key(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    stage_enter(&st, "quiet-otter-41");
    post_threads(&st, "premed", 3);
    stage_keys(&st, "1<Down><Enter>");
    stage_wait(&st, UI_ATTENDED_MS);
    stage_post(&st, "amber-heron-3", "premed", (thread_id){0}, "Just now", "Words.");
    ui_bell(st.ui, topic_number(TOPIC_BOARD, 2));
    assert_shows(&st, "Something new was posted meanwhile");
    assert_shows_not(&st, "Just now");
    stage_keys(&st, "<Enter>"); /* what is selected is what was */
    assert_shows(&st, "premed thread 3");
    stage_keys(&st, "q");
    assert_shows(&st, "Just now");
    stage_done(&st);
}

static void a_guests_space_pages_on(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    post_threads(&st, "premed", 60);
    stage_enter(&st, "guest");
    stage_keys(&st, "<Enter>1<Down><Enter>");
    assert_shows(&st, "premed thread 60");
    stage_keys(&st, " ");
    assert_shows_not(&st, "premed thread 60");
    assert_shows(&st, "premed thread 35");
    stage_done(&st);
}

static void threads_come_in_another_order(void **state)
{
    struct stage st;
    thread_id old;

    (void)state;
    stage_make(&st);
    old = stage_post(&st, "amber-heron-3", "premed", (thread_id){0}, "Old one", "Words.").thread;
    st.now_ms += 60 * 1000;
    post_threads(&st, "premed", 1);
    stage_post(&st, "amber-heron-3", "premed", old, NULL, "Again.");
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "1<Down><Enter><Enter>");
    assert_shows(&st, "Premed General \xe2\x80\xba Old one");
    stage_keys(&st, "qo");
    assert_shows(&st, "First the newest threads.");
    stage_keys(&st, "gg<Enter>");
    assert_shows(&st, "Premed General \xe2\x80\xba premed thread 1");
    stage_done(&st);
}

/* The count of what is unread takes the column that says it of a read one. */
static void an_unread_thread_is_pinned_and_locked_for_all_to_see(void **state)
{
    static const thread_id none = {0};
    struct submitted made;
    struct visit mod;
    action_id done;
    struct stage st;

    (void)state;
    stage_make(&st);
    made = stage_post(&st, "amber-heron-3", "mcat", none, "A title", "text");
    stage_become(&st, &mod, "lucid-ibex-7");
    account_close(&mod);
    stage_role(&st, "lucid-ibex-7", "moderator");
    stage_become(&st, &mod, "lucid-ibex-7");
    assert_int_equal(thread_shape(&mod, made.thread, SHAPE_PIN, NULL, NULL, &done), OK);
    stage_enter(&st, "calm-wim");
    stage_keys(&st, ":mcat general<Enter>");
    assert_shows(&st, "A title pin");
    stage_leave(&st);
    assert_int_equal(thread_shape(&mod, made.thread, SHAPE_LOCK, NULL, NULL, &done), OK);
    account_close(&mod);
    stage_enter(&st, "calm-wim");
    stage_keys(&st, ":mcat general<Enter>");
    assert_shows(&st, "A title pin, locked");
    stage_done(&st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_unread_thread_is_pinned_and_locked_for_all_to_see),
        cmocka_unit_test(the_end_of_a_long_post_is_one_key_away),
        cmocka_unit_test(space_alone_reads_everything),
        cmocka_unit_test(what_is_read_is_not_counted_on_the_next_screen),
        cmocka_unit_test(what_was_read_before_is_one_key_back),
        cmocka_unit_test(space_reads_on_on_the_same_board_first),
        cmocka_unit_test(the_next_thread_is_the_next_one_that_a_narrowed_list_shows),
        cmocka_unit_test(catching_up_says_what_and_can_be_taken_back),
        cmocka_unit_test(asking_what_to_take_for_read_leaves_one_count_on_the_screen),
        cmocka_unit_test(catching_up_counts_when_it_asks),
        cmocka_unit_test(nothing_unread_is_nothing_to_catch_up_with),
        cmocka_unit_test(a_list_shows_what_others_post_and_keeps_its_selection),
        cmocka_unit_test(home_counts_what_others_post),
        cmocka_unit_test(home_keeps_what_is_selected_while_others_post),
        cmocka_unit_test(a_list_that_nobody_looks_at_loads_with_the_next_key),
        cmocka_unit_test(what_was_read_on_another_terminal_is_read_at_the_next_look),
        cmocka_unit_test(a_guests_space_pages_on),
        cmocka_unit_test(threads_come_in_another_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

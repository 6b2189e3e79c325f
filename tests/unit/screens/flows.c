/* SPDX-License-Identifier: MIT
 *
 * flows.c -- whole ways through the screens, key by key: join, post, reply, lose a line, find the
 * draft.
 */
#include "stage.h"

#include <curbside/domain/unread.h>

#include <sqlite3.h>

#include "../../../src/store/db_handle.h"

static thread_id first_thread(struct stage *st, const char *title)
{
    thread_id none = {0};

    return stage_post(st, "lucid-ibex-7", "mcat", none, title, "The first post.").thread;
}

/* To the list of the MCAT board, from home. */
static const char to_mcat[] = "1<Down><Down><Enter>";

/* The database may not grow any more: what takes new pages fails as on a full disk. */
static void disk_full(const struct stage *st, bool full)
{
    const char *sql = full ? "PRAGMA max_page_count = 1" : "PRAGMA max_page_count = 1000000";

    assert_int_equal(sqlite3_exec(st->db->conn, sql, NULL, NULL, NULL), SQLITE_OK);
}

/* Words, and so much more that they need pages of their own. */
static void paste_much(struct stage *st, const char *words)
{
    struct str paste = STR_INIT;

    str_printf(&paste, "\033[200~%s\n", words);
    for (int i = 0; i < 400; i++)
        str_printf(&paste, "Line %d of a long story that has to go somewhere.\n", i);
    str_add(&paste, "\033[201~");
    stage_bytes(st, paste.s, paste.n);
    str_done(&paste);
}

static int drafts_kept(struct stage *st, struct draft *ret_newest)
{
    struct draft_page page;

    assert_int_equal(draft_list(&st->arena, &st->visit, &page), OK);
    if (page.n > 0 && ret_newest)
        *ret_newest = page.rows[0];
    return page.n;
}

static void joining_draws_a_name_and_shows_the_code_once(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "stranger");
    stage_keys(&st, "<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "join");
    stage_keys(&st, "<C-t><Enter>");
    assert_string_equal(ui_screen_name(st.ui), "recovery");
    assert_false(who_is_guest(st.visit.who));
    stage_keys(&st, "<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "recovery");
    stage_keys(&st, "q<Esc><C-c>");
    assert_string_equal(ui_screen_name(st.ui), "recovery");
    stage_keys(&st, "w");
    assert_string_equal(ui_screen_name(st.ui), "home");
    assert_shows(&st, st.visit.who->name);
    stage_done(&st);
}

static void a_bad_name_is_refused_where_it_is_typed(void **state)
{
    struct stage st;
    struct visit other;

    (void)state;
    stage_make(&st);
    stage_become(&st, &other, "taken-name");
    account_close(&other);
    stage_enter(&st, "stranger");
    stage_keys(&st, "<Enter><C-u>taken-name");
    assert_shows(&st, "That handle is taken");
    stage_keys(&st, "<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "join");
    stage_keys(&st, "<C-u>admin");
    assert_shows(&st, "could be taken for staff");
    stage_keys(&st, "<C-u>Upper");
    assert_shows(&st, "A handle is 3 to 24");
    stage_keys(&st, "<C-u>ok-name<Enter>w");
    assert_string_equal(st.visit.who->name, "ok-name");
    stage_done(&st);
}

static void a_guest_cannot_come_to_the_form_without_a_key(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "guest");
    stage_keys(&st, "<Enter>4");
    assert_string_equal(ui_screen_name(st.ui), "about");
    assert_shows(&st, "ssh-keygen");
    stage_done(&st);
}

static void a_new_thread_is_posted_and_shown(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, to_mcat);
    stage_keys(&st, "wSleep the week before?<Tab>#sleep, mcat<Tab>Does anybody?<C-x>");
    assert_shows(&st, "quiet-otter-41");
    stage_keys(&st, "p");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    assert_shows(&st, "Does anybody?");
    assert_int_equal(drafts_kept(&st, NULL), 0);
    stage_keys(&st, "q");
    assert_shows(&st, "Sleep the week before?");
    assert_shows(&st, "#sleep");
    stage_done(&st);
}

static void a_reply_quotes_and_is_shown(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    first_thread(&st, "A question");
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, to_mcat);
    stage_keys(&st, "<Enter>R");
    assert_string_equal(ui_screen_name(st.ui), "compose");
    assert_shows(&st, "> The first post.");
    stage_keys(&st, "And the second.<C-x><Enter>");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    assert_shows(&st, "#2");
    assert_shows(&st, "(you)");
    assert_shows(&st, "> The first post.");
    assert_shows(&st, "And the second.");
    stage_done(&st);
}

static void a_count_replies_to_that_number(void **state)
{
    struct stage st;
    struct draft d;
    thread_id thread;

    (void)state;
    stage_make(&st);
    thread = first_thread(&st, "A question");
    stage_post(&st, "amber-heron-3", "mcat", thread, NULL, "The second post.");
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, to_mcat);
    stage_keys(&st, "<Enter>2r");
    assert_shows(&st, "amber-heron-3");
    stage_keys(&st, "text<Esc>k");
    assert_int_equal(drafts_kept(&st, &d), 1);
    assert_int_equal(d.reply_to, 2);
    stage_keys(&st, "9r");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    assert_shows(&st, "There is no #9 here.");
    stage_done(&st);
}

static void two_seconds_after_typing_the_draft_is_kept(void **state)
{
    struct stage st;
    struct draft d;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, to_mcat);
    stage_keys(&st, "wA title<Tab><Tab>Some tex");
    assert_int_equal(drafts_kept(&st, NULL), 0);
    stage_wait(&st, 2000);
    assert_int_equal(drafts_kept(&st, &d), 1);
    assert_string_equal(d.title, "A title");
    assert_string_equal(d.body, "Some tex");
    stage_keys(&st, "t");
    stage_wait(&st, 2000);
    assert_int_equal(drafts_kept(&st, &d), 1);
    assert_string_equal(d.body, "Some text");
    stage_done(&st);
}

static void a_dropped_line_keeps_the_draft_and_home_offers_it(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, to_mcat);
    stage_keys(&st, "wHalf a title<Tab><Tab>Half a though");
    stage_leave(&st);
    stage_enter(&st, "quiet-otter-41");
    assert_shows(&st, "Half a title");
    assert_shows(&st, "your draft");
    stage_keys(&st, "<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "compose");
    assert_shows(&st, "Half a though");
    stage_keys(&st, "t<C-x>p");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    assert_shows(&st, "Half a thought");
    assert_int_equal(drafts_kept(&st, NULL), 0);
    stage_done(&st);
}

static void writing_at_the_same_place_goes_on_with_the_draft(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    first_thread(&st, "A question");
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, to_mcat);
    stage_keys(&st, "<Enter>rHalf<Esc>k");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    stage_keys(&st, "R");
    assert_shows(&st, "Half");
    assert_shows(&st, "> The first post.");
    stage_keys(&st, "<Esc>");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    assert_int_equal(drafts_kept(&st, NULL), 1);
    stage_done(&st);
}

static void esc_never_loses_text(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, to_mcat);
    stage_keys(&st, "wA title<Esc>");
    assert_string_equal(ui_screen_name(st.ui), "compose");
    assert_shows(&st, "Leave this text?");
    stage_keys(&st, "<Esc>");
    assert_string_equal(ui_screen_name(st.ui), "compose");
    assert_shows(&st, "A title");
    stage_keys(&st, "<C-c>");
    assert_string_equal(ui_screen_name(st.ui), "compose");
    stage_keys(&st, "d");
    assert_shows(&st, "Sure?");
    stage_keys(&st, "g");
    assert_shows(&st, "A title");
    stage_keys(&st, "<C-c>d");
    stage_keys(&st, "d");
    assert_string_equal(ui_screen_name(st.ui), "thread_list");
    assert_int_equal(drafts_kept(&st, NULL), 0);
    stage_done(&st);
}

static void what_points_to_a_person_is_named_and_a_reason_posts_it(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, to_mcat);
    stage_keys(&st, "wA title<Tab><Tab>");
    stage_keys(&st, "Write to");
    stage_keys(&st, " jo@exa");
    stage_keys(&st, "mple.org");
    stage_keys(&st, "<C-x>p");
    assert_string_equal(ui_screen_name(st.ui), "compose");
    assert_shows(&st, "Not posted");
    assert_shows(&st, "jo@example.org");
    stage_keys(&st, "g");
    assert_shows(&st, "Write to jo@example.org");
    stage_keys(&st, "<C-x>p");
    stage_keys(&st, "m");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    stage_done(&st);
}

static void a_full_disk_is_a_sentence_and_the_text_stays(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, to_mcat);
    stage_keys(&st, "wA title<Tab><Tab>");
    paste_much(&st, "Precious words.");
    disk_full(&st, true);
    stage_keys(&st, "<C-x>p");
    disk_full(&st, false);
    assert_string_equal(ui_screen_name(st.ui), "compose");
    assert_shows(&st, "The board's disk is full");
    assert_shows(&st, "Line 395");
    stage_keys(&st, "<Esc><C-x>p");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    assert_shows(&st, "Precious words.");
    stage_done(&st);
}

static void a_draft_that_cannot_be_kept_says_so(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, to_mcat);
    stage_keys(&st, "wA title<Tab><Tab>");
    paste_much(&st, "Words.");
    disk_full(&st, true);
    stage_wait(&st, 2000);
    disk_full(&st, false);
    assert_shows(&st, "Not kept as a draft");
    stage_keys(&st, "!");
    stage_wait(&st, 2000);
    assert_int_equal(drafts_kept(&st, NULL), 1);
    stage_done(&st);
}

static void what_is_wrong_is_said_at_its_field(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, to_mcat);
    stage_keys(&st, "w<C-x>p");
    assert_shows(&st, "A thread needs a title");
    stage_keys(&st, "A title<C-x>p");
    assert_shows(&st, "There is no text yet");
    stage_keys(&st, "Text.<Tab>");
    assert_string_equal(ui_screen_name(st.ui), "compose");
    stage_done(&st);
}

static void too_long_a_text_is_refused_and_kept(void **state)
{
    struct stage st;
    struct str paste = STR_INIT;
    struct draft d;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, to_mcat);
    stage_keys(&st, "wA title<Tab><Tab>");
    str_add(&paste, "\033[200~");
    str_add_repeat(&paste, 'x', BODY_BYTES + 1);
    str_add(&paste, "\033[201~");
    stage_bytes(&st, paste.s, paste.n);
    stage_keys(&st, "<C-x>p");
    assert_shows(&st, "The text is over 64 KiB");
    assert_string_equal(ui_screen_name(st.ui), "compose");
    stage_wait(&st, 2000);
    assert_int_equal(drafts_kept(&st, &d), 1);
    assert_int_equal(d.body_n, BODY_BYTES + 1);
    stage_keys(&st, "<BS><C-x>p");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    str_done(&paste);
    stage_done(&st);
}

static void posting_twice_makes_one_thread(void **state)
{
    struct stage st;
    struct draft d;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, to_mcat);
    stage_keys(&st, "wOnce<Tab><Tab>Only once.");
    stage_wait(&st, 2000);
    assert_int_equal(drafts_kept(&st, &d), 1);
    stage_keys(&st, "<C-x>p");
    /* The session died after the commit and before the draft went: it is still there. */
    d.number = 0;
    assert_int_equal(draft_save(&st.visit, &d), OK);
    stage_keys(&st, "qq");
    stage_keys(&st, "q<Up><Up><Up><Up><Enter>");
    assert_string_equal(ui_screen_name(st.ui), "compose");
    stage_keys(&st, "<C-x>p");
    stage_keys(&st, "qq");
    stage_keys(&st, to_mcat);
    struct thread_query query = {.sort = THREADS_ACTIVE, .limit = 20};
    struct thread_page page;
    assert_int_equal(thread_list(&st.arena, &st.visit, &query, &page), OK);
    assert_int_equal(page.n, 1);
    stage_done(&st);
}

static void a_discarded_draft_comes_back(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, to_mcat);
    stage_keys(&st, "wA title<Esc>k");
    stage_keys(&st, "qq4");
    assert_string_equal(ui_screen_name(st.ui), "drafts");
    stage_keys(&st, "x");
    assert_int_equal(drafts_kept(&st, NULL), 0);
    stage_keys(&st, "z");
    assert_int_equal(drafts_kept(&st, NULL), 1);
    assert_shows(&st, "A title");
    stage_done(&st);
}

static void read_means_shown_to_the_end(void **state)
{
    struct stage st;
    thread_id thread;
    char tall[600] = "";
    int64_t unread;

    (void)state;
    for (int i = 0; i < 60; i++)
        strcat(tall, "line\n\n");
    stage_make(&st);
    thread = first_thread(&st, "A question");
    stage_post(&st, "amber-heron-3", "mcat", thread, NULL, tall);
    stage_post(&st, "amber-heron-3", "mcat", thread, NULL, "Short.");
    stage_enter(&st, "quiet-otter-41");
    assert_int_equal(unread_total(&st.visit, &unread), OK);
    assert_int_equal(unread, 3);
    stage_keys(&st, to_mcat);
    stage_keys(&st, "<Enter>q");
    assert_int_equal(unread_total(&st.visit, &unread), OK);
    assert_int_equal(unread, 2);
    /* Jumping to the last post reads that one, not the long one above it. */
    stage_keys(&st, "<Enter>G");
    stage_keys(&st, "q");
    assert_int_equal(unread_total(&st.visit, &unread), OK);
    assert_int_equal(unread, 1);
    stage_done(&st);
}

static void a_thread_opens_at_what_is_new_to_its_reader(void **state)
{
    struct stage st;
    thread_id thread;
    char body[32];

    (void)state;
    stage_make(&st);
    thread = first_thread(&st, "A question");
    for (int no = 2; no <= 32; no++) {
        /* The reader joins when there are thirty: what is older is not unread to them. */
        if (no == 31) {
            st.now_ms += 3 * 86400 * 1000L;
            stage_enter(&st, "quiet-otter-41");
        }
        snprintf(body, sizeof body, "This is number %d.", no);
        stage_post(&st, "amber-heron-3", "mcat", thread, NULL, body);
    }
    stage_keys(&st, to_mcat);
    stage_keys(&st, "<Enter>");
    assert_shows(&st, "post 31 of 32");
    assert_shows(&st, "This is number 32.");
    stage_keys(&st, "q<Enter>");
    assert_shows(&st, "post 1 of 32");
    stage_done(&st);
}

static void new_posts_are_told_and_move_nothing(void **state)
{
    struct stage st;
    thread_id thread;

    (void)state;
    stage_make(&st);
    thread = first_thread(&st, "A question");
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, to_mcat);
    stage_keys(&st, "<Enter>");
    stage_post(&st, "amber-heron-3", "mcat", thread, NULL, "News.");
    ui_bell(st.ui, topic_number(TOPIC_THREAD, thread.v));
    assert_shows(&st, "1 new below");
    assert_shows_not(&st, "News.");
    stage_keys(&st, "<C-r>");
    assert_shows(&st, "News.");
    stage_done(&st);
}

static void a_locked_board_says_why(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, "1<Enter>w");
    assert_string_equal(ui_screen_name(st.ui), "thread_list");
    assert_shows(&st, "Moderators alone start threads here");
    stage_done(&st);
}

static void brackets_go_from_thread_to_thread(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    first_thread(&st, "The older one");
    st.now_ms += 60 * 1000;
    first_thread(&st, "The newer one");
    stage_enter(&st, "guest");
    stage_keys(&st, "<Enter>");
    stage_keys(&st, to_mcat);
    stage_keys(&st, "<Enter>");
    assert_shows(&st, "The newer one");
    stage_keys(&st, "]");
    assert_shows(&st, "The older one");
    stage_keys(&st, "]");
    assert_shows(&st, "No further thread");
    stage_keys(&st, "[");
    assert_shows(&st, "The newer one");
    stage_keys(&st, "q");
    assert_string_equal(ui_screen_name(st.ui), "thread_list");
    stage_done(&st);
}

static void a_long_list_keeps_its_place(void **state)
{
    struct stage st;
    char title[32];

    (void)state;
    stage_make(&st);
    for (int i = 300; i > 0; i--) {
        snprintf(title, sizeof title, "Thread %d of many", i);
        first_thread(&st, title);
        st.now_ms += 1000;
    }
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, to_mcat);
    stage_keys(&st, "250G");
    assert_shows(&st, "\u25ba    1 Thread 250 of many");
    stage_keys(&st, "<Enter>");
    assert_shows(&st, "Thread 250 of many");
    stage_keys(&st, "q");
    assert_shows(&st, "\u25ba      Thread 250 of many");
    stage_done(&st);
}

static void y_copies_the_address(void **state)
{
    struct stage st;
    thread_id thread;
    char want[80];

    (void)state;
    stage_make(&st);
    thread = first_thread(&st, "A question");
    stage_enter(&st, "guest");
    stage_keys(&st, "<Enter>");
    stage_keys(&st, to_mcat);
    stage_keys(&st, "<Enter>yc");
    snprintf(want, sizeof want, "ssh bbs.example read %lld --from 1", (long long)thread.v);
    assert_shows(&st, want);
    assert_string_equal(ui_take_copy(st.ui), want);
    assert_null(ui_take_copy(st.ui));
    stage_keys(&st, "yt");
    assert_string_equal(ui_take_copy(st.ui), "The first post.");
    stage_keys(&st, "y<Enter>");
    assert_true(cstr_starts(ui_take_copy(st.ui), "post/"));
    stage_done(&st);
}

static void a_long_thread_is_read_in_windows(void **state)
{
    struct stage st;
    thread_id thread;
    char body[32];

    (void)state;
    stage_make(&st);
    thread = first_thread(&st, "A long one");
    for (int no = 2; no <= 150; no++) {
        snprintf(body, sizeof body, "This is number %d.", no);
        stage_post(&st, "lucid-ibex-7", "mcat", thread, NULL, body);
    }
    stage_enter(&st, "guest");
    stage_keys(&st, "<Enter>");
    stage_keys(&st, to_mcat);
    stage_keys(&st, "<Enter>");
    for (int no = 2; no <= 150; no++)
        stage_keys(&st, "}");
    assert_shows(&st, "This is number 150.");
    for (int no = 149; no >= 100; no--)
        stage_keys(&st, "{");
    assert_shows(&st, "This is number 100.");
    stage_keys(&st, "gg");
    assert_shows(&st, "The first post.");
    stage_keys(&st, "G");
    assert_shows(&st, "This is number 150.");
    stage_keys(&st, "75G");
    assert_shows(&st, "This is number 75.");
    stage_done(&st);
}

static void posts_of_any_length_are_read_one_by_one(void **state)
{
    struct stage st;
    thread_id thread;
    struct str body = STR_INIT;
    char words[32];

    (void)state;
    stage_make(&st);
    thread = first_thread(&st, "Long posts");
    for (int no = 2; no <= 9; no++) {
        str_clear(&body);
        str_printf(&body, "Begin of %d.\n", no);
        while (body.n < BODY_BYTES - 200)
            str_printf(&body, "Line %zu of a very long story.\n", body.n);
        str_printf(&body, "End of %d.\n", no);
        stage_post(&st, "lucid-ibex-7", "mcat", thread, NULL, body.s);
    }
    str_done(&body);
    stage_enter(&st, "guest");
    stage_keys(&st, "<Enter>");
    stage_keys(&st, to_mcat);
    stage_keys(&st, "<Enter>");
    for (int no = 2; no <= 9; no++) {
        snprintf(words, sizeof words, "Begin of %d.", no);
        stage_keys(&st, "}");
        assert_shows(&st, words);
    }
    stage_keys(&st, "}");
    assert_shows(&st, "End of the thread.");
    for (int no = 8; no >= 2; no--) {
        snprintf(words, sizeof words, "Begin of %d.", no);
        stage_keys(&st, "{");
        assert_shows(&st, words);
    }
    stage_keys(&st, "5}");
    assert_shows(&st, "Begin of 7.");
    /* The top of a post, a line further up: the end of the one before. */
    stage_keys(&st, "kk");
    assert_shows(&st, "End of 6.");
    stage_done(&st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(joining_draws_a_name_and_shows_the_code_once),
        cmocka_unit_test(a_bad_name_is_refused_where_it_is_typed),
        cmocka_unit_test(a_guest_cannot_come_to_the_form_without_a_key),
        cmocka_unit_test(a_new_thread_is_posted_and_shown),
        cmocka_unit_test(a_reply_quotes_and_is_shown),
        cmocka_unit_test(a_count_replies_to_that_number),
        cmocka_unit_test(two_seconds_after_typing_the_draft_is_kept),
        cmocka_unit_test(a_dropped_line_keeps_the_draft_and_home_offers_it),
        cmocka_unit_test(writing_at_the_same_place_goes_on_with_the_draft),
        cmocka_unit_test(esc_never_loses_text),
        cmocka_unit_test(what_points_to_a_person_is_named_and_a_reason_posts_it),
        cmocka_unit_test(a_full_disk_is_a_sentence_and_the_text_stays),
        cmocka_unit_test(a_draft_that_cannot_be_kept_says_so),
        cmocka_unit_test(what_is_wrong_is_said_at_its_field),
        cmocka_unit_test(too_long_a_text_is_refused_and_kept),
        cmocka_unit_test(posting_twice_makes_one_thread),
        cmocka_unit_test(a_discarded_draft_comes_back),
        cmocka_unit_test(read_means_shown_to_the_end),
        cmocka_unit_test(a_thread_opens_at_what_is_new_to_its_reader),
        cmocka_unit_test(new_posts_are_told_and_move_nothing),
        cmocka_unit_test(a_locked_board_says_why),
        cmocka_unit_test(brackets_go_from_thread_to_thread),
        cmocka_unit_test(a_long_list_keeps_its_place),
        cmocka_unit_test(y_copies_the_address),
        cmocka_unit_test(posts_of_any_length_are_read_one_by_one),
        cmocka_unit_test(a_long_thread_is_read_in_windows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

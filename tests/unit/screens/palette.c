/* SPDX-License-Identifier: MIT
 *
 * palette.c -- going anywhere by name.
 */
#include "stage.h"

#include <curbside/ui/screen.h>

#include "fuzzy.h"

static void type_words(struct stage *st, const char *words)
{
    for (const char *at = words; *at; at++) {
        ui_input(st->ui, at, 1);
        stage_wait(st, 10); /* typed, not pasted */
    }
    ui_draw(st->ui);
}

static thread_id add_threads(struct stage *st)
{
    static const thread_id none = {0};
    struct submitted mcat = stage_post(st, "quiet-otter-41", "mcat", none, "CARS plateau at 126",
                                       "What moved you?");

    stage_post(st, "amber-heron-3", "lounge", none, "Sleep the week before?", "Asking.");
    return mcat.thread;
}

static void letters_match_in_their_order_and_word_beginnings_win(void **state)
{
    (void)state;
    assert_int_equal(fuzzy_score("", "anything"), 1);
    assert_int_equal(fuzzy_score("xyz", "MCAT General"), 0);
    assert_int_equal(fuzzy_score("tacm", "MCAT"), 0);
    assert_true(fuzzy_score("mg", "MCAT General") > fuzzy_score("mg", "Homage"));
    assert_true(fuzzy_score("mcat", "MCAT General") > fuzzy_score("mcat", "Some cats"));
    assert_true(fuzzy_score("step 1", "USMLE Step 1") >
                fuzzy_score("step 1", "Study Tips, part 1"));
    assert_true(fuzzy_score("board", "Boards") > fuzzy_score("board", "About this board"));
}

static void a_board_a_thread_and_a_place_are_found_by_a_few_letters(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    add_threads(&st);
    stage_enter(&st, "calm-wim");
    stage_keys(&st, ":");
    assert_shows(&st, "where a visit begins");
    stage_keys(&st, "mc");
    stage_golden_sizes(&st, "palette");
    stage_keys(&st, "atg<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "thread_list");
    assert_shows(&st, "CARS plateau");
    stage_keys(&st, ":plateau<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    stage_keys(&st, ":drafts<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "drafts");
    stage_keys(&st, "qqqq");
    assert_string_equal(ui_screen_name(st.ui), "home");
    stage_done(&st);
}

static void what_the_screen_can_do_is_done_there(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    add_threads(&st);
    stage_enter(&st, "calm-wim");
    stage_keys(&st, ":mcatg<Enter>:start a thread<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "compose");
    stage_done(&st);
}

/* Whatever works on this page, whose keys another layout may not have, is offered by its words;
 * returns how many. */
static int offered_below(struct stage *st)
{
    const char *words;
    char typed[33], shown[25];
    keycode key;
    int n = 0;

    stage_keys(st, ":");
    for (int i = 0; ui_below_action(st->ui, i, &key, &words); i++) {
        if (!words || key < 0x21 || key > 0x7e)
            continue;
        snprintf(typed, sizeof typed, "%s", words);
        snprintf(shown, sizeof shown, "%s", words);
        stage_keys(st, "<C-u>");
        type_words(st, typed);
        assert_shows(st, shown);
        n++;
    }
    stage_keys(st, "<Esc>");
    return n;
}

static void every_letter_of_a_page_can_be_had_by_its_words(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    add_threads(&st);
    stage_enter(&st, "calm-wim");
    stage_size(&st, 80, 60);
    assert_true(offered_below(&st) >= 5); /* home */
    stage_keys(&st, "1<Down><Down>");
    assert_true(offered_below(&st) >= 2);
    stage_keys(&st, "<Enter>");
    assert_true(offered_below(&st) >= 5);
    stage_keys(&st, "<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    assert_true(offered_below(&st) >= 12);
    stage_done(&st);
}

static void one_setting_is_found_by_what_it_does(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    stage_enter(&st, "calm-wim");
    stage_keys(&st, ":ascii<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "settings");
    assert_shows(&st, "► Characters");
    stage_keys(&st, ":zone<Enter>");
    assert_shows(&st, "► Time zone");
    stage_keys(&st, ":settings<Enter>");
    assert_shows(&st, "► Theme");
    stage_done(&st);
}

/* As `threads`, `new` and `inbox` print it. */
static void a_number_alone_is_a_thread_and_a_post(void **state)
{
    struct stage st;
    struct submitted made;
    char typed[24];

    (void)state;
    stage_make(&st);
    made.thread = add_threads(&st);
    stage_enter(&st, "calm-wim");
    snprintf(typed, sizeof typed, "%lld", (long long)made.thread.v);
    stage_keys(&st, ":");
    type_words(&st, typed);
    assert_shows(&st, "the thread of that number");
    stage_keys(&st, "<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    assert_shows(&st, "CARS plateau");
    made = stage_post(&st, "amber-heron-3", "mcat", made.thread, NULL, "The second one.");
    snprintf(typed, sizeof typed, "%lld", (long long)made.post.v);
    stage_keys(&st, "gh:");
    type_words(&st, typed);
    assert_shows(&st, "the post of that number");
    stage_keys(&st, "<Enter>");
    assert_shows(&st, "post 2 of 2");
    stage_keys(&st, "gh:");
    type_words(&st, "99999999");
    assert_shows_not(&st, "of that number");
    assert_shows_not(&st, "Propose a school");
    stage_done(&st);
}

/* Words from elsewhere lead to what is called otherwise here, in the first row. */
static void what_people_call_it_elsewhere_is_found(void **state)
{
    static const struct {
        const char *typed, *first;
    } words[] = {
        {"exit", "End this visit"},
        {"logout", "End this visit"},
        {"dark mode", "Colors, theme"},
        {"dm", "Private messages: there are none"},
        {"mail", "Inbox"},
        {"notifications", "Inbox"},
        {"profile", "Account"},
        {"password", "Account"},
        {"delete account", "Leave for good"},
        {"upvote", "Mark this post as helpful"},
        {"favorite", "Bookmark this post"},
        {"faq", "Help by topic"},
        {"blocked", "Hidden people"},
    };
    struct stage st;
    char row[64];

    (void)state;
    stage_make(&st);
    add_threads(&st);
    stage_enter(&st, "calm-wim");
    stage_keys(&st, ":upvote");
    assert_shows(&st, "\u25ba Help: Reading"); /* where one learns how */
    stage_keys(&st, "<Esc>1<Down><Down><Enter><Enter>:");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        stage_keys(&st, "<C-u>");
        type_words(&st, words[i].typed);
        snprintf(row, sizeof row, "\u25ba %s", words[i].first);
        assert_shows(&st, row);
    }
    stage_keys(&st, "<C-u>");
    type_words(&st, "log out");
    stage_keys(&st, "<Enter>");
    assert_non_null(ui_ended(st.ui));
    stage_done(&st);
}

static void an_address_opens(void **state)
{
    struct stage st;
    char keys[64];
    thread_id mcat;

    (void)state;
    stage_make(&st);
    mcat = add_threads(&st);
    stage_enter(&st, "guest");
    snprintf(keys, sizeof keys, ":thread/%lld", (long long)mcat.v);
    stage_keys(&st, keys);
    assert_shows(&st, "address");
    stage_keys(&st, "<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    stage_keys(&st, "q:thread/999999999");
    assert_shows(&st, "Nothing here is called so");
    stage_done(&st);
}

/* Whatever `open` takes, `y` copies or "following" prints. */
static void addresses_of_every_kind_open(void **state)
{
    static const struct {
        const char *typed, *screen, *shown;
    } kinds[] = {
        {"board/lounge", "thread_list", "Lounge"},
        {"tag/step1", "tagged", "Threads with #step1"},
        {"#step1", "tagged", "Threads with #step1"},
        {"school/jefferson-kimmel", "school", "Jefferson Kimmel"},
        {" board/mcat  ", "thread_list", "MCAT General"}, /* as it is pasted */
        {"Board/MCAT", "thread_list", "MCAT General"},    /* on a phone */
        {"school/Jefferson-Kimmel", "school", "Jefferson Kimmel"},
        {"Tag/Step1", "tagged", "Threads with #step1"},
    };
    struct stage st;

    (void)state;
    stage_make(&st);
    add_threads(&st);
    stage_enter(&st, "calm-wim");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        stage_keys(&st, "gh:");
        type_words(&st, kinds[i].typed);
        stage_keys(&st, "<Enter>");
        assert_string_equal(ui_screen_name(st.ui), kinds[i].screen);
        assert_shows(&st, kinds[i].shown);
    }
    stage_keys(&st, "gh:");
    type_words(&st, "board/nowhere");
    assert_shows(&st, "Nothing here is called so");
    stage_done(&st);
}

static void it_opens_over_a_text_and_the_text_stays(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    add_threads(&st);
    stage_enter(&st, "calm-wim");
    stage_keys(&st, ":mcatg<Enter>wA title<Tab><Tab>half a line: with a colon");
    stage_bytes(&st, "\020", 1);
    assert_string_equal(ui_screen_name(st.ui), "palette");
    stage_keys(&st, "<Esc>");
    assert_string_equal(ui_screen_name(st.ui), "compose");
    assert_shows(&st, "half a line: with a colon");
    stage_done(&st);
}

static void a_guest_is_offered_nothing_that_needs_an_account(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    add_threads(&st);
    stage_enter(&st, "guest");
    stage_keys(&st, ":drafts");
    assert_shows_not(&st, "half written");
    stage_done(&st);
}

static void the_boss_key_is_there_for_keyboards_without_a_backslash(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    add_threads(&st);
    stage_enter(&st, "calm-wim");
    stage_keys(&st, ":mcatg<Enter>wA title<Tab><Tab>half a line");
    stage_bytes(&st, "\020", 1);
    stage_keys(&st, "boss<Enter>");
    assert_shows(&st, "$ df -h");
    assert_shows_not(&st, "half a line");
    stage_keys(&st, "x");
    assert_string_equal(ui_screen_name(st.ui), "compose");
    assert_shows(&st, "half a line");
    stage_done(&st);
}

/* A thread that is not among the newest, or a word in a post. */
static void what_is_not_called_so_is_searched_for(void **state)
{
    static const thread_id none = {0};
    struct stage st;

    (void)state;
    stage_make(&st);
    stage_post(&st, "amber-heron-3", "mcat", none, "CARS plateau",
               "Review why the wrong answer attracted you.");
    stage_enter(&st, "calm-wim");
    stage_keys(&st, ":wrong answer");
    assert_shows(&st, "Search all posts for: wrong answer");
    stage_golden_sizes(&st, "palette_search");
    stage_keys(&st, "<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "search");
    assert_shows(&st, "1 found");
    assert_shows(&st, "CARS plateau");
    stage_keys(&st, "<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    stage_keys(&st, ":thread/999");
    assert_shows_not(&st, "Search all posts");
    stage_done(&st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_match_in_their_order_and_word_beginnings_win),
        cmocka_unit_test(a_board_a_thread_and_a_place_are_found_by_a_few_letters),
        cmocka_unit_test(what_the_screen_can_do_is_done_there),
        cmocka_unit_test(every_letter_of_a_page_can_be_had_by_its_words),
        cmocka_unit_test(one_setting_is_found_by_what_it_does),
        cmocka_unit_test(an_address_opens),
        cmocka_unit_test(addresses_of_every_kind_open),
        cmocka_unit_test(what_people_call_it_elsewhere_is_found),
        cmocka_unit_test(a_number_alone_is_a_thread_and_a_post),
        cmocka_unit_test(it_opens_over_a_text_and_the_text_stays),
        cmocka_unit_test(the_boss_key_is_there_for_keyboards_without_a_backslash),
        cmocka_unit_test(a_guest_is_offered_nothing_that_needs_an_account),
        cmocka_unit_test(what_is_not_called_so_is_searched_for),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

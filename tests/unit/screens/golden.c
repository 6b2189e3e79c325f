/* SPDX-License-Identifier: MIT
 *
 * golden.c -- every screen as a picture, at the design size and on a phone.
 */
#include "stage.h"

static const char plateau[] =
    "I have been stuck at 126 in CARS for six weeks. Full length after full length, the same "
    "number.\n"
    "\n"
    "What moved *you*? I would rather hear one thing that worked than ten that might.";

static const char answer[] =
    "> I have been stuck at 126 in CARS for six weeks.\n"
    "\n"
    "Stop timing yourself for two weeks. What moved me from 126 to 129:\n"
    "\n"
    "1. one read, one sentence per paragraph on the scratch board\n"
    "2. review **why the wrong answer attracted me**, not why the right one is right\n"
    "3. one passage a day out of a [real paper](https://example.org/essays)\n"
    "\n"
    "Timing sheet: https://example.org/sheet\n";

static const char nested[] = "> > I have been stuck at 126 in CARS for six weeks.\n"
                             ">\n"
                             "> Stop timing yourself for two weeks.\n"
                             "\n"
                             "This. And sleep.\n"
                             "\n"
                             "```\n"
                             "week 1   untimed      7 passages\n"
                             "week 2   untimed      7 passages\n"
                             "week 3   11 minutes   9 passages\n"
                             "```\n";

static const char torture[] =
    "Escapes \033[31mred\033[0m, a bell\a, a tab\tand a return\r\n"
    "Right to left: \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d and back\n"
    "Combining: Z\xcc\x81\xcc\x82\xcc\x83\xcc\x84\xcc\x85\xcc\x86\xcc\x87\xcc\x88 e\xcc\x81\n"
    "Wide: \xe5\x8c\xbb\xe5\xad\xa6\xe7\x94\x9f and an emoji \xf0\x9f\x91\xa9\xf0\x9f\x8f\xbd"
    "\xe2\x80\x8d\xe2\x9a\x95\xef\xb8\x8f.\n"
    "A word without end: "
    "pneumonoultramicroscopicsilicovolcanoconiosispneumonoultramicroscopicsilicovolcanoconiosis"
    "pneumonoultramicroscopicsilicovolcanoconiosis\n"
    "<b>HTML is text</b> and [a link to nowhere](javascript:alert(1)).\n";

#define WIDE_TITLE                                                                                 \
    "\xe6\x97\xa5\xe6\x9c\xac\xe3\x81\xae\xe5\x8c\xbb\xe5\xad\xa6\xe9\x83\xa8\xe3\x81\x8b\xe3\x82" \
    "\x89 US residency: which exams first, and does anybody here know how long it takes?"

static thread_id add_threads(struct stage *st)
{
    thread_id none = {0};
    struct submitted mcat;

    stage_post(st, "amber-heron-3", "rotations", none, "What to carry on surgery",
               "Trauma shears, two pens, a granola bar. Nothing else.");
    st->now_ms += 3 * 3600 * 1000;
    stage_post(st, "lucid-ibex-7", "premed", none, "A post that tries everything", torture);
    st->now_ms += 20 * 60 * 1000;
    stage_post(st, "amber-heron-3", "mcat", none, WIDE_TITLE, "Asking for a friend.");
    st->now_ms += 40 * 60 * 1000;
    mcat = stage_post(st, "quiet-otter-41", "mcat", none,
                      "CARS plateau at 126, what actually moved?", plateau);
    st->now_ms += 9 * 60 * 1000;
    stage_post(st, "lucid-ibex-7", "mcat", mcat.thread, NULL, answer);
    st->now_ms += 60 * 1000;
    stage_post(st, "amber-heron-3", "mcat", mcat.thread, NULL, nested);
    st->now_ms += 4 * 60 * 1000;
    return mcat.thread;
}

static void a_guest_sees_the_board(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    add_threads(&st);
    stage_enter(&st, "guest");
    stage_golden_sizes(&st, "guest_welcome");
    stage_keys(&st, "<Down><Enter>");
    stage_golden_sizes(&st, "guest_joining");
    stage_keys(&st, "q<Up><Enter>");
    stage_golden_sizes(&st, "guest_home");
    stage_keys(&st, "1");
    stage_golden_sizes(&st, "guest_boards");
    stage_keys(&st, "<Down><Down><Enter>");
    stage_golden_sizes(&st, "guest_thread_list");
    stage_keys(&st, "<Enter>");
    stage_golden_sizes(&st, "guest_thread");
    stage_keys(&st, "r");
    stage_golden_sizes(&st, "guest_may_not_reply");
    stage_keys(&st, "?");
    stage_golden(&st, "guest_thread_help");
    stage_done(&st);
}

static void an_empty_board_says_how_to_begin(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    stage_enter(&st, "quiet-otter-41");
    stage_golden_sizes(&st, "empty_home");
    stage_keys(&st, "1<Down><Enter>");
    stage_golden_sizes(&st, "empty_thread_list");
    stage_keys(&st, "qq5");
    stage_golden_sizes(&st, "about");
    stage_done(&st);
}

static void a_search_shows_its_words_and_opens_at_the_post(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    add_threads(&st);
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "s");
    stage_golden_sizes(&st, "search_empty");
    stage_keys(&st, "OR \"on the");
    stage_keys(&st, "<Enter>");
    stage_golden_sizes(&st, "search_refused");
    stage_keys(&st, "<C-u>zebra<Enter>");
    stage_golden_sizes(&st, "search_nothing");
    stage_keys(&st, "s<C-u>passages OR exams<Enter>");
    stage_golden_sizes(&st, "search");
    stage_keys(&st, "<Enter>");
    stage_golden(&st, "search_opened");
    stage_keys(&st, "q/cars");
    stage_golden(&st, "search_narrowed");
    stage_done(&st);
}

/* What was searched for last is there again, and does not mix with what is typed now. */
static void the_last_search_gives_way_to_another(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    add_threads(&st);
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "szebra<Enter>");
    assert_shows(&st, "Nothing found");
    stage_keys(&st, "ghs");
    assert_shows(&st, "Search   zebra");
    assert_shows(&st, "your last search: type another, or change it");
    stage_keys(&st, "exams");
    assert_shows(&st, "Search   exams");
    stage_keys(&st, "<Enter>ghs<End>!");
    assert_shows(&st, "Search   exams!");
    assert_shows_not(&st, "your last search");
    stage_keys(&st, "<Enter>ghs<Enter>");
    assert_shows(&st, "the newest first");
    stage_done(&st);
}

static void an_unknown_key_is_told_what_it_told_us(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    add_threads(&st);
    stage_enter(&st, "stranger");
    stage_golden_sizes(&st, "stranger_welcome");
    stage_keys(&st, "<Down><Down><Enter>");
    stage_golden_sizes(&st, "stranger_key");
    stage_keys(&st, "q<Up><Up><Enter>");
    stage_golden_sizes(&st, "join");
    stage_keys(&st, "<C-u>dr-admin");
    stage_golden_sizes(&st, "join_refused");
    stage_keys(&st, "<C-u>brave-lynx<Enter>");
    stage_golden_sizes(&st, "recovery");
    stage_done(&st);
}

static void a_member_reads_and_writes(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    add_threads(&st);
    stage_enter(&st, "quiet-otter-41");
    stage_golden_sizes(&st, "member_home");
    stage_keys(&st, "1<Down><Down>");
    stage_golden_sizes(&st, "member_boards");
    stage_keys(&st, "<Enter>");
    stage_golden_sizes(&st, "member_thread_list");
    stage_keys(&st, "<Enter>");
    stage_golden_sizes(&st, "member_thread");
    stage_keys(&st, "2R");
    stage_golden_sizes(&st, "compose_quote");
    stage_keys(&st, "Two weeks it is.<C-x>");
    stage_golden_sizes(&st, "compose_finish");
    stage_keys(&st, "v");
    stage_golden_sizes(&st, "preview");
    stage_keys(&st, "q<Esc>k");
    stage_keys(&st, "q");
    stage_keys(&st, "w");
    stage_golden_sizes(&st, "compose_new");
    stage_keys(&st, "Is <C-x>p");
    stage_golden_sizes(&st, "compose_refused");
    stage_keys(&st, "<Esc>k");
    stage_golden_sizes(&st, "thread_list_draft");
    stage_keys(&st, "qq");
    stage_golden_sizes(&st, "member_home_drafts");
    stage_keys(&st, "4");
    stage_golden_sizes(&st, "drafts");
    stage_done(&st);
}

static void links_are_listed_in_full(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    add_threads(&st);
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "1<Down><Down><Enter><Enter>u");
    stage_golden_sizes(&st, "links");
    stage_done(&st);
}

static void hostile_text_stays_in_its_cells(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    add_threads(&st);
    stage_enter(&st, "guest");
    stage_keys(&st, "<Enter>1<Down><Enter><Enter>");
    stage_golden_sizes(&st, "torture");
    stage_done(&st);
}

static void a_wide_screen_shows_the_selected_thread_beside_the_list(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    add_threads(&st);
    stage_enter(&st, "quiet-otter-41");
    stage_size(&st, 132, 43);
    stage_keys(&st, "1<Down><Down>");
    stage_golden(&st, "boards");
    stage_keys(&st, "<Enter><Down><Up>");
    stage_golden(&st, "thread_list");
    stage_size(&st, 200, 60);
    stage_golden(&st, "thread_list");
    stage_keys(&st, "<Enter>");
    stage_golden(&st, "thread");
    stage_size(&st, 20, 6);
    stage_golden(&st, "thread");
    stage_keys(&st, "q");
    stage_golden(&st, "thread_list");
    stage_keys(&st, "q");
    stage_golden(&st, "boards");
    stage_keys(&st, "q");
    stage_golden(&st, "home");
    stage_done(&st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_guest_sees_the_board),
        cmocka_unit_test(an_empty_board_says_how_to_begin),
        cmocka_unit_test(an_unknown_key_is_told_what_it_told_us),
        cmocka_unit_test(a_member_reads_and_writes),
        cmocka_unit_test(a_search_shows_its_words_and_opens_at_the_post),
        cmocka_unit_test(the_last_search_gives_way_to_another),
        cmocka_unit_test(links_are_listed_in_full),
        cmocka_unit_test(a_wide_screen_shows_the_selected_thread_beside_the_list),
        cmocka_unit_test(hostile_text_stays_in_its_cells),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

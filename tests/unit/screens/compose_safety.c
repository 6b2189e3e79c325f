/* SPDX-License-Identifier: MIT
 *
 * compose_safety.c -- what the safety check finds is marked while somebody writes, and changed only
 * by a choice.
 */
#include "stage.h"

static const char to_mcat[] = "1<Down><Down><Enter>";

static void write_thread(struct stage *st, const char *title, const char *body)
{
    stage_keys(st, to_mcat);
    stage_keys(st, "w");
    stage_keys(st, title);
    stage_keys(st, "<Tab><Tab>");
    stage_keys(st, body);
    stage_wait(st, 600);
}

static bool stage_has_role(struct stage *st, const char *role)
{
    return strstr(stage_text(st, DUMP_TEXT | DUMP_ROLES), role) != NULL;
}

static const char *kept_body(struct stage *st)
{
    struct draft_page page;

    assert_int_equal(draft_list(&st->arena, &st->visit, &page), OK);
    assert_int_equal(page.n, 1);
    return page.rows[0].body;
}

static void facts_are_counted_below_the_text(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    write_thread(&st, "Failed Step 1", "I am an MS3 from Idaho at Jefferson and ");
    assert_shows(&st, "\"MS3\", \"Idaho\", \"Jefferson\": 3 facts here could point to you");
    assert_true(stage_has_role(&st, "finding"));
    stage_golden_sizes(&st, "compose_safety");
    stage_keys(&st, "<C-n>");
    assert_shows(&st, "1 of 3");
    stage_golden_sizes(&st, "compose_safety_ask");
    stage_done(&st);
}

static void four_facts_are_told_more_strongly(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    write_thread(&st, "T", "I am an MS3 from Idaho at Jefferson and my Step 2 was 247.");
    assert_shows(&st, "4 facts here point straight to you");
    assert_true(stage_has_role(&st, " error"));
    stage_done(&st);
}

/* Typing is never slowed down: the look waits for a pause. */
static void nothing_is_looked_at_while_keys_come(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, to_mcat);
    stage_keys(&st, "wT<Tab><Tab>call me at 215-555-0143");
    assert_shows_not(&st, "Safety");
    stage_wait(&st, 400);
    stage_keys(&st, " or");
    stage_wait(&st, 400);
    assert_shows_not(&st, "Safety");
    stage_wait(&st, 100);
    assert_shows(&st, "\"215-555-0143\": A phone number.");
    stage_keys(&st, "!");
    assert_shows(&st, "\"215-555-0143\": A phone number.");
    stage_done(&st);
}

static void a_finding_is_removed_generalized_or_kept_and_undone(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    write_thread(&st, "T", "Patient seen on March 3, 2025. Dr. Whitcomb runs it. MRN 4482913 too.");
    stage_keys(&st, "<C-n>");
    assert_shows(&st, "1 of 3");
    assert_shows(&st, "Write \"2025\" instead");
    stage_keys(&st, "g");
    assert_shows(&st, "seen on 2025. Dr.");
    assert_shows(&st, "1 of 2  \"Dr. Whitcomb\"");
    stage_keys(&st, "k");
    assert_shows(&st, "1 of 1  \"4482913\"");
    stage_keys(&st, "z");
    assert_shows(&st, "\"Dr. Whitcomb\"");
    stage_keys(&st, "z");
    assert_shows(&st, "March 3, 2025. Dr.");
    stage_keys(&st, "g");
    stage_keys(&st, "k");
    stage_keys(&st, "r");
    assert_shows(&st, "Nothing else is marked.");
    assert_shows(&st, "runs it. MRN too.");
    assert_shows_not(&st, "Safety");
    stage_wait(&st, 2000);
    assert_string_equal(kept_body(&st), "Patient seen on 2025. Dr. Whitcomb runs it. MRN too.");
    stage_done(&st);
}

static void what_is_kept_stays_kept_for_that_draft(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    write_thread(&st, "T", "Dr. Whitcomb runs it.");
    stage_keys(&st, "<C-n>k");
    assert_shows_not(&st, "Safety");
    stage_keys(&st, " Again: Dr. Whitcomb.");
    stage_wait(&st, 600);
    assert_shows_not(&st, "Safety");
    stage_keys(&st, " And Dr. Hale.");
    stage_wait(&st, 2500);
    assert_shows(&st, "\"Dr. Hale\": A name.");
    stage_leave(&st);
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "<Enter>");
    stage_wait(&st, 600);
    assert_shows(&st, "\"Dr. Hale\": A name.");
    assert_shows_not(&st, "Whitcomb\":");
    stage_done(&st);
}

static void titles_are_marked_too(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    write_thread(&st, "Ask Dr. Whitcomb", "Or not.");
    assert_shows(&st, "\"Dr. Whitcomb\": A name.");
    stage_keys(&st, "<C-n>g");
    assert_shows(&st, "Ask a doctor");
    stage_done(&st);
}

static void posting_with_a_warning_is_one_key(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    write_thread(&st, "T", "Dr. Whitcomb runs it.");
    stage_keys(&st, "<C-x>");
    assert_shows(&st, "See what the safety check found");
    stage_keys(&st, "s");
    assert_shows(&st, "1 of 1");
    stage_keys(&st, "<Esc><C-x><Enter>");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    stage_done(&st);
}

static void what_stops_a_post_can_be_looked_at_at_once(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    write_thread(&st, "T", "Write to jo.fox@example.org");
    assert_true(stage_has_role(&st, "error underline"));
    stage_keys(&st, "<C-x>p");
    assert_shows(&st, "Not posted");
    stage_keys(&st, "s");
    assert_shows(&st, "with a reason later");
    stage_keys(&st, "r");
    stage_keys(&st, "<C-x>p");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    assert_shows(&st, "Write to");
    assert_shows_not(&st, "jo.fox");
    stage_done(&st);
}

static void a_crisis_gets_a_quiet_word_and_locks_nothing(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    write_thread(&st, "Nights", "I want to die. I cannot sleep after this block.");
    assert_shows(&st, "988");
    assert_shows(&st, "1-888-409-0141");
    assert_shows_not(&st, "Safety");
    stage_golden_sizes(&st, "compose_crisis");
    stage_keys(&st, "<C-x>p");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    assert_shows(&st, "988");
    stage_done(&st);
}

/* Help for a person goes before hints about a text. */
static void on_a_phone_the_quiet_word_comes_first(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_size(&st, 40, 15);
    write_thread(&st, "Nights", "I want to die. Call 215-555-0143.");
    assert_shows(&st, "988");
    assert_shows(&st, "1-888-409-0141");
    assert_shows(&st, "Ctrl-N");
    stage_done(&st);
}

static void looking_where_nothing_is_marked_says_so(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    write_thread(&st, "T", "A clean text.");
    stage_keys(&st, "<C-n>");
    assert_string_equal(ui_screen_name(st.ui), "compose");
    assert_shows(&st, "A clean text.");
    assert_shows(&st, "Nothing else is marked.");
    stage_keys(&st, " Dr. Whitcomb<C-n>"); /* no pause before it */
    assert_shows(&st, "1 of 1");
    stage_done(&st);
}

/* Two sessions of one account on one draft: neither loses a word. */
static void another_session_on_the_same_draft_is_told_once(void **state)
{
    struct stage st;
    struct draft_page page;
    struct visit other;
    struct draft d;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    write_thread(&st, "A title", "Begun");
    stage_wait(&st, 2000);
    stage_become(&st, &other, "quiet-otter-41");
    assert_int_equal(draft_list(&st.arena, &other, &page), OK);
    d = page.rows[0];
    d.body = "Begun, and ended elsewhere";
    d.body_n = strlen(d.body);
    assert_int_equal(draft_save(&other, &d), OK);
    stage_keys(&st, " here");
    stage_wait(&st, 2000);
    assert_shows(&st, "Another session of yours");
    assert_int_equal(draft_list(&st.arena, &other, &page), OK);
    assert_int_equal(page.n, 2);
    stage_keys(&st, " too");
    stage_wait(&st, 2000);
    assert_shows_not(&st, "Another session of yours");
    assert_int_equal(draft_list(&st.arena, &other, &page), OK);
    assert_int_equal(page.n, 2);
    stage_keys(&st, "<C-x>p");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    assert_int_equal(draft_list(&st.arena, &other, &page), OK);
    assert_int_equal(page.n, 1);
    assert_string_equal(page.rows[0].body, "Begun, and ended elsewhere");
    account_close(&other);
    stage_done(&st);
}

/* The other session posts what it made of the draft; then this one wants to post, too. */
static void a_draft_that_another_session_posted_is_not_posted_again_unasked(void **state)
{
    struct stage st;
    struct draft_page page;
    struct submission s;
    struct submitted made;
    struct visit other;
    char address[32];

    (void)state;
    stage_open(&st, "quiet-otter-41");
    write_thread(&st, "A title", "Begun");
    stage_wait(&st, 2000);
    stage_become(&st, &other, "quiet-otter-41");
    assert_int_equal(draft_list(&st.arena, &other, &page), OK);
    s = (struct submission){.board = page.rows[0].board,
                            .title = "A title",
                            .body = "Begun, and ended elsewhere",
                            .body_n = strlen("Begun, and ended elsewhere"),
                            .face = page.rows[0].face};
    memcpy(s.token, page.rows[0].token, sizeof s.token);
    assert_int_equal(post_submit(&other, &s, &made), OK);
    assert_int_equal(draft_drop(&other, &page.rows[0]), OK);
    stage_keys(&st, " here");
    stage_wait(&st, 2000); /* a draft of its own by now */
    stage_keys(&st, "<C-x>p");
    snprintf(address, sizeof address, "post/%lld", (long long)made.post.v);
    assert_shows(&st, "This draft was posted before");
    assert_shows(&st, address);
    stage_keys(&st, "l");
    assert_shows(&st, "Begun, and ended elsewhere");
    stage_keys(&st, "q");
    assert_string_equal(ui_screen_name(st.ui), "compose");
    assert_shows(&st, "Begun here");
    stage_keys(&st, "<C-c>k");
    assert_int_equal(draft_list(&st.arena, &other, &page), OK);
    assert_int_equal(page.n, 1);
    assert_string_equal(page.rows[0].body, "Begun here");
    account_close(&other);
    stage_done(&st);
}

/* Nothing was typed here since: what stands here is an older text, and is kept all the same. */
static void an_older_text_of_a_draft_that_was_posted_is_kept(void **state)
{
    struct stage st;
    struct draft_page page;
    struct submission s;
    struct submitted made;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    write_thread(&st, "A title", "An older text");
    stage_wait(&st, 2000);
    assert_int_equal(draft_list(&st.arena, &st.visit, &page), OK);
    s = (struct submission){.board = page.rows[0].board,
                            .title = "A title",
                            .body = "A newer text",
                            .body_n = strlen("A newer text"),
                            .face = page.rows[0].face};
    memcpy(s.token, page.rows[0].token, sizeof s.token);
    assert_int_equal(post_submit(&st.visit, &s, &made), OK);
    assert_int_equal(draft_drop(&st.visit, &page.rows[0]), OK);
    stage_keys(&st, "<C-x>p");
    assert_shows(&st, "This draft was posted before");
    stage_leave(&st); /* the line drops */
    stage_enter(&st, "quiet-otter-41");
    assert_int_equal(draft_list(&st.arena, &st.visit, &page), OK);
    assert_int_equal(page.n, 1);
    assert_string_equal(page.rows[0].body, "An older text");
    stage_done(&st);
}

/* A kill between a post and its draft's end, then more typing: told, not swallowed. */
static void a_draft_that_was_posted_and_then_changed_is_not_lost(void **state)
{
    struct stage st;
    struct draft_page page;
    struct submission s = {0};
    struct submitted made;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    write_thread(&st, "A title", "Begun");
    stage_wait(&st, 2000);
    assert_int_equal(draft_list(&st.arena, &st.visit, &page), OK);
    s = (struct submission){.board = page.rows[0].board,
                            .title = "A title",
                            .body = "Begun",
                            .body_n = 5,
                            .face = page.rows[0].face};
    memcpy(s.token, page.rows[0].token, sizeof s.token);
    assert_int_equal(post_submit(&st.visit, &s, &made), OK);
    stage_keys(&st, " and ended<C-x>p");
    assert_shows(&st, "This draft was posted before");
    stage_keys(&st, "n");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    assert_shows(&st, "Begun and ended");
    stage_done(&st);
}

/* It would be the alias of what was posted, in a thread of its own. */
static void another_post_of_a_posted_draft_is_by_another_alias(void **state)
{
    struct stage st;
    struct draft_page page;
    struct submission s = {0};
    struct submitted made;
    char name[sizeof made.name + sizeof "you will be  here"];

    (void)state;
    stage_make(&st);
    stage_allow_aliases(&st);
    stage_enter(&st, "quiet-otter-41");
    write_thread(&st, "A title", "Begun");
    stage_wait(&st, 2000);
    assert_int_equal(draft_list(&st.arena, &st.visit, &page), OK);
    assert_true(page.rows[0].alias[0] != '\0');
    s = (struct submission){.board = page.rows[0].board,
                            .title = "A title",
                            .body = "Begun",
                            .body_n = 5,
                            .face = page.rows[0].face,
                            .alias = page.rows[0].alias};
    memcpy(s.token, page.rows[0].token, sizeof s.token);
    assert_int_equal(post_submit(&st.visit, &s, &made), OK);
    stage_keys(&st, " and ended<C-x>p");
    assert_shows(&st, "This draft was posted before");
    stage_keys(&st, "n");
    assert_string_equal(ui_screen_name(st.ui), "compose");
    assert_shows(&st, "look who you will be");
    snprintf(name, sizeof name, "you will be %s here", made.name);
    assert_shows_not(&st, name);
    assert_shows(&st, "you will be ~");
    stage_keys(&st, "g<C-x>p");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    assert_shows(&st, "Begun and ended");
    assert_shows_not(&st, made.name);
    stage_done(&st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(facts_are_counted_below_the_text),
        cmocka_unit_test(four_facts_are_told_more_strongly),
        cmocka_unit_test(nothing_is_looked_at_while_keys_come),
        cmocka_unit_test(a_finding_is_removed_generalized_or_kept_and_undone),
        cmocka_unit_test(what_is_kept_stays_kept_for_that_draft),
        cmocka_unit_test(titles_are_marked_too),
        cmocka_unit_test(posting_with_a_warning_is_one_key),
        cmocka_unit_test(what_stops_a_post_can_be_looked_at_at_once),
        cmocka_unit_test(a_crisis_gets_a_quiet_word_and_locks_nothing),
        cmocka_unit_test(on_a_phone_the_quiet_word_comes_first),
        cmocka_unit_test(looking_where_nothing_is_marked_says_so),
        cmocka_unit_test(another_session_on_the_same_draft_is_told_once),
        cmocka_unit_test(a_draft_that_was_posted_and_then_changed_is_not_lost),
        cmocka_unit_test(another_post_of_a_posted_draft_is_by_another_alias),
        cmocka_unit_test(a_draft_that_another_session_posted_is_not_posted_again_unasked),
        cmocka_unit_test(an_older_text_of_a_draft_that_was_posted_is_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

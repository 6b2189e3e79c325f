/* SPDX-License-Identifier: MIT
 *
 * compose_edit.c -- another text for a post of one's own, from one session and from two; and what
 * every text in the composer has: its preview, its keys.
 */
#include "stage.h"

#include <curbside/domain/edit.h>

#include "places.h"

static const char to_mcat[] = "1<Down><Down><Enter>";

struct own {
    thread_id thread;
    post_id post;
    board_id board;
};

/* A thread by the caller is there, and the composer open on its first post. */
static struct own open_edit(struct stage *st)
{
    struct own own;
    struct submitted made;
    struct board board;
    struct compose_arg arg;

    stage_make(st);
    made = stage_post(st, "quiet-otter-41", "mcat", (thread_id){0}, "A question", "First wording.");
    stage_enter(st, "quiet-otter-41");
    assert_int_equal(board_find(&st->arena, &st->visit, "mcat", &board), OK);
    own = (struct own){made.thread, made.post, board.id};
    arg = (struct compose_arg){.edit = own.post, .thread = own.thread, .board = own.board};
    ui_push(st->ui, "compose", &arg, sizeof arg);
    stage_keys(st, "<Home>"); /* it opens when a key was done with */
    stage_keys(st, "<Home>");
    assert_string_equal(ui_screen_name(st->ui), "compose");
    return own;
}

static const char *says(struct stage *st, const struct own *own)
{
    struct post post;

    assert_int_equal(post_get(&st->arena, &st->visit, own->thread, 1, &post), OK);
    return post.body;
}

static void elsewhere(struct stage *st, const struct own *own, const char *body)
{
    struct visit other;

    stage_become(st, &other, "quiet-otter-41");
    assert_int_equal(post_edit(&other, own->post, body, strlen(body)), OK);
    account_close(&other);
}

static void a_post_is_changed_in_the_composer(void **state)
{
    struct stage st;

    (void)state;
    struct own own = open_edit(&st);
    assert_shows(&st, "First wording.");
    stage_keys(&st, "My <C-x>");
    assert_shows(&st, "Save the change");
    assert_shows(&st, "What it said before");
    stage_golden_sizes(&st, "compose_edit");
    stage_keys(&st, "p");
    assert_string_equal(says(&st, &own), "My First wording.");
    assert_shows(&st, "Changed.");
    stage_done(&st);
}

static void title_and_tags_are_changed_with_the_first_post(void **state)
{
    struct stage st;
    struct thread_row row;

    (void)state;
    struct own own = open_edit(&st);
    stage_keys(&st, "<Up>#step1 retake<Up><Home>Better: <C-x>p");
    assert_shows(&st, "Changed.");
    assert_int_equal(thread_get(&st.arena, &st.visit, own.thread, &row), OK);
    assert_string_equal(row.title, "Better: A question");
    assert_int_equal(row.n_tags, 2);
    assert_string_equal(says(&st, &own), "First wording.");
    stage_done(&st);
}

static void what_another_session_wrote_is_shown_and_not_written_over(void **state)
{
    struct stage st;

    (void)state;
    struct own own = open_edit(&st);
    stage_keys(&st, "My ");
    elsewhere(&st, &own, "From elsewhere.");
    stage_keys(&st, "<C-x>p");
    assert_shows(&st, "it was changed elsewhere");
    assert_shows(&st, "now: From elsewhere.");
    assert_string_equal(says(&st, &own), "From elsewhere.");
    stage_golden_sizes(&st, "compose_stale");
    stage_keys(&st, "l");
    assert_string_equal(ui_screen_name(st.ui), "preview");
    assert_shows(&st, "From elsewhere.");
    stage_keys(&st, "q<C-x>pb");
    assert_shows(&st, "My First wording.");
    assert_shows(&st, "From elsewhere.");
    stage_keys(&st, "<C-x>p");
    assert_string_equal(says(&st, &own), "My First wording.\n\nFrom elsewhere.");
    stage_done(&st);
}

static void mine_can_be_put_in_its_place(void **state)
{
    struct stage st;

    (void)state;
    struct own own = open_edit(&st);
    stage_keys(&st, "My ");
    elsewhere(&st, &own, "From elsewhere.");
    stage_keys(&st, "<C-x>po");
    assert_string_equal(says(&st, &own), "My First wording.");
    stage_done(&st);
}

static void an_edit_is_a_draft_like_any_other(void **state)
{
    struct stage st;
    struct draft_page page;

    (void)state;
    struct own own = open_edit(&st);
    stage_keys(&st, "My ");
    stage_wait(&st, 2000);
    stage_leave(&st);
    elsewhere(&st, &own, "From elsewhere.");
    stage_enter(&st, "quiet-otter-41");
    assert_int_equal(draft_list(&st.arena, &st.visit, &page), OK);
    assert_int_equal(page.n, 1);
    assert_int_equal(page.rows[0].edit.v, own.post.v);
    stage_keys(&st, "<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "compose");
    assert_shows(&st, "My First wording.");
    assert_shows(&st, "changed elsewhere meanwhile");
    stage_keys(&st, "<C-x>po");
    assert_string_equal(says(&st, &own), "My First wording.");
    assert_int_equal(draft_list(&st.arena, &st.visit, &page), OK);
    assert_int_equal(page.n, 0);
    stage_done(&st);
}

static void an_edit_is_looked_at_like_a_post(void **state)
{
    struct stage st;

    (void)state;
    struct own own = open_edit(&st);
    stage_keys(&st, "MRN 4482913 ");
    stage_wait(&st, 600);
    assert_shows(&st, "Safety");
    stage_keys(&st, "<C-x>p");
    assert_shows(&st, "Not posted");
    stage_keys(&st, "sr<C-x>p");
    assert_string_equal(says(&st, &own), "MRN First wording.");
    stage_done(&st);
}

static void a_preview_shows_the_tags_as_they_will_be(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, to_mcat);
    stage_keys(&st, "wA title<Tab>#Step1, retake<Tab>Some *text*.<C-x>v");
    assert_string_equal(ui_screen_name(st.ui), "preview");
    assert_shows(&st, "A title");
    assert_shows(&st, "#step1 #retake");
    stage_done(&st);
}

/* The three bytes of an arrow come one by one, as over a slow link: no Esc, and no letters. */
static void a_torn_arrow_moves_the_cursor_in_the_composer(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, to_mcat);
    stage_keys(&st, "wTitle<Tab><Tab>ab");
    stage_bytes(&st, "\033", 1);
    stage_wait(&st, 30);
    stage_bytes(&st, "[", 1);
    stage_wait(&st, 30);
    stage_bytes(&st, "D", 1);
    stage_keys(&st, "?");
    assert_string_equal(ui_screen_name(st.ui), "compose");
    assert_shows(&st, " a?b");
    assert_shows_not(&st, "Leave this text?");
    stage_done(&st);
}

/* The lower line offers nothing that an edit has not: there is no name to choose, and no posting.
 */
static void an_edit_offers_what_an_edit_can_do(void **state)
{
    struct stage st;

    (void)state;
    open_edit(&st);
    stage_wait(&st, 10 * 1000);
    stage_keys(&st, "x");
    assert_shows(&st, "Ctrl-X save, keep, discard");
    assert_shows_not(&st, "Ctrl-T");
    stage_keys(&st, "<C-t>");
    assert_shows(&st, "This post is by quiet-otter-41, and stays so.");
    stage_keys(&st, "<C-x>v");
    assert_shows(&st, "not saved yet");
    stage_done(&st);
}

/* Of five words it is said which one is no tag, before and after. */
static void a_word_that_is_no_tag_is_named(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, to_mcat);
    stage_keys(&st, "wTitle<Tab>#One two! three<Tab>Words.<C-x>v");
    assert_shows(&st, "#one \"two!\" (no tag) #three");
    stage_keys(&st, "q<C-t><C-x>p");
    assert_string_equal(ui_screen_name(st.ui), "compose");
    assert_shows(&st, "\"two!\" is no tag: those are 1 to 32 letters, digits or hyphens.");
    stage_done(&st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_post_is_changed_in_the_composer),
        cmocka_unit_test(title_and_tags_are_changed_with_the_first_post),
        cmocka_unit_test(what_another_session_wrote_is_shown_and_not_written_over),
        cmocka_unit_test(mine_can_be_put_in_its_place),
        cmocka_unit_test(an_edit_is_a_draft_like_any_other),
        cmocka_unit_test(an_edit_is_looked_at_like_a_post),
        cmocka_unit_test(a_preview_shows_the_tags_as_they_will_be),
        cmocka_unit_test(a_torn_arrow_moves_the_cursor_in_the_composer),
        cmocka_unit_test(an_edit_offers_what_an_edit_can_do),
        cmocka_unit_test(a_word_that_is_no_tag_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

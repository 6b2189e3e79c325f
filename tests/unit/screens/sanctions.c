/* SPDX-License-Identifier: MIT
 *
 * sanctions.c -- what whoever was sanctioned finds: on home, on the page of notices, and when they
 * write on.
 */
#include "stage.h"

#include <curbside/domain/sanction.h>
#include <curbside/store/handles.h>

/* A moderator acts on the post. */
static void stage_sanction(struct stage *st, post_id post, enum severity severity)
{
    const struct sanction_order order = {.severity = severity, .rule = "kindness"};
    struct txn txn = TXN_NONE;
    struct visit v;
    action_id id;

    stage_become(st, &v, "calm-maud-7");
    assert_int_equal(txn_begin(&txn, st->db, TXN_WRITE), OK);
    assert_int_equal(handles_set_role(st->db, v.who->handle, "moderator"), OK);
    assert_int_equal(txn_commit(&txn), OK);
    account_close(&v);
    stage_become(st, &v, "calm-maud-7");
    assert_int_equal(sanction_through_post(&v, post, &order, &id), OK);
    account_close(&v);
}

/* The numbers of actions are drawn. */
static void a_ban_is_told_at_home_and_in_full(void **state)
{
    struct stage st;
    struct submitted made;

    (void)state;
    stage_make(&st);
    stage_allow_aliases(&st);
    made = stage_post(&st, "quiet-otter-41", "premed", (thread_id){0}, "What they say of us",
                      "Something unkind.");
    assert_int_equal(made.name[0], '~');
    stage_sanction(&st, made.post, SEVERITY_BAN);
    stage_enter(&st, "quiet-otter-41");
    assert_shows(&st, "A moderator has told you something");
    stage_keys(&st, "<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "sanctions");
    stage_golden_sizes(&st, "sanctions");
    stage_keys(&st, "q");
    /* Who was not reached is told nothing. */
    stage_leave(&st);
    stage_enter(&st, "calm-ibex-3");
    assert_shows_not(&st, "A moderator");
    ui_push(st.ui, "sanctions", NULL, 0);
    stage_wait(&st, 0);
    stage_golden_sizes(&st, "sanctions_none");
    stage_done(&st);
}

static void what_was_read_is_no_news_and_another_one_is(void **state)
{
    struct stage st;
    struct submitted made;

    (void)state;
    stage_make(&st);
    stage_allow_aliases(&st);
    made = stage_post(&st, "quiet-otter-41", "premed", (thread_id){0}, "T", "Something unkind.");
    stage_sanction(&st, made.post, SEVERITY_BAN);
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "sanctions");
    stage_keys(&st, "q");
    assert_shows_not(&st, "A moderator has told you");
    stage_leave(&st);
    stage_enter(&st, "quiet-otter-41");
    assert_shows_not(&st, "A moderator has told you");
    stage_leave(&st);
    made = stage_post(&st, "quiet-otter-41", "mcat", (thread_id){0}, "Again", "Unkind again.");
    stage_sanction(&st, made.post, SEVERITY_WARN);
    stage_enter(&st, "quiet-otter-41");
    assert_shows(&st, "A moderator has told you something");
    stage_done(&st);
}

static void who_may_be_no_alias_chooses_the_handle_or_posts_nothing(void **state)
{
    struct stage st;
    struct submitted made;

    (void)state;
    stage_make(&st);
    stage_allow_aliases(&st);
    made = stage_post(&st, "quiet-otter-41", "premed", (thread_id){0}, "T", "Something unkind.");
    stage_sanction(&st, made.post, SEVERITY_BAN);
    stage_enter(&st, "quiet-otter-41");
    st.now_ms += 24 * 3600 * 1000;
    stage_keys(&st, "1<Down><Enter>w");
    assert_string_equal(ui_screen_name(st.ui), "compose");
    assert_shows(&st, "no name chosen");
    assert_shows(&st, "under an alias for now");
    stage_keys(&st, "<C-t>");
    assert_shows(&st, "you will be quiet-otter-41 here");
    stage_done(&st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ban_is_told_at_home_and_in_full),
        cmocka_unit_test(what_was_read_is_no_news_and_another_one_is),
        cmocka_unit_test(who_may_be_no_alias_chooses_the_handle_or_posts_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

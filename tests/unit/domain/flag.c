/* SPDX-License-Identifier: MIT
 *
 * flag.c -- flags: their weight, what they collapse, and that they lead to nobody.
 */
#include "unit/domain/staff_fixture.h"

#include <curbside/domain/board_edit.h>
#include <curbside/domain/board_stats.h>
#include <curbside/domain/decide.h>
#include <curbside/domain/edit.h>
#include <curbside/domain/flag.h>
#include <curbside/domain/mine.h>
#include <curbside/domain/queue.h>

enum {
    READERS = 4
};

static struct member readers[READERS];

/* Readers with standing, who have no part in the threads that are flagged. */
static int crowd_setup(void **state)
{
    assert_int_equal(town_setup(state), 0);
    for (int i = 0; i < READERS; i++) {
        char name[32];

        snprintf(name, sizeof name, "calm-reader-%d", i);
        town_member(&readers[i], name, ROLE_MEMBER);
    }
    for (int day = 0; day < 5; day++) {
        for (int i = 0; i < READERS; i++)
            start(&readers[i], town.f->board, FACE_HANDLE);
        town.f->now += DAY;
    }
    town.f->now = T0 + 20 * DAY;
    return 0;
}

static int crowd_teardown(void **state)
{
    for (int i = 0; i < READERS; i++)
        town_member_done(&readers[i]);
    return town_teardown(state);
}

static enum post_state state_of(const struct submitted *made)
{
    return post_at(&town.bob, made->thread, 1).state;
}

static void must_flag(struct member *m, post_id post, enum flag_code code)
{
    assert_int_equal(flag_add(&m->v, post, code, NULL), OK);
}

static struct queue_page queue_of(struct member *m);

static struct queue_item item_of(post_id post)
{
    struct queue_page page = queue_of(&town.mod);

    for (int i = 0; i < page.n; i++)
        if (page.rows[i].post.v == post.v)
            return page.rows[i];
    fail_msg("not in the queue");
    return (struct queue_item){0};
}

static struct queue_page queue_of(struct member *m)
{
    struct queue_page page;

    assert_int_equal(queue_list(&town.f->a, &m->v, &(struct queue_query){.limit = 100}, &page), OK);
    return page;
}

static void three_weighty_flags_collapse_a_post_and_light_ones_never_do(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);

    (void)state;
    must_flag(&town.bob, made.post, FLAG_UNKIND); /* no standing */
    must_flag(&town.peer, made.post, FLAG_UNKIND);
    must_flag(&town.sysop, made.post, FLAG_UNKIND);
    must_flag(&readers[0], made.post, FLAG_UNKIND);
    must_flag(&readers[1], made.post, FLAG_SPAM);
    assert_int_equal(state_of(&made), POST_VISIBLE);
    must_flag(&readers[2], made.post, FLAG_UNKIND);
    assert_int_equal(state_of(&made), POST_COLLAPSED);
    assert_string_equal(post_at(&town.bob, made.thread, 1).body, "The first post.");
}

static void one_is_enough_for_doxxing_with_standing_or_where_the_scanner_agrees(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);
    struct submission s = thread_of(town.f->board, "Title", "Ask jane.roe@example.org about it.");
    struct submitted address;

    (void)state;
    must_flag(&town.bob, made.post, FLAG_DOXXING);
    assert_int_equal(state_of(&made), POST_VISIBLE);
    must_flag(&readers[0], made.post, FLAG_DOXXING);
    assert_int_equal(state_of(&made), POST_COLLAPSED);
    s.override = OVERRIDE_PUBLIC;
    s.face = FACE_HANDLE;
    address = must_submit(&town.ann, &s);
    must_flag(&town.bob, address.post, FLAG_UNKIND);
    assert_int_equal(state_of(&address), POST_VISIBLE);
    must_flag(&town.peer, address.post, FLAG_PATIENT);
    assert_int_equal(state_of(&address), POST_COLLAPSED);
}

static void a_flag_has_no_weight_in_a_thread_one_writes_in(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);

    (void)state;
    reply(&readers[0], made.thread, "I disagree.");
    must_flag(&readers[0], made.post, FLAG_DOXXING);
    assert_int_equal(state_of(&made), POST_VISIBLE);
}

static void on_an_alias_board_a_post_collapses_with_the_release(void **state)
{
    struct submitted made = start(&town.ann, town.vent, FACE_ALIAS);

    (void)state;
    later(11 * MINUTE);
    must_flag(&readers[0], made.post, FLAG_PATIENT);
    assert_int_equal(state_of(&made), POST_VISIBLE);
    later(11 * MINUTE);
    assert_int_equal(state_of(&made), POST_COLLAPSED);
    assert_whole();
}

static void one_account_flags_a_post_once_and_never_its_own(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_ALIAS);
    bool mine;

    (void)state;
    assert_int_equal(flag_add(&town.ann.v, made.post, FLAG_SPAM, NULL), E_OWN_POST);
    assert_int_equal(flag_add(&town.guest.v, made.post, FLAG_SPAM, NULL), E_GUEST);
    assert_int_equal(flag_add(&town.bob.v, (post_id){1}, FLAG_SPAM, NULL), E_NOTFOUND);
    assert_int_equal(flag_is_mine(&town.bob.v, made.post, &mine), OK);
    assert_false(mine);
    must_flag(&town.bob, made.post, FLAG_SPAM);
    assert_int_equal(flag_add(&town.bob.v, made.post, FLAG_UNKIND, NULL), E_DONE_ALREADY);
    assert_int_equal(flag_is_mine(&town.bob.v, made.post, &mine), OK);
    assert_true(mine);
}

/* Two rows of one account have nothing in common, and the order of rows is no order of flagging. */
static void two_flags_of_one_account_cannot_be_put_together(void **state)
{
    struct submitted one = start(&town.ann, town.f->board, FACE_HANDLE);
    struct submitted two = start(&town.ann, town.f->board, FACE_HANDLE);
    AUTO_STR struct str dump = STR_INIT;

    (void)state;
    must_flag(&town.bob, one.post, FLAG_SPAM);
    must_flag(&town.bob, two.post, FLAG_SPAM);
    town_dump(&dump, "state");
    const char *first = strstr(str_cstr(&dump), "\nflag:");
    assert_non_null(first);
    const char *second = strstr(first + 1, "\nflag:");
    assert_non_null(second);
    const char *token = strchr(strchr(first, '|') + 1, '|'),
               *other = strchr(strchr(second, '|') + 1, '|');
    assert_int_not_equal(strncmp(token, other, 33), 0);
}

static void the_queue_has_each_post_once_with_its_reasons_oldest_first(void **state)
{
    struct submitted one = start(&town.ann, town.f->board, FACE_HANDLE);
    struct submitted two = start(&town.ann, town.f->board, FACE_HANDLE);
    struct queue_page page;
    int n;

    (void)state;
    must_flag(&town.bob, two.post, FLAG_UNKIND);
    town.f->now += 2 * HOUR;
    must_flag(&town.bob, one.post, FLAG_SPAM);
    must_flag(&readers[0], two.post, FLAG_UNKIND);
    must_flag(&readers[1], two.post, FLAG_OFF_TOPIC);
    page = queue_of(&town.mod);
    assert_int_equal(page.n, 2);
    assert_int_equal(page.rows[0].item, two.post.v);
    assert_string_equal(queue_kind_name(page.rows[0].kind), "flags");
    assert_int_equal(page.rows[0].count, 3);
    assert_int_equal(page.rows[0].n_reasons, 2);
    assert_string_equal(page.rows[0].reasons[0], "unkind");
    assert_int_equal(page.rows[0].no, 1);
    assert_int_equal(page.rows[1].item, one.post.v);
    assert_int_equal(queue_count(&town.mod.v, &n), OK);
    assert_int_equal(n, 2);
    assert_int_equal(queue_count(&town.bob.v, &n), OK);
    assert_int_equal(n, 0);
    /* In pages of one. */
    assert_int_equal(queue_list(&town.f->a, &town.mod.v, &(struct queue_query){.limit = 1}, &page),
                     OK);
    assert_int_equal(page.rows[0].item, two.post.v);
    assert_int_equal(queue_list(&town.f->a, &town.mod.v,
                                &(struct queue_query){.limit = 1, .after = page.next}, &page),
                     OK);
    assert_int_equal(page.rows[0].item, one.post.v);
    assert_null(page.next);
}

static void board_close(const char *slug)
{
    struct board_change change = board_change_none();
    action_id id;

    change.open = 0;
    assert_int_equal(board_edit(&town.sysop.v, slug, &change, &id), OK);
}

/* What waits there is judged all the same, and keeps nothing else from being seen. */
static void a_closed_board_leaves_the_queue_whole(void **state)
{
    struct submitted there = start(&town.ann, town.vent, FACE_ALIAS), here;
    action_id id;

    (void)state;
    later(3 * HOUR);
    here = start(&town.ann, town.f->board, FACE_HANDLE);
    must_flag(&town.bob, there.post, FLAG_UNKIND);
    must_flag(&town.bob, here.post, FLAG_UNKIND);
    board_close("vent");
    assert_int_equal(queue_of(&town.mod).n, 2);
    assert_int_equal(flag_add(&town.peer.v, there.post, FLAG_SPAM, NULL), E_NOTFOUND);
    assert_int_equal(post_remove(&town.mod.v, there.post, "kindness", NULL, &id), OK);
    assert_int_equal(queue_of(&town.mod).n, 1);
}

/* Warning is acting on it, too. */
static void what_is_claimed_is_left_to_whoever_claimed_it(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);
    const struct sanction_order order = {.severity = SEVERITY_WARN, .rule = "kindness"};
    action_id id;

    (void)state;
    must_flag(&town.bob, made.post, FLAG_UNKIND);
    assert_int_equal(item_claim(&town.mod.v, made.post.v), OK);
    assert_int_equal(sanction_through_post(&town.peer.v, made.post, &order, &id), E_CLAIMED);
    assert_int_equal(sanction_through_post(&town.mod.v, made.post, &order, &id), OK);
}

static void keeping_opens_what_was_collapsed_and_old_flags_weigh_no_more(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);
    action_id id;

    (void)state;
    must_flag(&readers[0], made.post, FLAG_UNKIND);
    must_flag(&readers[1], made.post, FLAG_UNKIND);
    must_flag(&readers[2], made.post, FLAG_UNKIND);
    assert_int_equal(state_of(&made), POST_COLLAPSED);
    assert_int_equal(item_claim(&town.mod.v, made.post.v), OK);
    assert_int_equal(post_keep(&town.mod.v, made.post, &id), OK);
    assert_int_equal(state_of(&made), POST_VISIBLE);
    assert_int_equal(queue_of(&town.mod).n, 0);
    assert_int_equal(post_keep(&town.peer.v, made.post, &id), E_NOTFOUND);
    must_flag(&readers[3], made.post, FLAG_UNKIND);
    assert_int_equal(state_of(&made), POST_VISIBLE);
    assert_int_equal(queue_of(&town.mod).rows[0].count, 1);
    assert_int_equal(post_remove(&town.mod.v, made.post, "kindness", NULL, &id), OK);
    assert_int_equal(queue_of(&town.mod).n, 0);
    assert_int_equal(flag_add(&town.bob.v, made.post, FLAG_SPAM, NULL), E_NOTFOUND);
}

static enum err note_row(void *ctx, const struct mine_row *row)
{
    *(int *)ctx += strcmp(row->table, "flag") == 0;
    return OK;
}

static void mine_shows_ones_own_flags(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);
    int mine = 0, others = 0;

    (void)state;
    assert_int_equal(flag_add(&town.bob.v, made.post, FLAG_SPAM, "see the link"), OK);
    assert_int_equal(mine_walk(&town.f->a, &town.bob.v, note_row, &mine), OK);
    assert_int_equal(mine_walk(&town.f->a, &town.ann.v, note_row, &others), OK);
    assert_int_equal(mine, 1);
    assert_int_equal(others, 0);
}

#define T(test) cmocka_unit_test_setup_teardown(test, crowd_setup, crowd_teardown)

static void the_queue_says_what_was_edited_since_it_was_flagged(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);

    (void)state;
    assert_int_equal(post_edit(&town.ann.v, made.post, "You are idiots.", 15), OK);
    town.f->now += DAY;
    must_flag(&town.bob, made.post, FLAG_UNKIND);
    assert_false(item_of(made.post).edited);
    town.f->now += 60;
    assert_int_equal(post_edit(&town.ann.v, made.post, "Have a nice day.", 16), OK);
    assert_true(item_of(made.post).edited);
}

static void a_flag_is_taken_back_until_somebody_decides(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);
    struct flag_outcome_page told;
    enum flag_code code;
    action_id id;

    (void)state;
    town.f->now += HOUR;
    assert_int_equal(flag_withdraw(&town.guest.v, made.post), E_GUEST);
    assert_int_equal(flag_withdraw(&town.bob.v, made.post), E_NOTFOUND);
    must_flag(&town.bob, made.post, FLAG_SPAM);
    must_flag(&readers[0], made.post, FLAG_UNKIND);
    assert_int_equal(flag_get_mine(&town.bob.v, made.post, &code), OK);
    assert_int_equal(code, FLAG_SPAM);
    assert_int_equal(flag_withdraw(&town.bob.v, made.post), OK);
    assert_int_equal(flag_get_mine(&town.bob.v, made.post, &code), E_NOTFOUND);
    assert_int_equal(item_of(made.post).count, 1);
    assert_int_equal(flag_outcome_list(&town.f->a, &town.bob.v, &told), OK);
    assert_int_equal(told.n, 0);
    assert_int_equal(flag_withdraw(&readers[0].v, made.post), OK);
    assert_int_equal(queue_of(&town.mod).n, 0);
    must_flag(&town.bob, made.post, FLAG_OFF_TOPIC);
    assert_int_equal(post_keep(&town.mod.v, made.post, &id), OK);
    assert_int_equal(flag_withdraw(&town.bob.v, made.post), E_FLAG_DECIDED);
    assert_int_equal(flag_outcome_list(&town.f->a, &town.bob.v, &told), OK);
    assert_int_equal(told.n, 1);
    assert_string_equal(told.rows[0].reason, "off-topic");
    assert_whole();
}

/* Or who flags and takes back would open what others flagged. */
static void what_collapsed_stays_so_and_waits_though_all_take_back(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);
    struct queue_item item;

    (void)state;
    town.f->now += HOUR;
    must_flag(&readers[0], made.post, FLAG_DOXXING);
    assert_int_equal(state_of(&made), POST_COLLAPSED);
    assert_int_equal(flag_withdraw(&readers[0].v, made.post), OK);
    assert_int_equal(state_of(&made), POST_COLLAPSED);
    item = item_of(made.post);
    assert_int_equal(item.kind, QUEUE_FLAGS);
    assert_int_equal(item.count, 0);
}

static void a_first_post_stays_in_the_queue_though_its_flag_is_taken_back(void **state)
{
    struct submitted made, second;

    (void)state;
    town.ann.v.newcomer_posts = town.bob.v.newcomer_posts = 6;
    made = start(&town.ann, town.f->board, FACE_HANDLE);
    town.f->now += MINUTE;
    second = start(&town.ann, town.f->board, FACE_HANDLE);
    must_flag(&town.bob, made.post, FLAG_SPAM);
    must_flag(&town.bob, second.post, FLAG_SPAM);
    assert_int_equal(flag_withdraw(&town.bob.v, made.post), OK);
    assert_int_equal(flag_withdraw(&town.bob.v, second.post), OK);
    assert_int_equal(queue_of(&town.mod).n, 1);
    assert_int_equal(item_of(made.post).kind, QUEUE_FIRST);
}

static void on_an_alias_board_it_does_not_collapse_after_all(void **state)
{
    struct submitted made = start(&town.ann, town.vent, FACE_ALIAS);

    (void)state;
    later(3 * HOUR);
    must_flag(&readers[0], made.post, FLAG_PATIENT);
    must_flag(&town.bob, made.post, FLAG_SPAM);
    assert_int_equal(flag_withdraw(&readers[0].v, made.post), OK);
    later(11 * MINUTE);
    assert_int_equal(state_of(&made), POST_VISIBLE);
    assert_int_equal(item_of(made.post).count, 1);
}

static void one_item_is_read_by_its_number(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE),
                     own = start(&town.mod, town.f->board, FACE_HANDLE);
    struct queue_item item;

    (void)state;
    town.f->now += HOUR;
    must_flag(&town.bob, made.post, FLAG_SPAM);
    must_flag(&town.bob, own.post, FLAG_SPAM);
    assert_int_equal(queue_get(&town.f->a, &town.bob.v, made.post.v, &item), E_DENIED);
    assert_int_equal(queue_get(&town.f->a, &town.mod.v, made.post.v, &item), OK);
    assert_string_equal(item.body, "The first post.");
    assert_int_equal(item.since, item_of(made.post).since);
    assert_int_equal(item.barred, OK);
    assert_int_equal(queue_get(&town.f->a, &town.mod.v, own.post.v, &item), OK);
    assert_int_equal(item.barred, E_OWN_CASE);
    assert_int_equal(queue_get(&town.f->a, &town.peer.v, own.post.v, &item), OK);
    assert_int_equal(item.barred, E_PEER);
    assert_int_equal(queue_get(&town.f->a, &town.mod.v, 12345, &item), E_NOTFOUND);
}

/* Once a day, as it stood then, and a week as its worst day. */
static void how_much_waited_is_remembered_by_day(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);
    struct day_count week;
    struct board_stats s;
    action_id id;

    (void)state;
    later(1);
    town.f->now = time_floor_day(town.f->now) + 20 * HOUR;
    must_flag(&town.bob, made.post, FLAG_UNKIND);
    later(DAY - 19 * HOUR);
    assert_int_equal(post_keep(&town.mod.v, made.post, &id), OK);
    later(2 * HOUR);
    assert_int_equal(board_stats(&town.f->a, &town.sysop.v, 1, &s), OK);
    assert_int_equal(s.days[4].waiting, -1);
    assert_int_equal(s.days[5].waiting, 0);
    assert_int_equal(s.days[6].waiting, 1);
    assert_int_equal(s.days[6].oldest_hours, 5);
    later(DAY);
    assert_int_equal(board_stats(&town.f->a, &town.sysop.v, 1, &s), OK);
    assert_int_equal(s.days[6].waiting, 0);
    board_stats_week(&s, 0, &week);
    assert_int_equal(week.waiting, 1);
    assert_int_equal(week.oldest_hours, 5);
}

/* Or the log said of a post that is gone that it breaks no rule. */
static void what_its_author_deleted_is_not_decided_on(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);
    action_id id;

    (void)state;
    must_flag(&town.bob, made.post, FLAG_UNKIND);
    assert_int_equal(post_delete(&town.ann.v, made.post), OK);
    assert_int_equal(item_claim(&town.mod.v, made.post.v), E_NOTFOUND);
    assert_int_equal(post_keep(&town.mod.v, made.post, &id), E_NOTFOUND);
}

static void a_claim_is_given_back(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);

    (void)state;
    must_flag(&town.bob, made.post, FLAG_UNKIND);
    assert_int_equal(item_unclaim(&town.mod.v, made.post.v), E_NOTFOUND);
    assert_int_equal(item_claim(&town.mod.v, made.post.v), OK);
    assert_int_equal(item_unclaim(&town.peer.v, made.post.v), E_CLAIMED);
    assert_int_equal(item_unclaim(&town.mod.v, made.post.v), OK);
    assert_int_equal(item_claim(&town.peer.v, made.post.v), OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(the_queue_says_what_was_edited_since_it_was_flagged),
        T(three_weighty_flags_collapse_a_post_and_light_ones_never_do),
        T(one_is_enough_for_doxxing_with_standing_or_where_the_scanner_agrees),
        T(a_flag_has_no_weight_in_a_thread_one_writes_in),
        T(on_an_alias_board_a_post_collapses_with_the_release),
        T(one_account_flags_a_post_once_and_never_its_own),
        T(two_flags_of_one_account_cannot_be_put_together),
        T(the_queue_has_each_post_once_with_its_reasons_oldest_first),
        T(a_closed_board_leaves_the_queue_whole),
        T(what_is_claimed_is_left_to_whoever_claimed_it),
        T(keeping_opens_what_was_collapsed_and_old_flags_weigh_no_more),
        T(mine_shows_ones_own_flags),
        T(a_flag_is_taken_back_until_somebody_decides),
        T(what_collapsed_stays_so_and_waits_though_all_take_back),
        T(a_first_post_stays_in_the_queue_though_its_flag_is_taken_back),
        T(on_an_alias_board_it_does_not_collapse_after_all),
        T(one_item_is_read_by_its_number),
        T(a_claim_is_given_back),
        T(what_its_author_deleted_is_not_decided_on),
        T(how_much_waited_is_remembered_by_day),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT
 *
 * state_merge.c -- two sessions of one account, field by field, and the sizes of what is stored.
 * What names alias posts is in state_aliases.c.
 */
#include "visitor.h"

#include <sqlite3.h>

#include <curbside/domain/settings.h>
#include <curbside/domain/state.h>

#include "state_record.h"

static const thread_id A = {5}, B = {999999999};

/* The two, and what the third one reads after both have saved. */
struct pair {
    struct visit_board *b;
    struct visit one, two;
};

static struct pair pair_open(struct visit_board *b)
{
    struct pair p = {.b = b, .one = visit_joined(b, "key one", NULL)};

    p.two = visit_as(b, "key one");
    return p;
}

static void save(struct visit *v)
{
    assert_int_equal(state_save(v), OK);
    assert_false(state_is_dirty(v->state));
}

/* Both save, and a third session has what comes of it. */
static struct visit pair_close(struct pair *p)
{
    save(&p->one);
    save(&p->two);
    account_close(&p->one);
    account_close(&p->two);
    return visit_as(p->b, "key one");
}

static void marks_merge_to_the_union(void **state)
{
    struct pair p = pair_open(*state);
    struct visit v;

    marks_add(p.one.state, A, 1, 5);
    marks_add(p.two.state, A, 4, 9);
    marks_add(p.two.state, B, 2, 2);
    v = pair_close(&p);
    assert_int_equal(marks_count(v.state, A, 100), 9);
    assert_int_equal(marks_count(v.state, B, 100), 1);
    account_close(&v);
}

static void what_another_session_saved_is_there_at_the_next_look(void **state)
{
    struct pair p = pair_open(*state);

    assert_int_equal(state_look_again(&p.two), OK); /* nothing was ever saved */
    marks_add(p.one.state, A, 1, 5);
    marks_add(p.two.state, B, 7, 7); /* unsaved, and stays so */
    save(&p.one);
    assert_int_equal(marks_count(p.two.state, A, 100), 0);
    assert_int_equal(state_look_again(&p.two), OK);
    assert_int_equal(marks_count(p.two.state, A, 100), 5);
    assert_int_equal(marks_count(p.two.state, B, 100), 1);
    assert_true(state_is_dirty(p.two.state));
    save(&p.two);
    assert_int_equal(state_look_again(&p.one), OK);
    assert_int_equal(marks_count(p.one.state, B, 100), 1);
    assert_false(state_is_dirty(p.one.state)); /* what is stored already is no reason to store */
    account_close(&p.one);
    account_close(&p.two);
}

static void drafts_merge_to_the_union_and_cleared_ones_stay_away(void **state)
{
    struct pair p = pair_open(*state);
    uint32_t numbers[STATE_DRAFTS];
    struct visit v;

    state_draft_add(p.one.state, 11);
    state_draft_add(p.one.state, 12);
    save(&p.one);
    state_draft_add(p.two.state, 13);
    save(&p.two);
    state_draft_remove(p.one.state, 11);
    v = pair_close(&p);
    assert_int_equal(state_drafts(v.state, numbers), 2);
    assert_int_equal(numbers[0] + numbers[1], 12 + 13);
    account_close(&v);
}

static void keys_merge_to_the_union_and_the_later_label_holds(void **state)
{
    static const uint8_t mine[STATE_LOCATOR_BYTES] = {1}, other[STATE_LOCATOR_BYTES] = {2};
    struct pair p = pair_open(*state);
    const struct state_key *keys;
    struct visit v;
    size_t n;
    int found = 0;

    assert_int_equal(state_key_add(p.one.state, mine), OK);
    state_key_label(p.one.state, mine, "first");
    save(&p.one);
    assert_int_equal(state_key_add(p.two.state, other), OK);
    save(&p.two);
    state_key_label(p.two.state, mine, "second");
    v = pair_close(&p);
    keys = state_keys(v.state, &n);
    for (size_t i = 0; i < n; i++) {
        found += memcmp(keys[i].locator, other, sizeof other) == 0;
        if (memcmp(keys[i].locator, mine, sizeof mine) == 0) {
            assert_string_equal(keys[i].label, "second");
            found++;
        }
        for (size_t k = 0; k < i; k++)
            assert_int_not_equal(keys[i].number, keys[k].number);
    }
    assert_int_equal(found, 2);
    account_close(&v);
}

static void mutes_merge_to_the_union(void **state)
{
    struct pair p = pair_open(*state);
    struct visit v;
    size_t n;

    assert_int_equal(state_mute_add(p.one.state, (thread_id){0}, "calm-cat"), OK);
    assert_int_equal(state_mute_add(p.two.state, A, "~amber-heron"), OK);
    v = pair_close(&p);
    IGNORE(state_mutes(v.state, &n)); /* only how many */
    assert_int_equal(n, 2);
    account_close(&v);
}

static void of_the_quiet_view_the_later_wish_holds(void **state)
{
    struct pair p = pair_open(*state);
    struct visit v;

    state_quiet_set(p.one.state, true);
    save(&p.one);
    marks_add(p.two.state, A, 1, 1);
    save(&p.two);
    assert_true(state_quiet(p.two.state)); /* heard of by the merge */
    state_quiet_set(p.two.state, false);
    save(&p.two);
    marks_add(p.one.state, A, 2, 2);
    v = pair_close(&p);
    assert_false(state_quiet(v.state));
    account_close(&v);
}

static void of_each_setting_the_later_choice_holds(void **state)
{
    struct pair p = pair_open(*state);
    struct visit v;

    assert_int_equal(setting_set(&p.one, SETTING_THEME, THEME_CHOICE_LIGHT), OK);
    assert_int_equal(setting_set(&p.one, SETTING_ZONE, 10), OK);
    save(&p.one);
    assert_int_equal(setting_set(&p.two, SETTING_TIMES, TIMES_CLOCK), OK);
    save(&p.two);
    assert_int_equal(setting_get(&p.two, SETTING_THEME), THEME_CHOICE_LIGHT); /* by the merge */
    assert_int_equal(setting_set(&p.two, SETTING_THEME, THEME_CHOICE_DARK), OK);
    v = pair_close(&p);
    assert_int_equal(setting_get(&v, SETTING_THEME), THEME_CHOICE_DARK);
    assert_int_equal(setting_get(&v, SETTING_ZONE), 10);
    assert_int_equal(setting_get(&v, SETTING_TIMES), TIMES_CLOCK);
    account_close(&v);
}

static void a_setting_of_a_newer_version_is_kept_and_has_no_say(void **state)
{
    struct pair p = pair_open(*state);
    struct visit v;

    state_setting_set(p.one.state, 3000, 77);
    state_setting_set(p.one.state, SETTING_THEME, 200);
    v = pair_close(&p);
    assert_int_equal(state_setting(v.state, 3000), 77);
    assert_int_equal(state_setting(v.state, SETTING_THEME), 200);
    assert_int_equal(setting_get(&v, SETTING_THEME), THEME_CHOICE_DARK);
    account_close(&v);
}

static void broken_settings_are_no_record(void **state)
{
    /* "CBS" 1, field 12, its length, then number, edition, value. */
    static const uint8_t good[] = {'C', 'B', 'S', 1, 12, 0, 3, 0, 0, 0, 1, 1, 2, 0, 0};
    uint8_t bytes[sizeof good];
    struct state *s = state_new(0);

    (void)state;
    assert_int_equal(state_parse(s, good, sizeof good), OK);
    assert_int_equal(state_setting(s, 1), 2);
    for (size_t i = 10; i < 12; i++) { /* no number, no edition */
        memcpy(bytes, good, sizeof good);
        bytes[i] = 0;
        assert_int_equal(state_parse(s, bytes, sizeof bytes), E_CORRUPT);
    }
    memcpy(bytes, good, sizeof good);
    bytes[6] = 2; /* cut off */
    assert_int_equal(state_parse(s, bytes, sizeof bytes), E_CORRUPT);
    state_free(s);
}

static void a_guests_settings_become_the_accounts_that_never_chose(void **state)
{
    struct visit_board *b = *state;
    struct visit guest = visit_as(b, "key new"), member = visit_joined(b, "key old", NULL);

    assert_int_equal(setting_set(&guest, SETTING_THEME, THEME_CHOICE_CONTRAST), OK);
    assert_int_equal(setting_get(&guest, SETTING_THEME), THEME_CHOICE_CONTRAST);
    assert_int_equal(setting_set(&guest, SETTING_ZONE, 9999), E_USAGE);
    assert_int_equal(setting_set(&guest, SETTING_THEME, N_THEME_CHOICES), E_USAGE);

    memcpy(member.guest_settings, guest.guest_settings, sizeof member.guest_settings);
    settings_carry(&member);
    assert_int_equal(setting_get(&member, SETTING_THEME), THEME_CHOICE_CONTRAST);
    member.guest_settings[SETTING_THEME] = THEME_CHOICE_LIGHT;
    settings_carry(&member);
    assert_int_equal(setting_get(&member, SETTING_THEME), THEME_CHOICE_CONTRAST);
    account_close(&guest);
    account_close(&member);
}

static void floors_merge_place_by_place(void **state)
{
    const struct state_place all = {0, 0}, board = {.board = 3}, thread = {.thread = 5};
    struct pair p = pair_open(*state);
    struct visit v;

    assert_int_equal(state_floor_set(p.one.state, all, 100, NULL, 0), OK);
    assert_int_equal(state_floor_set(p.one.state, thread, 7, NULL, 0), OK);
    assert_int_equal(state_floor_set(p.two.state, board, 120, NULL, 0), OK);
    v = pair_close(&p);
    assert_int_equal(state_floor(v.state, all), 100);
    assert_int_equal(state_floor(v.state, board), 120);
    assert_int_equal(state_floor(v.state, thread), 7);
    assert_int_equal(state_floor_hour(v.state, (board_id){3}), 120);
    account_close(&v);
}

/* A catching up that was taken back before anybody knew of it is no newer than another's. */
static void what_was_taken_back_unsaved_does_not_undo_anothers_catching_up(void **state)
{
    const struct state_place board = {.board = 3};
    struct pair p = pair_open(*state);
    struct state_place undone;
    struct visit v;

    assert_int_equal(state_floor_set(p.one.state, board, 120, NULL, 0), OK);
    assert_int_equal(state_floor_undo(p.one.state, &undone), OK);
    assert_int_equal(state_floor_set(p.two.state, board, 120, NULL, 0), OK);
    save(&p.two);
    assert_int_equal(state_look_again(&p.one), OK);
    assert_int_equal(state_floor(p.one.state, board), 120);
    /* Saved in between, it stays taken back wherever it went. */
    assert_int_equal(state_floor_set(p.one.state, board, 130, NULL, 0), OK);
    save(&p.one);
    assert_int_equal(state_look_again(&p.two), OK);
    assert_int_equal(state_floor(p.two.state, board), 130);
    assert_int_equal(state_floor_undo(p.one.state, &undone), OK);
    v = pair_close(&p);
    assert_int_equal(state_floor(v.state, board), 120);
    account_close(&v);
}

static void keeps_merge_to_the_union(enum state_keep which, struct visit_board *b)
{
    struct pair p = pair_open(b);
    struct visit v;

    assert_int_equal(state_keep_add(p.one.state, which, "thread/1"), OK);
    assert_int_equal(state_keep_add(p.one.state, which, "thread/2"), OK);
    save(&p.one);
    assert_int_equal(state_keep_add(p.two.state, which, "thread/3"), OK);
    save(&p.two);
    state_keep_remove(p.two.state, which, "thread/1");
    save(&p.two);
    account_close(&p.one);
    account_close(&p.two);
    v = visit_as(b, "key one");
    assert_false(state_keep_has(v.state, which, "thread/1"));
    assert_true(state_keep_has(v.state, which, "thread/2"));
    assert_true(state_keep_has(v.state, which, "thread/3"));
    account_close(&v);
}

static void follows_merge_to_the_union_and_removed_ones_stay_away(void **state)
{
    keeps_merge_to_the_union(STATE_FOLLOWS, *state);
}

static void bookmarks_merge_to_the_union_and_removed_ones_stay_away(void **state)
{
    keeps_merge_to_the_union(STATE_BOOKMARKS, *state);
}

static void of_the_inbox_the_later_hour_and_the_greater_numbers_hold(void **state)
{
    struct pair p = pair_open(*state);
    struct visit v;

    state_inbox_hour_set(p.one.state, 400);
    assert_true(state_inbox_clear(p.one.state, A, 3));
    state_inbox_hour_set(p.two.state, 300);
    assert_true(state_inbox_clear(p.two.state, A, 8));
    assert_true(state_inbox_clear(p.two.state, B, 1));
    v = pair_close(&p);
    assert_int_equal(state_inbox_hour(v.state), 400);
    assert_int_equal(state_inbox_cleared(v.state, A), 8);
    assert_int_equal(state_inbox_cleared(v.state, B), 1);
    account_close(&v);
}

static int64_t stored_bytes(struct visit_board *b)
{
    sqlite3 *conn;
    sqlite3_stmt *stmt;
    int64_t value;

    assert_int_equal(sqlite3_open(data_folder_path(&b->folder, "db/board.db"), &conn), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(conn, "SELECT length(box) FROM state", -1, &stmt, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    value = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    sqlite3_close(conn);
    return value;
}

static void a_record_is_stored_in_one_of_three_sizes(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", NULL);
    static const int64_t sizes[] = {16, 64, 256};
    static const int threads[] = {1, 5000, STATE_MARKS};

    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        for (int k = 1; k <= threads[i]; k++)
            marks_add(v.state, (thread_id){(int64_t)k * 60000}, 1, k);
        save(&v);
        assert_int_equal(stored_bytes(b), sizes[i] * 1024 + SEAL_EXTRA);
    }
    account_close(&v);
    v = visit_as(b, "key one");
    assert_int_equal(marks_count(v.state, (thread_id){60000}, 10), 1);
    account_close(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        VISIT_CASE(marks_merge_to_the_union),
        VISIT_CASE(what_another_session_saved_is_there_at_the_next_look),
        VISIT_CASE(drafts_merge_to_the_union_and_cleared_ones_stay_away),
        VISIT_CASE(keys_merge_to_the_union_and_the_later_label_holds),
        VISIT_CASE(mutes_merge_to_the_union),
        VISIT_CASE(of_the_quiet_view_the_later_wish_holds),
        VISIT_CASE(of_each_setting_the_later_choice_holds),
        VISIT_CASE(a_setting_of_a_newer_version_is_kept_and_has_no_say),
        VISIT_CASE(broken_settings_are_no_record),
        VISIT_CASE(a_guests_settings_become_the_accounts_that_never_chose),
        VISIT_CASE(floors_merge_place_by_place),
        VISIT_CASE(what_was_taken_back_unsaved_does_not_undo_anothers_catching_up),
        VISIT_CASE(follows_merge_to_the_union_and_removed_ones_stay_away),
        VISIT_CASE(bookmarks_merge_to_the_union_and_removed_ones_stay_away),
        VISIT_CASE(of_the_inbox_the_later_hour_and_the_greater_numbers_hold),
        VISIT_CASE(a_record_is_stored_in_one_of_three_sizes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

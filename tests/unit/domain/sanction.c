/* SPDX-License-Identifier: MIT
 *
 * sanction.c -- sanctions reach an author through an alias, and tell nobody who it is.
 */
#include "unit/domain/staff_fixture.h"

#include <curbside/domain/edit.h>
#include <curbside/domain/mine.h>
#include <curbside/domain/month_key.h>
#include <curbside/domain/standing.h>
#include <curbside/domain/undo.h>
#include <curbside/store/actions.h>
#include <curbside/store/sanctions.h>

static struct sanction_page mine_of(struct member *m)
{
    struct sanction_page page;

    assert_int_equal(sanction_list_mine(&town.f->a, &m->v, &page), OK);
    return page;
}

/* The next session of the account: what was saved, and what is found. */
static void come_again(struct member *m, bool with_state)
{
    if (with_state)
        assert_int_equal(state_save(&m->v), OK);
    state_free(m->v.state);
    m->v.state = state_new(town.f->now);
    if (with_state)
        assert_int_equal(state_load(&m->v, m->v.state), OK);
    assert_int_equal(sanction_find_own(&m->v), OK);
}

/* A post of hers in a thread of its own, out. */
static struct submitted out_post(struct member *m, board_id board)
{
    struct submitted made = start(m, board, FACE_ALIAS);

    later(11 * MINUTE);
    return made;
}

/* ---- what it does ---- */

static void
a_banned_alias_is_out_of_its_thread_at_once_and_of_all_others_from_the_next_day(void **state)
{
    struct submitted there = out_post(&town.ann, town.vent),
                     other = out_post(&town.ann, town.quiet);

    (void)state;
    sanction(&town.mod, there.post, SEVERITY_BAN);
    assert_int_equal(try_reply(&town.ann, there.thread), E_BARRED_THREAD);
    assert_int_equal(post_edit(&town.ann.v, there.post, "x", 1), E_BARRED_THREAD);
    assert_int_equal(try_reply(&town.ann, other.thread), OK);
    assert_int_equal(try_start(&town.ann, town.f->board, FACE_ALIAS), OK);
    town.f->now = time_floor_day(town.f->now) + DAY - 1;
    assert_int_equal(try_reply(&town.ann, other.thread), OK);
    town.f->now += 1;
    assert_int_equal(try_reply(&town.ann, other.thread), E_BARRED_ALIAS);
    assert_int_equal(post_edit(&town.ann.v, other.post, "x", 1), E_BARRED_ALIAS);
    assert_int_equal(try_start(&town.ann, town.quiet, FACE_DEFAULT), E_BARRED_ALIAS);
    assert_int_equal(try_start(&town.ann, town.f->board, FACE_ALIAS), E_BARRED_ALIAS);
    /* Never the handle, and never anybody else. */
    assert_int_equal(try_start(&town.ann, town.f->board, FACE_HANDLE), OK);
    assert_int_equal(try_reply(&town.bob, there.thread), OK);
    /* What is hers she may take back. */
    assert_int_equal(post_delete(&town.ann.v, there.post), OK);
    /* A week of days, and then only that thread. */
    town.f->now = time_floor_day(town.f->now) + 7 * DAY - 1;
    assert_int_equal(try_reply(&town.ann, other.thread), E_BARRED_ALIAS);
    town.f->now += 1;
    assert_int_equal(try_reply(&town.ann, other.thread), OK);
    assert_int_equal(try_reply(&town.ann, there.thread), E_BARRED_THREAD);
}

static void a_mute_ends_with_the_next_day_in_its_thread_and_elsewhere(void **state)
{
    struct submitted there = out_post(&town.ann, town.vent),
                     other = out_post(&town.ann, town.quiet);
    int64_t end = time_floor_day(town.f->now) + 2 * DAY;

    (void)state;
    sanction(&town.mod, there.post, SEVERITY_MUTE);
    town.f->now = end - 1;
    assert_int_equal(try_reply(&town.ann, there.thread), E_BARRED_THREAD);
    assert_int_equal(try_reply(&town.ann, other.thread), E_BARRED_ALIAS);
    town.f->now = end;
    assert_int_equal(try_reply(&town.ann, there.thread), OK);
    assert_int_equal(try_reply(&town.ann, other.thread), OK);
}

static void a_warning_keeps_from_nothing_and_is_told(void **state)
{
    struct submitted there = out_post(&town.ann, town.vent);
    struct sanction_page page;
    action_id id = sanction(&town.mod, there.post, SEVERITY_WARN);

    (void)state;
    assert_int_equal(try_reply(&town.ann, there.thread), OK);
    page = mine_of(&town.ann);
    assert_int_equal(page.n, 1);
    assert_int_equal(page.rows[0].id.v, id.v);
    assert_int_equal(page.rows[0].thread.v, there.thread.v);
    assert_string_equal(page.rows[0].thread_title, "Title");
    assert_string_equal(page.rows[0].rule, "kindness");
    assert_non_null(strstr(page.rows[0].rule_text, "rounds"));
    assert_true(strlen(page.rows[0].reason) > 0);
    assert_int_equal(page.rows[0].until, 0);
    assert_false(page.rows[0].acts);
    assert_int_equal(mine_of(&town.bob).n, 0);
}

static void what_waits_of_a_banned_alias_does_not_come_out_in_that_thread(void **state)
{
    struct submitted there = out_post(&town.ann, town.vent);
    struct submitted more = reply(&town.ann, there.thread, "And another thing.");
    struct submitted fresh = start(&town.ann, town.quiet, FACE_ALIAS);
    struct post_page waiting;

    (void)state;
    sanction(&town.mod, there.post, SEVERITY_BAN);
    later(11 * MINUTE);
    assert_int_equal(post_list_waiting(&town.f->a, &town.ann.v, there.thread, &waiting), OK);
    assert_int_equal(waiting.n, 1);
    assert_int_equal(waiting.rows[0].id.v, more.post.v);
    assert_int_equal(waiting.rows[0].state, POST_HELD);
    assert_string_equal(post_at(&town.bob, fresh.thread, 1).body, "The first post.");
}

/* ---- the ladder ---- */

static void every_strike_makes_the_next_one_longer_and_they_decay(void **state)
{
    static const int days[] = {0, 1, 7, 30, 90, 90};
    struct sanction_page page;

    (void)state;
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        struct submitted made;

        /* As others would, who never saw the others: in one day. */
        made = start(&town.ann, town.f->board, FACE_ALIAS);
        sanction(&town.mod, made.post, SEVERITY_WARN);
    }
    page = mine_of(&town.ann);
    assert_int_equal(page.n, 6);
    int64_t longest = 0, notes = 0;
    for (int i = 0; i < page.n; i++) {
        int64_t length = page.rows[i].until - page.rows[i].from;

        longest = length > longest ? length : longest;
        notes += page.rows[i].until == 0;
    }
    assert_int_equal(longest, 90 * DAY);
    assert_int_equal(notes, 1);
    town.f->now += 92 * DAY;
    come_again(&town.ann, true);
    struct submitted late = start(&town.ann, town.f->board, FACE_ALIAS);
    sanction(&town.mod, late.post, SEVERITY_WARN);
    page = mine_of(&town.ann);
    assert_int_equal(page.rows[0].until, 0); /* a note, as for the first */
}

static void two_sessions_reckon_alike_and_merge(void **state)
{
    struct submitted one = start(&town.ann, town.f->board, FACE_ALIAS);
    struct submitted two = start(&town.ann, town.f->board, FACE_ALIAS);
    struct member other = town.ann;

    (void)state;
    other.v.who = &other.who;
    other.v.state = state_new(town.f->now);
    sanction(&town.mod, one.post, SEVERITY_MUTE);
    assert_int_equal(mine_of(&town.ann).n, 1);
    town.f->now += DAY;
    sanction(&town.mod, two.post, SEVERITY_MUTE);
    assert_int_equal(mine_of(&other).n, 2);
    assert_int_equal(state_save(&town.ann.v), OK);
    assert_int_equal(state_save(&other.v), OK);
    come_again(&town.ann, true);
    struct sanction_page a = mine_of(&town.ann), b = mine_of(&other);
    assert_int_equal(a.n, 2);
    assert_int_equal(b.n, 2);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(a.rows[i].id.v, b.rows[i].id.v);
        assert_int_equal(a.rows[i].until, b.rows[i].until);
    }
    state_free(other.v.state);
}

/* ---- where it is kept ---- */

static void the_row_goes_after_30_days_and_the_account_still_knows(void **state)
{
    struct submitted there = start(&town.ann, town.f->board, FACE_ALIAS);
    AUTO_STR struct str dump = STR_INIT;
    action_id id = sanction(&town.mod, there.post, SEVERITY_BAN);

    (void)state;
    come_again(&town.ann, true);
    later(30 * DAY);
    town_dump(&dump, "state");
    assert_null(strstr(str_cstr(&dump), "\nsanction:"));
    come_again(&town.ann, true);
    assert_int_equal(mine_of(&town.ann).n, 1);
    assert_int_equal(try_reply(&town.ann, there.thread), E_BARRED_THREAD);
    /* And it can still be lifted, by its number. */
    assert_int_equal(sanction_lift(&town.peer.v, id, "A misunderstanding.", &id), OK);
    assert_int_equal(try_reply(&town.ann, there.thread), OK);
    assert_true(mine_of(&town.ann).rows[0].lifted);
}

static void a_lost_state_is_found_again_by_the_tags(void **state)
{
    struct submitted there = start(&town.ann, town.f->board, FACE_ALIAS);

    (void)state;
    sanction(&town.mod, there.post, SEVERITY_BAN);
    assert_int_equal(mine_of(&town.ann).n, 1);
    town.f->now += 2 * DAY;
    come_again(&town.ann, false);
    assert_int_equal(mine_of(&town.ann).n, 1);
    assert_int_equal(try_start(&town.ann, town.vent, FACE_ALIAS), E_BARRED_ALIAS);
}

static void without_the_month_key_nobody_is_reached(void **state)
{
    struct submitted there = start(&town.ann, town.f->board, FACE_ALIAS);
    const struct sanction_order order = {.severity = SEVERITY_BAN, .rule = "kindness"};
    action_id id;

    (void)state;
    town.f->now = there.until - 1;
    tick();
    come_again(&town.ann, false);
    assert_int_equal(sanction_through_post(&town.mod.v, there.post, &order, &id), OK);
    town.f->now = there.until;
    tick();
    come_again(&town.ann, false);
    assert_int_equal(mine_of(&town.ann).n, 0);
    assert_int_equal(sanction_through_post(&town.peer.v, there.post, &order, &id), E_NOBODY);
}

/* ---- that it tells nothing ---- */

/* A history that only the account's own session knows: strikes that still count and no longer act,
 * so that the next one is longer. */
static void give_history(struct member *m, int strikes)
{
    for (int i = 0; i < strikes; i++) {
        struct state_strike strike = {.id = 1000 + (uint32_t)i,
                                      .thread = 7,
                                      .month = (uint32_t)month_of(T0),
                                      .day = (uint32_t)(T0 / DAY) - 70 + (uint32_t)i * 10,
                                      .severity = SEVERITY_MUTE,
                                      .rule = "kindness",
                                      .reason = "x"};

        assert_int_equal(state_strike_add(m->v.state, &strike), OK);
    }
}

static void note_answer(struct str *log, const char *what, enum err err,
                        const struct post_page *page)
{
    str_printf(log, "%s %d", what, (int)err);
    for (int i = 0; page && i < page->n; i++)
        str_printf(log, " (%lld %d %s %s %lld)", (long long)page->rows[i].id.v, page->rows[i].no,
                   page->rows[i].author.name, post_state_name(page->rows[i].state),
                   (long long)page->rows[i].created);
    str_add_char(log, '\n');
}

/* What a moderator does and sees, day after day; and all that is stored. */
static void live_through(struct str *log, int strikes, enum severity severity)
{
    const struct sanction_order order = {.severity = severity, .rule = "kindness"};
    struct member *all[] = {&town.ann, &town.bob, &town.mod, &town.peer};
    struct submitted made;
    struct post_page page;
    enum err err;
    action_id id;

    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        all[i]->v.random = &town.random;
        all[i]->who.handle.v = 100 + (int64_t)i; /* rows were made with drawn ones */
    }
    forum_sql(town.f, "PRAGMA foreign_keys = OFF;"
                      "UPDATE handle SET id = 100 WHERE name = 'amber-wren-1';"
                      "UPDATE handle SET id = 101 WHERE name = 'lucid-ibex-2';"
                      "UPDATE handle SET id = 102 WHERE name = 'calm-mod-3';"
                      "UPDATE handle SET id = 103 WHERE name = 'calm-peer-4';"
                      "UPDATE handle SET id = 104 WHERE name = 'calm-sysop-5'");
    town.f->now = T0 - 5 * DAY;
    struct submission s = thread_of(town.f->board, "Title", "The first post.");
    memset(s.token, 1, sizeof s.token);
    s.face = FACE_ALIAS;
    made = must_submit(&town.ann, &s);
    give_history(&town.ann, strikes);
    town.f->now = T0;
    err = sanction_through_post(&town.mod.v, made.post, &order, &id);
    str_printf(log, "sanction %d %lld\n", (int)err, (long long)id.v);
    assert_int_equal(err, OK);
    for (int day = 0; day < 40; day++) {
        town.f->now = T0 + day * DAY;
        tick();
        /* She tries, in that thread; whether she may follows from the severity alone. */
        s = reply_of(made.thread, "Again.");
        memset(s.token, 2 + day, sizeof s.token);
        struct submitted again;
        err = post_submit(&town.ann.v, &s, &again);
        assert_true(err == OK || err == E_BARRED_THREAD);
        /* While elsewhere it follows from her history. */
        if (day == 15 && severity == SEVERITY_WARN)
            assert_int_equal(try_start(&town.ann, town.vent, FACE_ALIAS),
                             strikes == 3 ? E_BARRED_ALIAS : OK);
        err = post_list(&town.f->a, &town.mod.v, made.thread, 1, 1000, &page);
        note_answer(log, "read", err, &page);
        struct sanction_order second = order;
        second.rule = "on-topic";
        err = day == 20 ? sanction_through_post(&town.peer.v, made.post, &second, &id) : OK;
        str_printf(log, "second %d\n", (int)err);
        err = day == 30 ? sanction_lift(&town.peer.v, id, "So.", &id) : OK;
        str_printf(log, "lift %d\n", (int)err);
    }
    town_dump(log, "state");
}

/* The same month, of an account with such a history. Month keys are random: tags are told apart
 * from what is random by giving both towns the same key. */
static void live_in_a_town(struct str *log, int strikes, enum severity severity)
{
    void *state = NULL;
    char path[160];

    assert_int_equal(town_setup(&state), 0);
    for (int month = 10; month <= 13; month++) {
        snprintf(path, sizeof path, "%s/%s.key", town.seal,
                 month == 10   ? "2026-10"
                 : month == 11 ? "2026-11"
                 : month == 12 ? "2026-12"
                               : "2027-01");
        FILE *f = fopen(path, "w");
        assert_non_null(f);
        assert_int_equal(fwrite("0123456789abcdef0123456789abcdef", 1, 32, f), 32);
        fclose(f);
    }
    live_through(log, strikes, severity);
    assert_int_equal(town_teardown(&state), 0);
}

static void for_a_moderator_every_account_is_alike_whatever_its_history(void **state)
{
    (void)state;
    for (int severity = SEVERITY_WARN; severity <= SEVERITY_BAN; severity++) {
        AUTO_STR struct str clean = STR_INIT, once = STR_INIT, often = STR_INIT;

        live_in_a_town(&clean, 0, (enum severity)severity);
        live_in_a_town(&once, 1, (enum severity)severity);
        live_in_a_town(&often, 3, (enum severity)severity);
        assert_true(clean.n > 2000);
        assert_string_equal(str_cstr(&clean), str_cstr(&once));
        assert_string_equal(str_cstr(&clean), str_cstr(&often));
    }
}

/* ---- who may, and through what ---- */

static void only_moderators_sanction_and_only_while_they_are(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_ALIAS);
    const struct sanction_order order = {.severity = SEVERITY_WARN, .rule = "kindness"};
    struct sanction_order wrong = order;
    action_id id;

    (void)state;
    assert_int_equal(sanction_through_post(&town.guest.v, made.post, &order, &id), E_GUEST);
    assert_int_equal(sanction_through_post(&town.bob.v, made.post, &order, &id), E_DENIED);
    assert_int_equal(sanction_through_post(&town.mod.v, (post_id){1}, &order, &id), E_NOTFOUND);
    wrong.rule = "be-nice";
    assert_int_equal(sanction_through_post(&town.mod.v, made.post, &wrong, &id), E_RULE_UNKNOWN);
    forum_sql(town.f, "UPDATE handle SET role = 'member' WHERE name = 'calm-mod-3'");
    assert_int_equal(sanction_through_post(&town.mod.v, made.post, &order, &id), E_DENIED);
    assert_int_equal(sanction_lift(&town.mod.v, (action_id){1}, NULL, &id), E_DENIED);
    assert_int_equal(sanction_lift(&town.peer.v, (action_id){1}, NULL, &id), E_NOTFOUND);
}

static void nobody_acts_on_what_is_theirs_or_on_a_peers_handle(void **state)
{
    struct submitted own = start(&town.mod, town.f->board, FACE_ALIAS);
    struct submitted peers = start(&town.peer, town.f->board, FACE_HANDLE);
    struct submitted hidden = start(&town.peer, town.f->board, FACE_ALIAS);
    const struct sanction_order order = {.severity = SEVERITY_BAN, .rule = "kindness"};
    action_id id;

    (void)state;
    assert_int_equal(sanction_through_post(&town.mod.v, own.post, &order, &id), E_OWN_CASE);
    assert_int_equal(sanction_through_post(&town.mod.v, peers.post, &order, &id), E_PEER);
    assert_int_equal(sanction_through_post(&town.sysop.v, peers.post, &order, &id), OK);
    /* A peer under an alias is anybody. */
    assert_int_equal(sanction_through_post(&town.mod.v, hidden.post, &order, &id), OK);
    assert_int_equal(try_reply(&town.peer, hidden.thread), E_BARRED_THREAD);
}

static void a_handle_is_sanctioned_as_a_handle_and_not_as_its_aliases(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);
    struct sanction_page page;
    action_id id;

    (void)state;
    id = sanction(&town.mod, made.post, SEVERITY_BAN);
    assert_int_equal(try_start(&town.ann, town.f->board, FACE_HANDLE), E_BARRED_HANDLE);
    assert_int_equal(try_reply(&town.ann, made.thread), E_BARRED_HANDLE);
    assert_int_equal(post_edit(&town.ann.v, made.post, "x", 1), E_BARRED_HANDLE);
    assert_int_equal(try_start(&town.ann, town.vent, FACE_ALIAS), OK);
    page = mine_of(&town.ann);
    assert_int_equal(page.n, 1);
    assert_false(page.rows[0].alias);
    assert_int_equal(page.rows[0].until, time_floor_day(town.f->now) + 8 * DAY);
    town.f->now = page.rows[0].until;
    assert_int_equal(try_reply(&town.ann, made.thread), OK);
    /* The second one within 90 days is longer, for everybody to see. */
    sanction(&town.mod, made.post, SEVERITY_MUTE);
    sanction(&town.peer, made.post, SEVERITY_BAN);
    page = mine_of(&town.ann);
    assert_int_equal(page.rows[0].day, time_floor_day(town.f->now));
    assert_int_equal(sanction_lift(&town.mod.v, id, NULL, &id), OK);
}

static void the_same_thing_twice_on_a_day_is_one(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_ALIAS);
    const struct sanction_order order = {.severity = SEVERITY_MUTE, .rule = "kindness"};
    action_id id;

    (void)state;
    sanction(&town.mod, made.post, SEVERITY_MUTE);
    assert_int_equal(sanction_through_post(&town.peer.v, made.post, &order, &id), E_DONE_ALREADY);
    assert_int_equal(mine_of(&town.ann).n, 1);
}

static void a_lifted_sanction_neither_acts_nor_counts(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_ALIAS);
    struct submitted next = start(&town.ann, town.f->board, FACE_ALIAS);
    action_id id = sanction(&town.mod, made.post, SEVERITY_MUTE), lift;

    (void)state;
    assert_int_equal(try_reply(&town.ann, made.thread), E_BARRED_THREAD);
    assert_int_equal(sanction_lift(&town.peer.v, id, "No.", &lift), OK);
    assert_int_equal(sanction_lift(&town.peer.v, id, "No.", &lift), E_DONE_ALREADY);
    assert_int_equal(try_reply(&town.ann, made.thread), OK);
    sanction(&town.mod, next.post, SEVERITY_WARN);
    for (int i = 0; i < 2; i++)
        if (!mine_of(&town.ann).rows[i].lifted)
            assert_int_equal(mine_of(&town.ann).rows[i].until, 0);
}

/* Without words the record has no reason, as with every other verb; an empty one would be shown. */
static void lifting_without_words_leaves_no_reason(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_ALIAS);
    action_id id = sanction(&town.mod, made.post, SEVERITY_WARN), lift;
    struct action_row row;

    (void)state;
    assert_int_equal(sanction_lift(&town.peer.v, id, NULL, &lift), OK);
    assert_int_equal(actions_get(&town.f->a, town.f->db, lift, &row), OK);
    assert_null(row.reason);
}

static void out_everywhere_takes_two_and_begins_on_a_day_nobody_knows(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_ALIAS);
    const struct sanction_order order = {
        .severity = SEVERITY_BAN, .rule = "no-names", .out = OUT_DOXXING};
    struct sanction_order warn = order;
    struct sanction_page page;
    action_id id;

    (void)state;
    warn.severity = SEVERITY_WARN;
    assert_int_equal(sanction_through_post(&town.mod.v, made.post, &warn, &id), E_USAGE);
    assert_int_equal(sanction_through_post(&town.mod.v, made.post, &order, &id), OK);
    assert_int_equal(sanction_through_post(&town.mod.v, made.post, &order, &id), E_SAME_PERSON);
    assert_int_equal(mine_of(&town.ann).rows[0].out_from, 0);
    town.f->now += 20 * DAY;
    assert_int_equal(try_start(&town.ann, town.f->board, FACE_HANDLE), OK);
    assert_int_equal(sanction_through_post(&town.peer.v, made.post, &order, &id), OK);
    assert_int_equal(sanction_through_post(&town.sysop.v, made.post, &order, &id), E_DONE_ALREADY);
    town.f->now += 2 * MINUTE;
    page = mine_of(&town.ann);
    int64_t day = time_floor_day(town.f->now);
    assert_in_range(page.rows[0].out_from, day + 3 * DAY, day + 10 * DAY);
    struct sanction_words words;
    assert_int_equal(sanction_words(&town.f->a, &page.rows[0], &words), OK);
    const char *out = strstr(words.until, "No posts at all from ");
    assert_non_null(out);
    assert_string_equal(strstr(out, " on."), " on.");
    town.f->now = page.rows[0].out_from - 1;
    assert_int_equal(try_start(&town.ann, town.f->board, FACE_HANDLE), OK);
    town.f->now = page.rows[0].out_from;
    assert_int_equal(try_start(&town.ann, town.f->board, FACE_HANDLE), E_BARRED);
    assert_int_equal(try_start(&town.ann, town.vent, FACE_ALIAS), E_BARRED);
    /* For good: also when the row is long gone. */
    come_again(&town.ann, true);
    later(300 * DAY);
    come_again(&town.ann, true);
    assert_int_equal(try_start(&town.ann, town.f->board, FACE_HANDLE), E_BARRED);
}

/* Who agreed may think better of it, also when the account has read of it: the ban goes. */
static void a_word_for_out_everywhere_is_taken_back_with_the_ban(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_ALIAS);
    const struct sanction_order order = {
        .severity = SEVERITY_BAN, .rule = "no-names", .out = OUT_DOXXING};
    action_id ban, agreed, id;

    (void)state;
    assert_int_equal(sanction_through_post(&town.mod.v, made.post, &order, &ban), OK);
    assert_int_equal(sanction_through_post(&town.peer.v, made.post, &order, &agreed), OK);
    later(2 * DAY);
    come_again(&town.ann, true);
    assert_int_equal(action_undo(&town.mod.v, agreed, &id), E_DENIED);
    assert_int_equal(action_undo(&town.peer.v, agreed, &id), OK);
    assert_int_equal(action_undo(&town.mod.v, ban, &id), E_STALE);
    later(15 * DAY);
    come_again(&town.ann, true);
    assert_int_equal(try_start(&town.ann, town.f->board, FACE_HANDLE), OK);
    assert_int_equal(try_reply(&town.ann, made.thread), OK);
}

/* ---- standing ---- */

static void standing_is_14_days_and_5_posts_on_5_days_under_any_face(void **state)
{
    bool standing;

    (void)state;
    for (int i = 0; i < 5; i++) {
        start(&town.ann, town.f->board, i % 2 ? FACE_ALIAS : FACE_HANDLE);
        start(&town.ann, town.f->board, FACE_ALIAS);
        town.f->now += DAY;
    }
    assert_int_equal(standing_has(&town.ann.v, &standing), OK);
    assert_false(standing);
    town.f->now = T0 + 11 * DAY + HOUR;
    assert_int_equal(standing_has(&town.ann.v, &standing), OK);
    assert_false(standing); /* the days are right, the account is too young */
    town.f->now = T0 + 14 * DAY;
    assert_int_equal(standing_has(&town.ann.v, &standing), OK);
    assert_true(standing);
    assert_int_equal(standing_has(&town.bob.v, &standing), OK);
    assert_false(standing);
    assert_int_equal(standing_has(&town.guest.v, &standing), OK);
    assert_false(standing);
}

static void a_ban_takes_standing_away_and_a_warning_does_not(void **state)
{
    struct submitted made = {0};
    bool standing;

    (void)state;
    for (int i = 0; i < 5; i++) {
        made = start(&town.ann, town.f->board, FACE_ALIAS);
        town.f->now += DAY;
    }
    town.f->now = T0 + 20 * DAY;
    sanction(&town.mod, made.post, SEVERITY_WARN);
    assert_int_equal(standing_has(&town.ann.v, &standing), OK);
    assert_true(standing);
    sanction(&town.mod, made.post, SEVERITY_BAN);
    town.f->now += 2 * MINUTE;
    assert_int_equal(standing_has(&town.ann.v, &standing), OK);
    assert_false(standing);
    town.f->now += 91 * DAY;
    assert_int_equal(standing_has(&town.ann.v, &standing), OK);
    assert_true(standing);
}

static void standing_is_found_again_after_a_lost_state(void **state)
{
    bool standing;

    (void)state;
    for (int i = 0; i < 5; i++) {
        struct submitted made = start(&town.ann, town.f->board, FACE_ALIAS);

        post_mark_read(&town.ann.v, made.thread, 1, 1);
        town.f->now += DAY;
    }
    town.f->now = T0 + 20 * DAY;
    struct state *lost = town.ann.v.state;
    town.ann.v.state = state_new(town.f->now);
    assert_int_equal(standing_has(&town.ann.v, &standing), OK);
    assert_false(standing); /* nothing leads to those threads */
    for (size_t at = 0;;) {
        thread_id thread;

        if (!marks_next(lost, &at, &thread))
            break;
        marks_add(town.ann.v.state, thread, 1, 1); /* read again */
    }
    state_free(lost);
    assert_int_equal(standing_has(&town.ann.v, &standing), OK);
    assert_true(standing);
}

/* ---- what is seen of it ---- */

static enum err note_row(void *ctx, const struct mine_row *row)
{
    struct str *seen = ctx;

    str_printf(seen, "%s(", row->table);
    for (int i = 0; i < row->n; i++)
        str_printf(seen, "%s ", row->fields[i].name);
    str_add(seen, ")");
    return OK;
}

static void mine_shows_what_reached_oneself_and_what_one_did(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_STR struct str hers = STR_INIT, mods = STR_INIT;
    struct submitted made = start(&town.ann, town.f->board, FACE_ALIAS);

    (void)state;
    sanction(&town.mod, made.post, SEVERITY_BAN);
    assert_int_equal(mine_walk(&a, &town.ann.v, note_row, &hers), OK);
    assert_non_null(strstr(str_cstr(&hers), "sanction(id thread_id tag severity rule reason day "
                                            "everywhere goes )"));
    assert_null(strstr(str_cstr(&hers), "action("));
    assert_int_equal(mine_walk(&a, &town.mod.v, note_row, &mods), OK);
    assert_non_null(strstr(str_cstr(&mods), "action(id day verb post_id rule reason by_handle )"));
    assert_null(strstr(str_cstr(&mods), "sanction("));
}

static void the_record_of_actions_can_not_be_altered(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_ALIAS);
    char path[128], *trouble = NULL;
    sqlite3 *beside;

    (void)state;
    sanction(&town.mod, made.post, SEVERITY_WARN);
    snprintf(path, sizeof path, "%s/db/board.db", town.f->dir);
    assert_int_equal(sqlite3_open(path, &beside), SQLITE_OK);
    assert_int_equal(sqlite3_exec(beside, "UPDATE action SET reason = 'x'", NULL, NULL, &trouble),
                     SQLITE_CONSTRAINT);
    sqlite3_free(trouble);
    assert_int_equal(sqlite3_exec(beside, "DELETE FROM action", NULL, NULL, &trouble),
                     SQLITE_CONSTRAINT);
    sqlite3_free(trouble);
    sqlite3_close(beside);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TOWN_TEST(a_banned_alias_is_out_of_its_thread_at_once_and_of_all_others_from_the_next_day),
        TOWN_TEST(a_mute_ends_with_the_next_day_in_its_thread_and_elsewhere),
        TOWN_TEST(a_warning_keeps_from_nothing_and_is_told),
        TOWN_TEST(what_waits_of_a_banned_alias_does_not_come_out_in_that_thread),
        TOWN_TEST(every_strike_makes_the_next_one_longer_and_they_decay),
        TOWN_TEST(two_sessions_reckon_alike_and_merge),
        TOWN_TEST(the_row_goes_after_30_days_and_the_account_still_knows),
        TOWN_TEST(a_lost_state_is_found_again_by_the_tags),
        TOWN_TEST(without_the_month_key_nobody_is_reached),
        cmocka_unit_test(for_a_moderator_every_account_is_alike_whatever_its_history),
        TOWN_TEST(only_moderators_sanction_and_only_while_they_are),
        TOWN_TEST(nobody_acts_on_what_is_theirs_or_on_a_peers_handle),
        TOWN_TEST(a_handle_is_sanctioned_as_a_handle_and_not_as_its_aliases),
        TOWN_TEST(the_same_thing_twice_on_a_day_is_one),
        TOWN_TEST(a_lifted_sanction_neither_acts_nor_counts),
        TOWN_TEST(lifting_without_words_leaves_no_reason),
        TOWN_TEST(out_everywhere_takes_two_and_begins_on_a_day_nobody_knows),
        TOWN_TEST(a_word_for_out_everywhere_is_taken_back_with_the_ban),
        TOWN_TEST(standing_is_14_days_and_5_posts_on_5_days_under_any_face),
        TOWN_TEST(a_ban_takes_standing_away_and_a_warning_does_not),
        TOWN_TEST(standing_is_found_again_after_a_lost_state),
        TOWN_TEST(mine_shows_what_reached_oneself_and_what_one_did),
        TOWN_TEST(the_record_of_actions_can_not_be_altered),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

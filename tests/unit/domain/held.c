/* SPDX-License-Identifier: MIT
 *
 * held.c -- posts that are held for a moderator, and what moderators decide.
 */
#include "unit/domain/staff_fixture.h"

#include <curbside/domain/audit.h>
#include <curbside/domain/decide.h>
#include <curbside/domain/edit.h>
#include <curbside/domain/erasure.h>
#include <curbside/domain/export_own.h>
#include <curbside/domain/flag.h>
#include <curbside/domain/maintenance.h>
#include <curbside/domain/mine.h>
#include <curbside/domain/modlog.h>
#include <curbside/domain/queue.h>
#include <curbside/domain/role.h>
#include <curbside/domain/standing.h>
#include <curbside/domain/undo.h>
#include <curbside/store/db.h>
#include <curbside/store/handles.h>

/* The switchboard's count. */
static int passes_left;

static enum err pass(void *ctx, board_id board, bool is_new)
{
    enum err err = passes_left > 0 ? OK : E_TOOFAST;

    (void)ctx, (void)board;
    passes_left -= is_new && err == OK;
    return err;
}

static void hold_from(struct member *m, int passes)
{
    passes_left = passes;
    m->v.newcomer_posts = 6;
    m->v.newcomer_pass = pass;
    m->v.random = &town.random; /* so that what 1 in 20 meets is the same in every run */
}

static struct submitted held_post(struct member *m)
{
    struct submitted made;

    hold_from(m, 0);
    made = start(m, town.vent, FACE_ALIAS);
    assert_true(made.held);
    assert_int_equal(made.released, 0);
    later(11 * MINUTE); /* before the release it was written for, no moderator sees it */
    return made;
}

static struct queue_page queue_of(struct member *m)
{
    struct queue_page page;

    assert_int_equal(queue_list(&town.f->a, &m->v, &(struct queue_query){.limit = 100}, &page), OK);
    return page;
}

static void newcomers_beyond_the_hours_measure_are_held_and_see_it(void **state)
{
    struct thread_query query = {.board = town.vent, .limit = 20};
    struct thread_page page;
    struct submitted made;

    (void)state;
    hold_from(&town.ann, 1);
    assert_false(start(&town.ann, town.vent, FACE_ALIAS).held);
    made = start(&town.ann, town.vent, FACE_ALIAS);
    assert_true(made.held);
    later(11 * MINUTE);
    assert_int_equal(thread_list(&town.f->a, &town.bob.v, &query, &page), OK);
    assert_int_equal(page.n, 1);
    assert_int_equal(thread_list(&town.f->a, &town.ann.v, &query, &page), OK);
    assert_int_equal(page.n, 2);
    assert_true(page.rows[0].held);
    assert_int_equal(page.rows[0].id.v, made.thread.v);
    assert_int_equal(post_at(&town.ann, made.thread, 1).state, POST_HELD);
    assert_string_equal(post_at(&town.ann, made.thread, 1).body, "The first post.");
    assert_whole();
}

static enum err count_waiting(void *ctx, const struct mine_row *row)
{
    *(int *)ctx += strcmp(row->table, "waiting") == 0;
    return OK;
}

static enum err count_state(void *ctx, const struct export_post *post)
{
    *(int *)ctx += strcmp(post->state, "held") == 0 && post->receipt && post->released == 0;
    return OK;
}

/* A held post is its author's as any other: told in full, taken along, and planned to go. */
static void what_is_held_is_told_exported_and_erased(void **state)
{
    struct submitted made = held_post(&town.ann);
    struct erasure_plan plan;
    int n = 0;

    (void)state;
    assert_int_equal(mine_walk(&town.f->a, &town.ann.v, count_waiting, &n), OK);
    assert_int_equal(n, 1);
    n = 0;
    assert_int_equal(export_own_aliases(&town.ann.v, count_state, &n), OK);
    assert_int_equal(n, 1);
    n = 0;
    assert_int_equal(export_own_aliases(&town.bob.v, count_state, &n), OK);
    assert_int_equal(n, 0);
    assert_int_equal(erasure_plan(&town.f->a, &town.ann.v, &plan), OK);
    assert_int_equal(plan.n, 1);
    assert_int_equal(plan.posts[0].post.v, made.post.v);
}

/* Were it newcomers' alone, whoever reads the queue would know whose a held alias post is. */
static void once_the_measure_is_used_up_everybodys_are_held(void **state)
{
    (void)state;
    start(&town.bob, town.f->board, FACE_HANDLE);
    town.f->now += 2 * DAY;
    hold_from(&town.ann, 1);
    town.bob.v.newcomer_posts = 6;
    town.bob.v.newcomer_pass = pass;
    town.bob.v.random = &town.random;
    assert_false(start(&town.bob, town.vent, FACE_ALIAS).held);
    assert_int_equal(passes_left, 1); /* his are not counted */
    assert_false(start(&town.ann, town.vent, FACE_ALIAS).held);
    assert_true(start(&town.bob, town.vent, FACE_ALIAS).held);
    assert_true(start(&town.ann, town.vent, FACE_ALIAS).held);
}

static void only_alias_boards_hold_and_only_where_somebody_can_let_out(void **state)
{
    (void)state;
    hold_from(&town.ann, 0);
    assert_false(start(&town.ann, town.f->board, FACE_ALIAS).held);
    forum_sql(town.f, "UPDATE handle SET role = 'member'");
    assert_false(start(&town.ann, town.vent, FACE_ALIAS).held);
}

static void some_of_everybodys_are_held_under_the_same_name(void **state)
{
    int held = 0;

    (void)state;
    start(&town.ann, town.f->board, FACE_HANDLE);
    town.f->now += 2 * DAY;
    town.ann.v.newcomer_posts = 6;
    town.ann.v.random = &town.random;
    for (int i = 0; i < 200; i++)
        held += start(&town.ann, town.vent, FACE_ALIAS).held;
    assert_in_range(held, 1, 30);
}

static void kept_it_comes_out_with_the_next_release_and_is_told_nowhere(void **state)
{
    struct submitted made = held_post(&town.ann);
    struct modlog_page log;
    struct queue_page queue = queue_of(&town.mod);
    action_id id;

    (void)state;
    assert_int_equal(queue.n, 1);
    assert_int_equal(queue.rows[0].item, made.post.v);
    assert_string_equal(queue_kind_name(queue.rows[0].kind), "held");
    assert_string_equal(queue.rows[0].board, "vent");
    assert_string_equal(queue.rows[0].excerpt, "The first post.");
    assert_string_equal(queue.rows[0].thread_title, "Title");
    later(HOUR);
    assert_int_equal(queue_of(&town.mod).rows[0].age_hours, 1);
    assert_int_equal(post_keep(&town.mod.v, made.post, &id), OK);
    assert_int_equal(post_keep(&town.peer.v, made.post, &id), E_NOTFOUND);
    assert_int_equal(queue_of(&town.mod).n, 0);
    later(11 * MINUTE);
    assert_string_equal(post_at(&town.bob, made.thread, 1).body, "The first post.");
    assert_int_equal(post_at(&town.bob, made.thread, 1).created, time_floor_hour(town.f->now));
    assert_true(post_at(&town.ann, made.thread, 1).you);
    assert_int_equal(modlog_list(&town.f->a, &town.guest.v, NULL, 20, &log), OK);
    assert_int_equal(log.n, 1);
    assert_string_equal(log.rows[0].action, "keep");
    assert_null(log.rows[0].target);
    assert_string_equal(log.rows[0].board, "vent");
    assert_whole();
}

/* A moderator who looks every minute must not see when it was written: that is what a release
 * hides from everybody. */
static void before_its_release_it_waits_for_nobody(void **state)
{
    struct submitted made;
    int n;

    (void)state;
    town.rules.spread_minutes = 120;
    hold_from(&town.ann, 0);
    made = start(&town.ann, town.vent, FACE_ALIAS);
    assert_true(made.held);
    for (int minutes = 0; queue_of(&town.mod).n == 0; minutes++) {
        assert_int_equal(queue_count(&town.mod.v, &n), OK);
        assert_int_equal(n, 0);
        assert_int_equal(item_claim(&town.mod.v, made.post.v), E_NOTFOUND);
        assert_in_range(minutes, 0, 130);
        later(MINUTE);
    }
    assert_int_equal(town.f->now / MINUTE % 10, 0);
    assert_true(town.f->now - T0 > 10 * MINUTE); /* as this die falls */
    assert_int_equal(queue_count(&town.mod.v, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(queue_of(&town.mod).rows[0].item, made.post.v);
    assert_int_equal(item_claim(&town.mod.v, made.post.v), OK);
}

static void kept_in_a_later_month_it_is_still_its_authors(void **state)
{
    struct submitted made;
    action_id id;

    (void)state;
    town.f->now = T0 + 7 * DAY + 11 * HOUR; /* the last hour of November */
    made = held_post(&town.ann);
    later(3 * DAY);
    assert_int_equal(post_keep(&town.mod.v, made.post, &id), OK);
    later(11 * MINUTE);
    assert_true(post_at(&town.ann, made.thread, 1).you);
    assert_int_equal(sanction_through_post(
                         &town.mod.v, made.post,
                         &(struct sanction_order){.severity = SEVERITY_BAN, .rule = "kindness"},
                         &id),
                     OK);
    assert_int_equal(try_reply(&town.ann, made.thread), E_BARRED_THREAD);
    assert_whole();
}

static void refused_it_is_told_to_its_author_and_can_be_restored(void **state)
{
    struct submitted made = held_post(&town.ann);
    action_id id;

    (void)state;
    assert_int_equal(post_remove(&town.mod.v, made.post, "on-topic", NULL, &id), OK);
    assert_int_equal(post_remove(&town.peer.v, made.post, "on-topic", NULL, &id), E_DONE_ALREADY);
    assert_int_equal(queue_of(&town.mod).n, 0);
    later(HOUR);
    assert_int_equal(post_at(&town.ann, made.thread, 1).state, POST_REMOVED);
    assert_string_equal(post_at(&town.ann, made.thread, 1).body, "The first post.");
    assert_int_equal(post_restore(&town.peer.v, made.post, NULL, NULL, &id), OK);
    later(11 * MINUTE);
    assert_int_equal(post_at(&town.bob, made.thread, 1).state, POST_VISIBLE);
}

/* The rows of one table, as they are stored. */
static void rows_of(const char *table, struct str *ret)
{
    AUTO_STR struct str all = STR_INIT;

    town_dump(&all, "post");
    for (const char *line = str_cstr(&all), *end; *line; line = end + 1) {
        end = strchr(line, '\n');
        if (cstr_starts(line, table) && line[strlen(table)] == ':')
            str_add_n(ret, line, (size_t)(end - line) + 1);
    }
}

static void a_decision_on_a_held_post_is_taken_back_while_it_waits(void **state)
{
    struct submitted made = held_post(&town.ann);
    AUTO_STR struct str before = STR_INIT;
    AUTO_STR struct str after = STR_INIT;
    action_id refused, restored, kept, id;

    (void)state;
    rows_of("waiting", &before);
    assert_int_equal(post_remove(&town.mod.v, made.post, "on-topic", NULL, &refused), OK);
    assert_int_equal(post_restore(&town.mod.v, made.post, NULL, NULL, &restored), OK);
    assert_int_equal(action_undo(&town.mod.v, refused, &id), E_STALE);
    assert_int_equal(action_undo(&town.mod.v, restored, &id), OK);
    assert_int_equal(post_at(&town.ann, made.thread, 1).state, POST_REMOVED);
    assert_int_equal(action_undo(&town.mod.v, refused, &id), OK);
    assert_int_equal(queue_of(&town.mod).n, 1);
    assert_int_equal(post_keep(&town.mod.v, made.post, &kept), OK);
    assert_int_equal(action_undo(&town.peer.v, kept, &id), E_DENIED);
    assert_int_equal(action_undo(&town.mod.v, kept, &id), OK);
    rows_of("waiting", &after);
    assert_string_equal(str_cstr(&before), str_cstr(&after));
    later(HOUR);
    assert_int_equal(post_at(&town.ann, made.thread, 1).state, POST_HELD);
    assert_int_equal(post_keep(&town.mod.v, made.post, &kept), OK);
    later(11 * MINUTE);
    assert_int_equal(post_at(&town.bob, made.thread, 1).state, POST_VISIBLE);
    assert_int_equal(action_undo(&town.mod.v, kept, &id), E_STALE);
    assert_whole();
}

/* Once it is out nothing tells that it was held: the number of no decision leads to it. */
static void what_was_held_is_known_no_more_once_it_is_out(void **state)
{
    struct submitted made = held_post(&town.ann);
    AUTO_STR struct str seen = STR_INIT;
    char number[16], post[40] = "";
    action_id id;

    (void)state;
    assert_int_equal(post_keep(&town.mod.v, made.post, &id), OK);
    snprintf(number, sizeof number, "%lld", (long long)made.post.v);
    for (size_t i = 0; number[i]; i++)
        snprintf(post + 2 * i, 3, "%02x", (unsigned char)number[i]);
    rows_of("waiting", &seen);
    assert_non_null(strstr(str_cstr(&seen), post)); /* it would be seen */
    later(11 * MINUTE);
    str_clear(&seen);
    rows_of("waiting", &seen);
    assert_string_equal(str_cstr(&seen), "");
    rows_of("undo", &seen);
    rows_of("action", &seen);
    assert_true(seen.n > 0);
    assert_null(strstr(str_cstr(&seen), post));
}

static void a_refused_post_goes_after_30_days(void **state)
{
    struct submitted made = held_post(&town.ann);
    struct thread_row row;
    action_id id;

    (void)state;
    assert_int_equal(post_remove(&town.mod.v, made.post, "on-topic", NULL, &id), OK);
    later(32 * DAY);
    assert_int_equal(thread_get(&town.f->a, &town.ann.v, made.thread, &row), E_NOTFOUND);
}

static void a_held_post_is_its_authors_to_take_back(void **state)
{
    struct submitted made = held_post(&town.ann);

    (void)state;
    assert_int_equal(post_edit(&town.ann.v, made.post, "Better.", 7), OK);
    assert_string_equal(queue_of(&town.mod).rows[0].body, "Better.");
    assert_int_equal(post_delete(&town.ann.v, made.post), OK);
    assert_int_equal(queue_of(&town.mod).n, 0);
}

static void a_post_that_waits_for_its_tick_is_no_moderators_business(void **state)
{
    struct submitted made = start(&town.ann, town.vent, FACE_ALIAS);
    action_id id;

    (void)state;
    assert_int_equal(post_keep(&town.mod.v, made.post, &id), E_NOTFOUND);
    assert_int_equal(post_remove(&town.mod.v, made.post, "kindness", NULL, &id), E_NOTFOUND);
    assert_int_equal(item_claim(&town.mod.v, made.post.v), E_NOTFOUND);
}

static void a_claim_is_one_moderators_for_an_hour(void **state)
{
    struct submitted made = held_post(&town.ann);

    (void)state;
    assert_int_equal(item_claim(&town.ann.v, made.post.v), E_DENIED);
    assert_int_equal(item_claim(&town.mod.v, made.post.v), OK);
    assert_int_equal(item_claim(&town.mod.v, made.post.v), OK);
    assert_int_equal(item_claim(&town.peer.v, made.post.v), E_CLAIMED);
    assert_string_equal(queue_of(&town.peer).rows[0].claimed, "calm-mod-3");
    assert_false(queue_of(&town.peer).rows[0].claimed_by_me);
    assert_true(queue_of(&town.mod).rows[0].claimed_by_me);
    later(2 * HOUR);
    assert_null(queue_of(&town.peer).rows[0].claimed);
    assert_int_equal(item_claim(&town.peer.v, made.post.v), OK);
}

static void removing_hides_the_text_and_restoring_brings_it_back(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);
    struct modlog_page log;
    action_id id;

    (void)state;
    assert_int_equal(post_remove(&town.bob.v, made.post, "kindness", NULL, &id), E_DENIED);
    assert_int_equal(post_remove(&town.mod.v, made.post, "kindness", "So.", &id), OK);
    assert_int_equal(post_at(&town.bob, made.thread, 1).state, POST_REMOVED);
    assert_string_equal(post_at(&town.bob, made.thread, 1).body, "");
    assert_int_equal(post_edit(&town.ann.v, made.post, "x", 1), E_DENIED);
    assert_int_equal(post_restore(&town.mod.v, made.post, NULL, NULL, &id), OK);
    assert_string_equal(post_at(&town.bob, made.thread, 1).body, "The first post.");
    assert_int_equal(post_restore(&town.mod.v, made.post, NULL, NULL, &id), E_DONE_ALREADY);
    assert_int_equal(modlog_list(&town.f->a, &town.guest.v, NULL, 20, &log), OK);
    assert_int_equal(log.n, 2);
    for (int i = 0; i < 2; i++)
        assert_non_null(log.rows[i].target);
    /* What its author deleted meanwhile does not come back, and the log does not say so. */
    assert_int_equal(post_remove(&town.mod.v, made.post, "kindness", NULL, &id), OK);
    assert_int_equal(post_delete(&town.ann.v, made.post), OK);
    assert_int_equal(post_restore(&town.mod.v, made.post, NULL, NULL, &id), E_NOTFOUND);
    assert_int_equal(post_at(&town.bob, made.thread, 1).state, POST_REMOVED);
    assert_int_equal(modlog_list(&town.f->a, &town.guest.v, NULL, 20, &log), OK);
    assert_int_equal(log.n, 3);
}

static void flag_it(struct submitted made)
{
    assert_int_equal(flag_add(&town.bob.v, made.post, FLAG_UNKIND, NULL), OK);
}

/* What is flagged of a sysop's is for another; where there is none, for themselves, and the log
 * says so. */
static void a_sysops_own_is_decided_by_another_and_by_themselves_if_there_is_none(void **state)
{
    struct submitted one = start(&town.sysop, town.f->board, FACE_HANDLE),
                     two = start(&town.sysop, town.f->board, FACE_HANDLE),
                     alias = start(&town.sysop, town.f->board, FACE_ALIAS);
    struct modlog_page log;
    action_id id;

    (void)state;
    flag_it(one);
    flag_it(two);
    flag_it(alias);
    assert_int_equal(post_keep(&town.mod.v, one.post, &id), E_PEER);
    assert_int_equal(role_give(&town.sysop.v, "amber-wren-1", ROLE_SYSOP, &id), OK);
    town.ann.who.role = ROLE_SYSOP;
    assert_int_equal(post_keep(&town.sysop.v, one.post, &id), E_OWN_CASE);
    assert_int_equal(post_keep(&town.ann.v, one.post, &id), OK);
    assert_int_equal(role_give(&town.sysop.v, "amber-wren-1", ROLE_MEMBER, &id), OK);
    assert_int_equal(post_keep(&town.sysop.v, two.post, &id), OK);
    assert_int_equal(modlog_list(&town.f->a, &town.guest.v, NULL, 20, &log), OK);
    for (int i = 0; i < log.n; i++)
        if (log.rows[i].id.v == id.v)
            assert_string_equal(log.rows[i].reason, "(same person) It breaks no rule.");
    assert_int_equal(action_undo(&town.sysop.v, id, &id), OK);
    assert_int_equal(post_keep(&town.sysop.v, alias.post, &id), E_OWN_CASE);
    assert_int_equal(post_keep(&town.mod.v, alias.post, &id), OK);
}

/* A peer's held post is as little a moderator's as one that is out. */
static void a_moderators_held_post_is_the_sysops(void **state)
{
    struct submitted made;
    action_id id;

    (void)state;
    assert_int_equal(maintenance_set(&town.sysop.v, MAINTENANCE_HOLD, true, &id), OK);
    made = start(&town.ann, town.f->board, FACE_HANDLE);
    assert_true(made.held);
    assert_int_equal(role_give(&town.sysop.v, "amber-wren-1", ROLE_MODERATOR, &id), OK);
    later(11 * MINUTE);
    assert_int_equal(post_remove(&town.mod.v, made.post, "kindness", NULL, &id), E_PEER);
    assert_int_equal(post_keep(&town.mod.v, made.post, &id), E_PEER);
    assert_int_equal(post_keep(&town.sysop.v, made.post, &id), OK);
}

/* A spammer whose texts are all held is reached all the same, under either face. */
static void whoever_wrote_a_held_post_is_sanctioned(void **state)
{
    struct submitted opener = held_post(&town.ann), under_handle;
    const struct sanction_order ban = {.severity = SEVERITY_BAN, .rule = "no-spam"};
    struct sanction_page told;
    struct sanctioned made;
    struct modlog_page log;
    action_id id;

    (void)state;
    assert_int_equal(post_sanction(&town.mod.v, opener.post, &ban, &made), OK);
    assert_true(made.removal.v != 0 && made.sanction.v != 0);
    assert_int_equal(queue_of(&town.mod).n, 0);
    assert_int_equal(sanction_list_mine(&town.f->a, &town.ann.v, &told), OK);
    assert_int_equal(told.n, 2);
    assert_int_equal(sanction_list_mine(&town.f->a, &town.bob.v, &told), OK);
    assert_int_equal(told.n, 0);
    assert_int_equal(modlog_list(&town.f->a, &town.guest.v, NULL, 20, &log), OK);
    for (int i = 0; i < log.n; i++)
        assert_null(log.rows[i].target);
    assert_int_equal(maintenance_set(&town.sysop.v, MAINTENANCE_HOLD, true, &id), OK);
    under_handle = start(&town.bob, town.f->board, FACE_HANDLE);
    later(11 * MINUTE);
    assert_int_equal(sanction_through_post(&town.mod.v, under_handle.post, &ban, &id), OK);
    assert_int_equal(sanction_list_mine(&town.f->a, &town.bob.v, &told), OK);
    assert_int_equal(told.n, 1);
    assert_int_equal(queue_of(&town.mod).n, 1); /* sanctioned, and not yet decided on */
    assert_whole();
}

/* A mute that fails leaves the post as it was. */
static void removing_and_banning_is_one_thing(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_ALIAS);
    const struct sanction_order ban = {.severity = SEVERITY_BAN, .rule = "kindness"};
    struct sanctioned done;
    action_id id;

    (void)state;
    town.f->now = made.until; /* its month key is gone: nobody can be reached */
    assert_int_equal(post_sanction(&town.mod.v, made.post, &ban, &done), E_NOBODY);
    assert_int_equal(post_at(&town.bob, made.thread, 1).state, POST_VISIBLE);
    made = start(&town.ann, town.f->board, FACE_ALIAS);
    assert_int_equal(post_sanction(&town.mod.v, made.post, &ban, &done), OK);
    assert_int_equal(post_at(&town.bob, made.thread, 1).state, POST_REMOVED);
    assert_int_equal(post_sanction(&town.mod.v, made.post, &ban, &done), E_DONE_ALREADY);
    assert_int_equal(action_undo(&town.mod.v, done.sanction, &id), OK);
    assert_int_equal(action_undo(&town.mod.v, done.removal, &id), OK);
    assert_int_equal(post_at(&town.bob, made.thread, 1).state, POST_VISIBLE);
}

static int count_of(const char *action)
{
    struct modlog_page log;
    int n = 0;

    assert_int_equal(modlog_list(&town.f->a, &town.guest.v, NULL, 50, &log), OK);
    for (int i = 0; i < log.n; i++)
        n += strcmp(log.rows[i].action, action) == 0;
    return n;
}

/* The log does not say that a post breaks no rule whose author was warned by one. */
static void a_warning_settles_what_was_flagged_by_itself(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE), next;
    const struct sanction_order warning = {.severity = SEVERITY_WARN, .rule = "kindness"};
    struct sanctioned one, two;
    action_id id;

    (void)state;
    next = reply(&town.ann, made.thread, "The second.");
    flag_it(made);
    flag_it(next);
    assert_int_equal(post_sanction(&town.mod.v, made.post, &warning, &one), OK);
    assert_int_equal(post_sanction(&town.mod.v, next.post, &warning, &two), OK);
    assert_int_equal(queue_of(&town.mod).n, 0);
    assert_int_equal(count_of("warn"), 2);
    assert_int_equal(count_of("keep"), 0);
    assert_int_equal(post_sanction(&town.mod.v, made.post, &warning, &two), E_DONE_ALREADY);
    assert_int_equal(action_undo(&town.mod.v, one.sanction, &id), OK);
    assert_int_equal(queue_of(&town.mod).n, 1);
    assert_int_equal(queue_of(&town.mod).rows[0].post.v, made.post.v);
}

static enum err note_audit(void *ctx, const struct audit_row *row)
{
    str_printf(ctx, "%s post %lld by %s: %s\n", row->action, (long long)row->post.v, row->by,
               row->reason);
    return OK;
}

static void the_operator_reads_who_of_the_staff_did_what_and_nothing_of_authors(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_ALIAS);
    AUTO_STR struct str seen = STR_INIT;
    struct visit v = forum_visit(town.f);
    char line[96];

    (void)state;
    sanction(&town.mod, made.post, SEVERITY_BAN);
    snprintf(line, sizeof line, "ban post %lld by calm-mod-3: ", (long long)made.post.v);
    assert_int_equal(audit_walk(&v, note_audit, &seen), OK);
    assert_non_null(strstr(str_cstr(&seen), line));
    assert_null(strstr(str_cstr(&seen), "amber-wren"));
}

static enum err note_by(void *ctx, const struct audit_row *row)
{
    str_printf(ctx, "%s ", row->by);
    return OK;
}

/* Who leaves the staff does not take along that it was one and the same. */
static void who_left_is_told_apart_in_the_audit(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);
    AUTO_STR struct str seen = STR_INIT;
    struct visit v = forum_visit(town.f);
    char mod[64], peer[64];

    (void)state;
    sanction(&town.mod, made.post, SEVERITY_WARN);
    sanction(&town.peer, made.post, SEVERITY_MUTE);
    snprintf(mod, sizeof mod, "gone/%lld ", (long long)town.mod.who.handle.v);
    snprintf(peer, sizeof peer, "gone/%lld ", (long long)town.peer.who.handle.v);
    struct txn txn = TXN_NONE;
    assert_int_equal(txn_begin(&txn, town.f->db, TXN_WRITE), OK);
    assert_int_equal(handles_set_gone(town.f->db, town.mod.who.handle), OK);
    assert_int_equal(handles_set_gone(town.f->db, town.peer.who.handle), OK);
    assert_int_equal(txn_commit(&txn), OK);
    assert_int_equal(audit_walk(&v, note_by, &seen), OK);
    assert_non_null(strstr(str_cstr(&seen), mod));
    assert_non_null(strstr(str_cstr(&seen), peer));
}

static void the_log_pages_and_names_nobody(void **state)
{
    struct modlog_page log;
    AUTO_STR struct str seen = STR_INIT;
    const char *after = NULL;
    int n = 0;

    (void)state;
    for (int i = 0; i < 7; i++) {
        struct submitted made = start(&town.ann, town.f->board, i % 2 ? FACE_ALIAS : FACE_HANDLE);
        action_id id;

        assert_int_equal(
            post_remove(&town.mod.v, made.post, i % 3 ? "kindness" : "no-names", NULL, &id), OK);
        if (i < 2)
            sanction(&town.mod, made.post, SEVERITY_WARN);
        town.f->now += DAY;
    }
    do {
        assert_int_equal(modlog_list(&town.f->a, &town.guest.v, after, 3, &log), OK);
        for (int i = 0; i < log.n; i++, n++) {
            bool person = strcmp(log.rows[i].action, "remove") != 0;

            if (person)
                assert_null(log.rows[i].board);
            else
                assert_string_equal(log.rows[i].board, "lobby");
            if (person || strcmp(log.rows[i].rule, "no-names") == 0)
                assert_null(log.rows[i].target);
            else
                assert_non_null(log.rows[i].target);
            str_printf(&seen, "%s %s\n", log.rows[i].reason,
                       log.rows[i].target ? log.rows[i].target : "");
        }
        after = log.next;
    } while (after);
    assert_int_equal(n, 9);
    assert_null(strstr(str_cstr(&seen), "amber-wren"));
    assert_null(strstr(str_cstr(&seen), "calm-mod"));
    assert_int_equal(modlog_list(&town.f->a, &town.guest.v, "x", 3, &log), E_CURSOR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TOWN_TEST(newcomers_beyond_the_hours_measure_are_held_and_see_it),
        TOWN_TEST(what_is_held_is_told_exported_and_erased),
        TOWN_TEST(once_the_measure_is_used_up_everybodys_are_held),
        TOWN_TEST(only_alias_boards_hold_and_only_where_somebody_can_let_out),
        TOWN_TEST(some_of_everybodys_are_held_under_the_same_name),
        TOWN_TEST(kept_it_comes_out_with_the_next_release_and_is_told_nowhere),
        TOWN_TEST(before_its_release_it_waits_for_nobody),
        TOWN_TEST(kept_in_a_later_month_it_is_still_its_authors),
        TOWN_TEST(refused_it_is_told_to_its_author_and_can_be_restored),
        TOWN_TEST(a_decision_on_a_held_post_is_taken_back_while_it_waits),
        TOWN_TEST(what_was_held_is_known_no_more_once_it_is_out),
        TOWN_TEST(a_refused_post_goes_after_30_days),
        TOWN_TEST(a_held_post_is_its_authors_to_take_back),
        TOWN_TEST(a_post_that_waits_for_its_tick_is_no_moderators_business),
        TOWN_TEST(a_claim_is_one_moderators_for_an_hour),
        TOWN_TEST(removing_hides_the_text_and_restoring_brings_it_back),
        TOWN_TEST(a_sysops_own_is_decided_by_another_and_by_themselves_if_there_is_none),
        TOWN_TEST(a_moderators_held_post_is_the_sysops),
        TOWN_TEST(whoever_wrote_a_held_post_is_sanctioned),
        TOWN_TEST(removing_and_banning_is_one_thing),
        TOWN_TEST(a_warning_settles_what_was_flagged_by_itself),
        TOWN_TEST(the_operator_reads_who_of_the_staff_did_what_and_nothing_of_authors),
        TOWN_TEST(who_left_is_told_apart_in_the_audit),
        TOWN_TEST(the_log_pages_and_names_nobody),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

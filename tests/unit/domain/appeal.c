/* SPDX-License-Identifier: MIT
 *
 * appeal.c -- who was sanctioned asks another moderator; nobody learns who that is.
 */
#include "unit/domain/staff_fixture.h"

#include <curbside/domain/appeal.h>
#include <curbside/domain/decide.h>
#include <curbside/domain/modlog.h>
#include <curbside/domain/queue.h>
#include <curbside/domain/role.h>
#include <curbside/domain/undo.h>
#include <curbside/store/sanctions.h>

static enum err appeal(struct member *m, action_id action)
{
    static const char words[] = "I meant the exam, not the person.";

    return appeal_make(&m->v, action, words, sizeof words - 1);
}

/* Nobody decides before its day is over: the hour would say when its author was here. */
static void appealed(struct member *m, action_id action)
{
    assert_int_equal(appeal(m, action), OK);
    later(DAY);
}

static enum appeal_state state_now(struct member *m, action_id action)
{
    enum appeal_state state;
    const char *reason;

    assert_int_equal(appeal_find(&town.f->a, &m->v, action, &state, &reason), OK);
    return state;
}

static struct queue_page queue_now(struct member *m)
{
    struct queue_page page;

    assert_int_equal(queue_list(&town.f->a, &m->v, &(struct queue_query){.limit = 50}, &page), OK);
    return page;
}

static void only_whom_it_reached_appeals_and_once(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_ALIAS);
    action_id ban = sanction(&town.mod, made.post, SEVERITY_BAN), id;
    char much[APPEAL_BYTES + 1];

    (void)state;
    assert_int_equal(appeal(&town.guest, ban), E_GUEST);
    assert_int_equal(appeal(&town.bob, ban), E_NOTFOUND);
    assert_int_equal(appeal(&town.ann, (action_id){999}), E_NOTFOUND);
    assert_int_equal(appeal_make(&town.ann.v, ban, " ", 1), E_BODY_EMPTY);
    memset(much, 'a', sizeof much);
    assert_int_equal(appeal_make(&town.ann.v, ban, much, sizeof much), E_APPEAL_LONG);
    assert_int_equal(appeal(&town.ann, ban), OK);
    assert_int_equal(appeal(&town.ann, ban), E_DONE_ALREADY);
    assert_int_equal(state_now(&town.ann, ban), APPEAL_WAITS);
    assert_int_equal(queue_now(&town.peer).n, 0); /* its day is not over: nobody sees the minute */
    assert_int_equal(appeal_decide(&town.peer.v, ban, true, NULL, &id), E_NOTFOUND);
    assert_int_equal(appeal_decide(&town.mod.v, ban, true, NULL, &id), E_NOTFOUND);
    later(DAY);
    assert_int_equal(queue_now(&town.peer).n, 1);
    assert_int_equal(queue_now(&town.peer).rows[0].kind, QUEUE_APPEAL);
    assert_int_equal(queue_now(&town.peer).rows[0].action.v, ban.v);
    assert_string_equal(queue_now(&town.peer).rows[0].verb, "ban");
}

static void another_moderator_decides_and_granting_lifts(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_ALIAS);
    action_id ban = sanction(&town.mod, made.post, SEVERITY_BAN), id, undo;
    struct modlog_page log;

    (void)state;
    assert_int_equal(try_reply(&town.ann, made.thread), E_BARRED_THREAD);
    appealed(&town.ann, ban);
    assert_int_equal(appeal_decide(&town.mod.v, ban, true, NULL, &id), E_SAME_PERSON);
    assert_int_equal(appeal_decide(&town.ann.v, ban, true, NULL, &id), E_DENIED);
    assert_int_equal(appeal_decide(&town.peer.v, ban, true, "It was about the exam", &id), OK);
    assert_int_equal(appeal_decide(&town.peer.v, ban, true, NULL, &undo), E_NOTFOUND);
    assert_int_equal(state_now(&town.ann, ban), APPEAL_GRANTED);
    assert_int_equal(try_reply(&town.ann, made.thread), OK);
    assert_int_equal(modlog_list(&town.f->a, &town.guest.v, NULL, 10, &log), OK);
    for (int i = 0; i < log.n; i++)
        assert_null(log.rows[i].target);
    assert_int_equal(log.decided, 1);
    assert_int_equal(log.granted, 1);
    assert_int_equal(action_undo(&town.peer.v, id, &undo), OK);
    assert_int_equal(try_reply(&town.ann, made.thread), E_BARRED_THREAD);
    later(DAY);
    assert_int_equal(queue_now(&town.peer).n, 1);
}

/* How many were decided and granted, as everybody reads it. */
static struct modlog_page rate(void)
{
    struct modlog_page ret;

    assert_int_equal(modlog_list(&town.f->a, &town.guest.v, NULL, 1, &ret), OK);
    return ret;
}

static bool is_lifted(action_id sanction)
{
    bool lifted;

    assert_int_equal(lifts_has(town.f->db, sanction, &lifted), OK);
    return lifted;
}

/* A grant that found the work done is taken back without punishing anew. */
static void undoing_a_grant_that_changed_nothing_brings_nothing_back(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_ALIAS);
    action_id removal, warning, id, undo;

    (void)state;
    assert_int_equal(post_remove(&town.mod.v, made.post, "kindness", NULL, &removal), OK);
    warning = sanction(&town.mod, made.post, SEVERITY_WARN);
    appealed(&town.ann, removal);
    appealed(&town.ann, warning);
    assert_int_equal(post_restore(&town.mod.v, made.post, NULL, NULL, &id), OK);
    assert_int_equal(appeal_decide(&town.peer.v, removal, true, NULL, &id), OK);
    assert_int_equal(action_undo(&town.peer.v, id, &undo), OK);
    assert_int_equal(post_at(&town.bob, made.thread, 1).state, POST_VISIBLE);
    later(DAY);
    assert_int_equal(queue_now(&town.peer).n, 2);
}

/* Whoever lifts has answered the appeal; that they answered their own act counts as no reversal. */
static void a_lift_settles_the_appeal_that_waits(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_ALIAS);
    action_id ban = sanction(&town.mod, made.post, SEVERITY_BAN), lifted, id;

    (void)state;
    appealed(&town.ann, ban);
    later(DAY);
    assert_int_equal(queue_now(&town.peer).n, 1);
    assert_int_equal(sanction_lift(&town.mod.v, ban, NULL, &lifted), OK);
    assert_int_equal(queue_now(&town.peer).n, 0);
    assert_int_equal(state_now(&town.ann, ban), APPEAL_GRANTED);
    assert_int_equal(appeal_decide(&town.peer.v, ban, true, NULL, &id), E_NOTFOUND);
    assert_int_equal(rate().decided, 0);
    assert_int_equal(action_undo(&town.mod.v, lifted, &id), OK);
    assert_int_equal(queue_now(&town.peer).n, 1);
    assert_false(is_lifted(ban));
}

/* What was granted stays granted: who lifted or restored before does not take that back alone. */
static void what_an_appeal_granted_is_not_undone_beside_it(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_ALIAS);
    action_id removal, ban, restored, lifted, first, undo;

    (void)state;
    assert_int_equal(post_remove(&town.mod.v, made.post, "kindness", NULL, &removal), OK);
    ban = sanction(&town.mod, made.post, SEVERITY_BAN);
    appealed(&town.ann, removal);
    assert_int_equal(sanction_lift(&town.mod.v, ban, NULL, &lifted), OK);
    assert_int_equal(appeal(&town.ann, ban), E_NOTFOUND);
    assert_int_equal(post_restore(&town.mod.v, made.post, NULL, NULL, &restored), OK);
    assert_int_equal(appeal_decide(&town.peer.v, removal, true, NULL, &first), OK);
    assert_int_equal(action_undo(&town.mod.v, restored, &undo), E_APPEAL_GRANTED);
    assert_int_equal(post_at(&town.bob, made.thread, 1).state, POST_VISIBLE);
    assert_int_equal(try_reply(&town.ann, made.thread), OK);
    assert_int_equal(action_undo(&town.peer.v, first, &undo), OK);
    assert_int_equal(action_undo(&town.mod.v, lifted, &undo), OK);
    assert_int_equal(action_undo(&town.mod.v, restored, &undo), OK);
    assert_int_equal(post_at(&town.bob, made.thread, 1).state, POST_REMOVED);
    assert_int_equal(try_reply(&town.ann, made.thread), E_BARRED_THREAD);
}

static enum err refuse_pass(void *ctx, board_id board, bool is_new)
{
    (void)ctx, (void)board, (void)is_new;
    return E_TOOFAST;
}

static void what_was_taken_back_does_not_count(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_ALIAS);
    action_id ban = sanction(&town.mod, made.post, SEVERITY_BAN), id, undo;

    (void)state;
    appealed(&town.ann, ban);
    assert_int_equal(appeal_decide(&town.peer.v, ban, true, NULL, &id), OK);
    assert_int_equal(rate().granted, 1);
    assert_int_equal(action_undo(&town.peer.v, id, &undo), OK);
    assert_int_equal(rate().decided, 0);
    assert_int_equal(appeal_decide(&town.peer.v, ban, false, NULL, &id), OK);
    assert_int_equal(rate().decided, 1);
    assert_int_equal(rate().granted, 0);
    assert_int_equal(action_undo(&town.peer.v, id, &undo), OK);
    assert_int_equal(rate().decided, 0);
}

static void a_removed_post_comes_back_by_appeal(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_ALIAS);
    action_id removal, id;

    (void)state;
    assert_int_equal(post_remove(&town.mod.v, made.post, "kindness", NULL, &removal), OK);
    assert_int_equal(appeal(&town.bob, removal), E_NOTFOUND);
    appealed(&town.ann, removal);
    later(DAY);
    assert_int_equal(item_keep(&town.peer.v, queue_now(&town.peer).rows[0].item, &id), OK);
    assert_int_equal(state_now(&town.ann, removal), APPEAL_DENIED);
    assert_int_equal(post_at(&town.bob, made.thread, 1).state, POST_REMOVED);
    assert_int_equal(action_undo(&town.peer.v, id, &id), OK);
    assert_int_equal(item_remove(&town.peer.v, queue_now(&town.peer).rows[0].item, NULL, NULL, &id),
                     OK);
    assert_int_equal(post_at(&town.bob, made.thread, 1).state, POST_VISIBLE);
}

static struct sanction_page told(struct member *m);

/* What was held and not let out names no post: its author's own session finds it all the same. */
static void a_post_that_was_not_let_out_is_told_and_comes_out_by_appeal(void **state)
{
    struct submitted made;
    struct sanction_words words;
    action_id refused, id, undo;

    (void)state;
    town.ann.v.newcomer_posts = 6;
    town.ann.v.newcomer_pass = refuse_pass;
    made = start(&town.ann, town.vent, FACE_ALIAS);
    assert_true(made.held);
    later(11 * MINUTE);
    assert_int_equal(post_remove(&town.mod.v, made.post, "kindness", "Too loud.", &refused), OK);
    assert_int_equal(told(&town.bob).n, 0);
    assert_int_equal(told(&town.ann).n, 1);
    assert_int_equal(told(&town.ann).rows[0].id.v, refused.v);
    assert_int_equal(sanction_words(&town.f->a, &told(&town.ann).rows[0], &words), OK);
    assert_non_null(strstr(words.where, "was not let out"));
    assert_non_null(strstr(words.why, "Too loud."));
    assert_int_equal(appeal(&town.bob, refused), E_NOTFOUND);
    appealed(&town.ann, refused);
    later(DAY);
    assert_string_equal(queue_now(&town.peer).rows[0].body, "The first post.");
    assert_int_equal(appeal_decide(&town.mod.v, refused, true, NULL, &id), E_SAME_PERSON);
    assert_int_equal(appeal_decide(&town.peer.v, refused, true, NULL, &id), OK);
    assert_int_equal(action_undo(&town.mod.v, refused, &undo), E_STALE);
    assert_int_equal(action_undo(&town.peer.v, id, &undo), OK);
    assert_int_equal(post_at(&town.ann, made.thread, 1).state, POST_REMOVED);
    assert_int_equal(appeal_decide(&town.peer.v, refused, true, NULL, &id), OK);
    later(11 * MINUTE);
    assert_int_equal(post_at(&town.bob, made.thread, 1).state, POST_VISIBLE);
    assert_int_equal(action_undo(&town.peer.v, id, &undo), E_STALE);
    assert_int_equal(told(&town.ann).n, 0);
    assert_whole();
}

static struct sanction_page told(struct member *m)
{
    struct sanction_page page;

    assert_int_equal(sanction_list_mine(&town.f->a, &m->v, &page), OK);
    return page;
}

static bool has_news(struct member *m)
{
    bool news;

    assert_int_equal(sanction_has_news(&m->v, &news), OK);
    return news;
}

/* Its author learns the number to appeal by, under both faces; nobody else learns whose it was. */
static void whose_post_was_removed_is_told(void **state)
{
    struct submitted alias = start(&town.ann, town.f->board, FACE_ALIAS),
                     handle = start(&town.ann, town.f->board, FACE_HANDLE);
    struct sanction_page page;
    action_id first, second, id;

    (void)state;
    assert_false(has_news(&town.ann));
    assert_int_equal(post_remove(&town.mod.v, alias.post, "kindness", "Not here", &first), OK);
    assert_int_equal(told(&town.bob).n, 0);
    assert_false(has_news(&town.bob));
    assert_true(has_news(&town.ann));
    page = told(&town.ann);
    assert_int_equal(page.n, 1);
    assert_true(page.rows[0].removal && page.rows[0].alias && !page.rows[0].acts);
    assert_int_equal(page.rows[0].id.v, first.v);
    assert_string_equal(page.rows[0].reason, "Not here");
    sanction_seen(&town.ann.v, &page);
    assert_false(has_news(&town.ann));
    assert_int_equal(post_remove(&town.mod.v, handle.post, "no-spam", NULL, &second), OK);
    assert_true(has_news(&town.ann));
    assert_int_equal(told(&town.ann).n, 2);
    assert_int_equal(post_restore(&town.mod.v, alias.post, NULL, NULL, &id), OK);
    page = told(&town.ann);
    assert_int_equal(page.n, 1);
    assert_int_equal(page.rows[0].id.v, second.v);
    assert_int_equal(appeal(&town.ann, page.rows[0].id), OK);
    later((int64_t)(REMOVAL_DAYS + 1) * DAY);
    assert_int_equal(told(&town.ann).n, 0);
}

static void read_all(struct member *m)
{
    struct sanction_page page = told(m);

    sanction_seen(&m->v, &page);
    assert_false(has_news(m));
}

/* Granted or not, once; while it waits there is nothing to tell. */
static void the_answer_to_an_appeal_is_told(void **state)
{
    struct submitted alias = start(&town.ann, town.f->board, FACE_ALIAS),
                     handle = start(&town.ann, town.f->board, FACE_HANDLE);
    action_id ban = sanction(&town.mod, alias.post, SEVERITY_BAN), removal, id;

    (void)state;
    assert_int_equal(post_remove(&town.mod.v, handle.post, "no-spam", NULL, &removal), OK);
    read_all(&town.ann);
    appealed(&town.ann, ban);
    appealed(&town.ann, removal);
    assert_false(has_news(&town.ann));
    later(DAY);
    assert_int_equal(appeal_decide(&town.peer.v, removal, false, "It stands", &id), OK);
    assert_true(has_news(&town.ann));
    assert_false(has_news(&town.bob));
    read_all(&town.ann);
    assert_int_equal(appeal_decide(&town.peer.v, ban, true, NULL, &id), OK);
    assert_true(has_news(&town.ann));
    read_all(&town.ann);
    later(8 * DAY);
    assert_false(has_news(&town.ann));
}

/* With one moderator the sysop decides; a sysop alone decides on what they did themselves. */
static void a_board_with_one_moderator_has_the_sysop_and_one_with_none_says_so(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_ALIAS);
    action_id ban, id;
    struct modlog_page log;

    (void)state;
    assert_int_equal(role_give(&town.sysop.v, "calm-peer-4", ROLE_MEMBER, &id), OK);
    ban = sanction(&town.mod, made.post, SEVERITY_WARN);
    appealed(&town.ann, ban);
    assert_int_equal(appeal_decide(&town.mod.v, ban, false, NULL, &id), E_SAME_PERSON);
    assert_int_equal(appeal_decide(&town.sysop.v, ban, false, NULL, &id), OK);
    ban = sanction(&town.sysop, made.post, SEVERITY_BAN);
    appealed(&town.ann, ban);
    assert_int_equal(role_give(&town.sysop.v, "calm-mod-3", ROLE_MEMBER, &id), OK);
    assert_int_equal(appeal_decide(&town.sysop.v, ban, false, "It stands", &id), OK);
    assert_int_equal(modlog_list(&town.f->a, &town.guest.v, NULL, 20, &log), OK);
    for (int i = 0; i < log.n; i++)
        if (log.rows[i].id.v == id.v)
            assert_string_equal(log.rows[i].reason, "(same person) It stands");
}

static void assert_newest_reason(const char *reason)
{
    struct modlog_page log;
    bool found = false;

    assert_int_equal(modlog_list(&town.f->a, &town.guest.v, NULL, 20, &log), OK);
    for (int i = 0; i < log.n; i++)
        found |= strcmp(log.rows[i].reason, reason) == 0;
    assert_true(found);
}

/* Of two on the staff either may be who appeals. Were the sysop refused because the other might be
 * somebody else, what nobody ever decides would say whose it is. */
static void of_two_on_the_staff_the_sysop_decides_whoever_appeals(void **state)
{
    struct submitted other = start(&town.mod, town.f->board, FACE_ALIAS),
                     own = start(&town.sysop, town.f->board, FACE_ALIAS),
                     anns = start(&town.ann, town.f->board, FACE_HANDLE);
    action_id id, mute, warning, ban;

    (void)state;
    assert_int_equal(role_give(&town.sysop.v, "calm-peer-4", ROLE_MEMBER, &id), OK);
    mute = sanction(&town.sysop, other.post, SEVERITY_MUTE);
    appealed(&town.mod, mute);
    assert_int_equal(appeal_decide(&town.mod.v, mute, true, NULL, &id), E_OWN_CASE);
    assert_int_equal(appeal_decide(&town.sysop.v, mute, false, NULL, &id), OK);
    assert_newest_reason("(same person) The decision stands.");
    warning = sanction(&town.mod, own.post, SEVERITY_WARN);
    appealed(&town.sysop, warning);
    assert_int_equal(appeal_decide(&town.mod.v, warning, false, NULL, &id), E_SAME_PERSON);
    assert_int_equal(appeal_decide(&town.sysop.v, warning, false, "No", &id), OK);
    assert_newest_reason("No"); /* whose it is stands nowhere */
    ban = sanction(&town.sysop, anns.post, SEVERITY_BAN);
    appealed(&town.ann, ban);
    assert_int_equal(appeal_decide(&town.sysop.v, ban, false, NULL, &id), E_SAME_PERSON);
    assert_int_equal(appeal_decide(&town.mod.v, ban, false, NULL, &id), OK); /* she is neither */
}

static void a_storm_is_bounded(void **state)
{
    struct submitted made[APPEALS_MINE + 1];
    action_id warnings[APPEALS_MINE + 1], id;

    (void)state;
    for (int i = 0; i <= APPEALS_MINE; i++) {
        made[i] = start(&town.ann, town.f->board, FACE_ALIAS);
        warnings[i] = sanction(&town.mod, made[i].post, SEVERITY_WARN);
    }
    for (int i = 0; i < APPEALS_MINE; i++)
        appealed(&town.ann, warnings[i]);
    assert_int_equal(appeal(&town.ann, warnings[APPEALS_MINE]), E_APPEALS_MINE);
    assert_int_equal(appeal_decide(&town.peer.v, warnings[0], false, NULL, &id), OK);
    assert_int_equal(appeal(&town.ann, warnings[APPEALS_MINE]), OK);
    later(70 * DAY);
    assert_int_equal(state_now(&town.ann, warnings[0]), APPEAL_NONE);
}

/* What a moderator can do and see is the same whoever is behind. */
static void nobody_decides_on_their_own(void **state)
{
    struct submitted made = start(&town.mod, town.f->board, FACE_ALIAS);
    action_id warning = sanction(&town.peer, made.post, SEVERITY_WARN), id;

    (void)state;
    appealed(&town.mod, warning);
    assert_int_equal(appeal_decide(&town.mod.v, warning, true, NULL, &id), E_OWN_CASE);
    assert_int_equal(appeal_decide(&town.sysop.v, warning, true, NULL, &id), OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TOWN_TEST(only_whom_it_reached_appeals_and_once),
        TOWN_TEST(another_moderator_decides_and_granting_lifts),
        TOWN_TEST(undoing_a_grant_that_changed_nothing_brings_nothing_back),
        TOWN_TEST(a_lift_settles_the_appeal_that_waits),
        TOWN_TEST(what_an_appeal_granted_is_not_undone_beside_it),
        TOWN_TEST(a_post_that_was_not_let_out_is_told_and_comes_out_by_appeal),
        TOWN_TEST(what_was_taken_back_does_not_count),
        TOWN_TEST(a_removed_post_comes_back_by_appeal),
        TOWN_TEST(whose_post_was_removed_is_told),
        TOWN_TEST(the_answer_to_an_appeal_is_told),
        TOWN_TEST(a_board_with_one_moderator_has_the_sysop_and_one_with_none_says_so),
        TOWN_TEST(of_two_on_the_staff_the_sysop_decides_whoever_appeals),
        TOWN_TEST(a_storm_is_bounded),
        TOWN_TEST(nobody_decides_on_their_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

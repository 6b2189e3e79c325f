/* SPDX-License-Identifier: MIT
 *
 * undo.c -- what a moderator did is taken back, in reverse, and the board is what it was; what was
 * flagged is told to its flagger by their own session; notes and claims of the queue.
 */
#include "unit/domain/staff_fixture.h"

#include <sqlite3.h>

#include <curbside/domain/decide.h>
#include <curbside/domain/flag.h>
#include <curbside/domain/modlog.h>
#include <curbside/domain/queue.h>
#include <curbside/domain/shape.h>
#include <curbside/domain/undo.h>
#include <curbside/store/handles.h>

static bool is_left_out(const char *line)
{
    static const char *const tables[] = {"undo:", "lift:", "claim:", "search_named_",
                                         "search_alias_"};

    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (cstr_starts(line, tables[i]))
            return true;
    return false;
}

/* All that is stored but the log, what belongs to it, the claims, and how the search index lies in
 * its pages. */
static void snapshot(struct str *ret)
{
    AUTO_STR struct str all = STR_INIT;

    town_dump(&all, "action");
    for (const char *at = str_cstr(&all), *end; *at; at = end + 1) {
        end = strchr(at, '\n');
        if (!is_left_out(at))
            str_add_n(ret, at, (size_t)(end - at) + 1);
    }
}

/* Says the first row that differs. */
static void assert_same(const struct str *before, const struct str *after)
{
    const char *a = str_cstr(before), *b = str_cstr(after), *line = a;

    for (; *a && *a == *b; a++, b++)
        if (*a == '\n')
            line = a + 1;
    if (*a != *b)
        fail_msg("it was:\n%.200s\nand is:\n%.200s", line, b - (a - line));
}

static void assert_undone(struct member *m, action_id id)
{
    action_id undo;

    assert_int_equal(action_undo(&m->v, id, &undo), OK);
    assert_int_equal(action_undo(&m->v, id, &undo), E_NO_UNDO);
}

static struct queue_page queue_now(struct member *m)
{
    struct queue_page page;

    assert_int_equal(queue_list(&town.f->a, &m->v, &(struct queue_query){.limit = 50}, &page), OK);
    return page;
}

static void everything_done_is_undone_in_reverse(void **state)
{
    struct submitted one = start(&town.ann, town.f->board, FACE_HANDLE);
    struct submitted two = start(&town.bob, town.f->board, FACE_ALIAS);
    AUTO_STR struct str before = STR_INIT;
    AUTO_STR struct str after = STR_INIT;
    action_id done[8];
    int n = 0;

    (void)state;
    assert_int_equal(flag_add(&town.bob.v, one.post, FLAG_UNKIND, "Look at the tone"), OK);
    assert_int_equal(flag_add(&town.ann.v, two.post, FLAG_SPAM, NULL), OK);
    snapshot(&before);
    assert_int_equal(post_keep(&town.mod.v, one.post, &done[n++]), OK);
    assert_int_equal(post_remove(&town.mod.v, two.post, "no-spam", NULL, &done[n++]), OK);
    done[n++] = sanction(&town.mod, two.post, SEVERITY_BAN);
    done[n++] = sanction(&town.mod, one.post, SEVERITY_WARN);
    assert_int_equal(thread_shape(&town.mod.v, one.thread, SHAPE_LOCK, NULL, NULL, &done[n++]), OK);
    assert_int_equal(thread_shape(&town.mod.v, one.thread, SHAPE_PIN, NULL, NULL, &done[n++]), OK);
    assert_int_equal(queue_now(&town.mod).n, 0);
    while (n > 0)
        assert_undone(&town.mod, done[--n]);
    snapshot(&after);
    assert_same(&before, &after);
    assert_int_equal(queue_now(&town.mod).n, 2);
    assert_whole();
}

static void collapsed_posts_are_collapsed_again(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);
    struct submission s = thread_of(town.f->board, "T", "Call 555-867-5309 and ask for Kim.");
    AUTO_STR struct str before = STR_INIT;
    AUTO_STR struct str after = STR_INIT;
    action_id id;

    (void)state;
    (void)made;
    s.override = OVERRIDE_PUBLIC;
    s.face = FACE_HANDLE;
    made = must_submit(&town.ann, &s);
    assert_int_equal(flag_add(&town.bob.v, made.post, FLAG_DOXXING, NULL), OK);
    assert_int_equal(post_at(&town.bob, made.thread, 1).state, POST_COLLAPSED);
    snapshot(&before);
    assert_int_equal(post_keep(&town.mod.v, made.post, &id), OK);
    assert_int_equal(post_at(&town.bob, made.thread, 1).state, POST_VISIBLE);
    assert_undone(&town.mod, id);
    snapshot(&after);
    assert_same(&before, &after);
}

static void only_ones_own_is_undone_but_by_a_sysop(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);
    action_id id, undo;

    (void)state;
    assert_int_equal(post_remove(&town.mod.v, made.post, "kindness", NULL, &id), OK);
    assert_int_equal(action_undo(&town.peer.v, id, &undo), E_DENIED);
    assert_int_equal(action_undo(&town.ann.v, id, &undo), E_DENIED);
    assert_int_equal(action_undo(&town.guest.v, id, &undo), E_GUEST);
    assert_int_equal(action_undo(&town.sysop.v, id, &undo), OK);
    assert_int_equal(post_at(&town.bob, made.thread, 1).state, POST_VISIBLE);
}

static void what_changed_meanwhile_is_not_undone(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);
    action_id id, other;

    (void)state;
    assert_int_equal(post_remove(&town.mod.v, made.post, "kindness", NULL, &id), OK);
    assert_int_equal(post_restore(&town.peer.v, made.post, NULL, NULL, &other), OK);
    assert_int_equal(action_undo(&town.mod.v, id, &other), E_STALE);
    later(9 * DAY);
    assert_int_equal(action_undo(&town.peer.v, other, &id), E_NO_UNDO);
}

static void nobody_lifts_or_undoes_what_is_upon_themselves(void **state)
{
    struct submitted made = start(&town.mod, town.f->board, FACE_ALIAS);
    action_id id = sanction(&town.peer, made.post, SEVERITY_MUTE), undo;

    (void)state;
    assert_int_equal(sanction_lift(&town.mod.v, id, NULL, &undo), E_OWN_CASE);
    assert_int_equal(action_undo(&town.peer.v, id, &undo), OK);
}

static void a_claimed_item_is_left_to_whoever_claimed_it(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);
    action_id id;

    (void)state;
    assert_int_equal(flag_add(&town.bob.v, made.post, FLAG_UNKIND, NULL), OK);
    assert_int_equal(item_claim(&town.mod.v, made.post.v), OK);
    assert_int_equal(post_keep(&town.peer.v, made.post, &id), E_CLAIMED);
    assert_int_equal(post_remove(&town.peer.v, made.post, "kindness", NULL, &id), E_CLAIMED);
    assert_int_equal(post_keep(&town.mod.v, made.post, &id), OK);
    assert_int_equal(post_keep(&town.peer.v, made.post, &id), E_NOTFOUND);
}

static void notes_stay_with_an_item_for_the_other_moderators(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);
    struct queue_note_page page;

    (void)state;
    assert_int_equal(queue_note_add(&town.mod.v, made.post.v, "Wait."), E_NOTFOUND);
    assert_int_equal(flag_add(&town.bob.v, made.post, FLAG_UNKIND, "The second line"), OK);
    assert_int_equal(queue_note_add(&town.mod.v, made.post.v, "  "), E_BODY_EMPTY);
    assert_int_equal(queue_note_add(&town.ann.v, made.post.v, "x"), E_DENIED);
    assert_int_equal(queue_note_add(&town.mod.v, made.post.v, "I asked them."), OK);
    assert_int_equal(queue_note_list(&town.f->a, &town.ann.v, made.post.v, &page), E_DENIED);
    assert_int_equal(queue_note_list(&town.f->a, &town.peer.v, made.post.v, &page), OK);
    assert_int_equal(page.n, 1);
    assert_string_equal(page.rows[0].by, "calm-mod-3");
    assert_string_equal(page.rows[0].text, "I asked them.");
    assert_string_equal(queue_now(&town.peer).rows[0].notes[0], "The second line");
    for (int i = 1; i < QUEUE_NOTES_MAX; i++)
        assert_int_equal(queue_note_add(&town.mod.v, made.post.v, "More."), OK);
    assert_int_equal(queue_note_add(&town.mod.v, made.post.v, "More."), E_LIST_FULL);
    later(40 * DAY);
    assert_int_equal(queue_note_list(&town.f->a, &town.peer.v, made.post.v, &page), OK);
    assert_int_equal(page.n, 0);
}

static void priors_are_told_of_handles_alone(void **state)
{
    struct submitted open = start(&town.ann, town.f->board, FACE_HANDLE);
    struct submitted hidden = start(&town.ann, town.f->board, FACE_ALIAS);
    struct queue_page page;

    (void)state;
    sanction(&town.mod, open.post, SEVERITY_WARN);
    sanction(&town.mod, hidden.post, SEVERITY_WARN);
    assert_int_equal(flag_add(&town.bob.v, open.post, FLAG_UNKIND, NULL), OK);
    assert_int_equal(flag_add(&town.bob.v, hidden.post, FLAG_UNKIND, NULL), OK);
    page = queue_now(&town.mod);
    assert_int_equal(page.n, 2);
    for (int i = 0; i < page.n; i++)
        assert_int_equal(page.rows[i].priors, page.rows[i].post.v == open.post.v ? 1 : 0);
}

static void a_demoted_moderator_undoes_nothing(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);
    struct txn txn = TXN_NONE;
    action_id id, undo;

    (void)state;
    assert_int_equal(post_remove(&town.mod.v, made.post, "kindness", NULL, &id), OK);
    assert_int_equal(txn_begin(&txn, town.f->db, TXN_WRITE), OK);
    assert_int_equal(handles_set_role(town.f->db, town.mod.who.handle, "member"), OK);
    assert_int_equal(txn_commit(&txn), OK);
    assert_int_equal(action_undo(&town.mod.v, id, &undo), E_DENIED);
    assert_int_equal(queue_note_add(&town.mod.v, made.post.v, "x"), E_DENIED);
}

static void what_became_of_a_flag_is_told_once(void **state)
{
    struct submitted one = start(&town.ann, town.f->board, FACE_HANDLE);
    struct submitted two = start(&town.ann, town.f->board, FACE_HANDLE);
    struct flag_outcome_page page;
    int removed, kept;
    action_id id;

    (void)state;
    assert_int_equal(flag_add(&town.bob.v, one.post, FLAG_UNKIND, NULL), OK);
    assert_int_equal(flag_add(&town.bob.v, two.post, FLAG_UNKIND, NULL), OK);
    assert_int_equal(flag_outcome_news(&town.bob.v, &removed, &kept), OK);
    assert_int_equal(removed + kept, 0);
    assert_int_equal(post_remove(&town.mod.v, one.post, "kindness", NULL, &id), OK);
    assert_int_equal(post_keep(&town.mod.v, two.post, &id), OK);
    assert_int_equal(flag_outcome_news(&town.bob.v, &removed, &kept), OK);
    assert_int_equal(removed, 1);
    assert_int_equal(kept, 1);
    assert_int_equal(flag_outcome_news(&town.peer.v, &removed, &kept), OK);
    assert_int_equal(removed + kept, 0);
    assert_int_equal(flag_outcome_list(&town.f->a, &town.bob.v, &page), OK);
    assert_int_equal(page.n, 2);
    for (int i = 0; i < page.n; i++)
        if (page.rows[i].post.v == one.post.v) {
            assert_int_equal(page.rows[i].what, FLAG_LED_TO_REMOVAL);
            assert_string_equal(page.rows[i].rule, "kindness");
        }
    flag_outcome_told(&town.bob.v, &page);
    assert_int_equal(flag_outcome_news(&town.bob.v, &removed, &kept), OK);
    assert_int_equal(removed + kept, 0);
    assert_int_equal(flag_outcome_list(&town.f->a, &town.guest.v, &page), E_GUEST);
}

/* `ssh HOST flag` saves nothing private beside the flag; a later session finds it by its token. */
static void a_flag_that_no_state_remembers_is_found_when_decided(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);
    struct flag_outcome_page page;
    int removed, kept;
    action_id id;

    (void)state;
    assert_int_equal(flag_add(&town.bob.v, made.post, FLAG_UNKIND, NULL), OK);
    state_free(town.bob.v.state);
    town.bob.v.state = state_new(town.f->now);
    assert_int_equal(flag_outcome_list(&town.f->a, &town.peer.v, &page), OK);
    assert_int_equal(page.n, 0);
    assert_int_equal(post_remove(&town.mod.v, made.post, "kindness", NULL, &id), OK);
    assert_int_equal(flag_outcome_news(&town.peer.v, &removed, &kept), OK);
    assert_int_equal(removed + kept, 0);
    assert_int_equal(flag_outcome_list(&town.f->a, &town.bob.v, &page), OK);
    assert_int_equal(page.n, 1);
    assert_int_equal(page.rows[0].what, FLAG_LED_TO_REMOVAL);
    flag_outcome_told(&town.bob.v, &page);
    assert_int_equal(flag_outcome_news(&town.bob.v, &removed, &kept), OK);
    assert_int_equal(removed + kept, 0);
}

/* Nor is it missing from the list while it waits. */
static void a_flag_that_no_state_remembers_is_listed_while_it_waits(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);
    struct flag_outcome_page page;
    int removed, kept;

    (void)state;
    assert_int_equal(flag_add(&town.bob.v, made.post, FLAG_UNKIND, NULL), OK);
    state_free(town.bob.v.state);
    town.bob.v.state = state_new(town.f->now);
    assert_int_equal(flag_outcome_list(&town.f->a, &town.bob.v, &page), OK);
    assert_int_equal(page.n, 1);
    assert_int_equal(page.rows[0].what, FLAG_WAITS);
    assert_int_equal(page.rows[0].post.v, made.post.v);
    assert_int_equal(flag_outcome_news(&town.bob.v, &removed, &kept), OK);
    assert_int_equal(removed + kept, 0);
    assert_int_equal(flag_outcome_list(&town.f->a, &town.ann.v, &page), OK);
    assert_int_equal(page.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TOWN_TEST(everything_done_is_undone_in_reverse),
        TOWN_TEST(collapsed_posts_are_collapsed_again),
        TOWN_TEST(only_ones_own_is_undone_but_by_a_sysop),
        TOWN_TEST(what_changed_meanwhile_is_not_undone),
        TOWN_TEST(nobody_lifts_or_undoes_what_is_upon_themselves),
        TOWN_TEST(a_claimed_item_is_left_to_whoever_claimed_it),
        TOWN_TEST(notes_stay_with_an_item_for_the_other_moderators),
        TOWN_TEST(priors_are_told_of_handles_alone),
        TOWN_TEST(a_demoted_moderator_undoes_nothing),
        TOWN_TEST(what_became_of_a_flag_is_told_once),
        TOWN_TEST(a_flag_that_no_state_remembers_is_listed_while_it_waits),
        TOWN_TEST(a_flag_that_no_state_remembers_is_found_when_decided),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT
 *
 * public_words.c -- what moderators write for everybody names nobody.
 */
#include "unit/domain/staff_fixture.h"

#include <curbside/domain/decide.h>
#include <curbside/domain/flag.h>
#include <curbside/domain/guide.h>
#include <curbside/domain/maintenance.h>
#include <curbside/domain/modlog.h>
#include <curbside/domain/queue.h>
#include <curbside/domain/reshape.h>
#include <curbside/domain/rule_edit.h>

static enum err try_remove(post_id post, const char *reason)
{
    action_id id;

    return post_remove(&town.mod.v, post, "kindness", reason, &id);
}

static void a_reason_names_nobody(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);
    struct modlog_page log;

    (void)state;
    assert_int_equal(try_remove(made.post, "Written by amber-wren-1."), E_WORDS_PERSON);
    assert_int_equal(try_remove(made.post, "By @amber-wren-1"), E_WORDS_PERSON);
    assert_int_equal(try_remove(made.post, "Amber-Wren-1 wrote it."), E_WORDS_PERSON);
    assert_int_equal(try_remove(made.post, "Unkind to ~quiet-heron."), E_WORDS_PERSON);
    assert_int_equal(try_remove(made.post, "Write to jane@example.org"), E_WORDS_PERSON);
    assert_int_equal(try_remove(made.post, "Call 412-555-1234"), E_WORDS_PERSON);
    assert_int_equal(post_at(&town.guest, made.thread, 1).state, POST_VISIBLE);
    assert_int_equal(modlog_list(&town.f->a, &town.guest.v, NULL, 10, &log), OK);
    assert_int_equal(log.n, 0);
    assert_int_equal(try_remove(made.post, "The 3rd of its kind, ~5 a day, off-topic, ~unkind."),
                     OK);
}

/* Whoever is called "step1" since stops nobody who picks it; in one's own words it is a handle. */
static void a_reason_to_pick_is_not_stopped_by_a_handle_of_later(void **state)
{
    static const char words[] = "Ask about Step1 in the other thread.";
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE),
                     second = start(&town.bob, town.f->board, FACE_HANDLE);
    struct rule_change change = {.reason = "Step1 has a board.", .retired = RULE_AS_IS};
    action_id id;
    int no;

    (void)state;
    assert_int_equal(template_add(&town.sysop.v, "kindness", words, &no, &id), OK);
    assert_int_equal(rule_edit(&town.sysop.v, "kindness", &change, &id), OK);
    forum_sql(town.f, "UPDATE handle SET name = 'step1' WHERE name = 'amber-wren-1'");
    assert_int_equal(try_remove(made.post, "Step1 wrote it."), E_WORDS_PERSON);
    assert_int_equal(post_remove(&town.mod.v, made.post, "no-spam", words, &id), E_WORDS_PERSON);
    assert_int_equal(try_remove(made.post, words), OK);
    assert_int_equal(try_remove(second.post, NULL), OK);
}

static void a_title_a_guide_and_a_note_give_nobody_away(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);
    static const char private[] = "My number is SSN 078-05-1120.";
    static const char office[] = "Ask the office: help@example.org";
    thread_id thread;
    struct submitted second = reply(&town.bob, made.thread, "About something else.");
    action_id id;

    (void)state;
    assert_int_equal(
        thread_retitle(&town.mod.v, made.thread, "Jane is jane@example.org", NULL, NULL, &id),
        E_WORDS_PERSON);
    assert_int_equal(
        thread_split(&town.mod.v, second.post, "Call 412-555-1234", NULL, NULL, &thread, &id),
        E_WORDS_PERSON);
    assert_int_equal(guide_set(&town.mod.v, town.f->board, private, strlen(private), &id),
                     E_WORDS_PERSON);
    assert_int_equal(guide_set(&town.mod.v, town.f->board, office, strlen(office), &id), OK);
    assert_int_equal(queue_note_add(&town.mod.v, made.post.v, "She is jane@example.org"),
                     E_WORDS_PERSON);
    assert_int_equal(broadcast_say(&town.sysop.v, office, 0, &id), OK);
}

/* Readers' notes go to all moderators; and nobody writes down beside an alias whose it may be. */
static void notes_say_neither_how_to_reach_somebody_nor_whose_an_alias_is(void **state)
{
    struct submitted open = start(&town.ann, town.f->board, FACE_HANDLE),
                     alias = start(&town.ann, town.f->board, FACE_ALIAS);

    (void)state;
    assert_int_equal(flag_add(&town.bob.v, open.post, FLAG_UNKIND, "It is 312-555-1234"),
                     E_WORDS_PERSON);
    assert_int_equal(flag_add(&town.bob.v, alias.post, FLAG_UNKIND, "amber-wren-1 I think"),
                     E_WORDS_PERSON);
    assert_int_equal(flag_add(&town.bob.v, open.post, FLAG_UNKIND, "amber-wren-1 again"), OK);
    assert_int_equal(flag_add(&town.bob.v, alias.post, FLAG_UNKIND, "Again"), OK);
    assert_int_equal(queue_note_add(&town.mod.v, open.post.v, "amber-wren-1 again"), OK);
    assert_int_equal(queue_note_add(&town.mod.v, alias.post.v, "amber-wren-1 I think"),
                     E_WORDS_PERSON);
    assert_int_equal(queue_note_add(&town.mod.v, alias.post.v, "Asked before"), OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TOWN_TEST(a_reason_names_nobody),
        TOWN_TEST(a_reason_to_pick_is_not_stopped_by_a_handle_of_later),
        TOWN_TEST(a_title_a_guide_and_a_note_give_nobody_away),
        TOWN_TEST(notes_say_neither_how_to_reach_somebody_nor_whose_an_alias_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

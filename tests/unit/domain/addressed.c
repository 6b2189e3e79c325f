/* SPDX-License-Identifier: MIT
 *
 * addressed.c -- names in titles; those in posts, and answers, are in inbox.c.
 */
#include "unit/domain/town_fixture.h"

#include <curbside/domain/edit.h>
#include <curbside/domain/inbox.h>

static struct inbox_page inbox(struct member *m)
{
    struct inbox_page page;

    assert_int_equal(inbox_list(&town.f->a, &m->v, NULL, 20, &page), OK);
    return page;
}

static void release(void)
{
    town.f->now += 10 * MINUTE;
    tick();
}

static void retitle(struct member *m, thread_id thread, const char *title)
{
    struct post_text text = {.body = "A question.", .n = strlen("A question."), .title = title};

    assert_int_equal(post_edit_text(&m->v, post_at(m, thread, 1).id, NULL, &text, OVERRIDE_NONE),
                     OK);
}

static void a_name_in_a_title_calls_its_holder(void **state)
{
    struct submission s = thread_of(town.f->board, "Is @amber-wren-1 here?", "A question.");
    struct inbox_page page;
    thread_id thread;

    (void)state;
    thread = must_submit(&town.bob, &s).thread;
    page = inbox(&town.ann);
    assert_int_equal(page.n, 1);
    assert_int_equal(page.rows[0].kind, INBOX_MENTION);
    assert_int_equal(page.rows[0].no, 1);
    reply(&town.bob, thread, "The title calls once.");
    assert_int_equal(inbox(&town.ann).rows[0].count, 1);
    retitle(&town.bob, thread, "Is anybody here?");
    assert_int_equal(inbox(&town.ann).n, 0);
    retitle(&town.bob, thread, "Is @amber-wren-1 back?");
    assert_int_equal(inbox(&town.ann).n, 1);
}

/* Where posts wait, titles call when they are out. */
static void a_name_in_a_title_calls_with_the_release(void **state)
{
    struct submission s = thread_of(town.vent, "To @amber-wren-1", "A question.");
    thread_id thread;

    (void)state;
    s.face = FACE_ALIAS;
    s.soon = true;
    thread = must_submit(&town.bob, &s).thread;
    assert_int_equal(inbox(&town.ann).n, 0);
    release();
    assert_int_equal(inbox(&town.ann).n, 1);
    retitle(&town.bob, thread, "To nobody");
    assert_int_equal(inbox(&town.ann).n, 1);
    for (int i = 0; i < 40 && inbox(&town.ann).n > 0; i++)
        release();
    assert_int_equal(inbox(&town.ann).n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(a_name_in_a_title_calls_its_holder),
        T(a_name_in_a_title_calls_with_the_release),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

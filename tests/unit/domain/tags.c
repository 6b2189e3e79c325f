/* SPDX-License-Identifier: MIT
 *
 * tags.c -- tags of every script and spelling: what is one tag, and what it is shown as.
 */
#include "unit/domain/library_fixture.h"

#include <curbside/domain/follow.h>

/* Made, followed, searched for and listed, as people type them. */
static void tags_of_every_script_serve_as_any_other(void **state)
{
    static const char *const tags[] = {
        "kardiologie", "cardiología", "Αγγλικά", "Медицина",  "心臓外科", "의과대학",
        "الطب",        "רפואה",       "चिकित्सा", "แพทยศาสตร์", "ሕክምና",     "Ärzte-2026",
    };

    (void)state;
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
        struct submission s = thread_of(lib.f->board, "Title", "Text.");
        struct thread_query query = {.tag = tags[i], .sort = THREADS_ACTIVE, .limit = 20};
        struct thread_page page;
        const char *stored;
        char typed[120];
        struct submitted made;

        s.tags = &tags[i];
        s.n_tags = 1;
        made = must_submit(&lib.ann, &s);
        snprintf(typed, sizeof typed, "#%s", tags[i]);
        assert_int_equal(follow_add(&lib.f->a, &lib.bob.v, typed, &stored), OK);
        assert_int_equal(thread_list(&lib.f->a, &lib.bob.v, &query, &page), OK);
        if (page.n != 1 || page.rows[0].id.v != made.thread.v)
            fail_msg("%s lists %d threads", tags[i], page.n);
        assert_true(follow_has_tag(&lib.bob.v, page.rows[0].tags[0]));
        snprintf(typed, sizeof typed, "tag:%s", tags[i]);
        if (found(&lib.bob, typed) != 1)
            fail_msg("%s finds %d posts", typed, found(&lib.bob, typed));
    }
}

/* Another way to write a tag is the same tag, and each is shown as it was written. */
static void a_tag_is_found_however_it_is_written(void **state)
{
    static const char *const ways[][2] = {
        {"école", "Ecole"},           {"ß", "SS"}, {"ＭＣＡＴ", "mcat"}, {"step-1", "Step1"},
        {"β-blocker", "betablocker"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        for (int k = 0; k < 2; k++) {
            struct submission s = thread_of(lib.f->board, "Title", "Text.");

            s.tags = &ways[i][k];
            s.n_tags = 1;
            s.face = FACE_HANDLE;
            must_submit(&lib.ann, &s);
        }
        for (int k = 0; k < 2; k++) {
            struct thread_query query = {.tag = ways[i][k], .limit = 20};
            struct thread_page page;
            char typed[80];

            arena_reset(&lib.f->a);
            snprintf(typed, sizeof typed, "tag:%s", ways[i][k]);
            if (found(&lib.bob, typed) != 2)
                fail_msg("%s finds %d posts of 2", typed, found(&lib.bob, typed));
            assert_int_equal(thread_list(&lib.f->a, &lib.bob.v, &query, &page), OK);
            assert_int_equal(page.n, 2);
            lib.f->now += 60;
        }
    }
}

static void a_tag_is_shown_as_it_was_written(void **state)
{
    const char *tags[] = {"#ß", "Anki", "ANKI", "SS", "step-1", "Step1"};
    struct submission s = thread_of(lib.f->board, "Title", "Text.");
    struct thread_row row;

    (void)state;
    s.tags = tags;
    s.n_tags = 6;
    assert_int_equal(thread_get(&lib.f->a, &lib.bob.v, must_submit(&lib.ann, &s).thread, &row), OK);
    assert_int_equal(row.n_tags, 3); /* the same tag twice is there once */
    assert_string_equal(row.tags[0], "ß");
    assert_string_equal(row.tags[1], "anki");
    assert_string_equal(row.tags[2], "step-1");
}

static void a_tag_is_followed_however_it_is_written(void **state)
{
    const char *stored;

    (void)state;
    assert_int_equal(follow_add(&lib.f->a, &lib.bob.v, "tag/step-1", &stored), OK);
    assert_string_equal(stored, "tag/step-1");
    assert_true(follow_has_tag(&lib.bob.v, "Step1"));
    assert_int_equal(follow_add(&lib.f->a, &lib.bob.v, "#STEP1", &stored), OK);
    assert_string_equal(stored, "tag/step-1");
    assert_int_equal(follow_remove(&lib.f->a, &lib.bob.v, "tag/step1", &stored), OK);
    assert_false(follow_has_tag(&lib.bob.v, "step-1"));
}

/* Of a board from before tags were folded; that of ASCII the migration did. */
static void tags_of_an_older_board_are_folded_by_the_keeper(void **state)
{
    const char *tags[] = {"école", "ecoles"};
    struct submission s = thread_of(lib.f->board, "Title", "Text.");
    struct thread_query query = {.tag = "Ecole", .sort = THREADS_ACTIVE, .limit = 20};
    struct thread_page page;

    (void)state;
    s.tags = tags;
    s.n_tags = 2;
    must_submit(&lib.ann, &s);
    forum_sql(lib.f, "UPDATE thread_tag SET folded = NULL WHERE position = 0");
    assert_int_equal(thread_list(&lib.f->a, &lib.bob.v, &query, &page), OK);
    assert_int_equal(page.n, 0);
    tick();
    assert_int_equal(thread_list(&lib.f->a, &lib.bob.v, &query, &page), OK);
    assert_int_equal(page.n, 1);
    forum_sql(lib.f, "UPDATE thread_tag SET folded = NULL, tag = 'École' WHERE position = 1");
    tick();
    assert_int_equal(thread_list(&lib.f->a, &lib.bob.v, &query, &page), OK);
    assert_int_equal(page.n, 1); /* once, though it carries it twice */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        library_unit_test(tags_of_every_script_serve_as_any_other),
        library_unit_test(a_tag_is_found_however_it_is_written),
        library_unit_test(a_tag_is_shown_as_it_was_written),
        library_unit_test(a_tag_is_followed_however_it_is_written),
        library_unit_test(tags_of_an_older_board_are_folded_by_the_keeper),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT
 *
 * search_joins.c -- what people write as one word and as two; and an index from before that was
 * known.
 */
#include "unit/domain/library_fixture.h"

#include <curbside/domain/edit.h>

/* From the upgrade to the keeper's first tick. */
static void an_index_of_an_older_cut_is_searched_and_posted_beside(void **state)
{
    struct submitted old = say(&lib.ann, lib.f->board, FACE_HANDLE, "Old", "xylophone");
    struct search_page page;

    (void)state;
    forum_sql(lib.f, "REPLACE INTO meta VALUES ('search', x'01')");
    say(&lib.ann, lib.f->board, FACE_HANDLE, "New", "xylophone");
    page = look_for(&lib.guest, "xylophone", SEARCH_SORT_NEW, NULL, 10);
    assert_int_equal(page.n, 2);
    assert_true(page.partial);
    assert_int_equal(post_edit(&lib.ann.v, old.post, "marimba", 7), OK);
    assert_int_equal(found(&lib.guest, "xylophone"), 1);
    assert_int_equal(found(&lib.guest, "marimba"), 1);
    lib.f->now += HOUR;
    tick();
    page = look_for(&lib.guest, "xylophone", SEARCH_SORT_NEW, NULL, 10);
    assert_int_equal(page.n, 1);
    assert_false(page.partial);
    assert_true(check_is_whole());
}

/* By the index as by looking through what waits for it; sorted by time or by how well. */
static void what_people_write_as_one_word_and_as_two_is_found_by_either(void **state)
{
    static const char *const ways[][2] = {
        {"x-ray", "xray"},     {"T cell", "tcell"},
        {"Crohn's", "crohns"}, {"Sjögren's", "sjogrens"},
        {"C. diff", "cdiff"},  {"TNF-α", "TNFalpha"},
        {"A1c", "a1C"},        {"MD/PhD", "mdphd"},
        {"DNR/DNI", "dnrdni"}, {"SpO2", "sp o2"},
    };
    enum face faces[] = {FACE_HANDLE, FACE_ALIAS};

    (void)state;
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        for (int k = 0; k < 2; k++) {
            char text[80];

            snprintf(text, sizeof text, "About %s and more", ways[i][k]);
            say(&lib.ann, lib.f->board, faces[k], "Title", text);
        }
    }
    for (int indexed = 0; indexed < 2; indexed++) {
        arena_reset(&lib.f->a);
        for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
            for (int k = 0; k < 2; k++)
                if (found(&lib.guest, ways[i][k]) != 2)
                    fail_msg("%s finds %d posts of 2, indexed: %d", ways[i][k],
                             found(&lib.guest, ways[i][k]), indexed);
        assert_int_equal(found(&lib.guest, "\"about xray and\""), 2);
        assert_int_equal(found(&lib.guest, "\"about tcell more\""), 0);
        assert_int_equal(found(&lib.guest, "about -xray"), 2 * 10 - 2);
        lib.f->now += HOUR;
        tick();
    }
    assert_true(check_is_whole());
}

static void a_join_is_marked_in_the_line_that_is_shown(void **state)
{
    struct search_page page;
    const struct query_span *mark;

    (void)state;
    say(&lib.ann, lib.f->board, FACE_HANDLE, "Title", "Her Crohn's is quiet");
    page = look_for(&lib.guest, "crohns", SEARCH_SORT_NEW, NULL, 10);
    assert_int_equal(page.n, 1);
    assert_int_equal(page.rows[0].n_marks, 1);
    mark = &page.rows[0].marks[0];
    assert_int_equal(mark->end - mark->start, strlen("Crohn's"));
    assert_memory_equal(page.rows[0].snippet + mark->start, "Crohn's", mark->end - mark->start);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        library_unit_test(an_index_of_an_older_cut_is_searched_and_posted_beside),
        library_unit_test(what_people_write_as_one_word_and_as_two_is_found_by_either),
        library_unit_test(a_join_is_marked_in_the_line_that_is_shown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT
 *
 * school.c -- the schools that ship, and finding them as people type them.
 */
#include "unit.h"

#include <string.h>

#include <curbside/domain/school.h>

/* What is typed, and the one school that is meant by it. */
static void school_is_found_by_what_people_call_it(void **state)
{
    static const struct {
        const char *typed, *slug;
    } known[] = {
        {"jefferson-kimmel", "jefferson-kimmel"},
        {"Jeff", "jefferson-kimmel"},
        {"SKMC", "jefferson-kimmel"},
        {"skmc", "jefferson-kimmel"},
        {"Sidney Kimmel", "jefferson-kimmel"},
        {"thomas jefferson", "jefferson-kimmel"},
        {"UCSF", "ucsf"},
        {"wash u", "washu"},
        {"WashU", "washu"},
        {"Penn", "penn-perelman"},
        {"perelman", "penn-perelman"},
        {"hopkins", "johns-hopkins"},
        {"Mount Sinai", "icahn-mount-sinai"},
        {"sinai", "icahn-mount-sinai"},
        {"P&S", "columbia-vagelos"},
        {"NJMS", "rutgers-njms"},
        {"Montréal", "montreal"},
        {"montreal", "montreal"},
        {"hebert", "usuhs-hebert"},
        {"texas a&m", "texas-am"},
        {"TCOM", "unthsc-tcom"},
        {"LECOM", "lecom-erie"}, /* campuses answer to it, too: the parent is meant */
        {"VCOM", "vcom-virginia"},
        {"lecom bradenton", "lecom-bradenton"},
        {"d'youville", "dyouville-com"},
        {"St. George's", "sgu"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct school school;
        enum err err = school_find(&a, known[i].typed, &school, NULL);

        if (err != OK || strcmp(school.slug, known[i].slug) != 0)
            fail_msg("%s: %s", known[i].typed, err == OK ? school.slug : err_info(err)->code);
    }
}

static void words_that_fit_several_schools_list_them(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct school_list several = {0};
    struct school school;

    (void)state;
    assert_int_equal(school_find(&a, "MSU", &school, &several), E_AMBIGUOUS);
    assert_true(several.n >= 2);
    assert_int_equal(school_find(&a, "hogwarts", &school, &several), E_NOTFOUND);
    assert_int_equal(school_find(&a, "", &school, NULL), E_NOTFOUND);
    assert_int_equal(school_find(&a, "...", &school, NULL), E_NOTFOUND);
}

/* Of a name that nothing is called, what is spelled nearly so; never of one that is nothing like.
 */
static void a_slip_of_the_hand_finds_the_school_that_was_meant(void **state)
{
    static const struct {
        const char *typed, *slug; /* NULL: none */
    } rows[] = {
        {"Jhons Hopkins", "johns-hopkins"},
        {"Stanferd", "stanford"},
        {"havard", "harvard"},
        {"jeferson", "jefferson-kimmel"},
        {"Colombia", "columbia-vagelos"},
        {"dartmoth", "dartmouth-geisel"},
        {"vanderbuilt", "vanderbilt"},
        {"hogwarts", NULL},
        {"xyz", NULL},
        {"duk e3", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct school_query query = {.text = rows[i].typed};
        struct school_list list;

        assert_int_equal(school_search(&a, &query, &list), OK);
        assert_int_equal(list.n, 0);
        query.nearly = true;
        assert_int_equal(school_search(&a, &query, &list), OK);
        if (!rows[i].slug)
            assert_int_equal(list.n, 0);
        else if (list.n == 0 || strcmp(list.rows[0].slug, rows[i].slug) != 0)
            fail_msg("%s: %s", rows[i].typed, list.n ? list.rows[0].slug : "none");
    }
}

static void filters_narrow_and_without_any_all_are_listed(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct school_query nothing = {0}, some = {.degree = "do", .region = "PA", .country = "US"};
    struct school_list list;

    (void)state;
    assert_int_equal(school_search(&a, &nothing, &list), OK);
    assert_int_equal(list.n, 281);
    assert_int_equal(school_search(&a, &some, &list), OK);
    assert_true(list.n >= 4);
    for (int i = 0; i < list.n; i++) {
        assert_string_equal(list.rows[i].degree, "DO");
        assert_string_equal(list.rows[i].region, "PA");
    }
}

/* So that nobody has to know a school's official name. */
static void every_school_has_a_name_people_type_and_every_pool_exists(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct school_list all;

    (void)state;
    assert_int_equal(school_all(&a, &all), OK);
    for (int i = 0; i < all.n; i++) {
        AUTO_ARENA struct arena one = ARENA_INIT;
        struct school pool;

        if (!*all.rows[i].also_known_as)
            fail_msg("%s has no other name", all.rows[i].slug);
        assert_int_equal(school_get(&one, all.rows[i].pool, &pool), OK);
        assert_string_equal(pool.pool, pool.slug); /* no parent has a parent */
        assert_true(i == 0 || strcmp(all.rows[i - 1].slug, all.rows[i].slug) < 0);
    }
}

/* One is read from its line alone, and is what the whole file says. */
static void school_by_its_slug_is_the_one_of_the_list(void **state)
{
    static const char *const none[] = {"", "slug", "yale,Yale", "yal", "e", "\n"};
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct school_list all;

    (void)state;
    assert_int_equal(school_all(&a, &all), OK);
    for (int i = 0; i < all.n; i++) {
        const struct school *of = &all.rows[i];
        AUTO_ARENA struct arena one = ARENA_INIT;
        struct school s;

        assert_int_equal(school_get(&one, of->slug, &s), OK);
        assert_string_equal(s.name, of->name);
        assert_string_equal(s.short_name, of->short_name);
        assert_string_equal(s.also_known_as, of->also_known_as);
        assert_string_equal(s.city, of->city);
        assert_string_equal(s.country, of->country);
        assert_string_equal(s.pool, of->pool);
    }
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        AUTO_ARENA struct arena one = ARENA_INIT;
        struct school s;

        assert_int_equal(school_get(&one, none[i], &s), E_NOTFOUND);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(school_is_found_by_what_people_call_it),
        cmocka_unit_test(words_that_fit_several_schools_list_them),
        cmocka_unit_test(a_slip_of_the_hand_finds_the_school_that_was_meant),
        cmocka_unit_test(filters_narrow_and_without_any_all_are_listed),
        cmocka_unit_test(school_by_its_slug_is_the_one_of_the_list),
        cmocka_unit_test(every_school_has_a_name_people_type_and_every_pool_exists),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

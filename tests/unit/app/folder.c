/* SPDX-License-Identifier: MIT
 *
 * folder.c -- a data folder that is whole opens; one that is not is told by its one sentence.
 */
#include "unit/app/house.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <curbside/domain/board_settings.h>
#include <curbside/domain/identity.h>

static void sentence_for(const char *dir, enum err expected, const char *says)
{
    AUTO_FOLDER struct folder folder = {0};
    char why[FOLDER_WHY_SIZE];

    assert_int_equal(folder_open(dir, &folder), expected);
    assert_null(folder.db);
    folder_why(dir, expected, why);
    assert_non_null(strstr(why, says));
    assert_non_null(strstr(why, dir));
}

static void path_in(const struct house *h, const char *name, char ret[static 128])
{
    snprintf(ret, 128, "%s/%s", h->dir, name);
}

static void a_whole_folder_opens_for_a_guest(void **state)
{
    AUTO_FOLDER struct folder folder = {0};
    struct house *h = *state;

    assert_int_equal(folder_open(h->dir, &folder), OK);
    assert_non_null(folder.visit.db);
    assert_non_null(folder.visit.who);
    assert_null(folder.visit.state);
    db_assert_idle(folder.db);
}

static void no_folder_and_an_empty_folder_are_pointed_to_init(void **state)
{
    struct house *h = *state;
    char path[128];

    path_in(h, "nowhere", path);
    sentence_for(path, E_NOTFOUND, "curbside init");
    assert_int_equal(mkdir(path, 0700), 0);
    sentence_for(path, E_NOTFOUND, "curbside init");
}

static void a_board_without_its_secret_names_the_file(void **state)
{
    struct house *h = *state;
    char path[128];

    path_in(h, "secret.key", path);
    assert_int_equal(unlink(path), 0);
    sentence_for(h->dir, E_NO_SECRET, "secret.key");
}

static void a_secret_that_others_can_read_is_refused(void **state)
{
    struct house *h = *state;
    char path[128];

    path_in(h, "secret.key", path);
    assert_int_equal(chmod(path, 0644), 0);
    sentence_for(h->dir, E_NO_SECRET, "0600");
}

static void a_file_that_is_no_database_is_called_damaged(void **state)
{
    struct house *h = *state;
    char path[128];
    FILE *f;

    path_in(h, "db/board.db", path);
    f = fopen(path, "we");
    assert_non_null(f);
    fputs("not a database at all, but long enough to be read as the head of one...........", f);
    fclose(f);
    sentence_for(h->dir, E_CORRUPT, "damaged");
}

/* Another process sets it; this one takes it up. */
static void what_a_sysop_sets_holds_without_a_restart(void **state)
{
    static const struct alias_rules file = {true, NULL, 0, 0, 120, 0};
    AUTO_FOLDER struct folder folder = {0};
    AUTO_FOLDER struct folder other = {0};
    struct house *h = *state;
    action_id id;

    assert_int_equal(folder_open(h->dir, &folder), OK);
    assert_int_equal(folder_open(h->dir, &other), OK);
    folder_set_file(&folder, &(struct folder_file){.alias = &file,
                                                   .figures = &figure_rules_default,
                                                   .idle_minutes = 45,
                                                   .joins_per_hour = 100,
                                                   .newcomer_posts = 4});
    assert_int_equal(folder.alias.release_minutes, 0);
    assert_int_equal(folder.idle_minutes, 45);
    account_be_operator(&other.visit);
    assert_int_equal(board_setting_set(&other.visit, BOARD_RELEASE_MINUTES, 15, &id), OK);
    assert_int_equal(board_setting_set(&other.visit, BOARD_IDLE_MINUTES, 5, &id), OK);
    assert_int_equal(folder.alias.release_minutes, 0);
    assert_int_equal(folder.joins_per_hour, 100);
    assert_int_equal(board_setting_set(&other.visit, BOARD_JOINS, 31, &id), E_NUMBER_INVALID);
    assert_int_equal(board_setting_set(&other.visit, BOARD_JOINS, 3, &id), OK);
    folder_take_settings(&folder);
    assert_int_equal(folder.joins_per_hour, 3);
    assert_int_equal(folder.visit.newcomer_posts, 4); /* the operator's alone */
    assert_int_equal(folder.visit.alias->release_minutes, 15);
    assert_int_equal(folder.idle_minutes, 5);
    assert_int_equal(board_setting_unset(&other.visit, BOARD_RELEASE_MINUTES, &id), OK);
    folder_take_settings(&folder);
    assert_int_equal(folder.alias.release_minutes, 0); /* what the operator alone may choose */
}

static void closing_what_was_never_opened_is_fine(void **state)
{
    struct folder folder = {0};

    (void)state;
    folder_close(&folder);
    folder_close(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HOUSE(a_whole_folder_opens_for_a_guest),
        IN_HOUSE(no_folder_and_an_empty_folder_are_pointed_to_init),
        IN_HOUSE(a_board_without_its_secret_names_the_file),
        IN_HOUSE(a_secret_that_others_can_read_is_refused),
        IN_HOUSE(a_file_that_is_no_database_is_called_damaged),
        IN_HOUSE(what_a_sysop_sets_holds_without_a_restart),
        cmocka_unit_test(closing_what_was_never_opened_is_fine),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

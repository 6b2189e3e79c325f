/* SPDX-License-Identifier: MIT
 *
 * secret.c -- the pepper's file.
 */
#include "data_folder.h"

#include <curbside/domain/secret.h>

static void pepper_is_made_once_and_read_back(void **state)
{
    struct data_folder folder;
    struct key *one = NULL, *two = NULL;
    struct stat st;

    (void)state;
    assert_int_equal(crypto_init(), OK);
    data_folder_make(&folder);
    assert_int_equal(pepper_load(folder.path, &one), E_NO_SECRET);
    assert_int_equal(pepper_create(folder.path, &random_system), OK);
    assert_int_equal(stat(data_folder_path(&folder, "secret.key"), &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    assert_int_equal(pepper_load(folder.path, &one), OK);
    assert_int_equal(pepper_create(folder.path, &random_system), E_IN_USE);
    assert_int_equal(pepper_load(folder.path, &two), OK);
    assert_memory_equal(one->b, two->b, KEY_BYTES);
    secret_free(one);
    secret_free(two);
    data_folder_remove(&folder);
}

static void unusable_pepper_is_no_secret(void **state)
{
    struct data_folder folder;
    struct key *key = NULL;

    (void)state;
    data_folder_make(&folder);
    assert_int_equal(pepper_create(folder.path, &random_system), OK);
    const char *path = data_folder_path(&folder, "secret.key");
    assert_int_equal(chmod(path, 0640), 0);
    assert_int_equal(pepper_load(folder.path, &key), E_NO_SECRET);
    assert_int_equal(chmod(path, 0600), 0);
    assert_int_equal(truncate(path, 31), 0);
    assert_int_equal(pepper_load(folder.path, &key), E_NO_SECRET);
    assert_int_equal(truncate(path, 33), 0);
    assert_int_equal(pepper_load(folder.path, &key), E_NO_SECRET);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(pepper_load(folder.path, &key), E_NO_SECRET);
    assert_null(key);
    data_folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pepper_is_made_once_and_read_back),
        cmocka_unit_test(unusable_pepper_is_no_secret),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

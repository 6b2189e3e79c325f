/* SPDX-License-Identifier: MIT
 *
 * keys_document.c -- docs/keys.md says what the key tables say. Written anew with
 * CURBSIDE_GOLDEN=write.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curbside/base/fd.h>
#include <curbside/ui/ui.h>

#include "unit.h"

static void docs_keys_is_what_the_tables_say(void **state)
{
    static const char path[] = PROJECT_DATA "/../docs/keys.md";
    const char *mode = getenv("CURBSIDE_GOLDEN");
    struct str document = STR_INIT, stored = STR_INIT;
    FILE *f;

    (void)state;
    ui_keys_document(screen_registry, &document);
    assert_false(document.failed);
    if (mode && strcmp(mode, "write") == 0) {
        f = fopen(path, "w");
        assert_non_null(f);
        fputs(str_cstr(&document), f);
        assert_int_equal(fclose(f), 0);
    }
    assert_int_equal(file_read(path, 1 << 20, &stored), OK);
    assert_string_equal(str_cstr(&stored), str_cstr(&document));
    str_done(&document);
    str_done(&stored);
}

static void every_screen_says_what_it_is(void **state)
{
    (void)state;
    for (int i = 0; screen_registry[i]; i++) {
        const struct screen_ops *ops = screen_registry[i];

        assert_non_null(ops->name);
        assert_non_null(ops->about);
        assert_true(strlen("Help › ") + strlen(ops->about) <= 78); /* whole, above its help */
        assert_non_null(ops->draw);
        for (int k = 0; ops->keys && ops->keys[k].key != K_NONE; k++) {
            assert_non_null(ops->keys[k].run);
            assert_non_null(ops->keys[k].help);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(docs_keys_is_what_the_tables_say),
        cmocka_unit_test(every_screen_says_what_it_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT
 *
 * docs.c -- docs/commands.md is made from the table of commands and is current.
 *
 * `build/dev/tests/unit_commands_docs --write` writes it anew.
 */
#include "desk.h"

#include "catalog.h"

#include <curbside/base/fd.h>

#define PAGE PROJECT_DATA "/../docs/commands.md"

static void the_page_is_current(void **state)
{
    AUTO_STR struct str made = STR_INIT;
    AUTO_STR struct str stored = STR_INIT;

    (void)state;
    commands_markdown(&made);
    assert_int_equal(file_read(PAGE, STR_LIMIT_BYTES, &stored), OK);
    assert_string_equal(str_cstr(&stored), str_cstr(&made));
}

static void every_command_and_every_exit_status_stands_in_it(void **state)
{
    AUTO_STR struct str made = STR_INIT;
    char row[160];

    (void)state;
    commands_markdown(&made);
    for (int i = 0; command_registry[i]; i++) {
        snprintf(row, sizeof row, "\n| `%s", command_registry[i]->name);
        assert_non_null(strstr(made.s, row));
    }
    for (int status = 0; status <= 5; status++) {
        snprintf(row, sizeof row, "\n| %d | ", status);
        assert_non_null(strstr(made.s, row));
    }
    assert_non_null(strstr(made.s, "\n| 70 | "));
}

/* What completion and the missing-argument sentence read from it must be there. */
/* In the command's own line, or in that of a verb that takes it. */
static bool is_named(const struct command_ops *ops, const char *flag)
{
    if (strstr(ops->usage, flag))
        return true;
    for (int group = 0; ops->verbs && ops->verbs[group]; group++)
        for (const struct command_verb *v = ops->verbs[group]; v->name; v++)
            if (v->flags && strstr(v->flags, flag) && strstr(v->usage, flag))
                return true;
    return false;
}

static void every_usage_line_names_the_command_and_all_its_flags(void **state)
{
    (void)state;
    for (int i = 0; command_registry[i]; i++) {
        const struct command_ops *ops = command_registry[i];

        assert_memory_equal(ops->usage, ops->name, strlen(ops->name));
        assert_true(strchr(ops->summary, '.') == NULL);
        for (const struct flag *f = ops->flags; f && f->name; f++)
            assert_true(is_named(ops, f->name));
    }
}

static int write_page(void)
{
    AUTO_STR struct str made = STR_INIT;
    FILE *f = fopen(PAGE, "we");

    commands_markdown(&made);
    if (!f || fwrite(str_cstr(&made), 1, made.n, f) != made.n || fclose(f) != 0) {
        perror(PAGE);
        return 1;
    }
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_is_current),
        cmocka_unit_test(every_command_and_every_exit_status_stands_in_it),
        cmocka_unit_test(every_usage_line_names_the_command_and_all_its_flags),
    };

    if (argc > 1 && strcmp(argv[1], "--write") == 0)
        return write_page();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

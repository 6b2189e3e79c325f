/* SPDX-License-Identifier: MIT
 *
 * config.c -- curbside.conf: what is written is what is read, and what is wrong is named.
 */
#include "unit.h"
#include <stdio.h>
#include <string.h>

#include <curbside/domain/alias_rules.h>

#include "config.h"

static enum err parse(struct arena *a, const char *text, struct config *c, struct str *warnings,
                      char *why)
{
    config_init(c);
    why[0] = '\0';
    return config_parse(a, text, c, warnings, why);
}

static void the_file_that_init_writes_holds_the_defaults_and_nothing_else(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_STR struct str text = STR_INIT;
    AUTO_STR struct str warnings = STR_INIT;
    struct config defaults, read = {0};
    char why[CONFIG_WHY_SIZE];

    (void)state;
    config_format(&text);
    config_init(&defaults);
    assert_int_equal(config_parse(&a, text.s, &read, &warnings, why), OK);
    assert_string_equal(str_cstr(&warnings), "");
    assert_string_equal(read.listen, defaults.listen);
    assert_string_equal(read.host, defaults.host);
    assert_int_equal(read.idle_minutes, 60);
    assert_int_equal(read.joins_per_hour, 30);
    assert_int_equal(read.callers, defaults.callers);
    assert_int_equal(read.callers_per_source, defaults.callers_per_source);
    assert_int_equal(read.connections_per_minute, defaults.connections_per_minute);
    assert_int_equal(read.release_minutes, 10);
    assert_int_equal(read.other_face_minutes, 60);
    assert_int_equal(read.spread_minutes, 120);
    assert_int_equal(read.month_key_days, 120);
    assert_int_equal(read.alias_open, 1);
}

static void the_rules_of_aliases_come_from_their_section(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_STR struct str warnings = STR_INIT;
    struct alias_rules rules = {.seal_dir = "kept"};
    struct config c;
    char why[CONFIG_WHY_SIZE];

    (void)state;
    config_init(&c);
    assert_int_equal(config_parse(&a,
                                  "[alias]\nrelease_minutes = 0\nother_face_minutes = 5\n"
                                  "spread_minutes = 7\n"
                                  "month_key_days = 30\n",
                                  &c, &warnings, why),
                     OK);
    assert_string_equal(str_cstr(&warnings), "");
    config_alias_rules(&c, &rules);
    assert_int_equal(rules.release_minutes, 0);
    assert_int_equal(rules.other_face_minutes, 5);
    assert_int_equal(rules.spread_minutes, 7);
    assert_int_equal(rules.month_key_days, 30);
    assert_string_equal(rules.seal_dir, "kept");
    assert_true(rules.open);
    assert_int_equal(config_parse(&a, "[alias]\nopen = 0\n", &c, &warnings, why), OK);
    config_alias_rules(&c, &rules);
    assert_false(rules.open);
    assert_int_equal(config_parse(&a, "[alias]\nrelease_minutes = -1\n", &c, &warnings, why),
                     E_CONFIG);
}

static void every_setting_in_the_file_is_explained_above_it(void **state)
{
    AUTO_STR struct str text = STR_INIT;
    const char *line;

    (void)state;
    config_format(&text);
    for (line = text.s; *line; line += strcspn(line, "\n") + 1) {
        if (*line == '#' || *line == '[' || *line == '\n')
            continue;
        assert_true(line - text.s > 2);
        /* The line before this setting is a comment, never another setting. */
        const char *before = line - 2;
        while (before > text.s && *before != '\n')
            before--;
        assert_int_equal(before[1], '#');
    }
}

static void values_are_taken(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_STR struct str warnings = STR_INIT;
    struct config c;
    char why[CONFIG_WHY_SIZE];

    (void)state;
    assert_int_equal(parse(&a,
                           "[server]\nlisten = [::1]:22, 0.0.0.0:22\nhost=board.example.org\n"
                           "[limits]\nidle_minutes = 5\n",
                           &c, &warnings, why),
                     OK);
    assert_string_equal(c.listen, "[::1]:22, 0.0.0.0:22");
    assert_string_equal(c.host, "board.example.org");
    assert_int_equal(c.idle_minutes, 5);
    assert_int_equal(c.joins_per_hour, 30);
}

static void an_unknown_setting_is_warned_of_with_its_line(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_STR struct str warnings = STR_INIT;
    struct config c;
    char why[CONFIG_WHY_SIZE];

    (void)state;
    assert_int_equal(parse(&a, "# head\n[limits]\n\nidle_minuets = 5\n", &c, &warnings, why), OK);
    assert_non_null(strstr(str_cstr(&warnings), "line 4: there is no setting idle_minuets in"));
    assert_int_equal(c.idle_minutes, 60);
}

static void a_bad_number_is_refused_with_its_line_and_range(void **state)
{
    static const char *const bad[] = {"0", "-1", "ten", "1441", "5m", "", "99999999999999999999"};
    struct config c;
    char why[CONFIG_WHY_SIZE], text[80];

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        AUTO_STR struct str warnings = STR_INIT;

        snprintf(text, sizeof text, "[limits]\nidle_minutes = %s\n", bad[i]);
        assert_int_equal(parse(&a, text, &c, &warnings, why), E_CONFIG);
        assert_string_equal(why,
                            "curbside.conf line 2: idle_minutes takes a number from 1 to 1440.");
    }
}

static void a_line_that_is_no_setting_is_refused_with_its_number(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_STR struct str warnings = STR_INIT;
    struct config c;
    char why[CONFIG_WHY_SIZE];

    (void)state;
    assert_int_equal(parse(&a, "[server]\nlisten\n", &c, &warnings, why), E_CONFIG);
    assert_non_null(strstr(why, "line 2"));
}

static void a_line_too_long_is_refused_and_not_cut(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_STR struct str warnings = STR_INIT;
    AUTO_STR struct str text = STR_INIT;
    struct config c;
    char why[CONFIG_WHY_SIZE];

    (void)state;
    str_add(&text, "[server]\nhost = ");
    str_add_repeat(&text, 'x', 5000);
    assert_int_equal(parse(&a, text.s, &c, &warnings, why), E_CONFIG);
    assert_non_null(strstr(why, "line 2: longer than"));
}

static void listen_is_a_list(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const char **list;
    int n;

    (void)state;
    assert_int_equal(config_listen_split(&a, " 127.0.0.1:1, [::1]:2 ,,", &list, &n), OK);
    assert_int_equal(n, 2);
    assert_string_equal(list[0], "127.0.0.1:1");
    assert_string_equal(list[1], "[::1]:2");
    assert_int_equal(config_listen_split(&a, " , ", &list, &n), E_CONFIG);
    assert_int_equal(
        config_listen_split(&a, "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17", &list, &n), E_CONFIG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rules_of_aliases_come_from_their_section),
        cmocka_unit_test(the_file_that_init_writes_holds_the_defaults_and_nothing_else),
        cmocka_unit_test(every_setting_in_the_file_is_explained_above_it),
        cmocka_unit_test(values_are_taken),
        cmocka_unit_test(an_unknown_setting_is_warned_of_with_its_line),
        cmocka_unit_test(a_bad_number_is_refused_with_its_line_and_range),
        cmocka_unit_test(a_line_that_is_no_setting_is_refused_with_its_number),
        cmocka_unit_test(a_line_too_long_is_refused_and_not_cut),
        cmocka_unit_test(listen_is_a_list),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

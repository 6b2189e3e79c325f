/* SPDX-License-Identifier: MIT
 *
 * log.c -- one line, whatever it is given.
 */
#include <curbside/base/log.h>

#include <string.h>
#include <unistd.h>

#include <curbside/base/fd.h>

#include "unit.h"

/* What stderr receives while one line is logged. */
static void logged(char *ret, size_t size, enum log_level level, const char *text)
{
    int fds[2];
    AUTO_FD int kept = dup(STDERR_FILENO);

    assert_true(kept >= 0 && pipe(fds) == 0);
    assert_true(dup2(fds[1], STDERR_FILENO) >= 0);
    log_line(level, "%s", text);
    assert_true(dup2(kept, STDERR_FILENO) >= 0);
    fd_close(&fds[1]);
    ssize_t n = read(fds[0], ret, size - 1);
    assert_true(n >= 0);
    ret[n] = '\0';
    fd_close(&fds[0]);
}

static void a_line_says_who_how_bad_and_what(void **state)
{
    char got[600];

    (void)state;
    log_part_set("keeper");
    logged(got, sizeof got, LOG_WARNING, "disk is full");
    assert_string_equal(got, "keeper: warning: disk is full\n");
}

static void control_bytes_cannot_forge_a_second_line(void **state)
{
    char got[600];

    (void)state;
    log_part_set("session");
    logged(got, sizeof got, LOG_NOTE, "one\nsession: error: two\x1b[2J\x7f");
    assert_string_equal(got, "session: note: one?session: error: two?[2J?\n");
}

static void an_overlong_line_is_cut(void **state)
{
    char much[2000];
    char got[2100];

    (void)state;
    memset(much, 'x', sizeof much - 1);
    much[sizeof much - 1] = '\0';
    logged(got, sizeof got, LOG_ERROR, much);
    assert_true(strlen(got) <= 512);
    assert_int_equal(got[strlen(got) - 1], '\n');
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_says_who_how_bad_and_what),
        cmocka_unit_test(control_bytes_cannot_forge_a_second_line),
        cmocka_unit_test(an_overlong_line_is_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

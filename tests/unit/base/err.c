/* SPDX-License-Identifier: MIT
 *
 * err.c -- the table is complete, and its rows keep the promises of docs/commands.md.
 */
#include <curbside/base/err.h>

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit.h"

static void every_error_has_a_code_a_status_and_a_sentence(void **state)
{
    (void)state;
    for (int e = OK; e < N_ERR; e++) {
        const struct err_info *info = err_info((enum err)e);
        size_t n = strlen(info->sentence);
        assert_non_null(info->code);
        assert_string_not_equal(info->code, "internal");
        assert_int_equal(strspn(info->code, "abcdefghijklmnopqrstuvwxyz0123456789-"),
                         strlen(info->code));
        assert_true(n > 0 && info->sentence[n - 1] == '.');
        assert_true(info->sentence[0] >= 'A' || info->sentence[0] == '-');
        assert_null(strchr(info->sentence, '\n'));
        assert_true(n <= 110);
    }
}

/* But for what is denied: a script acts on that word, and the sentence says why. */
static void codes_are_told_apart(void **state)
{
    (void)state;
    for (int e = OK; e < N_ERR; e++) {
        for (int other = e + 1; other < N_ERR; other++)
            assert_true(err_info((enum err)e)->exit == 3 ||
                        strcmp(err_info((enum err)e)->code, err_info((enum err)other)->code) != 0);
    }
}

static void statuses_follow_the_contract(void **state)
{
    static const enum err denied[] = {E_DENIED,       E_GUEST,  E_NO_KEY,
                                      E_CLOSED_BOARD, E_LOCKED, E_ALIAS_CLOSED};
    static const enum err usage[] = {E_USAGE, E_NUMBER_INVALID, E_CURSOR_INVALID};

    (void)state;
    assert_int_equal(err_info(OK)->exit, 0);
    for (int e = E_NOMEM; e < E_USAGE; e++)
        assert_int_equal(err_info((enum err)e)->exit, 70);
    for (size_t i = 0; i < sizeof denied / sizeof denied[0]; i++)
        assert_int_equal(err_info(denied[i])->exit, 3);
    for (size_t i = 0; i < sizeof usage / sizeof usage[0]; i++)
        assert_int_equal(err_info(usage[i])->exit, 2);
    assert_int_equal(err_info(E_NOTFOUND)->exit, 1);
    assert_int_equal(err_info(E_HANDLE_TAKEN)->exit, 1);
    assert_int_equal(err_info(E_TOOFAST)->exit, 4);
    assert_int_equal(err_info(E_BLOCKED)->exit, 5);
}

static void a_value_out_of_range_has_a_row_too(void **state)
{
    (void)state;
    assert_int_equal(err_info((enum err)9999)->exit, 70);
    assert_int_equal(err_info((enum err) - 1)->exit, 70);
    assert_int_equal(err_info(N_ERR)->exit, 70);
}

static void errno_becomes_an_error(void **state)
{
    (void)state;
    assert_int_equal(err_from_errno(ENOMEM), E_NOMEM);
    assert_int_equal(err_from_errno(ENOSPC), E_FULL);
    assert_int_equal(err_from_errno(EDQUOT), E_FULL);
    assert_int_equal(err_from_errno(EROFS), E_READONLY);
    assert_int_equal(err_from_errno(ENOENT), E_NOTFOUND);
    assert_int_equal(err_from_errno(EACCES), E_DENIED);
    assert_int_equal(err_from_errno(EADDRINUSE), E_IN_USE);
    assert_int_equal(err_from_errno(EPIPE), E_CLOSED);
    assert_int_equal(err_from_errno(EAGAIN), E_NOTREADY);
    assert_int_equal(err_from_errno(EIO), E_IO);
    assert_int_equal(err_from_errno(0), E_IO);
}

static void hook_tell(void *ctx)
{
    IGNORE(write(*(int *)ctx, "!", 1)); /* the reader notices */
}

static void a_bug_runs_the_hook_and_aborts(void **state)
{
    int fds[2];
    int status = 0;
    char got = 0;

    (void)state;
    assert_int_equal(pipe(fds), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(STDERR_FILENO);
        bug_hook_set(hook_tell, &fds[1]);
        BUG_ON(child == 0);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    assert_int_equal(read(fds[0], &got, 1), 1);
    assert_int_equal(got, '!');
    close(fds[0]);
    close(fds[1]);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_error_has_a_code_a_status_and_a_sentence),
        cmocka_unit_test(codes_are_told_apart),
        cmocka_unit_test(statuses_follow_the_contract),
        cmocka_unit_test(a_value_out_of_range_has_a_row_too),
        cmocka_unit_test(errno_becomes_an_error),
        cmocka_unit_test(a_bug_runs_the_hook_and_aborts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT
 *
 * fd.c -- whole files, or none.
 */
#include <curbside/base/fd.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "own_folder.h"
#include "unit.h"

struct folder {
    char path[64];
    char file[80];
};

static int folder_make(void **state)
{
    static struct folder f;

    if (!own_folder_make(f.path, sizeof f.path))
        return -1;
    snprintf(f.file, sizeof f.file, "%s/secret", f.path);
    *state = &f;
    return 0;
}

static int folder_remove(void **state)
{
    struct folder *f = *state;

    unlink(f->file);
    return rmdir(f->path); /* fails if a draft was left behind */
}

static void a_created_file_reads_back_with_its_mode(void **state)
{
    struct folder *f = *state;
    AUTO_STR struct str s = STR_INIT;
    struct stat st;

    mode_t before = umask(077);
    assert_int_equal(file_create(f->file, 0640, "content", 7), OK);
    umask(before);
    assert_int_equal(stat(f->file, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0640);
    assert_int_equal(file_read(f->file, 100, &s), OK);
    assert_string_equal(str_cstr(&s), "content");
}

static void an_existing_file_is_never_overwritten(void **state)
{
    struct folder *f = *state;
    AUTO_STR struct str s = STR_INIT;

    assert_int_equal(file_create(f->file, 0600, "first", 5), OK);
    assert_int_equal(file_create(f->file, 0600, "second", 6), E_IN_USE);
    assert_int_equal(file_read(f->file, 100, &s), OK);
    assert_string_equal(str_cstr(&s), "first");
}

static void errors_of_opening_are_told(void **state)
{
    struct folder *f = *state;
    AUTO_STR struct str s = STR_INIT;

    assert_int_equal(file_read(f->file, 100, &s), E_NOTFOUND);
    assert_int_equal(file_create("/nonexistent/folder/file", 0600, "x", 1), E_NOTFOUND);
}

static void reading_stops_at_the_limit(void **state)
{
    struct folder *f = *state;
    AUTO_STR struct str s = STR_INIT;
    AUTO_STR struct str t = STR_INIT;

    assert_int_equal(file_create(f->file, 0600, "0123456789", 10), OK);
    assert_int_equal(file_read(f->file, 10, &s), OK);
    assert_int_equal(file_read(f->file, 9, &t), E_NOMEM);
}

static void a_closed_descriptor_is_minus_one_and_errno_stays(void **state)
{
    int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    int number = fd;

    (void)state;
    errno = ENOENT;
    fd_close(&fd);
    assert_int_equal(fd, -1);
    assert_int_equal(errno, ENOENT);
    assert_int_equal(fcntl(number, F_GETFD), -1);
    fd_close(&fd);
}

static void a_full_pipe_is_not_ready_and_a_closed_one_says_so(void **state)
{
    static const char much[100 * 1024];
    int fds[2];

    (void)state;
    assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
    assert_int_equal(fd_set_nonblock(fds[1]), OK);
    assert_int_equal(fd_write_all(fds[1], much, sizeof much), E_NOTREADY);
    fd_close(&fds[1]);
    assert_int_equal(fd_set_nonblock(-1), E_IO);
    fd_close(&fds[0]);
}

static void writing_to_a_full_disk_is_full(void **state)
{
    AUTO_FD int fd = open("/dev/full", O_WRONLY | O_CLOEXEC);

    (void)state;
    assert_true(fd >= 0);
    assert_int_equal(fd_write_all(fd, "x", 1), E_FULL);
}

static void a_taken_descriptor_stays_open(void **state)
{
    AUTO_FD int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    int taken = TAKE_FD(fd);

    (void)state;
    assert_int_equal(fd, -1);
    assert_true(fcntl(taken, F_GETFD) >= 0);
    fd_close(&taken);
}

int main(void)
{
#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_make, folder_remove)
    static const struct CMUnitTest tests[] = {
        IN_FOLDER(a_created_file_reads_back_with_its_mode),
        IN_FOLDER(an_existing_file_is_never_overwritten),
        IN_FOLDER(errors_of_opening_are_told),
        IN_FOLDER(reading_stops_at_the_limit),
        cmocka_unit_test(a_closed_descriptor_is_minus_one_and_errno_stays),
        cmocka_unit_test(a_full_pipe_is_not_ready_and_a_closed_one_says_so),
        cmocka_unit_test(writing_to_a_full_disk_is_full),
        cmocka_unit_test(a_taken_descriptor_stays_open),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

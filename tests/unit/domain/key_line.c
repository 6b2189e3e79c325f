/* SPDX-License-Identifier: MIT
 *
 * key_line.c -- lines of authorized_keys, good and bad.
 */
#include "unit.h"

#include <string.h>

#include "key_line.h"

#define BLOB "AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"

static enum err parse(const char *line, size_t *ret_n)
{
    static uint8_t blob[KEY_BLOB_BYTES];

    return key_line_parse(line, blob, ret_n);
}

static void keys_are_read_with_and_without_options(void **state)
{
    static const char *const lines[] = {
        "ssh-ed25519 " BLOB,
        "  ssh-ed25519\t" BLOB " a comment with words\r\n",
        "restrict ssh-ed25519 " BLOB,
        "command=\"echo ssh-rsa here\",no-pty ssh-ed25519 " BLOB " x",
    };
    size_t n;

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        assert_int_equal(parse(lines[i], &n), OK);
        assert_int_equal(n, 51);
    }
}

static void anything_else_is_refused(void **state)
{
    static const char *const lines[] = {
        "",
        "# a comment",
        "ssh-ed25519",
        "ssh-ed25519 ",
        "ssh-ed25519 =",
        "ssh-ed25519 AAAA",
        "ssh-rsa " BLOB,
        "ssh-ed448 " BLOB,
        "ssh-dss " BLOB,
        "ssh-ed25519 " BLOB "=",
        "ssh-ed25519 " BLOB "A",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA!AABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB==",
        "-----BEGIN OPENSSH PRIVATE KEY-----",
    };
    size_t n;

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        if (parse(lines[i], &n) != E_CONFIG)
            fail_msg("\"%s\" was not refused", lines[i]);
}

static void overlong_key_is_refused(void **state)
{
    static char line[2 * KEY_BLOB_BYTES + 64] = "ssh-rsa ";
    size_t n;

    (void)state;
    memset(line + 8, 'A', 2 * KEY_BLOB_BYTES);
    assert_int_equal(parse(line, &n), E_CONFIG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_read_with_and_without_options),
        cmocka_unit_test(anything_else_is_refused),
        cmocka_unit_test(overlong_key_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT
 *
 * clients.c -- OpenSSH, plink and dbclient each get in as a guest, with a key, and without one.
 *
 * Nobody ever reads "Permission denied (publickey)".
 */
#include "e2e/harness.h"

static int setup(void **state)
{
    struct board *b = board_new(NULL);

    caller_join(b, "dora", "calm-dora");
    caller_join(b, "rsa-dora", "calm-rsa");
    caller_join(b, "ecdsa-dora", "calm-ecdsa");
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    board_free(*state);
    return 0;
}

static void says(struct board *b, const struct caller *c, const char *text)
{
    char *out = caller_expect(b, c, 0, NULL, "whoami");

    if (!strstr(out, text))
        fail_msg("client %d: not \"%s\": %s", c->client, text, out);
    free(out);
}

static void every_client_is_a_guest_as_guest(void **state)
{
    for (enum client c = CLIENT_OPENSSH; c <= CLIENT_DBCLIENT; c++)
        says(*state, &(struct caller){.client = c}, "guest without a key");
}

static void every_client_is_a_member_with_its_key(void **state)
{
    for (enum client c = CLIENT_OPENSSH; c <= CLIENT_DBCLIENT; c++)
        says(*state, &(struct caller){.client = c, .key = "dora"}, "calm-dora");
}

static void every_type_of_key_is_taken(void **state)
{
    says(*state, CALLER("rsa-dora"), "calm-rsa");
    says(*state, CALLER("ecdsa-dora"), "calm-ecdsa");
    says(*state, &(struct caller){.client = CLIENT_PLINK, .key = "rsa-dora"}, "calm-rsa");
}

static void the_user_name_does_not_matter(void **state)
{
    says(*state, &(struct caller){.key = "dora", .user = "root"}, "calm-dora");
    says(*state, &(struct caller){.key = "dora", .user = "x"}, "calm-dora");
}

/* Without a key, by keyboard-interactive: one Enter lets in. */
static void every_client_without_a_key_is_let_in_by_one_enter(void **state)
{
    for (enum client c = CLIENT_OPENSSH; c <= CLIENT_DBCLIENT; c++) {
        struct caller who = {.client = c, .user = "somebody", .talkative = true};
        struct screen *s = screen_open_command(*state, &who, 80, 24, "whoami");

        screen_wait_text(s, "Enter");
        screen_wait_text(s, "ssh-keygen");
        screen_type(s, "\r");
        screen_wait_text(s, "guest without a key");
        assert_int_equal(screen_wait_exit(s), 0);
        screen_close(s);
    }
}

static void a_script_without_a_key_is_told_of_guest(void **state)
{
    struct caller who = {.user = "somebody", .options = {"-oBatchMode=yes"}};
    struct outcome r = caller_run(*state, &who, NULL, "whoami");

    assert_int_equal(r.status, 255);
    outcome_done(&r);
    says(*state, &(struct caller){.options = {"-oBatchMode=yes"}}, "guest");
}

static void the_screens_come_up_in_every_client(void **state)
{
    for (enum client c = CLIENT_OPENSSH; c <= CLIENT_DBCLIENT; c++) {
        struct caller who = {.client = c, .key = "dora"};
        struct screen *s = screen_open(*state, &who, 80, 24);

        screen_wait_text(s, "calm-dora");
        screen_wait_text(s, "Boards");
        screen_type(s, "Q");
        assert_int_equal(screen_wait_exit(s), 0);
        screen_assert_clean(s);
        screen_close(s);
    }
}

static void rekeying_every_64_kib_is_not_noticed(void **state)
{
    struct caller who = {.key = "dora", .options = {"-oRekeyLimit=64K"}};
    struct screen *s = screen_open(*state, &who, 200, 60);
    struct outcome r;
    char *big = malloc(60000 + 1);

    screen_wait_text(s, "calm-dora");
    for (int i = 0; i < 60; i++) {
        screen_type(s, "\x0c?"); /* repaint, help */
        screen_settle(s, 1);
        screen_type(s, "q");
    }
    screen_wait_text(s, "calm-dora");
    screen_type(s, "Q");
    assert_int_equal(screen_wait_exit(s), 0);
    screen_close(s);
    memset(big, 'a', 60000);
    big[60000] = '\0';
    r = caller_run(*state, &who, big, "post premed-general --as handle --title Rekeyed");
    assert_int_equal(r.status, 0);
    outcome_done(&r);
    free(big);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_client_is_a_guest_as_guest),
        cmocka_unit_test(every_client_is_a_member_with_its_key),
        cmocka_unit_test(every_type_of_key_is_taken),
        cmocka_unit_test(the_user_name_does_not_matter),
        cmocka_unit_test(every_client_without_a_key_is_let_in_by_one_enter),
        cmocka_unit_test(a_script_without_a_key_is_told_of_guest),
        cmocka_unit_test(the_screens_come_up_in_every_client),
        cmocka_unit_test(rekeying_every_64_kib_is_not_noticed),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}

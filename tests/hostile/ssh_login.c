/* SPDX-License-Identifier: MIT
 *
 * ssh_login.c -- clients that lie about who they are.
 */
#include "hostile/ssh_raw.h"

static void the_key_that_signed_counts_and_not_the_one_offered(void **state)
{
    static struct raw_key a, b;
    struct raw *r;

    raw_key_make(1, &a);
    raw_key_make(2, &b);
    r = raw_open(*state);
    raw_sign_in(r, &a, &a);
    assert_int_equal(raw_receive(r, WAIT_MS), RAW_AUTH_SUCCESS);
    assert_non_null(strstr(raw_run(r, "join --handle alpha-a"), "alpha-a"));
    raw_close(r);

    r = raw_open(*state);
    raw_offer(r, "ssh-ed25519", &a.blob);
    assert_int_equal(raw_receive(r, WAIT_MS), RAW_AUTH_PK_OK);
    raw_sign_in(r, &b, &b);
    assert_int_equal(raw_receive(r, WAIT_MS), RAW_AUTH_SUCCESS);
    assert_null(strstr(raw_run(r, "whoami --json"), "alpha-a"));
    raw_close(r);
}

static void a_key_with_and_without_an_account_gets_the_same_answer(void **state)
{
    static struct raw_key known, unknown;
    static struct raw_buffer first;
    struct raw *r;

    raw_key_make(3, &known);
    raw_key_make(4, &unknown);
    r = raw_open(*state);
    raw_sign_in(r, &known, &known);
    assert_int_equal(raw_receive(r, WAIT_MS), RAW_AUTH_SUCCESS);
    assert_non_null(strstr(raw_run(r, "join --handle known-key"), "known-key"));
    raw_close(r);

    r = raw_open(*state);
    raw_offer(r, "ssh-ed25519", &known.blob);
    assert_int_equal(raw_receive(r, WAIT_MS), RAW_AUTH_PK_OK);
    first = r->in;
    raw_offer(r, "ssh-ed25519", &unknown.blob);
    assert_int_equal(raw_receive(r, WAIT_MS), RAW_AUTH_PK_OK);
    assert_int_equal(r->in.n, first.n);
    raw_close(r);
}

/* No answer but a sentence, well within four seconds. */
static void expect_sentence(struct raw *r)
{
    assert_int_equal(raw_receive(r, 4000), RAW_DISCONNECT);
    assert_string_equal(raw_sentence(r),
                        "curbside: this key cannot be used here: use an ed25519 key or guest@");
    assert_int_equal(raw_receive(r, WAIT_MS), RAW_CLOSED);
    raw_close(r);
}

static void an_ed448_key_is_told_what_to_use(void **state)
{
    static struct raw_buffer blob;
    uint8_t public[57] = {1};
    struct raw *r = raw_open(*state);

    blob.n = 0;
    raw_put_text(&blob, "ssh-ed448");
    raw_put_string(&blob, public, sizeof(public));
    raw_offer(r, "ssh-ed448", &blob);
    expect_sentence(r);
}

static void a_bad_signature_is_no_login(void **state)
{
    static struct raw_key mine, victim;
    struct raw *r;

    raw_key_make(5, &mine);
    raw_key_make(6, &victim);
    r = raw_open(*state);
    raw_sign_in(r, &victim, &mine);
    expect_sentence(r);
}

static void nobody_but_guest_gets_in_with_nothing(void **state)
{
    static struct raw_buffer p;
    struct raw *r = raw_open(*state);
    const char *methods;
    size_t n;

    raw_begin_auth(&p, "root", "none");
    raw_send(r, &p);
    assert_int_equal(raw_receive(r, WAIT_MS), RAW_AUTH_FAILURE);
    methods = (const char *)raw_take_string(&r->in, &n);
    assert_int_equal(n, strlen("publickey,keyboard-interactive"));
    assert_memory_equal(methods, "publickey,keyboard-interactive", n);
    raw_begin_auth(&p, "root", "password");
    raw_put_byte(&p, 0);
    raw_put_text(&p, "root");
    raw_send(r, &p);
    assert_int_equal(raw_receive(r, WAIT_MS), RAW_AUTH_FAILURE);
    raw_close(r);
}

static void a_server_message_from_a_client_logs_nobody_in(void **state)
{
    static struct raw_buffer p;
    struct raw *r = raw_open(*state);
    uint32_t channel = 0;

    p.n = 0;
    raw_put_byte(&p, RAW_AUTH_SUCCESS);
    raw_send(r, &p);
    assert_int_not_equal(raw_open_channel(r, "session", 0, 1024, &channel), RAW_CHANNEL_CONFIRM);
    raw_close(r);
}

static int one_board(void **state)
{
    *state = board_new(NULL);
    return 0;
}

static int no_board(void **state)
{
    board_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_key_that_signed_counts_and_not_the_one_offered),
        cmocka_unit_test(a_key_with_and_without_an_account_gets_the_same_answer),
        cmocka_unit_test(an_ed448_key_is_told_what_to_use),
        cmocka_unit_test(a_bad_signature_is_no_login),
        cmocka_unit_test(nobody_but_guest_gets_in_with_nothing),
        cmocka_unit_test(a_server_message_from_a_client_logs_nobody_in),
    };

    return cmocka_run_group_tests(tests, one_board, no_board);
}

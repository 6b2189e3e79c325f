/* SPDX-License-Identifier: MIT
 *
 * handle.c -- which handles may be had.
 */
#include "visitor.h"

#include <curbside/domain/handle.h>
#include <curbside/store/handles.h>

#include "names.h"

static void handles_keep_to_their_form(void **state)
{
    (void)state;
    assert_int_equal(handle_check_form("abc"), OK);
    assert_int_equal(handle_check_form("a-b"), OK);
    assert_int_equal(handle_check_form("night-float-2026"), OK);
    assert_int_equal(handle_check_form("abcdefghijklmnopqrstuvwx"), OK);
    assert_int_equal(handle_check_form(""), E_HANDLE_INVALID);
    assert_int_equal(handle_check_form("ab"), E_HANDLE_INVALID);
    assert_int_equal(handle_check_form("abcdefghijklmnopqrstuvwxy"), E_HANDLE_INVALID);
    assert_int_equal(handle_check_form("4bc"), E_HANDLE_INVALID);
    assert_int_equal(handle_check_form("-bc"), E_HANDLE_INVALID);
    assert_int_equal(handle_check_form("Abc"), E_HANDLE_INVALID);
    assert_int_equal(handle_check_form("a_bc"), E_HANDLE_INVALID);
    assert_int_equal(handle_check_form("a bc"), E_HANDLE_INVALID);
    assert_int_equal(handle_check_form("~abc"), E_HANDLE_INVALID);
    assert_int_equal(handle_check_form("caf\xc3\xa9"), E_HANDLE_INVALID);
    assert_int_equal(handle_check_form("abc\n"), E_HANDLE_INVALID);
}

/* Letters that look like others make two people of one name; a-z cannot. */
static void handles_of_every_script_are_refused(void **state)
{
    static const char *const refused[] = {
        "médico-7",         "доктор",      "ανθρωπος", "医学生です",  "의대생입니다",
        "طبيب-7",           "רופא-7",      "चिकित्सक",  "แพทย์7",       "bаdger",
        "quiet\u00adotter", "otter\u200b", "ﬁsher",    "ot\u0301ter",
    };

    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        if (handle_check_form(refused[i]) != E_HANDLE_INVALID)
            fail_msg("\"%s\" was not refused", refused[i]);
}

static void lookalikes_of_staff_and_official_names_are_refused(void **state)
{
    static const char *const refused[] = {
        "sysop",         "sys0p",        "sys-op",        "the-sysop",       "sysop2",
        "admin",         "adm1n",        "a-d-m-i-n",     "admin-jane",      "jane-admin",
        "superadmin",    "mod",          "m0d",           "mod-jane",        "mods",
        "moderator",     "m0derat0r",    "rnoderator",    "curbside",        "curbs1de",
        "curbside-team", "curbsidehelp", "official-aamc", "staff",           "s7aff",
        "aamc",          "a-a-m-c",      "aarnc",         "the-aamc",        "aamc-help",
        "nrmp-news",     "usmle",        "lifeline",      "guest",           "gone",
        "anonymous",     "support",      "the-team",      "help-desk",       "imported",
        "root",          "operator",     "real-nrmp-org", "moderator-team2", "officia1",
    };

    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        if (handle_check_form(refused[i]) != E_HANDLE_RESERVED)
            fail_msg("\"%s\" was not refused", refused[i]);
}

static void ordinary_handles_are_not_mistaken_for_staff(void **state)
{
    static const char *const allowed[] = {
        "badminton-fan", "modest-heron",  "bad-mint",       "tired-intern", "usmle-survivor",
        "eraser",        "model-citizen", "staffordshire",  "night-owl",    "md-hopeful",
        "rooted",        "cooperator",    "systematic",     "premed-2030",  "guesstimate",
        "armadillo-7",   "kind-tern",     "quiet-otter-21", "teamwork",     "match-day",
    };

    (void)state;
    for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++)
        if (handle_check_form(allowed[i]) != OK)
            fail_msg("\"%s\" was refused", allowed[i]);
}

static void skeletons_are_what_the_eye_sees(void **state)
{
    static const char *const pairs[][2] = {
        {"jane-doe", "jane-d0e"}, {"mill", "mi11"}, {"modern", "rnodern"}, {"a-b-c", "abc"}};
    char one[HANDLE_SIZE], two[HANDLE_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        handle_skeleton(pairs[i][0], one);
        handle_skeleton(pairs[i][1], two);
        assert_string_equal(one, two);
    }
    handle_skeleton("jane", one);
    handle_skeleton("june", two);
    assert_string_not_equal(one, two);
}

static uint32_t list_length(const char *const *list)
{
    uint32_t n = 0;

    while (list[n])
        n++;
    return n;
}

static void every_drawn_handle_would_be_allowed(void **state)
{
    char name[64];

    (void)state;
    assert_true(list_length(names_adjectives) >= 200);
    assert_true(list_length(names_animals) >= 200);
    for (const char *const *a = names_adjectives; *a; a++)
        for (const char *const *b = names_animals; *b; b++) {
            snprintf(name, sizeof name, "%s-%s-10", *a, *b);
            if (handle_check_form(name) != OK)
                fail_msg("\"%s\" is not allowed", name);
        }
}

static void word_lists_hold_no_word_twice(void **state)
{
    (void)state;
    for (const char *const *a = names_adjectives; a[0] && a[1]; a++)
        assert_true(strcmp(a[0], a[1]) < 0);
    for (const char *const *a = names_animals; a[0] && a[1]; a++)
        assert_true(strcmp(a[0], a[1]) < 0);
}

static void drawn_handles_are_free_and_differ(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_as(b, NULL);
    char one[HANDLE_SIZE], two[HANDLE_SIZE];

    assert_int_equal(handle_draw(&v, one), OK);
    assert_int_equal(handle_draw(&v, two), OK);
    assert_int_equal(handle_check(&v, one), OK);
    assert_string_not_equal(one, two);
    account_close(&v);
}

static void taken_handle_is_taken(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", "night-float");

    assert_int_equal(handle_check(&v, "night-float"), E_HANDLE_TAKEN);
    assert_int_equal(handle_check(&v, "night-float-2"), OK);
    account_close(&v);
}

static void lookalike_of_a_moderator_is_refused_but_of_a_member_is_not(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", "jane-doe");
    AUTO_TXN struct txn txn = TXN_NONE;

    assert_int_equal(handle_check(&v, "jane-d0e"), OK);
    assert_int_equal(txn_begin(&txn, b->db, TXN_WRITE), OK);
    assert_int_equal(handles_set_role(b->db, v.who->handle, "moderator"), OK);
    assert_int_equal(txn_commit(&txn), OK);
    assert_int_equal(handle_check(&v, "jane-d0e"), E_HANDLE_RESERVED);
    account_close(&v);
}

static void claims_are_found_in_whole_words_only(void **state)
{
    (void)state;
    assert_string_equal(handle_claim("tired-md"), "md");
    assert_string_equal(handle_claim("pgy2-medicine"), "pgy");
    assert_string_equal(handle_claim("dr-heron"), "dr");
    assert_string_equal(handle_claim("attending-otter"), "attending");
    assert_null(handle_claim("mdma-opinions"));
    assert_null(handle_claim("drone"));
    assert_null(handle_claim("quiet-otter-21"));
    assert_null(handle_claim("a-2"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(handles_keep_to_their_form),
        cmocka_unit_test(handles_of_every_script_are_refused),
        cmocka_unit_test(lookalikes_of_staff_and_official_names_are_refused),
        cmocka_unit_test(ordinary_handles_are_not_mistaken_for_staff),
        cmocka_unit_test(skeletons_are_what_the_eye_sees),
        cmocka_unit_test(every_drawn_handle_would_be_allowed),
        cmocka_unit_test(word_lists_hold_no_word_twice),
        VISIT_CASE(drawn_handles_are_free_and_differ),
        VISIT_CASE(taken_handle_is_taken),
        VISIT_CASE(lookalike_of_a_moderator_is_refused_but_of_a_member_is_not),
        cmocka_unit_test(claims_are_found_in_whole_words_only),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

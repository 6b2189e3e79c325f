/* SPDX-License-Identifier: MIT
 *
 * control.c -- a sysop governs the running server: a sentence to everybody, a pause, a session that
 * is ended; and nobody loses a draft by it.
 */
#include "e2e/harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int setup(void **state)
{
    struct board *b = board_new(&(struct board_options){.fixture = TEST_DATA "/threads.jsonl"});

    caller_join(b, "wim", "calm-wim");
    json_decref(answer(b, CALLER("wim"), 0, NULL, "claim %s --json", b->claim));
    caller_join(b, "bea", "calm-bea");
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    board_free(*state);
    return 0;
}

static void govern(struct board *b, const char *what)
{
    json_decref(answer(b, CALLER("wim"), 0, NULL, "sysop %s --json", what));
}

/* The one session with screens, as the operator sees it over control.sock. */
static long long session_number(struct board *b)
{
    struct outcome o = board_curbside(b, "sysop", "sessions", "--json", NULL);
    json_t *doc = json_loads(o.out, 0, NULL);
    long long number = 0;
    json_t *row;
    size_t i;

    assert_int_equal(o.status, 0);
    assert_null(strstr(o.out, "bea"));
    json_array_foreach(json_object_get(doc, "sessions"), i, row)
    {
        if (strcmp(json_string_value(json_object_get(row, "kind")), "screens") == 0)
            number = json_integer_value(json_object_get(row, "session"));
    }
    json_decref(doc);
    outcome_done(&o);
    return number;
}

static size_t follows(struct board *b)
{
    json_t *doc = answer(b, CALLER("bea"), 0, NULL, "following --json");
    size_t n = json_array_size(json_object_get(doc, "following"));

    json_decref(doc);
    return n;
}

static void try_to_post(struct screen *s)
{
    screen_type(s, "\x14\x18");
    screen_wait_text(s, "Post it");
    screen_type(s, "p");
}

static void a_sysop_speaks_pauses_and_ends_and_the_draft_is_kept(void **state)
{
    struct board *b = *state;
    struct screen *s = screen_open(b, CALLER("bea"), 80, 24);
    char kick[64];

    screen_go_board(s, "Fixture Step");
    screen_type(s, "w");
    screen_wait_text(s, "Tags");
    screen_type(s, "Half a plan\t\tHalf a thought");
    screen_wait_text(s, "Half a thought");
    govern(b, "broadcast 'Back at five.'");
    screen_wait_text(s, "Back at five.");
    govern(b, "maintenance read-only on");
    screen_wait_text(s, "Read-only for now");
    try_to_post(s);
    screen_wait_text(s, "read-only for a while");
    screen_wait_text(s, "Half a thought");
    govern(b, "maintenance read-only off");
    screen_wait_gone(s, "Read-only for now");
    snprintf(kick, sizeof kick, "kick %lld", session_number(b));
    json_decref(answer(b, CALLER("bea"), 3, NULL, "sysop %s --json", kick));
    govern(b, kick);
    screen_wait_exit(s);
    assert_true(screen_find(s, "A sysop ended this session") >= 0);
    assert_true(screen_find(s, "Your draft is kept") >= 0);
    screen_assert_clean(s);
    screen_close(s);
    s = screen_open(b, CALLER("bea"), 80, 24);
    screen_wait_text(s, "Back at five."); /* for who comes within ten minutes, too */
    screen_select(s, "Half a plan", "j");
    screen_type(s, "\r");
    screen_wait_text(s, "Half a thought");
    try_to_post(s);
    screen_wait_text(s, "Posted");
    screen_close(s);
}

/* Were its record written when it ends, the file would tell the sysop whose it was, and with it
 * whose the draft is that was being typed. */
static void what_is_private_to_an_ended_session_is_stored_later_and_not_lost(void **state)
{
    struct board *b = *state;
    struct screen *s = screen_open(b, CALLER("bea"), 80, 24);
    char kick[64];

    screen_go_board(s, "Fixture Step");
    screen_type(s, "f");
    screen_wait_text(s, "You follow");
    snprintf(kick, sizeof kick, "kick %lld", session_number(b));
    govern(b, kick);
    screen_wait_exit(s);
    screen_close(s);
    assert_int_equal(follows(b), 0);
    assert_int_equal(board_stop(b), 0);
    board_start(b);
    assert_int_equal(follows(b), 1);
}

/* What the server was begun with, as the kernel kept it; false where only root may look. */
static bool environment(const struct board *b, char *ret, size_t size)
{
    char path[64];
    FILE *file;

    snprintf(path, sizeof path, "/proc/%d/environ", (int)b->pid);
    file = fopen(path, "r");
    if (!file)
        return false;
    size_t n = fread(ret, 1, size - 1, file);
    fclose(file);
    ret[n] = '\0';
    for (size_t i = 0; i < n; i++)
        if (ret[i] == '\0')
            ret[i] = '\n';
    return n > 0;
}

/* A server is begun where GLIBC_TUNABLES is `set` (NULL: is not): what does it run with? False
 * where that cannot be seen. What this test itself was begun with is put back. glibc divides the
 * tunables where the kernel keeps them, so each is looked for alone. */
static bool begun_with(struct board *b, const char *set, char *ret, size_t size)
{
    const char *was = getenv("GLIBC_TUNABLES");
    char *kept = was ? strdup(was) : NULL;

    assert_int_equal(board_stop(b), 0);
    assert_int_equal(set ? setenv("GLIBC_TUNABLES", set, 1) : unsetenv("GLIBC_TUNABLES"), 0);
    board_start(b);
    assert_int_equal(kept ? setenv("GLIBC_TUNABLES", kept, 1) : unsetenv("GLIBC_TUNABLES"), 0);
    free(kept);
    return environment(b, ret, size);
}

static void a_server_begins_without_the_caches_that_rest_in_each_session(void **state)
{
    char with[64 * 1024];

#if defined(CURBSIDE_ASAN) || !defined(__GLIBC__)
    skip();
#endif
    if (!begun_with(*state, NULL, with, sizeof with))
        skip();
    assert_non_null(strstr(with, "glibc.malloc.tcache_count=0\n"));
}

static void what_the_operator_tunes_stays_beside_that_or_in_its_place(void **state)
{
    char with[64 * 1024];

#if defined(CURBSIDE_ASAN) || !defined(__GLIBC__)
    skip();
#endif
    if (!begun_with(*state, "glibc.malloc.arena_max=2", with, sizeof with))
        skip();
    assert_non_null(strstr(with, "glibc.malloc.arena_max=2"));
    assert_non_null(strstr(with, "glibc.malloc.tcache_count=0\n"));
    assert_true(begun_with(*state, "glibc.malloc.tcache_count=3", with, sizeof with));
    assert_non_null(strstr(with, "glibc.malloc.tcache_count=3\n"));
    assert_null(strstr(with, "glibc.malloc.tcache_count=0"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        /* A board for each: the list of sessions is made once a minute. */
        cmocka_unit_test_setup_teardown(a_sysop_speaks_pauses_and_ends_and_the_draft_is_kept, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(
            what_is_private_to_an_ended_session_is_stored_later_and_not_lost, setup, teardown),
        cmocka_unit_test_setup_teardown(
            a_server_begins_without_the_caches_that_rest_in_each_session, setup, teardown),
        cmocka_unit_test_setup_teardown(what_the_operator_tunes_stays_beside_that_or_in_its_place,
                                        setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

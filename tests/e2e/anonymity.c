/* SPDX-License-Identifier: MIT
 *
 * anonymity.c -- what a thief with the data folder, or a reader of the log, does not find.
 *
 * A person joins, reads, writes half a post and posts another; then every file is searched for what
 * would give them away.
 */
#include "e2e/harness.h"

#include <ftw.h>

static int setup(void **state)
{
    *state = board_new(&(struct board_options){.fixture = TEST_DATA "/threads.jsonl"});
    return 0;
}

static int teardown(void **state)
{
    board_free(*state);
    return 0;
}

/* What nftw is looking for; it has no way to be given it. */
static const char *looking_for;
static size_t looking_for_n;
static const char *found_in;

static int search_file(const char *path, const struct stat *st, int kind, struct FTW *where)
{
    size_t n = 0;
    char *text = kind == FTW_F ? file_text(path, &n) : NULL;

    (void)st;
    (void)where;
    if (text && memmem(text, n, looking_for, looking_for_n))
        found_in = strdup(path);
    free(text);
    return 0;
}

/* In no file of the data folder, and not in the log. */
static void is_nowhere(const struct board *b, const char *what, const void *bytes, size_t n)
{
    looking_for = bytes;
    looking_for_n = n;
    found_in = NULL;
    nftw(b->data, search_file, 8, FTW_PHYS);
    search_file(b->log, NULL, FTW_F, NULL);
    if (found_in)
        fail_msg("%s stands in %s", what, found_in);
}

static void is_somewhere(const struct board *b, const char *text)
{
    looking_for = text;
    looking_for_n = strlen(text);
    found_in = NULL;
    nftw(b->data, search_file, 8, FTW_PHYS);
    if (!found_in)
        fail_msg("the search is blind: \"%s\" is in no file", text);
    assert_null(strstr(found_in, b->log));
}

/* The 32 bytes of an ed25519 key, from its public line. */
static void key_bytes(const struct board *b, const char *name, unsigned char ret[32])
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char *line = caller_public_key(b, name);
    const char *p = strchr(line, ' ') + 1;
    unsigned char blob[128];
    unsigned int bits = 0;
    int held = 0;
    size_t n = 0;

    for (; *p && strchr(digits, *p) && n < sizeof blob; p++) {
        bits = bits << 6 | (unsigned int)(strchr(digits, *p) - digits);
        held += 6;
        if (held >= 8)
            blob[n++] = (unsigned char)(bits >> (held -= 8));
    }
    assert_true(n >= 51);
    memcpy(ret, blob + 19, 32);
    free(line);
}

static void nothing_kept_gives_a_person_away(void **state)
{
    struct board *b = *state;
    struct caller who = {.key = "rosa", .user = "rosa-luxemburg", .term = "xterm-ghostty"};
    unsigned char key[32];
    struct screen *s;
    char *log;

    caller_join(b, "rosa", "calm-rosa");
    free(caller_expect(b, &who, 0, "A public sentence.",
                       "post fixture-step --as handle --title Public"));
    s = screen_open(b, &who, 97, 31);
    screen_go_board(s, "Fixture Step");
    screen_type(s, "w");
    screen_wait_text(s, "Tags");
    screen_type(s, "Zebrafinch\tA secret half sentence about a kingfisher");
    screen_wait_text(s, "kingfisher");
    screen_cut(s);
    screen_close(s);
    board_wait_processes(b, "session", 0);

    is_somewhere(b, "A public sentence.");
    is_nowhere(b, "a draft's title", "Zebrafinch", 10);
    is_nowhere(b, "a draft's text", "kingfisher", 10);
    is_nowhere(b, "the user name", "rosa-luxemburg", 14);
    is_nowhere(b, "TERM", "ghostty", 7);
    is_nowhere(b, "the client's version", "OpenSSH_", 8);
    key_bytes(b, "rosa", key);
    is_nowhere(b, "the public key", key, sizeof key);
    log = board_log(b);
    assert_null(strstr(log, "calm-rosa"));
    assert_null(strstr(log, "Public"));
    assert_null(strstr(log, "SHA256:"));
    assert_null(strstr(strstr(log, "listening on 127.0.0.1") + 22, "127.0.0.1"));
    free(log);
}

/* ---- what the machine's own lists of processes say ---- */

enum {
    PROCESSES = 64
};

struct given_away {
    const char *what, *text;
};

static void file_says_nothing(pid_t pid, const char *file, const struct given_away *words)
{
    char path[64];
    size_t n = 0;
    char *text;

    snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, file);
    text = file_text(path, &n);
    for (; text && words->what; words++)
        if (memmem(text, n, words->text, strlen(words->text)))
            fail_msg("%s stands in %s", words->what, path);
    free(text);
}

static void makes_no_core(pid_t pid)
{
    char path[64];

    snprintf(path, sizeof path, "/proc/%d/limits", (int)pid);
    char *text = file_text(path, NULL);
    const char *line = text ? strstr(text, "Max core file size") : NULL;
    unsigned long soft = 1, hard = 1;

    assert_non_null(line);
    assert_int_equal(sscanf(line, "Max core file size %lu %lu", &soft, &hard), 2);
    assert_int_equal(soft + hard, 0);
    free(text);
}

static void make_no_core(struct board *b, const char *name)
{
    pid_t pids[8];
    int n = board_processes(b, name, pids, 8);

    assert_true(n > 0);
    for (int i = 0; i < n; i++)
        makes_no_core(pids[i]);
}

static void no_process_says_who_is_there(void **state)
{
    struct board *b = *state;
    struct caller who = {.key = "emma", .user = "emma-goldman", .term = "xterm-ghostty"};
    const struct given_away words[] = {{"the user name", "emma-goldman"},
                                       {"the handle", "brisk-emma"},
                                       {"TERM", "xterm-ghostty"},
                                       {"a text being typed", "kookaburra"},
                                       {0}};
    static const char *const files[] = {"comm", "cmdline", "environ", "status", "maps"};
    pid_t pids[PROCESSES];
    struct screen *s;
    int n;

    caller_join(b, "emma", "brisk-emma");
    s = screen_open(b, &who, 97, 31);
    screen_go_board(s, "Fixture Step");
    screen_type(s, "w");
    screen_wait_text(s, "Tags");
    screen_type(s, "Title\tA half sentence about a kookaburra");
    screen_wait_text(s, "kookaburra");

    n = process_tree(b->pid, pids, PROCESSES);
    assert_true(n >= 4);
    for (int i = 0; i < n; i++)
        for (size_t f = 0; f < sizeof files / sizeof files[0]; f++)
            file_says_nothing(pids[i], files[f], words);
    make_no_core(b, "session");
    make_no_core(b, "transport");
    make_no_core(b, "keeper");
    make_no_core(b, "switchboard");
    screen_cut(s);
    screen_close(s);
    board_wait_processes(b, "session", 0);
}

/* What is wrong with a line is told to whoever typed it, and not to the log. */
static void the_log_repeats_nobodys_words(void **state)
{
    static const char *const lines[] = {"read --wombat", "wombat", "post wombat --title Wombat",
                                        "read 999999999"};
    static const char *const words[] = {"wombat", "Wombat", "warm-clara", "clara-zetkin",
                                        "999999999"};
    struct board *b = *state;
    struct caller who = {.key = "clara", .user = "clara-zetkin"};
    char *log;

    caller_join(b, "clara", "warm-clara");
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        struct outcome o = caller_run(b, &who, "A text about a wombat.", lines[i]);

        assert_int_not_equal(o.status, 0);
        outcome_done(&o);
    }
    log = board_log(b);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strstr(log, words[i]))
            fail_msg("the log says %s", words[i]);
    free(log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_kept_gives_a_person_away),
        cmocka_unit_test(no_process_says_who_is_there),
        cmocka_unit_test(the_log_repeats_nobodys_words),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}

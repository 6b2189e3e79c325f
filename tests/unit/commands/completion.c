/* SPDX-License-Identifier: MIT
 *
 * completion.c -- the script does in a real bash what it promises. `ssh` is a function here that
 * knows two boards and otherwise says how it was called.
 */
#include "desk.h"

/* What bash prints after reading the script and running `then`. */
static void bash(struct desk *d, const char *then, char *ret, size_t size)
{
    char path[96], command[1024];
    FILE *f;
    size_t n;

    assert_int_equal(desk_run(d, "completion bash"), 0);
    snprintf(path, sizeof path, "%s/completion", d->dir);
    f = fopen(path, "we");
    assert_non_null(f);
    fputs(desk_out(d), f);
    fprintf(f,
            "CURBSIDE_HOST='-p 2222 board'\n"
            "ssh() { case $* in\n"
            "    *boards*) echo '{\"boards\":[{\"slug\":\"lounge\"},{\"slug\":\"life\"}]}' ;;\n"
            "    *) printf '<%%s>' \"$@\" ;;\n"
            "    esac; }\n"
            "complete_words() {\n"
            "    COMP_WORDS=(curbside \"$@\"); COMP_CWORD=$#; _curbside; echo \"${COMPREPLY[*]}\"\n"
            "}\n"
            "%s\n",
            then);
    fclose(f);
    snprintf(command, sizeof command, "bash --norc --noprofile -u %s 2>&1", path);
    f = popen(command, "re");
    assert_non_null(f);
    n = fread(ret, 1, size - 1, f);
    ret[n] = '\0';
    assert_int_equal(pclose(f), 0);
}

static void completes(struct desk *d, const char *words, const char *offers)
{
    char then[200], out[2048];

    snprintf(then, sizeof then, "complete_words %s", words);
    bash(d, then, out, sizeof out);
    out[strcspn(out, "\n")] = '\0';
    assert_string_equal(out, offers);
}

static void commands_flags_and_their_words_complete(void **state)
{
    struct desk *d = *state;

    completes(d, "th", "threads");
    completes(d, "re", "read recover reply");
    completes(d, "threads lounge --so", "--sort");
    completes(d, "threads lounge --sort ''", "active new helpful");
    completes(d, "post lounge --as a", "alias");
    completes(d, "help vers", "version");
    completes(d, "sysop ro", "roles role");
    completes(d, "sysop board lounge --mode ''", "either handle alias");
    completes(d, "completion ''", "bash");
    completes(d, "threads lounge --limit ''", "");
}

static void boards_complete_from_the_board_itself(void **state)
{
    completes(*state, "threads ''", "lounge life");
    completes(*state, "post lo", "lounge");
}

/* Asking a board over the network at every Tab would be slow. */
static void boards_are_asked_for_once(void **state)
{
    char out[256];

    bash(*state,
         "complete_words threads '' >/dev/null\n"
         "ssh() { echo asked again >&2; }\n"
         "complete_words post ''",
         out, sizeof out);
    assert_string_equal(out, "lounge life\n");
}

static void words_reach_the_board_quoted_once_more(void **state)
{
    char out[256];

    bash(*state, "curbside post lounge --title \"It's here\"", out, sizeof out);
    assert_string_equal(out, "<-p><2222><board><'post' 'lounge' '--title' 'It'\\''s here'>");
}

static int setup(void **state)
{
    *state = desk_new();
    return 0;
}

static int teardown(void **state)
{
    desk_free(*state);
    return 0;
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(commands_flags_and_their_words_complete),
        T(boards_complete_from_the_board_itself),
        T(boards_are_asked_for_once),
        T(words_reach_the_board_quoted_once_more),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT
 *
 * as_operator.c -- running a command of `ssh HOST COMMAND` here, in the name of nobody on the
 * board.
 */
#include "as_operator.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <curbside/app/house_line.h>
#include <curbside/base/fd.h>
#include <curbside/commands/command.h>
#include <curbside/domain/identity.h>
#include <curbside/ssh/control.h>

#include "config.h"
#include "tell.h"

enum {
    COLS = 80
};

static enum err read_stdin(void *ctx, struct str *ret)
{
    char bytes[4096];
    ssize_t n;

    (void)ctx;
    do {
        n = read(STDIN_FILENO, bytes, sizeof bytes);
        if (n > 0)
            str_add_n(ret, bytes, (size_t)n);
    } while ((n > 0 && ret->n <= COMMAND_STDIN_BYTES) || (n < 0 && errno == EINTR));
    return n < 0 ? E_IO : OK;
}

/* Its name and what was typed behind it. */
static char **words_of(struct subcommand *s, const char *command)
{
    char **words = arena_array(s->arena, (size_t)s->words.n_args + 1, sizeof *words);

    if (!words)
        return NULL;
    words[0] = arena_strdup(s->arena, command);
    for (int i = 0; i < s->words.n_args; i++) {
        words[i + 1] = arena_strdup(s->arena, s->words.args[i]);
        if (!words[i + 1])
            return NULL;
    }
    return words[0] ? words : NULL;
}

/* ---- the running server, if there is one ---- */

static void ring(void *ctx, enum topic_kind kind, int64_t id)
{
    IGNORE(bell_ring(ctx, topic_number(kind, id))); /* lost: seen at the keeper's next tick */
}

static void listen_to(void *ctx, uint64_t topic, bool on)
{
    house_line_listen(ctx, topic, on);
}

static enum err await(void *ctx, uint64_t topic, int ms, struct house_session *rows, int *ret_n,
                      bool *ret_second)
{
    return house_line_await(ctx, topic, ms, rows, ret_n, ret_second);
}

/* Where none runs, what needs one says so, and the rest holds from its start on. */
static void reach_server(struct visit *v, const char *data_dir, struct house *house,
                         struct bell_line *line)
{
    if (control_connect(data_dir, line) != OK)
        return;
    *house = (struct house){.ctx = line, .listen = listen_to, .await = await};
    v->house = house;
    v->ring = ring;
    v->ring_ctx = line;
}

/* What is told needs no board. */
static int help_run(char **words, int n)
{
    const struct command_io io = {.width = COLS};
    struct who nobody = {.role = ROLE_GUEST};
    struct visit v = {.who = &nobody};
    struct command_result result;

    run_command_words(&v, &io, words, n, &result);
    fputs(str_cstr(&result.out), stdout);
    fputs(str_cstr(&result.err), stderr);
    int exit_status = result.exit;
    command_result_done(&result);
    return exit_status;
}

static bool asks_help(const struct subcommand *s)
{
    for (int i = 0; i < s->words.n_args; i++)
        if (strcmp(s->words.args[i], "--help") == 0)
            return true;
    return false;
}

int as_operator(struct subcommand *s, const char *command)
{
    struct bell_line line = {.fd = -1};
    struct house house;
    const struct command_io io = {.read_stdin = read_stdin, .width = COLS};
    char why[CONFIG_WHY_SIZE] = "";
    struct config config;
    AUTO_FOLDER struct folder folder = {0};
    char **words = words_of(s, command);
    struct command_result result;
    int exit_status = 0;

    if (words && asks_help(s))
        return help_run(words, s->words.n_args + 1);
    enum err err = words ? config_read(s->arena, s->data_dir, &config, why) : E_NOMEM;
    if (err != OK)
        return *why ? tell(err, "%s", why) : tell_err(err);
    if (tell_folder_open(s->data_dir, &folder, &exit_status) != OK)
        return exit_status;
    db_guard(folder.db);
    config_give(&config, &folder);
    account_be_operator(&folder.visit);
    reach_server(&folder.visit, s->data_dir, &house, &line);
    run_command_words(&folder.visit, &io, words, s->words.n_args + 1, &result);
    fputs(str_cstr(&result.out), stdout);
    fputs(str_cstr(&result.err), stderr);
    exit_status = result.exit;
    command_result_done(&result);
    fd_close(&line.fd);
    return exit_status;
}

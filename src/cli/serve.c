/* SPDX-License-Identifier: MIT
 *
 * serve.c -- run the board.
 *
 * The process that serves must never have held the database, so a child tries the data folder
 * first (and brings its schema up to date): what is wrong is said in one sentence before anybody
 * can connect.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include <curbside/app/app.h>
#include <curbside/app/keeper.h>
#include <curbside/base/fd.h>
#include <curbside/cli/subcommand.h>
#include <curbside/ssh/serve.h>

#include "begin_again.h"
#include "config.h"
#include "tell.h"

/* ---- trying the folder, in a child ---- */

/* Confined processes can only use it. It is in no backup, so a restored folder lacks it. */
static enum err seal_make(const char *data_dir)
{
    char path[FOLDER_PATH_SIZE];
    int n = snprintf(path, sizeof path, "%s/seal", data_dir);

    if (n < 0 || (size_t)n >= sizeof path)
        return E_NOTFOUND;
    return mkdir(path, 0700) == 0 || errno == EEXIST ? OK : err_from_errno(errno);
}

static int try_folder(const char *data_dir)
{
    AUTO_FOLDER struct folder folder = {0};
    int from, to, exit_status = 0;
    char why[FOLDER_WHY_SIZE];
    enum err err = folder_become_owner(data_dir);

    if (err == OK && access(data_dir, W_OK) < 0)
        err = E_READONLY;
    if (err == OK)
        err = seal_make(data_dir);
    if (err == OK)
        err = db_init();
    if (err == OK)
        err = db_upgrade(data_dir, &from, &to);
    if (err == OK && from != to)
        fprintf(stderr, "curbside: the database was brought from schema %d to %d\n", from, to);
    if (err == OK)
        return tell_folder_open(data_dir, &folder, &exit_status) == OK ? 0 : exit_status;
    folder_why(data_dir, err, why);
    return tell(err, "%s", why);
}

/* 0: the folder is fit to be served; else the exit status, and the sentence was told. */
static int try_in_child(const char *data_dir)
{
    int status;
    pid_t child;

    fflush(NULL);
    child = fork();
    if (child < 0)
        return tell(E_IO, "No process could be started: %s.", strerror(errno));
    if (child == 0)
        _exit(try_folder(data_dir));
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return tell_err(E_IO);
    if (!WIFEXITED(status))
        return tell(E_IO, "Opening %s ended unexpectedly.", data_dir);
    return WEXITSTATUS(status);
}

/* ---- settings ---- */

static enum err listen_list(struct subcommand *s, const struct config *config,
                            struct serve_options *o)
{
    const char **list;

    if (!words_has(&s->words, "--listen"))
        return config_listen_split(s->arena, config->listen, (const char ***)&o->listen,
                                   &o->n_listen);
    list = arena_array(s->arena, (size_t)s->words.n_flags, sizeof *list);
    if (!list)
        return E_NOMEM;
    for (int i = 0; i < s->words.n_flags; i++)
        if (strcmp(s->words.flags[i].flag->name, "--listen") == 0)
            list[o->n_listen++] = s->words.flags[i].value;
    o->listen = list;
    return OK;
}

/* The port of the first address, for the page that tells how to connect. */
static int port_of(const struct serve_options *o)
{
    const char *colon = o->n_listen ? strrchr(o->listen[0], ':') : NULL;
    long long port = 0;

    if (!colon || int_parse(colon + 1, 1, 65535, &port) != OK)
        return 22;
    return (int)port;
}

/* ---- serving ---- */

static void on_warm(void *ctx)
{
    app_warm(ctx);
    /* Not under systemd this does nothing. */
    IGNORE(sd_notify(0, "READY=1"));
}

static int serve_folder(struct subcommand *s, const struct config *config,
                        struct serve_options *options)
{
    struct app app = {.data_dir = options->data_dir,
                      .host = config->host,
                      .port = port_of(options),
                      .idle_minutes = config->idle_minutes};
    struct serve_hooks hooks = {
        .ctx = &app, .session = app_session, .keeper = app_keeper, .warm = on_warm};
    char why[SERVE_WHY_SIZE] = "";
    int inherited[CONFIG_LISTEN_MAX];
    int n = sd_listen_fds(1);
    enum err err;

    config_alias_rules(config, &app.alias);
    app.joins_per_hour = config->joins_per_hour;
    app.newcomer_posts = config->newcomer_posts;
    config_figure_rules(config, &app.figures);
    for (int i = 0; i < n && i < CONFIG_LISTEN_MAX; i++)
        inherited[options->n_inherited++] = SD_LISTEN_FDS_START + i;
    options->inherited = inherited;
    if (options->n_inherited && !words_has(&s->words, "--listen"))
        options->n_listen = 0;
    err = serve(options, &hooks, why);
    if (err == OK)
        return 0;
    return *why ? tell(err, "%s", why) : tell_err(err);
}

static int serve_run(struct subcommand *s)
{
    struct serve_options options = {0};
    struct config config;
    char why[CONFIG_WHY_SIZE] = "";
    char *real = realpath(s->data_dir, NULL);
    enum err err;
    int exit_status;

    begin_again(s->argv);
    options.data_dir = arena_strdup(s->arena, real ? real : s->data_dir);
    free(real);
    if (!options.data_dir)
        return tell_err(E_NOMEM);
    exit_status = try_in_child(options.data_dir);
    if (exit_status != 0)
        return exit_status;
    err = config_read(s->arena, options.data_dir, &config, why);
    if (err != OK)
        return *why ? tell(err, "%s", why) : tell_err(err);
    if (listen_list(s, &config, &options) != OK)
        return tell(E_CONFIG, "[server] listen in curbside.conf names no address, or more than %d.",
                    CONFIG_LISTEN_MAX);
    options.callers_max = config.callers;
    options.source_callers_max = config.callers_per_source;
    options.source_per_minute = config.connections_per_minute;
    options.joins_per_hour = config.joins_per_hour;
    options.newcomer_posts_per_hour = config.newcomer_posts;
    return serve_folder(s, &config, &options);
}

static const struct flag flags[] = {
    {.name = "--listen", .takes_value = true, .repeats = true},
    {.name = NULL},
};

const struct subcommand_ops subcommand_serve = {
    .name = "serve",
    .summary = "Run the board",
    .usage = "serve [--listen ADDR:PORT]... [--data DIR]",
    .flags = flags,
    .run = serve_run,
};

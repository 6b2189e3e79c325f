/* SPDX-License-Identifier: MIT
 *
 * cli_main.c -- `curbside SUBCOMMAND [ARGUMENTS] --data DIR`: finds the subcommand, sorts its
 * words, runs it.
 */
#include <stdio.h>
#include <string.h>

#include <curbside/base/crypto.h>
#include <curbside/cli/subcommand.h>

#include "tell.h"

enum {
    FLAGS_MAX = 16,
};

static const struct subcommand_ops *subcommand_find(const char *name)
{
    for (int i = 0; subcommand_registry[i]; i++)
        if (strcmp(subcommand_registry[i]->name, name) == 0)
            return subcommand_registry[i];
    return NULL;
}

static struct flag *flags_of(struct arena *a, const struct subcommand_ops *ops)
{
    struct flag *flags = arena_array(a, FLAGS_MAX, sizeof *flags);
    int n = 0;

    for (const struct flag *f = ops->flags; flags && f && f->name; f++) {
        BUG_ON(n + 3 > FLAGS_MAX);
        flags[n++] = *f;
    }
    if (flags) {
        flags[n++] = (struct flag){.name = "--data", .takes_value = true};
        flags[n++] = (struct flag){.name = "--help"};
    }
    return flags;
}

static int tell_usage(const struct subcommand_ops *ops, const char *trouble, const char *word)
{
    return tell(E_USAGE, "%s%s%s\nusage: curbside %s", word ? word : "", word ? " " : "", trouble,
                ops->usage);
}

/* -1: go on and run it. */
static int take_all(struct subcommand *s, const struct subcommand_ops *ops, char **words, int n)
{
    s->words.args = arena_array(s->arena, (size_t)n + 1, sizeof *s->words.args);
    if (!s->words.args)
        return tell_err(E_NOMEM);
    for (int i = 0; i < n; i++) {
        if (strcmp(words[i], "--data") == 0 && i + 1 < n)
            s->data_dir = words[++i];
        else if (cstr_starts(words[i], "--data="))
            s->data_dir = words[i] + strlen("--data=");
        else
            s->words.args[s->words.n_args++] = words[i];
    }
    return s->words.n_args < ops->min_args ? tell_usage(ops, "Something is missing.", NULL) : -1;
}

/* -1: go on and run it. */
static int parse(struct subcommand *s, const struct subcommand_ops *ops, char **words, int n)
{
    struct flag *flags = flags_of(s->arena, ops);
    enum err err;

    if (!flags)
        return tell_err(E_NOMEM);
    err = words_parse(s->arena, flags, words, n, &s->words);
    if (err == E_USAGE)
        return tell_usage(ops, "does not fit here.", s->words.offending);
    if (err != OK)
        return tell_err(err);
    if (words_has(&s->words, "--help")) {
        printf("usage: curbside %s\n%s.\n", ops->usage, ops->summary);
        return 0;
    }
    if (s->words.n_args < ops->min_args)
        return tell_usage(ops, "Something is missing.", NULL);
    if (s->words.n_args > ops->max_args)
        return tell_usage(ops, "is one word too many.", s->words.args[ops->max_args]);
    return -1;
}

int cli_main(int argc, char **argv)
{
    AUTO_ARENA struct arena arena = ARENA_INIT;
    struct subcommand s = {.arena = &arena, .data_dir = "var", .argv = argv};
    const char *name = argc > 1 ? argv[1] : "help";
    const struct subcommand_ops *ops;
    int exit_status;

    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
        name = "help";
    if (strcmp(name, "--version") == 0)
        name = "version";
    ops = subcommand_find(name);
    if (!ops)
        return tell(E_USAGE, "There is no subcommand \"%s\"; see \"curbside help\".", name);
    if (crypto_init() != OK)
        return tell(E_IO, "The cryptographic library does not start on this machine.");
    exit_status = (ops->takes_all ? take_all : parse)(&s, ops, argv + (argc > 1 ? 2 : 1),
                                                      argc > 1 ? argc - 2 : 0);
    if (exit_status >= 0)
        return exit_status;
    if (words_value(&s.words, "--data"))
        s.data_dir = words_value(&s.words, "--data");
    return ops->run(&s);
}

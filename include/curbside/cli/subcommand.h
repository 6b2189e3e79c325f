/* SPDX-License-Identifier: MIT
 *
 * subcommand.h -- `curbside SUBCOMMAND`: the operator's command line, one file each under src/cli/.
 */
#ifndef CURBSIDE_CLI_SUBCOMMAND_H
#define CURBSIDE_CLI_SUBCOMMAND_H

#include <stdbool.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/base/words.h>

struct subcommand {
    struct arena *arena;
    struct parsed_words words;
    const char *data_dir; /* --data, default "var" */
    char **argv;          /* as the program was begun */
};

struct subcommand_ops {
    const char *name;    /* the file's stem */
    const char *summary; /* one line, no full stop */
    const char *usage;
    const struct flag *flags; /* besides --data and --help; NULL: none */
    /* All words but --data and its value are arguments, flags too: they are sorted elsewhere. */
    bool takes_all;
    int min_args;
    int max_args;
    /* Prints for itself. An error that was not yet told is told by the caller. Returns the exit
     * status of commands.md: 0 1 2 70. */
    int (*run)(struct subcommand *s);
};

extern const struct subcommand_ops *const subcommand_registry[];

/* The whole program: argv as main() got it, exit status back. */
int cli_main(int argc, char **argv);

#endif

/* SPDX-License-Identifier: MIT
 *
 * command.h -- `ssh host COMMAND`: what a command is, and how one is run.
 *
 * One file per command under src/commands/, found by the build; help, man and completion are made
 * from the table of them. A command calls the same rules as the screens, writes its answer as text
 * or JSON into `out` and returns an error or OK; run_command() turns that into the exit status and
 * the one sentence on stderr.
 */
#ifndef CURBSIDE_COMMANDS_COMMAND_H
#define CURBSIDE_COMMANDS_COMMAND_H

#include <stddef.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/base/str.h>
#include <curbside/base/words.h>
#include <curbside/domain/visit.h>

enum {
    COMMAND_STDIN_BYTES = 64 * 1024
}; /* a body; one byte more is read to notice more */

struct command_ops;

/* How the outside reaches a command; the session fills it, tests too. */
struct command_io {
    /* Standard input up to its end, at most COMMAND_STDIN_BYTES + 1 bytes, appended to `ret`. NULL:
     * there is none that ends (a raw terminal). E_CLOSED: the line dropped before the end. */
    enum err (*read_stdin)(void *ctx, struct str *ret);
    void *ctx;
    int width; /* columns text is wrapped to: the pty's, else 80 */

    /* The caller signed with a key, so `join` may make an account for it. */
    bool key_proven;
    /*
     * Make the account for the proven key and become it: the visit speaks for a member afterwards.
     * `handle` is the name to hold, NULL to have one drawn; `*ret_code` is the recovery code, in
     * the arena, to be shown once. Never called unless key_proven. E_TOOFAST E_HANDLE_INVALID
     * E_HANDLE_TAKEN E_HANDLE_RESERVED E_HANDLE_FILTERED, and the world's errors: nobody joined.
     */
    enum err (*join)(void *ctx, struct arena *a, const char *handle, const char **ret_code);

    /* May this caller try a recovery or link code? Counts against where they come from, like a
     * join. NULL: as often as they like. E_TOOFAST E_BUSY. */
    enum err (*may_try_code)(void *ctx);

    /* Facts for `version` that this layer cannot know. */
    int schema;
    const char *sqlite_version;
    const char *libssh_version;
};

struct command {
    const struct command_ops *ops;
    struct visit *visit;
    const struct command_io *io;
    struct arena *arena; /* emptied when the command ends */
    struct parsed_words words;
    bool json;
    int width;
    struct str out;  /* the answer, all of it or (on an error) none */
    struct str err;  /* one sentence more precise than err_info()'s, without prefix */
    struct str note; /* for standard error beside an answer: what the caller should know as well */
    int exit;        /* an exit status other than the error's, 0: none */
    bool keep_state; /* the caller asked for a change of their sealed state */
};

/* One of several things that a command does, named by its first argument; see verbs.h. */
struct command_verb {
    const char *name;    /* "role" */
    const char *usage;   /* behind the command's name: "role HANDLE member|moderator|sysop" */
    const char *summary; /* a sentence or two */
    const char *flags;   /* those of the command's that it takes: "--title --open"; NULL: none */
    int min_args;        /* behind its name */
    int max_args;
    enum err (*run)(struct command *c);
};

struct command_ops {
    const char *name;         /* "threads"; the file's stem */
    const char *summary;      /* one line, no full stop */
    const char *usage;        /* "threads BOARD [--sort active|new|helpful] [--tag T]" */
    const char *detail;       /* a paragraph for `help threads`; NULL: none */
    const struct flag *flags; /* besides --json; NULL: none */
    /* Its verbs: groups that end with { 0 }, NULL-ended. NULL: it is one thing. */
    const struct command_verb *const *verbs;
    int min_args;
    int max_args;
    bool needs_account; /* a guest gets E_GUEST; the operator does not */
    enum err (*run)(struct command *c);
};

extern const struct command_ops *const command_registry[];

struct command_result {
    struct str out; /* for standard output; freed by the caller */
    struct str err; /* for standard error */
    int exit;
    /* Save the sealed state. Never after a post: the two must not stand beside each other in the
     * write-ahead log. */
    bool keep_state;
};

/* Run one command line as a caller typed it. Always fills *ret. An empty line is `help`. */
void run_command(struct visit *v, const struct command_io *io, const char *line, size_t n,
                 struct command_result *ret);
/* The same of words that are split already, as the operator's shell did. They are used up. */
void run_command_words(struct visit *v, const struct command_io *io, char **words, int n,
                       struct command_result *ret);
void command_result_done(struct command_result *r);

#endif

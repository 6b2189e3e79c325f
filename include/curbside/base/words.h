/* SPDX-License-Identifier: MIT
 *
 * words.h -- a command line split into words, and words into flags and arguments.
 *
 * Used by `ssh host COMMAND` and by `curbside SUBCOMMAND` alike.
 */
#ifndef CURBSIDE_BASE_WORDS_H
#define CURBSIDE_BASE_WORDS_H

#include <curbside/base/arena.h>
#include <curbside/base/err.h>

enum {
    WORDS_LINE_BYTES = 8 * 1024, /* a command line */
    WORDS_MAX = 256,             /* words in it */
};

/*
 * Split as a POSIX shell does: white space, 'single', "double" with \" \\ \$ \`, and backslash.
 * Nothing is expanded. E_USAGE: over a limit, a NUL byte, an open quote or a final backslash.
 */
NODISCARD enum err words_split(struct arena *a, const char *line, size_t n, char ***ret_words,
                               int *ret_count);

/* One flag that a command knows. A table of these ends with a NULL name. */
struct flag {
    const char *name; /* "--title" */
    bool takes_value;
    bool repeats; /* may stand more than once */
};

struct parsed_words {
    const char **args; /* the words that are no flags */
    int n_args;
    struct {
        const struct flag *flag;
        const char *value; /* NULL for a flag without a value */
    } * flags;
    int n_flags;
    const char *offending; /* on E_USAGE: the word that did not fit */
};

/*
 * Sort `words` into flags and arguments. "--flag value" and "--flag=value" both work; a value that
 * itself starts with "--" needs the "=". "--" ends the flags. "-" alone and "-word" are arguments
 * (a search knows "-not") unless `known` names them. E_USAGE: an unknown flag, a missing or surplus
 * value, a flag given twice that does not repeat. E_NOMEM. Values and arguments point into `words`.
 */
NODISCARD enum err words_parse(struct arena *a, const struct flag *known, char **words, int count,
                               struct parsed_words *ret);

/* First value of the flag `name`, NULL if it is not there (or takes none; see words_has). */
const char *words_value(const struct parsed_words *p, const char *name);
bool words_has(const struct parsed_words *p, const char *name);

#endif

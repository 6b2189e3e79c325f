/* SPDX-License-Identifier: MIT
 *
 * run.c -- one command line in, one answer out.
 *
 * This is the only place that turns an error into words and an exit status: a command either fills
 * its answer and returns OK, or returns an error and its half-made answer is dropped. A failure of
 * ours is logged here by its code alone, never with the words of the line.
 */
#include <string.h>

#include <curbside/base/log.h>
#include <curbside/commands/command.h>
#include <curbside/domain/identity.h>
#include <curbside/text/clean.h>

#include "catalog.h"
#include "json.h"

enum {
    EXIT_OUR_FAULT = 70,
    WORD_SHOWN_CHARS = 40, /* a longer word is not repeated in a sentence */
};

static bool asks_json(char *const *words, int n)
{
    for (int i = 0; i < n && strcmp(words[i], "--") != 0; i++)
        if (strcmp(words[i], "--json") == 0)
            return true;
    return false;
}

static enum err tell_unknown(struct command *c, const char *name)
{
    const struct command_ops *closest = command_closest(name);

    if (closest)
        str_printf(&c->err, "There is no command \"%s\"; did you mean \"%s\"? \"help\" lists all.",
                   name, closest->name);
    else if (strlen(name) > WORD_SHOWN_CHARS)
        str_add(&c->err, "There is no such command; \"help\" lists all.");
    else
        str_printf(&c->err, "There is no command \"%s\"; \"help\" lists all.", name);
    return E_USAGE;
}

/* E_USAGE with the sentence about `word`, and the usage line under it. */
static enum err tell_usage(struct command *c, const char *word, const char *trouble)
{
    if (!word)
        str_printf(&c->err, "%s", trouble);
    else if (strlen(word) > WORD_SHOWN_CHARS)
        str_printf(&c->err, "A word of %zu bytes %s", strlen(word), trouble);
    else
        str_printf(&c->err, "\"%s\" %s", word, trouble);
    str_printf(&c->err, "\nusage: %s", c->ops->usage);
    return E_USAGE;
}

/* "needs BOARD.": the first argument of the usage line that was not given; those in brackets may
 * be left out. */
static const char *missing_argument(struct command *c)
{
    const char *at = strchr(c->ops->usage, ' ');
    int skip = c->words.n_args;

    while (at && at[strspn(at, " ")] != '[') {
        at += strspn(at, " ");
        if (*at >= 'A' && *at <= 'Z' && skip-- == 0)
            return arena_printf(c->arena, "needs %.*s.", (int)strcspn(at, " "), at);
        at = strchr(at, ' ');
    }
    return "needs another word.";
}

static enum err parse_words(struct command *c, char **words, int n)
{
    struct flag *flags = arena_array(c->arena, COMMAND_FLAGS_MAX, sizeof *flags);
    enum err err;

    if (!flags)
        return E_NOMEM;
    command_flags(c->ops, flags);
    err = words_parse(c->arena, flags, words, n, &c->words);
    if (err == E_USAGE)
        return tell_usage(c, c->words.offending, "does not fit here.");
    TRY(err);
    if (words_has(&c->words, "--help"))
        return OK;
    if (c->words.n_args < c->ops->min_args)
        return tell_usage(c, c->ops->name, missing_argument(c));
    if (c->words.n_args > c->ops->max_args)
        return tell_usage(c, c->words.args[c->ops->max_args], "is one word too many.");
    return OK;
}

/* `threads --help` is `help threads`. */
static enum err turn_into_help(struct command *c)
{
    c->words.args = arena_array(c->arena, 1, sizeof *c->words.args);
    if (!c->words.args)
        return E_NOMEM;
    c->words.args[0] = c->ops->name;
    c->words.n_args = 1;
    c->ops = command_find("help");
    return OK;
}

static enum err run_words(struct command *c, char **words, int n)
{
    const char *name = n ? words[0] : "help";

    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
        name = "help";
    c->ops = command_find(name);
    if (!c->ops)
        return tell_unknown(c, name);
    TRY(parse_words(c, words + (n ? 1 : 0), n ? n - 1 : 0));
    if (words_has(&c->words, "--help"))
        TRY(turn_into_help(c));
    if (c->ops->needs_account && who_is_guest(c->visit->who) && !c->visit->who->is_operator)
        return E_GUEST;
    TRY(c->ops->run(c));
    return c->out.failed || c->err.failed || c->note.failed ? E_NOMEM : OK;
}

/* The one sentence, and with --json the same as a document. */
static void answer_error(struct command *c, enum err err, struct command_result *ret)
{
    const struct err_info *info = err_info(err);
    const char *sentence = info->sentence;
    char *clean = NULL;

    /* It may hold words of the line, which may hold anything. */
    if (c->err.n && !c->err.failed &&
        text_clean(c->arena, CLEAN_REPAIR, c->err.s, c->err.n, &clean, NULL) == OK)
        sentence = clean;

    ret->exit = c->exit ? c->exit : info->exit;
    if (ret->exit == EXIT_OUR_FAULT)
        log_line(LOG_ERROR, "a command failed: %s", info->code);
    str_printf(&ret->err, "curbside: %s\n", sentence);
    str_clear(&c->out);
    if (c->json)
        json_error(&ret->out, info->code, sentence);
}

/* The command has ended with `err`. */
static void result_take(struct command *c, enum err err, struct command_result *ret)
{
    *ret = (struct command_result){.out = STR_INIT, .err = STR_INIT};
    if (err != OK) {
        answer_error(c, err, ret);
    } else {
        ret->out = c->out;
        c->out = STR_INIT;
        ret->err = c->note;
        c->note = STR_INIT;
        ret->exit = c->exit;
        ret->keep_state = c->keep_state;
    }
    str_done(&c->out);
    str_done(&c->err);
    str_done(&c->note);
}

void run_command_words(struct visit *v, const struct command_io *io, char **words, int n,
                       struct command_result *ret)
{
    AUTO_ARENA struct arena arena = ARENA_INIT;
    struct command c = {.visit = v, .io = io, .arena = &arena, .width = io->width};

    c.json = asks_json(words, n);
    result_take(&c, run_words(&c, words, n), ret);
}

void run_command(struct visit *v, const struct command_io *io, const char *line, size_t n,
                 struct command_result *ret)
{
    AUTO_ARENA struct arena arena = ARENA_INIT;
    struct command c = {.visit = v, .io = io, .arena = &arena, .width = io->width};
    char **words = NULL;
    int n_words = 0;
    enum err err = words_split(&arena, line, n, &words, &n_words);

    if (err == OK) {
        run_command_words(v, io, words, n_words, ret);
        return;
    }
    if (err == E_USAGE)
        str_add(&c.err, n > WORDS_LINE_BYTES ? "A command line may be 8 KiB long, not more."
                                             : "A quote in this command line is left open.");
    result_take(&c, err, ret);
}

void command_result_done(struct command_result *r)
{
    str_done(&r->out);
    str_done(&r->err);
}

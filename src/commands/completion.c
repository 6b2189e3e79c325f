/* SPDX-License-Identifier: MIT
 *
 * completion.c -- a script for bash that completes commands, their flags, the flags' words and the
 * names of boards.
 *
 * A shell completes the words of a command it knows; `ssh HOST threads` is ssh's. So the script
 * brings its own, `curbside`, which runs ssh with the words quoted once more: what is typed after
 * it needs no second layer of quotes. Flags and their words are read from the usage lines.
 */
#include <string.h>

#include "catalog.h"
#include "json.h"

static const char before[] =
    "# Completion of the board's commands for bash 4.4 and later. In ~/.bashrc:\n"
    "#     CURBSIDE_HOST=board.example.org        # options go before it: '-p 2222 localhost'\n"
    "#     . ~/.curbside-completion\n"
    "# Then: curbside threads <Tab>\n"
    "curbside() {\n"
    "    # Unquoted on purpose: CURBSIDE_HOST may hold options for ssh.\n"
    "    # shellcheck disable=SC2086\n"
    "    ssh ${CURBSIDE_HOST:?\"say where the board is: CURBSIDE_HOST=board.example.org\"} \\\n"
    "        \"${*@Q}\"\n"
    "}\n"
    "\n"
    "_curbside_boards() {\n"
    "    if [ -z \"${_curbside_board_list-}\" ]; then\n"
    "        _curbside_board_list=$(curbside boards --json </dev/null 2>/dev/null |\n"
    "            grep -o '\"slug\":\"[^\"]*\"' | cut -d'\"' -f4)\n"
    "    fi\n"
    "}\n"
    "\n"
    "_curbside() {\n"
    "    local word=${COMP_WORDS[COMP_CWORD]} last=${COMP_WORDS[COMP_CWORD - 1]} offers=\n"
    "    case $COMP_CWORD:${COMP_WORDS[1]-} in\n"
    "    1:*) offers='";

static const char after[] = "    esac\n"
                            "    mapfile -t COMPREPLY < <(compgen -W \"$offers\" -- \"$word\")\n"
                            "}\n"
                            "complete -F _curbside curbside\n";

static void add_names(struct str *out)
{
    for (int i = 0; command_registry[i]; i++)
        str_printf(out, i ? " %s" : "%s", command_registry[i]->name);
}

/* The words a usage line offers after a flag: "--sort active|new|helpful" gives three. */
static size_t choices(const char *usage, const char *flag, const char **ret)
{
    const char *at = strstr(usage, flag);
    size_t n;

    if (!at || at[strlen(flag)] != ' ')
        return 0;
    at += strlen(flag) + 1;
    n = strcspn(at, " ]");
    *ret = at;
    return memchr(at, '|', n) ? n : 0;
}

/* In the command's own line, or in that of the first verb that has it. */
static size_t choices_of(const struct command_ops *ops, const char *flag, const char **ret)
{
    size_t n = choices(ops->usage, flag, ret);

    for (int group = 0; n == 0 && ops->verbs && ops->verbs[group]; group++)
        for (const struct command_verb *v = ops->verbs[group]; n == 0 && v->name; v++)
            n = choices(v->usage, flag, ret);
    return n;
}

static void add_verbs(struct str *out, const struct command_ops *ops)
{
    const char *blank = "";

    for (int group = 0; ops->verbs[group]; group++)
        for (const struct command_verb *v = ops->verbs[group]; v->name; v++, blank = " ")
            str_printf(out, "%s%s", blank, v->name);
}

/* What may follow the command's name itself: boards, commands, or words that stand in its usage. */
static void add_first_argument(struct str *out, const struct command_ops *ops)
{
    const char *first = strchr(ops->usage, ' ');

    if (!first)
        return;
    if (ops->verbs) {
        str_printf(out, "        %s) offers='", ops->name);
        add_verbs(out, ops);
        str_add(out, "' ;;\n");
        return;
    }
    if (cstr_starts(first, " BOARD")) {
        str_printf(out, "        %s) _curbside_boards; offers=$_curbside_board_list ;;\n",
                   ops->name);
    } else if (cstr_starts(first, " [COMMAND]")) {
        str_printf(out, "        %s) offers='", ops->name);
        add_names(out);
        str_add(out, "' ;;\n");
    } else if (first[1] >= 'a' && first[1] <= 'z') {
        str_printf(out, "        %s) offers='%.*s' ;;\n", ops->name, (int)strcspn(first + 1, " "),
                   first + 1);
    }
}

/* The words that complete what stands after one command. */
static void add_command(struct str *out, const struct command_ops *ops)
{
    struct flag flags[COMMAND_FLAGS_MAX];
    const char *words = NULL;

    command_flags(ops, flags);
    str_printf(out, "    *:%s)\n        case $last in\n", ops->name);
    add_first_argument(out, ops);
    for (const struct flag *f = flags; f->name; f++) {
        size_t n = f->takes_value ? choices_of(ops, f->name, &words) : 0;

        if (!f->takes_value)
            continue;
        str_printf(out, "        %s) offers='", f->name);
        for (size_t i = 0; i < n; i++)
            str_add_char(out, words[i] == '|' ? ' ' : words[i]);
        str_add(out, "' ;;\n");
    }
    str_add(out, "        *) offers='");
    for (const struct flag *f = flags; f->name; f++)
        str_printf(out, f == flags ? "%s" : " %s", f->name);
    str_add(out, "' ;;\n        esac\n        ;;\n");
}

static void add_script(struct str *out)
{
    str_add(out, before);
    add_names(out);
    str_add(out, "' ;;\n");
    for (int i = 0; command_registry[i]; i++)
        add_command(out, command_registry[i]);
    str_add(out, after);
}

static enum err completion_run(struct command *c)
{
    AUTO_STR struct str script = STR_INIT;

    if (strcmp(c->words.args[0], "bash") != 0) {
        str_add(&c->err, "There is completion for bash only.");
        return E_USAGE;
    }
    if (!c->json) {
        add_script(&c->out);
        return OK;
    }
    add_script(&script);
    return json_answer(c, json_pack("{s:o}", "script", json_text(str_cstr(&script))));
}

const struct command_ops command_completion = {
    .name = "completion",
    .summary = "Print a completion script for your shell",
    .usage = "completion bash",
    .detail =
        "Keep it in a file (ssh HOST completion bash > ~/.curbside-completion), read it from "
        "~/.bashrc with \". ~/.curbside-completion\" and set CURBSIDE_HOST there. It brings a "
        "command \"curbside\" that needs no second layer of quotes.",
    .min_args = 1,
    .max_args = 1,
    .run = completion_run,
};

/* SPDX-License-Identifier: MIT
 *
 * man.c -- the manual: made from the table of commands, for people (`man`) and for the project's
 * docs/commands.md (`man --markdown`).
 */
#include "catalog.h"
#include "json.h"
#include "page.h"

struct section {
    const char *title;
    const char *text; /* paragraphs, separated by a blank line */
};

static const struct section sections[] = {
    {"Form",
     "ssh [-p PORT] HOST COMMAND [ARGUMENTS] [--flags]\n\n"
     "Words are split as a shell does: quotes and backslash work, nothing is expanded. Your own "
     "shell takes one layer of quotes off first, so quote twice: "
     "ssh HOST 'post mcat --title \"My plan\"'. Command lines may be 8 KiB long.\n\n"
     "Bodies come on standard input, UTF-8, at most 64 KiB, up to end of file. Arguments stand in "
     "your own process list and shell history; what should not stand there belongs in the body."},
    {"Who you are",
     "The key your client proves is who you are. The SSH user name is ignored, except that guest@ "
     "never offers a key. A key without an account is a guest, who can read everything and can "
     "\"join\"."},
    {"Output",
     "Text for people: no color, wrapped to 80 columns or to the width of the terminal (ssh -t), "
     "nothing but the answer. Times are UTC.\n\n"
     "--json: exactly one JSON document and a newline. Keys are stable. Times are RFC 3339, coarse "
     "where the board makes them coarse; a number that is withheld is null. Ids of threads and "
     "posts are random numbers below 10^9.\n\n"
     "Lists page with --limit N (20 unless told, at most 200) and --after CURSOR, and give the next "
     "cursor as \"next\", or null. Reading by command marks nothing read unless --mark is given.\n\n"
     "Errors are one sentence on standard error; with --json also "
     "{\"error\":{\"code\":\"denied\",\"message\":\"...\"}} on standard output."},
    {NULL, NULL},
};

static void add_sections(struct command *c)
{
    for (const struct section *s = sections; s->title; s++) {
        page_line(c, "%s", s->title);
        page_text(c, 4, 4, s->text);
        page_blank(c);
    }
}

static void add_verbs(struct command *c, const struct command_verb *verbs)
{
    for (const struct command_verb *v = verbs; v->name; v++) {
        page_text(c, 8, 12, v->usage);
        page_text(c, 12, 12, v->summary);
    }
}

static enum err man_page(struct command *c)
{
    page_text(c, 0, 4, "curbside - an anonymous board for people in medical training, over ssh");
    page_blank(c);
    add_sections(c);
    page_line(c, "Commands");
    for (int i = 0; command_registry[i]; i++) {
        const struct command_ops *ops = command_registry[i];

        page_text(c, 4, 8, ops->usage);
        page_text(c, 8, 8, ops->summary);
        if (ops->detail)
            page_text(c, 8, 8, ops->detail);
        for (int group = 0; ops->verbs && ops->verbs[group]; group++)
            add_verbs(c, ops->verbs[group]);
        page_blank(c);
    }
    page_line(c, "Exit status");
    for (const struct exit_row *row = exit_rows; row->meaning; row++)
        page_entry(c, 4, arena_printf(c->arena, "%d", row->status), 8, row->meaning);
    return OK;
}

static void add_markdown_usage(struct str *ret, const char *usage)
{
    for (const char *p = usage; *p; p++)
        str_printf(ret, *p == '|' ? "\\%c" : "%c", *p);
}

static void add_markdown_verbs(struct str *ret, const struct command_ops *ops)
{
    for (int group = 0; ops->verbs && ops->verbs[group]; group++)
        for (const struct command_verb *v = ops->verbs[group]; v->name; v++) {
            str_printf(ret, "| `%s ", ops->name);
            add_markdown_usage(ret, v->usage);
            str_printf(ret, "` | %s |\n", v->summary);
        }
}

static void add_markdown_table(struct str *ret)
{
    str_add(ret, "## Commands\n\n| command | does |\n|---|---|\n");
    for (int i = 0; command_registry[i]; i++) {
        const struct command_ops *ops = command_registry[i];

        str_add(ret, "| `");
        add_markdown_usage(ret, ops->usage);
        str_printf(ret, "` | %s. %s |\n", ops->summary, ops->detail ? ops->detail : "");
        add_markdown_verbs(ret, ops);
    }
}

void commands_markdown(struct str *ret)
{
    str_add(ret, "# `ssh HOST COMMAND`\n\n"
                 "This page is made from the table of commands by `ssh HOST man --markdown`; "
                 "`build/dev/tests/unit_commands_docs --write` refreshes it, and a test fails "
                 "while it is out of date.\n\n");
    for (const struct section *s = sections; s->title; s++)
        str_printf(ret, "## %s\n\n%s\n\n", s->title, s->text);
    add_markdown_table(ret);
    str_add(ret, "\n## Exit status\n\n| status | means |\n|---|---|\n");
    for (const struct exit_row *row = exit_rows; row->meaning; row++)
        str_printf(ret, "| %d | %s |\n", row->status, row->meaning);
}

static enum err man_run(struct command *c)
{
    AUTO_STR struct str text = STR_INIT;

    if (words_has(&c->words, "--markdown")) {
        commands_markdown(&c->out);
        return OK;
    }
    if (!c->json)
        return man_page(c);
    commands_markdown(&text);
    return json_answer(c, json_pack("{s:o}", "markdown", json_text(str_cstr(&text))));
}

static const struct flag flags[] = {
    {.name = "--markdown"},
    {.name = NULL},
};

const struct command_ops command_man = {
    .name = "man",
    .summary = "Show the whole manual",
    .usage = "man [--markdown]",
    .flags = flags,
    .run = man_run,
};

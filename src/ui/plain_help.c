/* SPDX-License-Identifier: MIT
 *
 * plain_help.c -- the key table as commands, so that one without help cannot exist here either.
 */
#include <stdio.h>
#include <string.h>

#include "form_parts.h"
#include "plain_state.h"

static const char *const everywhere[] = {
    "A number: open the row, the post or the field of that number.",
    "Enter alone: read on; in a list, the rows that follow.",
    "more, previous, first, last, all: move; all says everything that follows.",
    "skip: on to the next post; the rest of this one stays unread.",
    "find WORDS: the rows with these words, or where a text has them. find alone: all rows, or "
    "the next place.",
    "again: say this again. where: where you are. news: what came meanwhile.",
    "back: to the screen before. quit: leave the board.",
    "inbox, bookmarks, settings and the like: to that place, by its name. A colon and words, "
    "\":colors\": what is called so, anywhere.",
    "topics: pages on reading, unread, aliases, search, commands and more.",
    "boss: push all of this out of sight; the next line comes back. Ctrl-\\ the same, anywhere.",
    "The beginning of a word will do. Ctrl-C goes back, Ctrl-U takes back what is typed.",
    NULL,
};

static const char *const forms[] = {
    "read: say all fields, the lines of the text with their numbers.",
    "The name of a field, or its number: fill it in again.",
    "add: go on at the end of the text. insert 3: write before line 3.",
    "change 3: write line 3 anew. delete 3: take line 3 out.",
    "In a field, a line that begins with a colon is a command: \":back\".",
    NULL,
};

static void say_all(struct ui *ui, const char *const *lines)
{
    for (; *lines != NULL; lines++)
        plain_say(ui, *lines);
}

/* "reply (r): Reply to this post" */
static void say_action(struct ui *ui, const struct layer *on, const struct key_action *action)
{
    char label[KEY_NAME_BYTES], name[PLAIN_WORD_BYTES];
    const char *words;

    if (action->help == NULL || action->help[0] == '\0' || !action_is_shown_on(ui, on, action) ||
        plain_word(action, name)[0] == '\0')
        return;
    label_split(action->help, action->key, true, label, &words);
    plain_sayf(ui, "%s (%s): %s.", name, label, words);
}

static void say_heading(struct ui *ui, const struct layer *on)
{
    plain_sayf(ui, "Commands: %s.", on->ops->about == NULL ? on->ops->name : on->ops->about);
}

static void say_actions(struct ui *ui, const struct layer *on, bool below)
{
    const struct key_action *keys = on->ops->keys;

    for (int i = 0; keys != NULL && keys[i].key != K_NONE; i++)
        if (!below || plain_is_of_below(&keys[i]))
            say_action(ui, on, &keys[i]);
}

void plain_help(struct ui *ui)
{
    const struct layer *below = plain_below(ui);

    say_heading(ui, below != NULL ? below : ui_top(ui));
    say_actions(ui, ui_top(ui), false);
    if (below != NULL)
        say_actions(ui, below, true);
    if (ui->plain->sheet.form != NULL)
        say_all(ui, forms);
    say_all(ui, everywhere);
}

/* The first visit to a kind of screen tells its commands, no later one does. */
static bool is_told(struct plain *p, const struct screen_ops *ops)
{
    for (int i = 0; i < p->n_told; i++) {
        if (p->told[i] == ops)
            return true;
    }
    if (p->n_told < PLAIN_SCREENS)
        p->told[p->n_told++] = ops;
    return false;
}

/* Where a text or a field is asked for, how its commands are reached belongs to their names. */
static const char *commands_words(enum plain_prompt asks)
{
    switch (asks) {
    case PROMPT_TEXT:
        return "Commands, when the text has ended: ";
    case PROMPT_FIELD:
    case PROMPT_VALUE:
        return "Commands, with a colon before them: ";
    default:
        return "Commands: ";
    }
}

static void names_add(struct ui *ui, const struct layer *on, bool below, struct str *ret)
{
    const struct key_action *keys = on->ops->keys;
    char name[PLAIN_WORD_BYTES];

    for (int i = 0; keys != NULL && keys[i].key != K_NONE; i++) {
        if (keys[i].hint == NULL || !action_is_shown_on(ui, on, &keys[i]) ||
            plain_word(&keys[i], name)[0] == '\0' || (below && !plain_is_of_below(&keys[i])))
            continue;
        str_printf(ret, "%s, ", name);
    }
}

void plain_hint(struct ui *ui)
{
    const struct layer *below = plain_below(ui);
    AUTO_STR struct str text = STR_INIT;

    if (is_told(ui->plain, ui_top(ui)->ops))
        return;
    if (ui->plain->n_told == 1)
        plain_say(ui, "This is plain mode: lines and a prompt. Type a number to open what has it, "
                      "Enter to read on, or a command.");
    str_add(&text, commands_words(plain_form_asks(ui)));
    names_add(ui, ui_top(ui), false, &text);
    if (below != NULL)
        names_add(ui, below, true, &text);
    str_add(&text, ui->depth > 1 ? "back, help." : "quit, help.");
    plain_say(ui, str_cstr(&text));
}

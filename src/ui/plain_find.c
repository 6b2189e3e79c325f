/* SPDX-License-Identifier: MIT
 *
 * plain_find.c -- "find WORDS": what / and typing do on a screen, in one line.
 *
 * The words go to the same widget by the same keys, so that what is found is the same.
 */
#include <string.h>

#include <curbside/base/count.h>

#include "plain_state.h"
#include "typed.h"

/* What follows "find " or "/"; NULL: the line is neither. */
static const char *words_of(const char *line)
{
    static const char verb[] = "find";
    size_t n = sizeof verb - 1;

    line += strspn(line, " ");
    if (line[0] == '/')
        return line + 1 + strspn(line + 1, " ");
    if (strncasecmp(line, verb, n) != 0 || (line[n] != ' ' && line[n] != '\0'))
        return NULL;
    return line + n + strspn(line + n, " ");
}

static bool is_narrowed(const struct sheet *s)
{
    return s->has_list && s->list->narrow.text[0] != '\0';
}

/* ---- screens that find by a field of their own ---- */

bool plain_field_waits(struct ui *ui)
{
    const struct key_action *enter = ui_action(ui, K_ENTER);
    char word[PLAIN_WORD_BYTES] = "";

    if (enter != NULL)
        plain_word(enter, word);
    return strcmp(word, "search") == 0;
}

/* In place of what it had; then out of it, to the rows. */
static void find_by_field(struct ui *ui, const char *words)
{
    plain_press(ui, K_END, 0);
    plain_press(ui, K_CTRL('u'), 0);
    plain_feed(ui, words, strlen(words));
    if (words[0] != '\0' || !plain_field_waits(ui))
        plain_press(ui, plain_field_waits(ui) ? K_ENTER : K_TAB, 0);
    plain_turn(ui, words[0] == '\0' ? "These are all rows." : "The rows are the same.");
}

/* Without words: all rows again, or the next place that has those of the last time. */
static void find_on(struct ui *ui)
{
    const struct sheet *s = &ui->plain->sheet;

    if (is_narrowed(s)) {
        plain_press(ui, K_ESC, 0);
        plain_turn(ui, "These are all rows.");
    } else if (ui_action(ui, '/') != NULL) {
        plain_press(ui, '/', 0);
        find_by_field(ui, "");
    } else if (s->has_pager && !s->has_list) {
        plain_press(ui, 'n', 0);
        plain_turn(ui, "Say what to find: find WORDS. If you did, this is the only place.");
    } else {
        plain_turn(ui, "Say what to find: find WORDS.");
    }
}

static void tell_rows(struct ui *ui)
{
    const struct list_narrow *f = &ui->plain->sheet.list->narrow;
    char found[COUNT_SIZE], of[COUNT_SIZE];

    plain_answer(ui, arena_printf(&ui->scratch,
                                  "%s of %s rows. \"find\" alone brings all of them back.",
                                  count_format(f->found, found), count_format(f->of, of)));
}

static void find_words(struct ui *ui, const char *words)
{
    const struct sheet *s = &ui->plain->sheet;
    bool were_fewer = is_narrowed(s);

    plain_press(ui, '/', 0);
    if (!typed_is_on(ui) && ui_is_typing(ui)) {
        find_by_field(ui, words);
        return;
    }
    if (!typed_is_on(ui)) {
        plain_turn(ui, "There is nothing to look through here.");
        return;
    }
    plain_feed(ui, words, strlen(words));
    do /* until a row has it: one answer, and no list is looked through without end */
        plain_press(ui, K_ENTER, 0);
    while (typed_is_on(ui));
    if (is_narrowed(s)) {
        plain_press(ui, K_HOME, 0); /* the rows are said from the first one on */
        tell_rows(ui);
        plain_turn(ui, NULL);
    } else if (s->has_list) {
        /* said whatever else is new: all rows come back, or more of them were loaded */
        plain_answer(ui, were_fewer ? "No row has that. These are all rows." : "No row has that.");
        plain_turn(ui, NULL);
    } else {
        plain_turn(ui, "You are there.");
    }
}

bool plain_find(struct ui *ui, const char *line)
{
    const char *words = words_of(line);

    if (words == NULL)
        return false;
    if (ui_is_typing(ui))
        plain_turn(ui, "Fields are not looked through. \"read\" says them.");
    else if (words[0] == '\0')
        find_on(ui);
    else
        find_words(ui, words);
    return true;
}

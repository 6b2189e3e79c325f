/* SPDX-License-Identifier: MIT
 *
 * plain_command.c -- what is typed at the command prompt.
 *
 * A number opens the row, the post or the field with that number; nothing reads on; a word is the
 * hint or the key of an action of the screen, with a number before or behind it that says on what,
 * or the beginning of a row. Beginnings of words will do as long as only one command begins so.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curbside/text/utf8.h>

#include "plain_state.h"

enum {
    LINE_BYTES = 256, /* more is no command */
    NUMBER_MAX = 999999,
};

/* A line taken apart. */
struct spoken {
    char word[LINE_BYTES];
    int number; /* 0: none */
};

static void trim(char *s)
{
    size_t skip = strspn(s, " \t");
    size_t n = strlen(s);

    while (n > skip && (s[n - 1] == ' ' || s[n - 1] == '\t'))
        n--;
    memmove(s, s + skip, n - skip);
    s[n - skip] = '\0';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "12", "12 reply", "12r", "reply 12" */
static void line_split(const char *line, struct spoken *ret)
{
    char *at, *end;
    long n = 0;

    snprintf(ret->word, sizeof ret->word, "%s", line);
    trim(ret->word);
    at = ret->word;
    if (is_digit(at[0])) {
        n = strtol(at, &end, 10);
        memmove(at, end, strlen(end) + 1);
    } else {
        for (end = at + strlen(at); end > at && is_digit(end[-1]);)
            end--;
        if (end > at && end[-1] == ' ') {
            n = strtol(end, NULL, 10);
            *end = '\0';
        }
    }
    trim(ret->word);
    ret->number = n > 0 && n <= NUMBER_MAX ? (int)n : 0;
}

static bool same_word(const char *a, const char *b)
{
    return strcasecmp(a, b) == 0;
}

static bool begins_with(const char *word, const char *start)
{
    return start[0] != '\0' && strncasecmp(word, start, strlen(start)) == 0;
}

/* -- the names of actions ---------------------------------------------------------------------- */

/* Keys that mean the same wherever they are bound, by the words people say for them. */
static const struct {
    keycode key;
    const char *word;
} names[] = {
    {K_CTRL('x'), "finish"},
    {K_CTRL('t'), "name"},
    {K_CTRL('r'), "refresh"},
    {'[', "previous thread"},
    {']', "next thread"},
    {'+', "helpful"},
    {'!', "flag"},
    {'y', "copy"},
    {'m', "bookmark"},
    {'f', "follow"},
    {'e', "edit"},
    {'z', "undo"},
    {'v', "plain text"},
    {'c', "catch up"},
    {'u', "links"},
    {'<', "return"}, /* "back" is the screen before */
    {'E', "history"},
    {'i', "guide"},
};

static const char *name_of(keycode key)
{
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (names[i].key == key)
            return names[i].word;
    }
    return NULL;
}

/* The first word of a sentence, in small letters. */
static const char *first_word(const char *sentence, char ret[static PLAIN_WORD_BYTES])
{
    size_t n = 0;

    while (n + 1 < PLAIN_WORD_BYTES && isalpha((unsigned char)sentence[n])) {
        ret[n] = (char)tolower((unsigned char)sentence[n]);
        n++;
    }
    ret[n] = '\0';
    return ret;
}

const char *plain_word(const struct key_action *action, char ret[static PLAIN_WORD_BYTES])
{
    const char *name = name_of(action->key);
    const char *tab;

    ret[0] = '\0';
    if (is_digit((char)action->key) && action->key < 0x80)
        return ret; /* numbers are rows here */
    if (action->hint == NULL && (action->help == NULL || action->help[0] == '\0'))
        return ret;
    if (name == NULL && action->hint == NULL) {
        tab = strchr(action->help, '\t');
        return first_word(tab == NULL ? action->help : tab + 1, ret);
    }
    if (action->hint != NULL && strchr(action->hint, ',') == NULL)
        name = action->hint; /* a list of things to do is no name */
    if (name == NULL)
        return first_word(action->help, ret);
    tab = strchr(name, '\t');
    name = tab == NULL ? name : tab + 1;
    if (strcmp(name, "back") != 0) /* every screen has that */
        snprintf(ret, PLAIN_WORD_BYTES, "%s", name);
    return ret;
}

/* The action of this name or key, bound in a screen's table whether it works now or not. */
static const struct key_action *action_find_on(const struct layer *on, const char *word, bool exact)
{
    const struct key_action *keys = on->ops->keys;
    const struct key_action *found = NULL;
    char name[PLAIN_WORD_BYTES];
    uint32_t cp = 0;
    bool single = word[0] != '\0' && utf8_decode(word, strlen(word), &cp) == strlen(word);

    for (int i = 0; keys != NULL && keys[i].key != K_NONE; i++) {
        if (keys[i].run == NULL)
            continue;
        plain_word(&keys[i], name);
        if (exact ? (single && keys[i].key == cp) || (name[0] != '\0' && same_word(name, word))
                  : begins_with(name, word)) {
            if (exact)
                return &keys[i];
            if (found != NULL && found->key != keys[i].key)
                return NULL; /* two begin so */
            found = &keys[i];
        }
    }
    return found;
}

static const struct key_action *action_find(struct ui *ui, const char *word, bool exact)
{
    return action_find_on(ui_top(ui), word, exact);
}

const struct layer *plain_below(const struct ui *ui)
{
    return ui->depth > 1 && ui_top(ui)->ops->of_below ? ui->stack[ui->depth - 2] : NULL;
}

bool plain_is_of_below(const struct key_action *action)
{
    return action->key != K_ENTER && action->key != ' ' && /* these go on here */
           action->key != '[' && action->key != ']';       /* these are not about what is shown */
}

/* -- running ----------------------------------------------------------------------------------- */

static const struct sheet *sheet(const struct ui *ui)
{
    return &ui->plain->sheet;
}

/* Select the row, go to the post. False: there is none of that number, and that was said; or the
 * list has something to say of it, and no command is run before that was heard. */
static bool go_number(struct ui *ui, int number)
{
    const struct sheet *s = sheet(ui);
    int index;

    if (!s->has_list) {
        if (s->has_pager)
            plain_press(ui, K_END, number);
        return true;
    }
    index = sheet_index(s, number);
    if (index < 0) {
        plain_sayf(ui, "There is no %d here; the last is %d.", number, s->list_choices);
        return false;
    }
    plain_press(ui, K_END, index + 1);
    return ui->message[0] == '\0';
}

static void action_perform(struct ui *ui, keycode key, int number)
{
    const struct key_action *action = ui_action(ui, key);

    if (action == NULL) {
        action_say_disabled(ui, key);
        plain_turn(ui, "That does not work here now.");
        return;
    }
    ui->message[0] = '\0';
    ui->count = number;
    action_run(ui, action);
    ui->count = 0;
    ui_event_end(ui);
    plain_turn(ui, "Done.");
}

static void action_call(struct ui *ui, const struct key_action *action, int number)
{
    if (number > 0 && !go_number(ui, number))
        plain_turn(ui, NULL);
    else
        action_perform(ui, action->key, sheet(ui)->has_list ? 0 : number);
}

/* Back to the screen of this number. False: it is not there any more, or has something to say:
 * what was shown may not be what is selected now. */
static bool back_to(struct ui *ui, unsigned serial)
{
    ui->message[0] = '\0';
    ui_back(ui);
    ui_event_end(ui);
    return !ui->ended && ui_top(ui)->serial == serial && ui->message[0] == '\0';
}

/* A command of the screen below, of which this one shows what is selected there: back, and done.
 * A command must not meet something that was not heard. */
static bool below_run(struct ui *ui, const char *word, int number, bool exact)
{
    const struct layer *below = plain_below(ui);
    const struct key_action *action = below != NULL ? action_find_on(below, word, exact) : NULL;

    if (action == NULL || !plain_is_of_below(action))
        return false;
    if (!back_to(ui, below->serial)) {
        plain_turn(ui, NULL);
        return true;
    }
    plain_draw(ui);
    action_call(ui, action, number);
    return true;
}

static void open_number(struct ui *ui, int number)
{
    const struct sheet *s = sheet(ui);

    if (s->form != NULL && !s->has_list) {
        if (!plain_form_command(ui, "", number))
            plain_turn(ui, "There is no field of that number.");
    } else if (!go_number(ui, number)) {
        plain_turn(ui, NULL);
    } else if (s->has_list && ui_action(ui, K_ENTER) != NULL) {
        action_perform(ui, K_ENTER, 0);
    } else {
        plain_turn(ui, "Nothing else has that number here.");
    }
}

/* The rows after those that were said, loaded if need be. */
static void list_on(struct ui *ui)
{
    const struct sheet *s = sheet(ui);
    int end = s->list_end;

    if (end < s->list_count || s->src->more != NULL)
        plain_press(ui, K_END, end + 1);
    plain_turn(ui, s->src->count(s->src_ctx) > end ? NULL : "That is the end of the list.");
}

static void list_back(struct ui *ui)
{
    const struct sheet *s = sheet(ui);
    int number = 0;

    for (int i = 0; i < s->n_rows && number == 0; i++)
        number = s->rows[i].number;
    if (number > 1)
        plain_press(ui, K_END,
                    sheet_index(s, number > s->page_rows ? number - s->page_rows : 1) + 1);
    plain_turn(ui, "That is the beginning of the list.");
}

static void more(struct ui *ui, int number)
{
    (void)number;
    if (sheet(ui)->has_list) {
        list_on(ui);
        return;
    }
    if (sheet(ui)->has_pager)
        plain_press(ui, K_PAGE_DOWN, 0);
    plain_turn(ui, sheet(ui)->has_pager ? "That is the end." : "Nothing more here.");
}

static void previous(struct ui *ui, int number)
{
    (void)number;
    if (sheet(ui)->has_list) {
        list_back(ui);
        return;
    }
    plain_press(ui, K_PAGE_UP, 0);
    plain_turn(ui, "That is the beginning.");
}

/* Where the space bar reads on ("read on", "next unread"), so does Enter alone; elsewhere it may
 * mark a row, and on is the rest of the list or the page. */
static bool space_reads_on(struct ui *ui)
{
    const struct key_action *action = ui_action(ui, ' ');
    char name[PLAIN_WORD_BYTES];

    if (action == NULL || ui_is_typing(ui))
        return false;
    plain_word(action, name);
    return begins_with(name, "read") || begins_with(name, "next");
}

static void go_on(struct ui *ui)
{
    if (space_reads_on(ui))
        action_perform(ui, ' ', 0);
    else
        more(ui, 0);
}

/* -- commands that every screen has ------------------------------------------------------------ */

/* The rest of a post that is not worth hearing. It stays unread. */
static void skip(struct ui *ui, int number)
{
    (void)number;
    if (sheet(ui)->has_list || !sheet(ui)->has_pager) {
        plain_turn(ui, "There is no post here to skip.");
        return;
    }
    plain_press(ui, '}', 0);
    plain_turn(ui, "That is the end.");
}

static void first(struct ui *ui, int number)
{
    (void)number;
    plain_press(ui, K_HOME, 0);
    plain_turn(ui, "You are at the beginning.");
}

static void last(struct ui *ui, int number)
{
    (void)number;
    plain_press(ui, K_END, 0);
    plain_turn(ui, "You are at the end.");
}

/* To the rows after those that were said. False: there are none. */
static bool list_turn(struct ui *ui)
{
    const struct sheet *s = sheet(ui);
    int end = s->list_end;

    if (end >= s->list_count && s->src->more == NULL)
        return false;
    plain_press(ui, K_END, end + 1);
    if (s->src->count(s->src_ctx) > end)
        return true;
    plain_draw(ui);
    ui_top(ui)->told.selected = s->list_selected; /* it was said among the others */
    return false;
}

/* To the next page. */
static bool page_turn(struct ui *ui)
{
    plain_press(ui, K_PAGE_DOWN, 0);
    return true;
}

/* On to the end, as far as one answer goes. What the last key had to say (that it is the end) is
 * said once, and stops it. */
static void all(struct ui *ui, int number)
{
    (void)number;
    while (!ui->ended && ui->plain->out.n < PLAIN_OUT_ENOUGH) {
        if (!(sheet(ui)->has_list ? list_turn(ui) : page_turn(ui)) || !plain_continue(ui))
            break;
    }
    plain_turn(ui, "That is the end.");
}

static void again(struct ui *ui, int number)
{
    (void)number;
    plain_forget(ui);
    plain_turn(ui, NULL);
}

static void where(struct ui *ui, int number)
{
    (void)number;
    plain_where(ui);
    plain_turn(ui, NULL);
}

static void news(struct ui *ui, int number)
{
    (void)number;
    plain_turn(ui, ui->plain->news ? NULL : "Nothing new.");
}

static void help(struct ui *ui, int number)
{
    (void)number;
    plain_help(ui);
    plain_turn(ui, NULL);
}

static void topics(struct ui *ui, int number)
{
    (void)number;
    help_manual_open(ui);
    ui_event_end(ui);
    plain_turn(ui, "There are no pages of help here.");
}

static void back(struct ui *ui, int number)
{
    (void)number;
    plain_leave(ui);
}

static void leave(struct ui *ui, int number)
{
    (void)number;
    ui_leave_board(ui);
    ui_event_end(ui);
    plain_turn(ui, NULL);
}

/* The prompt is what it was: the page goes with the next line. */
static void boss(struct ui *ui, int number)
{
    (void)number;
    ui_boss(ui);
}

static const struct {
    const char *word;
    void (*run)(struct ui *ui, int number);
} everywhere[] = {
    {"help", help},  {"?", help},    {"commands", help},     {"back", back},  {"b", back},
    {"q", back},     {"h", back},    {"quit", leave},        {"Q", leave},    {"leave", leave},
    {"exit", leave}, {"bye", leave}, {"again", again},       {".", again},    {"more", more},
    {"next", more},  {"n", more},    {"previous", previous}, {"p", previous}, {"first", first},
    {"last", last},  {"all", all},   {"where", where},       {"news", news},  {"topics", topics},
    {"boss", boss},  {"\\", boss},   {"skip", skip},
};

static bool everywhere_run(struct ui *ui, const char *word, int number, bool exact)
{
    for (size_t i = 0; i < sizeof everywhere / sizeof everywhere[0]; i++) {
        const char *name = everywhere[i].word;
        bool one_letter = name[1] == '\0';

        if (exact ? (one_letter ? strcmp(name, word) : strcasecmp(name, word)) == 0
                  : !one_letter && begins_with(name, word)) {
            everywhere[i].run(ui, number);
            return true;
        }
    }
    return false;
}

/* "ctrl-x", "^x" */
static keycode control_key(const char *word)
{
    const char *letter = word[0] == '^' && word[1]    ? word + 1
                         : begins_with(word, "ctrl-") ? word + 5
                                                      : "";

    return letter[0] != '\0' && letter[1] == '\0' && isalpha((unsigned char)letter[0])
               ? K_CTRL((keycode)tolower((unsigned char)letter[0]))
               : K_NONE;
}

/* A key that the screen takes without naming it in its table. */
static bool press_single(struct ui *ui, const char *word, int number)
{
    keycode key = control_key(word);
    uint32_t cp;

    if (key == K_NONE && utf8_decode(word, strlen(word), &cp) == strlen(word) && cp != UTF8_INVALID)
        key = cp;
    if (key == K_NONE || (key_is_text(key) && ui_is_typing(ui)))
        return false;
    plain_press(ui, key, number);
    plain_turn(ui, "Nothing here answers to that key.");
    return true;
}

/* "boards": the row that begins so, if it is the only one. */
static bool row_run(struct ui *ui, const char *word)
{
    int number = sheet_find(&ui->plain->sheet, word);

    if (number < 0) {
        plain_sayf(ui, "Several rows begin with \"%.40s\". Say more of it, or the number.", word);
        plain_turn(ui, NULL);
    } else if (number > 0) {
        open_number(ui, number);
    }
    return number != 0;
}

static bool went(struct ui *ui, bool taken)
{
    if (taken) {
        ui_event_end(ui);
        plain_turn(ui, "You are there.");
    }
    return taken;
}

/* "gm", or "g m" as the help writes it: g and a letter, as two keys on a screen. */
static bool go_run(struct ui *ui, const char *word)
{
    const char *letter = word + 1;

    if (word[0] != 'g' || ui->app.go == NULL)
        return false;
    letter += letter[0] == ' ';
    if (letter[0] == '\0' || letter[1] != '\0')
        return false;
    ui->running = ui_top(ui);
    return went(ui, ui->app.go(ui, (keycode)letter[0]));
}

/* "inbox": a place, from anywhere, where nothing here is called so. */
static bool place_run(struct ui *ui, const char *word)
{
    ui->running = ui_top(ui);
    return ui->app.go_named != NULL && went(ui, ui->app.go_named(ui, word));
}

static bool word_run(struct ui *ui, const char *word, int number)
{
    const struct key_action *action = action_find(ui, word, true);

    if (action == NULL && plain_form_command(ui, word, number))
        return true;
    if (action == NULL && everywhere_run(ui, word, number, true))
        return true;
    if (action == NULL && below_run(ui, word, number, true))
        return true;
    if (action == NULL && press_single(ui, word, number))
        return true;
    if (action == NULL && go_run(ui, word))
        return true;
    if (action == NULL)
        action = action_find(ui, word, false);
    if (action == NULL)
        return below_run(ui, word, number, false) || row_run(ui, word) ||
               everywhere_run(ui, word, number, false) || place_run(ui, word);
    action_call(ui, action, number);
    return true;
}

/* ":settings", as it is typed on screens: what the palette finds is said, and not all it has. */
static bool palette_ask(struct ui *ui, const char *line)
{
    const char *words = line + 1;

    if (line[0] != ':' || words[strspn(words, " ")] == '\0')
        return false;
    plain_press(ui, ':', 0);
    plain_feed(ui, words, strlen(words));
    ui_top(ui)->told.filled = true;
    plain_turn(ui, NULL);
    return true;
}

void plain_command(struct ui *ui, const char *line)
{
    struct spoken spoken;

    if (plain_find(ui, line) || palette_ask(ui, line))
        return;
    line_split(line, &spoken);
    if (spoken.word[0] == '\0' && spoken.number == 0 && line[strspn(line, " ")] != '\0') {
        plain_turn(ui, "Numbers begin with 1 here.");
    } else if (spoken.word[0] == '\0' && spoken.number == 0) {
        go_on(ui);
    } else if (spoken.word[0] == '\0') {
        open_number(ui, spoken.number);
    } else if (!word_run(ui, spoken.word, spoken.number)) {
        plain_sayf(ui, "\"%.40s\" is no command here. \"help\" lists them.", spoken.word);
        plain_turn(ui, NULL);
    }
}

void plain_leave(struct ui *ui)
{
    ui->message[0] = '\0';
    if (ui->asking)
        dialog_refuse(ui);
    else
        ui_leave_screen(ui, true);
    ui_event_end(ui);
    plain_turn(ui, NULL);
}

/* -- dialogs ----------------------------------------------------------------------------------- */

/* The choice that was meant, by number, key or the beginning of its words; -1: none. */
static int choice_find(const struct dialog *d, const struct spoken *spoken)
{
    uint32_t cp = 0;
    bool single = spoken->word[0] != '\0' &&
                  utf8_decode(spoken->word, strlen(spoken->word), &cp) == strlen(spoken->word);

    for (int i = 0; i < 9 && d->choices[i].key != K_NONE; i++) {
        if (spoken->word[0] == '\0' ? spoken->number == i + 1
                                    : (single && d->choices[i].key == cp) ||
                                          begins_with(d->choices[i].label, spoken->word))
            return i;
    }
    return -1;
}

static bool is_refusal(const char *line)
{
    static const char *const words[] = {"0", "no", "back", "b", "q"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (same_word(line, words[i]))
            return true;
    }
    return false;
}

void plain_choice(struct ui *ui, const char *line)
{
    const struct dialog *d = &ui->dialog;
    struct spoken spoken;
    int choice;

    line_split(line, &spoken);
    choice = choice_find(d, &spoken);
    if (spoken.word[0] == '\0' && spoken.number == 0 && line[0] == '\0' && d->enter_first)
        choice = 0;
    if (choice >= 0) {
        plain_press(ui, d->choices[choice].key, 0);
        plain_turn(ui, "Done.");
    } else if (is_refusal(line)) {
        plain_leave(ui);
    } else {
        plain_say(ui, "That is none of the choices.");
        ui_top(ui)->told.dialog = 0; /* they are said again */
        plain_turn(ui, NULL);
    }
}

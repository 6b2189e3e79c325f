/* SPDX-License-Identifier: MIT
 *
 * plain_state.h -- what the parts of plain mode share among themselves.
 *
 *     plain.c          a turn: what changed since the last one is said, then a prompt
 *     plain_input.c    bytes become lines; echo
 *     plain_command.c  a line at the command prompt becomes keys
 *     plain_find.c     words to look for in a list or a page
 *     plain_form.c     a line typed into a field, and the verbs that correct a text
 *     plain_help.c     the key table as commands
 *     plain_sheet.c    one draw of the screen, listened to
 *     plain_text.c     what may stand in a line
 */
#ifndef CURBSIDE_UI_PLAIN_STATE_H
#define CURBSIDE_UI_PLAIN_STATE_H

#include "plain_sheet.h"
#include "plain_text.h"
#include "ui_state.h"

enum {
    PLAIN_OUT_BYTES = 1024 * 1024, /* unsent text; input waits long before */
    PLAIN_OUT_ENOUGH = 16 * 1024,  /* from here on typed lines wait until it was sent */
    PLAIN_LINE_BYTES = 64 * 1024,  /* one line; a pasted paragraph fits */
    PLAIN_ALL_LINES = 400,         /* "all" says no more at once */
    PLAIN_SCREENS = 64,            /* kinds of screens whose commands were told */
    PLAIN_WORD_BYTES = 48,         /* of a command's name */
};

/* What the next line is an answer to. */
enum plain_prompt {
    PROMPT_COMMAND,
    PROMPT_CHOICE, /* of a dialog */
    PROMPT_FIELD,  /* one line of text, fed to the screen as it is typed */
    PROMPT_VALUE,  /* a choice or a toggle of a form */
    PROMPT_TEXT,   /* lines of text, fed as they are typed, until a lone full stop */
    PROMPT_CHANGE, /* one line in place of line `change_line` of the text */
};

struct plain {
    bool echo; /* a terminal that leaves echoing to us */
    struct str out;
    struct sheet sheet;

    struct str read; /* the last read, as long as keys of it are still to come */
    size_t fed;      /* bytes of it given to the key parser */
    bool busy;       /* more keys are there than were run: the line is full */

    enum plain_prompt prompt;
    struct str line; /* typed so far */
    bool held;       /* it begins with a colon: the field is not fed with it */
    bool replaces;   /* the field's old value goes with the first letter */
    bool had_value;  /* the field was not empty when it was asked for */
    bool inserts;    /* text goes where the cursor is, not to the end */
    int change_line; /* from 1; 0: none */

    unsigned serial; /* of the layer that was on top at the last turn */
    uint64_t who;    /* the words at the right that most screens share, as said last */
    uint64_t notice; /* what is said to everybody, as said last; 0: nothing was */
    bool notice_due; /* it has changed */
    bool news;       /* a screen's own words there changed by themselves */
    bool greeted;
    bool answered; /* plain_answer() was called in this turn */
    bool begins;   /* nothing was said yet: of several screens opened at first, the last is */
    const struct screen_ops *told[PLAIN_SCREENS];
    int n_told;
};

/* plain.c */
void plain_say(struct ui *ui, const char *text);
void plain_sayf(struct ui *ui, const char *fmt, ...) PRINTF(2, 3);
/* Bytes as they are, but for line ends. */
void plain_put(struct ui *ui, const char *text, size_t n);
/* Say this as the answer to what is being done, line by line, before what else is new. */
void plain_answer(struct ui *ui, const char *text);
/* Draw the screen into the sheet. */
void plain_draw(struct ui *ui);
/* Say what has changed, or `otherwise` if nothing has (NULL: nothing); then prompt. */
void plain_turn(struct ui *ui, const char *otherwise);
/* What was said of the screen on top counts as unsaid. */
void plain_forget(struct ui *ui);
/* What the last key had to say is said; draw, and say what is new in list and page; no prompt.
 * False: nothing of these was. */
bool plain_continue(struct ui *ui);
/* Draw: does the list say something else than was said last? */
bool plain_list_changed(struct ui *ui);
/* Where the person is: place, position, the selected row. */
void plain_where(struct ui *ui);

/* After the boss key: where this is, and the prompt with what was typed after it. */
void plain_return(struct ui *ui);

/* The first turn, if it was not yet. */
void plain_begin(struct ui *ui);
bool plain_is_due(const struct ui *ui);
void plain_take(struct ui *ui, struct str *ret);

/* plain_input.c */
void plain_input(struct ui *ui, const void *bytes, size_t n);
void plain_keys(struct ui *ui);
/* A key to the screen, as if it was pressed; its event is over then. */
void plain_press(struct ui *ui, keycode key, int count);
void plain_feed(struct ui *ui, const char *text, size_t n);

/* plain_command.c */
void plain_command(struct ui *ui, const char *line);
void plain_choice(struct ui *ui, const char *line);
/* The name by which an action is called; "" for keys that are no command here. */
const char *plain_word(const struct key_action *action, char ret[static PLAIN_WORD_BYTES]);
/* The screen of which this one shows what is selected there, so that its commands work here, too;
 * NULL: none. But for keys that read on, or go to the screen's neighbors. */
const struct layer *plain_below(const struct ui *ui);
bool plain_is_of_below(const struct key_action *action);
/* Leave the screen, or close the dialog, as q does; then a turn. */
void plain_leave(struct ui *ui);

/* plain_find.c */
/* "find WORDS", "/WORDS": narrow the list, or go on to where the page has them; without words all
 * rows again, or the next place. False: the line is another command. */
bool plain_find(struct ui *ui, const char *line);
/* Does the field of a screen wait for Enter until it finds? Elsewhere the list follows what is
 * typed. */
bool plain_field_waits(struct ui *ui);

/* plain_form.c */
/* What will be asked next; PROMPT_COMMAND: nothing of a form. */
enum plain_prompt plain_form_asks(struct ui *ui);
/* The prompt for what has the focus; false: nothing is asked, commands are. */
bool plain_form_prompt(struct ui *ui);
void plain_field_line(struct ui *ui, const char *line);
void plain_text_line(struct ui *ui, const char *line);
void plain_text_end(struct ui *ui);
void plain_value_line(struct ui *ui, const char *line);
void plain_change_line(struct ui *ui, const char *line);
/* The verbs of a screen with a form. False: it is none of them. */
bool plain_form_command(struct ui *ui, const char *word, int number);

/* plain_help.c */
void plain_help(struct ui *ui);
/* "Commands: open, write, help." */
void plain_hint(struct ui *ui);

#endif

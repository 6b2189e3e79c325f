/* SPDX-License-Identifier: MIT
 *
 * ui_state.h -- what the parts of the ui share among themselves. No screen and no app includes it.
 */
#ifndef CURBSIDE_UI_UI_STATE_H
#define CURBSIDE_UI_UI_STATE_H

#include <curbside/ui/pager.h>
#include <curbside/ui/ui.h>

#include "typed.h"

enum {
    UI_MESSAGE_BYTES = 256,
    UI_COUNT_MAX = 99999,     /* more digits are no count */
    UI_TALL_ROWS = 12,        /* from here on the frame has its two lines */
    UI_HINT_ROWS = 20,        /* and room for a hint that stays */
    UI_HINT_KEYS = 2,         /* below, it goes behind so many keys: on a phone it is a third of the
                                 page */
    TOLD_TEXTS = 16,          /* texts outside widgets remembered as said */
    TOLD_LINES = 64,          /* lines of a page, likewise; of a longer one all are said again */
    UI_TOPICS = 4,            /* topics a screen listens to */
    UI_HEARD = 2 * UI_TOPICS, /* of the screen on top, and of the one that gives way to it */
};

/* What plain mode said of a screen, so that it is not said again. */
struct told {
    bool opened;
    bool filled; /* every field of its form was asked: now commands are */
    bool single; /* one field is asked, then commands again */
    uint64_t texts[TOLD_TEXTS];
    int next_text;
    uint64_t list, page, dialog, right; /* hashes of what was said */
    int selected, first, end;           /* of the list */
    int page_top, page_of;              /* of the page */
    uint64_t lines[TOLD_LINES];         /* and of its lines */
    int n_lines;
};

/* An open screen. */
struct layer {
    const struct screen_ops *ops;
    void *state;
    struct arena arena;
    struct arena page;
    int64_t wake_ms; /* -1: no tick asked for */
    unsigned serial; /* no two layers of a session have the same */
    uint64_t topics[UI_TOPICS];
    bool rang[UI_TOPICS]; /* since the screen was told */
    int n_topics;
    int64_t told_ms;            /* that it was, or loaded again; -1: never */
    int64_t pause_ms;           /* from then to the next time; see hear.c */
    const struct ui_hint *hint; /* this is the first visit to it; NULL: nothing is to be said */
    int hint_keys;              /* pressed while it was shown */
    struct told told;
};

/* What came of a question since it was asked. */
enum ask_state {
    ASK_NEW,   /* nothing was typed, and it is not on the screen yet */
    ASK_AHEAD, /* something was, before anybody could have read it */
    ASK_SEEN,
};

struct plain;

enum nav_kind {
    NAV_NONE,
    NAV_PUSH,
    NAV_REPLACE,
    NAV_RESTART,
    NAV_BACK,
    NAV_RELOAD
};

/* What the session is asked to tell of; see hear.c. */
struct hearing {
    uint64_t topics[UI_HEARD];
    int n;
    int64_t touched_ms; /* something was last typed, or the window's size changed */
    bool dozing;        /* nobody looks: nothing is asked for */
};

struct nav {
    enum nav_kind kind;
    const struct screen_ops *ops;
    const void *arg;
    keycode then; /* NAV_BACK: pressed there; K_NONE: nothing */
};

struct ui {
    struct ui_app app;
    struct plain *plain; /* NULL: screens are drawn */
    unsigned last_serial;
    struct canvas *canvas;
    struct keys *keys;
    struct layer *stack[UI_DEPTH + 1];
    int depth;
    struct layer *running; /* whose function runs now */
    struct arena scratch;
    struct nav nav;
    struct hearing hearing;

    char message[UI_MESSAGE_BYTES]; /* "" none */
    ink message_ink;
    int count; /* digits typed so far, then the count of the running key */
    bool g;    /* the first g of gg */

    struct typed typed; /* behind / */

    bool asking;
    enum ask_state ask;
    struct dialog dialog;
    int choice; /* selected, -1 none */
    int taken;  /* what was taken of the last question */

    bool helping;
    struct arena help_arena;
    struct pager help;
    int help_cols; /* it is laid out for */

    bool boss; /* a dull page covers everything */
    bool boss_turned;

    bool dirty;
    bool repaint;
    bool palette_asked;
    bool plain_asked; /* another mode than the one there is, with `plain_wish` */
    bool plain_wish;
    enum theme_palette palette;
    bool chime_asked;
    bool copy_asked;
    char copy[UI_COPY_BYTES];
    bool ended;
    char line[UI_MESSAGE_BYTES];
};

/* NULL when no screen is open. */
struct layer *ui_top(const struct ui *ui);
bool ui_is_typing(struct ui *ui);
/* The binding of `key` in the top screen's table that is shown now, or NULL. */
const struct key_action *ui_action(struct ui *ui, keycode key);
bool action_is_shown(struct ui *ui, const struct key_action *action);
bool action_is_shown_on(struct ui *ui, const struct layer *on, const struct key_action *action);
void action_run(struct ui *ui, const struct key_action *action);
/* What a key of the screen's table would do, where it can: nobody is left to wonder whether it was
 * heard. Of several things none is said. */
void action_say_disabled(struct ui *ui, keycode key);

/* After an event: what was asked for takes place, scratch is emptied. */
void ui_event_end(struct ui *ui);
/* The words of the header: the screen's, or its `about`; at the right who you are. */
struct header ui_header(struct ui *ui, struct layer *top);
/* The pressed Q: leave, if the screen lets go. */
void ui_leave_board(struct ui *ui);

/* plain.c */
enum err plain_new(struct ui *ui);
void plain_free(struct plain *p);
/* The same of a running ui: from now on its canvas is looked at. */
void plain_end(struct ui *ui);
/* The columns that plain mode uses of so many. */
int plain_cols(int cols);
/* A bell rang and the screen has heard it. */
void plain_bell(struct ui *ui);

/* nav.c */
/* Do what was asked for until nothing is. */
void nav_run(struct ui *ui);
enum err nav_open(struct ui *ui, const struct screen_ops *ops, const void *arg);
void nav_close_all(struct ui *ui);

/* hear.c */
/* Ask for what the screen on top listens to, and for nothing else. */
void hear_follow(struct ui *ui);
/* The screen has just loaded: what rang before is in it. */
void hear_loaded(struct ui *ui, struct layer *layer);
/* When hear_due() has something to do, -1: never. */
int64_t hear_deadline_ms(const struct ui *ui);
/* Tell the screen on top what rang, if it is time to. */
void hear_due(struct ui *ui);
/* The person is there. */
void hear_touch(struct ui *ui);

/* input.c */
void ui_key(struct ui *ui, keycode key);
void ui_paste(struct ui *ui, const struct key_event *event);
/* The moving key that a letter stands for, or the key itself. */
keycode ui_moving_key(keycode key);
/* Back if the screen lets go of the person; from the first screen, ask. */
void ui_leave_screen(struct ui *ui, bool firmly);

/* frame.c */
struct area frame_body(const struct ui *ui);
void frame_draw(struct ui *ui, const struct header *header);
/* What is said to everybody, NULL: nothing. */
const char *frame_notice(const struct ui *ui);
/* Once the body is drawn: how much of a long text is above its end. */
void frame_part_draw(struct ui *ui);
/* Over everything else, when there is something to say. */
void frame_message_draw(struct ui *ui);

/* boss.c */
void boss_end(struct ui *ui);
void boss_draw(struct ui *ui);
/* In plain mode. */
void boss_say(struct ui *ui);

/* dialog.c */
void dialog_key(struct ui *ui, keycode key);
void dialog_refuse(struct ui *ui); /* closes it without a choice */
void dialog_draw(struct ui *ui, struct area body);

/* help.c */
void help_open(struct ui *ui);
/* The pages of help by topic, for the screen on top. */
void help_manual_open(struct ui *ui);
void help_key(struct ui *ui, keycode key);
void help_draw(struct ui *ui, struct area body);
/* The label of a hint or help that may bring its own; `ret` points at the words after it. */
const char *label_split(const char *text, keycode key, bool ascii, char label[KEY_NAME_BYTES],
                        const char **ret_words);

#endif

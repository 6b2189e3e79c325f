/* SPDX-License-Identifier: MIT
 *
 * places.h -- what the screens hand each other when one opens another by name.
 */
#ifndef SCREENS_PLACES_H
#define SCREENS_PLACES_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/domain/interview.h>
#include <curbside/domain/questions.h>
#include <curbside/domain/rule.h>
#include <curbside/domain/thread.h>

#include "undo_stack.h"

/* "thread_list" */
struct thread_list_arg {
    board_id board;
};

struct thread_place {
    thread_id thread;
    int no;
};

/* "thread" */
struct thread_arg {
    thread_id thread;
    int no;                     /* post to begin with; 0: the first unread one */
    const thread_id *neighbors; /* the threads of the list it was opened from, for [ and ] */
    int n_neighbors;
    const char *find; /* a search, whose words are marked; NULL: none */
    /* Where its reader was in the threads from which they read on to it, the last one last. */
    const struct thread_place *trail;
    int n_trail;
};

/* "search" */
struct search_arg {
    const char *board; /* slug to begin with; NULL: all boards */
    const char *tag;   /* to begin with; NULL: none */
    const char *text;  /* to search for at once; NULL: it is asked for */
};

/* "tagged": the threads that carry a tag, given as it is stored or typed. */
struct tagged_arg {
    const char *tag;
};

/* "compose": a kept draft, else a reply in a thread, else a new thread on a board. */
struct compose_arg {
    uint32_t draft; /* number of a kept draft; 0: the newest one for this place, or a new one */
    board_id board;
    thread_id thread;
    int reply_to; /* number of the post; 0: none */
    bool quote;   /* begin with its text, quoted */
    post_id edit; /* another text for this post of one's own in `thread`; 0: a new post */
    const char *title, *tags; /* of a new thread, to begin with; NULL: none */
};

/* "settings", or nothing for the first. */
struct settings_arg {
    const char *label; /* of the row to begin at */
};

/* "about" */
enum about_page {
    ABOUT_BOARD,   /* what this is, how anonymity works, the rules */
    ABOUT_JOINING, /* two lines that make a key */
    ABOUT_KEY      /* "I expected my account" */
};
struct about_arg {
    enum about_page page;
};

/* "recovery" */
struct recovery_arg {
    const char *code;
    bool renewed; /* a new one in place of the old; else of an account just made */
};

/* "key_label" */
struct key_label_arg {
    int number;
    const char *label;
};

/* "topic": of how anonymity works, by its place in anonymity_text.h. */
struct topic_arg {
    int index;
};

/* "preview": what a draft will look like. */
struct preview_arg {
    const char *title; /* NULL: a reply */
    const char *body;
    const char *name; /* who it will be by */
    const char *tags; /* as typed; NULL: none */
    const char *what; /* for the header; NULL: "not posted yet" */
};

/* "quote": which lines of a post are taken into a text that is being written. */
struct quote_choice {
    struct arena *arena; /* where the answer is put: it outlives the screen */
    const char *text;    /* "> #3 quiet-otter-41:" and the lines; NULL: nothing was chosen */
};
struct quote_arg {
    const char *body;
    const char *who; /* "#3 quiet-otter-41" */
    struct quote_choice *choice;
};

/* "interviews": the schools, to open one, or to choose one that is compared with these. */
enum {
    SCHOOLS_COMPARED = 3
};
struct interviews_arg {
    const char *with[SCHOOLS_COMPARED - 1]; /* slugs */
    int n_with;
};

/* "propose": a school that is missing. */
struct propose_arg {
    const char *name; /* to begin with; NULL: none */
};

/* "school", "reports", "report": by slug. "report" takes a proposal's address, too. */
struct school_arg {
    const char *slug;
};

/* "questions" takes a school_arg, or nothing for all schools. "question": one. */
struct question_arg {
    question_id id;
};

/* "practice" takes this or nothing. */
struct practice_arg {
    const char *school; /* slug; NULL: any */
    int kind, level;    /* enum question_kind, question_level; or any */
    question_id id;     /* this question alone; 0: none */
};

/* "practice_run": copied by the screen that opens. */
struct practice_run_arg {
    const struct question *questions;
    int n;
    int mode;   /* enum practice_mode */
    int answer; /* minutes of a station */
    bool typed;
    const char *school; /* its short name; NULL: any */
    int own;            /* so many of the first ones are of that school's reports */
};

/* "compare": two or three schools. */
struct compare_arg {
    const char *schools[SCHOOLS_COMPARED];
    int n;
};

/* "links": copied by the screen that opens. */
struct links_arg {
    const char *const *urls;
    int n;
    const char *body; /* in which addresses of this board are looked for; NULL: none */
};

/* "bare": the text of a post without a frame. */
struct bare_arg {
    const char *head, *body;
};

/* "history": what a post said before. */
struct history_arg {
    post_id post;
    int no;
};

/* "guide", "guide_edit": the guide page of a board. */
struct guide_arg {
    board_id board;
    const char *title;       /* of the board */
    struct undo_stack *undo; /* in the asking screen's state; NULL: none */
};

/* "filter": a new filter as a form. */
struct filter_arg {
    struct undo_stack *done; /* of the list that asks */
};

/* "sysop_board": one board as a form. */
struct sysop_board_arg {
    const char *slug;        /* NULL: a new one */
    struct undo_stack *done; /* in the asking screen's state */
};

/* "sysop_rule", "sysop_templates": a house rule, and the reasons of one. */
struct sysop_rule_arg {
    const char *name;        /* NULL: a new one */
    struct undo_stack *done; /* in the asking screen's state */
};

/* "one_line": a line of text for the screen that asks, which looks at `answer` when it is on top
 * again. The texts are copied. */
struct line_answer {
    bool given;
    char text[REASON_BYTES + 1];
};
struct one_line_arg {
    const char *place; /* for the header */
    const char *words; /* above the field; NULL: none */
    const char *label;
    const char *note;           /* in the empty field; NULL: none */
    const char *text;           /* to begin with; NULL: none */
    struct line_answer *answer; /* in the asking screen's state */
};

/* "flag": of a post, or of an interview report. */
struct flag_arg {
    post_id post;     /* 0: of a report */
    report_id report; /* 0: of a post */
    const char *what; /* "#3 by ~amber-heron", in the asking screen's arena or scratch */
};

#endif

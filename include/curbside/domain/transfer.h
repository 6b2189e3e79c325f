/* SPDX-License-Identifier: MIT
 *
 * transfer.h -- posts that come from elsewhere, and posts that go there.
 *
 * One record at a time; reading and writing JSON Lines is the command line's business. External
 * ids are kept, so that an import can be run again, or go on after a kill, and makes nothing twice.
 */
#ifndef CURBSIDE_DOMAIN_TRANSFER_H
#define CURBSIDE_DOMAIN_TRANSFER_H

#include <stddef.h>
#include <stdint.h>

#include <curbside/base/err.h>
#include <curbside/domain/board.h>
#include <curbside/domain/interview_form.h>
#include <curbside/domain/visit.h>

struct import_board {
    const char *slug, *title, *category, *description;
    enum board_mode mode;
};

struct import_post {
    const char *board;    /* slug; must exist */
    const char *thread;   /* external id of the thread */
    const char *id;       /* external id of the post */
    const char *title;    /* of the first post only; NULL or "" makes a title from the body */
    const char *author;   /* any name; shown as imported */
    int64_t date;         /* kept, however old; a date to come becomes now */
    const char *body;     /* NUL-terminated; invalid UTF-8 is replaced, controls dropped */
    const char *reply_to; /* external id or NULL; unknown ones are dropped */
};

struct import_interview {
    const char *school; /* slug, or a name that fits one school */
    const char *id;     /* external; NULL: told apart by what it says */
    int64_t date;       /* when it was written; 0: in the month of the interview */
    const struct interview_form *form;
};

enum import_result {
    IMPORT_MADE,
    IMPORT_KNOWN
};

/*
 * A run of imports commits every IMPORT_BATCH records; kill it at any moment and run it again.
 */
enum {
    IMPORT_BATCH = 500
};

struct import; /* one run */

NODISCARD enum err import_open(struct visit *v, struct import **ret);
/* E_USAGE: a field that cannot be stored; the sentence is the caller's. */
NODISCARD enum err import_board(struct import *i, const struct import_board *b,
                                enum import_result *ret);
/* E_NOTFOUND: no such board. E_BODY_LONG, E_BODY_EMPTY, E_TITLE_LONG, E_USAGE. */
NODISCARD enum err import_post(struct import *i, const struct import_post *p,
                               enum import_result *ret);
/*
 * A report of nobody here: accepted, counted in figures from the day it was written, and owned by
 * no account, so that nobody amends it. E_NOTFOUND: no such school, or several. E_USAGE with
 * *fault: interview_form_check().
 */
NODISCARD enum err import_interview(struct import *i, const struct import_interview *r,
                                    struct interview_fault *fault, enum import_result *ret);
/* Commit what is open and end the run. NULL is fine. */
NODISCARD enum err import_close(struct import *i);

/* Walk everything public, boards first, then posts thread by thread in order. `each` returning
 * anything but OK stops the walk with that error. Strings live until `each` returns. */
struct export_record {
    const struct import_board *board; /* one of the two is set */
    const struct import_post *post;
};
NODISCARD enum err export_all(struct visit *v,
                              enum err (*each)(void *ctx, const struct export_record *record),
                              void *ctx);

#endif

/* SPDX-License-Identifier: MIT
 *
 * week.h -- a scripted week of 50 accounts on mixed boards, through the domain's own functions,
 * with a clock and a randomness of the test's own; and the truth about who wrote what, which a
 * thief or a watcher has to guess.
 *
 * People log in, read, write and answer under both faces with drafts saved while they type, edit,
 * delete, ask for receipts, mark posts as helpful, flag, follow, look into their inbox, search,
 * hide somebody, turn the quiet view on and off, report of interviews, judge such reports, propose
 * schools, practice, appeal, and leave the line; their sessions save the sealed state as the
 * program does (at quit, and after ten minutes). One of them is a moderator, who decides about what
 * waits and takes some of it back, notes something, corrects, and sanctions people through their
 * posts. Two leave for good, one of whom has what they wrote erased. The keeper ticks every minute.
 * Whether somebody writes under one face does not depend on whether they write under the other: so
 * what the hour tells about a person is nothing but that they were there, and whatever finds more
 * was told more by what is stored.
 *
 * An observer is called after every act, at every copy of the files, and decides nothing. The same
 * seed makes the same week.
 */
#ifndef CURBSIDE_TESTS_THIEF_WEEK_H
#define CURBSIDE_TESTS_THIEF_WEEK_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/domain/alias_rules.h>
#include <curbside/domain/author.h>
#include <curbside/domain/board.h>
#include <curbside/domain/draft.h>
#include <curbside/domain/interview.h>
#include <curbside/domain/state.h>
#include <curbside/domain/visit.h>

#include "visitor.h"

#define WEEK_TAG "week" /* of every thread */

enum {
    PEOPLE = 50,
    DAY_S = 24 * 60 * 60,
    BOARDS = 7,
    WRITES = 3,             /* in one session at most */
    SAVE_EVERY_S = 10 * 60, /* as the session does */
    MODERATOR = 0,          /* among the people */
    REACHED = 256,          /* sanctions */
};

struct person {
    char key[40]; /* stands for a public key's blob */
    char name[HANDLE_SIZE];
    handle_id handle;
    int weight; /* how often they come */
    bool gone;
    bool erases;                           /* has left, with what they wrote */
    uint8_t state_name[SEALED_NAME_BYTES]; /* of their sealed row, once it was asked for */
    bool state_named;
};

/* A post being written. */
struct writing {
    enum face face;
    bool alias_board;
    board_id board;
    thread_id thread; /* 0: a new one */
    int reply_to;     /* 0: to nobody */
    struct draft draft;
    post_id posted; /* 0: not yet */
    bool open;
};

struct session {
    int person;
    int64_t from, to;
    bool in;
    int64_t saved; /* when the state was last written, or the session began */
    struct visit v;
    struct writing writing[WRITES];
};

enum act_kind {
    ACT_LOGIN,
    ACT_READ,
    ACT_DRAFT,
    ACT_SUBMIT,
    ACT_CLEAR, /* the draft of what was posted */
    ACT_EDIT,
    ACT_DELETE,
    ACT_RECEIPT,
    ACT_MUTE,
    ACT_HELPFUL,
    ACT_FLAG,
    ACT_FOLLOW, /* and a look into the inbox */
    ACT_QUIET,
    ACT_SEARCH,
    ACT_REPORT, /* of an interview */
    ACT_JUDGE,  /* somebody's report */
    ACT_PROPOSE,
    ACT_PRACTICE,
    ACT_APPEAL,
    ACT_NOTE,
    ACT_CORRECT,
    ACT_UNDO,
    ACT_DECIDE, /* about one that is held: by the moderator, as the next one */
    ACT_SANCTION,
    ACT_SAVE,
    ACT_QUIT,
    ACT_LEAVE,
    ACT_TICK,
    ACT_COPY,   /* of board.db and its log, as they lie there */
    ACT_BACKUP, /* VACUUM INTO, without drafts */
    ACT_KINDS
};

struct act {
    int64_t at;
    uint32_t order; /* among acts of one second */
    enum act_kind kind;
    struct session *session; /* NULL for the keeper's and the thief's */
    int write;
};

/* What is true of a post, whoever guesses. */
struct truth {
    post_id id;
    int seq; /* the number of its submission */
    int person;
    enum face face;
    bool alias_board;
    int64_t written;
    int64_t due; /* when it is out */
};

/* Whose a row is that names no post: a report, a word about one, a proposal, an appeal. */
struct row_truth {
    int64_t key; /* its id, or the first bytes of its token */
    int person;
};

/* A helpful mark that was given or taken back, and by whom. */
struct marked_truth {
    post_id post;
    int person;
};

/* A sanction, and whom it reached. */
struct reached {
    action_id action;
    int person;
    bool appealed;
};

/* Whose a draft's row is. */
struct draft_truth {
    int64_t name; /* the first bytes of it */
    int person;
};

struct week;

struct week_observer {
    /* After each act, the files as they are then. */
    void (*after)(void *ctx, struct week *w, const struct act *act);
    void *ctx;
};

struct week {
    struct visit_board *board; /* database, clock, randomness */
    char seal[96];
    struct alias_rules rules;
    uint64_t dice;  /* of what people do; the board's own randomness is another */
    uint64_t crowd; /* and of how many newcomers there are */
    struct person people[PEOPLE];
    board_id boards[BOARDS];
    enum board_mode modes[BOARDS];
    struct session *sessions;
    int n_sessions;
    struct act *acts;
    int n_acts, cap_acts;
    struct truth *truths;
    int n_truths, cap_truths;
    struct draft_truth *drafts;
    int n_drafts, cap_drafts;
    struct row_truth *rows;
    int n_rows, cap_rows;
    struct marked_truth *marked; /* as they came */
    int n_marked, cap_marked;
    struct reached reached[REACHED];
    int n_reached;
    action_id acted; /* the moderator's last action */
    int64_t start, length_s;
    int awkward;
    struct week_observer observer;
    int done[ACT_KINDS], refused; /* acts that were done; those the domain refused */
    bool plant_state;             /* a planted leak: the state is saved beside each post */
    const struct figure_rules *figures;
};

struct week_options {
    uint64_t seed;
    int release_minutes; /* ALIAS_RELEASE_MINUTES, or a planted leak */
    bool plant_state;
    const struct figure_rules *figures; /* NULL: as a board has them that was not told */
    int days;                           /* 0: seven */
    int copies;                         /* at random moments */
    int awkward; /* of a hundred posts so many have one right before and one right after them */
    struct week_observer observer;
};

struct week *week_new(const struct week_options *options);
/* Everything that happens in it; the observer is called meanwhile. */
void week_run(struct week *w);
void week_free(struct week *w);

/* A member's visit, outside the week's sessions. */
void week_visit_open(struct week *w, int person, struct visit *ret);
/* The name of a member's sealed row. False: they are no member. */
bool week_state_name(struct week *w, int person, uint8_t ret[static SEALED_NAME_BYTES]);

/* Who wrote the post; NULL for one that is nobody's. */
const struct truth *week_truth(const struct week *w, int64_t post);
/* Whose a row of that key is, -1: nobody's. */
int week_row_person(const struct week *w, int64_t key);
/* Of which interview reports tell, ended by NULL. */
extern const char *const week_schools[];
/* How many accounts had a session in from..to; `ret`, if not NULL, gets who. */
int week_active(const struct week *w, int64_t from, int64_t to, bool ret[PEOPLE]);
/* The person with that handle, or -1. */
int week_person(const struct week *w, int64_t handle);

/* 0..bound-1, from a generator of its own. */
uint32_t dice_below(uint64_t *dice, uint32_t bound);

#endif

/* SPDX-License-Identifier: MIT
 *
 * board_edit.h -- making boards, and changing, ordering, opening and closing them: for sysops.
 *
 * Under which names one writes on a board is fixed with its first thread: what is known of aliases,
 * and when posts come out, hangs on it. Each change is an action, and is taken back by undo.h; a
 * board that was made is closed by that.
 */
#ifndef CURBSIDE_DOMAIN_BOARD_EDIT_H
#define CURBSIDE_DOMAIN_BOARD_EDIT_H

#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/board.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

enum {
    BOARD_AS_IS = -1,
    BOARD_WORDS = 240, /* bytes of a title, category or description */
    BOARD_POSITION_MAX = 1000000,
};

/* What is to be otherwise. */
struct board_change {
    const char *title, *category, *description; /* NULL: as it is */
    const char *mode;                           /* "either" "handle" "alias"; NULL: as it is */
    int open, staff_threads;                    /* 0, 1 or BOARD_AS_IS */
    int slow;                                   /* minutes, or BOARD_AS_IS; see slow.h */
    int64_t position;                           /* or BOARD_AS_IS */
};
/* Nothing. */
struct board_change board_change_none(void);

/*
 * E_GUEST E_DENIED. E_NOTFOUND: no such board. E_USAGE: a mode there is not. E_TITLE_EMPTY
 * E_TITLE_LONG E_NOT_UTF8. E_NUMBER_INVALID. E_BOARD_OTHER: another mode, and there are threads.
 * E_ALIAS_STAFF: aliases alone, and threads by moderators alone. E_DONE_ALREADY: all of it is so.
 */
NODISCARD enum err board_edit(struct visit *v, const char *slug, const struct board_change *change,
                              action_id *ret_id);
/* A new one; what the change leaves as it is: the slug as title, "Other", no description, "either",
 * closed, for everybody, not slow, the last. E_USAGE: no slug (1-48 of a-z 0-9 -). E_DONE_ALREADY:
 * there is such a board. */
NODISCARD enum err board_make(struct visit *v, const char *slug, const struct board_change *change,
                              action_id *ret_id);
/*
 * Past its neighbor in the list: before it (`by` -1) or behind it (1); where it is the first or the
 * last of its category, the category past the next one. E_GUEST E_DENIED E_NOTFOUND.
 * E_DONE_ALREADY: there is nothing to go past.
 */
NODISCARD enum err board_move(struct visit *v, const char *slug, int by, action_id *ret_id);
/* Every board, the closed ones too. E_GUEST E_DENIED. */
struct board_setup {
    struct board board;
    int64_t position;
};
struct board_setup_page {
    struct board_setup *rows;
    int n;
};
NODISCARD enum err board_setup_list(struct arena *a, struct visit *v, struct board_setup_page *ret);

#endif

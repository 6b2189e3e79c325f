/* SPDX-License-Identifier: MIT
 *
 * actions.h -- what moderators did: rows that are added and never changed.
 */
#ifndef CURBSIDE_STORE_ACTIONS_H
#define CURBSIDE_STORE_ACTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/store/db.h>
#include <curbside/store/ids.h>

struct action_row {
    action_id id;
    int64_t day;
    const char *verb;
    board_id board;      /* 0: none */
    thread_id thread;    /* 0: none */
    post_id post;        /* 0: none */
    action_id about;     /* the action this one takes back or agrees to; 0: none */
    const char *subject; /* "question/12", where it is no post and no thread; NULL: none */
    const char *rule;    /* NULL: none */
    const char *reason;  /* NULL: none */
    handle_id by;        /* 0: the operator */
    handle_id on;        /* whose role it was about; 0: none */
};

struct action_rows {
    struct action_row *rows;
    int n;
};

/* E_IN_USE: the id is taken. */
NODISCARD enum err actions_insert(struct db *db, const struct action_row *row);
/* E_NOTFOUND. */
NODISCARD enum err actions_get(struct arena *a, struct db *db, action_id id,
                               struct action_row *ret);
/* The newest removal of a post. E_NOTFOUND. */
NODISCARD enum err actions_find_removal(struct arena *a, struct db *db, post_id post,
                                        struct action_row *ret);
/* That asked for a ban to be everywhere. E_NOTFOUND. */
NODISCARD enum err actions_find_ask(struct arena *a, struct db *db, action_id ban,
                                    struct action_row *ret);
/* Did `by` (0: the operator) agree to its being everywhere, taken back since or not? */
NODISCARD enum err actions_has_agreed(struct db *db, action_id ban, handle_id by, bool *ret);
/* The newest day first, below (day, id); INT64_MAX twice is the beginning. */
NODISCARD enum err actions_list(struct arena *a, struct db *db, int64_t below_day, action_id below,
                                int limit, struct action_rows *ret);
/* Was it done to a person (a warning, a mute, a ban), or decided on what was (lifting, an appeal)?
 */
bool action_is_about_person(const char *verb);
/* The same of all others. */
NODISCARD enum err actions_list_others(struct arena *a, struct db *db, int64_t below_day,
                                       action_id below, int limit, struct action_rows *ret);
/* Those about persons of these days, in the order of ids, the highest first: days do not show in
 * it. `to_day` is the first day that is none of them. */
NODISCARD enum err actions_list_persons(struct arena *a, struct db *db, int64_t from_day,
                                        int64_t to_day, action_id below, int limit,
                                        struct action_rows *ret);
/* The newest of these days with one about a person. E_NOTFOUND: there is none. */
NODISCARD enum err actions_newest_person(struct db *db, int64_t from_day, int64_t to_day,
                                         int64_t *ret);
/* All, by (day, id), after one. */
NODISCARD enum err actions_walk(struct arena *a, struct db *db, int64_t after_day, action_id after,
                                int limit, struct action_rows *ret);
/* That decided on flags of a post, of this day or later, newest first. */
NODISCARD enum err actions_list_settling(struct arena *a, struct db *db, int64_t since_day,
                                         int limit, struct action_rows *ret);
/* That removed a post that was out, of this day or later, newest first. */
NODISCARD enum err actions_list_removals(struct arena *a, struct db *db, int64_t since_day,
                                         int limit, struct action_rows *ret);
struct action_day {
    int64_t day;
    int64_t n;
};
/* How many there are of each day from this one on, at most `limit` days. */
NODISCARD enum err actions_by_day(struct arena *a, struct db *db, int64_t from_day, int limit,
                                  struct action_day **ret_days, int *ret_n);
/* Of one moderator, by (day, id), after one. */
NODISCARD enum err actions_list_by(struct arena *a, struct db *db, handle_id by, int64_t after_day,
                                   action_id after, int limit, struct action_rows *ret);

#endif

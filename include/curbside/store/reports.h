/* SPDX-License-Identifier: MIT
 *
 * reports.h -- rows of interview reports, of verdicts on them, and of figures. Whose a report or a
 * verdict is, nobody can tell but who made its token.
 */
#ifndef CURBSIDE_STORE_REPORTS_H
#define CURBSIDE_STORE_REPORTS_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/crypto.h>
#include <curbside/base/err.h>
#include <curbside/store/db.h>
#include <curbside/store/flags.h>

/* Drawn at random in 1..999,999,999. */
typedef struct {
    int64_t v;
} report_id;

struct report_row {
    report_id id;
    uint8_t owner[TAG_BYTES];
    const char *school;  /* slug of the pool */
    int cycle;           /* its first year */
    const char *form;    /* written form */
    const char *amended; /* NULL: none */
    const char *state;   /* "waiting", "accepted", "removed" */
    int64_t until;       /* waiting: a day, else 0 */
    bool counts;
    int64_t came;              /* a day; 0: it has entered */
    uint8_t cohort[TAG_BYTES]; /* all 0: it has entered */
    bool aside;
    int entered; /* 0: no page, 1: that of all cycles, 2: its cycle's, too */
    bool shown;
    int64_t look_since;   /* it is out, and moderators have to look: from this hour on; else 0 */
    action_id removed_by; /* the action that removed it last; 0: none */
    bool was_out;         /* it was out until flags hid it or it was removed */
};

struct report_rows {
    struct report_row *rows;
    int n;
};

/* ---- reports ---- */

/* E_IN_USE: the id or the owner is there already. */
NODISCARD enum err reports_insert(struct db *db, const struct report_row *row);
/* E_NOTFOUND. */
NODISCARD enum err reports_get(struct arena *a, struct db *db, report_id id,
                               struct report_row *ret);
NODISCARD enum err reports_find_own(struct arena *a, struct db *db,
                                    const uint8_t owner[static TAG_BYTES], struct report_row *ret);
/* It is taken over when `day` is over. */
NODISCARD enum err reports_amend(struct db *db, report_id id, const char *form, int64_t day);
/* Its author has standing by now. */
NODISCARD enum err reports_set_counts(struct db *db, report_id id);
/* By its author: with the verdicts on it. With the day it is `day`, the question bank follows. */
NODISCARD enum err reports_delete(struct db *db, report_id id, int64_t day);
/* Those whose texts are out, newest cycle first, then by id: below the key; cycle INT32_MAX begins.
 */
struct report_key {
    int cycle;
    int64_t id;
};
NODISCARD enum err reports_list_shown(struct arena *a, struct db *db, const char *school,
                                      const struct report_key *below, int limit,
                                      struct report_rows *ret);

/* ---- for moderators ---- */

/* Those that wait, the longest waiting first, after (until, id). */
NODISCARD enum err reports_list_waiting(struct arena *a, struct db *db, int64_t after_until,
                                        int64_t after, int limit, struct report_rows *ret);
/* Those that wait until a day before this one; at most `limit`. */
NODISCARD enum err reports_count_waiting(struct db *db, int64_t before_until, int limit, int *ret);
/* Moderators have to look at one that is out, from this hour on, or earlier if they had to. */
NODISCARD enum err reports_look(struct db *db, report_id id, int64_t since);
/* Those that they have to look at by now, oldest first, after (since, id); and how many. */
NODISCARD enum err reports_list_to_look(struct arena *a, struct db *db, int64_t now,
                                        int64_t after_since, int64_t after, int limit,
                                        struct report_rows *ret);
NODISCARD enum err reports_count_to_look(struct db *db, int64_t now, int limit, int *ret);
/* How it stands is what `row` says of state, until, shown, look_since, removed_by and was_out; the
 * form stays. Where
 * texts come out or go, the question bank follows with the day `day`. */
NODISCARD enum err reports_settle(struct db *db, const struct report_row *row, int64_t day);

/* The report that an action removed, be it back by now. E_NOTFOUND. */
NODISCARD enum err reports_find_removed(struct arena *a, struct db *db, action_id by,
                                        struct report_row *ret);
/* Those removed on this day or later, in no order that says anything; at most `limit`. */
NODISCARD enum err reports_list_removed(struct arena *a, struct db *db, int64_t since_day,
                                        int limit, struct report_rows *ret);
/* Its form goes; that it was removed stays. */
NODISCARD enum err reports_erase(struct db *db, report_id id);

/* ---- for the clock ---- */

/* Was one removed before `day` and has its form still, while no appeal waits? And let those go. */
NODISCARD enum err reports_words_are_due(struct db *db, int64_t day, bool *ret);
NODISCARD enum err reports_words_expire(struct db *db, int64_t day);
/* Accept what waited until `day`, at most `limit` of it; *ret: how many. */
NODISCARD enum err reports_accept(struct db *db, int64_t day, int limit, int64_t *ret);
NODISCARD enum err reports_are_due(struct db *db, int64_t day, bool *ret);
/* Take over what was amended before this day, at most `limit` of it; *ret: how many. */
NODISCARD enum err reports_adopt(struct db *db, int64_t day, int limit, int64_t *ret);
NODISCARD enum err reports_have_amended(struct db *db, int64_t day, bool *ret);
/* Schools with at least this many accepted reports that came before this day and whose texts are
 * not out; at most `limit`. */
NODISCARD enum err reports_list_to_show(struct arena *a, struct db *db, int64_t day, int least,
                                        int limit, const char ***ret, int *ret_n);
NODISCARD enum err reports_show(struct db *db, int64_t day, const char *school);
/* Schools with a report that may still enter the figures, from above `after` on; at most `limit`.
 */
NODISCARD enum err reports_list_to_enter(struct arena *a, struct db *db, const char *after,
                                         int limit, const char ***ret, int *ret_n);
/* Every accepted report of a school that counts, by cycle and id, from behind this key on. */
NODISCARD enum err reports_walk(struct arena *a, struct db *db, const char *school,
                                const struct report_key *after, int limit, struct report_rows *ret);
/* It sat out, or came in; once it is on both pages, the day it came and its cohort go. */
NODISCARD enum err reports_set_entered(struct db *db, report_id id, bool aside, int entered);

/* ---- verdicts ---- */

struct verdict_row {
    report_id report;
    uint8_t token[TAG_BYTES];
    const char *verdict; /* "confirm", "dispute", "outdated"; "flag", for the moderators alone */
    const char *reason;
    bool weight;
    int64_t day;
    const char *note;     /* with a flag; NULL: none */
    action_id settled_by; /* of a flag: the action that decided on it; 0: none */
};

/* Of accounts with standing alone: a new account costs a second. */
struct verdict_counts {
    int64_t confirm, dispute, outdated;
    int64_t confirm_days; /* confirmations came on so many different days */
};

/* In place of an earlier one of the same token. E_NOTFOUND: no such report. */
NODISCARD enum err verdicts_set(struct db *db, const struct verdict_row *row);
NODISCARD enum err verdicts_remove(struct db *db, report_id report,
                                   const uint8_t token[static TAG_BYTES]);
/* "" : none. */
NODISCARD enum err verdicts_find(struct arena *a, struct db *db, report_id report,
                                 const uint8_t token[static TAG_BYTES], const char **ret);
/* In the order of reports and tokens, from behind this one on: for `mine`. */
struct verdict_rows {
    struct verdict_row *rows;
    int n;
};
NODISCARD enum err verdicts_walk(struct arena *a, struct db *db, const struct verdict_row *after,
                                 int limit, struct verdict_rows *ret);
/* Of the flags on a report that are not decided on: the reasons, the commonest first, and what was
 * written with them, in no order. At most `limit`. */
NODISCARD enum err verdicts_flag_reasons(struct arena *a, struct db *db, report_id report,
                                         int limit, struct flag_reason **ret, int *ret_n);
NODISCARD enum err verdicts_notes(struct arena *a, struct db *db, report_id report, int limit,
                                  const char ***ret, int *ret_n);
NODISCARD enum err verdicts_count(struct db *db, report_id report, struct verdict_counts *ret);
/* The action `by` decided on the flags of a report; and it is taken back. */
NODISCARD enum err verdicts_settle(struct db *db, report_id report, action_id by);
NODISCARD enum err verdicts_unsettle(struct db *db, report_id report, action_id by);
/* The reason of the flag of this token, and who decided on it; 0: nobody. E_NOTFOUND: no such. */
NODISCARD enum err verdicts_get_flag(struct arena *a, struct db *db, report_id report,
                                     const uint8_t token[static TAG_BYTES], const char **ret_reason,
                                     action_id *ret_by);
/* Reports whose flags were decided on by an action of this day or later, each once; at most
 * `limit`. */
NODISCARD enum err verdicts_list_settled(struct arena *a, struct db *db, int64_t since_day,
                                         int limit, report_id **ret, int *ret_n);

/* ---- figures ---- */

struct figures_row {
    const char *school;
    int cycle; /* 0: all */
    int64_t day;
    const char *page;
};

/* Reports of a school that are out, counted up to `limit`. */
NODISCARD enum err reports_count_shown(struct db *db, const char *school, int limit, int *ret);

NODISCARD enum err figures_set(struct db *db, const struct figures_row *row);
/* E_NOTFOUND. */
NODISCARD enum err figures_get(struct arena *a, struct db *db, const char *school, int cycle,
                               struct figures_row *ret);
/* Cycles of a school that have a page, newest first. */
NODISCARD enum err figures_list_cycles(struct arena *a, struct db *db, const char *school,
                                       int **ret, int *ret_n);
/* The pages of all cycles, by school: a page of them, from above `after` on. */
NODISCARD enum err figures_walk(struct arena *a, struct db *db, const char *after, int limit,
                                struct figures_row **ret, int *ret_n);

#endif

/* SPDX-License-Identifier: MIT
 *
 * interview.h -- interview reports: writing one's own, reading everybody's.
 *
 * A member reports once per school and cycle. The row is found again by its owner token,
 * BLAKE2b(KDF(R, "report"), school, cycle): its author amends it, nobody else can tell whose it is,
 * and two reports of one person have nothing in common. Nothing private is written beside it.
 *
 * What others see of one report is its school, cycle, format, modality, impression and texts, and
 * not before at least REPORT_BATCH of the school's come out together. Everything else is seen in
 * figures alone (figures.h), which count the reports of authors with standing: those of before it
 * came each from a day of its own on (report_count_own()). The report of an author without it waits
 * for REPORT_WAIT_DAYS, or for a moderator. What is amended shows with the next day; other texts of
 * a report that is out, by an author without standing, after REPORT_WAIT_DAYS, and moderators have
 * to look at them. Members flag a report that is out, and moderators remove it: its texts at once,
 * what the question bank has of it with the next day, and its answers with the next figures.
 */
#ifndef CURBSIDE_DOMAIN_INTERVIEW_H
#define CURBSIDE_DOMAIN_INTERVIEW_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/figures.h>
#include <curbside/domain/flag.h>
#include <curbside/domain/interview_form.h>
#include <curbside/domain/safety.h>
#include <curbside/domain/school.h>
#include <curbside/domain/visit.h>
#include <curbside/store/reports.h>

enum {
    REPORT_BATCH = 3,     /* texts of a school that come out together */
    REPORT_WAIT_DAYS = 3, /* 72 hours without a flag, by whole days */
    REPORT_CONFIRMED = 3, /* members with standing, on as many days, make it corroborated */
    REPORT_REASON_CHARS = 80,
    REPORT_REMOVED_DAYS = 30, /* the form of one that was removed is kept, for an appeal */
    REPORTS_WAITING_MINE = 5, /* of one account that wait to be accepted */
    REPORTS_CYCLE_MINE = 40,  /* of one account and cycle: nobody has more interviews */
};

/* The operator's settings for figures. A visit without any has the defaults. */
struct figure_rules {
    int minimum;       /* people behind a page */
    int split_minimum; /* people behind a part of a school's reports */
    int new_rows;      /* reports that have to come before a page changes */
    uint32_t days;     /* of the month on which snapshots are made: bit 0 is the first */
};
extern const struct figure_rules figure_rules_default;

/* ---- one's own ---- */

enum report_state {
    REPORT_WAITING,
    REPORT_ACCEPTED,
    REPORT_REMOVED, /* by a moderator */
};
const char *report_state_name(enum report_state state); /* "waiting" "accepted" "removed" */

struct own_report {
    report_id id;
    const char *school; /* slug of the pool */
    int cycle;
    enum report_state state;
    int64_t until;              /* waiting: accepted on this day if nobody objects; else 0 */
    struct interview_form form; /* with what was amended and is not shown yet */
    bool amended;               /* it is not shown yet */
    bool shown;                 /* its texts are out */
    bool hidden;                /* they were, until flags hid them: a moderator looks */
    bool counts;                /* figures count it; else once its author has standing */
};

/* What the safety check says of its texts, as if they were one post. */
NODISCARD enum err report_check(struct arena *a, struct visit *v, const struct interview_form *form,
                                enum privacy_override override, struct safety_report *ret);
/*
 * Hand in a report, once. E_GUEST. E_NOTFOUND: no such school. E_USAGE with *fault:
 * interview_form_check(). E_IN_USE: there is one of this school and cycle; amend it. E_BLOCKED: the
 * safety check. E_DENIED: a moderator removed it. E_REPORTS_MINE E_REPORTS_CYCLE:
 * REPORTS_WAITING_MINE wait, or there are REPORTS_CYCLE_MINE of this cycle. E_FULL E_READONLY
 * E_BUSY E_IO: nothing was stored.
 */
NODISCARD enum err report_add(struct visit *v, const char *school,
                              const struct interview_form *form, enum privacy_override override,
                              struct interview_fault *fault, report_id *ret);
/* Other answers; school and cycle stay. As above; E_NOTFOUND also: there is none. */
NODISCARD enum err report_amend(struct visit *v, const char *school,
                                const struct interview_form *form, enum privacy_override override,
                                struct interview_fault *fault, report_id *ret);
/* The caller's own; `cycle` 0: the newest. E_GUEST E_NOTFOUND. */
NODISCARD enum err report_own(struct arena *a, struct visit *v, const char *school, int cycle,
                              struct own_report *ret);
/* With standing by now: reports of the caller's that were handed in without it begin to count, in
 * figures to come; each on a visit of another day, which its owner's root draws, so that no two of
 * one account begin together. Nothing on a day on which another of theirs came, and nothing in a
 * session that wrote something public, or is about to: to whoever copies the file the two would lie
 * side by side. It looks at every school: not for a key, nor before the first screen. */
NODISCARD enum err report_count_own(struct visit *v);
/* The caller has a form before them: nothing begins to count in this session any more. */
void report_begun(struct visit *v);
/* Take it back altogether; of one that was removed the form goes, and no other can be handed in.
 * E_GUEST E_NOTFOUND. */
NODISCARD enum err report_withdraw(struct visit *v, const char *school, int cycle);

/* ---- everybody's ---- */

enum verdict {
    VERDICT_NONE,
    VERDICT_CONFIRM,
    VERDICT_DISPUTE,
    VERDICT_OUTDATED,
};
/* "confirm", "dispute", "outdated"; "" for none. */
const char *verdict_name(enum verdict verdict);
/* The reasons one may give for a verdict, NULL-ended: "was-there", "not-my-experience"... */
const char *const *verdict_reasons(enum verdict verdict);

struct report {
    report_id id;
    int cycle;
    struct interview_form form;                /* only what everybody may see */
    int64_t confirmations, disputes, outdated; /* by members with standing */
    bool corroborated;
    bool you;
    bool uncounted;       /* by report_judge(): what the caller said is kept, and has no weight */
    enum verdict verdict; /* the caller's */
};

struct report_page {
    struct report *rows; /* newest cycle first */
    int n;
    const char *next; /* cursor; NULL at the end */
};

/* E_NOTFOUND: no such school. E_CURSOR_INVALID. */
NODISCARD enum err report_list(struct arena *a, struct visit *v, const char *school,
                               const char *after, int limit, struct report_page *ret);
/* Say something of a report, or with VERDICT_NONE nothing any more. E_GUEST. E_NOTFOUND: no report
 * that is out. E_OWN_POST: it is the caller's. E_USAGE: a reason this verdict does not have. */
NODISCARD enum err report_judge(struct visit *v, report_id id, enum verdict verdict,
                                const char *reason, struct report *ret);

/* Complain of one to the moderators, with a note or NULL; what hides a post (flag.h) hides it until
 * a moderator has looked. E_GUEST. E_NOTFOUND: no report that is out. E_OWN_POST. E_DONE_ALREADY:
 * flagged by this account before. E_REASON_LONG E_NOT_UTF8. E_WORDS_PERSON: the note says who
 * somebody is. E_BARRED. */
NODISCARD enum err report_flag(struct visit *v, report_id id, enum flag_code code,
                               const char *note);
/* For which reason the caller flagged it, and taking that back, while nobody has decided: as with
 * posts (flag.h). E_GUEST. E_NOTFOUND: they have not. E_FLAG_DECIDED. */
NODISCARD enum err report_flag_get_mine(struct visit *v, report_id id, enum flag_code *ret);
NODISCARD enum err report_flag_withdraw(struct visit *v, report_id id);
/* Has the caller flagged it? False for a guest. */
NODISCARD enum err report_flag_is_mine(struct visit *v, report_id id, bool *ret);

/* ---- figures ---- */

struct school_figures {
    struct school school;
    int cycle;   /* 0: all cycles */
    int64_t day; /* of the snapshot; 0: nothing is shown yet */
    struct figures figures;
    int *cycles; /* that have a page of their own, newest first */
    int n_cycles;
    int newest_month; /* told by this page, of all by that of the newest cycle; 0: none */
};

/* `cycle` 0: all. E_NOTFOUND: no such school, or no page of that cycle (with cycle 0 the page is
 * there and says that nothing is shown). Campuses show their parent's. */
NODISCARD enum err report_figures(struct arena *a, struct visit *v, const char *school, int cycle,
                                  struct school_figures *ret);

/* ---- by the clock ---- */

/* Accept what waited, take over what was amended, let texts out, and on the days of snapshots make
 * the figures anew. Cheap when nothing is due. */
NODISCARD enum err interview_tick(struct visit *v);

#endif

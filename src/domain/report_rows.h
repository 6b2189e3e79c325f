/* SPDX-License-Identifier: MIT
 *
 * report_rows.h -- between the files about interview reports.
 */
#ifndef DOMAIN_REPORT_ROWS_H
#define DOMAIN_REPORT_ROWS_H

#include <curbside/domain/interview.h>
#include <curbside/domain/visit.h>
#include <curbside/store/reports.h>

enum {
    REPORT_WAIT_S = REPORT_WAIT_DAYS * 24 * 60 * 60
};

/* The token by which the caller finds their own report. Members only. */
void report_owner(const struct visit *v, const char *pool, int cycle,
                  uint8_t ret[static TAG_BYTES]);

/* The tokens under which the caller says something of a report, or flags it: who did both is not
 * seen to be one. Members only. */
void verdict_token(const struct visit *v, report_id id, uint8_t ret[static TAG_BYTES]);
void report_flag_token(const struct visit *v, report_id id, uint8_t ret[static TAG_BYTES]);

/* Left in another session, an account writes nothing more: E_GUEST. Inside the transaction. */
NODISCARD enum err report_require_kept(struct visit *v);

/* A count of reports outside of pages of figures, as it may be shown: 0, SHOWN_FEW, or rounded by
 * the names of what is counted and where. */
int report_count_shown(const struct visit *v, const char *what, const char *cell, int64_t count);

typedef enum err (*snapshot_note_fn)(struct visit *v, const char *school, int64_t today, void *ctx);
/* Make the pages of a school anew from the reports that may count, on the day `today`. In no
 * transaction. `note` runs in the one that writes them, also where there is nothing to write; NULL:
 * nothing is. */
NODISCARD enum err snapshot_school(struct visit *v, const char *school, int64_t today,
                                   snapshot_note_fn note, void *ctx);

/* ---- before a moderator: report_queue.c ---- */

struct action_row;
/* The day one that waits was handed in, or the hour since when one that is out is looked at. */
static inline int64_t report_since(const struct report_row *row)
{
    return row->until != 0 ? row->until - REPORT_WAIT_S : row->look_since;
}
/* What readers will see of it, as Markdown. */
NODISCARD enum err report_words(struct arena *a, const struct report_row *row, const char **ret);
/* Let one in that waits, or leave one out that is. E_GUEST E_DENIED E_NOTFOUND E_OWN_CASE
 * E_CLAIMED. */
NODISCARD enum err report_keep(struct visit *v, int64_t id, action_id *ret_id);
/* Or not; one that is out need not wait. And E_RULE_UNKNOWN E_REASON_LONG E_NOT_UTF8. */
NODISCARD enum err report_refuse(struct visit *v, int64_t id, const char *rule, const char *typed,
                                 action_id *ret_id);
/* Does it wait for a moderator by now? E_NOTFOUND. */
NODISCARD enum err report_require_waiting(struct visit *v, const struct report_row *row);
/* ---- one that was removed, by the action that did ---- */

/* Was it the caller's, and is it there to come back? False where the action removed no report. */
NODISCARD enum err report_is_own(struct visit *v, action_id removal, bool *ret);
/* An appeal brings it back as it was; *ret_acted is false where there is nothing to bring back. And
 * takes that back: E_STALE where it stands otherwise by now. */
NODISCARD enum err report_bring_back(struct arena *a, struct visit *v, action_id removal,
                                     bool *ret_acted);
NODISCARD enum err report_remove_again(struct arena *a, struct visit *v, action_id removal);
/* E_STALE: nothing is there that an appeal would bring back, or not any more. */
NODISCARD enum err report_require_removed(struct arena *a, struct visit *v, action_id removal);

NODISCARD enum err undo_report(struct arena *a, struct visit *v, const struct action_row *row,
                               const char *was);

#endif

/* SPDX-License-Identifier: MIT
 *
 * queue_fill.h -- an item of the queue, made of the row it waits in. Inside a transaction; texts
 * are in `a`, or in the row's.
 */
#ifndef CURBSIDE_SRC_DOMAIN_QUEUE_FILL_H
#define CURBSIDE_SRC_DOMAIN_QUEUE_FILL_H

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/queue.h>
#include <curbside/domain/visit.h>
#include <curbside/store/appeals.h>
#include <curbside/store/flags.h>
#include <curbside/store/questions.h>
#include <curbside/store/reports.h>
#include <curbside/store/sanctions.h>
#include <curbside/store/school_proposals.h>
#include <curbside/store/waiting.h>

/* Which filters hold it is not told here: see queue.c. */
NODISCARD enum err queue_held_fill(struct arena *a, struct visit *v, const struct waiting_row *row,
                                   struct queue_item *item);
/* Flagged, or the first one under a handle. */
NODISCARD enum err queue_flagged_fill(struct arena *a, struct visit *v,
                                      const struct flagged_row *row, struct queue_item *item);
NODISCARD enum err queue_appeal_fill(struct arena *a, struct visit *v, const struct appeal_row *row,
                                     struct queue_item *item);
NODISCARD enum err queue_out_fill(struct arena *a, struct visit *v, const struct sanction_row *row,
                                  struct queue_item *item);
NODISCARD enum err queue_report_fill(struct arena *a, struct visit *v, const struct report_row *row,
                                     struct queue_item *item);
NODISCARD enum err queue_merge_fill(struct arena *a, struct visit *v,
                                    const struct proposal_row *row, struct queue_item *item);
NODISCARD enum err queue_school_fill(struct arena *a, struct visit *v,
                                     const struct school_proposal_row *row,
                                     struct queue_item *item);

#endif

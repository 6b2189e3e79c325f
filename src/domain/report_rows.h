/* SPDX-License-Identifier: MIT
 *
 * report_rows.h -- between the files about interview reports.
 */
#ifndef DOMAIN_REPORT_ROWS_H
#define DOMAIN_REPORT_ROWS_H

#include <curbside/domain/visit.h>
#include <curbside/store/reports.h>

/* The token by which the caller finds their own report. Members only. */
void report_owner(const struct visit *v, const char *pool, int cycle,
                  uint8_t ret[static TAG_BYTES]);

/* The token under which the caller says something of a report. Members only. */
void verdict_token(const struct visit *v, report_id id, uint8_t ret[static TAG_BYTES]);

/* Make the pages of a school anew from the reports that may count, on the day `today`. In no
 * transaction. */
NODISCARD enum err snapshot_school(struct visit *v, const char *school, int64_t today);

#endif

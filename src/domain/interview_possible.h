/* SPDX-License-Identifier: MIT
 *
 * interview_possible.h -- between the files about the form of a report.
 */
#ifndef CURBSIDE_SRC_DOMAIN_INTERVIEW_POSSIBLE_H
#define CURBSIDE_SRC_DOMAIN_INTERVIEW_POSSIBLE_H

#include <curbside/domain/interview_form.h>

/* "stress is missing.": the key, then `what`. E_USAGE. */
NODISCARD enum err interview_fault_at(struct interview_fault *fault, enum interview_field_id id,
                                      const char *what);

/* Of a form with all that is required: can all its answers be so together, on the day `now_s`?
 * E_USAGE with *fault. */
NODISCARD enum err interview_form_possible(const struct interview_form *f, int64_t now_s,
                                           struct interview_fault *fault);

#endif

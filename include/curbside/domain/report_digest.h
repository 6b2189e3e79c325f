/* SPDX-License-Identifier: MIT
 *
 * report_digest.h -- what the reports of a school say in their own words: the questions asked most,
 * and what people wish they had known.
 *
 * Wishes are made of texts that everybody may read one by one (interview.h), so how often they were
 * confirmed is exact. Questions are the bank's (questions.h), and count as they do there.
 */
#ifndef CURBSIDE_DOMAIN_REPORT_DIGEST_H
#define CURBSIDE_DOMAIN_REPORT_DIGEST_H

#include <curbside/domain/interview.h>

enum {
    DIGEST_REPORTS = 100, /* the newest, of which wishes are made */
    DIGEST_QUESTIONS = 12,
    DIGEST_WISHES = 8,
};

struct asked_question {
    const char *text;
    int reports; /* in about so many; SHOWN_FEW: too few to show */
};

struct wish {
    report_id report;
    const char *text;
    int64_t confirmations; /* of its report */
};

struct report_digest {
    struct asked_question asked[DIGEST_QUESTIONS]; /* most reports first */
    int n_asked;
    struct wish wishes[DIGEST_WISHES]; /* most confirmed first, then newest */
    int n_wishes;
    int reports; /* read; 0: none is out yet */
    int out;     /* about so many are, of which the questions are; SHOWN_FEW: too few to show */
};

/* E_NOTFOUND: no such school. */
NODISCARD enum err report_digest(struct arena *a, struct visit *v, const char *school,
                                 struct report_digest *ret);

#endif

/* SPDX-License-Identifier: MIT
 *
 * keys.h -- the thief who also has secret.key, and some public keys he knows from elsewhere.
 */
#ifndef CURBSIDE_TESTS_THIEF_KEYS_H
#define CURBSIDE_TESTS_THIEF_KEYS_H

#include "campaign.h"

/* What he finds out with these keys: for each alias post of the last copy the person it is taken
 * for. */
struct opened {
    int accounts; /* that opened */
    int posts;    /* alias posts that were claimed by an account that opened */
    int right;
    int missed; /* posts of accounts that opened and were not claimed */
};

/* The first `n` people's public keys, with this pepper; `seal`: the folder of month keys. */
void keys_try(struct campaign *c, const struct key *pepper, const char *seal, int n,
              struct opened *ret);
/* What the sealed state of those accounts tells when no month key is left: a post marked as read
 * among posts that are not. `planted`: as if a record held its own posts' marks and no others. */
struct score keys_score_marks(struct campaign *c, const struct key *pepper, int n, bool planted);

#endif

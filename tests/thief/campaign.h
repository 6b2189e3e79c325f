/* SPDX-License-Identifier: MIT
 *
 * campaign.h -- a week with a thief in it: at every copy he takes what lies there, once as it is
 * and once with the planted leaks; afterwards his guesses are counted against the truth.
 */
#ifndef CURBSIDE_TESTS_THIEF_CAMPAIGN_H
#define CURBSIDE_TESTS_THIEF_CAMPAIGN_H

#include "channel.h"
#include "loot.h"
#include "score.h"
#include "week.h"

struct campaign {
    struct week *week;
    struct loot loot;    /* as it lay there */
    struct loot planted; /* with every channel's plant; taken only where asked for */
    bool plants;
    char dir[96]; /* where the copies lie while they are looked at */
};

/* The whole week. `plants`: take the planted copies too. */
void campaign_run(struct campaign *c, const struct week_options *options, bool plants);
void campaign_done(struct campaign *c);

/* How a channel does with what was taken; NULL: all of them by majority. */
struct score campaign_score(struct campaign *c, struct loot *loot, const struct channel *channel);
/* A guess for each alias post by anybody; 0 for none. */
typedef int64_t campaign_guess(void *ctx, struct loot *loot, const struct seen_post *post);
struct score campaign_score_by(struct campaign *c, struct loot *loot, campaign_guess *guess,
                               void *ctx, bool joins);

#endif

/* SPDX-License-Identifier: MIT
 *
 * ranking.h -- posts by some number that a channel read off them: whose handle post lies next to an
 * alias post by that number?
 */
#ifndef CURBSIDE_TESTS_THIEF_RANKING_H
#define CURBSIDE_TESTS_THIEF_RANKING_H

#include "loot.h"

struct ranking {
    struct {
        int64_t post, value;
    } * at;
    int n, cap;
};

void ranking_clear(struct ranking *r);
void ranking_done(struct ranking *r);
/* A post that was added before gets the new number. */
void ranking_add(struct ranking *r, int64_t post, int64_t value);
/* OK also for one that is not there: *ret is then not touched, and false. */
bool ranking_find(const struct ranking *r, int64_t post, int64_t *ret);
/* Of the handles seen around this post the one whose post lies next to `value`, at most `most`
 * away; 0: none. */
int64_t ranking_next_to(const struct ranking *r, struct loot *loot, const struct seen_post *post,
                        int64_t value, int64_t most);
/* The same, next to the post's own number. */
int64_t ranking_guess(const struct ranking *r, struct loot *loot, const struct seen_post *post);

#endif

/* SPDX-License-Identifier: MIT
 *
 * school_news.h -- what is new at a school that the caller follows: a snapshot of its figures, and
 * single reports, that came out since they last looked at its page.
 *
 * The caller's own session compares what everybody can read with what their sealed state says they
 * saw. A report is news when it is out and figures with their snapshot: never before. Nobody else
 * learns who follows what, and nothing counts followers.
 */
#ifndef CURBSIDE_DOMAIN_SCHOOL_NEWS_H
#define CURBSIDE_DOMAIN_SCHOOL_NEWS_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/visit.h>

enum {
    SCHOOL_NEWS_REPORTS = 1000, /* of a school are counted */
};

struct school_news {
    bool figures; /* a newer snapshot */
    int reports;  /* so many more are out */
    int64_t day;  /* of the newest snapshot; 0: there is none */
};

/* Of a school by the slug under which its reports are kept, followed or not; nothing for a guest.
 */
NODISCARD enum err school_news_of(struct visit *v, const char *pool, struct school_news *ret);
/* The caller looks at its page now. Nothing happens where it is not followed. */
NODISCARD enum err school_news_seen(struct visit *v, const char *pool);

/* "3 reports, new figures"; NULL: nothing is new. E_NOMEM gives NULL, too. */
const char *school_news_words(struct arena *a, const struct school_news *news);

#endif

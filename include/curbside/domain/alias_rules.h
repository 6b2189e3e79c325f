/* SPDX-License-Identifier: MIT
 *
 * alias_rules.h -- the operator's settings for aliases, carried by every visit.
 */
#ifndef CURBSIDE_DOMAIN_ALIAS_RULES_H
#define CURBSIDE_DOMAIN_ALIAS_RULES_H

#include <stdbool.h>

enum {
    ALIAS_RELEASE_MINUTES = 10,
    ALIAS_SPREAD_MINUTES = 120,
    ALIAS_OTHER_FACE_MINUTES = 60,
    ALIAS_OTHER_FACE_WAIT_S = 6 * 60 * 60, /* at most */
    ALIAS_MONTH_KEY_DAYS = 120,
};

struct alias_rules {
    bool open;              /* callers may be aliases; false: no new posts under any, and authors
                               of those that are there can still tell, change and delete them */
    const char *seal_dir;   /* where the month keys are: DATA/seal */
    int release_minutes;    /* between two releases on alias boards; 0: posts are out at once */
    int other_face_minutes; /* a post under the handle this recently makes an alias post wait */
    int month_key_days;     /* from the end of its month until a key is destroyed */
    int spread_minutes;     /* every post waits a drawn time up to this, seen or not; 0: only whose
                               author was seen, up to ALIAS_OTHER_FACE_WAIT_S */
};

#endif

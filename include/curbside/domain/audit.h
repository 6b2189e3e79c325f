/* SPDX-License-Identifier: MIT
 *
 * audit.h -- the whole record of what moderators did, for the operator and for sysops: with their
 * handles, which the public log leaves out, and with every target. Who was behind a post stands
 * nowhere in it.
 */
#ifndef CURBSIDE_DOMAIN_AUDIT_H
#define CURBSIDE_DOMAIN_AUDIT_H

#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

struct audit_row {
    action_id id;
    int64_t day;
    const char *action;
    const char *board; /* slug; NULL: none */
    thread_id thread;  /* 0: none */
    post_id post;      /* 0: none */
    action_id about;   /* the action it takes back or agrees to; 0: none */
    const char *rule;  /* NULL: none */
    const char *reason;
    const char *on; /* the handle that was given a role or lost one; NULL: none */
    const char *by; /* the moderator's handle; "gone/7" once it was left; "the operator" */
};

/* Every action, the oldest day first. For the operator's processes, which stand outside of roles.
 * `each` returning anything but OK stops with that error; strings live until it returns. */
NODISCARD enum err audit_walk(struct visit *v,
                              enum err (*each)(void *ctx, const struct audit_row *row), void *ctx);

struct audit_page {
    struct audit_row *rows; /* newest day first */
    int n;
    const char *next; /* cursor, NULL at the end */
};
/* For sysops. `after` NULL: from the newest on. A limit out of 1..LIST_MAX is brought into it.
 * E_GUEST E_DENIED E_CURSOR_INVALID. */
NODISCARD enum err audit_list(struct arena *a, struct visit *v, const char *after, int limit,
                              struct audit_page *ret);

#endif

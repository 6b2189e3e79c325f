/* SPDX-License-Identifier: MIT
 *
 * marks_quiet.c -- numbers that count as read in this session though nobody read them: the caller's
 * own posts, which are found again by the rows themselves. They are never stored.
 *
 * A mark alone among unread posts says "written by me", and the sealed record is read by whoever
 * gets hold of the account's key and of secret.key, also long after the month key is destroyed
 * without which nothing else says so any more. What is read in earnest later, with what stands
 * around it, is stored like everything else: a hole would say the same.
 */
#include "state_record.h"

#include <stdlib.h>
#include <string.h>

enum {
    QUIET_MAX = 4096 /* beyond, a post of one's own counts as unread for a while */
};

bool quiet_add(struct state *s, uint32_t thread, uint32_t no)
{
    if (s->n_quiet == s->cap_quiet) {
        size_t cap = s->cap_quiet == 0 ? 16 : s->cap_quiet * 2;
        struct quiet_mark *grown = cap <= QUIET_MAX ? reallocarray(s->quiet, cap, sizeof *grown)
                                                    : NULL;

        if (!grown)
            return false;
        s->quiet = grown;
        s->cap_quiet = cap;
    }
    s->quiet[s->n_quiet++] = (struct quiet_mark){thread, no};
    return true;
}

bool quiet_clear(struct state *s, uint32_t thread, uint32_t from, uint32_t to)
{
    size_t kept = 0, n = s->n_quiet;

    for (size_t i = 0; i < n; i++) {
        const struct quiet_mark *q = &s->quiet[i];

        if (q->thread != thread || q->no < from || q->no > to)
            s->quiet[kept++] = *q;
    }
    s->n_quiet = kept;
    return kept < n;
}

void quiet_settle(struct state *s)
{
    size_t kept = 0;

    for (size_t i = 0; i < s->n_quiet; i++)
        if (marks_has(s, (thread_id){s->quiet[i].thread}, (int)s->quiet[i].no))
            s->quiet[kept++] = s->quiet[i];
    s->n_quiet = kept;
}

/* The first quiet number in from..to; 0: none. */
static uint32_t quiet_first(const struct state *s, uint32_t thread, uint32_t from, uint32_t to)
{
    uint32_t first = 0;

    for (size_t i = 0; i < s->n_quiet; i++) {
        const struct quiet_mark *q = &s->quiet[i];

        if (q->thread == thread && q->no >= from && q->no <= to && (first == 0 || q->no < first))
            first = q->no;
    }
    return first;
}

bool quiet_leave_out(const struct state *s, struct state *ret)
{
    for (size_t i = 0; i < s->n_marks; i++) {
        struct mark m = s->marks[i];
        uint32_t no;

        while (m.from <= m.to && (no = quiet_first(s, m.thread, m.from, m.to)) != 0) {
            if (no > m.from && !marks_put(ret, m.thread, m.from, no - 1, m.day))
                return false;
            m.from = no + 1;
        }
        if (m.from <= m.to && !marks_put(ret, m.thread, m.from, m.to, m.day))
            return false;
    }
    return true;
}

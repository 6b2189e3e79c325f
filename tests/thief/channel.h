/* SPDX-License-Identifier: MIT
 *
 * channel.h -- one way in which stored data could tell whose an alias post is: how a thief looks
 * there, and a planted leak that he must find before he is believed when he finds nothing.
 *
 * A channel is one file, channel_<name>.c, with `const struct channel channel_<name> = {`; the
 * build finds it. Any function may be NULL. README.md says how to add one.
 */
#ifndef CURBSIDE_TESTS_THIEF_CHANNEL_H
#define CURBSIDE_TESTS_THIEF_CHANNEL_H

#include "loot.h"
#include "week.h"

struct channel {
    const char *name;
    const char *what; /* it looks at, in a few words */
    size_t memory;    /* bytes of its own, zero at first */
    /* Leak, in a copy as it is asked, or in its bytes before anything reads them; the truth may be
     * used. Channels with neither are planted by the week itself (week_options). */
    void (*plant)(const struct week *w, sqlite3 *copy);
    void (*plant_bytes)(const struct week *w, const char *path);
    /* And in what the log says. */
    void (*plant_events)(const struct week *w, struct log_event *events, int n);
    void (*look)(struct loot *loot, void *memory, const struct look *look);
    /* The handle an alias post is taken for; 0: no idea. */
    int64_t (*guess)(struct loot *loot, void *memory, const struct seen_post *post);
    /* The handle a row is taken for that names no post; a channel has this or `guess`. */
    int64_t (*guess_row)(struct loot *loot, void *memory, const struct seen_row *row);
    void (*done)(void *memory);
    /* Several posts of one alias in one thread are joined: chance is then 1 / the accounts that
     * were there every time. */
    bool joins;
    /* This one is known to tell something, and docs/threat-model.md says so: its score is printed
     * and not judged. */
    bool known;
    /* It has not caught its planted leak yet, so that its silence counts for nothing. */
    bool unproved;
    /* What it plants stands in the last copy as well, for all posts that are still there: then it
     * is planted in that one and in one of PLANT_EVERY. What is as shipped is looked at in all. */
    bool lasts;
};

extern const struct channel *const channel_registry[];

#endif

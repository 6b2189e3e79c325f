/* SPDX-License-Identifier: MIT
 *
 * for_you.h -- what home has for its owner: lines from several sources, each a function.
 *
 * To add a source, write one `for_you_source` (in a file of its own, or in for_you.c), declare it
 * here and put it into the table in for_you.c, in the order in which sources are shown.
 */
#ifndef SCREENS_FOR_YOU_H
#define SCREENS_FOR_YOU_H

#include <stdint.h>

#include <curbside/domain/thread.h>
#include <curbside/ui/screen.h>

#include "age.h"
#include "glance.h"

enum {
    FOR_YOU_MAX = 16, /* lines of all sources */
    FOR_YOU_MARK_COLS = 10,
    FOR_YOU_ARG_BYTES = 64,
};

struct for_you_line {
    const char *mark;  /* why it is here, a word or two: "2 replies", "mention", "draft" */
    const char *said;  /* the same read aloud; NULL: as the mark */
    const char *place; /* the board; NULL: none */
    const char *title;
    int64_t when;       /* 0: no time is shown */
    thread_id thread;   /* it is about, so that home does not list it again; 0: none */
    const char *screen; /* what Enter opens, with `arg` */
    unsigned char arg[FOR_YOU_ARG_BYTES];
    size_t arg_size;
};

struct for_you {
    struct for_you_line lines[FOR_YOU_MAX];
    int n;
};

/* Adds its lines; texts in `page` or constant. For members only. */
typedef enum err for_you_source(struct ui *ui, struct arena *page, struct for_you *ret);

for_you_source for_you_inbox;
for_you_source for_you_drafts;
for_you_source for_you_schools;
for_you_source for_you_unread;

/* A copy of `line`, opening `screen` with `arg`; beyond FOR_YOU_MAX it is left out. */
void for_you_add(struct for_you *list, const struct for_you_line *line, const char *screen,
                 const void *arg, size_t arg_size);

/* From all sources; nothing for a guest. */
NODISCARD enum err for_you_load(struct ui *ui, struct arena *page, struct for_you *ret);
void for_you_draw(struct canvas *c, struct area row, const struct for_you_line *line,
                  const struct moment *now);
const char *for_you_say(struct arena *a, const struct for_you_line *line, const struct moment *now);
void for_you_open(struct ui *ui, const struct for_you_line *line);
/* The post it leads to, or nothing. */
void for_you_glance(struct glance *g, struct ui *ui, const struct for_you_line *line);
/* "Thank you: of the posts you flagged 2 were removed, 1 stands"; NULL: nothing new. */
NODISCARD enum err for_you_thanks(struct ui *ui, struct arena *page, const char **ret);

#endif

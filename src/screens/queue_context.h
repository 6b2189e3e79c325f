/* SPDX-License-Identifier: MIT
 *
 * queue_context.h -- what a moderator has to see to decide on an item: why it waits, what was said
 * about it, the post, and the one it answers or stands behind.
 */
#ifndef SCREENS_QUEUE_CONTEXT_H
#define SCREENS_QUEUE_CONTEXT_H

#include <curbside/domain/post.h>
#include <curbside/domain/queue.h>
#include <curbside/ui/screen.h>

#include "page.h"

/* A cleared struct shows nothing. */
struct queue_context {
    const struct queue_item *item; /* the queue screen's; NULL: none */
    struct queue_note_page notes;
    struct post before; /* the one it answers, else the one before it; no 0: there is none */
    int64_t now_s;
    struct page page;
    struct arena arena;
};

void queue_context_done(struct queue_context *c);
/* Load for this item; NULL: none. */
NODISCARD enum err queue_context_load(struct queue_context *c, struct ui *ui,
                                      const struct queue_item *item);
void queue_context_draw(struct queue_context *c, struct canvas *canvas, struct area area);
/* A page on. False: its end was shown already. */
bool queue_context_on(struct queue_context *c, struct ui *ui);
/* "doxxing, unkind" or "held" */
const char *queue_reasons(struct arena *a, const struct queue_item *item);
/* For how long it has waited: "<1 h", "5 h", "3 d"; of what is known by its day alone "today". */
const char *queue_age(struct arena *a, const struct queue_item *item);
/* The same in words: "less than an hour", "5 hours". */
const char *queue_age_aloud(struct arena *a, const struct queue_item *item);
/* Why the caller may not decide on it, in a word: "yours", "staff"; "": they may. */
const char *queue_barred(const struct queue_item *item);
/* Why it waits, where, and whose it is: in a line of words. */
const char *queue_context_head(struct arena *a, const struct queue_item *item);
/* The same and the beginning of what it says, to be read aloud. */
const char *queue_context_say(struct arena *a, const struct queue_item *item);
/* All of the item that is loaded. */
const char *queue_context_whole(struct arena *a, const struct queue_context *c);

#endif

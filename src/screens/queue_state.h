/* SPDX-License-Identifier: MIT
 *
 * queue_state.h -- the moderators' queue while it is open, for the files that work on it: queue.c
 * shows it and decides, queue_marks.c selects several, queue_notes.c claims and leaves notes,
 * queue_thread.c reads an item whole and goes to its thread.
 */
#ifndef SCREENS_QUEUE_STATE_H
#define SCREENS_QUEUE_STATE_H

#include <curbside/domain/queue.h>
#include <curbside/ui/list.h>

#include "judging.h"
#include "places.h"
#include "queue_context.h"

struct queue_state {
    struct judging judging; /* first: see judging.h */
    struct ui *ui;
    struct queue_item *rows;
    bool *marked;
    int n, n_marked;
    const char *next; /* cursor; NULL: no more */
    int waiting;
    struct arena *page;
    struct queue_context context;
    bool heard; /* drawn for plain mode, where a row is read whole before its thread is opened */
    struct line_answer note;
    int64_t loaded_ms; /* when, monotonic */
    int64_t noted;     /* the item that a note is typed about; 0: none */
    struct list list;
};

/* The selected item, NULL: none. */
struct queue_item *queue_selected(struct queue_state *s);
/* Of a post, and not of a report, a school or the like. */
bool queue_is_about_post(const struct queue_item *item);
/* Show what is selected now below the list. */
void queue_show_context(struct ui *ui, struct queue_state *s);
/* As ui_fail(). Who is no moderator any more is told so, and the queue closes: empty it would look
 * done. */
void queue_fail(struct ui *ui, enum err err);
/* A note may have been typed: the queue is on top again. */
void queue_note_take(struct ui *ui, struct queue_state *s);
/* Load more at the end, as list_source.more. */
int queue_more_rows(void *ctx, enum list_side side);
/* Select the row. */
void queue_select(struct queue_state *s, int at);

/* ---- keys; `state` is the queue ---- */

void queue_mark(struct ui *ui, void *state);
void queue_mark_author(struct ui *ui, void *state);
bool queue_has_name(struct ui *ui, const void *state);

void queue_claim(struct ui *ui, void *state);
void queue_note_ask(struct ui *ui, void *state);

void queue_read_whole(struct ui *ui, void *state);
void queue_open_thread(struct ui *ui, void *state);
void queue_lock(struct ui *ui, void *state);
void queue_pin(struct ui *ui, void *state);
bool queue_has_thread(struct ui *ui, const void *state);
bool queue_may_shape(struct ui *ui, const void *state);

#endif

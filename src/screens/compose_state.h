/* SPDX-License-Identifier: MIT
 *
 * compose_state.h -- what the composer (compose.c) and its way to a post (compose_submit.c) share.
 */
#ifndef SCREENS_COMPOSE_STATE_H
#define SCREENS_COMPOSE_STATE_H

#include <curbside/domain/draft.h>
#include <curbside/domain/post.h>
#include <curbside/ui/form.h>
#include <curbside/ui/screen.h>

#include "compose_safety.h"
#include "places.h"

enum field {
    FIELD_TITLE,
    FIELD_TAGS,
    FIELD_BODY,
    N_FIELDS
};

struct compose_state {
    struct form form;
    struct draft draft;             /* its texts are the form's */
    const char *place;              /* "MCAT › new thread" */
    bool quiet;                     /* the board is under aliases only */
    bool heads;                     /* title and tags are written, too */
    const char *answers;            /* the post replied to, in a line; NULL: a new thread */
    const char *answered;           /* "#3 quiet-otter-41"; NULL likewise */
    const char *answered_body;      /* what that one said */
    const char *quoted;             /* what stands quoted in the body; NULL: nothing yet */
    struct quote_choice choice;     /* what is to be quoted, when it was chosen */
    const char *name;               /* who the post will be by */
    enum err asks;                  /* OK, or why that is to be chosen before it is posted */
    struct face_offer offer;        /* and what follows from it */
    bool soon;                      /* chosen: with the next release */
    uint64_t opened;                /* form_version() when the person began */
    uint64_t saved;                 /* form_version() at the last save */
    int64_t save_at;                /* when a save is due; 0: none is */
    enum privacy_override override; /* the reason given, while it is sent */
    struct compose_safety safety;
    struct dialog_choice finish_choices[6];
    struct dialog_choice wait_choices[4];
    struct dialog_choice name_choices[3];
    struct dialog_choice blocked_choices[6]; /* of the dialog on what was found */
    struct thread_arg before;                /* where the draft was posted before */
    bool done;                               /* posted or discarded: nothing is to be kept */
    bool fails;                              /* the last save failed, and the person was told */
};

bool compose_is_new_thread(const void *state);
/* What the post that is changed says now, in the line above the form. */
enum err compose_edit_of(struct ui *ui, struct compose_state *s);
/* compose_name.c */
/* Who the post would be by and what follows from it, asked anew. */
enum err compose_offer_get(struct ui *ui, const struct compose_state *s, struct face_offer *ret);
/* The same, taken over into the state and the header: the name as chosen, or none yet and `asks`
 * says why. Fails where nothing was written and nothing could be posted. */
enum err compose_name_take(struct ui *ui, struct compose_state *s);
void compose_choose_name(struct ui *ui, void *state);
/* Is there a choice of names? Neither of an edit nor of who has written in the thread. */
bool compose_name_is_open(struct ui *ui, const void *state);
bool compose_name_is_fixed(struct ui *ui, const void *state);
/* Why the name is to be chosen: in passing, and when it was to be posted. */
void compose_name_tell(struct ui *ui, const struct compose_state *s);
void compose_name_ask(struct ui *ui, struct compose_state *s);
/* The right end of the header. In the scratch. */
const char *compose_name_header(struct ui *ui, const struct compose_state *s);
/* Who it will be by, and for how long that can be told: said before, not after. */
const char *compose_name_words(struct ui *ui, const struct compose_state *s);

/* Hand in what stands in the form: the post is shown, or the person is told why there is none. */
void compose_post(struct ui *ui, void *state);
/* What post_submit() would be given. Memory in the scratch. */
enum err compose_submission(struct ui *ui, struct compose_state *s, struct submission *ret);

/* compose_draft.c */
bool compose_is_empty(struct compose_state *s);
/* Keep what changed since it was kept last. */
enum err compose_keep(struct ui *ui, struct compose_state *s);
/* The same if its time has come; tells a failure once. */
void compose_autosave(struct ui *ui, struct compose_state *s);
/* After a key or a paste: whatever is due later is arranged for. */
void compose_changed(struct ui *ui, struct compose_state *s);
/* Something besides the texts changed: it is to be kept, too. */
void compose_unsave(struct ui *ui, struct compose_state *s);
void compose_wake(struct ui *ui, const struct compose_state *s);
void compose_ask_to_discard(struct ui *ui, void *state);
void compose_keep_and_leave(struct ui *ui, void *state);

/* compose_safety.c */
void compose_safety_open(struct ui *ui, struct compose_state *s);
void compose_safety_close(struct compose_state *s);
void compose_safety_changed(struct ui *ui, struct compose_state *s);
void compose_safety_tick(struct ui *ui, struct compose_state *s);
/* Look now, unless the text is as it was at the last look. */
void compose_safety_look(struct ui *ui, struct compose_state *s);
/* Ask about the next finding behind the cursor. */
void compose_safety_walk(struct ui *ui, struct compose_state *s);
/* What was found, in words at the foot of `area`. Returns the rows it took. */
int compose_safety_draw(const struct compose_state *s, struct canvas *c, struct area area);

#endif

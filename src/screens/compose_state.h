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
    const char *answers;            /* the post replied to, in a line; NULL: a new thread */
    const char *name;               /* who the post will be by */
    struct face_offer offer;        /* and what follows from it */
    bool soon;                      /* chosen: with the next release */
    uint64_t opened;                /* form_version() when the person began */
    uint64_t saved;                 /* form_version() at the last save */
    bool waiting;                   /* a save is due */
    enum privacy_override override; /* the reason given, while it is sent */
    struct dialog_choice blocked_choices[5]; /* of the dialog on what was found */
    bool done;                               /* posted or discarded: nothing is to be kept */
    bool fails;                              /* the last save failed, and the person was told */
};

bool compose_is_new_thread(const void *state);
/* Who the post would be by and what follows from it, asked anew. */
enum err compose_offer_get(struct ui *ui, const struct compose_state *s, struct face_offer *ret);
/* The same, taken over into the state and the header. */
enum err compose_name_take(struct ui *ui, struct compose_state *s);

/* Hand in what stands in the form: the post is shown, or the person is told why there is none. */
void compose_post(struct ui *ui, void *state);

#endif

/* SPDX-License-Identifier: MIT
 *
 * compose_name.c -- who a post will be by: offered, chosen by Ctrl-T, and said beforehand.
 *
 * An alias never becomes the handle by itself. Where one was begun under, or would have been
 * offered, and cannot be had any more, no name is chosen: the text can be written and kept, and
 * nothing is posted before the person has said who they will be.
 */
#include "compose_state.h"

#include <string.h>

#include <curbside/ui/ui.h>

#include "age.h"
#include "context.h"

static const char no_name[] = "no name chosen";

enum err compose_offer_get(struct ui *ui, const struct compose_state *s, struct face_offer *ret)
{
    return post_offer(ui_arena(ui), visit_of(ui), s->draft.board, s->draft.thread, s->draft.face,
                      s->draft.alias && s->draft.alias[0] ? s->draft.alias : NULL, ret);
}

/* Does it keep an alias from being had, and nothing else from being posted? */
static bool is_about_alias(enum err err)
{
    return err == E_ALIAS_CLOSED || err == E_ALIAS_SHUT || err == E_ALIAS_STAFF ||
           err == E_BARRED_ALIAS || err == E_FACE_FIXED || err == E_FACE_ASK;
}

static bool handle_can_be_had(struct ui *ui, const struct compose_state *s)
{
    struct compose_state other = {.draft = s->draft};
    struct face_offer offer;

    other.draft.face = FACE_HANDLE;
    return compose_offer_get(ui, &other, &offer) == OK;
}

/* The face as chosen; where nothing was chosen, the one the place asks for. */
static enum err offer_take(struct ui *ui, struct compose_state *s)
{
    bool was_alias = s->draft.alias && s->draft.alias[0];
    enum err err = compose_offer_get(ui, s, &s->offer);

    if (err == E_FACE_FIXED && s->draft.face == FACE_HANDLE) {
        s->draft.face = FACE_DEFAULT;
        err = compose_offer_get(ui, s, &s->offer);
    }
    if (err == OK && s->draft.face == FACE_DEFAULT && s->offer.face == FACE_HANDLE && was_alias)
        err = E_FACE_ASK;
    return err;
}

static void ask_for_name(struct compose_state *s, enum err why)
{
    s->offer = (struct face_offer){.face = FACE_DEFAULT};
    s->asks = why;
    s->name = no_name;
}

enum err compose_name_take(struct ui *ui, struct compose_state *s)
{
    enum err err = offer_take(ui, s);

    s->asks = OK;
    if (err != OK && s->draft.edit.v != 0) { /* whoever may not post there may still edit */
        s->name = "its author";
        return OK;
    }
    if (err != OK) {
        if (s->draft.number == 0 && !(is_about_alias(err) && handle_can_be_had(ui, s)))
            return err;
        ask_for_name(s, err);
        return OK;
    }
    s->name = s->offer.author.name;
    if (s->offer.alias)
        s->draft.alias = s->offer.alias;
    return OK;
}

/* ---- in words ---- */

/* Why there is a choice to make. */
static const char *ask_words(enum err why)
{
    switch (why) {
    case E_ALIAS_CLOSED:
        return "Aliases are closed here.";
    case E_ALIAS_SHUT:
        return "This thread takes no new aliases.";
    case E_ALIAS_STAFF:
        return "An alias would tell that you are a moderator here.";
    case E_BARRED_ALIAS:
        return "You may not write under an alias for now.";
    case E_FACE_FIXED:
    case E_FACE_ASK:
        return "You cannot be an alias here.";
    default:
        return err_info(why)->sentence;
    }
}

void compose_name_tell(struct ui *ui, const struct compose_state *s)
{
    const char *words = arena_printf(ui_scratch(ui), "%s Choose a name before you post: %s.",
                                     ask_words(s->asks), ui_is_plain(ui) ? "name" : "Ctrl-T");

    ui_warn(ui, is_about_alias(s->asks) && words ? words : ask_words(s->asks));
}

bool compose_name_is_open(struct ui *ui, const void *state)
{
    const struct compose_state *s = state;

    (void)ui;
    return s->draft.edit.v == 0 && (s->asks != OK || !s->offer.fixed);
}

bool compose_name_is_fixed(struct ui *ui, const void *state)
{
    return !compose_name_is_open(ui, state);
}

const char *compose_name_header(struct ui *ui, const struct compose_state *s)
{
    if (s->asks != OK)
        return no_name;
    return arena_printf(ui_scratch(ui), s->draft.edit.v ? "as %s" : "you will be %s here", s->name);
}

/* What follows from the name, before it is used. */
static const char *chosen_words(struct ui *ui, const struct compose_state *s)
{
    char until[TIME_RFC3339_SIZE];
    const char *words;

    time_format_rfc3339(s->offer.until, until);
    if (s->offer.face == FACE_ALIAS)
        words = arena_printf(ui_scratch(ui),
                             "You will be %s in this thread, and nowhere else. You can edit until "
                             "%.10s; after that only the receipt you get deletes the post.",
                             s->name, until);
    else
        words = arena_printf(ui_scratch(ui),
                             "You will be %s here, as everywhere. You can always edit and delete; "
                             "all your posts show the name, and what they said before.",
                             s->name);
    return words ? words : s->name;
}

const char *compose_name_words(struct ui *ui, const struct compose_state *s)
{
    struct arena *a = ui_arena(ui);
    char until[TIME_RFC3339_SIZE], wait[WAIT_SIZE];
    const char *out = "";

    if (s->asks != OK)
        return "No name is chosen yet; it cannot be posted before.";
    if (s->draft.edit.v != 0)
        return arena_printf(a, "The post by %s will be marked as edited. %s%s", s->name,
                            s->offer.face == FACE_ALIAS
                                ? "What it said before is kept nowhere."
                                : "What it said before can be read in its history.",
                            s->offer.waits ? " Others see it with the next release." : "");
    if (s->offer.face != FACE_ALIAS)
        return arena_printf(a, "You post as %s.", s->name);
    time_format_rfc3339(s->offer.until, until);
    if (s->offer.waits) {
        wait_format(clock_wall_s(ui_clock(ui)), s->offer.latest, wait);
        out = arena_printf(a, " It comes out %s %s.",
                           s->offer.latest > s->offer.released ? "within" : "in about", wait);
    }
    if (is_narrow(ui)) /* all of it, above as many choices as there may be */
        return arena_printf(a,
                            "As %s.%s You can edit until %.10s; then only the receipt you get "
                            "deletes it.",
                            s->name, out ? out : "", until);
    return arena_printf(a,
                        "You post as %s.%s You can edit it until %.10s; then you are somebody new "
                        "here, and only the receipt you get deletes it.",
                        s->name, out ? out : "", until);
}

/* ---- choosing ---- */

static void face_set(struct ui *ui, struct compose_state *s, enum face face)
{
    enum face before = s->draft.face;
    struct face_offer offer;
    enum err err;

    s->draft.face = face;
    err = compose_offer_get(ui, s, &offer);
    if (err == OK)
        err = compose_name_take(ui, s);
    if (err != OK) {
        s->draft.face = before;
        ui_fail(ui, err);
        return;
    }
    compose_unsave(ui, s);
    ui_say(ui, chosen_words(ui, s));
}

static void be_handle(struct ui *ui, void *state)
{
    face_set(ui, state, FACE_HANDLE);
}

void compose_choose_name(struct ui *ui, void *state)
{
    struct compose_state *s = state;

    if (s->draft.edit.v != 0)
        ui_sayf(ui, "This post is by %s, and stays so.", s->name);
    else if (s->asks != OK && !handle_can_be_had(ui, s))
        ui_warn(ui, ask_words(s->asks));
    else if (s->asks != OK)
        be_handle(ui, s);
    else if (s->offer.fixed)
        ui_sayf(ui, "You post as %s: it is the only name you have here.", s->name);
    else
        face_set(ui, s, s->offer.face == FACE_ALIAS ? FACE_HANDLE : FACE_ALIAS);
}

void compose_name_ask(struct ui *ui, struct compose_state *s)
{
    struct dialog_choice *c = s->name_choices;
    struct arena *a = ui_arena(ui);
    struct dialog dialog = {.title = "Not posted: no name is chosen",
                            .text = ask_words(s->asks),
                            .choices = c,
                            .enter_first = true};

    *c++ = (struct dialog_choice){'g', "Go on writing", NULL};
    if (handle_can_be_had(ui, s)) {
        dialog.text = arena_printf(a,
                                   "%s Under your handle everybody can put it together with your "
                                   "other posts.",
                                   ask_words(s->asks));
        *c = (struct dialog_choice){'h', arena_printf(a, "Be %s here", visit_name(ui)), be_handle};
        c += c->label != NULL;
    }
    *c = (struct dialog_choice){0};
    ui_ask(ui, &dialog);
}

/* SPDX-License-Identifier: MIT
 *
 * compose_draft.c -- what is typed is kept: two seconds after typing, when the screen closes, and
 * on the way out.
 *
 * Where another session of the account wrote on the same draft, both texts are kept and the person
 * is told once.
 */
#include "compose_state.h"

#include "context.h"

enum {
    DRAFT_EVERY_MS = 2000
};

#define NEVER_SAVED UINT64_MAX /* of form versions: the next save is due, changed text or not */

bool compose_is_empty(struct compose_state *s)
{
    size_t title, tags, body;

    form_text(&s->form, FIELD_TITLE, &title);
    form_text(&s->form, FIELD_TAGS, &tags);
    form_text(&s->form, FIELD_BODY, &body);
    return title + tags + body == 0;
}

/* An emptied draft is no draft; what another session made of it is. */
static enum err let_go(struct ui *ui, struct compose_state *s)
{
    enum err err = draft_drop(visit_of(ui), &s->draft);

    s->draft.number = 0;
    return err == E_STALE ? OK : err;
}

static enum err keep(struct ui *ui, struct compose_state *s)
{
    bool was_apart = s->draft.apart;
    size_t n;

    if (compose_is_empty(s))
        return let_go(ui, s);
    s->draft.title = form_text(&s->form, FIELD_TITLE, &n);
    s->draft.tags = form_text(&s->form, FIELD_TAGS, &n);
    s->draft.body = form_text(&s->form, FIELD_BODY, &s->draft.body_n);
    TRY(draft_save(visit_of(ui), &s->draft));
    if (s->draft.apart && !was_apart)
        ui_warn(ui, "Another session of yours changed, posted or discarded this draft. Nothing is "
                    "lost: what you write here is a draft of its own from now on.");
    return OK;
}

enum err compose_keep(struct ui *ui, struct compose_state *s)
{
    uint64_t version = form_version(&s->form);

    s->save_at = 0;
    if (version == s->saved)
        return OK;
    TRY(keep(ui, s));
    s->saved = version;
    return OK;
}

void compose_autosave(struct ui *ui, struct compose_state *s)
{
    enum err err;

    if (s->save_at == 0 || clock_mono_ms(ui_clock(ui)) < s->save_at)
        return;
    err = compose_keep(ui, s);
    if (err != OK && !s->fails)
        ui_warn(ui,
                arena_printf(ui_scratch(ui), "Not kept as a draft: %s", err_info(err)->sentence));
    s->fails = err != OK;
}

void compose_wake(struct ui *ui, const struct compose_state *s)
{
    if (s->save_at != 0)
        ui_wake_at(ui, s->save_at);
    if (s->safety.look_at != 0)
        ui_wake_at(ui, s->safety.look_at);
}

void compose_changed(struct ui *ui, struct compose_state *s)
{
    if (s->save_at == 0 && form_version(&s->form) != s->saved)
        s->save_at = clock_mono_ms(ui_clock(ui)) + DRAFT_EVERY_MS;
    compose_safety_changed(ui, s);
    compose_wake(ui, s);
}

void compose_unsave(struct ui *ui, struct compose_state *s)
{
    s->saved = NEVER_SAVED;
    compose_changed(ui, s);
}

static void discard(struct ui *ui, void *state)
{
    struct compose_state *s = state;
    enum err err = draft_drop(visit_of(ui), &s->draft);

    if (err != OK && err != E_STALE) {
        ui_fail(ui, err);
        return;
    }
    s->done = true;
    ui_say(ui, err == OK ? "Discarded."
                         : "Discarded; what another session of yours made of it is still a draft.");
    ui_back(ui);
}

/* One slip of a finger must not cost an evening's text. */
void compose_ask_to_discard(struct ui *ui, void *state)
{
    static const struct dialog_choice choices[] = {
        {'d', "Discard it for good", discard}, {'g', "Go on writing", NULL}, {0}};
    static const struct dialog dialog = {.title = "Sure? There is no way back.",
                                         .choices = choices};

    if (compose_is_empty(state))
        discard(ui, state);
    else
        ui_ask(ui, &dialog);
}

void compose_keep_and_leave(struct ui *ui, void *state)
{
    struct compose_state *s = state;
    enum err err = compose_keep(ui, s);

    if (err != OK) {
        ui_warn(ui,
                arena_printf(ui_scratch(ui), "It could not be kept: %s", err_info(err)->sentence));
        return;
    }
    s->done = true;
    if (s->draft.number != 0)
        ui_say(ui, "Kept as a draft; home offers it.");
    ui_back(ui);
}

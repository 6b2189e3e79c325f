/* SPDX-License-Identifier: MIT
 *
 * compose_submit.c -- from the composer's form to a post: handing in, and telling what stands
 * against it. A refusal never touches the text; a draft is let go of only after its post is there.
 */
#include "compose_state.h"

#include <string.h>

#include <curbside/domain/draft.h>
#include <curbside/domain/safety.h>
#include <curbside/domain/slow.h>

#include "age.h"
#include "compose_text.h"
#include "context.h"
#include "places.h"
#include "safety_words.h"

/* Which field an error is about; N_FIELDS: none of them. */
static enum field field_of(enum err err)
{
    switch (err) {
    case E_TITLE_EMPTY:
    case E_TITLE_LONG:
        return FIELD_TITLE;
    case E_TAG_INVALID:
    case E_TAGS_MANY:
        return FIELD_TAGS;
    case E_BODY_EMPTY:
    case E_BODY_LONG:
        return FIELD_BODY;
    default:
        return N_FIELDS;
    }
}

/* What the filter says that stops it, or holds it; NULL: it cannot be told. */
static const char *filter_says(struct ui *ui, struct compose_state *s)
{
    struct submission submission;
    struct safety_report report;

    if (compose_submission(ui, s, &submission) != OK ||
        safety_check(ui_scratch(ui), visit_of(ui), &submission, &report) != OK)
        return NULL;
    return report.refused ? report.refused : report.holds;
}

/* With what is known beyond the error itself. */
static const char *refusal_words(struct ui *ui, struct compose_state *s, enum err err)
{
    const char *words = NULL;

    if (err == E_SLOW)
        words = slow_words(ui_arena(ui), visit_of(ui), s->draft.thread);
    else if (err == E_FILTERED && (words = filter_says(ui, s)) != NULL)
        words = arena_strdup(ui_arena(ui), words);
    return words ? words : err_info(err)->sentence;
}

/* A sentence of any length fits a dialog, on a phone too; the text stays in view above it. */
static void tell_refusal(struct ui *ui, struct compose_state *s, enum err err)
{
    static const struct dialog_choice choices[] = {{'g', "Go on writing", NULL}, {0}};
    struct dialog dialog = {
        .title = "Not posted",
        .text = refusal_words(ui, s, err),
        .choices = choices,
        .enter_first = true,
    };

    ui_ask(ui, &dialog);
}

/* Which of the tags it is, where there may be five. */
static const char *tag_refusal_words(struct ui *ui, const struct submission *submission)
{
    struct arena *a = ui_arena(ui);
    const char *words = NULL, *parsed;

    for (int i = 0; i < submission->n_tags && !words; i++)
        if (tag_parse(a, submission->tags[i], &parsed) == E_TAG_INVALID)
            words = arena_printf(a,
                                 "\"%s\" is no tag: those are 1 to 32 letters, digits or hyphens.",
                                 submission->tags[i]);
    return words;
}

static const char *field_words(struct ui *ui, struct compose_state *s, enum err err)
{
    const char *words = NULL;
    struct submission submission;

    if (err == E_TAG_INVALID && compose_submission(ui, s, &submission) == OK)
        words = tag_refusal_words(ui, &submission);
    return words ? words : err_info(err)->sentence;
}

static void refused(struct ui *ui, struct compose_state *s, enum err err)
{
    int field = (int)field_of(err);

    form_errors_clear(&s->form);
    if (field == N_FIELDS) {
        tell_refusal(ui, s, err);
        return;
    }
    form_error_set(&s->form, field, field_words(ui, s, err));
    form_focus(&s->form, field);
}

enum err compose_submission(struct ui *ui, struct compose_state *s, struct submission *ret)
{
    size_t n;

    *ret = (struct submission){.board = s->draft.board,
                               .thread = s->draft.thread,
                               .reply_to = s->draft.reply_to,
                               .face = s->offer.face, /* the one in the header, or none */
                               .alias = s->offer.alias,
                               .soon = s->soon,
                               .override = s->override};
    memcpy(ret->token, s->draft.token, sizeof ret->token);
    ret->body = form_text(&s->form, FIELD_BODY, &ret->body_n);
    if (!s->heads)
        return OK;
    ret->title = form_text(&s->form, FIELD_TITLE, &n);
    return tags_split(ui_scratch(ui), form_text(&s->form, FIELD_TAGS, &n), &ret->tags,
                      &ret->n_tags);
}

static enum err submit(struct ui *ui, struct compose_state *s, struct submitted *ret)
{
    struct submission submission;

    TRY(compose_submission(ui, s, &submission));
    return post_submit(visit_of(ui), &submission, ret);
}

/* ---- what the safety check stops ---- */

static void send(struct ui *ui, struct compose_state *s);

static void send_with(struct ui *ui, struct compose_state *s, enum privacy_override reason)
{
    s->override = reason;
    send(ui, s);
    s->override = OVERRIDE_NONE;
}

static void send_mine(struct ui *ui, void *state)
{
    send_with(ui, state, OVERRIDE_MINE);
}

static void send_public(struct ui *ui, void *state)
{
    send_with(ui, state, OVERRIDE_PUBLIC);
}

static void send_example(struct ui *ui, void *state)
{
    send_with(ui, state, OVERRIDE_EXAMPLE);
}

static void look(struct ui *ui, void *state)
{
    compose_safety_walk(ui, state);
}

/* Looking is the first choice; then the reasons that lift all that was found. */
static void blocked_choices_set(struct compose_state *s, unsigned overrides)
{
    static const struct {
        unsigned reason;
        struct dialog_choice choice;
    } all[] = {
        {OVERRIDE_MINE, {'m', "Post it: mine, and meant to be read", send_mine}},
        {OVERRIDE_PUBLIC, {'u', "Post it: an organization publishes it", send_public}},
        {OVERRIDE_EXAMPLE, {'x', "Post it: it is made up", send_example}},
    };
    int n = 0;

    s->blocked_choices[n++] = (struct dialog_choice){'s', "Look at it: remove it, or say less",
                                                     look};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (overrides & all[i].reason)
            s->blocked_choices[n++] = all[i].choice;
    s->blocked_choices[n] = (struct dialog_choice){0};
}

static void tell_blocked(struct ui *ui, struct compose_state *s)
{
    struct dialog dialog = {.title = "Not posted: this could point to a person",
                            .text = err_info(E_BLOCKED)->sentence,
                            .choices = s->blocked_choices,
                            .enter_first = true};
    struct safety_report report;
    struct submission submission;
    unsigned overrides = 0;
    const char *words = NULL;

    if (compose_submission(ui, s, &submission) == OK &&
        safety_check(ui_scratch(ui), visit_of(ui), &submission, &report) == OK)
        words = safety_blocked_words(ui_arena(ui), &report, &overrides);
    if (words)
        dialog.text = words;
    blocked_choices_set(s, overrides);
    ui_ask(ui, &dialog);
}

/* "Posted as ~amber-heron, out in 6 min. Receipt ABCD-EFGH-IJKL-MNOP" */
static const char *posted_words(struct ui *ui, struct compose_state *s,
                                const struct submitted *result)
{
    struct arena *a = ui_scratch(ui);
    const char *out = "", *receipt = "", *slow = "", *why = NULL;
    char wait[WAIT_SIZE];

    if (result->held) {
        out = ", held for a moderator";
        why = filter_says(ui, s);
    } else if (result->waits) {
        wait_format(clock_wall_s(ui_clock(ui)), result->released, wait);
        out = arena_printf(a, ", out in %s", wait);
    }
    if (result->receipt[0])
        receipt = arena_printf(a, " Receipt %s", result->receipt);
    if (result->slow_minutes > 0)
        slow = arena_printf(a,
                            " A filter slows you down: your next post here can go in %d minutes.",
                            result->slow_minutes);
    if (why)
        slow = arena_printf(a, " %s%s", why, slow);
    if (!out || !receipt || !slow)
        return NULL;
    if (s->safety.crisis)
        return arena_printf(a, "Posted as %s%s.%s%s %s", result->name, out, receipt,
                            receipt[0] ? "." : "", s->safety.crisis);
    return arena_printf(a, "Posted as %s%s.%s%s%s", result->name, out, slow, receipt,
                        *slow && *receipt ? "." : "");
}

static void posted(struct ui *ui, struct compose_state *s, const struct submitted *result)
{
    struct thread_arg arg = {.thread = result->thread, .no = result->no > 0 ? result->no : 1};
    const char *words = posted_words(ui, s, result);
    enum err dropped;

    s->done = true;
    /* A draft that stays behind is harmless: its token posts nothing twice. */
    dropped = draft_drop(visit_of(ui), &s->draft);
    if (dropped == E_STALE)
        ui_say(ui, "Posted. What another session of yours made of this draft is still a draft.");
    else if (dropped != OK)
        ui_say(ui, "Posted. The draft could not be removed.");
    else
        ui_say(ui, words ? words : "Posted.");
    if (compose_is_new_thread(s))
        ui_replace(ui, "thread", &arg, sizeof arg);
    else
        ui_back(ui);
}

/* ---- a change of a post ---- */

static enum err now_get(struct ui *ui, const struct compose_state *s, struct post_text *ret)
{
    return post_edit_begin(ui_arena(ui), visit_of(ui), s->draft.edit, ret);
}

static void look_at_now(struct ui *ui, void *state)
{
    struct compose_state *s = state;
    struct preview_arg arg = {.name = s->name, .what = "as it is now"};
    struct post_text now;
    enum err err = now_get(ui, s, &now);

    if (err != OK) {
        ui_fail(ui, err);
        return;
    }
    arg.body = now.body;
    arg.title = now.title;
    arg.tags = now.title ? tags_typed(ui_arena(ui), now.tags, now.n_tags) : NULL;
    ui_push(ui, "preview", &arg, sizeof arg);
}

/* What the post says now is known, and another text may take its place. */
static enum err rebase(struct ui *ui, struct compose_state *s, struct post_text *ret_now)
{
    TRY(now_get(ui, s, ret_now));
    post_edit_base(ret_now, s->draft.base);
    compose_unsave(ui, s);
    return OK;
}

static void put_mine(struct ui *ui, void *state)
{
    struct post_text now;
    enum err err = rebase(ui, state, &now);

    if (err != OK)
        ui_fail(ui, err);
    else
        send(ui, state);
}

static void take_both(struct ui *ui, void *state)
{
    struct compose_state *s = state;
    struct editor *e = form_editor(&s->form, FIELD_BODY);
    size_t n = editor_bytes(e);
    struct post_text now;
    const char *text = NULL;
    enum err err = rebase(ui, s, &now);

    if (err == OK) {
        text = arena_printf(ui_scratch(ui), "\n\n%s", now.body);
        err = text ? editor_replace(e, n, n, text, strlen(text)) : E_NOMEM;
    }
    if (err != OK) {
        ui_fail(ui, err);
        return;
    }
    compose_changed(ui, s);
    ui_say(ui, "What the post says now stands below your text. Alt-u takes it away again.");
}

static void tell_stale(struct ui *ui, struct compose_state *s)
{
    static const struct dialog_choice choices[] = {
        {'l', "Look at what it says now", look_at_now},
        {'b', "Take both, that below mine", take_both},
        {'o', "Put mine in its place", put_mine},
        {'g', "Go on writing", NULL},
        {0},
    };
    static const struct dialog dialog = {
        .title = "Not saved: it was changed elsewhere",
        .text = "Another session of yours changed this post since you began. Nothing is lost: "
                "your text is here, and that one is the post.",
        .choices = choices,
        .enter_first = true,
    };

    IGNORE(compose_edit_of(ui, s)); /* the line stays as it was: the question is what matters */
    ui_ask(ui, &dialog);
}

static void changed_words(struct ui *ui, const struct compose_state *s, enum err dropped)
{
    if (dropped != OK)
        ui_say(ui, "Changed. Another text for it, from another session, is still a draft.");
    else
        ui_sayf(ui, "Changed.%s%s", s->safety.crisis ? " " : "",
                s->safety.crisis ? s->safety.crisis : "");
}

static enum err edit_text(struct ui *ui, struct compose_state *s, struct post_text *ret)
{
    size_t n;

    *ret = (struct post_text){0};
    ret->body = form_text(&s->form, FIELD_BODY, &ret->n);
    if (!s->heads)
        return OK;
    ret->title = form_text(&s->form, FIELD_TITLE, &n);
    return tags_split(ui_scratch(ui), form_text(&s->form, FIELD_TAGS, &n), &ret->tags,
                      &ret->n_tags);
}

static void send_edit(struct ui *ui, struct compose_state *s)
{
    struct post_text text;
    enum err err = edit_text(ui, s, &text);

    if (err == OK)
        err = post_edit_text(visit_of(ui), s->draft.edit, s->draft.base, &text, s->override);
    if (err == OK) {
        s->done = true;
        changed_words(ui, s, draft_drop(visit_of(ui), &s->draft));
        ui_back(ui);
    } else if (err == E_BLOCKED) {
        tell_blocked(ui, s);
    } else if (err == E_STALE) {
        tell_stale(ui, s);
    } else {
        refused(ui, s, err);
    }
}

/* ---- posting ---- */

static void post_as_another(struct ui *ui, void *state)
{
    struct compose_state *s = state;

    random_fill(visit_of(ui)->random, s->draft.token, sizeof s->draft.token);
    send(ui, s);
}

static void look_at_posted(struct ui *ui, void *state)
{
    const struct compose_state *s = state;

    ui_push(ui, "thread", &s->before, sizeof s->before);
}

/* Posted by another session, or the draft outlived its post (a line that dropped between the two);
 * what stands here is another text, and a draft of its own. */
static void tell_posted_before(struct ui *ui, struct compose_state *s,
                               const struct submitted *result)
{
    static const struct dialog_choice choices[] = {
        {'l', "Look at what was posted", look_at_posted},
        {'g', "Go on writing", NULL},
        {'n', "Post what stands here as another post", post_as_another},
        {'d', "Discard it", compose_ask_to_discard},
        {0},
    };
    struct dialog dialog = {
        .title = "This draft was posted before",
        .choices = choices,
        .enter_first = true,
    };

    s->before = (struct thread_arg){.thread = result->thread,
                                    .no = result->no > 0 ? result->no : 1};
    dialog.text = arena_printf(ui_arena(ui),
                               "It is post/%lld%s, posted from another session or just before your "
                               "line dropped. What stands here differs: it is not posted, and is "
                               "kept as a draft of its own.",
                               (long long)result->post.v, result->waits ? ", which waits" : "");
    compose_unsave(ui, s);
    if (dialog.text)
        ui_ask(ui, &dialog);
}

static void send(struct ui *ui, struct compose_state *s)
{
    struct submitted result;
    enum err err;

    if (s->draft.edit.v != 0) {
        send_edit(ui, s);
        return;
    }
    if (s->asks != OK) {
        compose_name_ask(ui, s);
        return;
    }
    err = submit(ui, s, &result);

    if (err == E_ALIAS_CHANGED || err == E_FACE_FIXED) {
        IGNORE(compose_name_take(ui, s)); /* the header shows the new one beside the refusal */
        compose_unsave(ui, s);
    }
    if (s->asks != OK)
        compose_name_ask(ui, s);
    else if (err == OK && result.differs)
        tell_posted_before(ui, s, &result);
    else if (err == OK)
        posted(ui, s, &result);
    else if (err == E_BLOCKED)
        tell_blocked(ui, s);
    else
        refused(ui, s, err);
}

static void send_late(struct ui *ui, void *state)
{
    send(ui, state);
}

static void send_soon(struct ui *ui, void *state)
{
    struct compose_state *s = state;

    s->soon = true;
    send(ui, s);
}

/* When it is to come out. */
static void wait_ask(struct ui *ui, struct compose_state *s, const struct face_offer *now)
{
    char soon[WAIT_SIZE], late[WAIT_SIZE];
    struct dialog dialog = {
        .title = now->seen ? "You were just seen under your handle" : "When should it come out?",
        .choices = s->wait_choices,
        .enter_first = true,
    };

    wait_format(clock_wall_s(ui_clock(ui)), now->released, soon);
    wait_format(clock_wall_s(ui_clock(ui)), now->latest, late);
    s->wait_choices[0] = (struct dialog_choice){
        'w', arena_printf(ui_arena(ui), "At a drawn moment, within %s", late), send_late};
    s->wait_choices[1] = (struct dialog_choice){
        'n', arena_printf(ui_arena(ui), "With the next release, in %s", soon), send_soon};
    s->wait_choices[2] = (struct dialog_choice){'g', "Go on writing", NULL};
    dialog.text = now->seen ? "You posted under your handle within the last hour. If this comes "
                              "out soon after, somebody who watches may put the two together."
                            : "Somebody who watches the clock sees what comes out, and what you "
                              "do under your handle before and after. A drawn moment keeps the "
                              "two apart.";
    if (s->wait_choices[0].label && s->wait_choices[1].label)
        ui_ask(ui, &dialog);
}

void compose_post(struct ui *ui, void *state)
{
    struct compose_state *s = state;
    struct face_offer now;

    s->soon = false;
    if (s->draft.edit.v == 0 && s->offer.face == FACE_ALIAS &&
        compose_offer_get(ui, s, &now) == OK && now.latest > now.released)
        wait_ask(ui, s, &now);
    else
        send(ui, s);
}

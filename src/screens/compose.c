/* SPDX-License-Identifier: MIT
 *
 * compose.c -- writing: a new thread, or a reply.
 *
 * What is typed is kept as a draft at most DRAFT_EVERY_MS later, and once more when the screen
 * closes for whatever reason, so a dropped line costs two seconds. No key loses text: Esc and
 * Ctrl-C ask, and only "Discard" discards. The draft carries the token of the submission, so the
 * same text is posted once however often it is sent.
 */
#include <stdio.h>
#include <string.h>

#include <curbside/domain/board.h>
#include <curbside/domain/draft.h>
#include <curbside/domain/thread.h>
#include <curbside/text/markdown.h>
#include <curbside/text/utf8.h>
#include <curbside/ui/form.h>
#include <curbside/ui/plain.h>

#include "age.h"
#include "compose_state.h"
#include "compose_text.h"
#include "context.h"
#include "places.h"

enum {
    EXCERPT_COLS = 200,
    HEADER_GAP = 4,
    FORM_ROWS_MIN = 3,    /* below, nothing of it can be read */
    ANSWERS_ROWS_MIN = 6, /* below, all of the room is for the text */
};

bool compose_is_new_thread(const void *state)
{
    const struct compose_state *s = state;

    return s->draft.thread.v == 0 && s->draft.edit.v == 0;
}

/* A new thread, or a change of the post that opened one. */
static bool has_heading(const void *state)
{
    const struct compose_state *s = state;

    return s->heads;
}

static const struct form_field fields[N_FIELDS] = {
    [FIELD_TITLE] = {.kind = FIELD_LINE,
                     .label = "Title",
                     .limit_bytes = DRAFT_TITLE_BYTES,
                     .shown = has_heading},
    [FIELD_TAGS] = {.kind = FIELD_LINE,
                    .label = "Tags",
                    .note = "up to five words, or none",
                    .limit_bytes = DRAFT_TAGS_BYTES,
                    .shown = has_heading},
    [FIELD_BODY] = {.kind = FIELD_TEXT, .limit_bytes = DRAFT_BODY_BYTES},
};

/* ---- what Ctrl-X asks ---- */

static void preview(struct ui *ui, void *state)
{
    struct compose_state *s = state;
    size_t n;
    struct preview_arg arg = {
        .title = s->heads ? form_text(&s->form, FIELD_TITLE, &n) : NULL,
        .body = form_text(&s->form, FIELD_BODY, &n),
        .tags = s->heads ? form_text(&s->form, FIELD_TAGS, &n) : NULL,
        .name = s->name,
        .what = s->draft.edit.v ? "not saved yet" : NULL,
    };

    ui_push(ui, "preview", &arg, sizeof arg);
}

static void look_at_findings(struct ui *ui, void *state)
{
    compose_safety_walk(ui, state);
}

/* Posting stays one key, whatever was found. */
static void finish_choices_set(struct compose_state *s)
{
    struct dialog_choice *c = s->finish_choices;

    *c++ = (struct dialog_choice){'p', s->draft.edit.v ? "Save the change" : "Post it",
                                  compose_post};
    if (s->safety.n_open > 0)
        *c++ = (struct dialog_choice){'s', "See what the safety check found", look_at_findings};
    *c++ = (struct dialog_choice){'v', "Preview", preview};
    *c++ = (struct dialog_choice){'k', "Keep it as a draft", compose_keep_and_leave};
    *c++ = (struct dialog_choice){'d', "Discard it", compose_ask_to_discard};
    *c = (struct dialog_choice){0};
}

static void ask(struct ui *ui, struct compose_state *s, const char *title, bool enter_posts)
{
    struct dialog dialog = {
        .title = title,
        .text = compose_name_words(ui, s),
        .choices = s->finish_choices,
        .enter_first = enter_posts,
    };

    compose_safety_look(ui, s);
    finish_choices_set(s);
    ui_ask(ui, &dialog);
}

static void finish(struct ui *ui, void *state)
{
    ask(ui, state, "Finish", true);
}

static bool compose_may_leave(struct ui *ui, void *state)
{
    struct compose_state *s = state;

    if (s->done || form_version(&s->form) == s->opened || compose_is_empty(s))
        return true;
    ask(ui, s, "Leave this text?", false);
    return false;
}

/* ---- opening ---- */

static enum err take_heading(struct ui *ui, struct compose_state *s, const struct post_text *now)
{
    s->draft.title = now->title;
    s->draft.tags = tags_typed(ui_arena(ui), now->tags, now->n_tags);
    return s->draft.tags ? OK : E_NOMEM;
}

/* The kept draft of this edit, or the post as it is. */
static enum err find_edit(struct ui *ui, struct compose_state *s, const struct compose_arg *arg)
{
    struct visit *v = visit_of(ui);
    struct post_text now;
    enum err err = draft_find_edit(ui_arena(ui), v, arg->edit, &s->draft);

    if (err != E_NOTFOUND)
        return err;
    TRY(post_edit_begin(ui_arena(ui), v, arg->edit, &now));
    draft_init(&s->draft, v->random);
    s->draft.board = arg->board;
    s->draft.thread = arg->thread;
    s->draft.edit = arg->edit;
    s->draft.body = now.body;
    s->draft.body_n = now.n;
    post_edit_base(&now, s->draft.base);
    return now.title ? take_heading(ui, s, &now) : OK;
}

/* A kept draft for this place, or an empty one. */
static enum err find_draft(struct ui *ui, struct compose_state *s, const struct compose_arg *arg)
{
    struct visit *v = visit_of(ui);
    enum err err;

    if (arg->draft != 0)
        return draft_get(ui_arena(ui), v, arg->draft, &s->draft);
    if (arg->edit.v != 0)
        return find_edit(ui, s, arg);
    err = arg->title ? E_NOTFOUND : draft_find(ui_arena(ui), v, arg->board, arg->thread, &s->draft);
    if (err != E_NOTFOUND)
        return err;
    draft_init(&s->draft, v->random);
    s->draft.board = arg->board;
    s->draft.thread = arg->thread;
    if (!arg->title)
        return OK;
    s->draft.title = arena_strdup(ui_arena(ui), arg->title);
    s->draft.tags = arena_strdup(ui_arena(ui), arg->tags);
    return s->draft.title && s->draft.tags ? OK : E_NOMEM;
}

/* May it still be edited, and does it say what it said when that was begun? */
static enum err check_edit(struct ui *ui, const struct compose_state *s)
{
    uint8_t now[EDIT_BASE_BYTES];
    struct post_text text;

    TRY(post_edit_begin(ui_scratch(ui), visit_of(ui), s->draft.edit, &text));
    post_edit_base(&text, now);
    return memcmp(now, s->draft.base, sizeof now) == 0 ? OK : E_STALE;
}

/* Refuse to begin what could not be posted; a draft opens all the same, for its text. */
static enum err check_place(struct ui *ui, const struct compose_state *s, const struct board *board,
                            const struct thread_row *thread)
{
    if (s->draft.edit.v != 0)
        return check_edit(ui, s);
    if (compose_is_new_thread(s))
        return board_can_start(visit_of(ui), board);
    TRY(board_can_reply(visit_of(ui), board));
    return thread->locked ? E_LOCKED : OK;
}

static enum err find_place(struct ui *ui, struct compose_state *s, struct thread_row *ret_thread,
                           struct board *ret_board)
{
    *ret_thread = (struct thread_row){.title = ""};
    if (s->draft.thread.v != 0) {
        TRY(thread_get(ui_arena(ui), visit_of(ui), s->draft.thread, ret_thread));
        s->draft.board = ret_thread->board;
    }
    return board_get(ui_arena(ui), visit_of(ui), s->draft.board, ret_board);
}

static enum err name_place(struct ui *ui, struct compose_state *s, enum err *ret_refusal)
{
    struct arena *a = ui_arena(ui);
    struct thread_row thread;
    struct board board;
    enum err err = find_place(ui, s, &thread, &board);

    if (err == E_NOTFOUND && s->draft.number != 0) { /* the text is there all the same */
        *ret_refusal = E_CLOSED_BOARD;
        s->place = "No longer there";
        return compose_name_take(ui, s);
    }
    TRY(err);
    *ret_refusal = check_place(ui, s, &board, &thread);
    s->quiet = board.mode == BOARD_ALIAS;
    TRY(compose_name_take(ui, s));
    if (s->draft.edit.v != 0)
        s->place = arena_printf(a, "%s › edit", thread.title);
    else if (compose_is_new_thread(s))
        s->place = arena_printf(a, "%s › new thread", board.title);
    else
        s->place = arena_printf(a, "%s › reply", thread.title);
    return s->place ? OK : E_NOMEM;
}

enum err compose_edit_of(struct ui *ui, struct compose_state *s)
{
    struct arena *a = ui_arena(ui);
    struct post_text now;

    if (post_edit_begin(ui_scratch(ui), visit_of(ui), s->draft.edit, &now) != OK)
        return OK; /* the warning says why */
    s->answers = arena_printf(a, "now: %s", markdown_excerpt(a, now.body, now.n, EXCERPT_COLS));
    return s->answers ? OK : E_NOMEM;
}

/* The post that is answered, in a line above the text; and quoted in it, if that was asked for. */
static enum err answer_to(struct ui *ui, struct compose_state *s, bool quote,
                          const char **ret_quoted)
{
    struct arena *a = ui_arena(ui);
    struct post post;

    *ret_quoted = NULL;
    if (s->draft.edit.v != 0)
        return compose_edit_of(ui, s);
    if (s->draft.thread.v == 0)
        return OK;
    if (s->draft.reply_to == 0 ||
        post_get(a, visit_of(ui), s->draft.thread, s->draft.reply_to, &post) != OK) {
        s->answers = "to the thread";
        return OK;
    }
    s->answers = arena_printf(a, "to #%d  %s: %s", post.no, post.author.name,
                              markdown_excerpt(a, post.body, strlen(post.body), EXCERPT_COLS));
    s->answered = arena_printf(a, "#%d %s", post.no, post.author.name);
    s->answered_body = post.body;
    if (quote)
        *ret_quoted = quote_of(a, s->answered, post.body);
    return s->answers && s->answered ? OK : E_NOMEM;
}

/* ---- quoting ---- */

static bool can_quote(struct ui *ui, const void *state)
{
    const struct compose_state *s = state;

    (void)ui;
    return s->answered_body && s->answered_body[0];
}

static void choose_quote(struct ui *ui, void *state)
{
    struct compose_state *s = state;
    struct quote_arg arg = {.body = s->answered_body, .who = s->answered, .choice = &s->choice};

    s->choice = (struct quote_choice){.arena = ui_arena(ui)};
    ui_push(ui, "quote", &arg, sizeof arg);
}

/* Other words for the quote that stands at `at`. Whoever had gone on behind it goes on there. */
static enum err quote_change(struct editor *e, size_t at, size_t old_n, const char *text)
{
    size_t n = strlen(text), cursor = editor_cursor(e);

    TRY(editor_replace(e, at, at + old_n, text, n));
    if (cursor >= at + old_n)
        editor_go(e, cursor - old_n + n);
    return OK;
}

/* In the place of the quote that is there, if it stands as it was put in; else at the cursor, in
 * lines of its own, with a blank one between it and the answer. */
static enum err quote_put(struct arena *a, struct compose_state *s, const char *text)
{
    struct editor *e = form_editor(&s->form, FIELD_BODY);
    size_t n, at = editor_cursor(e);
    const char *body = editor_text(e, &n);
    const char *old = s->quoted ? strstr(body, s->quoted) : NULL;

    if (old)
        return quote_change(e, (size_t)(old - body), strlen(s->quoted), text);
    text = arena_printf(a, "%s%s\n", at > 0 && body[at - 1] != '\n' ? "\n" : "", text);
    return text ? editor_replace(e, at, at, text, strlen(text)) : E_NOMEM;
}

/* Back from choosing what to quote. */
static enum err compose_resume(struct ui *ui, void *state)
{
    struct compose_state *s = state;
    const char *text = s->choice.text;
    enum err err;

    if (!text)
        return OK;
    s->choice.text = NULL;
    err = quote_put(ui_scratch(ui), s, text);
    if (err == OK)
        s->quoted = text;
    else
        ui_fail(ui, err);
    form_focus(&s->form, FIELD_BODY);
    compose_changed(ui, s);
    return OK;
}

/* A quote goes behind what is there; the same one is not put in twice. */
static enum err fill_form(struct compose_state *s, struct arena *a, const char *quoted)
{
    const char *body = s->draft.body ? s->draft.body : "";
    const char *title = s->draft.title ? s->draft.title : "";

    if (quoted && !strstr(body, quoted))
        body = arena_printf(a, "%s%s%s\n", body, body[0] ? "\n\n" : "", quoted);
    if (!body)
        return E_NOMEM;
    TRY(form_text_set(&s->form, FIELD_TITLE, title));
    TRY(form_text_set(&s->form, FIELD_TAGS, s->draft.tags ? s->draft.tags : ""));
    TRY(form_text_set(&s->form, FIELD_BODY, body));
    form_focus(&s->form, s->heads && title[0] == '\0' ? FIELD_TITLE : FIELD_BODY);
    return OK;
}

static void tell_of_draft(struct ui *ui, const struct compose_state *s)
{
    struct moment now = moment_now(ui);
    char age[AGE_LONG_SIZE];

    age_format_long(&now, s->draft.updated, age);
    ui_sayf(ui, "Your draft, kept %s.", strcmp(age, "now") == 0 ? "just now" : age);
}

static enum err compose_open(struct ui *ui, void *state, const void *arg)
{
    const struct compose_arg *a = arg;
    struct compose_state *s = state;
    enum err refusal, err;
    const char *quoted;

    TRY(find_draft(ui, s, a));
    if (a->reply_to != 0)
        s->draft.reply_to = a->reply_to;
    s->heads = compose_is_new_thread(s) ||
               (s->draft.edit.v != 0 && s->draft.title && s->draft.title[0]);
    TRY(name_place(ui, s, &refusal));
    if (refusal != OK && s->draft.number == 0)
        return refusal;
    TRY(answer_to(ui, s, a->quote, &quoted));
    TRY(form_init(&s->form, fields, N_FIELDS, s));
    err = fill_form(s, ui_arena(ui), quoted);
    s->quoted = quoted;
    if (err != OK) {
        form_done(&s->form);
        return err;
    }
    s->opened = s->saved = form_version(&s->form);
    compose_safety_open(ui, s);
    if (refusal != OK)
        ui_warn(ui, err_info(refusal)->sentence);
    else if (s->asks != OK)
        compose_name_tell(ui, s);
    else if (s->draft.number != 0)
        tell_of_draft(ui, s);
    return OK;
}

static void compose_close(struct ui *ui, void *state)
{
    struct compose_state *s = state;

    /* The line may be gone: there is nobody to tell. */
    if (!s->done && s->name)
        IGNORE(compose_keep(ui, s));
    form_done(&s->form);
    compose_safety_close(s);
}

/* ---- drawing and typing ---- */

static void compose_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct compose_state *s = state;
    struct arena *a = ui_scratch(ui);
    const char *right = compose_name_header(ui, s);
    int cols, rows;

    ui_body_size(ui, &cols, &rows);
    ret->quiet = s->quiet;
    ret->place = s->place;
    ret->right = right;
    if (is_narrow(ui))
        ret->place = compose_is_new_thread(s) ? "New thread" : s->draft.edit.v ? "Edit" : "Reply";
    if (right && s->asks == OK &&
        text_cells(ret->place, strlen(ret->place)) + text_cells(right, strlen(right)) + HEADER_GAP >
            cols)
        ret->right = arena_printf(a, "as %s", s->name);
}

static void compose_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct compose_state *s = state;
    struct area form = body;

    form.rows -= ui_asking_rows(ui, body); /* what is asked about stays in view */
    if (s->answers && form.rows > ANSWERS_ROWS_MIN) {
        canvas_text_fit(canvas, body.x + 1, body.y, body.cols - 2, THEME_DIM, s->answers);
        form.y++;
        form.rows--;
    }
    form.rows -= compose_safety_draw(s, canvas, form);
    if (form.rows >= FORM_ROWS_MIN || plain_hears(canvas))
        form_draw(&s->form, canvas, form);
}

static void tell_if_full(struct ui *ui, enum form_answer answer)
{
    if (answer == FORM_FULL)
        ui_warn(ui, "That did not fit: this field is full.");
}

static bool compose_key(struct ui *ui, void *state, keycode key)
{
    struct compose_state *s = state;
    enum form_answer answer = form_key(&s->form, key);

    tell_if_full(ui, answer);
    if (answer == FORM_SUBMIT)
        finish(ui, s);
    compose_changed(ui, s);
    return answer != FORM_IGNORED;
}

static void compose_paste(struct ui *ui, void *state, const char *text, size_t n)
{
    struct compose_state *s = state;

    tell_if_full(ui, form_paste(&s->form, text, n));
    compose_changed(ui, s);
}

/* Whatever was due: a save, a look. */
static void compose_tick(struct ui *ui, void *state)
{
    struct compose_state *s = state;

    compose_autosave(ui, s);
    compose_safety_tick(ui, s);
    compose_wake(ui, s);
}

static bool has_findings(struct ui *ui, const void *state)
{
    const struct compose_state *s = state;

    (void)ui;
    return s->safety.n_open > 0;
}

static bool has_no_findings(struct ui *ui, const void *state)
{
    return !has_findings(ui, state);
}

static bool is_for_post(struct ui *ui, const void *state)
{
    const struct compose_state *s = state;

    return s->draft.edit.v == 0 && has_no_findings(ui, state);
}

static bool is_for_change(struct ui *ui, const void *state)
{
    const struct compose_state *s = state;

    return s->draft.edit.v != 0 && has_no_findings(ui, state);
}

static bool compose_typing(struct ui *ui, const void *state)
{
    const struct compose_state *s = state;

    (void)ui;
    return form_is_typing(&s->form);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_CTRL('x'), finish, "post, keep, discard", "Finish: post, preview, keep as a draft, discard", is_for_post},
    {K_CTRL('x'), finish, "save, keep, discard", "Finish: save the change, preview, keep as a draft, discard", is_for_change},
    {K_CTRL('x'), finish, "finish", "", has_findings}, /* leaves room for the next on a phone */
    {K_CTRL('n'), look_at_findings, "safety", "The next words the safety check marked: generalize, remove, keep", has_findings},
    {K_CTRL('n'), look_at_findings, NULL, "", has_no_findings}, /* before a pause: looks now */
    {K_CTRL('r'), choose_quote, "quote", "Choose which lines of the post you answer are quoted", can_quote},
    {K_CTRL('t'), compose_choose_name, "name", "Choose the name this is posted under", compose_name_is_open},
    {K_CTRL('t'), compose_choose_name, NULL, "", compose_name_is_fixed}, /* says why it is */
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {form_help, editor_help, NULL};

const struct screen_ops screen_compose = {
    .name = "compose",
    .about = "Writing",
    .min_level = 1,
    .state_size = sizeof(struct compose_state),
    .keys = keys,
    .moving = moving,
    .open = compose_open,
    .resume = compose_resume,
    .header = compose_header,
    .draw = compose_draw,
    .key = compose_key,
    .paste = compose_paste,
    .typing = compose_typing,
    .tick = compose_tick,
    .may_leave = compose_may_leave,
    .close = compose_close,
};

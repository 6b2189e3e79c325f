/* SPDX-License-Identifier: MIT
 *
 * filter.c -- a new filter as a form, with the figure of its dry run while it is written.
 *
 * It is tried whenever the hands rest, and once more before it is made: nothing is switched on here
 * that its sysop has not seen the figure of.
 */
#include <string.h>

#include <curbside/domain/filter.h>
#include <curbside/domain/rule.h>
#include <curbside/ui/form.h>

#include "context.h"
#include "filter_words.h"
#include "form_page.h"
#include "places.h"

enum {
    PAUSE_MS = 700,
};

enum field {
    KIND,
    TEXT,
    ACTION,
    RULE,
    SENTENCE,
    FIGURE,
    N_FIELDS
};

struct state {
    struct form_sheet sheet; /* first */
    struct form_field fields[N_FIELDS];
    const char *rules[RULES_MAX + 2]; /* "none" first, ended by NULL */
    struct undo_stack *done; /* of the list that asks */

    struct arena arena; /* of the last dry run's words */
    uint64_t tried;     /* form_version() of it */
    int64_t try_at;     /* when the next is due; 0: none is */
};

static const char *const kind_words[] = {"word", "pattern", "link", NULL};
static const char *const action_words[] = {"warn", "hold", "reject", "slow", NULL};

static const struct form_field fields[N_FIELDS] = {
    [KIND] = {.kind = FIELD_CHOICE, .label = "Kind", .choices = kind_words},
    [TEXT] = {.kind = FIELD_LINE,
              .label = "Text",
              .note = "a word or several, a PCRE2 pattern, or a domain",
              .limit_bytes = SIEVE_RULE_BYTES},
    [ACTION] = {.kind = FIELD_CHOICE, .label = "Action", .choices = action_words},
    [RULE] = {.kind = FIELD_CHOICE, .label = "Rule"},
    [SENTENCE] = {.kind = FIELD_LINE,
                  .label = "Tells",
                  .note = "a sentence to the author; nothing: the action's own",
                  .limit_bytes = FILTER_SENTENCE_BYTES},
    [FIGURE] = {.kind = FIELD_NOTE},
};

static const char first_figure[] =
    "It is tried on the last 10,000 posts when you pause. Title, tags and body are looked at, of "
    "posts, replies and edits under every name.";

static enum err rules_fill(struct ui *ui, struct state *s)
{
    struct rule_page page;

    TRY(rule_list(ui_arena(ui), visit_of(ui), &page));
    s->rules[0] = "none";
    for (int i = 0; i < page.n && i < RULES_MAX; i++)
        s->rules[i + 1] = page.rows[i].name;
    s->fields[RULE].choices = s->rules;
    return OK;
}

static enum err filter_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;

    s->done = ((const struct filter_arg *)arg)->done;
    memcpy(s->fields, fields, sizeof s->fields);
    TRY(rules_fill(ui, s));
    TRY(form_init(&s->sheet.form, s->fields, N_FIELDS, s));
    form_note_set(&s->sheet.form, FIGURE, first_figure);
    s->sheet.opened = s->tried = form_version(&s->sheet.form);
    return OK;
}

static void filter_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    form_done(&s->sheet.form);
    arena_done(&s->arena);
}

static const char *text_of(struct state *s, enum field field)
{
    size_t n;

    return form_text(&s->sheet.form, (int)field, &n);
}

/* ---- dry runs ---- */

/* What stands there, in words below the form. */
static void try_now(struct ui *ui, struct state *s)
{
    struct filter_trial trial = {0};
    const char *words = NULL;
    enum err err;

    s->try_at = 0;
    s->tried = form_version(&s->sheet.form);
    arena_reset(&s->arena);
    if (*text_of(s, TEXT)) {
        err = filter_try(&s->arena, visit_of(ui), (enum sieve_kind)form_value(&s->sheet.form, KIND),
                         text_of(s, TEXT), &trial);
        words = err == OK || trial.refused ? filter_trial_text(&s->arena, &trial)
                                           : err_info(err)->sentence;
    }
    form_note_set(&s->sheet.form, FIGURE, words ? words : first_figure);
}

static void filter_tick(struct ui *ui, void *state)
{
    struct state *s = state;

    if (s->try_at != 0 && clock_mono_ms(ui_clock(ui)) >= s->try_at)
        try_now(ui, s);
}

static void changed(struct ui *ui, struct state *s)
{
    if (form_version(&s->sheet.form) == s->tried)
        return;
    form_errors_clear(&s->sheet.form);
    s->try_at = clock_mono_ms(ui_clock(ui)) + PAUSE_MS;
    ui_wake_at(ui, s->try_at);
}

/* ---- storing ---- */

static struct filter_draft draft_of(struct state *s)
{
    int rule = form_value(&s->sheet.form, RULE);
    const char *sentence = text_of(s, SENTENCE);

    return (struct filter_draft){
        .kind = (enum sieve_kind)form_value(&s->sheet.form, KIND),
        .action = (enum filter_action)form_value(&s->sheet.form, ACTION),
        .text = text_of(s, TEXT),
        .rule = rule > 0 ? s->rules[rule] : NULL,
        .sentence = *sentence ? sentence : NULL,
    };
}

static void fault(struct state *s, enum field field, const char *sentence)
{
    form_error_set(&s->sheet.form, (int)field, sentence);
    form_focus(&s->sheet.form, (int)field);
}

/* Show the refusal where it was typed. `refused` lives in the state's arena. */
static void refuse(struct ui *ui, struct state *s, enum err err, const struct filter_trial *trial)
{
    if (err == E_FILTER && trial->refused)
        fault(s, TEXT, trial->refused);
    else if (err == E_DONE_ALREADY)
        fault(s, TEXT, "There is that filter already.");
    else if (err == E_REASON_LONG)
        fault(s, SENTENCE, "At most 160 bytes.");
    else
        ui_fail(ui, err);
}

static void store(struct ui *ui, struct state *s, bool on)
{
    struct filter_draft draft = draft_of(s);
    struct filter_trial trial = {0};
    filter_id filter;
    action_id id;

    arena_reset(&s->arena);
    form_note_set(&s->sheet.form, FIGURE, first_figure);
    enum err err = filter_add(&s->arena, visit_of(ui), &draft, on, &trial, &filter, &id);
    if (err != OK) {
        refuse(ui, s, err, &trial);
        return;
    }
    undo_stack_add(s->done, id);
    s->sheet.stored = true;
    ui_say(ui, on ? "It is on, for everybody. z takes it back."
                  : "It is there, and off. o switches it on.");
    ui_back(ui);
}

static void store_on(struct ui *ui, void *state)
{
    store(ui, state, true);
}

static void store_off(struct ui *ui, void *state)
{
    store(ui, state, false);
}

/* The figure first. */
static void ask(struct ui *ui, void *state)
{
    static const struct dialog_choice choices[] = {{'s', "Switch it on", store_on},
                                                   {'k', "Keep it, off", store_off},
                                                   {'g', "Go on changing it", NULL},
                                                   {0}};
    struct state *s = state;
    struct filter_trial trial = {0};
    struct dialog dialog = {.title = "Dry run", .choices = choices};
    enum err err;

    form_errors_clear(&s->sheet.form);
    arena_reset(&s->arena);
    s->try_at = 0;
    s->tried = form_version(&s->sheet.form);
    err = filter_try(&s->arena, visit_of(ui), (enum sieve_kind)form_value(&s->sheet.form, KIND),
                     text_of(s, TEXT), &trial);
    dialog.text = filter_trial_text(&s->arena, &trial);
    form_note_set(&s->sheet.form, FIGURE, dialog.text ? dialog.text : first_figure);
    if (err == OK && trial.refused)
        err = E_FILTER;
    if (err != OK)
        refuse(ui, s, err, &trial);
    else if (dialog.text)
        ui_ask(ui, &dialog);
}

static void leave(struct ui *ui, void *state)
{
    struct state *s = state;

    s->sheet.stored = true;
    ui_say(ui, "No filter was made.");
    ui_back(ui);
}

static bool filter_may_leave(struct ui *ui, void *state)
{
    static const struct dialog_choice choices[] = {
        {'g', "Go on", NULL}, {'d', "Leave it", leave}, {0}};

    return form_sheet_may_leave(ui, state, choices);
}

/* ---- the page ---- */

static void filter_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)ui, (void)state;
    ret->place = "Moderation › New filter";
    ret->right = "not made yet";
}

static bool filter_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;
    bool taken = form_page_key(ui, &s->sheet.form, key, ask, s);

    changed(ui, s);
    return taken;
}

static void filter_paste(struct ui *ui, void *state, const char *text, size_t n)
{
    struct state *s = state;

    form_page_paste(ui, &s->sheet.form, text, n);
    changed(ui, s);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_CTRL('x'), ask, "try and store", "Try it, and store it on or off", NULL},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {form_help, editor_help, NULL};

const struct screen_ops screen_filter = {
    .name = "filter",
    .about = "A new filter, for sysops",
    .min_level = 3,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = filter_open,
    .header = filter_header,
    .draw = form_sheet_draw,
    .key = filter_key,
    .paste = filter_paste,
    .tick = filter_tick,
    .typing = form_sheet_typing,
    .may_leave = filter_may_leave,
    .close = filter_close,
};

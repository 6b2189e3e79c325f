/* SPDX-License-Identifier: MIT
 *
 * sysop_rule.c -- one house rule as a form: a new one, or other words for one.
 */
#include <string.h>

#include <curbside/domain/rule_edit.h>
#include <curbside/text/clean.h>
#include <curbside/ui/form.h>

#include "context.h"
#include "form_page.h"
#include "places.h"

enum field {
    ABOUT,
    NAME,
    TITLE,
    TEXT,
    REASON,
    N_FIELDS
};

struct state {
    struct form_sheet sheet; /* first */
    const char *name; /* NULL: a new one */
    struct undo_stack *done; /* of the list that asks */
};

static bool is_new(const void *state)
{
    return ((const struct state *)state)->name == NULL;
}

static const struct form_field fields[N_FIELDS] = {
    [ABOUT] = {.kind = FIELD_NOTE,
               .note = "What was decided by a rule stays explained by it: its name is fixed, and "
                       "its words are what people read of old decisions, too."},
    [NAME] = {.kind = FIELD_LINE,
              .label = "Name",
              .note = "for commands and the log: a-z 0-9 -",
              .limit_bytes = RULE_CHARS,
              .shown = is_new},
    [TITLE] = {.kind = FIELD_LINE,
               .label = "Title",
               .note = "two words",
               .limit_bytes = RULE_BYTES},
    [TEXT] = {.kind = FIELD_LINE,
              .label = "Rule",
              .note = "one sentence, for everybody",
              .limit_bytes = RULE_BYTES},
    [REASON] = {.kind = FIELD_LINE,
                .label = "Reason",
                .note = "what a moderator says who says nothing else",
                .limit_bytes = REASON_BYTES},
};

static enum err form_fill(struct ui *ui, struct state *s)
{
    struct rule rule;

    if (!s->name)
        return OK;
    TRY(rule_explain(ui_scratch(ui), visit_of(ui), s->name, &rule));
    TRY(form_text_set(&s->sheet.form, TITLE, rule.title));
    TRY(form_text_set(&s->sheet.form, TEXT, rule.text));
    return form_text_set(&s->sheet.form, REASON, rule.reason);
}

static enum err rule_open(struct ui *ui, void *state, const void *arg)
{
    const struct sysop_rule_arg *a = arg;
    struct state *s = state;
    enum err err;

    s->done = a->done;
    if (a->name) {
        s->name = arena_strdup(ui_arena(ui), a->name);
        if (!s->name)
            return E_NOMEM;
    }
    TRY(form_init(&s->sheet.form, fields, N_FIELDS, s));
    err = form_fill(ui, s);
    if (err != OK)
        form_done(&s->sheet.form);
    s->sheet.opened = form_version(&s->sheet.form);
    return err;
}

/* ---- storing ---- */

static const char *text_of(struct state *s, enum field field)
{
    size_t n;

    return form_text(&s->sheet.form, (int)field, &n);
}

static void fault(struct state *s, enum field field, const char *sentence)
{
    form_error_set(&s->sheet.form, (int)field, sentence);
    form_focus(&s->sheet.form, (int)field);
}

/* The first text with nothing in it. */
static enum field empty_field(struct state *s)
{
    int field = TITLE;

    while (field < REASON &&
           !text_is_blank(text_of(s, (enum field)field), strlen(text_of(s, (enum field)field))))
        field++;
    return (enum field)field;
}

static void refuse(struct ui *ui, struct state *s, enum err err)
{
    if (err == E_USAGE)
        fault(s, NAME, "1 to 23 of a-z, 0-9 and -; it stays.");
    else if (err == E_IN_USE)
        fault(s, NAME, "There is a rule of that name.");
    else if (err == E_WORDS_EMPTY)
        fault(s, empty_field(s), "It needs a few words.");
    else if (err == E_DONE_ALREADY)
        ui_say(ui, "All of it is so already.");
    else
        ui_fail(ui, err);
}

static void store(struct ui *ui, void *state)
{
    struct state *s = state;
    const char *name = s->name ? s->name : text_of(s, NAME);
    const struct rule_change change = {.title = text_of(s, TITLE),
                                       .text = text_of(s, TEXT),
                                       .reason = text_of(s, REASON),
                                       .retired = RULE_AS_IS};
    action_id id;
    enum err err = (s->name ? rule_edit : rule_make)(visit_of(ui), name, &change, &id);

    form_errors_clear(&s->sheet.form);
    if (err != OK) {
        refuse(ui, s, err);
        return;
    }
    undo_stack_add(s->done, id);
    s->sheet.stored = true;
    ui_say(ui, s->name ? "Changed. z takes it back." : "In force. z retires it.");
    ui_back(ui);
}

static bool rule_may_leave(struct ui *ui, void *state)
{
    static const struct dialog_choice choices[] = {
        {'s', "Store it", store},
        {'d', "Leave everything as it was", form_sheet_leave},
        {0},
    };

    return form_sheet_may_leave(ui, state, choices);
}

/* ---- the page ---- */

static void rule_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct state *s = state;

    ret->place = s->name ? arena_printf(ui_scratch(ui), "Sysop › %s", s->name) : "Sysop › New rule";
    ret->right = s->name ? "everybody reads it" : "not made yet";
}

static bool rule_key(struct ui *ui, void *state, keycode key)
{
    return form_page_key(ui, &((struct state *)state)->sheet.form, key, store, state);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_CTRL('x'), store, "store", "Store it", NULL},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {form_help, editor_help, NULL};

const struct screen_ops screen_sysop_rule = {
    .name = "sysop_rule",
    .about = "One house rule, for sysops",
    .min_level = 3,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = rule_open,
    .header = rule_header,
    .draw = form_sheet_draw,
    .key = rule_key,
    .paste = form_sheet_paste,
    .typing = form_sheet_typing,
    .may_leave = rule_may_leave,
    .close = form_sheet_close,
};

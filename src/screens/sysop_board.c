/* SPDX-License-Identifier: MIT
 *
 * sysop_board.c -- one board as a form: a new one, or one that is changed.
 */
#include <stdio.h>
#include <string.h>

#include <curbside/domain/board_edit.h>
#include <curbside/domain/slow.h>
#include <curbside/text/clean.h>
#include <curbside/ui/form.h>

#include "context.h"
#include "form_page.h"
#include "places.h"

enum {
    SLUG_BYTES = 48,
    MINUTES_BYTES = 5,
};

enum field {
    SLUG,
    TITLE,
    CATEGORY,
    DESCRIPTION,
    NAMES,
    NAMES_FIXED,
    STARTS,
    SLOW,
    OPEN,
    N_FIELDS
};

struct state {
    struct form_sheet sheet; /* first */
    const char *slug; /* NULL: a new one */
    struct board was;
    struct undo_stack *done; /* of the list that asks */
};

static bool is_new(const void *state)
{
    return ((const struct state *)state)->slug == NULL;
}

static bool names_are_open(const void *state)
{
    const struct state *s = state;

    return !s->slug || s->was.threads == 0;
}

static bool names_are_fixed(const void *state)
{
    return !names_are_open(state);
}

/* In the order of enum board_mode's names, as the form numbers them. */
static const char *const mode_names[] = {"either", "handle", "alias", NULL};
static const char *const mode_words[] = {"handle or alias", "handles only", "aliases only", NULL};
static const char *const starts_words[] = {"everybody", "moderators", NULL};

static const struct form_field fields[N_FIELDS] = {
    [SLUG] = {.kind = FIELD_LINE,
              .label = "Slug",
              .note = "its name in commands: a-z 0-9 -",
              .limit_bytes = SLUG_BYTES,
              .shown = is_new},
    [TITLE] = {.kind = FIELD_LINE, .label = "Title", .limit_bytes = BOARD_WORDS},
    [CATEGORY] = {.kind = FIELD_LINE,
                  .label = "Category",
                  .note = "Other",
                  .limit_bytes = BOARD_WORDS},
    [DESCRIPTION] = {.kind = FIELD_LINE,
                     .label = "About",
                     .note = "one line for the list of boards",
                     .limit_bytes = BOARD_WORDS},
    [NAMES] = {.kind = FIELD_CHOICE,
               .label = "Names",
               .choices = mode_words,
               .shown = names_are_open},
    [NAMES_FIXED] = {.kind = FIELD_NOTE, .shown = names_are_fixed},
    [STARTS] = {.kind = FIELD_CHOICE, .label = "Threads by", .choices = starts_words},
    [SLOW] = {.kind = FIELD_LINE,
              .label = "Slow",
              .note = "minutes between two posts of one person; 0: none",
              .limit_bytes = MINUTES_BYTES},
    [OPEN] = {.kind = FIELD_TOGGLE, .label = "Open"},
};

static int mode_index(enum board_mode mode)
{
    for (int i = 0; mode_names[i]; i++)
        if (strcmp(mode_names[i], board_mode_name(mode)) == 0)
            return i;
    return 0;
}

static enum err board_get_setup(struct ui *ui, struct state *s)
{
    struct board_setup_page page;

    TRY(board_setup_list(ui_arena(ui), visit_of(ui), &page));
    for (int i = 0; i < page.n; i++)
        if (strcmp(page.rows[i].board.slug, s->slug) == 0) {
            s->was = page.rows[i].board;
            return OK;
        }
    return E_NOTFOUND;
}

static enum err form_fill(struct ui *ui, struct state *s)
{
    char minutes[12];

    snprintf(minutes, sizeof minutes, "%d", s->was.slow);
    TRY(form_text_set(&s->sheet.form, TITLE, s->was.title));
    TRY(form_text_set(&s->sheet.form, CATEGORY, s->was.category));
    TRY(form_text_set(&s->sheet.form, DESCRIPTION, s->was.description));
    TRY(form_text_set(&s->sheet.form, SLOW, minutes));
    form_value_set(&s->sheet.form, NAMES, mode_index(s->was.mode));
    form_value_set(&s->sheet.form, STARTS, s->was.staff_threads);
    form_value_set(&s->sheet.form, OPEN, s->was.open);
    form_note_set(&s->sheet.form, NAMES_FIXED,
                  arena_printf(ui_arena(ui),
                               "Names: %s. They are fixed with the first thread: what is known of "
                               "aliases, and when posts come out, hangs on them.",
                               mode_words[mode_index(s->was.mode)]));
    return OK;
}

static enum err board_open(struct ui *ui, void *state, const void *arg)
{
    const struct sysop_board_arg *a = arg;
    struct state *s = state;
    enum err err;

    s->done = a->done;
    s->was = (struct board){.title = "", .category = "", .description = "", .mode = BOARD_EITHER};
    if (a->slug) {
        s->slug = arena_strdup(ui_arena(ui), a->slug);
        if (!s->slug)
            return E_NOMEM;
        TRY(board_get_setup(ui, s));
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

static bool minutes_take(struct state *s, int *ret)
{
    const char *typed = text_of(s, SLOW);
    long long minutes = 0;

    if (*typed && int_parse(typed, 0, SLOW_MINUTES_MAX, &minutes) != OK) {
        fault(s, SLOW, "From 0 to 1440 minutes.");
        return false;
    }
    *ret = (int)minutes;
    return true;
}

/* Show the refusal where it was typed. */
static void refuse(struct ui *ui, struct state *s, enum err err)
{
    if (err == E_USAGE)
        fault(s, SLUG, "1 to 48 of a-z, 0-9 and -; it stays.");
    else if (err == E_DONE_ALREADY && !s->slug)
        fault(s, SLUG, "There is a board of that name.");
    else if (err == E_TITLE_EMPTY)
        fault(s, text_is_blank(text_of(s, TITLE), strlen(text_of(s, TITLE))) ? TITLE : CATEGORY,
              "It needs a word.");
    else if (err == E_DONE_ALREADY)
        ui_say(ui, "All of it is so already.");
    else
        ui_fail(ui, err);
}

static void store(struct ui *ui, void *state)
{
    struct state *s = state;
    struct board_change change = board_change_none();
    const char *slug = s->slug ? s->slug : text_of(s, SLUG);
    action_id id;
    enum err err;

    form_errors_clear(&s->sheet.form);
    if (!minutes_take(s, &change.slow))
        return;
    change.title = text_of(s, TITLE);
    change.category = text_of(s, CATEGORY);
    if (!s->slug && !*change.category)
        change.category = NULL; /* "Other" */
    change.description = text_of(s, DESCRIPTION);
    change.mode = names_are_open(s) ? mode_names[form_value(&s->sheet.form, NAMES)] : NULL;
    change.staff_threads = form_value(&s->sheet.form, STARTS);
    change.open = form_value(&s->sheet.form, OPEN);
    err = (s->slug ? board_edit : board_make)(visit_of(ui), slug, &change, &id);
    if (err != OK) {
        refuse(ui, s, err);
        return;
    }
    undo_stack_add(s->done, id);
    s->sheet.stored = true;
    ui_say(ui, s->slug ? "Changed. z takes it back." : "Made. z closes it again.");
    ui_back(ui);
}

static bool board_may_leave(struct ui *ui, void *state)
{
    static const struct dialog_choice choices[] = {
        {'s', "Store it", store},
        {'d', "Leave everything as it was", form_sheet_leave},
        {0},
    };

    return form_sheet_may_leave(ui, state, choices);
}

/* ---- the page ---- */

static void board_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct state *s = state;

    ret->place = s->slug ? arena_printf(ui_scratch(ui), "Sysop › %s", s->was.title)
                         : "Sysop › New board";
    ret->right = s->slug ? arena_printf(ui_scratch(ui), "board/%s", s->slug) : "not made yet";
}

static bool board_key(struct ui *ui, void *state, keycode key)
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

const struct screen_ops screen_sysop_board = {
    .name = "sysop_board",
    .about = "One board, for sysops",
    .min_level = 3,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = board_open,
    .header = board_header,
    .draw = form_sheet_draw,
    .key = board_key,
    .paste = form_sheet_paste,
    .typing = form_sheet_typing,
    .may_leave = board_may_leave,
    .close = form_sheet_close,
};

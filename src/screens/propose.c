/* SPDX-License-Identifier: MIT
 *
 * propose.c -- a school that is missing in the list: its name and where it is.
 *
 * Nothing but these two lines is asked, so they are no draft; leaving asks.
 */
#include <curbside/domain/school_proposal.h>

#include <string.h>

#include <curbside/text/clean.h>
#include <curbside/ui/form.h>
#include <curbside/ui/ui.h>

#include "context.h"
#include "form_page.h"
#include "places.h"
#include "rows.h"

enum {
    NAME,
    PLACE,
    N_FIELDS,
    FORM_ROWS = 4, /* two fields, an error, a blank */
};

struct state {
    struct form form;
    uint64_t opened; /* form_version() when begun */
    bool done;
    char address[PROPOSAL_ADDRESS_SIZE]; /* of what was proposed */
};

static const struct form_field fields[N_FIELDS] = {
    [NAME] = {.kind = FIELD_LINE,
              .label = "Name",
              .note = "as it calls itself",
              .limit_bytes = (size_t)4 * PROPOSAL_NAME_CHARS},
    [PLACE] = {.kind = FIELD_LINE,
               .label = "Place",
               .note = "city, state or country",
               .limit_bytes = (size_t)4 * PROPOSAL_NAME_CHARS},
};

static const char about[] =
    "A moderator looks at it. Accepted, it comes with the next list of schools; refused, you are "
    "told why (g i, then p). Nobody can tell who proposed it. Your report of it can be a draft "
    "until it is there.";

static enum err propose_open(struct ui *ui, void *state, const void *arg)
{
    const struct propose_arg *a = arg;
    struct state *s = state;
    enum err err = OK;

    (void)ui;
    TRY(form_init(&s->form, fields, N_FIELDS, s));
    if (a && a->name) {
        err = form_text_set(&s->form, NAME, a->name);
        form_focus(&s->form, *a->name ? PLACE : NAME);
    }
    if (err != OK)
        form_done(&s->form);
    s->opened = form_version(&s->form);
    return err;
}

static void propose_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    form_done(&s->form);
}

/* ---- handing in ---- */

static void write_report(struct ui *ui, void *state)
{
    struct state *s = state;
    struct school_arg arg = {s->address};

    ui_replace(ui, "report", &arg, sizeof arg);
}

static void look(struct ui *ui, void *state)
{
    (void)state;
    ui_replace(ui, "proposed", NULL, 0);
}

static void back(struct ui *ui, void *state)
{
    (void)state;
    ui_back(ui);
}

static const struct dialog proposed = {
    .title = "Proposed",
    .text = "It waits for a moderator. Your report of it can be written now: it is kept as a draft "
            "until the school is there.",
    .choices = (const struct dialog_choice[]){{'w', "Write your report now", write_report},
                                              {'p', "See what you proposed", look},
                                              {'b', "Back to the schools", back},
                                              {0}},
};

/* What is wrong, where it was typed. */
static void fault_show(struct ui *ui, struct state *s, enum err err)
{
    size_t n;
    int field = NAME;
    const char *sentence = err_info(err)->sentence;

    if (err == E_TITLE_EMPTY || err == E_TITLE_LONG || err == E_NOT_UTF8) {
        const char *name = form_text(&s->form, NAME, &n);

        if (err == E_TITLE_EMPTY && !text_is_blank(name, n))
            field = PLACE;
        sentence = err == E_TITLE_EMPTY  ? "Name and place are both needed."
                   : err == E_TITLE_LONG ? "Name and place have at most 120 characters each."
                                         : sentence;
    } else if (err == E_IN_USE) {
        sentence = "A school is called so already: g i, then / and this name finds it.";
    } else if (err == E_DONE_ALREADY) {
        sentence = "You have proposed this school: g i, then p shows what became of it.";
    } else if (err == E_TOOFAST) {
        sentence = "Many proposals wait for a moderator now; try again in some days.";
    } else {
        ui_fail(ui, err);
        return;
    }
    form_error_set(&s->form, field, sentence);
    form_focus(&s->form, field);
}

static void propose(struct ui *ui, void *state)
{
    struct state *s = state;
    school_proposal_id id;
    size_t n;
    enum err err;

    form_errors_clear(&s->form);
    err = school_propose(visit_of(ui), form_text(&s->form, NAME, &n),
                         form_text(&s->form, PLACE, &n), &id);
    if (err != OK) {
        fault_show(ui, s, err);
        return;
    }
    s->done = true;
    school_proposal_address(id, s->address);
    ui_ask(ui, &proposed);
}

static const struct dialog sure = {
    .title = "Propose it?",
    .text = "A moderator reads the name and the place as they stand here.",
    .choices = (const struct dialog_choice[]){{'p', "Propose it", propose},
                                              {'g', "Go on writing", NULL},
                                              {0}},
};

/* Enter behind the last field: of lines that went by nobody sees what would be sent. */
static void ask_first(struct ui *ui, void *state)
{
    if (ui_is_plain(ui))
        ui_ask(ui, &sure);
    else
        propose(ui, state);
}

/* ---- leaving ---- */

static void discard(struct ui *ui, void *state)
{
    struct state *s = state;

    s->done = true;
    ui_back(ui);
}

static const struct dialog leaving = {
    .title = "Leave without proposing it?",
    .choices = (const struct dialog_choice[]){{'p', "Propose it", propose},
                                              {'d', "Leave", discard},
                                              {'g', "Go on writing", NULL},
                                              {0}},
};

static bool propose_may_leave(struct ui *ui, void *state)
{
    struct state *s = state;

    if (s->done || form_version(&s->form) == s->opened)
        return true;
    ui_ask(ui, &leaving);
    return false;
}

/* ---- the screen ---- */

static void propose_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)state;
    ret->place = is_narrow(ui) ? "Propose a school" : "Interviews › propose a school";
    ret->right = is_narrow(ui) ? "" : "a moderator looks at it";
}

static void propose_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;
    struct area words = {body.x + 1, body.y + FORM_ROWS, body.cols - 2, body.rows - FORM_ROWS};
    struct area form = body;

    if (words.rows > 1) {
        form.rows = FORM_ROWS;
        words.cols = words.cols > UI_TEXT_COLS ? UI_TEXT_COLS : words.cols;
        text_block_draw(canvas, words, ui_scratch(ui), THEME_DIM, about);
    }
    form_draw(&s->form, canvas, form);
}

static bool propose_key(struct ui *ui, void *state, keycode key)
{
    return form_page_key(ui, &((struct state *)state)->form, key, ask_first, state);
}

static void propose_paste(struct ui *ui, void *state, const char *text, size_t n)
{
    form_page_paste(ui, &((struct state *)state)->form, text, n);
}

static bool propose_typing(struct ui *ui, const void *state)
{
    (void)ui;
    (void)state;
    return true;
}

static const struct key_action keys[] = {
    {K_CTRL('x'), propose, "propose", "Propose it", NULL},
    {0},
};

static const struct key_help *const moving[] = {form_help, editor_help, NULL};

const struct screen_ops screen_propose = {
    .name = "propose",
    .about = "Proposing a school",
    .min_level = 1,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = propose_open,
    .header = propose_header,
    .draw = propose_draw,
    .key = propose_key,
    .paste = propose_paste,
    .typing = propose_typing,
    .may_leave = propose_may_leave,
    .close = propose_close,
};

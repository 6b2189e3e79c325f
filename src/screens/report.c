/* SPDX-License-Identifier: MIT
 *
 * report.c -- one's own interview report: written, amended, its outcome told later.
 *
 * Six answers are the first page, and enough; three more pages hold the rest. What is typed is kept
 * as a draft: two seconds after typing, and when the screen closes, also where the line dropped. Of
 * a school that is only proposed it stays one until the school is there.
 */
#include <stdio.h>
#include <string.h>

#include <curbside/domain/draft.h>
#include <curbside/domain/interview.h>
#include <curbside/domain/school_proposal.h>
#include <curbside/ui/ui.h>

#include "context.h"
#include "places.h"
#include "report_fields.h"
#include "rows.h"
#include "safety_words.h"

enum {
    ASK_CHOICES = 7,
    DRAFT_EVERY_MS = 2000,
    FIRST_ROWS = 8, /* of the first page: six answers, and a note or what is wrong */
};

struct state {
    struct school school;
    bool is_missing; /* proposed and not in the list yet: its slug is the proposal's address */
    struct interview_form answers; /* of the pages that are not shown */
    int now_cycle;
    int own_cycle; /* of the report that is amended; 0: none was handed in */
    int page;
    struct report_fields fields;
    struct form form;
    uint64_t shown; /* version of the form as it was filled */
    bool changed;   /* on a page that is not shown */
    bool done;
    char fault[200];
    struct dialog_choice choices[ASK_CHOICES];
    struct arena texts; /* what was typed on the other pages */
    struct draft draft;
    uint64_t saved;  /* version of the form as it was kept */
    bool saved_any;  /* of the pages that are not shown, too */
    int64_t save_at; /* when it is to be kept next; 0: nothing is new */
    bool fails;      /* keeping it failed, and that was said */
};

/* ---- pages ---- */

static enum err page_open(struct state *s, int page)
{
    form_done(&s->form);
    s->page = page;
    report_fields_make(page, s->now_cycle, &s->fields);
    TRY(form_init(&s->form, s->fields.fields, s->fields.n, s));
    TRY(report_fields_show(&s->fields, &s->form, &s->answers));
    s->shown = s->saved = form_version(&s->form);
    return OK;
}

static bool is_changed(const struct state *s)
{
    return s->changed || form_version(&s->form) != s->shown;
}

/* Show what is wrong where it was typed, by the name the field has here. */
static void fault_show(struct ui *ui, struct state *s, const struct interview_fault *fault)
{
    enum err err = OK;
    int at;

    if (fault->field && cstr_starts(fault->sentence, fault->field->key))
        snprintf(s->fault, sizeof s->fault, "%s%s", fault->field->label,
                 fault->sentence + strlen(fault->field->key));
    else
        snprintf(s->fault, sizeof s->fault, "%s", fault->sentence);
    if (!fault->field) {
        ui_warn(ui, s->fault);
        return;
    }
    if (report_fields_find(&s->fields, fault->field) < 0)
        err = page_open(s, report_page_of(interview_form_id_of(fault->field)));
    at = report_fields_find(&s->fields, fault->field);
    if (err != OK || at < 0) {
        ui_fail(ui, err);
        return;
    }
    form_error_set(&s->form, at, s->fault);
    form_focus(&s->form, at);
}

/* The page's answers to the others. False: one of them cannot be; it is shown. */
static bool page_take(struct ui *ui, struct state *s)
{
    struct interview_fault fault = {0};
    struct interview_form answers = s->answers;
    enum err err = report_fields_take(&s->fields, &s->form, &s->texts, &answers, &fault);

    form_errors_clear(&s->form);
    if (err == E_USAGE)
        fault_show(ui, s, &fault);
    else if (err != OK)
        ui_fail(ui, err);
    if (err != OK)
        return false;
    s->changed = is_changed(s);
    s->shown = form_version(&s->form);
    s->answers = answers;
    return true;
}

static void page_turn(struct ui *ui, struct state *s, int by)
{
    enum err err;

    if (!page_take(ui, s))
        return;
    err = page_open(s, (s->page + by + REPORT_PAGES) % REPORT_PAGES);
    if (err != OK)
        ui_fail(ui, err);
    else if (ui_is_plain(ui)) /* nobody hears that the page is another one */
        ui_sayf(ui, "%d of %d, %s. All of it may be left out; :finish hands it in.", s->page + 1,
                REPORT_PAGES, report_page_name(s->page));
}

/* ---- the draft ---- */

/* Everything as it stands; what cannot be on the page that is shown is left out. */
static enum err draft_write(struct ui *ui, struct state *s)
{
    AUTO_STR struct str written = STR_INIT;
    struct interview_form answers = s->answers;

    TRY(report_fields_take_loosely(&s->fields, &s->form, ui_scratch(ui), &answers));
    interview_form_format(&answers, &written);
    if (written.failed)
        return E_NOMEM;
    s->draft.face = FACE_HANDLE; /* a report has none: it is sealed under the account alone */
    s->draft.school = s->school.slug;
    s->draft.title = arena_printf(ui_scratch(ui), "Interview at %s", s->school.short_name);
    s->draft.body = str_cstr(&written);
    s->draft.body_n = written.n;
    TRY(draft_save(visit_of(ui), &s->draft));
    s->saved = form_version(&s->form);
    s->saved_any = s->changed;
    return OK;
}

static enum err draft_keep(struct ui *ui, struct state *s)
{
    s->save_at = 0;
    if (s->done || (form_version(&s->form) == s->saved && s->changed == s->saved_any))
        return OK;
    return draft_write(ui, s);
}

static void form_changed(struct ui *ui, struct state *s)
{
    report_fields_follow(&s->fields, &s->form);
    if (s->save_at == 0 && form_version(&s->form) != s->saved)
        s->save_at = clock_mono_ms(ui_clock(ui)) + DRAFT_EVERY_MS;
    if (s->save_at != 0)
        ui_wake_at(ui, s->save_at);
}

static void report_tick(struct ui *ui, void *state)
{
    struct state *s = state;
    enum err err;

    if (s->save_at == 0 || clock_mono_ms(ui_clock(ui)) < s->save_at)
        return;
    err = draft_keep(ui, s);
    if (err != OK && !s->fails)
        ui_warn(ui,
                arena_printf(ui_scratch(ui), "Not kept as a draft: %s", err_info(err)->sentence));
    s->fails = err != OK;
}

/* One that was begun when this school was only proposed. E_NOTFOUND. */
static enum err draft_find_proposed(struct ui *ui, struct state *s)
{
    struct own_proposal own;
    struct draft_page drafts;
    school_proposal_id id;

    TRY(draft_list(ui_arena(ui), visit_of(ui), &drafts));
    for (int i = 0; i < drafts.n; i++)
        if (school_proposal_parse_address(drafts.rows[i].school, &id) == OK &&
            school_proposal_get_own(ui_scratch(ui), visit_of(ui), id, &own) == OK && own.slug &&
            strcmp(own.slug, s->school.slug) == 0) {
            s->draft = drafts.rows[i];
            return OK;
        }
    return E_NOTFOUND;
}

static enum err draft_find_here(struct ui *ui, struct state *s)
{
    enum err err = draft_find_report(ui_arena(ui), visit_of(ui), s->school.slug, &s->draft);

    return err == E_NOTFOUND && !s->is_missing ? draft_find_proposed(ui, s) : err;
}

/* What was half written comes back, over what was handed in. */
static enum err draft_take_up(struct ui *ui, struct state *s)
{
    struct interview_fault fault;
    enum err err = draft_find_here(ui, s);

    if (err == E_NOTFOUND) {
        draft_init(&s->draft, visit_of(ui)->random);
        return OK;
    }
    TRY(err);
    interview_form_init(&s->answers);
    err = interview_form_parse(ui_arena(ui), s->draft.body, s->draft.body_n, &s->answers, &fault);
    TRY(err == E_NOMEM ? err : OK);
    s->changed = s->saved_any = true;
    ui_say(ui, "Your draft of this report.");
    return OK;
}

/* ---- opening ---- */

/* One's newest report of this school, to be amended; else the cycle it is now. */
static enum err answers_begin(struct ui *ui, struct state *s)
{
    struct own_report own;
    enum err err;

    interview_form_init(&s->answers);
    s->answers.values[FIELD_CYCLE] = s->now_cycle;
    if (s->is_missing)
        return OK;
    err = report_own(ui_arena(ui), visit_of(ui), s->school.slug, 0, &own);
    if (err == E_NOTFOUND)
        return OK;
    TRY(err);
    s->answers = own.form;
    s->own_cycle = own.cycle;
    if (own.state != REPORT_REMOVED && own.cycle < s->now_cycle)
        ui_sayf(ui, "This is your report of %s; Ctrl-X begins one of %s.",
                report_cycle_words(ui_scratch(ui), own.cycle),
                report_cycle_words(ui_scratch(ui), s->now_cycle));
    if (own.state == REPORT_REMOVED)
        ui_warn(ui,
                "A moderator removed this report; : then \"What moderators told you\" says why.");
    return OK;
}

/* A school by its slug, or one that the caller proposed by its address. */
static enum err school_take(struct ui *ui, struct state *s, const char *slug)
{
    struct own_proposal own;
    school_proposal_id id;

    if (school_proposal_parse_address(slug, &id) != OK)
        return school_get(ui_arena(ui), slug, &s->school);
    TRY(school_proposal_get_own(ui_arena(ui), visit_of(ui), id, &own));
    if (own.slug)
        return school_get(ui_arena(ui), own.slug, &s->school);
    s->school = (struct school){
        .slug = arena_strdup(ui_arena(ui), slug), .name = own.name, .short_name = own.name};
    s->is_missing = true;
    return s->school.slug ? OK : E_NOMEM;
}

static enum err report_open(struct ui *ui, void *state, const void *arg)
{
    const struct school_arg *a = arg;
    struct state *s = state;

    if (!is_member(ui))
        return E_GUEST;
    report_begun(visit_of(ui));
    TRY(school_take(ui, s, a->slug));
    s->now_cycle = interview_form_cycle_at(clock_wall_s(ui_clock(ui)));
    TRY(answers_begin(ui, s));
    TRY(draft_take_up(ui, s));
    TRY(page_open(s, 0));
    /* Seen, the cycle is there to be looked at; by ear it is asked like the others. */
    form_focus(&s->form, s->own_cycle || ui_is_plain(ui)
                             ? 0
                             : report_fields_find(&s->fields, &interview_fields[FIELD_MONTH]));
    return OK;
}

static void report_close(struct ui *ui, void *state)
{
    struct state *s = state;

    IGNORE(draft_keep(ui, s)); /* the line may be gone: there is nobody to tell */
    form_done(&s->form);
    arena_done(&s->texts);
}

/* ---- drawing ---- */

static void report_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct state *s = state;

    ret->place = is_narrow(ui)
                     ? s->school.short_name
                     : arena_printf(ui_scratch(ui), "Interviews › %s › %s", s->school.short_name,
                                    s->own_cycle ? "your report" : "write yours");
    ret->right = is_narrow(ui) ? arena_printf(ui_scratch(ui), "%d of %d", s->page + 1, REPORT_PAGES)
                               : arena_printf(ui_scratch(ui), "%d of %d: %s", s->page + 1,
                                              REPORT_PAGES, report_page_name(s->page));
}

#define WHO_SEES                                                                                   \
    "Others see the cycle, where, format and impression with your words, three reports at a "      \
    "time, and the rest only in counts. What you type is kept as a draft."

/* Below the first page. */
static const char *about_words(struct ui *ui, const struct state *s)
{
    if (is_narrow(ui))
        return s->is_missing
                   ? "Not in the list yet: a draft until the school is there. These six are enough."
                   : "These six are enough. Others see where, format, impression and your words; "
                     "all else only in counts.";
    if (s->is_missing)
        return "This school is not in the list yet. What you write is kept as a draft, as long as "
               "it takes; it is handed in when the school is there. These six are enough; Ctrl-N "
               "has more. ? says what a question means.";
    if (ui_is_plain(ui))
        return "These six are enough; others come after them. " WHO_SEES;
    return "Arrows or a first letter choose, Tab goes on. These six are enough; Ctrl-N has more. " WHO_SEES
           " ? says what a question means.";
}

static void report_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;
    struct area form = body;
    struct area about = {body.x + 1, body.y, body.cols - 2, is_narrow(ui) ? 3 : 4};

    if (s->page == 0 && body.rows >= FIRST_ROWS + about.rows) {
        about.y += body.rows - about.rows;
        form.rows -= about.rows;
        about.cols = about.cols > UI_TEXT_COLS ? UI_TEXT_COLS : about.cols;
        text_block_draw(canvas, about, ui_scratch(ui), THEME_DIM, about_words(ui, s));
    }
    form_draw(&s->form, canvas, form);
}

/* ---- handing in ---- */

/* What becomes of it: of a new account's its figures come later, which nobody would guess. */
static void say_done(struct ui *ui, const struct state *s, bool amends)
{
    struct own_report own;

    if (amends) {
        ui_say(ui, "Amended; it shows tomorrow, other words of a new account in three days.");
        return;
    }
    if (report_own(ui_scratch(ui), visit_of(ui), s->school.slug, s->answers.values[FIELD_CYCLE],
                   &own) == OK &&
        !own.counts)
        ui_say(ui, "Handed in. It is read in three days, and counts once you have standing: see "
                   "help.");
    else
        ui_say(ui, "Handed in. Its words come out with two others; counts change on snapshot "
                   "days.");
}

static void hand_in(struct ui *ui, struct state *s, enum privacy_override override)
{
    struct interview_fault fault = {0};
    bool amends = s->own_cycle == s->answers.values[FIELD_CYCLE];
    report_id id;
    enum err err;

    err = amends ? report_amend(visit_of(ui), s->school.slug, &s->answers, override, &fault, &id)
                 : report_add(visit_of(ui), s->school.slug, &s->answers, override, &fault, &id);
    if (err == E_IN_USE)
        err = report_amend(visit_of(ui), s->school.slug, &s->answers, override, &fault, &id);
    if (err == E_USAGE) {
        fault_show(ui, s, &fault);
        return;
    }
    if (err == E_DENIED) {
        ui_warn(ui, "A moderator removed your report of this school and cycle.");
        return;
    }
    if (err != OK) {
        ui_fail(ui, err);
        return;
    }
    s->done = true;
    err = draft_drop(visit_of(ui), &s->draft);
    if (err != OK && err != E_STALE)
        ui_fail(ui, err); /* the report is in; the draft is offered again */
    say_done(ui, s, amends);
    ui_back(ui);
}

static void hand_in_as_is(struct ui *ui, void *state)
{
    hand_in(ui, state, OVERRIDE_NONE);
}

static void hand_in_public(struct ui *ui, void *state)
{
    hand_in(ui, state, OVERRIDE_PUBLIC);
}

static void hand_in_mine(struct ui *ui, void *state)
{
    hand_in(ui, state, OVERRIDE_MINE);
}

static void hand_in_example(struct ui *ui, void *state)
{
    hand_in(ui, state, OVERRIDE_EXAMPLE);
}

static void choice_add(struct state *s, int *n, keycode key, const char *label,
                       void (*run)(struct ui *ui, void *state))
{
    s->choices[(*n)++] = (struct dialog_choice){key, label, run};
    s->choices[*n] = (struct dialog_choice){0};
}

/* What was found, what stops it first, and what would lift that. Whoever lifts it has seen what
 * else would go out. */
static void findings_ask(struct ui *ui, struct state *s, const struct safety_report *report)
{
    unsigned overrides;
    const char *text = safety_all_words(ui_page(ui), report, &overrides);
    int n = 0;

    choice_add(s, &n, 'g', "Go on writing", NULL);
    if (!report->blocked)
        choice_add(s, &n, 'h', "Hand it in all the same", hand_in_as_is);
    else if (overrides & OVERRIDE_PUBLIC)
        choice_add(s, &n, 'p', "It is public", hand_in_public);
    if (report->blocked && overrides & OVERRIDE_MINE)
        choice_add(s, &n, 'm', "It is mine", hand_in_mine);
    if (report->blocked && overrides & OVERRIDE_EXAMPLE)
        choice_add(s, &n, 'e', "It is an example", hand_in_example);
    ui_ask(ui, &(struct dialog){.title = "The safety check found something",
                                .text = text,
                                .choices = s->choices,
                                .enter_first = true});
}

static void tell_filtered(struct ui *ui, const char *sentence)
{
    static const struct dialog_choice go_on[] = {{'g', "Go on writing", NULL}, {0}};

    ui_ask(ui, &(struct dialog){.title = "Not handed in",
                                .text = arena_strdup(ui_page(ui), sentence),
                                .choices = go_on,
                                .enter_first = true});
}

static void try_hand_in(struct ui *ui, void *state)
{
    struct state *s = state;
    struct interview_fault fault = {0};
    struct safety_report report;
    enum err err;

    if (!page_take(ui, s))
        return;
    err = interview_form_check(&s->answers, clock_wall_s(ui_clock(ui)), &fault);
    if (err == E_USAGE) {
        fault_show(ui, s, &fault);
        return;
    }
    err = report_check(ui_scratch(ui), visit_of(ui), &s->answers, OVERRIDE_NONE, &report);
    if (err != OK)
        ui_fail(ui, err);
    else if (report.refused)
        tell_filtered(ui, report.refused);
    else if (report.n > 0)
        findings_ask(ui, s, &report);
    else
        hand_in(ui, s, OVERRIDE_NONE);
}

/* ---- leaving ---- */

static void discard(struct ui *ui, void *state)
{
    struct state *s = state;
    enum err err = draft_drop(visit_of(ui), &s->draft);

    if (err != OK && err != E_STALE) {
        ui_fail(ui, err);
        return;
    }
    s->done = true;
    ui_say(ui, "Discarded.");
    ui_back(ui);
}

static void keep_and_leave(struct ui *ui, void *state)
{
    struct state *s = state;
    enum err err = draft_keep(ui, s);

    if (err != OK) {
        ui_fail(ui, err);
        return;
    }
    ui_say(ui, s->is_missing ? "Kept as a draft until the school is there; home offers it."
                             : "Kept as a draft; home and w at the school offer it.");
    ui_back(ui);
}

static void withdraw(struct ui *ui, void *state)
{
    struct state *s = state;
    enum err err = report_withdraw(visit_of(ui), s->school.slug, s->own_cycle);

    if (err != OK) {
        ui_fail(ui, err);
        return;
    }
    s->done = true;
    IGNORE(draft_drop(visit_of(ui), &s->draft)); /* what another session wrote since stays */
    ui_say(ui, "Your report is withdrawn.");
    ui_back(ui);
}

static bool report_may_leave(struct ui *ui, void *state)
{
    struct state *s = state;
    int n = 0;

    if (s->done || !is_changed(s))
        return true;
    choice_add(s, &n, 'k', "Keep it as a draft", keep_and_leave);
    if (!s->is_missing)
        choice_add(s, &n, 'h', "Hand it in", try_hand_in);
    choice_add(s, &n, 'd', "Discard it", discard);
    choice_add(s, &n, 'g', "Go on writing", NULL);
    ui_ask(ui, &(struct dialog){
                   .title = "Leave this report?", .choices = s->choices, .enter_first = true});
    return false;
}

/* ---- keys ---- */

/* Every field takes letters or digits: a choice is chosen by how it begins. */
static bool report_typing(struct ui *ui, const void *state)
{
    (void)ui;
    (void)state;
    return true;
}

/* Where a question is no answer, it asks what is meant. */
static bool explain(struct ui *ui, const struct state *s, keycode key)
{
    const struct interview_field *field = &interview_fields[s->fields.of[s->form.focus].id];

    if (key != '?' || field->kind == INTERVIEW_TEXT || field->kind == INTERVIEW_LINES)
        return false;
    if (field->kind == INTERVIEW_NUMBER)
        ui_sayf(ui, "%s %d to %d.", field->help, field->low, field->high);
    else
        ui_say(ui, field->help);
    return true;
}

static bool report_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    if (explain(ui, s, key))
        return true;
    switch (form_key(&s->form, key)) {
    case FORM_SUBMIT:
        if (s->page + 1 < REPORT_PAGES)
            page_turn(ui, s, 1);
        return true;
    case FORM_FULL:
        ui_warn(ui, "There is no more room in this field.");
        return true;
    case FORM_TAKEN:
        form_changed(ui, s);
        return true;
    case FORM_IGNORED:
        break;
    }
    return false;
}

static void report_paste(struct ui *ui, void *state, const char *text, size_t n)
{
    struct state *s = state;

    if (form_paste(&s->form, text, n) == FORM_FULL)
        ui_warn(ui, "Not all of it fits into this field.");
    form_changed(ui, s);
}

static void page_next(struct ui *ui, void *state)
{
    page_turn(ui, state, 1);
}

/* Instead of amending that of a cycle before. */
static void begin_another(struct ui *ui, void *state)
{
    struct state *s = state;
    enum err err;

    interview_form_init(&s->answers);
    s->answers.values[FIELD_CYCLE] = s->now_cycle;
    s->own_cycle = 0;
    s->changed = false;
    err = page_open(s, 0);
    if (err != OK)
        ui_fail(ui, err);
}

/* Who corrects the cycle has two reports then, of which one is of no interview. */
static const char *hand_in_words(struct arena *a, const struct state *s)
{
    int cycle = report_fields_cycle(&s->fields, &s->form, s->answers.values[FIELD_CYCLE]);

    if (!s->own_cycle || cycle == s->own_cycle)
        return s->own_cycle ? "Hand in the changes" : "Hand it in";
    return arena_printf(a, "Hand in one of %s, too; that of %s stays", report_cycle_words(a, cycle),
                        report_cycle_words(a, s->own_cycle));
}

static void finish(struct ui *ui, void *state)
{
    struct state *s = state;
    struct arena *page = ui_page(ui); /* asked for once: it empties what it gave before */
    const char *said = NULL;
    int n = 0;

    if (ui_is_plain(ui)) {
        if (!page_take(ui, s))
            return;
        said = report_answers_words(page, &s->answers);
    }
    if (!s->is_missing)
        choice_add(s, &n, 'h', hand_in_words(page, s), try_hand_in);
    choice_add(s, &n, 'n', "Next page of questions", page_next);
    if (s->own_cycle && s->own_cycle < s->now_cycle)
        choice_add(
            s, &n, 'b',
            arena_printf(page, "Begin one of %s instead", report_cycle_words(page, s->now_cycle)),
            begin_another);
    choice_add(s, &n, 'k', "Keep it as a draft", keep_and_leave);
    choice_add(s, &n, 'd', "Discard it", discard);
    if (s->own_cycle)
        choice_add(s, &n, 'w', "Withdraw the report altogether", withdraw);
    ui_ask(ui,
           &(struct dialog){.title = s->is_missing ? "Your report of a school that is not there yet"
                                                   : "Your report",
                            .text = said,
                            .choices = s->choices,
                            .enter_first = true});
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_CTRL('x'), finish, "finish", "Hand it in, go on, or discard it", NULL},
    {K_CTRL('n'), page_next, "more", "The next page of questions; after the last, the first", NULL},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {form_help, editor_help, NULL};

const struct screen_ops screen_report = {
    .name = "report",
    .about = "Your interview report",
    .min_level = 1,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = report_open,
    .header = report_header,
    .draw = report_draw,
    .key = report_key,
    .paste = report_paste,
    .typing = report_typing,
    .tick = report_tick,
    .may_leave = report_may_leave,
    .close = report_close,
};

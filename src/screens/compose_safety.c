/* SPDX-License-Identifier: MIT
 *
 * compose_safety.c -- the safety check while somebody writes: words marked in the text, a line
 * below it that says why, and a walk from one finding to the next.
 *
 * A look costs up to twenty milliseconds, so it waits for a pause in the typing. Nothing is ever
 * changed but by a choice, each choice can be undone, and nothing here keeps a text from being
 * posted: post_submit() looks for itself.
 */
#include "compose_state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curbside/text/wrap.h>
#include <curbside/ui/plain.h>

#include "context.h"
#include "safety_words.h"

enum {
    PAUSE_MS = 500,
    LONG_PAUSE_MS = 1500,        /* where a look may be felt */
    LONG_TEXT_BYTES = 16 * 1024, /* from here on */
    LABEL_COLS = 8,              /* "Safety" and two blanks */
    ROWS_MAX = 6,                /* of one line of words */
    NARROW_COLS = 60,
    KEPT_LINE_BYTES = 128,
};

#define NEVER_LOOKED UINT64_MAX

static const int field_of[] = {[SAFETY_BODY] = FIELD_BODY, [SAFETY_TITLE] = FIELD_TITLE};

void compose_safety_open(struct ui *ui, struct compose_state *s)
{
    arena_init(&s->safety.arena, ARENA_LIMIT_BYTES);
    s->safety.looked = NEVER_LOOKED;
    s->safety.at = -1;
    compose_safety_changed(ui, s);
    compose_wake(ui, s);
}

void compose_safety_close(struct compose_state *s)
{
    arena_done(&s->safety.arena);
}

/* ---- what may stand ---- */

/* "email TAB j.doe@example.org LF": in this text it may stand, wherever it does. */
static void kept_line(const struct safety_finding *f, char ret[KEPT_LINE_BYTES])
{
    snprintf(ret, KEPT_LINE_BYTES, "%s\t%s\n", f->rule, f->find.text);
    for (char *p = strchr(ret, '\t') + 1; *p && p[1]; p++)
        if (*p == '\n')
            *p = ' ';
}

static bool is_kept(const struct compose_state *s, const struct safety_finding *f)
{
    char line[KEPT_LINE_BYTES];
    const char *kept = s->draft.kept ? s->draft.kept : "";

    kept_line(f, line);
    for (const char *at = kept; (at = strstr(at, line)) != NULL; at++)
        if (at == kept || at[-1] == '\n')
            return true;
    return false;
}

static enum err keep(struct ui *ui, struct compose_state *s, const struct safety_finding *f)
{
    char line[KEPT_LINE_BYTES];
    const char *kept = s->draft.kept ? s->draft.kept : "";

    kept_line(f, line);
    if (strlen(kept) + strlen(line) > DRAFT_KEPT_BYTES)
        return E_FULL;
    kept = arena_printf(ui_arena(ui), "%s%s", kept, line);
    if (!kept)
        return E_NOMEM;
    s->draft.kept = kept;
    return OK;
}

static enum err keep_undo(struct ui *ui, struct compose_state *s)
{
    size_t n = strlen(s->draft.kept);
    const char *kept;

    while (n > 0 && (n == strlen(s->draft.kept) || s->draft.kept[n - 1] != '\n'))
        n--;
    kept = arena_memdup0(ui_arena(ui), s->draft.kept, n);
    if (!kept)
        return E_NOMEM;
    s->draft.kept = kept;
    return OK;
}

/* ---- looking ---- */

static int by_place(const void *a, const void *b)
{
    const struct safety_finding *x = a, *y = b;

    if (x->field != y->field)
        return x->field == SAFETY_TITLE ? -1 : 1;
    return x->find.start < y->find.start ? -1 : x->find.start > y->find.start;
}

static void open_add(struct compose_state *s, const struct safety_finding *f)
{
    if (!is_kept(s, f))
        s->safety.open[s->safety.n_open++] = *f;
}

/* What is to be pointed out: everything found, with each fact of an exceeded budget instead of the
 * budget itself. */
static enum err open_fill(struct compose_state *s, const struct safety_report *report)
{
    struct compose_safety *safety = &s->safety;

    safety->open = arena_array(&safety->arena, (size_t)report->n + (size_t)report->n_told,
                               sizeof *safety->open);
    if (!safety->open)
        return E_NOMEM;
    for (int i = 0; i < report->n; i++) {
        const struct safety_finding *f = &report->rows[i];
        if (f->tier == TIER_CRISIS)
            safety->crisis = safety_crisis_words(&safety->arena, f);
        else if (!safety_is_budget(f))
            open_add(s, f);
    }
    for (int i = 0; i < report->n_told && report->facts >= PRIVACY_BUDGET_WARN; i++)
        open_add(s, &report->told[i]);
    qsort(safety->open, (size_t)safety->n_open, sizeof *safety->open, by_place);
    return OK;
}

static ink mark_ink(const struct safety_finding *f, bool asked)
{
    unsigned look = f->tier == TIER_BLOCK ? THEME_ERROR | (unsigned)ATTR_UNDERLINE : THEME_FINDING;

    return (ink)(look | (asked ? (unsigned)ATTR_REVERSE : 0));
}

static void mark_field(struct compose_state *s, enum safety_field field)
{
    struct editor *editor = form_editor(&s->form, field_of[field]);
    struct editor_mark marks[EDITOR_MARKS];
    int n = 0;

    for (int i = 0; i < s->safety.n_open && n < EDITOR_MARKS; i++) {
        const struct safety_finding *f = &s->safety.open[i];
        if (f->field == field)
            marks[n++] = (struct editor_mark){f->find.start, f->find.end,
                                              mark_ink(f, i == s->safety.at)};
    }
    IGNORE(editor_marks_set(editor, marks, n)); /* without memory the words below must do */
}

static void mark(struct compose_state *s)
{
    mark_field(s, SAFETY_TITLE);
    mark_field(s, SAFETY_BODY);
}

static enum err look(struct ui *ui, struct compose_state *s)
{
    struct compose_safety *safety = &s->safety;
    struct safety_report report;
    struct submission submission;

    TRY(compose_submission(ui, s, &submission));
    TRY(safety_check_on(&safety->arena, visit_of(ui), &submission, &safety->memory, &report));
    TRY(open_fill(s, &report));
    safety->findings = safety_findings_words(&safety->arena, safety->open, safety->n_open);
    safety->facts = safety_facts_words(&safety->arena, safety->open, safety->n_open, report.facts);
    safety->blocked = report.blocked;
    safety->strong = report.facts >= PRIVACY_BUDGET_STRONG;
    return OK;
}

/* Anew, whatever was seen before: what is kept may have changed. */
static void look_again(struct ui *ui, struct compose_state *s)
{
    struct compose_safety *safety = &s->safety;

    arena_reset(&safety->arena);
    safety->open = NULL;
    safety->n_open = 0;
    safety->crisis = safety->facts = safety->findings = NULL;
    safety->blocked = safety->strong = false;
    safety->at = -1;
    safety->look_at = 0;
    safety->looked = form_version(&s->form);
    if (look(ui, s) != OK)
        safety->n_open = 0; /* it will be looked at when it is posted */
    mark(s);
}

void compose_safety_look(struct ui *ui, struct compose_state *s)
{
    if (s->safety.looked != form_version(&s->form))
        look_again(ui, s);
}

void compose_safety_tick(struct ui *ui, struct compose_state *s)
{
    if (s->safety.look_at != 0 && clock_mono_ms(ui_clock(ui)) >= s->safety.look_at)
        compose_safety_look(ui, s);
}

/* Every key puts the look off until the hands rest. */
void compose_safety_changed(struct ui *ui, struct compose_state *s)
{
    size_t n;

    if (s->safety.at >= 0) {
        s->safety.at = -1;
        mark(s);
    }
    if (s->safety.looked == form_version(&s->form))
        return;
    form_text(&s->form, FIELD_BODY, &n);
    s->safety.look_at = clock_mono_ms(ui_clock(ui)) +
                        (n < LONG_TEXT_BYTES ? PAUSE_MS : LONG_PAUSE_MS);
}

/* ---- walking ---- */

static void ask_about(struct ui *ui, struct compose_state *s, int at);

/* The first one at or behind a place; behind the last comes the first again. */
static int open_from(const struct compose_state *s, enum safety_field field, size_t start)
{
    const struct safety_finding here = {.field = field, .find.start = start};

    for (int i = 0; i < s->safety.n_open; i++)
        if (by_place(&s->safety.open[i], &here) >= 0)
            return i;
    return 0;
}

static void ask_from(struct ui *ui, struct compose_state *s, enum safety_field field, size_t start)
{
    if (s->safety.n_open == 0)
        ui_say(ui, "Nothing else is marked. That is no promise: read it once more yourself.");
    else
        ask_about(ui, s, open_from(s, field, start));
}

static void step_note(struct compose_state *s, const struct safety_finding *f, bool kept)
{
    struct compose_safety *safety = &s->safety;

    if (safety->n_steps == SAFETY_STEPS)
        memmove(safety->steps, safety->steps + 1,
                (size_t)--safety->n_steps * sizeof *safety->steps);
    safety->steps[safety->n_steps++] = (struct safety_step){kept, f->field, f->find.start};
    safety->steps_version = form_version(&s->form);
}

/* After a step: the draft is to be kept, and what comes next is asked about. */
static void go_on(struct ui *ui, struct compose_state *s, enum safety_field field, size_t start)
{
    look_again(ui, s);
    compose_unsave(ui, s);
    ask_from(ui, s, field, start);
}

/* Only the bytes that differ, so that the cursor stays near and undo takes little back. */
static enum err text_put(struct editor *e, const char *with, size_t with_n)
{
    size_t n, same = 0, tail = 0;
    const char *text = editor_text(e, &n);

    while (same < n && same < with_n && text[same] == with[same])
        same++;
    while (tail < n - same && tail < with_n - same && text[n - 1 - tail] == with[with_n - 1 - tail])
        tail++;
    /* Not into the middle of a character. */
    while (same > 0 && ((unsigned char)text[same] & 0xc0) == 0x80)
        same--;
    while (tail > 0 && ((unsigned char)text[n - tail] & 0xc0) == 0x80)
        tail--;
    return editor_replace(e, same, n - tail, with + same, with_n - same - tail);
}

typedef enum err text_change(struct arena *a, const char *s, size_t n,
                             const struct privacy_finding *f, char **ret, size_t *ret_n);

static void change_text(struct ui *ui, struct compose_state *s, text_change *change)
{
    const struct safety_finding f = s->safety.open[s->safety.at];
    struct editor *e = form_editor(&s->form, field_of[f.field]);
    size_t n, with_n;
    const char *text = editor_text(e, &n);
    char *with;
    enum err err = change(ui_scratch(ui), text, n, &f.find, &with, &with_n);

    if (err == OK)
        err = text_put(e, with, with_n);
    if (err != OK) {
        ui_fail(ui, err);
        return;
    }
    step_note(s, &f, false);
    go_on(ui, s, f.field, f.find.start);
}

static void remove_it(struct ui *ui, void *state)
{
    change_text(ui, state, privacy_remove);
}

static void generalize_it(struct ui *ui, void *state)
{
    change_text(ui, state, privacy_generalize);
}

static void keep_it(struct ui *ui, void *state)
{
    struct compose_state *s = state;
    const struct safety_finding f = s->safety.open[s->safety.at];
    enum err err = keep(ui, s, &f);

    if (err != OK) {
        ui_say(ui, "No more can be remembered for this text; it stays marked.");
        return;
    }
    step_note(s, &f, true);
    go_on(ui, s, f.field, f.find.end);
}

static void next_one(struct ui *ui, void *state)
{
    struct compose_state *s = state;

    ask_about(ui, s, (s->safety.at + 1) % s->safety.n_open);
}

static void undo_step(struct ui *ui, void *state)
{
    struct compose_state *s = state;
    const struct safety_step step = s->safety.steps[--s->safety.n_steps];
    enum err err = OK;

    if (step.kept)
        err = keep_undo(ui, s);
    else
        IGNORE(editor_undo(form_editor(&s->form, (int)field_of[step.field]))); /* it is there */
    if (err != OK)
        ui_fail(ui, err);
    s->safety.steps_version = form_version(&s->form);
    go_on(ui, s, step.field, step.start);
}

static void choices_set(struct ui *ui, struct compose_state *s, const struct safety_finding *f)
{
    struct dialog_choice *c = s->safety.choices;
    const char *general = f->find.general;
    const char *instead = NULL;

    if (general && *general)
        instead = arena_printf(ui_arena(ui), "Write \"%s\" instead", general);
    if (instead)
        *c++ = (struct dialog_choice){'g', instead, generalize_it};
    *c++ = (struct dialog_choice){'r', "Remove it", remove_it};
    *c++ = (struct dialog_choice){
        'k', f->tier == TIER_BLOCK ? "Keep it, with a reason later" : "Keep it", keep_it};
    if (s->safety.n_open > 1)
        *c++ = (struct dialog_choice){'n', "The next one", next_one};
    if (s->safety.n_steps > 0)
        *c++ = (struct dialog_choice){'z', "Undo the last step", undo_step};
    *c = (struct dialog_choice){0};
}

static void ask_about(struct ui *ui, struct compose_state *s, int at)
{
    const struct safety_finding *f = &s->safety.open[at];
    struct arena *a = ui_arena(ui);
    struct dialog dialog = {.choices = s->safety.choices};

    s->safety.at = at;
    form_focus(&s->form, (int)field_of[f->field]);
    editor_go(form_editor(&s->form, (int)field_of[f->field]), f->find.start);
    mark(s);
    if (s->safety.steps_version != form_version(&s->form))
        s->safety.n_steps = 0; /* it was written on since: its undo is the editor's */
    choices_set(ui, s, f);
    dialog.title = arena_printf(a, "%d of %d  \"%s\"", at + 1, s->safety.n_open, f->find.text);
    dialog.text = safety_is_budget(f) ? f->advice : arena_printf(a, "%s %s", f->what, f->advice);
    if (!dialog.title || !dialog.text) {
        ui_fail(ui, E_NOMEM);
        return;
    }
    ui_ask(ui, &dialog);
}

void compose_safety_walk(struct ui *ui, struct compose_state *s)
{
    enum safety_field field = s->form.focus == FIELD_BODY ? SAFETY_BODY : SAFETY_TITLE;
    size_t cursor = 0;

    compose_safety_look(ui, s);
    if (s->form.focus == FIELD_BODY || s->form.focus == FIELD_TITLE)
        cursor = editor_cursor(form_editor(&s->form, s->form.focus));
    if (s->safety.at >= 0 && cursor == s->safety.open[s->safety.at].find.start)
        cursor++; /* asked about just now: on to the next */
    ask_from(ui, s, field, cursor);
}

/* ---- drawing ---- */

/* The rows of some words; drawn where `c` is given. */
static int words_draw(struct canvas *c, struct area a, ink s, const char *words)
{
    struct wrap_line line;
    size_t n = strlen(words), at = 0;
    int row = 0;

    while (row < ROWS_MAX && wrap_next(words, n, a.cols, &at, &line)) {
        if (c)
            canvas_text_n(c, a.x, a.y + row, a.cols, s, words + line.start, line.n);
        row++;
    }
    return row;
}

/* What is told, the most important first, and where there is room for it. */
struct told {
    const char *words;
    const char *label;
    ink look;
    int indent, rows; /* rows 0: no room, or nothing to tell */
};

static int told_fit(struct told told[], int n, struct area area)
{
    int cols = area.cols - 2 < UI_TEXT_COLS ? area.cols - 2 : UI_TEXT_COLS;
    int taken = 0;

    for (int i = 0; i < n; i++) {
        struct area a = {0, 0, cols - told[i].indent, ROWS_MAX};
        int rows = told[i].words ? words_draw(NULL, a, told[i].look, told[i].words) : 0;

        if (taken + rows > (area.rows - 1) / 2)
            continue; /* half of the room is the text's */
        told[i].rows = rows;
        taken += rows;
    }
    return taken;
}

int compose_safety_draw(const struct compose_state *s, struct canvas *c, struct area area)
{
    const struct compose_safety *safety = &s->safety;
    int crisis_indent = area.cols < NARROW_COLS ? 0 : LABEL_COLS;
    struct told told[] = {
        {safety->crisis, "Care", THEME_TEXT, crisis_indent, 0},
        {safety->findings, "Safety", safety->blocked ? THEME_ERROR : THEME_WARNING, LABEL_COLS, 0},
        {safety->facts, "Safety", safety->strong ? THEME_ERROR : THEME_WARNING, LABEL_COLS, 0},
    };
    int n = (int)(sizeof told / sizeof *told);
    int taken = told_fit(told, n, area);
    int y = area.y + area.rows - taken;
    int cols = area.cols - 2 < UI_TEXT_COLS ? area.cols - 2 : UI_TEXT_COLS;

    for (int i = 0; i < n; i++) {
        struct area a = {area.x + 1 + told[i].indent, y, cols - told[i].indent, told[i].rows};

        if (told[i].rows == 0)
            continue;
        canvas_text(c, area.x + 1, y, told[i].indent, THEME_LABEL, told[i].label);
        if (!plain_paragraph(c, a.x, y, told[i].words))
            words_draw(c, a, told[i].look, told[i].words);
        y += told[i].rows;
    }
    return taken;
}
